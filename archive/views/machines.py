"""What browsers and search engines ask for: the description of the search, the map of the site, where not to go."""

from django.contrib.sitemaps import views as sitemap_views
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from archive.feeds import printable
from archive.sitemaps import MAPS
from archive.views.page import page

LONGEST_NAME = 16  # characters of a search engine's name, says OpenSearch
# Addresses without end, and those that are nobody's to find.
NOT_FOR_ROBOTS = ("search", "compare", "search_feed", "display", "desk", "login")


@page
def opensearch(request):
    """So that the archive can be searched from the browser's own box."""
    site = request.seen.site
    context = {"short_name": printable(site.name)[:LONGEST_NAME], "name": printable(site.name)}
    return render(request, "archive/opensearch.xml", context, "application/opensearchdescription+xml; charset=utf-8")


@page
def robots(request):
    barred = [reverse(f"archive:{name}") for name in NOT_FOR_ROBOTS] + [reverse("admin:index")]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in barred)]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('archive:sitemaps'))}")
    return HttpResponse("\n".join(lines) + "\n", "text/plain; charset=utf-8")


@page
def sitemaps(request):
    return sitemap_views.index(request, MAPS, sitemap_url_name="archive:sitemap")


@page
def sitemap(request, section):
    try:
        response = sitemap_views.sitemap(request, MAPS, section=section)
    except Http404:
        raise Http404("没有这一份网站地图。") from None
    del response["Last-Modified"]  # the time of the newest says nothing of what is gone
    return response

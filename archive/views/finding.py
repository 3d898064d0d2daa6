"""The search page."""

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers

from archive.filters import EntryFilter
from archive.links import in_characters
from archive.pages.results import results
from archive.search import log
from archive.search.index.listing import planner_settings
from archive.search.query import LONGEST_QUERY, parse_query
from archive.views.page import page


@page
def search(request):
    given = request.GET  # refused where it has too many parts: before a transaction is begun
    with planner_settings():
        filterset = EntryFilter(given)
        _keep_in_links(request, filterset)
        context = results(filterset, request.GET)
    if request.method == "GET" and given.keys() == {"q"}:  # and not each look through its pages and filters
        log.record(filterset.question, 0 if context["is_relaxed"] else context["result"].total)
    return _answer(request, render_to_string("archive/entry_list.html", context, request))


def _answer(request, shown):
    """A page without a question is kept for all browsers, and its links are short."""
    if not request.GET:
        return HttpResponse(shown)
    response = HttpResponse(in_characters(shown, request.headers.get("User-Agent", "")))
    patch_vary_headers(response, ["User-Agent"])
    return response


def _keep_in_links(request, filterset):
    """Let the links of the page, the way back from 大字版 among them, keep of too long a question what was looked for."""
    request.GET = filterset.data.copy()
    if len(filterset.question) > LONGEST_QUERY:
        request.GET["q"] = parse_query(filterset.question).text
        request.META["QUERY_STRING"] = request.GET.urlencode()

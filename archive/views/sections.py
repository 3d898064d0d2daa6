"""The sections and their entries."""

from django.http import Http404
from django.shortcuts import render

from archive import counts
from archive.models import Entry, Topic
from archive.views.page import page, page_of


@page
def section_list(request):
    return render(request, "archive/section_list.html", {"sections": counts.sections_with_counts()})


@page
def section(request, name):
    entries = Entry.objects.published().filter(section__name=name)
    rows = page_of(request, entries)
    if not rows.paginator.count:
        raise Http404(f"没有叫“{name}”的栏目。")
    context = {"section": rows[0].section, "by_year": counts.by_year(entries), "page": rows}
    return render(request, "archive/section_detail.html", context)


@page
def topic(request, name):
    found = Topic.objects.filter(name=name).first()
    entries = Entry.objects.published().filter(section__topic=found)
    if found is None or not entries.exists():
        raise Http404(f"没有叫“{name}”的主题。")
    context = {"topic": found, "by_year": counts.by_year(entries), "page": page_of(request, entries)}
    return render(request, "archive/topic_detail.html", context)

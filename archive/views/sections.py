"""The sections and topics, and their entries."""

from django.http import Http404
from django.shortcuts import render

from archive.models import EntrySearch, Section, Topic
from archive.pages import counts
from archive.pages.entries_by_year import entries_by_year
from archive.pages.topics import shelves, unit_parts
from archive.revision import remembered
from archive.views.page import page


@page
def section_list(request):
    held = remembered("held by section", lambda: counts.held_by_section(EntrySearch.objects.all()))
    return render(request, "archive/section_list.html", {"shelves": shelves(held)})


@page
def section(request, name):
    found = Section.objects.select_related("topic").filter(name=name).first()
    rows = EntrySearch.objects.filter(section=found)
    if found is None or not (held := counts.held_by_section(rows)):
        raise Http404(f"没有叫“{name}”的栏目。")
    return render(
        request, "archive/section_detail.html", {"section": found} | _contents(request, rows, held, section=name)
    )


@page
def topic(request, name):
    found = Topic.objects.filter(name=name).first()
    rows = EntrySearch.objects.filter(section__in=list(found.sections.all()) if found else [])
    if found is None or not (held := counts.held_by_section(rows)):
        raise Http404(f"没有叫“{name}”的主题。")
    context = {"topic": found, "shelves": shelves(held)} | _contents(request, rows, held, topic=name)
    return render(request, "archive/topic_detail.html", context)


def _contents(request, rows, held, **of):
    """What the page of a section and that of a topic are made of."""
    by_year = counts.by_year(held, until=counts.latest_year())
    return {
        "by_year": by_year,
        "last_day": counts.last_day(held),
        "units": unit_parts(rows, **of),
        "list": entries_by_year(rows, by_year, request.GET.get("page")),
    }

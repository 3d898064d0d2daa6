"""The register of units, and what each of them has sent."""

from django.http import Http404
from django.shortcuts import render

from archive.models import EntrySearch, Unit
from archive.pages import counts
from archive.pages.entries_by_year import entries_by_year
from archive.pages.peers import other_names, peers, register
from archive.pages.topics import section_parts, shelves, topic_parts
from archive.units import unresolved_names
from archive.views.page import page


@page
def unit_list(request):
    counties = register()
    context = {
        "counties": counties,
        "most": max((row.total for county in counties for row in county.rows), default=0) or 1,
        "unresolved": unresolved_names(),
    }
    return render(request, "archive/unit_list.html", context)


@page
def unit(request, slug):
    found = Unit.objects.prefetch_related("aliases").filter(slug=slug).first()
    if found is None:
        raise Http404(f"单位名册里没有“{slug}”。")
    rows = EntrySearch.objects.filter(unit_ids__contains=[found.pk])
    held, latest = counts.held_by_section(rows), counts.latest_year(found.county)
    by_year, shelved = counts.by_year(held, until=latest), shelves(held)
    context = {
        "unit": found,
        "names": other_names(found),
        "by_year": by_year,
        "last_day": counts.last_day(held),
        "peers": peers(found, latest),
        "topics": topic_parts(shelved, unit=slug),
        "sections": section_parts(shelved, unit=slug),
        "list": entries_by_year(rows, by_year, request.GET.get("page"), "segments"),
    }
    return render(request, "archive/unit_detail.html", context)

"""The issues by year, and an issue as printed."""

from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render

from archive import counts
from archive.brief import brief_rows, print_size
from archive.context import is_sample
from archive.grid import make_grids
from archive.models import Issue
from archive.original import is_all_public
from archive.sheet import neighbours, published_issue, units_of
from archive.views.addresses import elsewhere
from archive.views.page import page


@page
def issue_list(request, year=None):
    years = counts.years()
    if year is None and years:
        year = years[0].year
    elif year is not None and year not in {row.year for row in years}:
        raise Http404(f"没有{year}年的快报。")
    issues = list(counts.issues_of(year)) if year else []
    grids = make_grids(issues)
    context = {
        "years": years,
        "year": year,
        "issues": issues,
        "grids": grids,
        "has_holes": any(grid.missing for grid in grids),
        "latest": issues[0] if issues and year == years[0].year else None,
        "fragments": counts.newest_issues().filter(Q(number=None) | Q(year=None)),
    }
    return render(request, "archive/issue_list.html", context)


@page
def issue(request, year, number):
    found = published_issue(year, number)
    if found is None:
        return redirect(elsewhere(year, number))
    previous, following = neighbours(found)
    entries = list(found.entries.for_lists().prefetch_related("segments"))
    context = {
        "issue": found,
        "upload": found.upload,
        "has_file": is_all_public(found.upload),
        "sample": is_sample(found),
        "entries": entries,
        "units": units_of(entries),
        "previous": previous,
        "next": following,
    }
    return render(request, "archive/issue_detail.html", context)


@page
def brief(request, year, number):
    """For leaders: titles and result sentences on one page."""
    found = published_issue(year, number)
    if found is None:
        return redirect(elsewhere(year, number))
    previous, following = neighbours(found)
    rows = brief_rows(found.entries.for_lists())
    context = {"issue": found, "rows": rows, "size": print_size(rows), "previous": previous, "next": following}
    return render(request, "archive/brief.html", context)


@page
def latest_brief(request):
    latest = Issue.objects.published().newest_first().first()
    return redirect("archive:brief", *latest.address.split("/")) if latest else redirect("archive:home")

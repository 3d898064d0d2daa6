"""The issues by year, and an issue as printed."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render

from archive.context import is_sample
from archive.models import Issue
from archive.pages import holdings
from archive.pages.brief import brief_rows, print_size
from archive.pages.grid import make_grids
from archive.pages.original import is_all_public
from archive.pages.sheet import neighbours, published_issue, units_of
from archive.views.addresses import elsewhere
from archive.views.page import page


@page
def issue_list(request, year=None):
    years = holdings.years(year)
    if year is not None and year not in {row.year for row in years.rows}:
        raise Http404(f"没有{year}年的快报。")
    if year is None and years.rows:
        year = years.rows[0].year
    issues = holdings.issues_of(year) if year else []
    grids = make_grids(issues)
    context = {
        "years": years,
        "year": year,
        "issues": [each.row for each in issues],
        "grids": grids,
        "holes": sum(grid.missing for grid in grids),
        "latest": holdings.newest_of(grids, year, years),
        "fragments": holdings.fragments()[: holdings.SHELVED],
        "fragment_count": holdings.fragments().count(),
    }
    return render(request, "archive/issue_list.html", context)


@page
def fragments(request):
    """All that has no number, in as many pages as it needs."""
    shelf = Paginator(holdings.fragments(), holdings.FRAGMENTS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "archive/fragment_list.html", {"shelf": shelf})


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

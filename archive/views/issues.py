"""The issues by year, and an issue as printed."""

from dataclasses import dataclass

from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render

from archive import counts
from archive.context import is_sample
from archive.grid import make_grids
from archive.models import Issue, Unit
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
    found = Issue.objects.published().select_related("bulletin").filter(address=f"{year}/{number}").first()
    if found is None:
        return redirect(elsewhere(year, number))
    previous, following = _neighbours(found)
    entries = list(found.entries.for_lists().prefetch_related("segments"))
    context = {
        "issue": found,
        "sample": is_sample(found),
        "entries": entries,
        "units": _units_of(entries),
        "previous": previous,
        "next": following,
    }
    return render(request, "archive/issue_detail.html", context)


@page
def brief(request, year, number):
    """For leaders: titles and result sentences on one page."""
    found = Issue.objects.published().select_related("bulletin").filter(address=f"{year}/{number}").first()
    if found is None:
        return redirect(elsewhere(year, number))
    return render(request, "archive/brief.html", {"issue": found, "entries": found.entries.for_lists()})


@page
def latest_brief(request):
    latest = Issue.objects.published().newest_first().first()
    return redirect("archive:brief", *latest.address.split("/")) if latest else redirect("archive:home")


@dataclass
class UnitRow:
    """A unit of an issue, or a printed name that is not in the register, and where it stands in it."""

    name: str
    unit: Unit | None
    orders: list[int]


def _neighbours(found):
    """The issues of the same bulletin before and after; one without a date has no place among them."""
    if not found.date:
        return None, None
    others = Issue.objects.published().filter(bulletin=found.bulletin, date__isnull=False).exclude(pk=found.pk)
    number = found.number or 0
    before = others.filter(Q(date__lt=found.date) | Q(date=found.date, number__lt=number))
    after = others.filter(Q(date__gt=found.date) | Q(date=found.date, number__gt=number))
    return before.newest_first().first(), after.order_by("date", "number", "pk").first()


def _units_of(entries):
    """Units in the order in which they first appear in the issue."""
    rows = {}
    for item in entries:
        for attribution in item.attributions.all():
            key = attribution.unit or attribution.name
            row = rows.setdefault(key, UnitRow(str(key), attribution.unit, []))
            if item.order not in row.orders:
                row.orders.append(item.order)
    return list(rows.values())

"""The register of units, and what each of them has sent."""

from itertools import groupby

from django.http import Http404
from django.shortcuts import render

from archive import counts
from archive.models import Attribution, Entry, Unit
from archive.units import unresolved_names
from archive.views.page import page, page_of


@page
def unit_list(request):
    units = list(counts.units_with_counts())
    counties = [(county, list(group)) for county, group in groupby(units, key=lambda unit: unit.county)]
    counties.sort(key=lambda county: -sum(unit.entry_count for unit in county[1]))
    context = {
        "counties": [(county, _by_kind(of_county)) for county, of_county in counties],
        "most": max((unit.entry_count for unit in units), default=0) or 1,
        "unresolved": unresolved_names(),
    }
    return render(request, "archive/unit_list.html", context)


@page
def unit(request, slug):
    found = Unit.objects.prefetch_related("aliases").filter(slug=slug).first()
    if found is None:
        raise Http404(f"单位名册里没有“{slug}”。")
    entries = Entry.objects.published().filter(pk__in=Attribution.objects.filter(unit=found).values("entry"))
    newest = entries.newest_first().filter(issue__date__isnull=False)
    context = {
        "unit": found,
        "other_names": [alias for alias in found.aliases.all() if alias.name not in (found.name, found.full_name)],
        "by_year": counts.by_year(entries),
        "last_date": newest.values_list("issue__date", flat=True).first(),
        "page": page_of(request, entries),
    }
    return render(request, "archive/unit_detail.html", context)


def _by_kind(units):
    """In the order of the register, which keeps units of a kind together or not as the county likes."""
    kinds = {}
    for each in units:
        kinds.setdefault(each.get_kind_display(), []).append(each)
    return list(kinds.items())

"""What the search page offers beside the results: the pages that a question names and, where there is nothing, the single
changes that do give results. Every offer has been counted, none leads to nothing."""

from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse

from archive.facets import Facet
from archive.filters import EntryFilter
from archive.models import Issue
from archive.search.normalize import normalize
from archive.search.query import ANYWHERE, UNIT, InIssue, Literal, Query, issue_reference

MOST_DIRECT = 3  # issues that a number without a year leads to


@dataclass(frozen=True, slots=True)
class Direct:
    """What a question names, and its page; of a unit the value of its filter as well."""

    name: str
    url: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """A change of what was asked, and how many entries it gives."""

    label: str
    url: str
    count: int
    exact: bool = True


def direct(query: Query, facets: list[Facet]) -> list[Direct]:
    """Where a question leads at once. A unit is known from the facets."""
    if reference := _reference(query):
        issues = Issue.objects.published().numbered(*reference).select_related("bulletin").newest_first()
        return [Direct(str(found), found.get_absolute_url()) for found in issues[:MOST_DIRECT]]
    name = query.only.text if isinstance(query.only, Literal) and query.only.field in (ANYWHERE, UNIT) else ""
    units = next(facet.choices for facet in facets if facet.name == "unit")
    return [
        Direct(unit.label, reverse("archive:unit", args=[unit.value]), unit.value)
        for unit in units
        if unit.count and normalize(unit.label) == name
    ]


def ways_out(filterset: EntryFilter, params: QueryDict, facets: list[Facet]) -> list[Way]:
    """The single changes of the filters that give results, the best first; all filters at once come last."""
    exact = filterset.found.exact
    chosen = [facet for facet in facets if facet.chosen_count]
    ways = []
    for facet in chosen:
        labels = "、".join(choice.label for choice in facet.choices if choice.chosen)
        count = filterset.rows_for(facet.name).count()
        ways.append(Way(f"不限{facet.label}（{labels}）", _without(params, facet.name), count, exact))
    ways.sort(key=lambda way: -way.count)
    if len(chosen) > 1:
        everywhere = _without(params, *(facet.name for facet in chosen))
        ways.append(Way("不加条件", everywhere, filterset.found.rows.count(), exact))
    return [way for way in ways if way.count]


def _without(params: QueryDict, *names: str) -> str:
    kept = params.copy()
    for name in (*names, "page"):
        kept.pop(name, None)
    return f"?{kept.urlencode()}"


def _reference(query: Query) -> tuple[int | None, int] | None:
    """The year and number of the issue that is asked for and nothing else, whether by its name or its field."""
    if isinstance(query.only, InIssue):
        return query.only.year, query.only.number
    return issue_reference(query.text)

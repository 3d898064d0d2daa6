"""What the search page offers beside the results: the pages that a question names, what else may have been meant, other
words for it and, where there is nothing, the single changes that do give results. Every offer has been counted, none
leads to nothing.
"""

from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse

from archive.facets import Facet
from archive.filters import NO, EntryFilter
from archive.links import search_url
from archive.models import Issue
from archive.search.finding import Found
from archive.search.index import listing
from archive.search.index.glance import numbers
from archive.search.normalize import normalize
from archive.search.query import ANYWHERE, UNIT, InIssue, Literal, Query, issue_reference, parse_query
from archive.search.suggest import Asked, Nothing, did_you_mean, why_nothing
from archive.search.widening import widen

MOST_DIRECT = 3  # issues that a number without a year leads to
FEW = 2  # results up to which a slip is suspected
CLEARLY_MORE = 3  # times as many, for something else to be offered beside some results


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


@dataclass(frozen=True, slots=True)
class OtherWords:
    """Words for the same that are left out at present; `count` says how many results more they give, where known."""

    words: tuple[str, ...]
    url: str
    count: int | None = None


def is_relaxed(found: Found) -> bool:
    """Whether there is nothing that answers, and what is listed only comes near: then a note says so."""
    return found.notes != found.query.notes


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


def meant(found: Found, question: str, asked: Asked | None = None) -> list[Way]:
    """What may have been meant, where nothing or very little answers and it has clearly more."""
    if not found.query or found.candidates is None:
        return []
    answers = 0 if is_relaxed(found) else len(found.candidates)
    if answers > FEW:
        return []
    others = did_you_mean(question, asked=asked)
    return [
        Way(each.text, each.url, each.count) for each in others if each.count and each.count >= answers * CLEARLY_MORE
    ]


def nothing(found: Found, asked: Asked | None = None) -> Nothing:
    """Why the question as it is finds nothing, whatever the filters; for what may have been meant there is `meant`, which
    needs to ask for less where both are given the same `asked`."""
    is_empty = bool(found.query) and found.candidates == {}
    return why_nothing(found.query, with_meant=False, asked=asked) if is_empty else Nothing()


def without_words(filterset: EntryFilter, params: QueryDict, total: int) -> OtherWords | None:
    """The other words that the reader has dropped, to take them in again."""
    if params.get("widen") != NO or not filterset.question:
        return None
    url, query = _without(params, "widen"), widen(parse_query(filterset.question))
    words = tuple(word for _, others in query.widenings for word in others)
    if not words:
        return None
    if is_relaxed(filterset.found) or filterset.found.candidates == {}:  # then these words may find nothing either
        with listing.planner_settings():
            (hits,) = numbers([query])
        is_all_new = filterset.found.candidates == {} and hits.exact and not any(filterset.chosen.values())
        return OtherWords(words, url, hits.number if is_all_new else None) if hits.number else None
    widened = EntryFilter(QueryDict(url[1:]))
    more = widened.rows.count() - total if widened.found.candidates is not None else None
    return OtherWords(words, url, more)


def ways_out(filterset: EntryFilter, params: QueryDict, facets: list[Facet], why: Nothing) -> list[Way]:
    """The single changes that give results: of the filters, the best first, then all of these at once; else of the
    question."""
    names = [name for name, values in filterset.chosen.items() if values]
    chosen = {
        facet.name: "、".join(choice.label for choice in facet.choices if choice.chosen)
        for facet in facets
        if facet.chosen_count
    }
    counted = _numbers_without(filterset, [(name,) for name in names] + [tuple(names)] * (len(names) > 1))
    ways = []
    for name in names:
        label = f"不限{filterset.filters[name].label}" + (f"（{chosen[name]}）" if name in chosen else "")
        ways.append(Way(label, _without(params, name), *counted[name,]))
    ways.sort(key=lambda way: -way.count)
    if len(names) > 1:
        ways.append(Way("不加条件", _without(params, *names), *counted[tuple(names)]))
    ways += [Way(way.text, search_url(q=way.query), way.count) for way in why.ways]
    return [way for way in ways if way.count]


def _numbers_without(filterset: EntryFilter, sets: list[tuple[str, ...]]) -> dict[tuple[str, ...], tuple[int, bool]]:
    """How many there are without some of the filters, and whether that is exact. Most have been counted for the facets."""
    known = {but: filterset.counted_without(*but) for but in sets}
    unknown = [but for but, number in known.items() if number is None]
    sizes = dict(zip(unknown, listing.sizes([filterset.rows_for(*but) for but in unknown]), strict=True))
    exact = filterset.found.exact
    return {
        but: (sizes[but].number, exact and sizes[but].exact) if number is None else (number, True)
        for but, number in known.items()
    }


def _without(params: QueryDict, *names: str) -> str:
    kept = params.copy()
    for name in (*names, "page"):
        kept.pop(name, None)
    return f"?{kept.urlencode()}"


def _reference(query: Query) -> tuple[int | None, int] | None:
    """The year and number of the issue that is asked for and nothing else, whether by its name or its field."""
    if isinstance(query.only, InIssue):
        return query.only.year, query.only.number
    is_number = query.text.isascii() and query.text.isdecimal()
    return issue_reference(f"第{query.text}期" if is_number else query.text)

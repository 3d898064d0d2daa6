"""How many entries each choice would give, and the links that choose it.

A facet is counted on the rows narrowed by all filters but itself: the count is what the list shows when the choice is
the only one made in the facet. So rows are counted once for each facet in which a choice was made, and once for all
others together. The years' and months' chart is counted likewise, with all filters but year and month.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import QueryDict

from archive.filters import NO_SECTION, NO_YEAR, YES, EntryFilter
from archive.models import Unit
from archive.revision import remembered
from archive.search.index.counting import Tally
from archive.units import names_apart

MOST_YEARS = 60  # of a timeline without gaps; beyond, one of the years is a slip of print
SHOWN = 6  # choices that are shown before the rest is folded away


class Choice(NamedTuple):
    """`url` is the query string that adds the choice, or takes it away where it is `chosen`. There may be hundreds on a
    page, and a template takes a tuple apart quickly."""

    value: str
    label: str
    count: int
    chosen: bool
    url: str


@dataclass(frozen=True, slots=True)
class Facet:
    """Choices of one kind. Where it is not `exact`, a sample was counted, and rare choices may be missing."""

    name: str
    label: str
    choices: tuple[Choice, ...]
    exact: bool = True

    @property
    def first(self) -> tuple[Choice, ...]:
        return self.choices[: max(SHOWN, self.chosen_count)]

    @property
    def rest(self) -> tuple[Choice, ...]:
        return self.choices[len(self.first) :]

    @property
    def chosen_count(self) -> int:
        return sum(choice.chosen for choice in self.choices)


@dataclass(frozen=True, slots=True)
class Column:
    """A year or month; `share` is its part of the largest count, from 0 to 1, `url` the query string that toggles it."""

    label: str
    count: int
    chosen: bool
    url: str
    share: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """The hits over time, the oldest first, with the times between that have none."""

    label: str
    columns: tuple[Column, ...]
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Chip:
    """A choice that has been made; `url` is the query string without it."""

    label: str
    url: str


def facet_counts(filterset: EntryFilter, params: QueryDict) -> list[Facet]:
    """The facets in the order shown. Choices without entries are left out unless they are chosen."""
    tallies = filterset.tallies
    counted, chosen_units = tallies["unit"].units, filterset.chosen["unit"]
    register = _register() if counted or chosen_units else {}
    units = {pk: register[pk] for pk in counted if pk in register}
    names = names_apart(units.values())
    names |= _missing_names(chosen_units, names, register)
    ranks = {unit.slug: (unit.rank, unit.pk) for unit in units.values()}
    labels = {
        "year": lambda value: f"年份{NO_YEAR}" if value == NO_YEAR else f"{value}年",
        "kind": lambda value: dict(Unit.Kind.choices).get(value, value),
        "unit": lambda value: names.get(value, value),
        "topic": lambda value: value,
        "section": lambda value: value,
        "figures": lambda value: "有成效数字",
    }
    counts = {
        "year": {str(year or NO_YEAR): count for year, count in years_of(tallies["year"]).items()},
        "kind": tallies["kind"].kinds,
        "unit": {units[pk].slug: count for pk, count in tallies["unit"].units.items() if pk in units},
        "topic": tallies["topic"].topics,
        "section": {name or NO_SECTION: count for name, count in tallies["section"].sections.items()},
        "figures": {YES: count} if (count := tallies["figures"].with_figures) else {},
    }
    facets = []
    for name, label in labels.items():
        of_facet, chosen = counts[name], filterset.chosen[name]
        choices = [
            Choice(value, label(value), of_facet.get(value, 0), value in chosen, toggled(params, name, value))
            for value in dict.fromkeys([*chosen, *of_facet])
        ]
        if name == "year":
            choices.sort(key=lambda choice: (choice.value != NO_YEAR, choice.value), reverse=True)
        else:
            choices.sort(
                key=lambda choice: (not choice.chosen, -choice.count, ranks.get(choice.value, (0, 0)), choice.label)
            )
        facets.append(Facet(name, _label(filterset, name, facets), tuple(choices), tallies[name].exact))
    return facets


def _label(filterset: EntryFilter, name: str, before: list[Facet]) -> str:
    """Under the topics that people have made, sections are told from them: 原栏目."""
    has_topics = any(facet.name == "topic" and facet.choices for facet in before)
    return "原栏目" if name == "section" and has_topics else str(filterset.filters[name].label)


def timeline(filterset: EntryFilter, params: QueryDict) -> Timeline | None:
    """The hits of each year, or of each month where one year is chosen or found; None where no time is known."""
    counted = filterset.tallies["timeline"]
    years, chosen = years_of(counted), filterset.chosen
    years.pop(None, None)
    if not years:
        return None
    of_year = _only_year(chosen["year"]) or (next(iter(years)) if len(years) == 1 else None)
    if of_year is None:
        label, name = "历年命中", "year"
        is_long = max(years) - min(years) > MOST_YEARS
        counts = {str(year): years[year] for year in (sorted(years) if is_long else range(min(years), max(years) + 1))}
        labels = {value: f"{value}年" for value in counts}
    else:
        label, name = f"{of_year}年各月命中", "month"
        counts = {f"{of_year}-{month:02}": counted.months[of_year, month] for month in range(1, 13)}
        labels = {value: f"{int(value[-2:])}月" for value in counts}
    largest = max(counts.values())
    if not largest:
        return None
    columns = (
        Column(labels[value], count, value in chosen[name], toggled(params, name, value), count / largest)
        for value, count in counts.items()
    )
    return Timeline(label, tuple(columns), counted.exact)


def chips(facets: Iterable[Facet], filterset: EntryFilter, params: QueryDict) -> list[Chip]:
    """The choices made, in the order of the facets, then those of no facet. Years and units are clear without its name."""
    of_facets = [
        Chip(choice.label if facet.name in {"year", "unit"} else f"{facet.label}：{choice.label}", choice.url)
        for facet in facets
        for choice in facet.choices
        if choice.chosen
    ]
    months = [Chip(month_name(value), toggled(params, "month", value)) for value in filterset.chosen["month"]]
    names = [Chip(f"署名：{value}", toggled(params, "signed", value)) for value in filterset.chosen["signed"]]
    bulletins = [Chip(f"刊名：{value}", toggled(params, "bulletin", value)) for value in filterset.chosen["bulletin"]]
    return of_facets + months + names + bulletins


def without_facets(filterset: EntryFilter, params: QueryDict) -> str:
    """The query string with no choice made."""
    rest = params.copy()
    for name in [*filterset.filters, "page"]:
        rest.pop(name, None)
    return f"?{rest.urlencode()}"


def _only_year(chosen: list[str]) -> int | None:
    return int(chosen[0]) if len(chosen) == 1 and chosen[0] != NO_YEAR else None


def years_of(counted: Tally) -> Counter[int | None]:
    """How many there are of each year; None: it is not known."""
    years: Counter[int | None] = Counter()
    for (year, _), count in counted.months.items():
        years[year] += count
    return years


def month_name(value: str) -> str:
    """2025年3月 of 2025-03."""
    year, month = value.split("-")
    return f"{year}年{int(month)}月"


def _register() -> dict[int, Unit]:
    return remembered("register", lambda: {unit.pk: unit for unit in Unit.objects.all()})


def _missing_names(slugs: list[str], names: dict[str, str], register: dict[int, Unit]) -> dict[str, str]:
    """Names of units that were chosen but have no entry among the rows."""
    missing = {slug for slug in slugs if slug not in names}
    return {unit.slug: unit.name for unit in register.values() if unit.slug in missing} if missing else {}


def toggled(params: QueryDict, name: str, value: str) -> str:
    """The query string with a value more, or without it; what it says of other names is written once for all values."""
    values = params.getlist(name)
    values = [each for each in values if each != value] if value in values else [*values, value]
    before, after = _around(params.urlencode(), name)
    return "?" + "&".join(filter(None, (before, urlencode({name: values}, doseq=True), after)))


@lru_cache(maxsize=32)
def _around(query: str, name: str) -> tuple[str, str]:
    """What a query string says before the values of a name, and after them; of pages nothing."""
    parts = [part for part in query.split("&") if part and not part.startswith("page=")]
    places = [place for place, part in enumerate(parts) if part.startswith(f"{name}=")] or [len(parts)]
    rest = [part for part in parts[places[0] :] if not part.startswith(f"{name}=")]
    return "&".join(parts[: places[0]]), "&".join(rest)

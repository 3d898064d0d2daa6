"""How many entries each choice would give, and the links that choose it.

A facet is counted on the rows narrowed by all facets but itself: the count is what the list shows when the choice is
the only one made in the facet. All facets are counted in one query.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Func, IntegerField, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.http import QueryDict

from archive.filters import NO_SECTION, EntryFilter
from archive.models import Unit

SHOWN = 6  # choices that are shown before the rest is folded away


@dataclass(frozen=True, slots=True)
class Choice:
    """`url` is the query string that adds the choice, or takes it away where it is `chosen`."""

    value: str
    label: str
    count: int
    chosen: bool
    url: str


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    label: str
    choices: tuple[Choice, ...]

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
class Chip:
    """A choice that has been made; `url` is the query string without it."""

    label: str
    url: str


def facet_counts(filterset: EntryFilter, params: QueryDict) -> list[Facet]:
    """The facets in the order shown. Choices without entries are left out unless they are chosen."""
    counts = _counts(filterset)
    units = {unit.pk: unit for unit in Unit.objects.filter(pk__in=[int(key) for key in counts["unit"]])}
    by_slug = {unit.slug: count for key, count in counts["unit"].items() if (unit := units.get(int(key)))}
    names = _unit_names(units.values())
    names |= _missing_names(filterset.chosen["unit"], names)
    ranks = {unit.slug: (unit.rank, unit.pk) for unit in units.values()}
    labels = {
        "year": lambda value: f"{value}年",
        "kind": lambda value: dict(Unit.Kind.choices).get(value, value),
        "unit": lambda value: names.get(value, value),
        "section": lambda value: value,
    }
    facets = []
    for name, label in labels.items():
        of_facet = by_slug if name == "unit" else counts[name]
        chosen = filterset.chosen[name]
        choices = [
            Choice(value, label(value), of_facet.get(value, 0), value in chosen, _toggled(params, name, value))
            for value in dict.fromkeys([*chosen, *of_facet])
        ]
        if name == "year":
            choices.sort(key=lambda choice: choice.value, reverse=True)
        else:
            choices.sort(key=lambda choice: (not choice.chosen, -choice.count, ranks.get(choice.value, (0, 0))))
        facets.append(Facet(name, str(filterset.filters[name].label), tuple(choices)))
    return facets


def chips(facets: Iterable[Facet]) -> list[Chip]:
    """The choices made, in the order of the facets. Years and units are clear without the facet's name."""
    return [
        Chip(choice.label if facet.name in {"year", "unit"} else f"{facet.label}：{choice.label}", choice.url)
        for facet in facets
        for choice in facet.choices
        if choice.chosen
    ]


def without_facets(filterset: EntryFilter, params: QueryDict) -> str:
    """The query string with no choice made."""
    rest = params.copy()
    for name in [*filterset.filters, "page"]:
        rest.pop(name, None)
    return f"?{rest.urlencode()}"


def _counts(filterset: EntryFilter) -> dict[str, dict[str, int]]:
    keys = {
        "year": Cast("year", TextField()),
        "kind": Func(F("unit_kinds"), function="unnest", output_field=TextField()),
        "unit": Cast(Func(F("unit_ids"), function="unnest", output_field=IntegerField()), TextField()),
        "section": F("section__name"),
    }
    first, *others = (_counted(filterset.rows_for(name), name, key) for name, key in keys.items())
    counts: dict[str, dict[str, int]] = {name: {} for name in keys}
    for name, key, count in first.union(*others, all=True):
        if key is not None:
            counts[name][key] = count
        elif name == "section":
            counts[name][NO_SECTION] = count
    return counts


def _counted(rows: QuerySet, name: str, key) -> QuerySet:
    named = rows.order_by().annotate(facet=Value(name, TextField()), key=key)
    return named.values_list("facet", "key").annotate(count=Count("*"))


def _unit_names(units: Iterable[Unit]) -> dict[str, str]:
    """Names by slug, with the county where two counties have a unit of that name."""
    met = Counter(unit.name for unit in units)
    return {unit.slug: f"{unit.name}（{unit.county}）" if met[unit.name] > 1 else unit.name for unit in units}


def _missing_names(slugs: list[str], names: dict[str, str]) -> dict[str, str]:
    """Names of units that were chosen but have no entry among the rows."""
    missing = [slug for slug in slugs if slug not in names]
    return dict(Unit.objects.filter(slug__in=missing).values_list("slug", "name")) if missing else {}


def _toggled(params: QueryDict, name: str, value: str) -> str:
    changed = params.copy()
    values = changed.getlist(name)
    changed.setlist(name, [each for each in values if each != value] if value in values else [*values, value])
    changed.pop("page", None)
    return f"?{changed.urlencode()}"

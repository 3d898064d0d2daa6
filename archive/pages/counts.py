"""Counts that the pages print. Each counts published entries only, and each opens exactly as many on the search page."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Func, Max, Q, QuerySet

from archive.facets import MOST_YEARS
from archive.models import EntrySearch, Issue


@dataclass(frozen=True, slots=True)
class YearCount:
    year: int
    count: int


@dataclass(frozen=True, slots=True)
class YearCounts:
    """From the first year to the last, those between that have none included, and how many entries have no year."""

    years: list[YearCount]
    undated: int = 0

    @property
    def total(self) -> int:
        return sum(row.count for row in self.years) + self.undated

    def of(self, year: int | None) -> int:
        if year is None:
            return self.undated
        return next((row.count for row in self.years if row.year == year), 0)


@dataclass(frozen=True, slots=True)
class Held:
    """Entries of one year (None: not known) and one key, a section's or a unit's: how many, and the last day of one."""

    year: int | None
    key: int | None
    count: int
    last_day: date | None


def held_by_section(rows: QuerySet[EntrySearch]) -> list[Held]:
    """What some rows of the index hold, by year and section."""
    counted = rows.order_by().values_list("year", "section").annotate(Count("pk"), Max("day"))
    return [Held(*row) for row in counted]


def held_by_unit(rows: QuerySet[EntrySearch]) -> list[Held]:
    """What some rows of the index hold, by year and unit: a joint entry counts for each of its units."""
    each = rows.order_by().annotate(of_unit=Func(F("unit_ids"), function="unnest", set_returning=True))
    return [Held(*row) for row in each.values_list("year", "of_unit").annotate(Count("pk"), Max("day"))]


def by_key(held: list[Held]) -> Counter[int | None]:
    """How many entries each section or unit has, over all years."""
    counted: Counter[int | None] = Counter()
    for each in held:
        counted[each.key] += each.count
    return counted


def last_day(held: list[Held]) -> date | None:
    return max((each.last_day for each in held if each.last_day), default=None)


def by_year(held: list[Held], until: int | None = None) -> YearCounts:
    """The years of entries that were counted by section; on to the year `until`, where the last one is before it."""
    counted: Counter[int | None] = Counter()
    for each in held:
        counted[each.year] += each.count
    undated = counted.pop(None, 0)
    if not counted:
        return YearCounts([], undated)
    first, last = min(counted), max(*counted, until or 0)
    years = sorted(counted) if last - first >= MOST_YEARS else range(first, last + 1)
    return YearCounts([YearCount(year, counted[year]) for year in years], undated)


def latest_year(county: str = "") -> int | None:
    """The last year of which there is an issue: of the county's bulletins where there are any, else of all."""
    of_county = Max("year", filter=Q(bulletin__county=county)) if county else Max("year")
    found = Issue.objects.published().aggregate(of_county=of_county, of_all=Max("year"))
    return found["of_county"] or found["of_all"]

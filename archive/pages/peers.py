"""Units beside each other: the whole register by kind, and a unit among those of its kind."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from archive.models import EntrySearch, Unit, UnitAlias
from archive.pages import counts
from archive.revision import remembered


@dataclass(frozen=True, slots=True)
class UnitCounts:
    """A unit with how many entries it has, in all and in the year that is looked at, and the last day of one of each."""

    unit: Unit
    total: int
    in_year: int
    last_day: date | None
    last_day_in_year: date | None


@dataclass(frozen=True, slots=True)
class Kind:
    """The units of a kind in the register's own order."""

    value: str
    label: str
    rows: list[UnitCounts]


@dataclass(frozen=True, slots=True)
class County:
    """A county's register; `year` is the last in which one of its units has an entry, `silent` are those with none."""

    name: str
    year: int | None
    kinds: list[Kind]

    @property
    def rows(self) -> list[UnitCounts]:
        return [row for kind in self.kinds for row in kind.rows]

    @property
    def silent(self) -> list[Unit]:
        return [row.unit for row in self.rows if not row.total]


@dataclass(frozen=True, slots=True)
class Peers:
    """A unit among those of its kind in its county in `year`; its `place` by number of entries is 1 for the most, None
    where it has none or is the only one. Others may have the same place: `is_shared`."""

    unit: Unit
    year: int
    rows: list[UnitCounts]
    place: int | None
    is_shared: bool

    @property
    def own(self) -> UnitCounts:
        return next(row for row in self.rows if row.unit == self.unit)

    @property
    def most(self) -> int:
        """The largest count of the year, by which bars are scaled; 1 where all are zero."""
        return max((row.in_year for row in self.rows), default=0) or 1


def register() -> list[County]:
    """All units by county and kind, those without an entry included; the county with most entries first."""
    counties: dict[str, list[Unit]] = defaultdict(list)
    for unit in Unit.objects.all():
        counties[unit.county].append(unit)
    held, found = _held_by_unit(), []
    for name, units in counties.items():
        year = max((each.year for unit in units for each in held[unit.pk] if each.year), default=None)
        kinds: dict[str, list[UnitCounts]] = defaultdict(list)
        for unit in units:
            kinds[unit.kind].append(_row(unit, held[unit.pk], year))
        found.append(County(name, year, [Kind(kind, Unit.Kind(kind).label, rows) for kind, rows in kinds.items()]))
    return sorted(found, key=lambda county: -sum(row.total for row in county.rows))


def peers(unit: Unit, year: int | None) -> Peers | None:
    """None where no year is known."""
    if year is None:
        return None
    held = _held_by_unit()
    rows = [_row(each, held[each.pk], year) for each in Unit.objects.filter(county=unit.county, kind=unit.kind)]
    own = next(row.in_year for row in rows if row.unit == unit)
    has_place = own and len(rows) > 1
    place = 1 + sum(row.in_year > own for row in rows) if has_place else None
    return Peers(unit, year, rows, place, is_shared=sum(row.in_year == own for row in rows) > 1)


def other_names(unit: Unit) -> list[tuple[str, list[UnitAlias]]]:
    """What else a unit is called, and was: names that ended in some year stand apart. Its own two are left out."""
    others = [alias for alias in unit.aliases.all() if alias.name not in (unit.name, unit.full_name)]
    former = [alias for alias in others if alias.until]
    named = [("曾用名", former), ("其他名称", [alias for alias in others if alias not in former])]
    return [(label, aliases) for label, aliases in named if aliases]


def _held_by_unit() -> dict[int | None, list[counts.Held]]:
    by_unit: dict[int | None, list[counts.Held]] = defaultdict(list)
    for each in remembered("held by unit", lambda: counts.held_by_unit(EntrySearch.objects.all())):
        by_unit[each.key].append(each)
    return by_unit


def _row(unit: Unit, held: list[counts.Held], year: int | None) -> UnitCounts:
    of_year = [each for each in held if each.year == year] if year else []
    return UnitCounts(
        unit,
        total=sum(each.count for each in held),
        in_year=sum(each.count for each in of_year),
        last_day=counts.last_day(held),
        last_day_in_year=counts.last_day(of_year),
    )

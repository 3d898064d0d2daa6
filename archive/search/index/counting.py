"""How many rows there are of each year and month, section, and unit: several counts in one statement.

Each set of rows is gone through once for all its counts (GROUPING SETS). What is grouped by is brought together in
Python: units as the lists that rows hold, of which there are few.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import QuerySet

from archive.models import IN_SAMPLE, SAMPLE, EntrySearch
from archive.search.index.listing import NONE, Hits, estimates, planner_settings, sql_of

COUNTED = 20_000  # rows up to which all are grouped, in some 30 ms; beyond, one row in SAMPLE is

COLUMNS = ("year", "day", "section__name", "section__topic__name", "has_figures", "unit_ids", "unit_kinds")
GROUPED = """
SELECT {place}, GROUPING(year, section, units), year, month, section, topic, has_figures, units, kinds, count(*)
FROM (SELECT year, extract(month FROM day)::int, section, topic, has_figures, units, kinds
      FROM ({sql}) AS found (year, day, section, topic, has_figures, units, kinds)
     ) AS found (year, month, section, topic, has_figures, units, kinds)
GROUP BY GROUPING SETS ((year, month), (section, topic, has_figures), (units, kinds))
"""
BY_TIME, BY_SECTION = 0b011, 0b101  # GROUPING has a bit for each of year, section and units that is not grouped by


@dataclass(slots=True)
class Tally:
    """Numbers of rows. Where they are not `exact`, they are those of a sample times its share."""

    exact: bool = True
    months: Counter[tuple[int | None, int | None]] = field(default_factory=Counter)  # by year and month
    sections: Counter[str | None] = field(default_factory=Counter)  # by name
    topics: Counter[str] = field(default_factory=Counter)  # by name; of sections that are under one
    units: Counter[int] = field(default_factory=Counter)  # by key
    kinds: Counter[str] = field(default_factory=Counter)
    with_figures: int = 0


def tally(sets: Sequence[tuple[QuerySet[EntrySearch], Hits | None]]) -> list[Tally]:
    """What some sets of rows are made of. With each goes how many they are at most, where that is known."""
    with planner_settings():
        estimated = iter(estimates([rows for rows, most in sets if most is None]))
        tallies = [Tally((most or next(estimated)).number <= COUNTED) for _, most in sets]
        counted = [
            rows if each.exact else rows.filter(IN_SAMPLE) for (rows, _), each in zip(sets, tallies, strict=True)
        ]
        statements = [(place, *sql_of(rows.values_list(*COLUMNS))) for place, rows in enumerate(counted)]
        statements = [each for each in statements if each[1] != NONE]
        if statements:
            with connection.cursor() as cursor:
                parts = (GROUPED.format(place=place, sql=sql) for place, sql, _ in statements)
                cursor.execute(" UNION ALL ".join(parts), [param for *_, params in statements for param in params])
                for place, *row in cursor.fetchall():
                    _add(tallies[place], *row)
    return tallies


def _add(tally: Tally, grouping, year, month, section, topic, has_figures, units, kinds, number) -> None:
    number *= 1 if tally.exact else SAMPLE
    if grouping == BY_TIME:
        tally.months[year, month] += number
    elif grouping == BY_SECTION:
        tally.sections[section] += number
        if topic is not None:
            tally.topics[topic] += number
        tally.with_figures += number if has_figures else 0
    else:
        tally.units.update(dict.fromkeys(units, number))
        tally.kinds.update(dict.fromkeys(kinds, number))

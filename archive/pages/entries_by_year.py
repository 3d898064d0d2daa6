"""The entries of a unit, a section or a topic, the newest first, a page at a time, under the years that they are of."""

from dataclasses import dataclass
from itertools import groupby

from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet

from archive.models import Entry, EntrySearch
from archive.pages.counts import YearCounts

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class YearOfEntries:
    """The entries of a year, or of no known one, that stand on this page. The year has `count` in all; of these
    `before` are on pages before, and `rest` on pages after it."""

    year: int | None
    count: int
    entries: list[Entry]
    before: int
    rest: int


@dataclass(frozen=True, slots=True)
class EntriesByYear:
    page: Page
    years: list[YearOfEntries]


def entries_by_year(rows: QuerySet[EntrySearch], counted: YearCounts, asked: str | None, *also: str) -> EntriesByYear:
    """The page that the address asks for; one that is not there is the last. `counted` are the rows by year; `also`
    names what is read of each entry beside what a row of a list shows."""
    page = Paginator(range(counted.total), PAGE_SIZE).get_page(asked)
    newest_first = rows.order_by(
        F("year").desc(nulls_last=True), F("day").desc(nulls_last=True), F("issue_id").desc(), "order"
    )
    start = max(page.start_index() - 1, 0)
    keys = list(newest_first.values_list("pk", flat=True)[start : page.end_index()])
    by_key = Entry.objects.published().for_lists().prefetch_related(*also).in_bulk(keys)
    met = [by_key[key] for key in keys if key in by_key]
    years = []
    for year, group in groupby(met, key=lambda entry: entry.issue.year):
        entries, count = list(group), counted.of(year)
        before = start - _newer(counted, year) if not years else 0
        years.append(YearOfEntries(year, count, entries, before, rest=count - before - len(entries)))
    return EntriesByYear(page, years)


def _newer(counted: YearCounts, year: int | None) -> int:
    """How many entries stand before the first of a year."""
    return sum(row.count for row in counted.years if year is None or row.year > year)

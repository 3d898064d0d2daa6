"""What the archive holds: its issues, by year, and how many entries each has. Published ones only.

Entries are counted in the narrow table of the index, which has a row for each that is published.
"""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject
from django.urls import reverse

from archive.models import Entry, EntrySearch, Issue
from archive.pages.grid import Grid, count_missing
from archive.revision import remembered

FRAGMENTS_A_PAGE = 50
SHELVED = 20  # fragments that are shown beside the issues of a year; all of them have a page of their own
RECENT = 10  # years that are shown at once; earlier ones are folded away


@dataclass(frozen=True, slots=True)
class YearRow:
    """A year: how many issues and entries are here, and how many numbers are missing."""

    year: int
    issues: int
    entries: int
    missing: int


@dataclass(frozen=True, slots=True)
class Years:
    """The newest year first."""

    rows: list[YearRow]
    chosen: int | None = None

    @property
    def recent(self) -> list[YearRow]:
        return self.rows if len(self.rows) <= RECENT + 1 else self.rows[:RECENT]

    @property
    def earlier(self) -> list[YearRow]:
        return self.rows[len(self.recent) :]

    @property
    def is_earlier_chosen(self) -> bool:
        return any(row.year == self.chosen for row in self.earlier)

    @property
    def missing(self) -> int:
        """Numbers that are missing in all years together."""
        return sum(row.missing for row in self.rows)


@dataclass(frozen=True, slots=True)
class Totals:
    """How much there is in all. `since` is None where no year is known."""

    issues: int
    entries: int
    since: int | None


@dataclass(frozen=True, slots=True)
class Listed:
    """An issue among those of its year. There may be hundreds: no `Issue` is made for it and no address looked up, and
    the template gets a row of its table as words. `bulletin` is a name, None where it is not known."""

    pk: int
    url: str
    number: int | None
    date: date | None
    entry_count: int
    bulletin_id: int | None = None
    bulletin: str | None = None
    first_title: str | None = None
    first_address: int | None = None

    short_label = Issue.short_label

    @property
    def row(self) -> tuple[str, ...]:
        """Its address, name, bulletin, day as a machine and as a person reads it, number of entries, and the address and
        title of the first of them."""
        days = (self.date.isoformat(), f"{self.date.month}月{self.date.day}日") if self.date else ("", "")
        first = (f"{self.url}{self.first_address}/", self.first_title) if self.first_title else ("", "")
        return (self.url, self.short_label, self.bulletin or "", *days, str(self.entry_count), *first)


def totals() -> Totals:
    return remembered("totals", _totals)


def _totals() -> Totals:
    rows = list(Issue.objects.published().order_by().values_list("year").annotate(Count("pk")))
    since = min((year for year, _ in rows if year), default=None)
    return Totals(sum(count for _, count in rows), EntrySearch.objects.count(), since)


def with_first_entry(issues: QuerySet[Issue]) -> QuerySet[Issue]:
    """Issues with `entry_count`, and the title and address of the first entry: as `first_title`, `first_address`."""
    entries = Entry.objects.filter(issue=OuterRef("pk"))
    first = entries.order_by("order")
    counted = entries.order_by().values("issue").annotate(count=Count("pk")).values("count")
    return issues.select_related("bulletin").annotate(
        entry_count=Coalesce(Subquery(counted), 0),
        first_title=first.values("title")[:1],
        first_address=first.values("address")[:1],
    )


def newest_issues() -> QuerySet[Issue]:
    return with_first_entry(Issue.objects.published().newest_first())


def issues_of(year: int, *, with_first: bool = True) -> list[Listed]:
    """The issues of a year, the newest first; with the first entry of each, where that is shown."""
    entries = Entry.objects.filter(issue=OuterRef("pk"))
    counted = entries.order_by().values("issue").annotate(count=Count("pk")).values("count")
    first = entries.order_by("order").values(first=JSONObject(title="title", address="address"))[:1]
    columns = ["pk", "address", "number", "date", Coalesce(Subquery(counted), 0), "bulletin_id", "bulletin__name"]
    rows = Issue.objects.published().filter(year=year).newest_first()
    rows = rows.values_list(*columns, *([Subquery(first)] if with_first else []))
    root = reverse("archive:issues")
    return [_listed(root, *row) for row in rows]


def _listed(root, pk, address, number, day, count, bulletin_id, bulletin, first=None) -> Listed:
    first = first or {}
    return Listed(
        pk, f"{root}{address}/", number, day, count, bulletin_id, bulletin, first.get("title"), first.get("address")
    )


def fragments() -> QuerySet[Issue]:
    """What has no number, or one of a year that is not known."""
    return newest_issues().filter(Q(number=None) | Q(year=None))


def years(chosen: int | None = None) -> Years:
    """All years that are known, with what is there and what is missing."""
    return Years(remembered("years", _year_rows), chosen)


def _year_rows() -> list[YearRow]:
    issues = Issue.objects.published().filter(year__isnull=False).order_by("-year", "pk")
    keys = list(issues.values_list("year", "bulletin_id", "number"))
    held = dict(EntrySearch.objects.order_by().values_list("year").annotate(Count("pk")))
    missing = count_missing(key for key in keys if key[2])
    return [
        YearRow(year, issues=sum(1 for _ in group), entries=held.get(year, 0), missing=missing[year])
        for year, group in groupby(keys, key=lambda key: key[0])
    ]


def newest_of(grids: list[Grid], year: int, years: Years) -> int | None:
    """The key of the newest issue of all, where it stands in one of these grids; it is marked there."""
    if not years.rows or year != years.rows[0].year:
        return None
    newest = Issue.objects.published().newest_first().values_list("pk", flat=True).first()
    return newest if any(cell.issue and cell.issue.pk == newest for grid in grids for cell in grid.cells) else None

"""Counts that the pages print. Each counts published entries only, and each opens exactly as many on the search page."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, Max, Min, OuterRef, Q, Subquery

from archive.grid import count_missing
from archive.models import Entry, Issue, Section, Unit

PUBLISHED = Q(entries__issue__status=Issue.Status.PUBLISHED)


@dataclass(frozen=True)
class YearCount:
    year: int
    count: int


@dataclass(frozen=True)
class YearCounts:
    """From the first year to the last, and how many entries are of a year that is not known."""

    years: list[YearCount]
    undated: int


@dataclass(frozen=True)
class YearRow:
    """A year: how many issues and entries are here, and how many numbers are missing."""

    year: int
    issues: int
    entries: int
    missing: int


def holdings() -> dict:
    """How much there is in all: issues, entries, the first and the last year."""
    return Issue.objects.published().aggregate(
        issues=Count("pk", distinct=True), entries=Count("entries"), since=Min("year"), until=Max("year")
    )


def newest_issues():
    first_titles = Entry.objects.filter(issue=OuterRef("pk")).order_by("order").values("title")[:1]
    issues = Issue.objects.published().select_related("bulletin").newest_first()
    return issues.annotate(entry_count=Count("entries"), first_title=Subquery(first_titles))


def issues_of(year):
    return newest_issues().filter(year=year)


def years():
    """The newest year first, with what is there and what is missing."""
    issues = Issue.objects.published().filter(year__isnull=False)
    rows = list(issues.values_list("year", "bulletin_id", "number").annotate(Count("entries")).order_by("-year", "pk"))
    missing = count_missing(row[:3] for row in rows if row[2])
    years = []
    for year, group in groupby(rows, key=lambda row: row[0]):
        entries = [row[3] for row in group]
        years.append(YearRow(year, issues=len(entries), entries=sum(entries), missing=missing[year]))
    return years


def by_year(entries) -> YearCounts:
    counts = dict(entries.order_by().values_list("issue__year").annotate(Count("pk", distinct=True)))
    undated = counts.pop(None, 0)
    return YearCounts([YearCount(*row) for row in sorted(counts.items())], undated)


def units_with_counts(**entry_filters):
    """The whole register in its own order, units without an entry included."""
    counted = PUBLISHED & Q(**{f"entries__{name}": value for name, value in entry_filters.items()})
    return Unit.objects.annotate(
        entry_count=Count("entries", filter=counted, distinct=True),
        last_date=Max("entries__issue__date", filter=counted),
    )


def sections_with_counts(**entry_filters):
    """Sections that have published entries, the fullest first."""
    counted = PUBLISHED & Q(**{f"entries__{name}": value for name, value in entry_filters.items()})
    return (
        Section.objects.annotate(
            entry_count=Count("entries", filter=counted),
            first_year=Min("entries__issue__year", filter=counted),
            last_year=Max("entries__issue__year", filter=counted),
        )
        .filter(entry_count__gt=0)
        .order_by("-entry_count", "name")
    )


def with_entry_counts(issues):
    return issues.select_related("bulletin").annotate(entry_count=Count("entries"))

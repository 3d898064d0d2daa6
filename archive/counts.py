"""Counts that the pages print. Each counts published entries only, and each opens exactly as many on the search page."""

from dataclasses import dataclass

from django.db.models import Count, Max, Min, Q

from archive.models import Issue, Section, Unit

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


def holdings() -> dict:
    """How much there is in all: issues, entries, the first and the last year."""
    return Issue.objects.published().aggregate(
        issues=Count("pk", distinct=True), entries=Count("entries"), since=Min("year"), until=Max("year")
    )


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

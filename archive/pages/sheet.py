"""What the pages of one issue are made of: the issue itself, its neighbours, its units."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.db.models.functions import Coalesce

from archive.models import Entry, Issue, Unit


@dataclass
class UnitInIssue:
    """A unit of an issue, or a printed name that is not in the register, and where it stands in it."""

    name: str
    unit: Unit | None
    orders: list[int]


def published_issue(year: str, number: str) -> Issue | None:
    """The published issue of an address, with the text of its file and without the bytes."""
    issues = Issue.objects.published().select_related("bulletin", "upload").defer("upload__content")
    return issues.filter(address=f"{year}/{number}").first()


def neighbours(issue: Issue) -> tuple[Issue | None, Issue | None]:
    """The issues of the same bulletin before and after; one without a date has no place among them. Of one day those
    without a number come first, so that every issue is met on the way."""
    if not issue.date:
        return None, None
    others = Issue.objects.published().filter(bulletin=issue.bulletin, date__isnull=False)
    others = others.annotate(place=Coalesce("number", 0))
    of_day, place = Q(date=issue.date), issue.number or 0
    before = Q(date__lt=issue.date) | of_day & (Q(place__lt=place) | Q(place=place, pk__lt=issue.pk))
    after = Q(date__gt=issue.date) | of_day & (Q(place__gt=place) | Q(place=place, pk__gt=issue.pk))
    return others.filter(before).newest_first().first(), others.filter(after).order_by("date", "place", "pk").first()


def units_of(entries: Iterable[Entry]) -> list[UnitInIssue]:
    """Units in the order in which they first appear in the issue."""
    rows: dict[Unit | str, UnitInIssue] = {}
    for entry in entries:
        for attribution in entry.attributions.all():
            key = attribution.unit or attribution.name
            row = rows.setdefault(key, UnitInIssue(str(key), attribution.unit, []))
            if entry.order not in row.orders:
                row.orders.append(entry.order)
    return list(rows.values())

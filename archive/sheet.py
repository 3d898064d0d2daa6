"""What the pages of one issue are made of: the issue itself, its neighbours, its units."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from archive.models import Entry, Issue, Unit


@dataclass
class UnitRow:
    """A unit of an issue, or a printed name that is not in the register, and where it stands in it."""

    name: str
    unit: Unit | None
    orders: list[int]


def published_issue(year: str, number: str) -> Issue | None:
    """The published issue of an address, with the text of its file and without the bytes."""
    issues = Issue.objects.published().select_related("bulletin", "upload").defer("upload__content")
    return issues.filter(address=f"{year}/{number}").first()


def neighbours(issue: Issue) -> tuple[Issue | None, Issue | None]:
    """The issues of the same bulletin before and after; one without a date has no place among them."""
    if not issue.date:
        return None, None
    others = Issue.objects.published().filter(bulletin=issue.bulletin, date__isnull=False).exclude(pk=issue.pk)
    number = issue.number or 0
    before = others.filter(Q(date__lt=issue.date) | Q(date=issue.date, number__lt=number))
    after = others.filter(Q(date__gt=issue.date) | Q(date=issue.date, number__gt=number))
    return before.newest_first().first(), after.order_by("date", "number", "pk").first()


def units_of(entries: Iterable[Entry]) -> list[UnitRow]:
    """Units in the order in which they first appear in the issue."""
    rows: dict[Unit | str, UnitRow] = {}
    for entry in entries:
        for attribution in entry.attributions.all():
            key = attribution.unit or attribution.name
            row = rows.setdefault(key, UnitRow(str(key), attribution.unit, []))
            if entry.order not in row.orders:
                row.orders.append(entry.order)
    return list(rows.values())

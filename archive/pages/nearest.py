"""What lies nearest to an address that leads nowhere: pages that are there, the nearest first."""

import re
from dataclasses import dataclass

from django.urls import reverse

from archive.links import search_url
from archive.models import Issue, Section, Unit, UnitAlias

MOST = 4  # pages of a kind
LONGEST_NAME = 60  # characters of a part of an address that can be the name of something
IN_ISSUE = re.compile(r"/issues/([0-9]{4})/(?:([0-9]{1,4})/)?")
NAMED = re.compile(r"/(units|sections|topics)/([^/]+)/")


@dataclass(frozen=True, slots=True)
class Near:
    """A page that is there."""

    label: str
    url: str


def nearest(path: str) -> list[Near]:
    """Pages beside the one that was asked for: issues beside an issue, units and sections with names like the one given.

    `path` is the address without its query string, decoded. Of an address that says nothing the list is empty.
    """
    path = path.replace("\x00", "")
    if match := IN_ISSUE.match(path):
        year, number = match.groups()
        return _issues(int(year), int(number or 0))
    if match := NAMED.match(path):
        kind, name = match.group(1), match.group(2)[:LONGEST_NAME]
        return (_units(name) if kind == "units" else _sections(name)) + [Near(f"检索“{name}”", search_url(q=name))]
    return []


def _issues(year: int, number: int) -> list[Near]:
    """The issue itself, where one of its entries was asked for; else the issues before and after; and their year."""
    of_year = Issue.objects.published().filter(year=year).exclude(number=None)
    found = list(of_year.filter(number=number)[:MOST]) or [
        issue
        for issue in (
            of_year.filter(number__lt=number).order_by("-number").first(),
            of_year.filter(number__gt=number).order_by("number").first(),
        )
        if issue
    ]
    near = [Near(issue.label, issue.get_absolute_url()) for issue in found]
    return near + [Near(f"{year}年各期", reverse("archive:year", args=[year]))] if near else []


def _units(name: str) -> list[Near]:
    """Units of which a name holds the one given, or, for a name that is too long, the other way round."""
    like = set(UnitAlias.objects.filter(name__contains=name).values_list("unit", flat=True)[: MOST * MOST])
    if not like:
        like = {unit for alias, unit in UnitAlias.objects.values_list("name", "unit") if alias in name}
    return [Near(str(unit), unit.get_absolute_url()) for unit in Unit.objects.filter(pk__in=like)[:MOST]]


def _sections(name: str) -> list[Near]:
    """Sections with published entries of which the name holds the one given."""
    like = Section.objects.filter(name__contains=name, entries__issue__status=Issue.Status.PUBLISHED)
    return [Near(str(section), section.get_absolute_url()) for section in like.order_by("name").distinct()[:MOST]]

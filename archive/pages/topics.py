"""Sections as they are printed, and the topics that people have put them under, with what they hold."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from archive.filters import NO_SECTION
from archive.links import search_url
from archive.models import EntrySearch, Section, Topic, Unit
from archive.pages import counts
from archive.units import names_apart

SHOWN = 6  # parts of a page's subject that are shown before the rest is folded away


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A printed section with its entries, and the years of the first and the last, None where no year is known."""

    section: Section
    count: int
    first_year: int | None
    last_year: int | None


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic with its sections that have entries, the fullest first."""

    topic: Topic
    sections: list[SectionRow]

    @property
    def count(self) -> int:
        return sum(row.count for row in self.sections)


@dataclass(frozen=True, slots=True)
class Shelves:
    """All sections that have entries: under their topics, in the order of the topics, then those without one, the
    fullest first; and how many entries stand under no section."""

    topics: list[TopicRow]
    sections: list[SectionRow]
    without_section: int

    @property
    def rows(self) -> list[SectionRow]:
        """All sections, the fullest first."""
        rows = [*self.sections, *(row for topic in self.topics for row in topic.sections)]
        return sorted(rows, key=lambda row: -row.count)

    @property
    def most(self) -> int:
        """The largest count of a section, by which bars are scaled."""
        return max((row.count for row in self.rows), default=0) or 1


@dataclass(frozen=True, slots=True)
class Part:
    """A unit, topic or section with some entries; `url` opens exactly those, `page` is its own page where that is led
    to as well."""

    label: str
    count: int
    url: str
    page: str = ""


@dataclass(frozen=True, slots=True)
class Parts:
    """What is shown at once, and what is folded away; one more is not worth folding."""

    all: list[Part]

    @property
    def first(self) -> list[Part]:
        return self.all if len(self.all) <= SHOWN + 1 else self.all[:SHOWN]

    @property
    def rest(self) -> list[Part]:
        return self.all[len(self.first) :]


def shelves(held: list[counts.Held]) -> Shelves:
    """Of entries that were counted by section."""
    rows = section_rows(held, Section.objects.select_related("topic"))
    by_topic: dict[Topic | None, list[SectionRow]] = defaultdict(list)
    for row in rows:
        by_topic[row.section.topic].append(row)
    without = by_topic.pop(None, [])
    topics = sorted(by_topic, key=lambda topic: (topic.rank, topic.name))
    return Shelves([TopicRow(topic, by_topic[topic]) for topic in topics], without, counts.by_key(held)[None])


def section_rows(held: list[counts.Held], sections: Iterable[Section]) -> list[SectionRow]:
    """Those of some sections that have entries, the fullest first."""
    counted, years = counts.by_key(held), defaultdict(list)
    for each in held:
        if each.year:
            years[each.key].append(each.year)
    rows = [
        SectionRow(each, counted[each.pk], min(years[each.pk], default=None), max(years[each.pk], default=None))
        for each in sections
        if counted[each.pk]
    ]
    return sorted(rows, key=lambda row: (-row.count, row.section.name))


def topic_parts(shelves: Shelves, **of: str) -> Parts:
    """The topics of what `of` names in the search page's filters, the fullest first."""
    topics = sorted(shelves.topics, key=lambda row: -row.count)
    return Parts([Part(row.topic.name, row.count, search_url(topic=row.topic.name, **of)) for row in topics])


def section_parts(shelves: Shelves, **of: str) -> Parts:
    """The printed sections likewise, and at the end what stands under none."""
    parts = [Part(row.section.name, row.count, search_url(section=row.section.name, **of)) for row in shelves.rows]
    if shelves.without_section:
        parts.append(Part(NO_SECTION, shelves.without_section, search_url(section=NO_SECTION, **of)))
    return Parts(parts)


def unit_parts(rows: QuerySet[EntrySearch], **of: str) -> Parts:
    """The units of some rows likewise."""
    return Parts(parts_by_unit(counts.by_key(counts.held_by_unit(rows)), **of))


def parts_by_unit(counted: Counter[int | None], **of: str) -> list[Part]:
    """Units that were counted by key, the fullest first, else in the order of the register."""
    units = Unit.objects.in_bulk([key for key in counted if key]).values()
    names = names_apart(units)
    return [
        Part(names[unit.slug], counted[unit.pk], search_url(unit=unit.slug, **of), unit.get_absolute_url())
        for unit in sorted(units, key=lambda unit: (-counted[unit.pk], unit.rank, unit.pk))
    ]

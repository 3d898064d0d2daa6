"""What the page of an entry is made of.

All that looks for other entries gives their keys first; then one query reads all of them together.
"""

from dataclasses import dataclass, replace

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Prefetch, Q, QuerySet, Value, prefetch_related_objects
from django.db.models.functions import JSONObject
from django.http import QueryDict
from django.urls import reverse

from archive.models import Attribution, Entry, EntrySearch
from archive.pages import prose
from archive.pages.figure_table import FigureRow, UnitFigures, by_unit, figure_rows
from archive.pages.matter import Matter, Moment, find_matter, moments
from archive.pages.trail import Trail, follow
from archive.search.index.frequencies import size_beside
from archive.search.index.listing import planner_settings
from archive.search.index.lookup import candidate_of
from archive.search.query import Query
from archive.search.similar import similar

MOST_UNITS = 3  # of a joint entry, whose neighbours are named
FIGURES_AT_ONCE = 18  # rows of the table; more are folded


@dataclass(frozen=True, slots=True)
class Neighbour:
    """`whose` are 本期 or a unit; `entry` is None where there is none on that side of the issue."""

    whose: str
    is_earlier: bool
    entry: Entry | None


@dataclass(frozen=True, slots=True)
class EntryPage:
    """`address` are the parts of the entry's own. `question` is what is marked; `folded` are the figures that are shown only when one asks for them."""

    address: tuple[str, ...]
    trail: Trail | None
    question: Query
    title: list[prose.TitlePart]
    paragraphs: list[prose.Paragraph]
    match_count: int
    figures: list[UnitFigures]
    folded: list[UnitFigures]
    figure_count: int
    matter: Matter | None
    moments: list[Moment]
    similar: list[Entry]
    neighbours: list[Neighbour]
    steps: tuple[str, str] = ("", "")  # the addresses of the results before and after

    @property
    def figures_url(self) -> str:
        return reverse("archive:entry_figures", args=self.address)

    @property
    def report_url(self) -> str:
        return reverse("archive:report_entry", args=self.address)

    @property
    def asked(self) -> str:
        """What the search box holds: the question as typed of the list that the entry was opened from."""
        return self.trail.question if self.trail else ""

    @property
    def folded_count(self) -> int:
        return sum(len(group.rows) for group in self.folded)

    @property
    def segments(self) -> list[prose.Paragraph]:
        return [each for each in self.paragraphs if each.segment]


def entries_to_read() -> QuerySet[Entry]:
    """With all that the page asks of the entry itself in the first query: its row of the index, how large that is, and
    its units as printed."""
    units = Attribution.objects.filter(entry=OuterRef("pk"), unit__isnull=False).order_by("order")
    credited = units.values(row=JSONObject(key="unit_id", name="unit__name", slug="unit__slug"))
    entries = Entry.objects.published().select_related("issue__bulletin", "section", "search")
    return entries.defer("search__lexemes").annotate(indexed=size_beside(), credited=ArraySubquery(credited))


def entry_page(entry: Entry, params: QueryDict) -> EntryPage:
    """Of one of `entries_to_read`; `params` are those of its address, which tell of the list that it was opened from."""
    with planner_settings():
        trail = follow(entry, params)
        itself = candidate_of(entry.search) if hasattr(entry, "search") else None
        has_room = trail is None or _is_quick(trail)
        matter = find_matter(entry, itself, trail, look_at_title=has_room) if itself else None
        has_room = has_room and (trail is None or trail.found.candidates is not None)
        alike = similar(entry, number=max(entry.indexed, 1)) if has_room and not matter else []
        beside = _beside(entry, trail.units if trail else ())
    others = [*alike, *beside.values(), *(matter.keys if matter else ()), *(trail.neighbours if trail else ())]
    entries = Entry.objects.published().select_related("issue").in_bulk(set(others) - {entry.pk}) | {entry.pk: entry}
    _read_parts(entry, [entries[key] for key in matter.keys if key in entries] if matter else [])
    question = trail.query if trail else Query("")
    paragraphs = prose.paragraphs(entry, question.body_terms)
    rows = [replace(row, anchor=prose.anchor_at(paragraphs, row.at)) for row in figure_rows(entry)]
    return EntryPage(
        address=(*entry.issue.address.split("/"), str(entry.address)),
        trail=trail,
        question=question,
        title=prose.title_parts(entry.title, question.title_terms),
        paragraphs=paragraphs,
        match_count=prose.count_matches(paragraphs),
        figures=by_unit(rows[:FIGURES_AT_ONCE]),
        folded=by_unit(rows[FIGURES_AT_ONCE:]),
        figure_count=len(rows),
        matter=matter,
        moments=moments(matter, entry, entries) if matter else [],
        similar=[entries[key] for key in alike if key in entries],
        neighbours=_neighbours(entry, beside, entries),
        steps=trail.steps(entries) if trail else ("", ""),
    )


def _is_quick(trail: Trail) -> bool:
    """Whether the list took so few queries that the page may ask for more than lies beside it, and stays below fifteen."""
    is_small = trail.found.candidates is not None or not trail.question
    return is_small and len(trail.found.terms) < 2 and not trail.is_relaxed


def figures_for_download(entry: Entry) -> list[FigureRow]:
    _read_parts(entry, [])
    return figure_rows(entry)


def _read_parts(entry: Entry, others: list[Entry]) -> None:
    """Segments and names of the entries that are shown with their figures, in two queries for all."""
    names = Prefetch("attributions", Attribution.objects.select_related("unit"))
    prefetch_related_objects([entry, *(other for other in others if other.pk != entry.pk)], names, "segments")


# The entries before and after: in the issue as printed, of a unit by date

Place = tuple[str, bool]  # 本期 or a unit's name, and whether it is the one before


def _beside(entry: Entry, slugs: tuple[str, ...]) -> dict[Place, int]:
    """The keys of the neighbours, in one query. Of the units those that the list was narrowed to, else the first ones."""
    units = [unit for unit in entry.credited if unit["slug"] in slugs] or entry.credited
    units = list({unit["key"]: unit for unit in units}.values())[:MOST_UNITS]
    in_issue = Entry.objects.published().filter(issue=entry.issue_id)
    sets = [
        in_issue.filter(order__lt=entry.order).order_by("-order"),
        in_issue.filter(order__gt=entry.order).order_by("order"),
    ]
    if row := getattr(entry, "search", None):
        for unit in units:
            of_unit = EntrySearch.objects.filter(unit_ids__contains=[unit["key"]])
            sets += [_before(of_unit, row), _after(of_unit, row)]
    first, *others = (
        rows.annotate(which=Value(place)).values_list("which", "pk")[:1] for place, rows in enumerate(sets)
    )
    names = ["本期", *(unit["name"] for unit in units)]
    found = first.union(*others, all=True).order_by("which")
    return {(names[which // 2], which % 2 == 0): key for which, key in found}


def _before(rows: QuerySet[EntrySearch], row: EntrySearch) -> QuerySet[EntrySearch]:
    """Those that came before, the last of them first. What has no date is only beside others that have none."""
    in_issue = Q(issue_id=row.issue_id, order__lt=row.order) | Q(issue_id__lt=row.issue_id)
    earlier = Q(day__lt=row.day) | Q(in_issue, day=row.day) if row.day else Q(in_issue, day=None)
    return rows.filter(earlier).order_by("-day", "-issue_id", "-order")


def _after(rows: QuerySet[EntrySearch], row: EntrySearch) -> QuerySet[EntrySearch]:
    in_issue = Q(issue_id=row.issue_id, order__gt=row.order) | Q(issue_id__gt=row.issue_id)
    later = Q(day__gt=row.day) | Q(in_issue, day=row.day) if row.day else Q(in_issue, day=None)
    return rows.filter(later).order_by("day", "issue_id", "order")


def _neighbours(entry: Entry, beside: dict[Place, int], entries: dict[int, Entry]) -> list[Neighbour]:
    """In the order printed on the page: the issue's, which are named also where there is none, then the units'."""
    whose = dict.fromkeys(["本期", *(name for name, _ in beside)])
    rows = [
        Neighbour(name, is_earlier, entries.get(beside.get((name, is_earlier), 0)))
        for name in whose
        for is_earlier in (True, False)
    ]
    return [row for row in rows if row.entry or row.whose == "本期"]

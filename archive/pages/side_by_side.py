"""One matter side by side 对照: what some units, or some years, have reported of it, with their figures.

What a column lists is what the search page lists with the same words and filters, so that each count opens. The table
holds what several columns have counted; a number is never worked out, it stands as printed in the entry it leads to.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import QuerySet, Value
from django.http import QueryDict
from django.urls import reverse

from archive.facets import years_of
from archive.filters import EntryFilter
from archive.links import search_url
from archive.models import Entry, EntrySearch, Unit
from archive.pages.choosing import (
    BY_UNIT,
    Chosen,
    Offer,
    Offers,
    Option,
    OptionGroup,
    examples,
    offers,
    unit_options,
    year_options,
)
from archive.pages.figure_table import FigureRow, figure_rows
from archive.pages.hints import is_relaxed
from archive.pages.parts import own_segments
from archive.search.index.listing import newest_first, planner_settings
from archive.search.normalize import normalize

MOST_ENTRIES = 20  # of a column that are read, with their figures in half a millisecond each
MOST_MATTERS = 12
MOST_FIGURES = 3  # of an entry
# Words inside a name that make no other matter of it: 清运各类垃圾, 清运生活垃圾. Whatever else differs does: projects 返乡 and
# 亿元以上 are not the same, and a row that says so would be worse than none.
QUALIFIER = re.compile("(?:各类|各种|(?:生活|积存|存量|陈年|零散|暴露|露天|农村|城乡结合部)(?=.*垃圾$))+")
OMITTED = "……"
# Names that do not say of what, without the sentence that they stand in.
VAGUE = re.compile(
    "(?:(?:共|总|合|累)?计|共|达到?|占(?:比)?|.*(?:同比|环比|分别).*|(?:增长|下降|提高|提升|上升|减少|增加|翻)(?:了|近)?"
    "|总?投资|总额|总量|总数|其中.*|平均|每.|人均|户均|目标|计划)"
)


@dataclass(frozen=True, slots=True)
class Cell:
    """An entry in a column, with the figures that the column's unit reports in it."""

    entry: Entry
    rows: list[FigureRow]

    @property
    def figures(self) -> list[FigureRow]:
        return self.rows[:MOST_FIGURES]

    @property
    def more(self) -> int:
        """How many are left to the page of the entry."""
        return len(self.rows) - len(self.figures)


@dataclass(frozen=True, slots=True)
class Column:
    """A unit or a year. Its `count` entries open at `search_url`; those that are read stand in `cells`, newest first."""

    label: str
    url: str
    search_url: str
    count: int
    exact: bool
    cells: list[Cell] = field(default_factory=list)

    @property
    def is_cut(self) -> bool:
        return self.count > len(self.cells)


@dataclass(frozen=True, slots=True)
class Reported:
    """A number in the table and the entry that it is from; `matter` as printed where that is not the name of its row."""

    entry: Entry
    row: FigureRow
    matter: str = ""


@dataclass(frozen=True, slots=True)
class MatterRow:
    """What several columns have counted: each column's name with its newest number, None where it says nothing of it."""

    name: str
    reported: list[tuple[str, Reported | None]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the page shows. `is_held` is False where no entry at all holds the matter. Of the `matters_in_all` that
    several columns have, `matters` are the first; `offers` is what to choose where nothing is, `examples` what to ask;
    an entry with one of `other_words` holds the matter as well; `notes` say how it was read, where that is not as
    written."""

    asked: Chosen
    kinds: list[OptionGroup]
    years: list[Option]
    columns: list[Column] = field(default_factory=list)
    matters: list[MatterRow] = field(default_factory=list)
    matters_in_all: int = 0
    offers: Offers | None = None
    examples: list[Offer] = field(default_factory=list)
    is_held: bool = True
    other_words: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def side_by_side(asked: Chosen) -> Comparison:
    if not asked.question:
        return Comparison(asked, unit_options(asked), year_options(asked), examples=examples(asked))
    with planner_settings():
        return _compared(asked)


def _compared(asked: Chosen) -> Comparison:
    filterset = EntryFilter(QueryDict(asked.query_string(by="")[1:]))
    found = filterset.found
    if not found.query or found.candidates == {} or is_relaxed(found):
        notes = found.query.notes if found.query else ()  # without a word in it they tell of a list of all entries
        options = unit_options(asked), year_options(asked)
        return Comparison(asked, *options, examples=examples(asked), is_held=False, notes=notes)
    of_units, of_years = filterset.tallies["unit"].units, years_of(filterset.tallies["year"])
    of_years.pop(None, None)  # what has no date stands beside no year
    kinds, years = unit_options(asked, of_units), year_options(asked, of_years)
    columns = _columns(asked, filterset, of_units if asked.by == BY_UNIT else of_years)
    matters = _matters(columns)
    options = [option for kind in kinds for option in kind.options] if asked.by == BY_UNIT else years
    offered = None if columns else offers(asked, options)
    others = tuple(word for _, words in found.query.widenings for word in words)
    return Comparison(
        *(asked, kinds, years, columns, matters[:MOST_MATTERS], len(matters), offered),
        other_words=others,
        notes=found.query.notes,
    )


def _columns(asked: Chosen, filterset: EntryFilter, counted: Counter[int]) -> list[Column]:
    rows = filterset.rows_for(asked.by)
    parts = [
        rows.filter(unit_ids__contains=[each.pk]) if isinstance(each, Unit) else rows.filter(year=each)
        for each in asked.subjects
    ]
    keys = _newest(parts)
    entries = Entry.objects.published().for_lists().prefetch_related("segments").in_bulk([key for _, key in keys])
    columns = []
    for place, each in enumerate(asked.subjects):
        unit = each if isinstance(each, Unit) else None
        found = [entries[key] for of, key in keys if of == place and key in entries]
        found.sort(key=lambda entry: (entry.issue.date is None, -(entry.issue.date or date.min).toordinal()))
        columns.append(
            Column(
                label=unit.name if unit else f"{each}年",
                url=unit.get_absolute_url() if unit else reverse("archive:year", args=[each]),
                search_url=_search_url(asked, each),
                count=counted[unit.pk if unit else each],
                exact=filterset.tallies[asked.by].exact,
                cells=[Cell(entry, _figures(entry, unit)) for entry in found],
            )
        )
    return columns


def _newest(parts: Sequence[QuerySet[EntrySearch]]) -> list[tuple[int, int]]:
    """(place of the part, key) of the newest entries of each, in one query."""
    if not parts:
        return []
    first, *others = (
        newest_first(rows).annotate(of=Value(place)).values_list("of", "pk")[:MOST_ENTRIES]
        for place, rows in enumerate(parts)
    )
    return list(first.union(*others, all=True) if others else first)


def _search_url(asked: Chosen, each: Unit | int) -> str:
    one = {"unit": [each.slug]} if isinstance(each, Unit) else {"year": [each]}
    of = {"unit": [unit.slug for unit in asked.units], "year": asked.years}
    return search_url(q=asked.question, **of | one)


def _figures(entry: Entry, unit: Unit | None) -> list[FigureRow]:
    """What a unit reports in an entry: its own part of a joint one; where it has none, what is no other's part."""
    rows = figure_rows(entry)
    if unit is None:
        return rows
    own = own_segments(entry, unit)
    return [row for row in rows if (row.segment in own if own else row.segment is None)]


def _matters(columns: list[Column]) -> list[MatterRow]:
    """What more than one column has counted, what most of them have first; a column's newest number of each."""
    newest: dict[tuple[str, ...], dict[int, Reported]] = defaultdict(dict)
    for place, column in enumerate(columns):
        for cell in column.cells:
            for row in cell.rows:
                if row.matter and not VAGUE.fullmatch(row.matter):
                    newest[_kind(row)].setdefault(place, Reported(cell.entry, row))
    shared = sorted((of for of in newest.values() if len(of) > 1), key=lambda of: -len(of))
    return [_matter_row(of, columns) for of in shared]


def _matter_row(of: dict[int, Reported], columns: list[Column]) -> MatterRow:
    names = list(dict.fromkeys(each.row.matter for each in of.values()))
    name = min((QUALIFIER.sub(OMITTED, each) for each in names), key=len) if len(names) > 1 else names[0]
    of = {place: replace(each, matter="" if each.row.matter == name else each.row.matter) for place, each in of.items()}
    return MatterRow(name, [(column.label, of.get(place)) for place, column in enumerate(columns)])


def _kind(row: FigureRow) -> tuple[str, ...]:
    """The same for figures that can be put in one row: of the same name, but for what makes no other matter of it, and
    counted in the same measure."""
    return QUALIFIER.sub("", normalize(row.matter)), row.counted_in

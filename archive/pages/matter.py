"""The same matter 同一事项 in other issues: a timeline, newest first, with what each unit says it has achieved.

The matter is what the reader came by, else what the title has in quotation marks, else a word of the office's own or of
its groups of synonyms that stands in the title. It is looked for as the search page would, so that its count opens.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from archive.models import Entry
from archive.pages.figure_table import OPENING, PART, FigureRow, figure_rows
from archive.pages.trail import Trail
from archive.search import lexicon
from archive.search.finding import Found
from archive.search.matching import answers
from archive.search.normalize import normalize
from archive.search.ordering import NEWEST, keys_between
from archive.search.query import Query
from archive.search.ranking import Candidate
from archive.search.service import find

MOST_MOMENTS = 12
MOST_FIGURES = 3  # of an entry
LONGEST_NAME = 12  # characters in quotation marks: longer ones are a sentence that somebody said
SHORTEST_NAME = 2
CLEARLY = 0.9  # of the earlier number, where one of the two is an about or an at least
TO_DAY = re.compile(
    "截[至止]|目前|当前|今年以?来|^$"
)  # time words of what is counted from the beginning of the year to that day
QUOTED = re.compile(rf"“([^“”]{{{SHORTEST_NAME},{LONGEST_NAME}}})”")


@dataclass(frozen=True, slots=True)
class Matter:
    """`question` is what finds it on the search page; `total` entries hold it, the oldest known of the year `since`.

    `keys` are the entries that are shown, newest first, the present one always among them.
    """

    name: str
    question: str
    total: int
    exact: bool
    keys: tuple[int, ...]
    since: int | None = None

    @property
    def is_cut(self) -> bool:
        return self.total > len(self.keys)


@dataclass(frozen=True, slots=True)
class Achieved:
    """A figure in the timeline. `lower_than` is the day of an earlier one of the same unit and year that was higher for
    sure, whatever 约 and 余 stand for."""

    row: FigureRow
    lower_than: date | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """An entry in the timeline. `year` heads it where it is the first of its year; 0 of those without a date."""

    entry: Entry
    figures: tuple[Achieved, ...]
    is_present: bool = False
    year: int | None = None

    @property
    def names_units(self) -> bool:
        """Whether the figures are of parts of a joint entry; else they are of those who wrote it."""
        return any(figure.row.segment for figure in self.figures)


def find_matter(entry: Entry, itself: Candidate, trail: Trail | None, *, look_at_title: bool = True) -> Matter | None:
    """None where there is no matter, or no other entry holds it. What more hold than can be compared is none either when
    it was asked for: the newest of thousands tell no story."""
    if trail and (name := _asked_for(trail, itself)):
        return _matter(entry, name, trail.question, trail.found) if trail.found.candidates else None
    if not look_at_title:
        return None
    name, question = _in_title(entry.title, itself)
    return _matter(entry, name, question, find(question)) if name else None


def moments(matter: Matter, present: Entry, entries: Mapping[int, Entry]) -> list[Moment]:
    """The timeline, of `entries` by key; those that are not public any more are not among them."""
    shown = [entries[key] for key in matter.keys if key in entries]
    rows = {entry.pk: figure_rows(entry) for entry in shown}
    series = _series(shown, rows)
    made, last = [], None
    for entry in shown:
        year = entry.issue.date.year if entry.issue.date else 0
        figures = _telling(entry, rows[entry.pk], series)
        made.append(Moment(entry, figures, entry.pk == present.pk, year if year != last else None))
        last = year
    return made


def _asked_for(trail: Trail, itself: Candidate) -> str:
    """The question, where it is plain words that the entry holds and more than the name of who wrote it."""
    query = trail.found.query
    is_plain = bool(query) and query.is_plain and not query.notes and not trail.is_relaxed
    texts = [each.text for clause in query.clauses for each in clause.typed] if is_plain else []
    is_name = len(texts) == 1 and (len(texts[0]) < SHORTEST_NAME or any(texts[0] in unit for unit in itself.units))
    return _unquoted(query) if texts and not is_name and answers(itself, query) else ""


def _unquoted(query: Query) -> str:
    return re.sub('[“”「」"]', "", query.text)


def _in_title(title: str, itself: Candidate) -> tuple[str, str]:
    """(the matter, what finds it): a phrase in quotation marks, or the longest word of the office's."""
    if quoted := QUOTED.search(title):
        return quoted[1], quoted[0]
    known = lexicon.read()
    names = {name for _, _, name in known.names}
    in_groups = {word for group in known.groups for word in group}
    held = [word for word in known.own | in_groups if len(word) >= SHORTEST_NAME and word in itself.title]
    word = max(held, key=lambda word: (len(word), word), default="")
    if not word or word in names:
        return "", ""
    printed = re.search(re.escape(word), title, re.IGNORECASE)  # 5G基站, which is looked for as 5g基站
    return printed[0] if printed else word, word if word in in_groups else f"“{word}”"


def _matter(entry: Entry, name: str, question: str, found: Found) -> Matter | None:
    total, exact, keys = keys_between(found, found.rows, NEWEST, 0, MOST_MOMENTS)
    listed = list(keys.values())
    if entry.pk not in listed:
        listed = [*listed[: MOST_MOMENTS - 1], entry.pk]  # the oldest of those shown: the others are newer
    if total < 2 or len(listed) < 2 or found.query.notes != found.notes:
        return None
    days = [each.day for each in (found.candidates or {}).values() if each.day]
    return Matter(name, question, total, exact, tuple(listed), since=min(days).year if days else None)


# Which figures are shown, and which are lower than before

Kind = tuple[str, str, str]  # whose, what was counted, measure
Series = dict[Kind, list[tuple[date, FigureRow]]]


def _series(entries: Collection[Entry], rows: Mapping[int, list[FigureRow]]) -> Series:
    """The figures of each unit and matter over time, of those that can be compared."""
    series: Series = {}
    for entry in entries:
        kinds = [_kind(entry, row) for row in rows[entry.pk]]
        for row, kind in zip(rows[entry.pk], kinds, strict=True):
            if entry.issue.date and _is_comparable(row, kind, kinds):
                series.setdefault(kind, []).append((entry.issue.date, row))
    return series


def _is_comparable(row: FigureRow, kind: Kind, kinds: Collection[Kind]) -> bool:
    """Whether it is clear whose it is, of what and since when. Of what an entry counts twice (分别增长17%和12%) nobody
    knows which is meant, and what June brought is no less for being more in May."""
    is_clear = bool(kind[0]) and row.matter != PART and kinds.count(kind) == 1
    return is_clear and row.before != "第" and bool(TO_DAY.search(row.asof) or row.asof.endswith("以来"))


def _kind(entry: Entry, row: FigureRow) -> Kind:
    since = "" if TO_DAY.search(row.asof) else row.asof
    return _whose(entry, row), since + normalize(row.matter), row.counted_in


def _whose(entry: Entry, row: FigureRow) -> str:
    """The unit, the same under each of its names and no other county's of that name; empty where nobody is named."""
    named = [each for each in entry.attributions.all() if each.unit]
    part = next((each.attribution_id for each in entry.segments.all() if each.order == row.segment), None)
    unit = next((each.unit for each in named if each.pk == part or each.name == row.unit), None)
    return f"{unit.county}{unit.name}" if unit else "" if row.unit == OPENING else row.unit


def _telling(entry: Entry, rows: list[FigureRow], series: Series) -> tuple[Achieved, ...]:
    """Those that other entries have as well, then the first of each unit, then the others, as many as there is room for."""
    kinds = [_kind(entry, row) for row in rows]
    of_unit = [
        kinds[:place].count(kind) + sum(other[0] == kind[0] for other in kinds[:place])
        for place, kind in enumerate(kinds)
    ]
    told = sorted(range(len(rows)), key=lambda place: (len(_days(series, kinds[place])) < 2, of_unit[place], place))
    chosen = sorted(told[:MOST_FIGURES])
    return tuple(
        Achieved(rows[place], _lower_than(entry, rows[place], series.get(kinds[place], []))) for place in chosen
    )


def _days(series: Series, kind: Kind) -> set[date]:
    return {day for day, _ in series.get(kind, [])}


def _lower_than(entry: Entry, row: FigureRow, figures: list[tuple[date, FigureRow]]) -> date | None:
    """The last day before on which more was reported in the same year: with a new year most counts begin anew."""
    today = entry.issue.date
    if not today or not any(row is each for _, each in figures):
        return None
    return max(
        (day for day, each in figures if day.year == today.year and day < today and _is_lower(row, each)), default=None
    )


def _is_lower(row: FigureRow, earlier: FigureRow) -> bool:
    """For sure: 895 may well be as many as 约900."""
    is_exact = row.is_exact and earlier.is_exact
    return row.value < earlier.value if is_exact else row.value <= CLEARLY * earlier.value

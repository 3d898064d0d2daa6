"""Where a title ends: the place in the running text of an entry that parts its title from its body.

Printed bulletins part the two by a space, a line end or bold type, and conversion loses any of these, or strews spaces
where none were. So every place is scored by what print says there, by how well the words around it fit (`wording`), and
by how the other entries of the file part theirs (`Habit`). A printed sign counts as much as it is rare in the text: a
single space says much where there is no other, and nothing where every third character has one. The best place wins;
where it wins by little, or by no printed sign at all, the answer is marked as doubtful for a person to look at.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import log
from statistics import fmean, pstdev

from archive.bulletin.layout import Flow, Gap
from archive.bulletin.numbering import ITEM, after_numbering
from archive.bulletin.wording import LONGEST, SHORTEST, scores

# All weights are natural logarithms of odds, as those of `wording`.
DOUBT_MARGIN = 1.5  # a lead over the second-best place smaller than this is doubtful
DOUBT_FLOOR = -4.0  # a best place that weighs less is doubtful
TITLE_FLOOR = -2.0  # the same where it is not even known that an entry begins
DESIGN = 8.0  # bold type or a heading that begins with the entry and ends here
STRONGEST_GAP = 6.5  # no gap says more than this, however rare
STRONGEST_LINE = 5.0  # nor an end of line, where lines are wrapped
LEAST_SIGN = 0.5  # weaker ones end no title without doubt
HEADING_LOSS = 4.0  # a heading may have been wrapped, with no mark on its second line
SENTENCE_MARKS = "，。；：！？、"
OUTWEIGHED = 1.5  # a sign of less weight is outweighed by a strong one, however well the words fit
USUAL = (10, 36)  # characters of a title
CLAUSE_MARK = re.compile(r"[，。；：！？,;:]")
SHORT_LINE = 0.7  # of the width of lines: no body begins with such a line
FULL_LINE_LOSS = 2.5  # a line that is full ends anyway
CLEAR = 3.0  # a printed sign of this weight is not compared with places without any
DESIGN_PARDONS = {"，": 2.5, ",": 2.5, "：": 2.5, "！": 5.5, "？": 5.5, "。": 4.0}  # marks in a title set off by design
OWN_LINE_PARDONS = {"！": 4.0, "？": 4.0}

FULL_LINE = 3  # half characters: a line that leaves less than this free at the right is a wrapped one
INDENT = 4  # half characters by which the first line of a paragraph is shorter in print

SUBJECT = re.compile(
    r"(?:[\u4e00-\u9fff]{2,12}?(?:县|市))?(?:我县|全县|县|市)?[\u4e00-\u9fff]{0,14}?"
    r"(?:局|委|办|院|校|站|所|中心|乡|镇|街道|区|林场|公司|队|会|部|馆|社|县|行)"
)
LATIN_EDGE = re.compile(r"[!-~](?=[^ -~])|[^ -~](?=[!-~])")
FAMILIES = ("bold", "heading", "space", "newline", "none")  # boundaries, as habits
LEAST_SPREAD = 3.0  # characters by which the lengths of titles differ at least


@dataclass(frozen=True, slots=True)
class TitleEnd:
    """The end of a title. `boundary` is what parts it in print: bold+space, bold, heading, space, newline or none."""

    place: int
    boundary: str
    doubtful: bool


@dataclass(frozen=True, slots=True)
class Habit:
    """How the entries of a file part their titles: how often by which boundary, and how long the titles are."""

    boundaries: Mapping[str, int] = field(default_factory=dict)
    length: float = 0.0  # characters, on average
    spread: float = 0.0  # standard deviation of the length, characters

    @property
    def count(self) -> int:
        return sum(self.boundaries.values())


def title_end(flow: Flow, habit: Habit | None = None, units: Sequence[str] = ()) -> TitleEnd:
    """The most likely end of the title that a flow begins with. The flow must not be empty.

    `habit` tells of the other entries of the file, `units` names those who sent this one. Both only help.
    """
    return _title_end(flow, _signs(flow), habit, units)


def habit_of(ends: Sequence[TitleEnd]) -> Habit:
    """What the titles of a file have in common, by those of which nobody has to doubt the end."""
    clear = [end for end in ends if not end.doubtful]
    if not clear:
        return Habit()
    lengths = [end.place for end in clear]
    return Habit(Counter(_family(end.boundary) for end in clear), fmean(lengths), pstdev(lengths))


def looks_like_title(flow: Flow) -> bool:
    """Whether an entry could begin here: a subject that acts, then a printed sign of a title's end."""
    return bool(SUBJECT.match(flow.text)) and has_clear_title(flow)


def has_clear_title(flow: Flow) -> bool:
    """Whether a printed sign ends a title here, whatever it speaks of."""
    signs = _signs(flow) if flow.text else {}
    if all(sign.weight < LEAST_SIGN for sign in signs.values()):
        return False
    end = _title_end(flow, signs, floor=TITLE_FLOOR)
    return not end.doubtful and end.place >= 8


@dataclass(frozen=True, slots=True)
class _Sign:
    """What print says at a place."""

    weight: float
    boundary: str
    is_wrap: bool = False  # a line end that would stand here without a title, too


NO_SIGN = _Sign(0.0, "none")


def _signs(flow: Flow) -> dict[int, _Sign]:
    """The places where print may end a title: gaps in the text, and the end of bold type or of a heading."""
    last = min(len(flow.text) - 1, LONGEST)
    places = [place for place in sorted(flow.gaps) if SHORTEST <= place <= last]
    signs = _gap_signs(flow, places) if places else {}
    if SHORTEST <= (place := _heading_end(flow)) <= last:
        goes_on = _may_go_on(flow, place)
        signs[place] = _Sign(DESIGN - HEADING_LOSS * goes_on, "heading", is_wrap=goes_on)
    for place in _bold_ends(flow):
        if SHORTEST <= place <= last:
            signs[place] = _Sign(DESIGN, "bold+space" if flow.gap(place) else "bold")
    return signs


def _gap_signs(flow: Flow, places: list[int]) -> dict[int, _Sign]:
    """What the gaps at these places say: the more, the fewer of their kind stand in the rest of the text."""
    kinds = _gap_kinds(flow)
    counts = Counter(kinds.values())
    signs = {}
    for place in places:
        kind = kinds[place]
        others = counts[kind] - 1
        chances = len(flow.text) if kind != "beside latin" else _latin_edges(flow.text)
        weight = min(log(max(chances, others) / others), STRONGEST_GAP) if others else STRONGEST_GAP
        if flow.gaps[place] is Gap.NEWLINE and ITEM.match(flow.text, place):
            signs[place] = _Sign(STRONGEST_GAP, "newline")
        elif kind in ("full line", "wrap"):
            signs[place] = _Sign(weight - FULL_LINE_LOSS, "newline", is_wrap=True)
        elif kind == "line":
            # Where lines are wrapped, a short one may also end a page.
            signs[place] = _Sign(min(weight, STRONGEST_LINE) if counts["full line"] else weight, "newline")
        else:
            signs[place] = _Sign(weight, "newline" if kind == "paragraph" else "space")
    return signs


def _gap_kinds(flow: Flow) -> dict[int, str]:
    """What kind of gap stands at each place. A full line has no room for more, so that it would have ended anyway.

    Where print shows paragraphs, other line ends are wraps.
    """
    widths = dict(zip(flow.breaks[1:], flow.widths, strict=False))
    if widths:
        widths[flow.breaks[1]] += INDENT
    full = max(flow.widths, default=0) - FULL_LINE
    paragraphs = set(flow.paragraphs)
    kinds = {}
    for place, gap in flow.gaps.items():
        if gap is Gap.NEWLINE and flow.paragraphs:
            kinds[place] = "paragraph" if place in paragraphs else "wrap"
        elif gap is Gap.NEWLINE:
            kinds[place] = "full line" if widths.get(place, 0) > full else "line"
        elif flow.text[place - 1 : place].isascii() != flow.text[place : place + 1].isascii():
            kinds[place] = "beside latin"
        else:
            kinds[place] = "space" if gap is Gap.SPACE else "wide space"
    return kinds


def _title_end(
    flow: Flow,
    signs: Mapping[int, _Sign],
    habit: Habit | None = None,
    units: Sequence[str] = (),
    floor: float = DOUBT_FLOOR,
) -> TitleEnd:
    if habit is None and (place := _only_sign(flow.text, signs)):
        return TitleEnd(place, signs[place].boundary, doubtful=False)
    habit = habit or Habit()
    weights = _weigh_signs(flow, signs, habit, units)
    if max(weights.values(), default=0.0) < CLEAR:  # else the places without any sign need no look
        plain = scores(flow.text, units)
        weights = {place: weight + _habitual(habit, place, None) for place, weight in plain.items()} | weights
    limit = _limit(flow)
    weights = {place: weight for place, weight in weights.items() if place <= limit}
    if not weights:
        return TitleEnd(min(len(flow.text), LONGEST), "none", doubtful=True)
    ranked = sorted(weights, key=lambda place: (-weights[place], place))
    best = ranked[0]
    lead = weights[best] - weights[ranked[1]] if len(ranked) > 1 else DOUBT_MARGIN
    sign = signs.get(best, NO_SIGN)
    doubtful = sign.weight < LEAST_SIGN or weights[best] < floor or lead < DOUBT_MARGIN
    return TitleEnd(best, sign.boundary, doubtful)


def _limit(flow: Flow) -> int:
    """Beyond which no title goes: the rows of a table, and a line that begins like an item of a list."""
    row = flow.text.find("\n", 0, LONGEST)
    items = (place for place in flow.breaks if SHORTEST <= place <= LONGEST and ITEM.match(flow.text, place))
    return min(next(items, LONGEST), row + 1 if row > 0 else LONGEST)


def _only_sign(text: str, signs: Mapping[int, _Sign]) -> int:
    """The place of a sign that needs no weighing of words, or 0: the only one of its kind, after a title of usual length."""
    strong = [place for place, sign in signs.items() if sign.weight >= OUTWEIGHED or sign.is_wrap]
    if len(strong) != 1 or signs[strong[0]].weight < STRONGEST_GAP:
        return 0
    place = strong[0]
    is_usual = USUAL[0] <= place <= USUAL[1] and not CLAUSE_MARK.search(text, 0, place + 1)
    return place if is_usual else 0


def _weigh_signs(flow: Flow, signs: Mapping[int, _Sign], habit: Habit, units: Sequence[str]) -> dict[int, float]:
    """The weight of every place where print may end the title."""
    return {
        place: weight
        + signs[place].weight
        + _pardon(flow.text[:place], signs[place])
        + _habitual(habit, place, signs[place])
        for place, weight in scores(flow.text, units, signs).items()
    }


def _pardon(title: str, sign: _Sign) -> float:
    """What `wording` counts against marks that a title may well have when design sets it off."""
    pardons = DESIGN_PARDONS if sign.weight >= DESIGN else OWN_LINE_PARDONS if sign.boundary == "newline" else {}
    return sum(pardons.get(mark, 0.0) for mark in title) if pardons else 0.0


def _habitual(habit: Habit, place: int, sign: _Sign | None) -> float:
    """What the other entries of the file say for or against a title that ends here."""
    if not habit.count:
        return 0.0
    weight = 0.0
    if not (sign and sign.is_wrap):  # a title that fills its line hides what parts it
        seen = habit.boundaries.get(_family(sign.boundary) if sign else "none", 0)
        weight = log((seen + 0.5) / (habit.count + 0.5 * len(FAMILIES)) * len(FAMILIES))
    away = (place - habit.length) / max(habit.spread, LEAST_SPREAD)
    return weight - min(away * away / 4, 2.0) * habit.count / (habit.count + 3)


def _heading_end(flow: Flow) -> int:
    """Where the heading lines end that the entry begins with; 0 if there are none."""
    if not flow.headings or flow.headings[0] != 0:
        return 0
    headings = set(flow.headings[:LONGEST])
    return next((place for place in flow.breaks[1 : LONGEST + 1] if place not in headings), 0)


def _may_go_on(flow: Flow, place: int) -> bool:
    """Whether the heading that ends here may go on in the next line: that one is too short to begin a body."""
    line = flow.breaks.index(place)
    end = flow.breaks[line + 1] if line + 1 < len(flow.breaks) else 0
    return end > 0 and flow.widths[line] < SHORT_LINE * max(flow.widths) and flow.text[end - 1] not in SENTENCE_MARKS


def _bold_ends(flow: Flow) -> Iterator[int]:
    """Where the runs of bold type end that the entry begins with, or begins with after a number."""
    end = 0
    for start, stop in flow.bold:
        if start != end and (end or start > LONGEST or after_numbering(flow.text[:start]) != start):
            break
        end = stop
        yield end


def _latin_edges(text: str) -> int:
    """How often Chinese stands beside a digit or a Latin letter: conversion puts spaces there."""
    return sum(1 for _ in LATIN_EDGE.finditer(text))


def _family(boundary: str) -> str:
    """The boundary as a habit: bold with or without a space is the same."""
    return boundary.partition("+")[0]

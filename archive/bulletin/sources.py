"""Source brackets 署名括号: which brackets name the units that sent an entry, and the entries that they end.

The text of a zone, from one section head to the next, is cut into chunks of one entry each: after every source bracket,
and before a clear title that follows an entry whose bracket is missing. Some editors print no bracket but a line
供稿：工信局 or ——工信局; these are sources as well.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from archive.bulletin.layout import HAN, Flow, Gap
from archive.bulletin.names import (
    ACTING_UNIT,
    DATE,
    ENTRY_SUBJECT,
    LABEL,
    LABEL_AFTER,
    LABEL_BEFORE,
    LONGEST_NAME,
    NAME_SEPARATOR,
    are_units,
    begins_like_entry,
    joined_names,
    units_of,
)
from archive.bulletin.numbering import after_numbering
from archive.bulletin.titles import LONGEST, has_clear_title, looks_like_title

OPEN, CLOSE = r"（(﹙〔﹝\[［〖【", r"）)﹚〕﹞\]］〗】"
SENTENCE_END = "。！？；.…”"
ENDS = SENTENCE_END + "）)】〗〕﹚]］"  # what the last line of an entry ends with
OPEN_SOURCE = re.compile(rf"[{OPEN}][^{OPEN}{CLOSE}]{{2,40}}$")  # a source bracket that was never closed
NOT_A_SOURCE = re.compile(r"^(?:图|注|摄|完|下同|含|包括|不含|其中|详见|见|如|即)")

BRACKET = re.compile(rf"[{OPEN}]([^{OPEN}{CLOSE}]{{2,80}})[{CLOSE}]")
# A bracket of which conversion or the editor lost one half, at the end of a line.
HALF_OPEN = re.compile(rf"(?<=[。！？；])[（(](?P<names>[{HAN}、，,；;]{{2,40}})$")
HALF_CLOSED = re.compile(rf"(?<=[。！？；])(?P<names>[{HAN}、，,；;]{{2,40}})[）)]$")
LONGEST_HALF = 48  # characters
# 供稿：工信局 and ——工信局, from the beginning of a line to its end
UNBRACKETED = re.compile(rf"(?P<label>{LABEL}[：:]|[—─－]{{1,4}})(?=[{HAN}])")
NAMES = re.compile(rf"[{HAN}、，,；; ]{{1,40}}")
SOURCE_THRESHOLD = 4  # points, see is_source
TITLE_WINDOW = 120  # characters looked at to tell a title from a paragraph
LONGEST_LIST = 5  # lines of names
FULL_LINE = 0.6  # of the width of lines: a shorter one is the last of a list
LONGEST_LISTED = 12  # characters of a name in such a list; more is the next title
LONGEST_LINE = 80  # characters of a source without bracket


@dataclass(frozen=True, slots=True)
class Source:
    """A stretch of a flow that may name units: `start` to `end`, the names between `first` and `last`."""

    start: int
    end: int
    first: int
    last: int
    has_label: bool = False  # 供稿：, which leaves no doubt
    is_broken: bool = False  # one half of its bracket is missing


@dataclass(frozen=True, slots=True)
class Chunk:
    """The part of a flow that holds one entry, up to and with its source if it has one. Its title begins at `title`."""

    start: int
    end: int
    source: Source | None
    title: int
    units: tuple[str, ...] = ()  # the names in the source


def chunks_of(flow: Flow) -> list[Chunk]:
    """A flow cut after every source, and before titles that follow an entry without one."""
    chunks: list[Chunk] = []
    start = 0
    for source in possible_sources(flow):
        if source.start > start and is_source(flow, source):
            end = source.end + (flow.text[source.end : source.end + 1] == "。")
            chunks += _part(flow, start, end, source)
            start = end
    if any(char.isalnum() for char in flow.text[start:]):
        chunks += _part(flow, start, len(flow.text), None)
    elif chunks:  # stray marks after the last bracket
        chunks[-1] = replace(chunks[-1], end=len(flow.text))
    return chunks


def possible_sources(flow: Flow) -> list[Source]:
    """All brackets, and the lines that begin like 供稿：工信局 or ——工信局, in the order they stand."""
    found = [_bracket(flow.text, match) for match in BRACKET.finditer(flow.text)]
    found += _half_brackets(flow)
    full = FULL_LINE * max(flow.widths, default=0)
    for match in UNBRACKETED.finditer(flow.text):
        at = bisect_right(flow.breaks, match.start()) - 1
        if at >= 0 and flow.breaks[at] == match.start():
            found += _unbracketed(flow, match, at, full)
    return sorted(found, key=lambda source: source.start)


def _bracket(text: str, match: re.Match) -> Source:
    """A bracket, with a second one around it: （（工信局））."""
    start, end = match.span()
    is_double = start > 0 and text[start - 1] in "（(" and text[end : end + 1] in ("）", ")")
    return Source(start - is_double, end + is_double, *match.span(1))


def _half_brackets(flow: Flow) -> Iterator[Source]:
    """Where a line ends with （工信局 or 工信局）, the other half missing."""
    for end in (*flow.breaks[1:], len(flow.text)):
        start = max(end - LONGEST_HALF, 0)
        half = HALF_CLOSED if flow.text[end - 1 : end] in ("）", ")") else HALF_OPEN
        if match := half.search(flow.text, start, end):
            yield Source(*match.span(), *match.span("names"), is_broken=True)


def _unbracketed(flow: Flow, match: re.Match, at: int, full: float) -> Iterator[Source]:
    """The source that begins with a label or a dash in line `at`; below a full line a list of names may go on."""
    ends = [*flow.breaks[at + 1 : at + 1 + LONGEST_LIST], len(flow.text)]
    has_label = match["label"][0] not in "—─－"
    source = Source(match.start(), ends[0], match.end(), ends[0], has_label)
    for line, (start, end) in enumerate(pairwise(ends), start=at):
        longer = replace(source, end=end, last=end)
        is_list = flow.widths[line] >= full and NAMES.fullmatch(flow.text, start, end)
        names = source_names(flow, longer)
        if not is_list or not are_units(names) or max(map(len, names)) > LONGEST_LISTED:
            break
        source = longer
    if source.end - source.start <= LONGEST_LINE:
        yield source


def entry_start(flow: Flow, place: int) -> int:
    """Where the title begins that stands at `place`: after its number or mark."""
    return after_numbering(flow.text, place)


def is_source(flow: Flow, source: Source) -> bool:
    """Whether a bracket names the units that sent an entry: weighed by what it holds and by what stands around it.

    A source bracket follows a finished sentence, holds nothing but names of units, ends its line, and what follows is
    the end or what begins like an entry. Brackets inside a body, such as （镇、街道） or （含监测对象）, have one or two of these.
    """
    inside = flow.text[source.first : source.last]
    after_sentence = source.start > 0 and flow.text[source.start - 1] in SENTENCE_END
    ends_line = flow.is_line_end(source.end) or flow.is_line_end(source.end + 1)
    has_label = source.has_label or bool(LABEL_BEFORE.match(inside))
    if not (after_sentence or ends_line or has_label) or NOT_A_SOURCE.match(inside):
        return False
    if re.search(r"\d", DATE.sub("", inside)):
        return False
    names = source_names(flow, source)
    if not names or max(map(len, names)) > LONGEST_NAME:
        return False
    has_units = are_units(names)
    if source.is_broken:
        following = flow.text[source.end : source.end + TITLE_WINDOW]
        return has_units and (not following or begins_like_entry(following))
    is_bracketed = source.start < source.first and flow.text[source.first - 1] not in "：:—─－"
    if not is_bracketed:
        return after_sentence and (has_units or has_label)
    start = entry_start(flow, source.end + (flow.text[source.end : source.end + 1] == "。"))
    rest = flow.cut(start, start + TITLE_WINDOW)
    following = rest.text.lstrip("。")
    acts = after_sentence and has_units and ACTING_UNIT.match(following)
    if not ends_line and following and not (acts or looks_like_title(rest)):
        return False
    is_round = flow.text[source.first - 1] in "（(﹙"
    is_closed = flow.text[source.end : source.end + 1] == "。" and not after_sentence  # 两局牵头（水利局、林业局）。
    if not (has_units or has_label or is_round) or (is_closed and following and not has_clear_title(rest)):
        return False
    score = 2 * after_sentence + 2 * has_units + 2 * has_label + ends_line
    score += not following or start > source.end or bool(ENTRY_SUBJECT.match(following)) or has_clear_title(rest)
    return score >= SOURCE_THRESHOLD


def source_names(flow: Flow, source: Source) -> tuple[str, ...]:
    """The names in a source. Marks part them; a space or a line end parts two only if both are whole names."""
    text = flow.text[source.first : source.last]
    before, after = LABEL_BEFORE.match(text), LABEL_AFTER.search(text)
    first = source.first + (before.end() if before else 0)
    last = source.last - (len(after[0]) if after and after.start() > (before.end() if before else 0) else 0)
    dates = {place for match in DATE.finditer(text) for place in range(*match.span())}
    names: list[str] = []
    pieces: list[str] = [""]
    for place in range(first, last):
        if place - source.first in dates:
            continue
        if NAME_SEPARATOR.match(flow.text[place]):
            names += joined_names([piece for piece in pieces if piece])
            pieces = [""]
            continue
        if flow.gap(place) and place > first:
            pieces.append("")
        pieces[-1] += flow.text[place]
    return tuple(units_of(names + joined_names([piece for piece in pieces if piece])))


def printed(flow: Flow, source: Source) -> str:
    """A source with the blanks that part its names, which the flow leaves out."""
    places = range(source.start, source.end)
    return "".join((" " if flow.gap(place) >= Gap.SPACE else "") + flow.text[place] for place in places).strip()


def _part(flow: Flow, start: int, end: int, source: Source | None) -> Iterator[Chunk]:
    """Part a chunk where a line after a finished sentence begins with a clear title.

    Not where the unit of the source stands in the first title, or units of a joint source in the text above: then the
    source is that of the whole chunk.
    """
    title = entry_start(flow, start)
    names = source_names(flow, source) if source else ()
    last = source.start if source else end
    for place in flow.breaks[bisect_right(flow.breaks, start) : bisect_left(flow.breaks, last)]:
        following = entry_start(flow, place)
        is_number = title >= place  # alone in the line above: the title follows
        if (
            is_number
            or not _has_ended(flow.text, start, place)
            or _belongs_to_first(flow.text, names, title, place, following)
        ):
            continue
        if looks_like_title(flow.cut(following, min(following + TITLE_WINDOW, end))):
            yield Chunk(start, place, None, title)
            start, title = place, following
    yield Chunk(start, end, source, start if title >= last else title, names)  # a number alone numbers nothing


def _belongs_to_first(text: str, names: tuple[str, ...], title: int, place: int, following: int) -> bool:
    """Whether a source belongs to the title at `title` and not to one that may begin at `following`."""
    if len(names) < 2:
        return any(name in text[title : min(title + LONGEST, place)] for name in names)
    opens_part = any(text.startswith(name, following + (text[following] == "县")) for name in names)
    return opens_part or any(name in text[title:place] for name in names)


def _has_ended(text: str, start: int, place: int) -> bool:
    """Whether an entry can have ended here: with a sentence, or with a bracket; “安全门” at the end is that of a title."""
    last = text[place - 1]
    if last == "”":
        return text[place - 2] in SENTENCE_END
    return last in ENDS or bool(OPEN_SOURCE.search(text, max(place - 48, start), place))

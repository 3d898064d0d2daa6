"""Text to lines and flows: undoes what printing and conversion did to the text, and remembers where everything stood.

A `Line` is a line of the file with its place. A `Flow` is the running text of several lines: hard wraps joined with
nothing between, Markdown marks left out, and the spaces that conversion puts around Chinese characters left out;
`offsets` leads every character back to the file, and `gaps` tells where in the running text something was left out,
because a title's end may be hidden there. Nothing here knows what a bulletin is.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import IntEnum
from itertools import pairwise

INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"  # zero-width marks and the soft hyphen that conversions leave behind
BLANK = rf"[\s{INVISIBLE}]"
BLANKS = INVISIBLE + "".join(chr(code) for code in range(0x3001) if chr(code).isspace())

HAN = r"\u4e00-\u9fff\u3400-\u4dbf\U00020000-\U0003ffff\uf900-\ufaff〇"  # Chinese characters, rare ones in names too

LINE = re.compile(r"([^\r\n]*)(?:\r\n|\r|\n|\Z)")
OTHER_BREAK = re.compile(r"[\f\v\x85\u2028\u2029]")  # breaks that editors do not count as lines
HEADING = re.compile(rf"(#{{1,6}})(?:\s+|(?=[{HAN}【*]))")
TABLE_ROW = re.compile(r"\|.*\|")
# What is left out of a flow: bold marks, the backslash before a Markdown mark, invisible characters, white space.
LEFT_OUT = re.compile(rf"\*\*+|(?<!_)__(?!_)|\\(?=[\\`*_{{}}\[\]()#+.!|>~-])|{BLANK}+")
TAB = 4  # half characters
INDENT = 2  # half characters: a line that begins this far to the right is indented
USUAL = 0.6  # share of the lines from which on an indent or a blank line is how all lines are printed
SELDOM = 0.2  # share of the lines up to which a blank at their end says something
LONGEST_LABEL = 120  # characters; no masthead, section head or line of credits is longer
MARK_OR_BLANK = re.compile(rf"\*\*+|(?<!_)__(?!_)|{BLANK}+")
LONGEST_BOLD = 4  # lines; a mark that is not closed by then is a stray one


class Gap(IntEnum):
    """What stood between two characters of a flow where something was left out; the stronger includes the weaker."""

    NONE = 0
    NEWLINE = 1  # a line end, of which a hard wrap cannot be told from a printed one
    SPACE = 2
    WIDE_SPACE = 3  # two spaces or an ideographic one


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file. `start` and `end` are offsets of its text without surrounding blanks; `number` counts from 1."""

    number: int
    start: int
    end: int
    text: str
    furniture: str | None = None  # its kind, for what is printed on a page but is not part of what the bulletin says
    after_blank: bool = False  # an empty line stands before it
    page_start: bool = False  # a form feed stands before it
    indent: int = 0  # half characters before it
    ends_blank: bool = False  # a blank stands behind it
    label: str = ""  # its first characters without marks and blanks, to compare with what parts are labelled with


@dataclass(slots=True)
class Flow:
    """Running text. `offsets[i]` is the place in the file of `text[i]`; `gaps[i]` is what was left out before it."""

    text: str
    offsets: list[int]
    gaps: dict[int, Gap]
    gap_places: list[int] = field(default_factory=list)  # the places of `gaps`, ascending
    bold: list[tuple[int, int]] = field(default_factory=list)  # ranges of `text` that were printed bold
    headings: list[int] = field(default_factory=list)  # places in `text` where a Markdown heading line begins
    breaks: list[int] = field(default_factory=list)  # places in `text` where a new line of the file begins, ascending
    widths: list[int] = field(default_factory=list)  # for each line, its printed width in half characters
    paragraphs: list[int] = field(default_factory=list)  # those `breaks` where print shows that a paragraph begins

    def gap(self, place: int) -> Gap:
        return self.gaps.get(place, Gap.NONE)

    def is_line_end(self, place: int) -> bool:
        at = bisect_left(self.breaks, place)
        return place == len(self.text) or (at < len(self.breaks) and self.breaks[at] == place)

    def cut(self, start: int, end: int) -> "Flow":
        """The same flow from `start` to `end`, counting from its new beginning."""
        first, last = bisect_left(self.breaks, start), bisect_left(self.breaks, end)
        gaps = _shifted(self.gap_places, start + 1, end, start)
        return Flow(
            text=self.text[start:end],
            offsets=self.offsets[start:end],
            gaps={place: self.gaps[place + start] for place in gaps},
            gap_places=gaps,
            bold=[(max(a, start) - start, min(b, end) - start) for a, b in self._bold_between(start, end)],
            headings=_shifted(self.headings, start, end, start),
            breaks=[0, *_shifted(self.breaks, start + 1, end, start)],
            paragraphs=_shifted(self.paragraphs, start, end, start),
            widths=self.widths[max(first - 1, 0) if self.breaks[first : first + 1] != [start] else first : last],
        )

    def _bold_between(self, start: int, end: int) -> list[tuple[int, int]]:
        first = bisect_left(self.bold, start, key=lambda bold: bold[1])
        last = bisect_left(self.bold, end, key=lambda bold: bold[0])
        return [bold for bold in self.bold[first:last] if bold[1] > start]


def _shifted(places: list[int], first: int, end: int, by: int) -> list[int]:
    """The places from `first` up to `end`, counted from `by`."""
    return [place - by for place in places[bisect_left(places, first) : bisect_left(places, end)]]


def read_lines(text: str) -> list[Line]:
    """The lines of a text that hold anything, in order."""
    lines: list[Line] = []
    after_blank = False
    for number, match in enumerate(LINE.finditer(text), start=1):
        place = match.start()
        count = len(lines)
        for part in OTHER_BREAK.split(match[1]):
            content = part.strip(BLANKS)
            if content:
                before = part[: part.index(content)]
                start = place + len(before)
                end = start + len(content)
                page_start = bool(lines) and text.find("\f", lines[-1].end, start) >= 0
                label = plain(content[:LONGEST_LABEL])
                indent = printed_width(before.expandtabs(TAB)) if before else 0
                ends_blank = end < place + len(part)
                lines.append(
                    Line(number, start, end, content, None, after_blank, page_start, indent, ends_blank, label)
                )
                after_blank = False
            place += len(part) + 1
        after_blank = after_blank or len(lines) == count
    return lines


def split(line: Line, places: Iterable[int]) -> Iterator[Line]:
    """A line cut before each of these places of its text; the parts keep its number. Parts without text are left out."""
    cuts = [0, *places, len(line.text)]
    for start, end in pairwise(cuts):
        part = line.text[start:end]
        if content := part.strip():
            offset = line.start + start + part.index(content)
            is_first = start == 0
            yield replace(
                line,
                start=offset,
                end=offset + len(content),
                text=content,
                after_blank=line.after_blank and is_first,
                page_start=line.page_start and is_first,
                indent=line.indent if is_first else 0,
                label=plain(content[:LONGEST_LABEL]),
            )


def plain(text: str) -> str:
    """A line's text without Markdown marks and without any blanks: what a label is compared with."""
    if text.startswith("#"):
        text = HEADING.sub("", text, count=1)
    return MARK_OR_BLANK.sub("", text)


def is_table_row(line: Line) -> bool:
    return line.text.startswith("|") and bool(TABLE_ROW.fullmatch(line.text))


def flow_of(lines: list[Line]) -> Flow:
    """The running text of lines that follow each other; furniture among them is passed over.

    Rows of a table stay lines of their own, as they are: only there does a flow hold line ends.
    """
    flow = Flow("", [], {})
    parts: list[str] = []
    bold = _Bold()
    length = 0
    after_row = False
    printed = [line for line in lines if not line.furniture]
    # A blank line where a page ends belongs to the page, not to the text.
    pages = {after.start for line, after in pairwise(lines) if line.furniture or after.page_start}
    shows_indents = sum(line.indent >= INDENT for line in printed) < USUAL * len(printed)
    shows_blanks = sum(line.after_blank for line in printed) < USUAL * len(printed)
    shows_ends = sum(line.ends_blank for line in printed) < SELDOM * len(printed)
    gap = Gap.NEWLINE  # before the next line
    for line in printed:
        before = length
        is_apart = shows_blanks and line.after_blank and line.start not in pages
        if length and (is_apart or (shows_indents and line.indent >= INDENT)):
            flow.paragraphs.append(length)
        is_row = is_table_row(line)
        if length and (is_row or after_row):
            parts.append("\n")
            flow.offsets.append(line.start - 1)
            length += 1
        flow.breaks.append(length)
        flow.widths.append(printed_width(line.text))
        if length:
            flow.gaps[length] = gap
        # A blank at the end of a line that others have not is the one that parts a title from its body.
        gap = Gap.SPACE if line.ends_blank and shows_ends else Gap.NEWLINE
        if is_row:
            parts.append(line.text)
            flow.offsets.extend(range(line.start, line.end))
            length += len(line.text)
        else:
            skip = 0
            if heading := HEADING.match(line.text):
                skip = heading.end()
                flow.headings.append(length)
            length = _append(flow, parts, bold, length, line, skip)
        after_row = is_row
        if length == before:  # nothing but marks
            flow.breaks.pop()
            flow.widths.pop()
    flow.text = "".join(parts)
    flow.gap_places = list(flow.gaps)
    return flow


def join(text: str) -> str:
    """Text without the blanks that conversion put beside Chinese characters; blanks inside Latin text stay as one."""
    parts, last = [], ""
    for piece in re.split(rf"({BLANK}+)", text):
        if piece and not re.fullmatch(rf"{BLANK}+", piece):
            if last and last.isascii() and piece[0].isascii():
                parts.append(" ")
            parts.append(piece)
            last = piece[-1]
    return "".join(parts)


@dataclass(slots=True)
class _Bold:
    """Where bold type was opened; a wrapped line may close what an earlier one opened."""

    start: int | None = None
    line: int = 0

    def mark(self, flow: Flow, length: int) -> None:
        line = len(flow.breaks)
        if self.start is None or line - self.line >= LONGEST_BOLD:
            self.start, self.line = length, line
            return
        if length > self.start:
            flow.bold.append((self.start, length))
        self.start = None


def _append(flow: Flow, parts: list[str], bold: _Bold, length: int, line: Line, skip: int) -> int:
    """Add a line's text to the flow from `skip` on; the new length."""
    end = len(line.text)
    is_italic = end - skip > 2 and line.text[skip] == line.text[-1] == "*" and line.text.count("*") == 2
    if is_italic:
        bold.mark(flow, length)
        skip, end = skip + 1, end - 1
    place = skip
    pending = Gap.NONE
    for match in [*LEFT_OUT.finditer(line.text, skip, end), None]:
        stop = match.start() if match else end
        if stop > place:
            parts.append(line.text[place:stop])
            flow.offsets.extend(range(line.start + place, line.start + stop))
            if pending:
                flow.gaps[length] = max(pending, flow.gaps.get(length, Gap.NONE))
                pending = Gap.NONE
            length += stop - place
        if match is None:
            break
        place = match.end()
        if match[0][0] in "*_":
            bold.mark(flow, length)
        elif match[0] == "\\" or not match[0].strip(INVISIBLE):
            continue
        elif _between_latin(line.text, match.start(), place):
            parts.append(" ")
            flow.offsets.append(line.start + match.start())
            length += 1
        else:
            pending = Gap.WIDE_SPACE if len(match[0]) > 1 or match[0] == "\u3000" else Gap.SPACE
    if is_italic:
        bold.mark(flow, length)
    return length


def _between_latin(text: str, start: int, end: int) -> bool:
    """Whether a blank parts two Latin words or numbers, bold marks beside it passed over; 95 % is not parted."""
    while start > 0 and text[start - 1] == "*":
        start -= 1
    while end < len(text) and text[end] == "*":
        end += 1
    if start == 0 or end == len(text):
        return False
    before, after = text[start - 1], text[end]
    return before.isascii() and (before.isalnum() or before in ".,;:!?)") and after.isascii() and after.isalnum()


def printed_width(text: str) -> int:
    """Printed width in half characters: a Chinese character or mark counts two, a digit or Latin letter one."""
    return 2 * len(text) - len(text.encode("ascii", "ignore"))

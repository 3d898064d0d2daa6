"""Text to lines and flows: undoes what printing and conversion did to the text, and remembers where everything stood.

A `Line` is a line of the file with its place. A `Flow` is the running text of several lines: hard wraps joined with
nothing between, Markdown marks left out, and the spaces that conversion puts around Chinese characters left out;
`offsets` leads every character back to the file, and `gaps` tells where in the running text something was left out,
because a title's end may be hidden there. Nothing here knows what a bulletin is.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from enum import IntEnum

INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"  # zero-width marks and the soft hyphen that conversions leave behind
BLANK = rf"[\s{INVISIBLE}]"

LINE = re.compile(r"([^\r\n]*)(?:\r\n|\r|\n|\Z)")
RULE = re.compile(r"[-*_=—－─]{3,}")  # --- or ─────, a drawn line
PAGE_NUMBER = re.compile(
    r"""
      [-—–－•·]+ \s* \d{1,3} \s* [-—–－•·]+      # — 3 —
    | 第 \s* \d{1,3} \s* 页 (?: [\s，,/]* 共 \s* \d{1,3} \s* 页 )?      # 第 2 页 共 5 页
    | \d{1,3} \s* / \s* \d{1,3}     # 2/5
    """,
    re.VERBOSE,
)
HEADING = re.compile(r"(#{1,6})\s+")
# What is left out of a flow: bold marks, invisible characters, white space.
LEFT_OUT = re.compile(rf"\*\*+|{BLANK}+")


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
    furniture: str | None = None  # "rule" or "page_number": not part of what the bulletin says
    after_blank: bool = False  # an empty line stands before it


@dataclass(slots=True)
class Flow:
    """Running text. `offsets[i]` is the place in the file of `text[i]`; `gaps[i]` is what was left out before it."""

    text: str
    offsets: list[int]
    gaps: dict[int, Gap]
    bold: list[tuple[int, int]] = field(default_factory=list)  # ranges of `text` that were printed bold
    headings: list[int] = field(default_factory=list)  # places in `text` where a Markdown heading line begins
    breaks: list[int] = field(default_factory=list)  # places in `text` where a new line of the file begins, ascending
    widths: list[int] = field(default_factory=list)  # for each line, its printed width in half characters

    def gap(self, place: int) -> Gap:
        return self.gaps.get(place, Gap.NONE)

    def is_line_end(self, place: int) -> bool:
        at = bisect_left(self.breaks, place)
        return place == len(self.text) or (at < len(self.breaks) and self.breaks[at] == place)

    def cut(self, start: int, end: int) -> "Flow":
        """The same flow from `start` to `end`, counting from its new beginning."""
        first, last = bisect_left(self.breaks, start), bisect_left(self.breaks, end)
        return Flow(
            text=self.text[start:end],
            offsets=self.offsets[start:end],
            gaps={place - start: self.gaps[place] for place in range(start + 1, end) if place in self.gaps},
            bold=[(max(a, start) - start, min(b, end) - start) for a, b in self._bold_between(start, end)],
            headings=[
                place - start
                for place in self.headings[bisect_left(self.headings, start) : bisect_left(self.headings, end)]
            ],
            breaks=[place - start for place in self.breaks[first:last]],
            widths=self.widths[max(first - 1, 0) if self.breaks[first : first + 1] != [start] else first : last],
        )

    def _bold_between(self, start: int, end: int) -> list[tuple[int, int]]:
        first = bisect_left(self.bold, start, key=lambda bold: bold[1])
        last = bisect_left(self.bold, end, key=lambda bold: bold[0])
        return [bold for bold in self.bold[first:last] if bold[1] > start]


def read_lines(text: str) -> list[Line]:
    """The lines of a text that hold anything, in order."""
    lines = []
    after_blank = False
    for number, match in enumerate(LINE.finditer(text), start=1):
        content = match[1].strip().strip(INVISIBLE).strip()
        if not content:
            after_blank = True
            continue
        start = match.start() + match[1].index(content)
        lines.append(Line(number, start, start + len(content), content, _furniture(content), after_blank))
        after_blank = False
    return lines


def plain(text: str) -> str:
    """A line's text without Markdown marks and without any blanks: what a label is compared with."""
    return re.sub(rf"\*\*+|{BLANK}+", "", HEADING.sub("", text, count=1))


def flow_of(lines: list[Line]) -> Flow:
    """The running text of lines that follow each other; furniture among them is passed over."""
    flow = Flow("", [], {})
    parts: list[str] = []
    length = 0
    for line in lines:
        if line.furniture:
            continue
        skip = 0
        if heading := HEADING.match(line.text):
            skip = heading.end()
            flow.headings.append(length)
        flow.breaks.append(length)
        flow.widths.append(_width(line.text))
        if length:
            flow.gaps[length] = Gap.NEWLINE
        before, length = length, _append(flow, parts, length, line, skip)
        if length == before:  # nothing but marks
            flow.breaks.pop()
            flow.widths.pop()
    flow.text = "".join(parts)
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


def _furniture(content: str) -> str | None:
    if RULE.fullmatch(content):
        return "rule"
    if PAGE_NUMBER.fullmatch(content):
        return "page_number"
    return None


def _append(flow: Flow, parts: list[str], length: int, line: Line, skip: int) -> int:
    """Add a line's text to the flow from `skip` on; the new length."""
    bold_from = None
    place = skip
    pending = Gap.NONE
    for match in [*LEFT_OUT.finditer(line.text, skip), None]:
        stop = match.start() if match else len(line.text)
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
        if match[0].startswith("*"):
            if bold_from is None:
                bold_from = length
            else:
                if length > bold_from:
                    flow.bold.append((bold_from, length))
                bold_from = None
        elif not match[0].strip(INVISIBLE):
            continue
        elif _between_latin(line.text, match.start(), place):
            parts.append(" ")
            flow.offsets.append(line.start + match.start())
            length += 1
        else:
            pending = Gap.WIDE_SPACE if len(match[0]) > 1 or match[0] == "\u3000" else Gap.SPACE
    return length


def _between_latin(text: str, start: int, end: int) -> bool:
    """Whether a blank parts two Latin characters, bold marks beside it passed over."""
    while start > 0 and text[start - 1] == "*":
        start -= 1
    while end < len(text) and text[end] == "*":
        end += 1
    around = text[start - 1 : start] + text[end : end + 1]
    return start > 0 and len(around) == 2 and around.isascii()


def _width(text: str) -> int:
    """Printed width in half characters: a Chinese character or mark counts two, a digit or Latin letter one."""
    return sum(1 if char.isascii() else 2 for char in text)

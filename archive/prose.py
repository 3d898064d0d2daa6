"""The text of an entry as it is read: paragraphs, the part of each unit, the source bracket, and marks of a search.

Nothing is added to or taken from the printed text; it is only cut into pieces. A match may lie across the border of a
lead and its text, so the whole body is marked first and cut afterwards; only its first piece keeps its number.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from archive.bulletin.layout import TABLE_ROW
from archive.models import Unit
from archive.search.highlight import Fragment, highlight

BAR = re.compile(r"(?<!\\)\|")  # a bar that is written as part of a cell is \\|
RULE = re.compile(r"[|\s:-]+")  # the row that parts a table's head from its body


@dataclass(frozen=True)
class Table:
    """The cells of a table, each a list of fragments. `head` is empty for a table without a head."""

    head: list[list[Fragment]]
    rows: list[list[list[Fragment]]]


@dataclass(frozen=True)
class Paragraph:
    lead: list[Fragment]
    text: list[Fragment]
    segment: int | None = None  # the order of its segment, for the first paragraph of one
    name: str = ""  # whose part this is, as printed
    table: Table | None = None  # instead of text


@dataclass(frozen=True)
class BracketPart:
    text: str
    unit: Unit | None = None


def paragraphs(entry, terms=()) -> list[Paragraph]:
    """The paragraphs of the body, with the terms marked."""
    segments = entry.segments.all()
    if not segments:
        text = highlight(entry.body, terms)
        return list(_with_tables(Paragraph(lead=[], text=line) for line in _lines(text)))
    lengths = [len(part) for segment in segments for part in (segment.lead, segment.text)]
    whole = highlight("".join(segment.lead + segment.text for segment in segments), terms)
    pieces = iter(_cut(whole, lengths))
    parts = (
        paragraph for segment in segments for paragraph in _segment_paragraphs(segment, next(pieces), next(pieces))
    )
    return list(_with_tables(parts))


def count_matches(parts: Iterable[Paragraph]) -> int:
    """How many matches of a body are shown in its paragraphs."""
    return sum(bool(fragment.number) for part in parts for fragment in _fragments_of(part))


def bracket_parts(entry) -> list[BracketPart]:
    """The bracket as printed, with the names that are in the register set apart so that they can be links."""
    parts, at = [], 0
    for attribution in entry.attributions.all():
        found = entry.source_bracket.find(attribution.name, at)
        if found < 0:
            continue
        # Names with nothing between them were parted by a blank or a line end, which the text of an entry leaves out.
        between = entry.source_bracket[at:found] or (" " if at else "")
        end = found + len(attribution.name)
        parts += [BracketPart(between), BracketPart(entry.source_bracket[found:end], attribution.unit)]
        at = end
    parts.append(BracketPart(entry.source_bracket[at:]))
    return [part for part in parts if part.text]


def _fragments_of(part: Paragraph) -> Iterator[Fragment]:
    yield from part.lead
    yield from part.text
    if part.table:
        for row in (part.table.head, *part.table.rows):
            for cell in row:
                yield from cell


def _segment_paragraphs(segment, lead, text):
    first, *others = _lines(text) or [[]]
    yield Paragraph(lead=lead, text=first, segment=segment.order if segment.lead else None, name=segment.lead)
    for line in others:
        yield Paragraph(lead=[], text=line)


def _with_tables(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """Rows of a table that follow each other become one paragraph with the table."""
    for is_row, group in groupby(paragraphs, key=lambda each: not each.lead and bool(TABLE_ROW.fullmatch(_text(each)))):
        if not is_row:
            yield from group
            continue
        rows = list(group)
        has_head = len(rows) > 1 and bool(RULE.fullmatch(_text(rows[1])))
        cells = [_cells(row.text) for row in rows if not RULE.fullmatch(_text(row))]
        yield Paragraph(lead=[], text=[], table=Table(cells[0] if has_head else [], cells[has_head:]))


def _text(paragraph: Paragraph) -> str:
    return "".join(fragment.text for fragment in paragraph.text)


def _cells(row: list[Fragment]) -> list[list[Fragment]]:
    """The cells of | a | b |, without the bars and the blanks beside them."""
    cells: list[list[Fragment]] = [[]]
    for fragment in row:
        first, *others = (text.replace("\\|", "|") for text in BAR.split(fragment.text))
        cells[-1].append(replace(fragment, text=first))
        cells += [[Fragment(text, fragment.is_match)] for text in others]
    return [[replace(part, text=part.text.strip()) for part in cell if part.text.strip()] for cell in cells[1:-1]]


def _cut(fragments, lengths):
    """Distribute fragments over consecutive pieces of the given lengths."""
    waiting = deque(fragments)
    for length in lengths:
        piece = []
        while length > 0 and waiting:
            fragment = waiting.popleft()
            taken, rest = fragment.text[:length], fragment.text[length:]
            piece.append(replace(fragment, text=taken))
            length -= len(taken)
            if rest:
                waiting.appendleft(Fragment(rest, fragment.is_match))
        yield piece


def _lines(fragments):
    """Split at line ends, which part the paragraphs of a body."""
    lines = [[]]
    for fragment in fragments:
        first, *others = fragment.text.split("\n")
        lines[-1].append(replace(fragment, text=first))
        lines += [[Fragment(text, fragment.is_match)] for text in others]
    kept = [[fragment for fragment in line if fragment.text] for line in lines]
    return [line for line in kept if line]

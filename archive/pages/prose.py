"""The text of an entry as it is read: paragraphs, the part of each unit, the source bracket, and marks of a search.

Nothing is added to or taken from the printed text; it is only cut into pieces. A match may lie across the border of a
lead and its text, so the whole body is marked first and cut afterwards; only its first piece keeps its number.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, count, groupby, pairwise, zip_longest

from archive.bulletin.layout import TABLE_ROW
from archive.models import Unit
from archive.pages.parts import printed_name
from archive.search.highlight import Fragment, highlight

BAR = re.compile(r"(?<!\\)\|")  # a bar that is written as part of a cell is \\|
NAME = re.compile("(“[^“”]{1,6}”)")
SENTENCE = re.compile(r"[^。！？]*[。！？]*[”’）」』]*")
NUMBER = re.compile(r"[-+−—]?[0-9][0-9.,]*[%％]?")
NO_NUMBER = re.compile(r"[-−—/\s]*")
RULE = re.compile(r"[|\s:-]+")  # the row that parts a table's head from its body


@dataclass(frozen=True)
class Table:
    """The cells of a table, each a list of fragments. `head` is empty for a table without a head."""

    head: list[list[Fragment]]
    rows: list[list[list[Fragment]]]

    @cached_property
    def numeric(self) -> tuple[int, ...]:
        """The columns that hold numbers and nothing else, counted from 0; they stand to the right."""
        columns = zip_longest(
            *(["".join(part.text for part in cell) for cell in row] for row in self.rows), fillvalue=""
        )
        return tuple(
            place
            for place, cells in enumerate(columns)
            if any(map(NUMBER.fullmatch, cells))
            and all(NUMBER.fullmatch(cell) or NO_NUMBER.fullmatch(cell) for cell in cells)
        )


@dataclass(frozen=True)
class Sentence:
    """`number` is its place among the sentences of the body, from 1; `at` the place in the body where it begins."""

    number: int
    at: int
    text: list[Fragment]

    @property
    def anchor(self) -> str:
        return f"t{self.number}"


@dataclass(frozen=True)
class Paragraph:
    lead: list[Fragment]
    text: list[Fragment]
    segment: int | None = None  # the order of its segment, for the first paragraph of one
    name: str = ""  # whose part this is, as printed
    table: Table | None = None  # instead of text
    at: int = 0  # the place of the text in the body
    part: int | None = None  # the order of the segment that it belongs to
    number: int = 0  # among the paragraphs of the body, from 1
    sentences: tuple[Sentence, ...] = ()  # the text, cut

    @property
    def anchor(self) -> str:
        """s3 for the third segment, p2 for the second paragraph."""
        return f"s{self.segment}" if self.segment else f"p{self.number}"


@dataclass(frozen=True)
class TitlePart:
    text: list[Fragment]
    is_name: bool = False  # in quotation marks, and short enough for one line on a phone


@dataclass(frozen=True)
class BracketPart:
    text: str
    unit: Unit | None = None


def paragraphs(entry, terms=()) -> list[Paragraph]:
    """The paragraphs of the body, with the terms marked."""
    segments = entry.segments.all()
    if segments:
        parts = _of_segments(segments, terms)
    else:
        text = highlight(entry.body, terms)
        parts = (Paragraph(lead=[], text=line, at=at) for at, line in _lines(text))
    return _numbered(_with_tables(parts))


def title_parts(title: str, terms=()) -> list[TitlePart]:
    """A title with the terms marked, cut at what is named in quotation marks, so that no line ends within a name."""
    pieces = [piece for piece in NAME.split(title) if piece]
    texts = _cut(highlight(title, terms), [len(piece) for piece in pieces])
    return [TitlePart(text, bool(NAME.fullmatch(piece))) for piece, text in zip(pieces, texts, strict=True)]


def anchor_at(parts: list[Paragraph], place: int) -> str:
    """The anchor of the sentence that a place of the body is in; of its paragraph where that is a table or a lead."""
    here = next((part for part in reversed(parts) if part.at <= place), parts[0])
    sentence = next((each for each in reversed(here.sentences) if each.at <= place), None)
    return sentence.anchor if sentence else here.anchor


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


def _of_segments(segments, terms):
    lengths = [len(part) for segment in segments for part in (segment.lead, segment.text)]
    places = accumulate(lengths, initial=0)
    whole = highlight("".join(segment.lead + segment.text for segment in segments), terms)
    pieces = zip(places, _cut(whole, lengths), strict=False)
    for segment in segments:
        (_, lead), (at, text) = next(pieces), next(pieces)
        yield from _segment_paragraphs(segment, lead, at, text)


def _segment_paragraphs(segment, lead, at, text):
    (first_at, first), *others = _lines(text, at) or [(at, [])]
    own = segment.order if segment.lead else None
    yield Paragraph(lead=lead, text=first, segment=own, name=printed_name(segment), at=first_at, part=own)
    for line_at, line in others:
        yield Paragraph(lead=[], text=line, at=line_at, part=own)


def _numbered(parts: Iterable[Paragraph]) -> list[Paragraph]:
    """With their numbers, and those of their sentences."""
    numbers = count(1)
    return [replace(part, number=place, sentences=_sentences(part, numbers)) for place, part in enumerate(parts, 1)]


def _sentences(part: Paragraph, numbers: Iterator[int]) -> tuple[Sentence, ...]:
    ends = [match.end() for match in SENTENCE.finditer(_text(part)) if match.group()]
    pieces = _cut(part.text, [end - begin for begin, end in pairwise([0, *ends])])
    return tuple(Sentence(next(numbers), part.at + at, piece) for at, piece in zip([0, *ends], pieces, strict=False))


def _with_tables(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """Rows of a table that follow each other become one paragraph with the table."""
    for is_row, group in groupby(paragraphs, key=lambda each: not each.lead and bool(TABLE_ROW.fullmatch(_text(each)))):
        if not is_row:
            yield from group
            continue
        rows = list(group)
        has_head = len(rows) > 1 and bool(RULE.fullmatch(_text(rows[1])))
        cells = [_cells(row.text) for row in rows if not RULE.fullmatch(_text(row))]
        table = Table(cells[0] if has_head else [], cells[has_head:])
        yield Paragraph(lead=[], text=[], table=table, at=rows[0].at, part=rows[0].part)


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


def _lines(fragments, at=0):
    """Split at line ends, which part the paragraphs of a body: each line with its place; `at` is that of the first."""
    lines = [(at, [])]
    for fragment in fragments:
        first, *others = fragment.text.split("\n")
        for line, text in enumerate([first, *others]):
            if line:
                at += 1
                lines.append((at, []))
            at += len(text)
            lines[-1][1].append(replace(fragment, text=text) if not line else Fragment(text, fragment.is_match))
    kept = [(place, [fragment for fragment in line if fragment.text]) for place, line in lines]
    return [(place, line) for place, line in kept if line]

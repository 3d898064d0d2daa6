"""Paragraphs and tables to text with marks: `**bold**`, `# heading`, `| cell | cell |`, a form feed where a page begins.

What a kind of file calls bold or a heading is the business of its module; this one only knows how that is written. A
word joiner (U+2060, invisible) keeps what somebody typed from being taken for a mark.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

REGULAR, HEAVY, BOLD = 0, 1, 2  # HEAVY: a face that is dark by itself, such as 黑体
MOSTLY = 0.9  # beyond this share of the characters a weight is the usual one and marks nothing
LONGEST_HEADING = 120  # characters; an outline level on a whole paragraph is a slip of the office program
LONGEST_CELL = 200  # characters; more is prose that was set in a table for the looks of the page

JOINER = "\u2060"
DEEPEST_HEADING = 6
BOLD_FACE = re.compile(r"bold | black | heavy | 粗", re.IGNORECASE | re.VERBOSE)
HEAVY_FACE = re.compile(r"hei | xiaobiaosong | fzxbs | zhongsong | 黑 | 小标宋 | 中宋", re.IGNORECASE | re.VERBOSE)


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one weight. "\\n" is a line end within the paragraph, "\\f" one after which a page begins."""

    text: str
    weight: int = REGULAR


@dataclass(slots=True)
class Paragraph:
    runs: list[Run] = field(default_factory=list)
    heading: int = 0  # 1 is the highest, 0 is none
    new_page: bool = False

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(slots=True)
class Cell:
    blocks: list["Paragraph | Table"] = field(default_factory=list)
    span: int = 1  # columns


@dataclass(slots=True)
class Table:
    rows: list[list[Cell]] = field(default_factory=list)


Block = Paragraph | Table


def text_of(blocks: list[Block]) -> str:
    """A paragraph is a line, an empty one an empty line. Ends with a line end."""
    bold_from = _least_bold(run for block in blocks for run in _runs(block))
    return "".join(f"{line}\n" for block in blocks for line in _lines(block, bold_from))


def weight_of_face(name: str) -> int:
    """How dark a font is by its name: NotoSansCJK-Bold; SimHei or 方正小标宋简体; SimSun."""
    return BOLD if BOLD_FACE.search(name) else HEAVY if HEAVY_FACE.search(name) else REGULAR


def _least_bold(runs: Iterable[Run]) -> int:
    """The weight from which on text stands out from the rest."""
    amounts = Counter()
    for run in runs:
        amounts[run.weight] += len("".join(run.text.split()))
    total = sum(amounts.values())
    if amounts[BOLD] > MOSTLY * total:
        return BOLD + 1
    return HEAVY if amounts[HEAVY] + amounts[BOLD] < total / 2 else BOLD


def _runs(block: Block) -> Iterator[Run]:
    if isinstance(block, Paragraph):
        yield from block.runs
    else:
        yield from (run for row in block.rows for cell in row for each in cell.blocks for run in _runs(each))


def _lines(block: Block, bold_from: int) -> Iterator[str]:
    yield from _paragraph_lines(block, bold_from) if isinstance(block, Paragraph) else _table_lines(block, bold_from)


def _paragraph_lines(paragraph: Paragraph, bold_from: int) -> Iterator[str]:
    heading = min(paragraph.heading, DEEPEST_HEADING) if len(paragraph.text) <= LONGEST_HEADING else 0
    new_page = paragraph.new_page
    for pieces, page_after in _split(paragraph.runs, bold_from):
        line = _marked(pieces, whole_is_bold=bool(heading))
        if heading and line.strip():
            line = f"{'#' * heading} {line.strip()}"
        yield f"\f{line}" if new_page else line
        new_page = page_after


def _split(runs: list[Run], bold_from: int) -> Iterator[tuple[list[tuple[str, bool]], bool]]:
    """The lines of a paragraph as (text, bold) pieces, and whether a page begins after each."""
    pieces: list[tuple[str, bool]] = []
    for run in runs:
        for part in re.split(r"([\n\f])", run.text):
            if part in ("\n", "\f"):
                yield pieces, part == "\f"
                pieces = []
            elif part:
                pieces.append((part, run.weight >= bold_from))
    yield pieces, False


def _marked(pieces: list[tuple[str, bool]], whole_is_bold: bool) -> str:
    """One line with its bold marks: none around white space, one pair for what is bold in one stretch."""
    pieces = _with_blanks_settled(pieces)
    stretches = [
        ("".join(text for text, _ in group), bold) for bold, group in groupby(pieces, key=lambda each: each[1])
    ]
    if whole_is_bold and len(stretches) == 1:
        stretches = [(stretches[0][0], False)]
    line = ""
    for text, bold in stretches:
        if bold:
            core = text.strip()
            before, after = text[: text.index(core)], text[text.index(core) + len(core) :]
            line += f"{before}**{_literal(core, beside_mark=True)}**{after}"
        else:
            line += _literal(text, beside_mark=len(stretches) > 1)
    return _literal_start(line)


def _with_blanks_settled(pieces: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Bold white space counts as such between bold text only. Regular white space there parts a title from a lead."""
    settled = []
    follows = False  # whether the next text is bold, seen from behind
    for text, bold in reversed(pieces):
        follows = bold if text.strip() else follows
        settled.append((text, bold and (follows or bool(text.strip()))))
    settled.reverse()
    before = False
    for at, (text, bold) in enumerate(settled):
        before = bold if text.strip() else before
        settled[at] = text, bold and (before or bool(text.strip()))
    return settled


def _literal(text: str, beside_mark: bool) -> str:
    """Typed asterisks that could be taken for bold marks are parted from each other and from marks beside them."""
    if "*" not in text:
        return text
    text = re.sub(r"\*(?=\*)", f"*{JOINER}", text)
    if beside_mark:
        text = re.sub(r"^\*", f"{JOINER}*", re.sub(r"\*$", f"*{JOINER}", text))
    return text


def _literal_start(line: str) -> str:
    """A line that somebody began with # is no heading."""
    return re.sub(r"^(\s*#{1,6})(?=\s)", rf"\1{JOINER}", line)


def _table_lines(table: Table, bold_from: int) -> Iterator[str]:
    """Rows with bars. A row of one cell, one that is the whole table, or one that holds prose is there for the looks."""
    columns = max((sum(cell.span for cell in row) for row in table.rows), default=0)
    begun = False
    for row in table.rows:
        cells = [[line for block in cell.blocks for line in _lines(block, bold_from)] for cell in row]
        texts = [" ".join(line.strip() for line in lines if line.strip()) for lines in cells]
        if not any(texts):
            continue
        prose = any(len(text) > LONGEST_CELL for text in texts)
        if len(table.rows) == 1 and not prose and all(len(_filled(lines)) <= 1 for lines in cells):
            yield "\t".join(text for text in texts if text)  # a line of a masthead: the office and the date
        elif len(row) == 1 or len(table.rows) == 1 or prose:
            yield from (line for lines in cells for line in lines)
            begun = False
        else:
            yield "|" + "".join(_bars(text, cell.span) for text, cell in zip(texts, row, strict=True))
            if not begun:
                yield "|" + "---|" * columns
                begun = True


def _filled(lines: list[str]) -> list[str]:
    return [line for line in lines if line.strip()]


def _bars(text: str, span: int) -> str:
    bare = text.replace("\f", "").replace("|", "\\|")
    return f" {bare} |" + "  |" * (span - 1)

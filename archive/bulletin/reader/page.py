"""Glyphs with their places on pages to lines as they are printed; for PDF and OFD, which know no lines.

A printed line is a line: whoever reads the text undoes the wraps. What print says by place is said in characters: two
ideographic spaces for a first line that is indented, an empty line for a wide gap, one or two spaces for a gap in a
line, a form feed before the first line of a page. Page numbers and running heads stay. Columns are read one after the
other when they are plain to see, and this is noted.

Places are in any unit, the same for a whole file; x grows to the right, y downwards.
"""

import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from archive.bulletin.reader.marks import BOLD, REGULAR, Block, Paragraph, Run

# All of these in ems, the size of a character.
SAME_LINE = 0.35  # how far apart baselines may be
SPACE = {"wide": 0.2, "mixed": 0.4, "latin": 0.2}  # between Chinese and Latin, programs leave a quarter by themselves
WIDE_SPACE = 1.5
LETTERSPACED_FROM = 4  # gaps; in a shorter line nothing can be said about its usual gap
INDENT, DEEPEST_INDENT = 1.2, 6.0
CENTRED_FROM, CENTRED_WITHIN = 2.5, 1.0
GUTTER = 1.2
OVERPRINT = 0.3  # a character printed twice this near is printed bold

BLANK_LINE = 1.6  # of the usual distance of lines
FEW_LINES = 4  # a page with fewer tells nothing about the usual edge and distance
COMMON_EDGE = 0.1  # share of lines from which on an edge is a usual one
COLUMN_LINES = 6  # lines that are parted at the same place make columns
MOST_GAPS = 2000  # on a page; more is no page of prose
COLUMN_FILLED = 0.6  # share of the left column's lines that reach its right edge; in a table they do not
COLUMN_CHARACTERS = 8  # average length of a column's line; a table's cells are shorter
VERTICAL_LINES = 8  # lines of one character
FIRST_LINE = "\u3000\u3000"

# Parts of characters that bad fonts give in place of the characters, U+2E80 to U+2EFF; for U+2F00 on, Unicode knows.
RADICALS = str.maketrans(
    "⺁⺇⺒⺓⺟⺠⺩⺼⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
    "厂几巳幺母民王月虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
)


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character as printed, upright. `left` and `right` are those of the room it takes, not of its ink."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    weight: int


@dataclass(slots=True)
class _Line:
    glyphs: list[Glyph]
    baseline: float = 0.0
    left: float = 0.0
    right: float = 0.0
    size: float = 0.0

    def __post_init__(self):
        printed = [glyph for glyph in self.glyphs if glyph.text.strip()]
        self.baseline = median(glyph.baseline for glyph in printed)
        self.left, self.right = printed[0].left, max(glyph.right for glyph in printed)
        self.size = median(glyph.size for glyph in printed)


@dataclass(slots=True)
class _Column:
    """Lines below each other: a page, or one of the columns in it."""

    lines: list[_Line]


@dataclass(slots=True)
class Pages:
    """What pages give: their blocks, and what is to be said about them, by number of page from 1."""

    blocks: list[Block] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    vertical: list[int] = field(default_factory=list)
    radicals: bool = False
    unreadable: int = 0  # characters

    @property
    def notes(self) -> list[str]:
        said = (
            (self.columns, f"{pages_said(self.columns)}是分栏排的，按先左后右读出，请核对顺序。"),
            (self.vertical, f"{pages_said(self.vertical)}有竖排的文字，读出的顺序多半不对，请核对。"),
            (self.radicals, "文件的字体把一些字标成了部首（如“⻓”），已改回普通的字。"),
            (self.unreadable, f"有{self.unreadable}个字认不出来，照原样留着，请对照原件改正。"),
        )
        return [note for happened, note in said if happened]


def pages_said(numbers: list[int]) -> str:
    """第2、3、4页"""
    return f"第{'、'.join(str(number) for number in numbers)}页"


def read_pages(pages: list[list[Glyph]]) -> Pages:
    """The pages of a file, each as its glyphs in any order."""
    result = Pages()
    pages = [[_repaired(glyph, result) for glyph in glyphs] for glyphs in pages]
    read = [_lines_of(glyphs) for glyphs in pages]
    everything = [line for lines in read for line in lines]
    if not everything:
        return result
    usual_left = _left_edge(everything)
    usual_distance = _distance(everything)
    for number, lines in enumerate(read, start=1):
        columns = _columns(lines)
        if len(columns) > 1:
            result.columns.append(number)
        if sum(len(line.glyphs) == 1 for line in lines) >= max(VERTICAL_LINES, len(lines) / 2):
            result.vertical.append(number)
        blocks = [
            block for column in columns for block in _blocks(column, len(columns) > 1, usual_left, usual_distance)
        ]
        if number > 1:
            blocks = blocks or [Paragraph()]
            blocks[0].new_page = True
        result.blocks += blocks
    return result


def _repaired(glyph: Glyph, result: Pages) -> Glyph:
    """A radical becomes the character that is meant; what no font explains is counted."""
    code = ord(glyph.text[0]) if glyph.text else 0
    text = glyph.text
    if 0x2E80 <= code <= 0x2FDF or 0xF900 <= code <= 0xFAFF:
        text = unicodedata.normalize("NFKC", text.translate(RADICALS))
        result.radicals = result.radicals or text != glyph.text
    elif code == 0xFFFD or 0xE000 <= code <= 0xF8FF:
        result.unreadable += 1
    if text == glyph.text:
        return glyph
    return Glyph(text, glyph.left, glyph.right, glyph.baseline, glyph.size, glyph.weight)


# -- lines ---------------------------------------------------------------------------------------------------------


def _lines_of(glyphs: list[Glyph]) -> list[_Line]:
    """Lines from top to bottom, the glyphs of each from left to right; each holds at least one that is printed."""
    lines: list[list[Glyph]] = []
    for glyph in sorted((each for each in glyphs if each.size > 0), key=lambda each: each.baseline):
        first = lines[-1][0] if lines else None
        if first and glyph.baseline - first.baseline <= SAME_LINE * max(glyph.size, first.size):
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    found = [_without_overprint(sorted(line, key=lambda each: each.left)) for line in lines]
    return [_Line(_without_blank_ends(line)) for line in found if any(glyph.text.strip() for glyph in line)]


def _without_blank_ends(glyphs: list[Glyph]) -> list[Glyph]:
    """One blank at the end is kept: where a line is wrapped at a typed space, nothing else tells of it."""
    printed = [at for at, glyph in enumerate(glyphs) if glyph.text.strip()]
    return glyphs[printed[0] : printed[-1] + 2]


def _without_overprint(glyphs: list[Glyph]) -> list[Glyph]:
    """Some programs print a character twice, a little apart, for bold."""
    kept: list[Glyph] = []
    for glyph in glyphs:
        twin = next((at for at in range(len(kept) - 1, max(len(kept) - 4, -1), -1) if _is_twin(kept[at], glyph)), None)
        if twin is None:
            kept.append(glyph)
        else:
            first = kept[twin]
            kept[twin] = Glyph(first.text, first.left, first.right, first.baseline, first.size, BOLD)
    return kept


def _is_twin(one: Glyph, other: Glyph) -> bool:
    near = OVERPRINT * min(one.size, one.right - one.left or one.size)
    return one.text == other.text and bool(one.text.strip()) and abs(other.left - one.left) < near


def _runs(line: _Line) -> list[Run]:
    """The text of a line. A gap counts as far as it is wider than the others: lines are justified, names letterspaced."""
    gaps = [(glyph.left - before.right) / min(before.size, glyph.size) for before, glyph in pairwise(line.glyphs)]
    usual = max(median(gaps), 0) if len(gaps) >= LETTERSPACED_FROM else 0
    runs = [Run(line.glyphs[0].text, line.glyphs[0].weight)]
    for gap, (before, glyph) in zip(gaps, pairwise(line.glyphs), strict=True):
        pair = _pair(before.text, glyph.text)
        if before.text.strip() and glyph.text.strip() and gap - usual >= SPACE[pair]:
            # Between Chinese somebody typed it, perhaps to part two bold stretches; elsewhere it may be the program's.
            weight = REGULAR if pair == "wide" else min(before.weight, glyph.weight)
            runs.append(Run("  " if gap - usual >= WIDE_SPACE else " ", weight))
        runs.append(Run(glyph.text, glyph.weight))
    return runs


def _pair(before: str, after: str) -> str:
    if before.isascii() and after.isascii():
        return "latin" if before.isalnum() and after.isalnum() else "mixed"
    return "mixed" if before.isascii() or after.isascii() else "wide"


# -- columns -------------------------------------------------------------------------------------------------------


def _columns(lines: list[_Line]) -> list[_Column]:
    """The page as one column; or, where lines are parted at one place, what is above, left, right and below."""
    gutter = _gutter(lines)
    if gutter is None:
        return [_Column(lines)]
    columns: list[_Column] = []
    above: list[_Line] = []
    beside: list[_Line] = []
    for line in lines:
        if any(glyph.left < gutter < glyph.right for glyph in line.glyphs) or _spans(line, gutter):
            columns += _side_by_side(beside, gutter)
            beside = []
            above.append(line)
        else:
            if above:
                columns.append(_Column(above))
                above = []
            beside.append(line)
    columns += _side_by_side(beside, gutter)
    return [*columns, _Column(above)] if above else columns


def _gutter(lines: list[_Line]) -> float | None:
    """The place, about the middle, where enough lines are parted and the text left of it is set full."""
    if len(lines) < COLUMN_LINES:
        return None
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    middle = left + 0.3 * (right - left), right - 0.3 * (right - left)
    gaps = [gap for line in lines for gap in _gaps(line) if gap[1] > middle[0] and gap[0] < middle[1]]
    if not COLUMN_LINES <= len(gaps) <= MOST_GAPS:
        return None
    place = max((sum(gap) / 2 for gap in gaps), key=lambda x: sum(start < x < end for start, end in gaps))
    parted = [line for line in lines if any(start < place < end for start, end in _gaps(line))]
    if len(parted) < COLUMN_LINES:
        return None
    sides = [[glyph for glyph in line.glyphs if glyph.right <= place] for line in parted]
    ends = [side[-1].right for side in sides]
    filled = sum(max(ends) - end < 1.5 * line.size for end, line in zip(ends, parted, strict=True))
    length = sum(len(side) for side in sides) / len(sides)
    return place if filled >= COLUMN_FILLED * len(parted) and length >= COLUMN_CHARACTERS else None


def _gaps(line: _Line) -> list[tuple[float, float]]:
    return [
        (before.right, glyph.left)
        for before, glyph in pairwise(line.glyphs)
        if glyph.left - before.right >= GUTTER * line.size
    ]


def _spans(line: _Line, gutter: float) -> bool:
    """Whether a line goes on beyond the gutter without a gap there."""
    return line.left < gutter < line.right and not any(start < gutter < end for start, end in _gaps(line))


def _side_by_side(lines: list[_Line], gutter: float) -> list[_Column]:
    sides: tuple[list[_Line], list[_Line]] = [], []
    for line in lines:
        for at, side in enumerate(sides):
            glyphs = [glyph for glyph in line.glyphs if (glyph.left >= gutter) == bool(at)]
            if any(glyph.text.strip() for glyph in glyphs):
                side.append(_Line(_without_blank_ends(glyphs)))
    return [_Column(side) for side in sides if side]


# -- lines to paragraphs -------------------------------------------------------------------------------------------


def _blocks(column: _Column, is_one_of_several: bool, usual_left: float, usual_distance: float) -> list[Block]:
    lines = column.lines
    if not lines:
        return []
    left = _left_edge(lines)
    few = len(lines) < FEW_LINES
    if not is_one_of_several and (few or left > usual_left + INDENT * lines[0].size):
        left = usual_left
    right = sorted(line.right for line in lines)[-2:][0]
    distance = usual_distance if few else _distance(lines)
    blocks: list[Block] = []
    for before, line in zip([None, *lines], lines, strict=False):
        if before and distance and line.baseline - before.baseline > BLANK_LINE * distance:
            blocks.append(Paragraph())
        blocks.append(Paragraph([Run(_indent(line, left, right)), *_runs(line)]))
    return blocks


def _indent(line: _Line, left: float, right: float) -> str:
    before, after = (line.left - left) / line.size, (right - line.right) / line.size
    if before > CENTRED_FROM and abs(before - after) <= CENTRED_WITHIN:
        return ""
    return FIRST_LINE if INDENT <= before <= DEEPEST_INDENT else ""


def _left_edge(lines: list[_Line]) -> float:
    """The leftmost place at which lines often begin."""
    size = median(line.size for line in lines)
    begins = Counter(round(line.left / size * 4) for line in lines)
    enough = max(2, COMMON_EDGE * len(lines))
    usual = [begin for begin in begins if begins[begin - 1] + begins[begin] + begins[begin + 1] >= enough]
    return min(usual, default=min(begins)) / 4 * size


def _distance(lines: list[_Line]) -> float:
    """The usual distance of two lines; 0 where there are none below each other."""
    distances = [below.baseline - line.baseline for line, below in pairwise(lines) if below.baseline > line.baseline]
    return median(distances) if distances else 0

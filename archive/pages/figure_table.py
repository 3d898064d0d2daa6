"""The figures 成效数字 of an entry as a table: what was counted, how many, by what measure, and by which unit.

Nothing is worked out: number and measure stand as they are printed, with the words around them that make a number an
about or an at least (近, 余, 以上). A row knows the place of its figure in the body, so that it can lead to the sentence.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, groupby

from archive.bulletin.figures import ParsedFigure, figures_of, half_width
from archive.bulletin.figures.quantities import arabic_quantities, chinese_quantities, ranks, shares
from archive.models import Entry
from archive.pages.parts import printed_name

BYTE_ORDER_MARK = "\ufeff"  # by it a spreadsheet knows that the file is UTF-8
HEADINGS = ("单位", "事项", "时间", "约数", "数值", "量词", "原文")
PART = "其中"
OPENING = "总述"  # of a joint entry, before the parts of the units
# The digits of a number as printed, with the scales inside it: 3万2千; or its numeral, or a share in words.
DIGITS = re.compile(
    r"[百千]分之[^，。；、]+|一半"
    r"|[0-9０-９](?:[0-9０-９.．,， \u00a0]*[0-9０-９])?(?:(?:[万亿千百] ?[0-9０-９]+)+[万亿千百]?)?"
    r"|[一二两三四五六七八九十百千万亿零〇]+"
)
# What a spreadsheet takes for a formula: also behind blanks, and in the wide forms that an East Asian one reads alike.
FORMULA = re.compile(r"\s*[=+@＝＋＠－-]|[\t\r\n]")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?%?", re.ASCII)


@dataclass(frozen=True, slots=True)
class FigureRow:
    """`before` is what stands before the number (约, 不到, 第), `measure` what follows it (余吨, 公斤以上), as printed.

    `at` is the place of the figure in the body, `asof` the time word that governs it (截至目前). `value` counts in
    `counted_in`: 1200余吨 is 1200 of 吨. What a figure shares with the one before it (维修 of 维修闸门21座、机井17眼) is
    left to the sentence, for who reads on sees it and a machine may err; only a figure without words of its own has it.
    """

    unit: str
    segment: int | None
    matter: str
    before: str
    number: str
    measure: str
    value: float
    counted_in: str
    text: str
    at: int
    asof: str = ""
    is_exact: bool = True  # neither an about nor an at least
    anchor: str = ""  # of its sentence on the page of the entry

    @property
    def printed(self) -> str:
        """约110万元."""
        return f"{self.before}{self.number}{self.measure}"


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """The rows of one unit; `segment` is the order of its part in a joint entry, where that has an anchor."""

    unit: str
    rows: tuple[FigureRow, ...]
    segment: int | None = None


def figure_rows(entry: Entry) -> list[FigureRow]:
    """The figures of a body in the order printed; of a joint entry each with the unit of its part."""
    segments = list(entry.segments.all())
    parts = [(str(place), each.lead, each.text) for place, each in enumerate(segments)]
    author = "、".join(each.name for each in entry.attributions.all())
    rows = []
    for figure in figures_of(entry.body, parts):
        segment = segments[int(figure.unit)] if figure.unit else None
        unit = author if segment is None else printed_name(segment) or OPENING
        rows.append(_row(figure, unit, segment.order if segment and segment.lead else None))
    return rows


def by_unit(rows: list[FigureRow]) -> list[UnitFigures]:
    """Groups of rows that follow each other in the text."""
    groups = [(key, tuple(group)) for key, group in groupby(rows, key=lambda row: (row.unit, row.segment))]
    return [UnitFigures(unit, group, segment) for (unit, segment), group in groups]


def as_csv(rows: list[FigureRow]) -> str:
    """For a spreadsheet, with a head. The number is one that can be counted with; 原文 is what was printed."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(HEADINGS)
    for row in rows:
        cells = (row.unit, row.matter, row.asof, row.before, f"{row.value:.15g}", row.measure, row.text)
        writer.writerow([_harmless(cell) for cell in cells])
    return BYTE_ORDER_MARK + file.getvalue()


def _row(figure: ParsedFigure, unit: str, segment: int | None) -> FigureRow:
    before, number, measure = _in_print(figure)
    part = PART if figure.carried == PART else ""
    return FigureRow(
        unit=unit,
        segment=segment,
        matter=part + figure.label or figure.carried or figure.text,
        before=before,
        number=number,
        measure=measure,
        value=figure.value,
        counted_in=figure.measure,
        text=figure.text,
        at=figure.at,
        asof=figure.asof or "",
        is_exact=not figure.approx,
    )


def _in_print(figure: ParsedFigure) -> tuple[str, str, str]:
    """What stands before the number, the number and its measure. 四天缩短至一天半 holds two: the last of its value counts."""
    spans = [(each.start, each.number, each.end) for each in _quantities(figure.text) if each.value == figure.value]
    if not spans:
        return figure.qualifier or "", f"{figure.value:.15g}", figure.measure
    start, number, end = spans[-1]
    digits = DIGITS.match(figure.text, number, end)
    after = digits.end() if digits else number
    return figure.text[start:number].strip(), figure.text[number:after].strip(), figure.text[after:end].strip()


def _quantities(text: str) -> Iterator:
    narrow = half_width(text)
    kinds = (arabic_quantities, chinese_quantities, shares, ranks)
    return chain.from_iterable(kind(narrow, 0, len(narrow)) for kind in kinds)


def _harmless(cell: str) -> str:
    """A text that a spreadsheet would take for a formula is marked as text; a negative number is none."""
    return f"'{cell}" if FORMULA.match(cell) and not NUMBER.fullmatch(cell) else cell

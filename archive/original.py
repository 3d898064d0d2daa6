"""The lines of an uploaded file, each with what it was taken for, for a person to compare with the result."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from archive.bulletin.layout import LINE
from archive.bulletin.parsed import ParsedBulletin, ParseWarning, Span

LABELS = {
    "masthead": "报头",
    "contents": "目录",
    "section": "栏目",
    "numbering": "序号",
    "title": "标题",
    "body": "正文",
    "source": "署名",
    "distribution": "本期发",
    "credits": "落款",
    "foot": "印发",
    "page_number": "页码",
    "running_head": "页眉",
    "rule": "横线",
    "mark": "标记",
    "other": "未认出",
}


PAGE_BREAK = "\f", "┄┄┄┄"  # browsers show a box for the form feed


@dataclass(frozen=True)
class Piece:
    text: str
    kind: str = ""


@dataclass(frozen=True)
class OriginalLine:
    number: int
    pieces: list[Piece]
    label: str  # printed where it differs from that of the line before
    kind: str
    flagged: bool


def original_lines(parsed: ParsedBulletin, warnings: Iterable[ParseWarning]) -> list[OriginalLine]:
    """Every line of the file, empty ones too, so that the numbers are those of the warnings."""
    flagged = {warning.line for warning in warnings}
    ends = [span.end for span in parsed.spans]
    lines, label_before = [], ""
    for number, match in enumerate(LINE.finditer(parsed.text), start=1):
        if match.start() == len(parsed.text) and number > 1:
            break
        pieces = list(
            _pieces(parsed.text, parsed.spans[bisect_right(ends, match.start()) :], match.start(1), match.end(1))
        )
        kind = next((piece.kind for piece in pieces if piece.kind), "")
        label = LABELS.get(kind, "")
        lines.append(OriginalLine(number, pieces, label if label != label_before else "", kind, number in flagged))
        label_before = label or label_before
    return lines


def _pieces(text: str, spans: tuple[Span, ...], start: int, end: int):
    at = start
    for span in spans:
        if span.start >= end:
            break
        if span.start > at:
            yield Piece(text[at : span.start].replace(*PAGE_BREAK))
        first, last = max(span.start, start), min(span.end, end)
        yield Piece(text[first:last], span.kind)
        at = last
    if at < end:
        yield Piece(text[at:end].replace(*PAGE_BREAK))

"""The lines of an uploaded file, each with what it was taken for: for a person to compare with the result, and for
readers, who see of a file the part of one published issue and nothing else.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from archive.bulletin.layout import LINE
from archive.bulletin.parsed import ParsedBulletin, ParseError, ParseWarning, Span
from archive.bulletin.parser import parse_bulletin
from archive.bulletin.reader.document import holds_unseen
from archive.bulletin.reader.kinds import CONVERTED, TEXT
from archive.models import Entry, Issue, Upload

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


HOLDS_MORE = "原件里还有没有公开的内容，所以只提供本期的文字。"
CANNOT_BE_LOOKED_THROUGH = "这种格式的原件里有没有看不见的内容（批注、作者姓名一类），查不出来，所以只提供本期的文字。"
NOT_LOOKED_THROUGH = "原件里有没有看不见的内容（批注、作者姓名一类）还没有查清，所以只提供本期的文字。"

PAGE_BREAK = "\f", "┄┄┄┄"  # browsers show a box for the form feed
REMEMBERED = 4  # files of which the spans are kept, since the issues of one file are read one after the other


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
    entries: tuple[Entry, ...] = ()  # those that begin on the line


def original_lines(parsed: ParsedBulletin, warnings: Iterable[ParseWarning]) -> list[OriginalLine]:
    """Every line of the file, empty ones too, so that the numbers are those of the warnings."""
    flagged = {warning.line for warning in warnings}
    return list(_lines(parsed.text, parsed.spans, (0, len(parsed.text)), flagged=flagged))


def lines_of_issue(issue: Issue, entries: Iterable[Entry]) -> list[OriginalLine]:
    """The lines of the issue's own part of its file, numbered as in the whole of it; nothing that stands before or
    behind. The text of the issue's upload must have been read."""
    text = issue.upload.text or ""
    return list(_lines(text, _spans_of(text), (issue.start, issue.end), entries=entries))


def text_of_issue(issue: Issue) -> str:
    """The issue's own part of the text of its file, as it was read."""
    return (issue.upload.text or "")[issue.start : issue.end]


def labels_of(lines: Iterable[OriginalLine]) -> list[Piece]:
    """What the lines were taken for, each kind once with its name, in the order of `LABELS`."""
    kinds = {piece.kind for line in lines for piece in line.pieces}
    return [Piece(label, kind) for kind, label in LABELS.items() if kind in kinds]


def is_all_public(upload: Upload) -> bool:
    """Whether readers may have the file itself."""
    return not why_withheld(upload)


def why_withheld(upload: Upload) -> str:
    """Why readers do not get the file itself; "" where it is published, and all that is in it belongs to issues that are.

    What another file has replaced, or what was withdrawn or deleted, stands in the file as before; so does a draft that
    was struck out, what a colleague has written in the margin, and the name of who wrote it.
    """
    if upload.status != Upload.Status.PUBLISHED or not upload.text or not _belongs_to_published(upload):
        return HOLDS_MORE
    if upload.kind in CONVERTED:
        return CANNOT_BE_LOOKED_THROUGH
    if upload.kind != TEXT and not upload.looked_through:
        return NOT_LOOKED_THROUGH
    return HOLDS_MORE if holds_unseen(upload.notes) else ""


def _belongs_to_published(upload: Upload) -> bool:
    """Whether all words of a file do."""
    issues = list(upload.issues.order_by("start").values_list("status", "start", "end"))
    if any(status != Issue.Status.PUBLISHED for status, _, _ in issues):
        return False
    at = 0
    for _, start, end in [*issues, (None, len(upload.text), len(upload.text))]:
        if upload.text[at:start].strip("\ufeff \t\r\n\f\u3000"):
            return False
        at = max(at, end)
    return bool(issues)


@lru_cache(maxsize=REMEMBERED)
def _spans_of(text: str) -> tuple[Span, ...]:
    """What each part of a text is; nothing is said of a text in which today's parser finds no issue."""
    try:
        return parse_bulletin(text).spans
    except ParseError:
        return ()


def _lines(
    text: str,
    spans: tuple[Span, ...],
    part: tuple[int, int],
    *,
    flagged: Iterable[int] = (),
    entries: Iterable[Entry] = (),
) -> Iterator[OriginalLine]:
    """The lines that lie in a part of the text, cut where it begins and ends."""
    begin, stop = part[0], min(part[1], len(text))
    entries = sorted(entries, key=lambda entry: entry.start)
    starts = [entry.start for entry in entries]
    ends = [span.end for span in spans]
    label_before = ""
    for number, match in enumerate(LINE.finditer(text), start=1):
        if match.start() >= stop:
            break
        if begin and match.end() <= begin:
            continue
        start, end = max(match.start(1), begin), min(match.end(1), stop)
        pieces = list(_pieces(text, spans, bisect_right(ends, start), start, end))
        kind = next((piece.kind for piece in pieces if piece.kind and piece.text.strip()), "")
        label = LABELS.get(kind, "")
        begun = entries[bisect_left(starts, start) : bisect_left(starts, end)]
        shown = label if label != label_before else ""
        yield OriginalLine(number, pieces, shown, kind, number in flagged, tuple(begun))
        label_before = label or label_before


def _pieces(text: str, spans: tuple[Span, ...], place: int, start: int, end: int) -> Iterator[Piece]:
    """The stretch of text from start to end; `place` is that of the first span that ends behind its start."""
    at = start
    while place < len(spans) and spans[place].start < end:
        span = spans[place]
        if span.start > at:
            yield Piece(text[at : span.start].replace(*PAGE_BREAK))
        first, last = max(span.start, start), min(span.end, end)
        yield Piece(text[first:last], span.kind)
        at = last
        place += 1
    if at < end:
        yield Piece(text[at:end].replace(*PAGE_BREAK))

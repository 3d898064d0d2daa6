"""Which part of a bulletin each character of its text belongs to: the proof that nothing is lost.

Parts are recorded while the text is read, line by line or as a stretch of several lines; furniture between the lines of
a stretch gets spans of its own.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from archive.bulletin.layout import INVISIBLE, Line
from archive.bulletin.parsed import Span

INVISIBLE_RUN = re.compile(f"[{INVISIBLE}]+")


class Coverage:
    """The spans of a text, in characters of the decoded file."""

    def __init__(self, text: str):
        self.text = text
        self._spans: list[Span] = []

    def add_line(self, line: Line, kind: str) -> None:
        self._spans.append(Span(line.start, line.end, kind))

    def add_stretch(self, lines: list[Line], start: int, end: int, kind: str) -> None:
        """The text of `lines` from `start` to `end`."""
        first = max(bisect_right(lines, start, key=lambda line: line.start) - 1, 0)
        stretch: list[int] | None = None
        for at in range(first, len(lines)):
            line = lines[at]
            if line.start >= end:
                break
            if line.furniture:
                if start <= line.start:
                    self.add_line(line, line.furniture)
                if stretch:
                    self._spans.append(Span(*stretch, kind))
                stretch = None
                continue
            a, b = self._trim(max(line.start, start), min(line.end, end))
            if a < b:
                stretch = [stretch[0] if stretch else a, b]
        if stretch:
            self._spans.append(Span(*stretch, kind))

    def spans(self) -> tuple[Span, ...]:
        """All spans in order. Zero-width characters between lines belong to no part and are named as marks."""
        spans = sorted(self._spans, key=lambda span: span.start)
        return tuple(sorted([*spans, *self._invisible(spans)], key=lambda span: span.start))

    def after_marks(self, offset: int) -> int:
        """Past the closing bold marks that follow a stretch of text."""
        while self.text.startswith(("**", "__"), offset):
            offset += 2
        return offset

    def after_blank(self, offset: int) -> int:
        while offset < len(self.text) and self.text[offset].isspace():
            offset += 1
        return offset

    def _trim(self, start: int, end: int) -> tuple[int, int]:
        while start < end and self.text[start].isspace():
            start += 1
        while start < end and self.text[end - 1].isspace():
            end -= 1
        return start, end

    def _invisible(self, spans: list[Span]) -> Iterator[Span]:
        place = 0
        for span in [*spans, Span(len(self.text), len(self.text), "")]:
            for match in INVISIBLE_RUN.finditer(self.text, place, span.start):
                yield Span(match.start(), match.end(), "mark")
            place = span.end

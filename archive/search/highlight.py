"""Marks what was looked for in the text as printed. Never makes HTML: a template escapes each fragment.

Matches are found in the normalised text and shown in the printed one. A text is normalised quickly; telling for every
character where it stood is slower, and an excerpt needs it for a few lines only: so places are told piece by piece.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import islice

from archive.search.normalize import normalize, normalize_with_offsets
from archive.search.query import Condition, Literal, Query, parse_query, pattern

EXCERPT_WIDTH = 96  # characters: three lines of a list
CLAUSE_ENDS = "。；！？，、：\n"
SENTENCE_ENDS = "。；！？\n"
MOST_MATCHES = 20_000  # that are weighed against each other
LEAD_IN = 24  # characters that an excerpt may show before its first match, and may be shorter to end with a sentence
LONGEST_UNIT = 16  # characters by which an excerpt may be longer so that no number or Latin word is cut
CUT = "……"

PIECE = 200  # characters of which places are told at once
# A text normalises to its pieces' forms one after the other where each piece begins with a Chinese character.
PIECE_START = re.compile("[一-鿿]")
# 20余吨, 85%; not 2025年, 第3期
FIGURE = re.compile(r"(?<![0-9.第])[0-9][0-9.,]*(?:%|[余多]?[万亿]?[^\W0-9a-z年月日时期号届条款至到第])")
UNIT_CHARACTER = re.compile(r"[0-9A-Za-z０-９Ａ-Ｚａ-ｚ.．,%％]")


@dataclass(frozen=True, slots=True)
class Fragment:
    """A stretch of text. `number` counts the matches of a text from 1, and is 0 but for the first fragment of a match."""

    text: str
    is_match: bool = False
    number: int = 0


def telling(query: Query) -> Query:
    """The query with the texts that are marked: single characters only where they were typed as such.

    Those that a longer text was cut into stand in words of every kind: 做 of 怎么做 is no match in 做好. Where there is
    nothing else they stay.
    """
    conditions = [each for clause in parse_query(query.text).clauses for each in clause.conditions]
    typed = {each.text for each in conditions if isinstance(each, Literal)}
    clauses = [
        replace(clause, conditions=tuple(each for each in clause.conditions if _tells(each, typed)))
        for clause in query.clauses
    ]
    told = replace(query, clauses=tuple(clause for clause in clauses if clause.conditions))
    return told if told.terms else query


def highlight(text: str, terms: tuple[str, ...]) -> list[Fragment]:
    """The whole text in fragments, matches of the normalised terms marked."""
    if not terms:
        return [Fragment(text)]
    printed = _Printed(text)
    matches = [printed.span(match) for match in pattern(terms).finditer(printed.normalized)]
    return _fragments(text, 0, len(text), matches) or [Fragment(text)]


def excerpt(
    text: str,
    terms: tuple[str, ...],
    fallback: str = "",
    width: int = EXCERPT_WIDTH,
    *,
    weights: Mapping[str, float] | None = None,
) -> list[Fragment]:
    """The most telling window of a text, or two of half the width where what was looked for stands apart.

    The window with the most different terms, of which a rare one may be worth more by its weight (1 where none is
    given); then one with a figure; then the one with the most matches; then the first. Without a match it is `fallback`,
    or the opening of the text. What is left out is shown as ……; a number or a Latin word is never cut.
    """
    printed = _Printed(text)
    matches = list(islice(pattern(terms).finditer(printed.normalized), MOST_MATCHES)) if terms else []
    if not matches:
        shown = fallback or text
        end = _unit_end(shown, min(width, len(shown)))
        return [Fragment(shown[:end] + CUT if end < len(shown) else shown)]
    parts = _best_parts(printed.normalized, matches, width, weights or {})
    stretches = [_stretch(printed, matches, part, width // len(parts)) for part in parts]
    return _joined(printed, matches, stretches)


@dataclass(frozen=True, slots=True)
class _Part:
    """Matches near each other, from the first to before the second place, and the terms among them."""

    first: int
    stop: int
    terms: frozenset[str]
    worth: float


def _best_parts(text: str, matches: list[re.Match], width: int, weights: Mapping[str, float]) -> list[_Part]:
    """The best window, or the best two of half the width where they hold more than any one."""
    best = _best_part(text, matches, width, weights)
    if len(best.terms) == len({match[0] for match in matches}):
        return [best]
    first = _best_part(text, matches, width // 2, weights)
    second = _best_part(text, matches, width // 2, dict(weights) | dict.fromkeys(first.terms, 0.0))
    if first.worth + second.worth <= best.worth:
        return [best]
    return sorted((first, second), key=lambda part: part.first)


def _best_part(text: str, matches: list[re.Match], width: int, weights: Mapping[str, float]) -> _Part:
    """Matches that a window of the width, with room to begin before them, can show."""
    room = max(width - LEAD_IN, width // 2)
    figures = deque(figure.start() for figure in FIGURE.finditer(text))
    best, best_score = _Part(0, 1, frozenset(), 0.0), (-1.0, False, -1)
    inside: Counter[str] = Counter()
    worth, stop = 0.0, 0
    for first, match in enumerate(matches):
        end = match.start() + room
        while stop < len(matches) and (stop == first or matches[stop].end() <= end):
            if not inside[term := matches[stop][0]]:
                worth += weights.get(term, 1.0)
            inside[term] += 1
            stop += 1
        while figures and figures[0] < match.start():
            figures.popleft()
        score = (round(worth, 9), bool(figures) and figures[0] < end, stop - first)
        if score > best_score:
            best_score = score
            best = _Part(first, stop, frozenset(term for term, count in inside.items() if count), worth)
        inside[match[0]] -= 1
        if not inside[match[0]]:
            worth -= weights.get(match[0], 1.0)
    return best


def _tells(condition: Condition, typed: set[str]) -> bool:
    return not isinstance(condition, Literal) or len(condition.text) > 1 or condition.text in typed


class _Printed:
    """A text as printed, and where in it the characters of its normalised form stand."""

    def __init__(self, text: str):
        self.text = text
        self._starts = [0]  # of the pieces, in the text
        while start := PIECE_START.search(text, self._starts[-1] + PIECE):
            self._starts.append(start.start())
        ends = [*self._starts[1:], len(text)]
        forms = [normalize(text[start:end]) for start, end in zip(self._starts, ends, strict=True)]
        self.normalized = "".join(forms)
        self._forms_start = [0]  # of the pieces, in the normalised text
        for form in forms[:-1]:
            self._forms_start.append(self._forms_start[-1] + len(form))
        self._ends = ends
        self._offsets: dict[int, tuple[int, ...]] = {}

    def place(self, at: int) -> int:
        """Of a character of the normalised text, in the text."""
        piece = bisect_right(self._forms_start, at) - 1
        if piece not in self._offsets:
            part = self.text[self._starts[piece] : self._ends[piece]]
            self._offsets[piece] = normalize_with_offsets(part).offsets
        return self._starts[piece] + self._offsets[piece][at - self._forms_start[piece]]

    def span(self, match: re.Match) -> tuple[int, int]:
        return self.place(match.start()), self.place(match.end() - 1) + 1


def _stretch(printed: _Printed, matches: list[re.Match], part: _Part, width: int) -> tuple[int, int]:
    """From where to where in the text a part is shown: from a clause's beginning and to a sentence's end, where near."""
    text = printed.text
    first = printed.place(matches[part.first].start())
    last = printed.span(matches[part.stop - 1])[1]
    start = _start(text, first, width)
    end = max(start + width, last)
    if end >= len(text):
        return start, len(text)
    near = max(last, end - min(LEAD_IN, width // 4))
    sentence = max(text.rfind(mark, near, end) for mark in SENTENCE_ENDS)
    clause = max(text.rfind(mark, near, end) for mark in CLAUSE_ENDS)  # its mark would stand before …… and is left out
    end = sentence + 1 if sentence >= 0 else clause if clause >= 0 else _unit_end(text, end)
    for match in islice(matches, part.stop, None):
        match_start, match_end = printed.span(match)
        if match_start >= end:
            break
        end = max(end, match_end)
    return start, end


def _start(text: str, first: int, width: int) -> int:
    """A sentence's beginning where one is near, else a clause's, as early as there is room."""
    earliest = max(first - LEAD_IN, 0)
    at_end = earliest + width > len(text)
    if at_end:  # what follows is short, and leaves room for more before it
        earliest = max(len(text) - width, 0)
    if earliest == 0:
        return 0
    sentences = [place for mark in SENTENCE_ENDS if (place := text.rfind(mark, earliest, first)) >= 0]
    if sentences and not at_end:
        return max(sentences) + 1
    clauses = [place for mark in CLAUSE_ENDS if (place := text.find(mark, earliest, first)) >= 0]
    if clauses:
        return min(clauses) + 1
    start = earliest
    while start > max(earliest - LONGEST_UNIT, 0) and _is_within_unit(text, start):
        start -= 1
    return start


def _unit_end(text: str, end: int) -> int:
    longest = min(end + LONGEST_UNIT, len(text))
    while 0 < end < longest and _is_within_unit(text, end):
        end += 1
    return end


def _is_within_unit(text: str, place: int) -> bool:
    return bool(UNIT_CHARACTER.match(text[place - 1]) and UNIT_CHARACTER.match(text[place]))


def _joined(printed: _Printed, matches: list[re.Match], stretches: list[tuple[int, int]]) -> list[Fragment]:
    """The stretches in fragments, …… where text is left out; those that touch are one."""
    if len(stretches) == 2 and stretches[1][0] <= stretches[0][1]:
        stretches = [(stretches[0][0], max(stretches[0][1], stretches[1][1]))]
    fragments: list[Fragment] = []
    for start, end in stretches:
        if start:
            fragments.append(Fragment(CUT))
        fragments += _fragments(printed.text, start, end, _between(printed, matches, start, end))
    if stretches[-1][1] < len(printed.text):
        fragments.append(Fragment(CUT))
    return fragments


def _between(printed: _Printed, matches: list[re.Match], start: int, end: int) -> list[tuple[int, int]]:
    """Where the matches of a stretch stand. Those of the whole text are asked: a cut must not make one."""
    first = bisect_left(matches, start, key=lambda match: printed.place(match.start()))
    spans = []
    for match in islice(matches, first, None):
        span = printed.span(match)
        if span[1] > end:
            break
        spans.append(span)
    return spans


def _fragments(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> list[Fragment]:
    """The text from start to end, the spans in it marked."""
    fragments, last, number = [], start, 0
    for a, b in spans:
        if a < last:  # two characters that were printed as one, as ㎡: marked already
            continue
        if a > last:
            fragments.append(Fragment(text[last:a]))
        number += 1
        fragments.append(Fragment(text[a:b], is_match=True, number=number))
        last = b
    if last < end:
        fragments.append(Fragment(text[last:end]))
    return fragments

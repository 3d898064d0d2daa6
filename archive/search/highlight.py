"""Marks what was looked for in the text as printed. Never makes HTML: a template escapes each fragment."""

from dataclasses import dataclass

from archive.search.normalize import normalize_with_offsets
from archive.search.query import pattern

EXCERPT_WIDTH = 96  # characters
CLAUSE_ENDS = "。；！？，、："
MOST_MATCHES = 200  # that are weighed against each other: windows of one text overlap
LEAD_IN = 24  # characters that an excerpt may show before its first match


@dataclass(frozen=True, slots=True)
class Fragment:
    text: str
    is_match: bool = False


def highlight(text: str, terms: tuple[str, ...]) -> list[Fragment]:
    """The whole text in fragments, matches of the normalised terms marked."""
    return _fragments(text, 0, len(text), _matches(text, terms)) or [Fragment(text)]


def excerpt(text: str, terms: tuple[str, ...], fallback: str = "", width: int = EXCERPT_WIDTH) -> list[Fragment]:
    """The most telling window of a text: the one with the most different terms, then the most matches, then the first.

    Without a match it is `fallback`, or the opening of the text. What is left out is shown as ……
    """
    matches = _matches(text, terms)
    if not matches:
        shown = fallback or text
        return [Fragment(shown if len(shown) <= width else shown[:width] + "……")]
    start = _window(text, matches, width)
    end = min(start + width, len(text))
    for match_start, match_end in matches:
        if match_start < end < match_end:
            end = match_end
    fragments = _fragments(text, start, end, matches)
    if start:
        fragments.insert(0, Fragment("……"))
    if end < len(text):
        fragments.append(Fragment("……"))
    return fragments


def _fragments(text: str, start: int, end: int, matches: list[tuple[int, int]]) -> list[Fragment]:
    """The text from start to end. Matches are those of the whole text: a cut must not make one."""
    fragments, last = [], start
    for a, b in matches:
        if a < start or b > end:
            continue
        if a > last:
            fragments.append(Fragment(text[last:a]))
        fragments.append(Fragment(text[a:b], is_match=True))
        last = b
    if last < end:
        fragments.append(Fragment(text[last:end]))
    return fragments


def _matches(text: str, terms: tuple[str, ...]) -> list[tuple[int, int]]:
    """Places in the text as printed, from start to end, ascending."""
    if not terms:
        return []
    normalized = normalize_with_offsets(text)
    found: list[tuple[int, int]] = []
    for match in pattern(terms).finditer(normalized.text):
        start, end = normalized.offsets[match.start()], normalized.offsets[match.end() - 1] + 1
        if not found or start >= found[-1][1]:
            found.append((start, end))
    return found


def _window(text: str, matches: list[tuple[int, int]], width: int) -> int:
    """Where the best window begins: after the end of the clause before its first match, where that is near."""
    best, best_score = 0, (-1, -1)
    matches = matches[:MOST_MATCHES]
    for index, (start, _) in enumerate(matches):
        inside = [text[a:b] for a, b in matches[index:] if b <= start + width - LEAD_IN]
        score = (len(set(inside)), len(inside))
        if score > best_score:
            best, best_score = start, score
    earliest = max(best - LEAD_IN, 0)
    if earliest == 0:
        return 0
    clause = max(text.rfind(mark, earliest, best) for mark in CLAUSE_ENDS)
    return clause + 1 if clause >= 0 else earliest

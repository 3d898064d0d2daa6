"""The parts of a joint entry: each begins with its unit's name, in bold type or at the beginning of a sentence."""

import re

from archive.bulletin.layout import HAN, Flow
from archive.bulletin.numbering import after_numbering
from archive.bulletin.parsed import ParsedSegment

COUNTY = re.compile(rf"[{HAN}]{{2,3}}[县市区]|[县市]")  # before a unit's name: 县, 延津县
SENTENCE_END = re.compile(r"[。！？；!?;\n]|\.(?!\d)")


def segments_of(body: Flow, units: tuple[str, ...]) -> tuple[ParsedSegment, ...]:
    """The parts of a body, in order; a common opening has no unit. Empty where fewer than two units have a part."""
    if len(units) < 2:
        return ()
    openings = _openings(body)
    leads: dict[int, tuple[int, str]] = {}  # where a part begins → where its lead ends, and its unit
    for unit in sorted(dict.fromkeys(units), key=len, reverse=True):  # 人大办 before 人大
        for start in openings:
            if start not in leads and (end := _lead_end(body.text, start, unit)):
                leads[start] = end, unit
                break
    if len(leads) < 2:
        return ()
    bold = {start for start, _ in body.bold}
    places = sorted(leads)
    segments = [ParsedSegment(None, "", body.text[: places[0]])] if places[0] else []
    for start, stop in zip(places, [*places[1:], len(body.text)], strict=True):
        end, unit = leads[start]
        segments.append(ParsedSegment(unit, body.text[start:end], body.text[end:stop], start in bold))
    return tuple(segments)


def _openings(body: Flow) -> list[int]:
    """Where a part can begin: in bold type, else at the beginning of a sentence."""
    bold = [start for start, _ in body.bold]
    return [*bold, 0, *(match.end() for match in SENTENCE_END.finditer(body.text))]


def _lead_end(text: str, start: int, unit: str) -> int | None:
    """The end of 县公路中心 or 石渡镇： where a unit's name stands at `start`."""
    first = after_numbering(text, start)
    county = COUNTY.match(text, first)
    for name in (first, county.end() if county else first):
        if text.startswith(unit, name):
            end = name + len(unit)
            return end + (text[end : end + 1] in ("：", ":"))
    return None

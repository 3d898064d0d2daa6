"""The parts of a joint entry: each begins with its unit's name, in bold type or at the beginning of a sentence."""

import re

from archive.bulletin.layout import HAN, Flow
from archive.bulletin.parsed import ParsedSegment

COUNTY = rf"(?:[{HAN}]{{2,3}}[县市区]|[县市])?"  # before a unit's name: 县, 延津县


def segments_of(body: Flow, units: tuple[str, ...]) -> tuple[ParsedSegment, ...]:
    """The parts of a joint entry, each opened by its unit's name in bold or at the beginning of a sentence."""
    if len(units) < 2:
        return ()
    leads: list[tuple[int, int, str, bool]] = []
    for unit in sorted(dict.fromkeys(units), key=len, reverse=True):  # 人大办 before 人大
        if lead := _lead(body, unit, leads):
            leads.append(lead)
    if len(leads) < 2:
        return ()
    leads.sort()
    segments = [ParsedSegment(None, "", body.text[: leads[0][0]])] if leads[0][0] else []
    for (start, end, unit, bold), following in zip(leads, [*leads[1:], None], strict=True):
        stop = following[0] if following else len(body.text)
        segments.append(ParsedSegment(unit, body.text[start:end], body.text[end:stop], bold))
    return tuple(segments)


def _lead(body: Flow, unit: str, taken: list[tuple[int, int, str, bool]]) -> tuple[int, int, str, bool] | None:
    """Where a unit's part begins: (start and end of the name, the unit, whether it is bold)."""
    name = rf"{COUNTY}{re.escape(unit)}[：:]?"
    bold = re.compile(name)
    found = [
        (start, _after_colon(body, end), unit, True) for start, end in body.bold if bold.fullmatch(body.text[start:end])
    ]
    opening = re.compile(rf"(?:^|(?<=[。！？；\n]))(?:{name})")
    found += [(match.start(), match.end(), unit, False) for match in opening.finditer(body.text)]
    free = (lead for lead in found if all(lead[1] <= start or end <= lead[0] for start, end, _, _ in taken))
    return next(free, None)


def _after_colon(body: Flow, place: int) -> int:
    return place + (body.text[place : place + 1] in ("：", ":"))

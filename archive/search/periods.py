"""Times as they are typed in a query: 2024, 2024-05, 2024年5月17日, and from one to another: 2024-01..2024-06, 2024-06..

Takes normalised text. A month or a year means all its days; an end that is left out is open.
"""

import calendar
import re
from datetime import date

DAY = re.compile(r"(?P<year>[12][0-9]{3})(?:年|(?:[-/.年](?P<month>[0-9]{1,2})(?:月|[-/.月](?P<day>[0-9]{1,2})日?)?))?")
YEAR = re.compile(r"(?P<year>[12][0-9]{3})年?")
TO = re.compile(r"\.{2,}|~|至|到|—+")
TO_YEAR = re.compile(rf"{TO.pattern}|-")


def read_days(text: str) -> tuple[date | None, date | None] | None:
    """The first and the last day that are meant; None where the text is no time."""
    ends = _ends(TO, text, _days_of)
    if ends is None:
        return None
    first, last = ends[0] and ends[0][0], ends[1] and ends[1][1]
    if first and last and first > last:
        return ends[1][0], ends[0][1]
    return first, last


def read_years(text: str) -> tuple[int | None, int | None] | None:
    """The first and the last year that are meant; None where the text is no year."""
    ends = _ends(TO_YEAR, text, _year_of)
    return ends if ends is None or None in ends else (min(ends), max(ends))


def _ends(separator: re.Pattern, text: str, read):
    """Both ends of what is typed, None for an open one; of a single time they are the same. None where one makes no sense."""
    parts = separator.split(text)
    if len(parts) > 2 or not any(parts):
        return None
    ends = [read(part) if part else None for part in parts]
    if any(part and end is None for part, end in zip(parts, ends, strict=True)):
        return None
    return ends[0], ends[-1]


def _days_of(text: str) -> tuple[date, date] | None:
    match = DAY.fullmatch(text)
    if not match:
        return None
    year, month, day = (int(part) if part else None for part in match.group("year", "month", "day"))
    try:
        first = date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:  # 2024-02-30
        return None
    if day is not None:
        return first, first
    month = 12 if month is None else month
    return first, date(year, month, calendar.monthrange(year, month)[1])


def _year_of(text: str) -> int | None:
    match = YEAR.fullmatch(text)
    return int(match["year"]) if match else None

"""Times as they are typed in a query: 2024, 2024-05, 2024年5月17日, and from one to another: 2024-01..2024-06, 2024-06..

Takes normalised text. A month, a quarter or a year means all its days; an end that is left out is open, and one that
leaves out its year or month has that of the beginning: 2024年1月至6月.
"""

import calendar
import re
from datetime import date

DAY = re.compile(
    r"(?P<year>[12][0-9]{3})"
    r"(?:年(?:(?P<month>[0-9]{1,2})(?:月(?:(?P<day>[0-9]{1,2})日?)?)?)?"
    r"|(?P<sign>[-/.])(?P<signed_month>[0-9]{1,2})(?:(?P=sign)(?P<signed_day>[0-9]{1,2}))?)?"
)
YEAR = re.compile(r"(?P<year>[12][0-9]{3})年?")
TO = re.compile(r"\.{2,}|~|至|到|—+")
TO_YEAR = re.compile(rf"{TO.pattern}|-")
# A hyphen is within a date as well: 2024年1-6月, 2024.1.1-2024.6.30
TO_DAY = re.compile(rf"{TO.pattern}|(?<=[月日])-|(?<=年[0-9])-|(?<=年[0-9]{{2}})-|-(?=[12][0-9]{{3}}(?:[-/.年]|$))")
# What an end may leave to the beginning: 6月, 6月30日, 06-30; 20日
LAST_MONTH = re.compile(r"(?P<month>[0-9]{1,2})(?:月(?:(?P<day>[0-9]{1,2})日?)?|[-/.](?P<signed_day>[0-9]{1,2}))")
LAST_DAY = re.compile(r"(?P<last>[0-9]{1,2})日?")

# Other ways to write the same.
SPELLINGS = (
    (re.compile(r"(?<![0-9])([12][0-9]{3})([0-9]{2})([0-9]{2})(?![0-9])"), r"\1-\2-\3"),  # 20240517
    (re.compile(r"月份"), "月"),
    (re.compile(r"(?<=[0-9])号"), "日"),
    (re.compile(r"^(.+)(?:以来|以后|之后|起|至今)$"), r"\1.."),
    (re.compile(r"^(.+)(?:以前|之前)$"), r"..\1"),
)
PARTS_OF_A_YEAR = {
    **{"上半年": (1, 6), "下半年": (7, 12)},
    **{f"{number}季度": (3 * place + 1, 3 * place + 3) for place, number in enumerate("一二三四")},
    **{f"{number}季度": (3 * number - 2, 3 * number) for number in range(1, 5)},
}
LAST_PART = re.compile(rf"第?(?P<part>{'|'.join(PARTS_OF_A_YEAR)})")
PART_OF_A_YEAR = re.compile(rf"(?P<year>[12][0-9]{{3}})年?{LAST_PART.pattern}")


def read_days(text: str) -> tuple[date | None, date | None] | None:
    """The first and the last day that are meant; None where the text is no time."""
    parts = TO_DAY.split(_spelled(text))
    if len(parts) == 2:
        parts[1] = _completed(parts[1], parts[0])
    ends = _ends(parts, _days_of)
    if ends is None:
        return None
    first, last = ends[0] and ends[0][0], ends[1] and ends[1][1]
    if first and last and first > last:
        return ends[1][0], ends[0][1]
    return first, last


def read_years(text: str) -> tuple[int | None, int | None] | None:
    """The first and the last year that are meant; None where the text is no year."""
    ends = _ends(TO_YEAR.split(_spelled(text)), _year_of)
    return ends if ends is None or None in ends else (min(ends), max(ends))


def _spelled(text: str) -> str:
    for spelling, usual in SPELLINGS:
        text = spelling.sub(usual, text)
    return text


def _ends(parts: list[str], read):
    """Both ends of what is typed, None for an open one; of a single time they are the same. None where one makes no sense."""
    if len(parts) > 2 or not any(parts):
        return None
    ends = [read(part) if part else None for part in parts]
    if any(part and end is None for part, end in zip(parts, ends, strict=True)):
        return None
    return ends[0], ends[-1]


def _completed(end: str, beginning: str) -> str:
    """An end with the year, and the month, that it leaves to the beginning; as it is where it leaves none."""
    if (part := LAST_PART.fullmatch(end)) and (of := PART_OF_A_YEAR.fullmatch(beginning)):
        return of["year"] + part["part"]
    begun = DAY.fullmatch(beginning)
    if not begun:
        return end
    year, month, day = _numbers(begun)
    if month and (match := LAST_MONTH.fullmatch(end)):
        return "-".join(each for each in (year, match["month"], match["day"] or match["signed_day"]) if each)
    if day and (match := LAST_DAY.fullmatch(end)):
        return f"{year}-{month}-{match['last']}"
    if month and not day and end.isdecimal() and len(end) <= 2:
        return f"{year}-{end}"
    return end


def _days_of(text: str) -> tuple[date, date] | None:
    if match := PART_OF_A_YEAR.fullmatch(text):
        return _months(int(match["year"]), *PARTS_OF_A_YEAR[match["part"]])
    match = DAY.fullmatch(text)
    if not match:
        return None
    year, month, day = (int(part) if part else None for part in _numbers(match))
    try:
        if day is not None:
            return date(year, month, day), date(year, month, day)
        return _months(year, 1 if month is None else month, 12 if month is None else month)
    except ValueError:  # 2024-02-30, 2024-13
        return None


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def _numbers(match: re.Match) -> tuple[str, str | None, str | None]:
    return match["year"], match["month"] or match["signed_month"], match["day"] or match["signed_day"]


def _year_of(text: str) -> int | None:
    match = YEAR.fullmatch(text)
    return int(match["year"]) if match else None

"""Numbers and dates as mastheads print them: in half-width and full-width digits and in Chinese numerals."""

import datetime
import re

from archive.bulletin.layout import Line

DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "○": 0,
    "Ｏ": 0,
    "O": 0,
    "两": 2,
}
NUMERAL = r"[0-9〇零○一二三四五六七八九十百]"
HALF_WIDTH = str.maketrans({code + 0xFEE0: code for code in b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ.-/"})
# 2025年9月19日 · 二〇二五年三月二十八日 · 2024-05-17
DATE = re.compile(
    rf"(?P<year>[0-9〇零○O一二三四五六七八九]{{4}})[年\-./](?P<month>{NUMERAL}{{1,3}})[月\-./](?P<day>{NUMERAL}{{1,3}})[日号]?"
)


def label_of(line: Line) -> str:
    """The text of a line without marks and blanks, with half-width digits."""
    return line.label.translate(HALF_WIDTH)


def numeral(text: str) -> int | None:
    """12, １２, 十二, 二〇二五 or 一百零三 as a number; None where it is none."""
    text = text.translate(HALF_WIDTH)
    if text.isdecimal():
        return int(text)
    if all(char in DIGITS for char in text):
        return int("".join(str(DIGITS[char]) for char in text))
    total = 0
    digit = None
    for char in text:
        if char in DIGITS:
            digit = DIGITS[char]
        elif char in "十百":
            total += (1 if digit is None else digit) * (10 if char == "十" else 100)
            digit = None
        else:
            return None
    return total + (digit or 0)


def date_of(match: re.Match) -> datetime.date | None:
    """The date of a DATE; None for one that is none, such as 2月30日."""
    year, month, day = (numeral(match[part]) for part in ("year", "month", "day"))
    try:
        return datetime.date(year, month, day)
    except (ValueError, TypeError):
        return None

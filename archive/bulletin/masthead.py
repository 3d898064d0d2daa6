"""The lines of an issue that are not entries: masthead, section heads, distribution and credits.

Each function takes the text of lines and gives the fields it holds; what is not there is None and never guessed.
"""

import datetime
import re
from dataclasses import dataclass

from archive.bulletin.layout import Line, join, plain

HAN = r"\u4e00-\u9fff"
DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "Ｏ": 0, "两": 2}
NUMERAL = r"[0-9０-９〇零○一二三四五六七八九十百]"

# 延津政务快报 · 某县信息专报
NAME = re.compile(rf"([{HAN}]{{2,12}}(?:快报|简报|要情|信息|专报|动态|通报|参阅|内参|摘报|周报|日报|快讯))")
# 第 44 期 · 第十二期 · 2025年第44期 · （总第 310 期） is another count and is passed over
NUMBER = re.compile(rf"(?<!总)第({NUMERAL}{{1,5}})期")
# 2025年9月19日 · 二〇二五年三月二十八日 · 2024-05-17
DATE = re.compile(
    rf"(?P<year>[0-9０-９〇零○一二三四五六七八九]{{4}})[年\-./](?P<month>{NUMERAL}{{1,3}})[月\-./](?P<day>{NUMERAL}{{1,3}})日?"
)
YEAR = re.compile(r"((?:19|20)\d{2})年")
OFFICE = re.compile(rf"([{HAN}（）]{{3,40}}?(?:办公室|委员会|人民政府|办|局|科|室|部|中心))(?:主办|编印|编)?$")
SECTION = re.compile(r"【([^【】]{1,30})】")
DISTRIBUTION = re.compile(r"(?:本期发|发送|分送|印发|主送|发)[：:]")
CREDIT = re.compile(r"(?P<label>责任编辑|责编|编辑|审核|签发|校对|核稿)[：:]")
CREDIT_FIELDS = {
    "责任编辑": "editor",
    "责编": "editor",
    "编辑": "editor",
    "审核": "reviewer",
    "核稿": "reviewer",
    "签发": "signer",
}


@dataclass(frozen=True, slots=True)
class Masthead:
    name: str | None = None
    number: int | None = None
    year: int | None = None
    date: datetime.date | None = None
    office: str | None = None


def numeral(text: str) -> int | None:
    """12, １２, 十二, 二〇二五 or 一百零三 as a number; None where it is none."""
    text = text.translate({0xFF10 + digit: str(digit) for digit in range(10)})
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


def is_name(line: Line) -> bool:
    """Whether a line is, or begins with, the name of a bulletin and holds nothing but a masthead."""
    text = plain(line.text)
    match = NAME.match(text)
    return bool(match) and (match.end() == len(text) or bool(NUMBER.search(text, match.end()))) and len(text) <= 60


def is_masthead(line: Line) -> bool:
    """Whether a line within a masthead can belong to it."""
    text = plain(line.text)
    if len(text) > 60 or SECTION.search(text) or "。" in text:
        return False
    rest = DATE.sub("", NUMBER.sub("", NAME.sub("", text)))
    rest = re.sub(r"[（(]?总第[^）)]{1,8}期[）)]?|20\d\d年", "", rest)
    return not rest or bool(OFFICE.fullmatch(rest)) or not re.search(rf"[{HAN}]", rest)


def parse_masthead(lines: list[Line]) -> Masthead:
    """The fields of a masthead's lines. A date that is none (2月30日) is left empty."""
    name = number = year = day = office = None
    for line in lines:
        text = plain(line.text)
        if (match := NAME.match(text)) and name is None:
            name = match[1]
        if (match := NUMBER.search(text)) and number is None:
            number = numeral(match[1]) or None
        if (match := DATE.search(text)) and day is None:
            day = _date(match)
        if (match := YEAR.search(text)) and year is None:
            year = int(match[1])
        rest = DATE.sub("", NUMBER.sub("", NAME.sub("", text)))
        if (match := OFFICE.fullmatch(rest)) and office is None:
            office = match[1]
    return Masthead(name, number, day.year if day else year, day, office)


def section_name(line: Line) -> str | None:
    """经济发展 of 【经济发展】, when a line holds nothing else."""
    match = SECTION.fullmatch(plain(line.text))
    return match[1] if match else None


def distribution_text(text: str) -> str:
    """The recipients of a distribution line, wrapped lines joined, without the label before them."""
    return DISTRIBUTION.sub("", join(text), count=1)


def parse_credits(text: str) -> dict[str, str]:
    """editor, reviewer and signer, as far as they are there; the space inside a two-character name is left out."""
    found = {}
    text = re.sub(r"\s*([：:])", r"\1", text)
    labels = list(CREDIT.finditer(text))
    for label, following in zip(labels, [*labels[1:], None], strict=True):
        value = text[label.end() : following.start() if following else len(text)]
        name = _person(value)
        if name and (field := CREDIT_FIELDS.get(label["label"])):
            found.setdefault(field, name)
    return found


def _person(text: str) -> str:
    """李 勉 → 李勉; two whole names stay parted by a space."""
    words = text.replace("*", " ").split()
    if all(len(word) == 1 for word in words):
        return "".join(words)
    return " ".join(words)


def _date(match: re.Match) -> datetime.date | None:
    year, month, day = (numeral(match[part]) for part in ("year", "month", "day"))
    try:
        return datetime.date(year, month, day)
    except (ValueError, TypeError):
        return None

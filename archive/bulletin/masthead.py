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
# 第 44 期 · 第十二期 · 2025年第44期; （总第 310 期） is another count and is passed over
NUMBER = re.compile(rf"(?:(?P<year>(?:19|20)\d{{2}})年)?(?<!总)第(?P<number>{NUMERAL}{{1,5}})期")
RUNNING_COUNT = re.compile(r"[（(]?总第[^）)]{1,8}期[）)]?")
LARGEST_NUMBER = 9999
LONGEST_MASTHEAD = 12  # lines
# 2025年9月19日 · 二〇二五年三月二十八日 · 2024-05-17
DATE = re.compile(
    rf"(?P<year>[0-9０-９〇零○一二三四五六七八九]{{4}})[年\-./](?P<month>{NUMERAL}{{1,3}})[月\-./](?P<day>{NUMERAL}{{1,3}})日?"
)
YEAR = re.compile(r"((?:19|20)\d{2})年")
OFFICE = re.compile(rf"([{HAN}（）]{{2,40}}?(?:办公室|委员会|人民政府|政府办|[县市区]委办))(?:主办|编印|编)?")
ANY_OFFICE = re.compile(rf"([{HAN}（）]{{4,24}}?)(?:主办|编印|编)?")  # where the date follows
SECTION = re.compile(r"【([^【】]{1,30})】")
DISTRIBUTION = re.compile(r"(?:本期发|发送|分送|印发|主送|发)[：:]")
CREDIT_FIELDS = {
    "责任编辑": "editor",
    "责编": "editor",
    "编辑": "editor",
    "审核": "reviewer",
    "核稿": "reviewer",
    "签发": "signer",
    "校对": None,
}
_SPACED_LABELS = "|".join(r"\s*".join(label) for label in CREDIT_FIELDS)  # 审　核
CREDIT = re.compile(rf"(?P<label>{_SPACED_LABELS})\s*[：:]")
CREDITS_LINE = re.compile(rf"(?:{'|'.join(CREDIT_FIELDS)})[：:][^，。；]{{0,60}}")  # without blanks
OTHER_LABEL = re.compile(r"(?:^|\s)\S{1,6}\s*[：:]")  # 电话：, which ends the name before it


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


def masthead_lines(lines: list[Line], at: int) -> int:
    """How many lines from a bulletin's name on belong to the masthead; furniture among them counts, not after them."""
    name = NAME.match(plain(lines[at].text))[1]
    count = 1
    for place in range(at + 1, min(at + LONGEST_MASTHEAD, len(lines))):
        line = lines[place]
        if line.furniture:
            continue
        following = next((each for each in lines[place + 1 : place + 3] if not each.furniture), None)
        if not (_is_masthead(line, name) or (following and _is_office_above_date(line, following))):
            break
        count = place + 1 - at
    return count


def parse_masthead(lines: list[Line]) -> Masthead:
    """The fields of a masthead's lines. A date that is none (2月30日) and a number beyond 9999 are left empty."""
    name = number = year = day = office = None
    for line in lines:
        text = plain(line.text)
        if (match := NAME.match(text)) and name is None:
            name = match[1]
        if (match := NUMBER.search(text)) and number is None:
            number = numeral(match["number"]) or None
            year = int(match["year"]) if match["year"] else year
        if (match := DATE.search(text)) and day is None:
            day = _date(match)
        if (match := YEAR.search(text)) and year is None and not DATE.search(text):
            year = int(match[1])
        rest = _rest(text.removeprefix(name or ""))
        if (match := OFFICE.fullmatch(rest) or ANY_OFFICE.fullmatch(rest)) and office is None:
            office = match[1]
    if number and number > LARGEST_NUMBER:
        number = None
    return Masthead(name, number, year or (day.year if day else None), day, office)


def _is_masthead(line: Line, name: str) -> bool:
    """Whether a line can belong to the masthead below a name: the name again, number, date or office."""
    text = plain(line.text)
    rest = _rest(text.removeprefix(name))
    return len(text) <= 60 and (not re.search(rf"[{HAN}A-Za-z]", rest) or bool(OFFICE.fullmatch(rest)))


def _is_office_above_date(line: Line, following: Line) -> bool:
    date_alone = not re.search(rf"[{HAN}]", _rest(plain(following.text))) and DATE.search(plain(following.text))
    return bool(date_alone and ANY_OFFICE.fullmatch(plain(line.text)))


def _rest(text: str) -> str:
    """What a line of a masthead says besides number, date and year."""
    for part in (RUNNING_COUNT, NUMBER, DATE, YEAR):
        text = part.sub("", text)
    return text.strip("（）() 、，,")


def section_name(line: Line) -> str | None:
    """经济发展 of 【经济发展】, when a line holds nothing else."""
    match = SECTION.fullmatch(plain(line.text))
    return match[1] if match else None


def distribution_text(text: str) -> str:
    """The recipients of a distribution line, wrapped lines joined, without the label before them."""
    return DISTRIBUTION.sub("", join(text), count=1)


def is_credits(line: Line) -> bool:
    """Whether a line holds credits and nothing that reads like a sentence (审核：一是…，二是… does)."""
    return bool(CREDITS_LINE.fullmatch(plain(line.text)))


def parse_credits(text: str) -> dict[str, str]:
    """editor, reviewer and signer, as far as they are there; the space inside a two-character name is left out."""
    found = {}
    labels = list(CREDIT.finditer(text))
    for label, following in zip(labels, [*labels[1:], None], strict=False):
        value = text[label.end() : following.start() if following else len(text)]
        if other := OTHER_LABEL.search(value):
            value = value[: other.start()]
        name = _person(value)
        if name and (field := CREDIT_FIELDS["".join(label["label"].split())]):
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

"""The numbers that Word prints before paragraphs and that are nowhere in their text: 1. （一） 一、 ①

Bullets are ornaments and not said. Numbers count through the whole file, in the order in which `label` is asked.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.bulletin.reader.tree import child, local, value
from archive.bulletin.reader.word.styles import value_of

if TYPE_CHECKING:
    from lxml.etree import _Element

    from archive.bulletin.reader.word.styles import Styles

LEVELS = 9
LARGEST = 1_000_000
CHINESE = "零一二三四五六七八九"
LEGAL = "零壹贰叁肆伍陆柒捌玖"
CHINESE_PLACES = ("", "十", "百", "千")
LEGAL_PLACES = ("", "拾", "佰", "仟")
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
# First characters of rows of enclosed numbers: (first number, last number, character of the first).
CIRCLES = ((0, 0, "⓪"), (1, 20, "①"), (21, 35, "㉑"), (36, 50, "㊱"))
PARENTHESES = ((1, 20, "⑴"),)
FULL_STOPS = ((1, 20, "⒈"),)
IDEOGRAPH_CIRCLES = ((1, 10, "㊀"),)
ENDS_CLOSED = re.compile(r"[、.．。,，)）\]】:：]$")  # after these the text begins without a space


@dataclass(frozen=True, slots=True)
class Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    follow: str = "tab"  # what parts number and text: "tab", "space", "nothing"
    decimal_only: bool = False  # numbers of all levels in digits
    restart: int | None = None  # the level, counted from 1, that makes this one begin anew; 0 is none
    style: str | None = None  # paragraphs of this style are of this level


class Numbering:
    def __init__(self, root: "_Element | None", styles: "Styles"):
        self.styles = styles
        self.abstract: dict[str, _Element] = {}
        self.instances: dict[str, _Element] = {}
        for each in root if root is not None else ():
            if local(each.tag) == "abstractNum":
                self.abstract[value(each, "abstractNumId") or ""] = each
            elif local(each.tag) == "num":
                self.instances[value(each, "numId") or ""] = each
        self.levels: dict[str, tuple[str, list[Level]]] = {}  # by instance: the list it belongs to, its levels
        self.counts: dict[str, list[int | None]] = {}  # by list: the last number of each level
        self.seen: set[str] = set()  # instances that have begun

    def label(self, number_id: str, level: int | None, style: str | None) -> str:
        """The next number of a list as it is printed before the text, with what parts them. "" where there is none."""
        if number_id not in self.instances:
            return ""
        name, levels = self._levels(number_id)
        if level is None:
            level = next((at for at, each in enumerate(levels) if style and each.style == style), 0)
        if not 0 <= level < LEVELS:
            return ""
        counts = self._advance(number_id, name, levels, level)
        own = levels[level]
        if own.format in ("bullet", "none"):
            return ""
        text = re.sub(r"%([1-9])", lambda place: _number_of(levels, counts, int(place[1]) - 1, own), own.text)
        parted = own.follow == "nothing" or not text or ENDS_CLOSED.search(text)
        return text if parted else f"{text} "

    def _advance(self, number_id: str, name: str, levels: list[Level], level: int) -> list[int | None]:
        counts = self.counts.setdefault(name, [None] * LEVELS)
        if number_id not in self.seen:
            self.seen.add(number_id)
            for at in self._overridden(number_id):
                counts[at] = None
        last = counts[level]
        counts[level] = levels[level].start if last is None else min(last + 1, LARGEST)
        for deeper in range(level + 1, LEVELS):
            restart = levels[deeper].restart
            if restart is None or level < restart:
                counts[deeper] = None
        return counts

    def _levels(self, number_id: str) -> tuple[str, list[Level]]:
        if number_id not in self.levels:
            instance = self.instances[number_id]
            name = value_of(instance, "abstractNumId") or ""
            element = self.abstract.get(name)
            if link := value_of(element, "numStyleLink"):  # the list is defined by a style
                linked = self.instances.get(self.styles.style(link).number_id or "")
                name = value_of(linked, "abstractNumId") or name
                element = self.abstract.get(name)
            levels = [Level()] * LEVELS
            for each in element if element is not None else ():
                _put(levels, each)
            for override in instance:
                _put(levels, child(override, "lvl"))
                start = value_of(override, "startOverride")
                at = _integer(value(override, "ilvl"), 0)
                if start is not None and at < LEVELS:
                    levels[at] = _with_start(levels[at], _integer(start, 1))
            self.levels[number_id] = name, levels
        return self.levels[number_id]

    def _overridden(self, number_id: str) -> list[int]:
        """Levels that an instance begins anew."""
        return [
            _integer(value(each, "ilvl"), 0) % LEVELS
            for each in self.instances[number_id]
            if child(each, "startOverride") is not None
        ]


def numeral(number: int, form: str) -> str:
    """A number in one of Word's forms (w:numFmt); in digits where the form is not known or does not go so far."""
    match form:
        case "chineseCounting" | "chineseCountingThousand" | "japaneseCounting" | "taiwaneseCountingThousand":
            return _counted(number, CHINESE, CHINESE_PLACES)
        case "taiwaneseCounting" | "ideographTraditionalCounting":
            return _counted(number, CHINESE, CHINESE_PLACES)
        case "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal":
            return _counted(number, LEGAL, LEGAL_PLACES)
        case "ideographDigital" | "taiwaneseDigital" | "japaneseDigitalTenThousand" | "koreanDigital2":
            return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))
        case "ideographTraditional":
            return _from(STEMS, number)
        case "ideographZodiac":
            return _from(BRANCHES, number)
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese":
            return _enclosed(number, CIRCLES)
        case "ideographEnclosedCircle":
            return _enclosed(number, IDEOGRAPH_CIRCLES)
        case "decimalEnclosedParen":
            return _enclosed(number, PARENTHESES)
        case "decimalEnclosedFullstop":
            return _enclosed(number, FULL_STOPS)
        case "decimalFullWidth" | "decimalFullWidth2":
            return "".join(chr(ord("０") + int(digit)) for digit in str(number))
        case "decimalZero":
            return f"{number:02}"
        case "lowerLetter" | "upperLetter" if 0 < number <= 26 * 30:
            letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
            return letters.upper() if form == "upperLetter" else letters
        case "lowerRoman" | "upperRoman" if 0 < number < 4000:
            return _roman(number).upper() if form == "upperRoman" else _roman(number)
        case "bullet" | "none":
            return ""
    return str(number)


def _put(levels: list[Level], element: "_Element | None") -> None:
    """Set a level from its w:lvl."""
    if element is None or local(element.tag) != "lvl":
        return
    at = _integer(value(element, "ilvl"), 0)
    if at < LEVELS:
        restart = value_of(element, "lvlRestart")
        levels[at] = Level(
            start=_integer(value_of(element, "start"), 0),
            format=value_of(element, "numFmt") or "decimal",
            text=value_of(element, "lvlText") or "",
            follow=value_of(element, "suff") or "tab",
            decimal_only=child(element, "isLgl") is not None,
            restart=None if restart is None else _integer(restart, 0),
            style=value_of(element, "pStyle"),
        )


def _with_start(level: Level, start: int) -> Level:
    return Level(start, level.format, level.text, level.follow, level.decimal_only, level.restart, level.style)


def _number_of(levels: list[Level], counts: list[int | None], at: int, own: Level) -> str:
    count = levels[at].start if counts[at] is None else counts[at]
    form = "decimal" if own.decimal_only and levels[at] is not own else levels[at].format
    return numeral(count, form)


def _counted(number: int, digits: str, places: tuple[str, ...]) -> str:
    """十二, 一百零五; beyond 9999 in digits."""
    if not 0 < number <= 9999:
        return digits[0] if number == 0 else str(number)
    text = ""
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            text += digits[digit] + places[place]
        elif text and number % 10**place and not text.endswith(digits[0]):
            text += digits[0]
    return text.removeprefix(digits[1]) if 10 <= number < 20 and digits is CHINESE else text


def _from(characters: str, number: int) -> str:
    return characters[number - 1] if 0 < number <= len(characters) else str(number)


def _enclosed(number: int, rows: tuple[tuple[int, int, str], ...]) -> str:
    return next((chr(ord(char) + number - first) for first, last, char in rows if first <= number <= last), str(number))


def _roman(number: int) -> str:
    text = ""
    for amount, letters in ROMAN:
        text += letters * (number // amount)
        number %= amount
    return text


def _integer(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 7 else default

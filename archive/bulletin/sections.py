"""Section heads 栏目: lines that name the part of an issue in which entries stand.

【经济发展】 says so by itself. Other marks (一、 ◆ # bold) also open titles and lists inside a body, so such a line is a
section head only where it stands between entries and is as short as section names are.
"""

import re
from collections.abc import Container, Iterator
from enum import IntEnum

from archive.bulletin.dates import numeral
from archive.bulletin.layout import HAN, HEADING, Line, printed_width, split
from archive.bulletin.names import BROKEN_TITLE, LABEL, are_units, begins_like_entry

BRACKETED = re.compile(r"[【〖]([^【】〖〗]{1,30})[】〗](?:[（(]\d{1,3}[篇条则件][）)])?")  # 【经济发展】（2篇）
OTHER_BRACKETS = re.compile(r"[\[［〔「『《]([^\[\]［］〔〕「」『』《》]{2,14})[\]］〕」』》]")
# Any marks before a name, and the same after it or none: ◆经济发展 —经济发展— ▌经济发展
MARK = re.compile(
    r"(?P<mark>[^\w\s“”‘’《》「」『』（）()\[\]［］【】〖〗〔〕，。、；：！？#*]{1,6})|(?P<label>(?:栏目|专栏)[：:])"
)
CLOSING_MARKS = re.compile(r"[^\w]+$")
NUMERAL = re.compile(
    r"(?:第?(?P<number>[一二三四五六七八九十]{1,3})(?P<mark>、|部分|板块)|[（(](?P<number2>[一二三四五六七八九十]{1,3})(?P<mark2>[）)])"
    r"|(?P<number3>\d{1,2})(?P<mark3>[.．、]))[、：:]?"
)
ARABIC = "1"  # how the sign of a head numbered by digits begins
NAME = re.compile(rf"[{HAN}A-Za-z、·“”]{{2,20}}")
USUAL_LENGTH = 8  # characters; a longer name has to be no title
LONGEST_NAME = 14
LONGEST_HEAD = 40  # characters of the line
SHORTEST_TITLE = 9
BELOW = 4  # lines that a section head is compared with
WRAPPED = 0.8  # of their width: such a line is none
# A section head in one line with the text of an entry, before it or after the source bracket of the last one.
RUN_IN = re.compile(r"[【〖][^【】〖〗。，；]{2,12}[】〗]")
AFTER_SOURCE = re.compile(r"(?<=[）)\]〕])。?\s*(?=[【〖][^【】〖〗。，；]{2,12}[】〗])")
ENTRY_ENDS = "）)】〗]］〕﹚"  # what the last line of an entry with a source bracket ends with
SOURCE_LINE = re.compile(rf"(?:{LABEL}[：:]|[—─－-]{{1,4}}).{{2,60}}")  # 供稿：工信局


class Place(IntEnum):
    """Where a line stands, from places that only a section head or a title can have to those inside a text."""

    OPENING = 0  # first of all, below a masthead or below another section head
    AFTER_ENTRY = 1  # below a source bracket
    AFTER_SENTENCE = 2
    INSIDE = 3


def split_run_in(lines: list[Line]) -> Iterator[Line]:
    """The lines, with a section head that stands in one line with an entry parted from it."""
    for line in lines:
        if line.furniture or not ("【" in line.text or "〖" in line.text):
            yield line
            continue
        places = {match.end() for match in AFTER_SOURCE.finditer(line.text)}
        for start in (0, *sorted(places)):
            head = RUN_IN.match(line.text, start)
            if head and len(line.text) - head.end() >= SHORTEST_TITLE:
                places.add(head.end())
        yield from split(line, sorted(places)) if places else [line]


def section_names(lines: list[Line], mastheads: Container[int]) -> dict[int, str]:
    """The lines that are section heads → their names. `mastheads` are the lines of mastheads."""
    found: dict[int, str] = {}
    signs: dict[str, int] = {}  # the signs that have marked section heads → the last number with it
    before: int | None = None  # the last line that is not furniture
    for at, line in enumerate(lines):
        if line.furniture or at in mastheads:
            before = before if line.furniture else at
            continue
        if len(line.label) <= LONGEST_HEAD:
            opens = before is None or before in mastheads or before in found
            place = Place.OPENING if opens else _place_after(lines[before])
            if name := _section_name(lines, at, place, signs):
                found[at] = name
        before = at
    return found


def _place_after(line: Line) -> Place:
    text = line.text.rstrip("*。 ")
    if text[-1:] in ENTRY_ENDS or SOURCE_LINE.fullmatch(line.label):
        return Place.AFTER_ENTRY
    return Place.AFTER_SENTENCE if line.text.rstrip("* ")[-1:] in "。！？" else Place.INSIDE


def _section_name(lines: list[Line], at: int, place: Place, signs: dict[str, int]) -> str | None:
    label = lines[at].label
    if label.endswith(("】", "〗", "）", ")")) and (match := BRACKETED.fullmatch(NUMERAL.sub("", label))):
        is_title = len(match[1]) > USUAL_LENGTH and BROKEN_TITLE.match(match[1])
        return None if is_title or (place >= Place.AFTER_SENTENCE and _name_units(match[1])) else match[1]
    if place is Place.INSIDE:
        return None
    # An entry without a source may end here, and lists inside a body stand here.
    is_listed = place is Place.AFTER_SENTENCE
    if match := OTHER_BRACKETS.fullmatch(label):
        if is_listed and (label[0] not in signs or _name_units(match[1])):
            return None
        signs[label[0]] = 0
        return match[1]
    name, sign, number = _signed(lines[at])
    below = next((line for line in lines[at + 1 : at + 4] if not line.furniture), None)
    if below is None or not NAME.fullmatch(name):
        return None
    if _is_wrapped(lines, at):
        return None
    is_short = len(name) <= USUAL_LENGTH
    if not (is_short or (len(name) <= LONGEST_NAME and not begins_like_entry(name))):
        return None
    if is_listed and (sign not in signs or number not in (0, signs[sign] + 1) or _name_units(name)):
        return None
    has_title_below = begins_like_entry(below.label)
    if not (is_short and (sign or has_title_below)) and not (sign and has_title_below):
        return None
    if not sign and (_name_units(name) or (is_listed and not has_title_below)):
        return None  # the rest of a list of units, or of a sentence
    if BROKEN_TITLE.match(name) or (sign.startswith(ARABIC) and not is_short):
        return None  # the first line of a title on a narrow page
    signs[sign] = number
    return name


def _is_wrapped(lines: list[Line], at: int) -> bool:
    """Whether a line goes on in the next: it is about as wide as those below it, or its bold type is not closed."""
    line = lines[at]
    if line.text.count("**") % 2:
        return True
    below = max((printed_width(each.text) for each in lines[at + 1 : at + 1 + BELOW]), default=0)
    return printed_width(line.text) >= WRAPPED * below


def _signed(line: Line) -> tuple[str, str, int]:
    """The name of a section head, its sign and its number: 经济发展, "、" and 2 of 二、经济发展; no sign is one as well."""
    text = line.label
    if match := NUMERAL.match(text):
        number, mark = (match[name] or match[f"{name}2"] or match[f"{name}3"] for name in ("number", "mark"))
        sign = f"{ARABIC}{mark}" if number.isdecimal() else mark
        return text[match.end() :], sign, numeral(number) or 0
    if match := MARK.match(text):
        return CLOSING_MARKS.sub("", text[match.end() :]), match[0][0], 0
    sign = "#" if HEADING.match(line.text) else "**" if line.text.startswith("**") and line.text.endswith("**") else ""
    return text.rstrip("：:"), sign, 0


def _name_units(name: str) -> bool:
    return are_units(re.split(r"[、，,；;]", name))

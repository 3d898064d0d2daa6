"""The lines of an issue that are neither section heads nor entries: masthead, distribution and credits.

Each function takes lines or their text and gives the fields they hold; what is not there is None and never guessed.
"""

import datetime
import re
from dataclasses import dataclass

from archive.bulletin.layout import HAN, Line, join

DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "○": 0,
    "Ｏ": 0,
    "O": 0,
    "两": 2,
}
NUMERAL = r"[0-9〇零○一二三四五六七八九十百]"
HALF_WIDTH = str.maketrans({code + 0xFEE0: code for code in b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ.-/"})

KIND = "快报|简报|要情|信息|专报|动态|通报|参阅|内参|摘报|周报|旬报|月报|日报|快讯|简讯|要闻|通讯|政讯|资讯|情况|参考|交流|摘编|快递|速递|专刊"
# 延津政务快报 · 某县信息专报 · 督查与落实（工作动态）
NAME = re.compile(rf"[{HAN}]{{2,14}}(?:{KIND})")
# What the first line of a masthead begins with; other lines are not worth a look.
MASTHEAD_BEGIN = re.compile(rf"[{HAN}·]{{1,20}}(?=$|第|[（(〔\[]|[\d１２NＮ])|[第(（〔\[\d★总NＮ机秘绝内编]")
NAME_PART = re.compile(rf"[{HAN}]{{1,8}}")  # of a name broken over lines: 延津 / 政务快报
COMMON_NAME = re.compile(rf"(?:政务|党政|政府|工作|信息|督查|县情|每日|情况|{KIND})")  # how its second part begins
UNKNOWN_NAME = re.compile(rf"[{HAN}·]{{2,16}}")  # a name of another kind, when the number stands right below it
# 第44期 · 第十二期 · 2025年第44期 · 〔2025〕44期 · No.44; （总第310期） is another count and is passed over
NUMBER = re.compile(
    rf"""
      (?: [〔\[（(【]? (?P<year>(?:19|20)\d{{2}}) (?: 年 | [〕\]）)】] ) 度? [，,·]? )? (?<!总) 第 (?P<number>{NUMERAL}{{1,5}}) [期号]
    | [〔\[（(【] (?P<year2>(?:19|20)\d{{2}}) [〕\]）)】] (?P<number2>\d{{1,4}}) [期号]
    | (?: n[oº]\.? | 期号[：:]? ) (?P<number3>\d{{1,4}}) (?!\d)
    """,
    re.VERBOSE | re.IGNORECASE,
)
RUNNING_COUNT = re.compile(rf"[（(]?总(?:第)?{NUMERAL}{{1,6}}期[）)]?")
LARGEST_NUMBER = 9999
LONGEST_MASTHEAD = 14  # lines
LONGEST_BREAK = 4  # lines over which conversion breaks what was one
LONGEST_LINE = 60  # characters of a masthead's line, without blanks
# 2025年9月19日 · 二〇二五年三月二十八日 · 2024-05-17
DATE = re.compile(
    rf"(?P<year>[0-9〇零○O一二三四五六七八九]{{4}})[年\-./](?P<month>{NUMERAL}{{1,3}})[月\-./](?P<day>{NUMERAL}{{1,3}})[日号]?"
)
YEAR = re.compile(r"((?:19|20)\d{2})年")
# What else stands in mastheads and says nothing of the issue that is kept.
REMARK = re.compile(
    r"""内部(?:资料|刊物|参考|文件|材料) | (?:请?注意|妥善)?保[存密管] | [机秘绝]密 | ★(?:\d{1,2}[年月])?(?![^\d]{2}) | 编号[：:]?[\w\-]* | 请?[勿不]得?外传
      | 仅供(?:参[阅考]|领导参[阅考]) | 增刊 | 特刊 | 电子版 | 星期[一二三四五六日天] | 周[一二三四五六日] | 印数[：:]?\d*份?
      | 准印证\S{0,24} | (?:签发|核稿|审核)人?[：:]\S{2,4}""",
    re.VERBOSE,
)
OFFICE = re.compile(
    rf"([{HAN}（）]{{2,40}}?(?:办公室|委员会|人民政府|政府办|[县市区]委办|编辑部|编委会|研究室|政研室|督查室|信息科|信息中心))"
)
OFFICE_LABEL = re.compile(
    r"^(?:主办|编印|编发|编辑|印发|主管|编制|承办)(?:单位|部门|机关)?[：:]?|(?:主办|编印|编发|编辑|印发|主管|编|印)$"
)
ANY_OFFICE = re.compile(rf"([{HAN}（）]{{4,24}})")  # where the date follows
DISTRIBUTION = re.compile(
    r"(?:本期(?:发|送|分送|印发)|发送|分送|印发|主送|抄送|抄报|报送|发至|报|送|发)(?:范围|单位|对象)?[：:]"
)
OWN_DISTRIBUTION = re.compile(r"本期|分送|主送|抄[送报]")  # labels that open nothing else
CREDIT_FIELDS = {
    "责任编辑": "editor",
    "责编": "editor",
    "编辑": "editor",
    "编校": "editor",
    "审核": "reviewer",
    "核稿": "reviewer",
    "审稿": "reviewer",
    "签发": "signer",
    "校对": None,
    "主编": None,
    "打印": None,
}
_SPACED_LABELS = "|".join(r"\s*".join(label) for label in CREDIT_FIELDS)  # 审　核
CREDIT = re.compile(rf"(?P<label>{_SPACED_LABELS})(?:\s*人?\s*[：:]|\s+(?=[{HAN}]))")
_LABEL = rf"(?:{'|'.join(CREDIT_FIELDS)})人?"
# 责任编辑：李勉 and, where two or more stand together, 责任编辑李勉审核路帅 as well; without blanks
CREDITS_LINE = re.compile(rf"[（(]?{_LABEL}[：:][^，。；]{{0,60}}|(?:{_LABEL}[{HAN}]{{2,4}}){{2,4}}")
CONTENTS = re.compile(r"[【\[〔]?(?:本期|内容)?(?:目录|要目|导读|内容|看点|提要|提示)[】\]〕]?[：:]?")
LISTED_NUMBER = re.compile(r"^(?:\d{1,2}[.．、]|[（(]\d{1,2}[）)]|[一二三四五六七八九十]{1,3}、|[·•◆■●▪-])+")
LISTED_PAGE = re.compile(r"[….·。]*[（(]?\d{0,3}[）)]?$")
PAGE = re.compile(r"第?\d{1,3}页|[\d\W_]{1,12}")  # what stands beside the name in a running head
PRINTED = re.compile(r"(?:印发?|发)?(?:[（(]?共印\d+份[）)]?)?。?")  # after office and date at the foot of an issue
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


def masthead_at(lines: list[Line], at: int) -> int:
    """How many lines from `at` on are a masthead, or a bulletin's name alone; 0 where none begins.

    Furniture among them counts, but not after them.
    """
    line = lines[at]
    if line.furniture or len(line.label) > LONGEST_LINE or not MASTHEAD_BEGIN.match(line.label):
        return 0
    places = [place for place in range(at, min(at + LONGEST_MASTHEAD, len(lines))) if not lines[place].furniture]
    texts = [_text(lines[place]) for place in places]
    first = next((index for index, text in enumerate(texts) if _rest(text)), len(texts))  # after 内部资料 or 第44期
    named = _name_lines(texts, first)
    if not named:
        return 0
    last = first + named - 1
    name = _name(texts, first, named)
    for index in range(last + 1, len(texts)):
        before, text, following = texts[index - 1], texts[index], "".join(texts[index + 1 : index + 2])
        is_rest = _is_broken(before, text, name)
        is_broken = len(following) <= len(text) and _is_broken(text, following, name)
        if not (_is_masthead(text, name, following) or is_rest or is_broken):
            break
        last = index
    return places[last] + 1 - at


def parse_masthead(lines: list[Line]) -> Masthead:
    """The fields of a masthead's lines. A date that is none (2月30日) and a number beyond 9999 are left empty."""
    texts = [_text(line) for line in lines]
    first = next((index for index, text in enumerate(texts) if _rest(text)), 0)
    name = _name(texts, first, _name_lines(texts, first) or 1)
    whole = "".join(texts)  # a narrow page breaks dates and names of offices; what the lines say goes first
    number = year = day = None
    for text in (*texts, whole):
        if (match := NUMBER.search(text)) and number is None:
            number = numeral(match["number"] or match["number2"] or match["number3"]) or None
            printed = match["year"] or match["year2"]
            year = int(printed) if printed else year
        if (match := DATE.search(text)) and day is None:
            day = _date(match)
        if (match := YEAR.search(text)) and year is None and not DATE.search(text):
            year = int(match[1])
    office = OFFICE.fullmatch(OFFICE_LABEL.sub("", _rest(whole.replace(name or " ", ""))))
    offices = (_office(_without_name(text, name)) for text in texts[first:])
    office = office[1] if office else next(filter(None, offices), None)
    if number and number > LARGEST_NUMBER:
        number = None
    return Masthead(name, number, year or (day.year if day else None), day, office)


def _text(line: Line) -> str:
    return line.label.translate(HALF_WIDTH)


def _name_lines(texts: list[str], first: int) -> int:
    """Over how many lines from `first` on a bulletin's name is printed: 1, or more when conversion broke it; else 0."""
    text = texts[first] if first < len(texts) else ""
    joined = text
    for count in (2, 3):
        following = texts[first + count - 1] if first + count - 1 < len(texts) else ""
        if not NAME_PART.fullmatch(joined) or NAME.fullmatch(joined) or not COMMON_NAME.match(following):
            break
        joined += following
        if NAME.fullmatch(joined):
            return count
    for count in range(1, LONGEST_BREAK + 1):  # name, number, office and date as one line, or as one that was broken
        joined = "".join(texts[first : first + count])
        if len(joined) <= LONGEST_LINE and DATE.search(joined) and _name_in(joined):
            return count
    below = texts[first + 1] if first + 1 < len(texts) else ""
    is_above_number = bool(UNKNOWN_NAME.fullmatch(text)) and bool(NUMBER.search(below)) and not _rest(below)
    return int(bool(_name_in(text)) or is_above_number)


def _name(texts: list[str], first: int, count: int) -> str | None:
    joined = "".join(texts[first : first + count])
    return _name_in(joined) or (joined if UNKNOWN_NAME.fullmatch(joined) else None)


def _name_in(text: str) -> str | None:
    """The name that a line begins with, if all else in the line belongs to a masthead."""
    longest = NAME.match(text)
    while longest:
        name, rest = longest[0], _rest(text[longest.end() :])
        if not rest or (NUMBER.search(text, longest.end()) and _office(rest)):
            return name
        longest = NAME.match(name[:-1])
    return None


def _is_masthead(text: str, name: str | None, following: str) -> bool:
    """Whether a line can belong to the masthead below a name: the name again, number, date, office or a remark."""
    if len(text) > LONGEST_LINE:
        return False
    rest = _rest(_without_name(text, name))
    if not re.search(rf"[{HAN}A-Za-z]", rest) or OFFICE.fullmatch(OFFICE_LABEL.sub("", rest)):
        return True
    above_date = bool(DATE.search(following)) and not re.search(rf"[{HAN}]", _rest(following))
    return above_date and bool(ANY_OFFICE.fullmatch(rest))


def _is_broken(text: str, following: str, name: str | None) -> bool:
    """Whether two lines make one of a masthead, which a narrow page has broken: 2025年9月19 / 日."""
    joined = text + following
    holds_field = DATE.search(joined) or OFFICE.search(joined)
    return bool(holds_field) and len(joined) <= LONGEST_LINE and _is_masthead(joined, name, "")


def _office(text: str) -> str | None:
    rest = OFFICE_LABEL.sub("", _rest(text))
    match = OFFICE.fullmatch(rest) or ANY_OFFICE.fullmatch(OFFICE_LABEL.sub("", rest))
    return match[1] if match else None


def _without_name(text: str, name: str | None) -> str:
    if name and text and name.startswith(text):  # a part of the name that conversion put on a line of its own
        return ""
    if name and text and name.endswith(text):
        return ""
    return text.removeprefix(name or "")


def _rest(text: str) -> str:
    """What a line of a masthead says besides number, date, year and remarks."""
    for part in (RUNNING_COUNT, NUMBER, DATE, YEAR, REMARK):
        text = part.sub("", text)
    return text.strip("（）()〔〕[]【】 、，,·|/:：")


def opens_contents(line: Line) -> bool:
    return bool(CONTENTS.fullmatch(line.label))


def listed_title(line: Line) -> str:
    """A line of a list of contents without its number before and the page's number behind."""
    return LISTED_PAGE.sub("", LISTED_NUMBER.sub("", line.label))


def is_running_head(line: Line, known: Masthead) -> bool:
    """Whether a line repeats the name of the issue it stands in, alone or with its number or the page's."""
    text = _text(line)
    if not known.name or known.name not in text or len(text) > LONGEST_LINE:
        return False
    rest = text.replace(known.name, "", 1)
    if (match := NUMBER.search(rest)) and known.number:
        number = match["number"] or match["number2"] or match["number3"]
        if numeral(number) != known.number:
            return False
    for part in (RUNNING_COUNT, NUMBER, YEAR, PAGE):
        rest = part.sub("", rest)
    return not rest


def foot(line: Line) -> datetime.date | None:
    """The date of a line at the foot of an issue that says who printed it and when: 澄川县人民政府办公室2025年9月19日印发."""
    text = _text(line)
    match = DATE.search(text) if len(text) <= LONGEST_LINE else None
    if not match or not PRINTED.fullmatch(text, match.end()):
        return None
    office, printed = text[: match.start()], text[match.end() :]
    return _date(match) if OFFICE.fullmatch(office) or (printed and not office) else None


def distribution_text(text: str) -> str:
    """The recipients of a distribution line, wrapped lines joined, without the label before them."""
    return DISTRIBUTION.sub("", join(text), count=1)


def is_credits(line: Line) -> bool:
    """Whether a line holds credits and nothing that reads like a sentence (审核：一是…，二是… does)."""
    return bool(CREDITS_LINE.fullmatch(line.label))


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
    words = text.strip("（）() \u3000").replace("*", " ").split()
    if all(len(word) == 1 for word in words):
        return "".join(words)
    return " ".join(words)


def _date(match: re.Match) -> datetime.date | None:
    year, month, day = (numeral(match[part]) for part in ("year", "month", "day"))
    try:
        return datetime.date(year, month, day)
    except (ValueError, TypeError):
        return None

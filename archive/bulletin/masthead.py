"""Mastheads: the lines that open an issue, and the running heads that repeat its name. What is not there is None."""

import datetime
import re
from dataclasses import dataclass

from archive.bulletin.dates import DATE, NUMERAL, date_of, label_of, numeral
from archive.bulletin.layout import HAN, Line

SET_OFF = dict.fromkeys(map(ord, "《》|｜丨★☆"))
KIND = "快报|简报|要情|信息|专报|动态|通报|参阅|内参|摘报|周报|旬报|月报|日报|快讯|简讯|要闻|通讯|政讯|资讯|情况|参考|交流|摘编|快递|速递|专刊"
# 延津政务快报 · 某县信息专报 · 督查与落实（工作动态）
NAME = re.compile(rf"[{HAN}]{{2,14}}(?:{KIND})")
# The first line of a masthead is a name, alone or before number or date, or a remark above it; others need no look.
MASTHEAD_BEGIN = re.compile(
    rf"(?:[《第(（〔\[\d★总NＮ机秘绝内编]|[{HAN}·]{{1,20}}(?:$|[|｜丨第（(〔\[\dNＮ]))[^，。；“”]*$"
)
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
LONGEST_NAME = 16  # characters; a longer line says what it is
KIND_OR_DATE = re.compile(rf"{KIND}|[期号年月密]")
NAMELESS = 3  # lines in which number, office and date stand
LONGEST_PRELUDE = 7  # lines above a name and of it
LONGEST_BREAK = 4  # lines over which conversion breaks what was one
LONGEST_LINE = 60  # characters of a masthead's line, without blanks
YEAR = re.compile(r"((?:19|20)\d{2})年")
# What else stands in mastheads and says nothing of the issue that is kept.
REMARK = re.compile(
    r"""内部(?:资料|刊物|参考|文件|材料) | (?:请?注意|妥善)?保[存密管] | [机秘绝]密(?:★?\d{1,2}[年月])? | 编号[：:]?[\w\-]* | 请?[勿不]得?外传
      | 仅供(?:参[阅考]|领导参[阅考]) | 增刊 | 特刊 | 电子版 | 星期[一二三四五六日天] | 周[一二三四五六日] | 印数[：:]?\d*份?
      | 准印证\S{0,24} | 农历[正一二三四五六七八九十冬腊]{1,3}月[初一二三四五六七八九十廿]{1,3} | 合刊
      | (?:联系)?(?:电话|传真|邮编|QQ|微信)[：:]?[\d\-—()（）]{5,20} | (?:电子)?邮箱[：:]?[\w.@\-]+ | 网址[：:]?[\w.:/\-]+
      | (?:责任编辑|责编|编辑|签发|核稿|审核|校对|主编)人?[：:][^：:]{2,3}(?=$|责任|责编|编辑|签发|核稿|审核|校对|主编|\d)""",
    re.VERBOSE,
)
# 延政办〔2025〕3号 is the number of a document, 第3—4期 of no single issue, 2月24日—3月2日 no single date.
OTHER_NUMBERS = re.compile(
    rf"[{HAN}]{{2,8}}[〔\[（(]20\d\d[〕\]）)]\d+号|第{NUMERAL}{{1,4}}[—–\-~、]{NUMERAL}{{1,4}}期|第期"
    rf"|(?:\d{{4}}年)?\d{{1,2}}月\d{{1,2}}日?[—–\-~至到](?:\d{{4}}年)?(?:\d{{1,2}}月)?\d{{1,2}}日"
)
OFFICE = re.compile(
    rf"([{HAN}（）]{{2,40}}?(?:办公室|委员会|人民政府|政府办|[县市区]委办|编辑部|编委会|研究室|政研室|督查室|信息科|信息中心))"
)
PAGE = re.compile(r"第?\d{1,3}页|[\d\W_]{1,12}")  # what stands beside the name in a running head
OFFICE_LABEL = re.compile(
    r"^(?:主办|编印|编发|编辑|印发|主管|编制|承办)(?:单位|部门|机关)?[：:]?|(?:主办|编印|编发|编辑|印发|主管|编|印)$"
)
ANY_OFFICE = re.compile(rf"([{HAN}（）]{{4,24}})")  # where the date follows


@dataclass(frozen=True, slots=True)
class Masthead:
    name: str | None = None
    number: int | None = None
    year: int | None = None
    date: datetime.date | None = None
    office: str | None = None


def _text(line: Line) -> str:
    """What a masthead's line says, without the marks that set off its parts: 《延津政务快报》 | 第3期"""
    return label_of(line).translate(SET_OFF)


def masthead_at(lines: list[Line], at: int) -> int:
    """How many lines from `at` on are a masthead, or a bulletin's name alone; 0 where none begins.

    Furniture among them counts, but not after them.
    """
    line = lines[at]
    if line.furniture or len(line.label) > LONGEST_LINE or not MASTHEAD_BEGIN.match(line.label):
        return 0
    if len(line.label) > LONGEST_NAME and not KIND_OR_DATE.search(line.label):
        return 0
    places = [place for place in range(at, min(at + LONGEST_MASTHEAD, len(lines))) if not lines[place].furniture]
    texts = [_text(lines[place]) for place in places[:LONGEST_PRELUDE]]
    first = next((index for index, text in enumerate(texts) if _rest(text)), len(texts))  # after 内部资料 or 第44期
    named = _name_lines(texts, first)
    if not named and not _is_nameless(texts):
        return 0
    texts += [_text(lines[place]) for place in places[LONGEST_PRELUDE:]]
    last = first + named - 1
    name = _name(texts, first, named) if named else None
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
    for text in (OTHER_NUMBERS.sub("", text) for text in (*texts, whole)):
        if (match := NUMBER.search(text)) and number is None:
            number = numeral(match["number"] or match["number2"] or match["number3"]) or None
            printed = match["year"] or match["year2"]
            year = int(printed) if printed else year
        if (match := DATE.search(text)) and day is None:
            day = date_of(match)
        if (match := YEAR.search(text)) and year is None and not DATE.search(text):
            year = int(match[1])
    office = OFFICE.fullmatch(OFFICE_LABEL.sub("", _rest(whole.replace(name or " ", ""))))
    offices = (_office(_without_name(text, name)) for text in texts[first:])
    office = office[1] if office else next(filter(None, offices), None)
    if number and number > LARGEST_NUMBER:
        number = None
    return Masthead(name, number, year or (day.year if day else None), day, office)


def _is_nameless(texts: list[str]) -> bool:
    """Whether number, office and date stand together without a name: it was a picture, or printed in red beforehand."""
    head = texts[:NAMELESS]
    has_number = bool(NUMBER.match(OTHER_NUMBERS.sub("", texts[0]).lstrip("（(")))
    has_date = any(
        DATE.search(text) and not re.search(rf"[{HAN}]", _rest(text).removesuffix(_office(text) or " "))
        for text in head
    )
    return has_number and has_date and not _rest(texts[0])


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
    is_above_number = _is_unknown_name(text) and bool(NUMBER.search(below)) and not _rest(below)
    return int(bool(_name_in(text)) or is_above_number)


def _name(texts: list[str], first: int, count: int) -> str | None:
    joined = "".join(texts[first : first + count])
    return _name_in(joined) or (joined if _is_unknown_name(joined) else None)


def _is_unknown_name(text: str) -> bool:
    return bool(UNKNOWN_NAME.fullmatch(text)) and not OFFICE.fullmatch(text)


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
    for part in (OTHER_NUMBERS, RUNNING_COUNT, NUMBER, DATE, YEAR, REMARK):
        text = part.sub("", text)
    return text.strip("（）()〔〕[]【】 、，,·|/:：")


def is_running_head(line: Line, known: Masthead) -> bool:
    """Whether a line repeats the name of the issue it stands in, alone or with its number or the page's."""
    if not known.name or known.name not in line.label or len(line.label) > LONGEST_LINE:
        return False
    rest = label_of(line).replace(known.name, "", 1)
    if (match := NUMBER.search(rest)) and known.number:
        number = match["number"] or match["number2"] or match["number3"]
        if numeral(number) != known.number:
            return False
    for part in (RUNNING_COUNT, NUMBER, YEAR, PAGE):
        rest = part.sub("", rest)
    return not rest

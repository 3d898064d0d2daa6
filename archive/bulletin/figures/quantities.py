"""Quantities in running text: a number with what it counts by (20余吨, 123853.7万元, 第3位, 四成).

Knows how numbers, measure words 量词 and units are printed, and what stands around a number that makes it none of them:
those of dates, clocks, roads, telephones and documents; of a number that is printed in parts (3万2千, 2 300) never only
the last is given. Does not know whether a quantity reports a result: `figures` does.
No library is used: those for Chinese numerals (cn2an) and for units (pint) read a number that is already cut out of its
text, and cutting it out is the work.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

SPACE = r"[ \u00a0]?"  # conversion can leave one beside a number
LONGEST_BEFORE = 6  # characters before a number that can qualify it
LONGEST_PART = 6  # characters before what may be the end of a broken number

# What each classifier must not be followed by, since the two then are another word: 12台账, 30方案.
CLASSIFIERS = {
    "个": "", "名": "称单录", "人": "大民才社行均口", "位": "于列居", "家": "庭长园具电", "户": "籍外均型", "件": "",
    "条": "例", "项": "", "次": "日年序", "起": "", "处": "理置长室罚", "座": "谈", "台": "账", "辆": "", "块": "", "张": "",
    "份": "", "本": "县年地月级乡镇", "册": "", "套": "", "批": "准复", "期": "间", "场": "所地馆", "所": "有需在属以", "间": "",
    "栋": "", "幢": "", "孔": "", "眼": "", "口": "碑径", "只": "有要", "头": "", "匹": "", "羽": "", "尾": "", "株": "",
    "棵": "", "颗": "", "亩": "", "方": "面式案便", "袋": "", "箱": "", "盒": "", "瓶": "", "桶": "", "罐": "", "枚": "",
    "支": "持部出付", "部": "门分署", "首": "", "篇": "", "段": "", "节": "约省能点目水", "课": "", "例": "", "宗": "", "笔": "",
    "单": "位", "幅": "", "面": "积临向对", "组": "织成建", "种": "植子", "款": "", "盏": "", "根": "", "把": "", "艘": "",
    "架": "", "趟": "", "届": "", "轮": "", "桌": "", "餐": "", "对": "接象比于外", "副": "", "层": "", "扇": "", "顶": "",
    "门": "", "具": "有备体", "类": "", "片": "区", "道": "路", "车": "", "队": "", "床": "", "垛": "", "堆": "", "茬": "",
    "里": "程面", "吨": "", "升": "", "克": "", "米": "", "元": "旦", "倍": "", "分": "钟之类为成别", "成": "立功为效员果本品长交年熟",
    "封": "面闭控存堵装", "集": "体中团合", "通": "过道信知行", "票": "", "捆": "", "包": "括联", "车皮": "", "堵": "", "遍": "", "卷": "",
    "丛": "", "筐": "", "标段": "", "标箱": "", "斤": "", "尺": "", "课时": "", "学分": "", "台套": "",
    "天": "", "年": "级度", "周": "年边", "秒": "",
}  # fmt: skip
UNITS = (
    "平方公里|平方千米|平方米|平米|立方米|立方|公里|千米|厘米|毫米|公顷|公斤|千克|毫升|千瓦时|千瓦|兆瓦|伏安|美元|欧元"
    "|个百分点|百分点|小时|分钟|学时|个月|个工作日|工作日|个小时|个学时"
)
MEASURE = "|".join(
    [
        "[台辆个家项处场条人][（(][套件次个组辆台]{1,2}[)）]",
        "元/(?:平方米|公斤|[亩吨人斤度月年天户])|[毫微]?克/立方米",
        "[人件家户车辆台场批班架艘亩个只头棵株轮项期]次(?!日)",
        UNITS,
        "%|‰|㎡|㎥|(?:km|kg|kWh|kW|MW)(?![A-Za-z])",
        *(word for word, others in CLASSIFIERS.items() if not others and len(word) > 1),
        f"[{''.join(word for word, others in CLASSIFIERS.items() if not others and len(word) == 1)}]",
        *(f"{word}(?![{others}])" for word, others in CLASSIFIERS.items() if others),
    ]
)
GAP = r"[ \u00a0\u2009\u202f]"
ARABIC = re.compile(
    rf"""(?P<digits>[0-9](?<![\d.,A-Za-z/]\d)(?<![万亿千百]\d)(?<!\d{GAP}\d)
    (?:\d{{0,2}}(?:(?:,\d{{3}}){{1,4}}|(?:{GAP}\d{{3}}){{1,4}})|\d{{0,11}})(?:\.\d{{1,6}})?)(?![.,]?\d|{GAP}\d)
    (?P<parts>(?:{SPACE}[万亿千百]{SPACE}\d{{1,4}}(?!\d)){{0,3}}){SPACE}(?P<more>[余多来])?{SPACE}
    (?P<scale>万亿|[千百]?万|亿|千|百)?(?P<more_after>[余多])?{SPACE}
    (?P<measure>{MEASURE})(?P<after>以上|以下|以内|左右|上下|之多|多(?=[，。；、）)]|$))?""",
    re.VERBOSE,
)
ENDS = r"(?=[，。；、（()）]|$)"
NUMERAL = "[一二两三四五六七八九十百千万亿零〇]"
# Chinese numerals are counted only at the end of what they count: 开展演练三次，
CHINESE = re.compile(
    rf"""(?<![\d.余多来第数几{NUMERAL[1:-1]}])(?<!\d{GAP})(?P<digits>{NUMERAL}{{1,12}}?)(?P<more>[余多])?(?P<half>半)?
    (?P<scale>万亿|万|亿)?(?P<more_after>[余多])?(?P<measure>{MEASURE})(?P<half_after>半)?
    (?P<after>以上|以下|以内|左右|多)?{ENDS}""",
    re.VERBOSE,
)
# 连成一片 in one piece, 四面八方 all around, 三类 a class, 干群一起 together but 火情一起: the numeral counts nothing.
IDIOM = re.compile(
    r"(?:一[道块片头口面方层把通组对类遍]|(?<![案件情故纷患])一起|[四八]方|[两四八]面|[一二三四五]类|一半人|百分)$"
)
SHARE = re.compile(
    rf"(?:(?P<per>[百千])分之(?P<digits>\d{{1,4}}(?:\.\d{{1,4}})?|{NUMERAL}{{1,6}}(?:点{NUMERAL}{{1,4}})?)"
    rf"|(?<![另这那前后上下])(?P<half>一半))(?P<more>)(?P<more_after>)(?P<after>以上|以下|以内|左右)?{ENDS}"
)
NOT_FIRST = "年月天周目当提此之以面会"  # 年前, 目前, 提前: before these 前 is another word
SHARE_SIGN = {"百": "%", "千": "‰"}
RANK = re.compile(
    rf"(?:第(?:(?P<of>{NUMERAL}{{1,3}})(?P<measure>[名位])?|(?P<place>\d{{1,3}}))"
    rf"|(?<![{NOT_FIRST}])前(?:(?P<numeral>{NUMERAL}{{1,3}})|(?P<first>\d{{1,3}}))){ENDS}"
)
BEFORE = re.compile(
    r"(?P<word>不低于|不少于|不超过|不高于|基本达到|超过|突破|高达|接近|将近|至少|最高|大约|不足|不到|多达|超|逾"
    r"|(?<![附最临邻])近|(?<![签合节预租制邀])约)(?:达到|达|了|为)?" + SPACE + "$"
)
LEAST = {"以上", "突破", "超过", "超", "逾", "不低于", "不少于", "至少", "多达"}
MOST = {"以下", "以内", "不超过", "不高于", "不足", "不到", "最高"}
EXACT = {"高达"}  # praise, not vagueness
RANGE_BEFORE = re.compile(r"\d[%万亿元个名人户家条岁天]{0,2}[-—–~～至到]$")
RANGE_AFTER = re.compile(r"[-—–~～至到]\d")
BROKEN = re.compile(rf"(?:^|[^第前名列居\d.])\d{{1,3}}，{GAP}?$")  # 3，25件: of a number that went wrong
CLOCK = re.compile(r"[\d一二两三四五六七八九十小][时点：:]$")  # 9时|30分, 2小时|30分
AMONG_THE_FIRST = re.compile(rf"(?<![{NOT_FIRST}])前$")  # 前10名: a rank
NO_DIGIT = re.compile(r"[^\d.]")
PART = re.compile(rf"([万亿千百]){SPACE}(\d+)")
DIGITS = {mark: value for value, mark in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
TENS = {"十": 10, "百": 100, "千": 1000}
SCALES = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its measure. `start` is the place of what belongs to the number (第, 近, 超过), `number` of its digits.

    `value` is in the printed measure: 1.65亿元 is 1.65 of 亿元. That of a number in parts is the
    whole, in no scale: 3万2千户 is 32000 of 户.
    """

    start: int
    number: int
    end: int
    value: float
    measure: str
    qualifier: str | None
    bound: str | None  # "min", "max"
    ordinal: bool

    @property
    def approx(self) -> bool:
        return self.qualifier is not None and self.qualifier not in EXACT


def arabic_quantities(text: str, start: int, end: int) -> Iterator[Quantity]:
    """Quantities in Arabic figures within text[start:end]; text must have half-width digits. Ranges are left out."""
    for match in ARABIC.finditer(text, start, end):
        begin = match.start()
        if RANGE_BEFORE.search(text, max(start, begin - 5), begin) or RANGE_AFTER.match(text, match.end(), end):
            continue
        value = _arabic_number(match)
        broken = value is None or BROKEN.search(text, max(start, begin - LONGEST_PART), begin)
        if broken or _is_time(text, start, match):
            continue
        scale = "" if match["parts"] else match["scale"] or ""
        yield _quantity(text, start, match, value, scale + match["measure"])


def chinese_quantities(text: str, start: int, end: int) -> Iterator[Quantity]:
    """Quantities in Chinese numerals that end a clause within text[start:end]: 演练三次，下降四成，播种三万亩。"""
    for match in CHINESE.finditer(text, start, end):
        digits, scale = match["digits"], match["scale"] or ""
        if "万" in digits or "亿" in digits:
            digits, scale = digits + scale, ""
        value = chinese_number(digits)
        if value and not _is_time(text, start, match) and not _is_idiom(text, match):
            half = 0.5 if match["half"] or match["half_after"] else 0
            yield _quantity(text, start, match, value + half, scale + match["measure"])


def shares(text: str, start: int, end: int) -> Iterator[Quantity]:
    """Shares in words that end a clause within text[start:end]: 百分之九十八 is 98 of %, 一半 is 50 of %."""
    for match in SHARE.finditer(text, start, end):
        value = 50 if match["half"] else _share(match["digits"])
        if value is not None:
            yield _quantity(text, start, match, value, SHARE_SIGN[match["per"] or "百"])


def ranks(text: str, start: int, end: int) -> Iterator[Quantity]:
    """Ordinals that end a clause, in words or without a measure: 全市第一, 前三, 第二位. The measure may be empty."""
    for match in RANK.finditer(text, start, end):
        digits, numeral = match["place"] or match["first"], match["of"] or match["numeral"]
        value = int(digits) if digits else chinese_number(numeral)
        if value:
            bound = "max" if text[match.start()] == "前" else None
            measure = match["measure"] or ""
            yield Quantity(match.start(), match.start() + 1, match.end(), value, measure, None, bound, ordinal=True)


def chinese_number(numeral: str) -> int | None:
    """三十二 → 32, 十 → 10, 两千一百 → 2100, 三亿五千万 → 350000000; None for what is no number (百千)."""
    total = section = digit = 0
    last_unit = last_scale = 10**9
    for mark in numeral:
        if mark in DIGITS:
            if digit:
                return None
            digit = DIGITS[mark]
        elif mark in "万亿":
            if not (section + digit) or SCALES[mark] >= last_scale:
                return None
            last_scale, last_unit = SCALES[mark], 10**9
            total, section, digit = total + (section + digit) * last_scale, 0, 0
        else:
            if TENS[mark] >= last_unit:
                return None
            last_unit = TENS[mark]
            section += (digit or 1) * last_unit
            digit = 0
    return total + section + digit


def _quantity(text: str, start: int, match: re.Match, value: float, measure: str) -> Quantity:
    begin = number = match.start()
    qualifier = match["after"] or match["more"] or match["more_after"] or None
    before = BEFORE.search(text, max(start, begin - LONGEST_BEFORE), begin)
    if before:
        begin = before.start()
        qualifier = before["word"]
    bound = "min" if qualifier in LEAST else "max" if qualifier in MOST else None
    ordinal = text[begin - 1 : begin] == "第" and begin > start
    if measure in ("名", "位") and AMONG_THE_FIRST.search(text, max(start, begin - 2), begin):
        ordinal, bound = True, "max"
    if ordinal:
        begin -= 1
    return Quantity(begin, number, match.end(), value, measure, qualifier, bound, ordinal)


def _is_time(text: str, start: int, match: re.Match) -> bool:
    """Whether what was matched is no more than the minutes of 9时30分."""
    begin = match.start()
    return match["measure"] == "分" and bool(CLOCK.search(text, max(start, begin - 2), begin))


def _is_idiom(text: str, match: re.Match) -> bool:
    return bool(IDIOM.search(text, match.start(), match.end()))


def _arabic_number(match: re.Match) -> float | None:
    """The value in the printed scale, but of a number in parts (3万2千, 1亿2000万) in none. None where the parts do not
    go down, and for 3万2, which may mean 32000."""
    value, upper = float(NO_DIGIT.sub("", match["digits"])), math.inf
    if not match["parts"]:
        return value
    total = 0.0
    for mark, digits in PART.findall(match["parts"]):
        if SCALES[mark] >= upper:
            return None
        upper = SCALES[mark]
        total, value = total + value * upper, float(digits)
    last = math.prod(SCALES[mark] for mark in match["scale"] or "")
    if value * last >= upper or (last == 1 and value < 100):
        return None
    return total + value * last


def _share(numeral: str) -> float | None:
    """九十八点五 → 98.5, 百 → 100, 98.5 → 98.5."""
    if numeral[0].isdigit():
        return float(numeral)
    whole, _, fraction = numeral.partition("点")
    value = chinese_number(whole)
    if value is None or not all(mark in DIGITS for mark in fraction):
        return None
    return float(f"{value}.{''.join(str(DIGITS[mark]) for mark in fraction) or 0}")

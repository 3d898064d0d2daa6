"""Quantities in running text: a number with what it counts by (20余吨, 123853.7万元, 第3位, 四成).

Knows how numbers, measure words 量词 and units are printed, and what stands around a number that makes it none of them:
those of dates, roads, telephones and documents. Does not know whether a quantity reports a result: `figures` does.
No library is used: those for Chinese numerals (cn2an) and for units (pint) read a number that is already cut out of its
text, and cutting it out is the work.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

HAN = r"\u4e00-\u9fff"
SPACE = r"[ \u00a0]?"  # conversion can leave one beside a number
LONGEST_BEFORE = 6  # characters before a number that can qualify it

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
ARABIC = re.compile(
    rf"""(?P<digits>[0-9](?<![\d.,A-Za-z/]\d)(?:\d{{0,2}}(?:,\d{{3}}){{1,4}}|\d{{0,11}})(?:\.\d{{1,6}})?)(?![.,]?\d)
    {SPACE}(?P<more>[余多来])?{SPACE}
    (?P<scale>万亿|[千百]?万|亿|千|百)?(?P<more_after>[余多])?{SPACE}
    (?P<measure>{MEASURE})(?P<after>以上|以下|以内|左右|上下|之多|多(?=[，。；、）)]|$))?""",
    re.VERBOSE,
)
# Chinese numerals are counted only at the end of what they count: 开展演练三次，
CHINESE = re.compile(
    rf"""(?<![\d.余多来第数几])(?P<digits>[一二两三四五六七八九十百千万]{{1,8}})(?P<more>[余多])?(?P<half>半)?(?P<scale>)(?P<more_after>)
    (?P<measure>{MEASURE})(?P<half_after>半)?(?P<after>以上|以下|以内|左右|多)?(?=[，。；、）)]|$)""",
    re.VERBOSE,
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
DIGITS = {mark: value for value, mark in enumerate("零一二三四五六七八九")} | {"两": 2}
TENS = {"十": 10, "百": 100, "千": 1000}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its measure. `start` is the place of what belongs to the number (第, 近, 超过), `number` of its digits.

    `value` is in the printed measure: 1.65亿元 is 1.65 of 亿元.
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
        yield _quantity(text, start, match, float(match["digits"].replace(",", "")))


def chinese_quantities(text: str, start: int, end: int) -> Iterator[Quantity]:
    """Quantities in Chinese numerals that end a clause within text[start:end]: 演练三次，下降四成。"""
    for match in CHINESE.finditer(text, start, end):
        value = chinese_number(match["digits"])
        if value:
            yield _quantity(text, start, match, value + (0.5 if match["half"] or match["half_after"] else 0))


def chinese_number(numeral: str) -> int | None:
    """三十二 → 32, 十 → 10, 两千一百 → 2100; None for what is no number (百千)."""
    total = section = digit = 0
    last_unit = 10**9
    for mark in numeral:
        if mark in DIGITS:
            if digit:
                return None
            digit = DIGITS[mark]
        elif mark == "万":
            if not (section + digit):
                return None
            total, section, digit, last_unit = (section + digit) * 10**4, 0, 0, 10**9
        else:
            if TENS[mark] >= last_unit:
                return None
            last_unit = TENS[mark]
            section += (digit or 1) * last_unit
            digit = 0
    return total + section + digit


def _quantity(text: str, start: int, match: re.Match, value: float) -> Quantity:
    begin = number = match.start()
    qualifier = match["after"] or match["more"] or match["more_after"] or None
    before = BEFORE.search(text, max(start, begin - LONGEST_BEFORE), begin)
    if before:
        begin = before.start()
        qualifier = before["word"]
    ordinal = text[begin - 1 : begin] == "第" and begin > start
    if ordinal:
        begin -= 1
    bound = "min" if qualifier in LEAST else "max" if qualifier in MOST else None
    measure = (match["scale"] or "") + match["measure"]
    return Quantity(begin, number, match.end(), value, measure, qualifier, bound, ordinal)

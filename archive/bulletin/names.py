"""What units are called, and what stands beside their names in a source: labels, persons, dates.

The names themselves are not known here; a name is told by the word that it ends with.
"""

import re
from collections.abc import Iterable

from archive.bulletin.layout import HAN
from archive.bulletin.numbering import after_numbering

LABEL = r"(?:供稿|来源|报送|撰稿|来稿|稿件来源|信息来源)(?:单位|部门)?"
LABEL_BEFORE = re.compile(rf"^{LABEL}[：:]?")
LABEL_AFTER = re.compile(r"(?:联合)?(?:供稿|报送|撰稿|来稿|提供|供)$")
NAME_SEPARATOR = re.compile(r"[\s、，,；;/|·：:]+")
# The words that names of units end with. A bracket that holds nothing but such names can be a source bracket.
UNIT = re.compile(
    rf"""(?:开发区|集聚区|妇联|残联|科协|文联|侨联|工商联|团县委|人大|政协)    # whole names
    | [{HAN}]{{0,24}}?[{HAN}](?:
        局|委|办|乡|镇|街道|街道办事处|办事处|开发区|集聚区|聚集区|园区|示范区|管委会|委员会|中心|林场|农场|
        公司|集团|银行|支行|联社|合作社|供销社|大队|支队|中队|消防队|院|校|馆|站|所|台|社|会|部|厅|队|区|村|室|处|科|股|组|专班|
        妇联|残联|科协|文联|侨联|工商联|团县委|纪委|监委|人大|政协|政府|党委|分局|协会|医院|学校|党校|行|联合会|总会
    )""",
    re.VERBOSE,
)
# What conversion may part from a unit's name by a space without making it a name of its own.
UNIT_REST = re.compile(
    r"(?:党工委|管委会|管理委员会|委员会|办公室|人民政府|政府|办事处|服务中心|管理中心|指挥部|专班)$"
)
# An entry begins with its subject: 县工信局…, 马庄乡…, 我县…
ENTRY_SUBJECT = re.compile(
    rf"[*#\s]*(?:我县|全县|[{HAN}]{{2,4}}县|县[{HAN}]|[{HAN}]{{2,12}}?(?:局|委|办|中心|乡|镇|街道|开发区|林场|大队|公司|馆|院|社|会))"
)
ACTING_UNIT = re.compile(
    rf"(?:我县|全县|(?:[{HAN}]{{2,3}})?县?[{HAN}]{{1,12}}?(?:局|委|办|中心|乡|镇|街道|开发区|林场|大队|公司))[^，。、；）)]{{4}}"
)
# Who acts, where a title begins with a unit of the county.
TITLE_SUBJECT = re.compile(rf"(?!我县|全县)县?([{HAN}]{{1,8}}?(?:局|办|委|镇|乡|街道|开发区|中心))(?=[{HAN}“])")
# 县教体局抢抓暑期, the first line of a title on a narrow page; not 乡镇动态
BROKEN_TITLE = re.compile(
    rf"(?!.{{0,2}}乡镇)(?:我县|(?:县[{HAN}]|[{HAN}]{{2}})[{HAN}]{{0,8}}?(?:局|办|委|镇|乡|街道|开发区|中心|公司))[{HAN}“]{{2}}"
)
LONGEST_NAME = 24  # characters
# Persons beside the units: 记者 张三, 撰稿人：李强, 张晓明 李娜. They stay in the bracket as printed and are no units.
ROLE = re.compile(r"(?:本报|特约)?(?:记者|通讯员|撰稿|供稿|报送人|作者|摄影|联系人|编辑(?!部)|审核(?!中心))")
SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严金魏陶姜戚谢邹喻苏潘葛范彭郎鲁韦马苗方俞任袁柳史唐费薛雷贺倪汤罗毕郝"
    "安常于傅齐康伍余顾孟黄穆萧尹姚邵汪祁毛米贝戴宋庞熊纪舒项祝董梁杜阮蓝季贾江颜郭梅盛林钟徐邱骆高夏蔡田樊胡霍万管卢莫房丁邓洪"
    "包左石崔龚程裴陆翁曲段侯武刘龙叶黎白乔翟谭申冉温庄晏柴瞿阎连习艾容向古易廖耿路原桑桂牛尚温乐代党谷车岳靳卜牟闫付肖聂关焦巩"
)
LONGEST_PERSONS = 6  # characters of a person's name, or of several written as one
AFTER_NAME = re.compile(r"(?:联合|等(?:单位|部门|地|乡镇)?)$")
DATE = re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日|\d{4}[-./]\d{1,2}[-./]\d{1,2}")


def begins_like_entry(text: str) -> bool:
    """Whether a text begins with one that acts, as titles do: 县工信局…, 马庄乡…, 我县…"""
    return bool(ENTRY_SUBJECT.match(text, after_numbering(text)))


def are_units(names: Iterable[str]) -> bool:
    return all(UNIT.fullmatch(name) for name in names)


def units_of(names: list[str]) -> list[str]:
    """The names without persons and without what is written behind a name: 工信局 记者 张三 → 工信局."""
    before_roles = [name[: role.start()] if (role := ROLE.search(name)) else name for name in names]
    kept = [cleaned for name in before_roles if (cleaned := AFTER_NAME.sub("", name))]
    if not any(UNIT.fullmatch(name) for name in kept):
        return kept
    return [name for name in kept if UNIT.fullmatch(name) or not _is_person(name)]


def _is_person(name: str) -> bool:
    return name[0] in SURNAMES and len(name) <= LONGEST_PERSONS


def joined_names(pieces: list[str]) -> list[str]:
    """Pieces parted by spaces or line ends, joined to names so that as many as possible are whole names of units."""
    if len(pieces) < 2:
        return pieces
    best: list[tuple[float, list[str]]] = [(0.0, [])]  # for each number of pieces: (points, names)
    for end in range(1, len(pieces) + 1):
        choices = []
        for start in range(max(0, end - LONGEST_NAME), end):
            name = "".join(pieces[start:end])
            points, names = best[start]
            choices.append((points + _points(name), [*names, name]))
        best.append(max(choices, key=lambda choice: (choice[0], len(choice[1]))))
    return best[-1][1]


def _points(name: str) -> float:
    """How much a name looks like a whole name of a unit."""
    if UNIT.fullmatch(name) and not UNIT_REST.fullmatch(name):
        return 1
    return -3 if len(name) == 1 else -0.5 if len(name) == 2 or UNIT_REST.fullmatch(name) else -0.1

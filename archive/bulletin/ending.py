"""The end of an issue: to whom it goes, who made it, who printed it and when.

Each function takes lines or their text and gives the fields they hold; what is not there is None and never guessed.
"""

import datetime
import re

from archive.bulletin.dates import DATE, date_of, label_of
from archive.bulletin.layout import HAN, Line, join, printed_width
from archive.bulletin.masthead import LONGEST_LINE, OFFICE
from archive.bulletin.names import ACTING_UNIT
from archive.bulletin.numbering import after_numbering

DISTRIBUTION = re.compile(
    r"(?P<own>本期(?:发送|发|送|分送|印发))(?:范围|单位|对象)?[：:]|(?:发送|分送|印发|主送|抄送|抄报|报送|发至|报|送|发)(?:范围|单位|对象)?[：:]"
)
RECIPIENT = re.compile(
    r"各|领导|常委|政府|办公室|委员|主任|书记|县长|市长|区长|部门|单位|[局委办乡镇院会][，、；;。]|[局委办乡镇院会]$"
)
PRINT_RUN = re.compile(r"共印\d+份")  # the only number in a list of recipients
WRAPPED = 0.7  # of the width of the next line: a shorter one is not wrapped
WIDER = 1.5  # times the widest line so far: a line beyond that is of another text
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
PRINTED = re.compile(r"(?:印发?|发)?(?:[（(]?共印\d+份[）)]?)?。?")  # after office and date at the foot of an issue
LONGEST_DISTRIBUTION = 12  # lines
FOOT_ENDS = "日号印发份）)。0123456789"
OTHER_LABEL = re.compile(r"(?:^|\s)\S{1,6}\s*[：:]")  # 电话：, which ends the name before it


def is_distribution(line: Line) -> bool:
    """Whether a line says to whom the issue goes. 发： and its like are other words as well, so recipients must follow."""
    match = DISTRIBUTION.match(line.label)
    if not match or match["own"]:
        return bool(match)
    rest = line.label[match.end() :]
    return bool(RECIPIENT.search(rest)) and not re.search(r"\d", PRINT_RUN.sub("", rest))


def is_certain(line: Line) -> bool:
    """Whether the label of a distribution opens nothing else: 本期发："""
    match = DISTRIBUTION.match(line.label)
    return bool(match and match["own"])


def goes_on(taken: list[Line], line: Line) -> bool:
    """Whether a distribution may go on in a line: below a full line, or where no entry can begin."""
    if len(taken) >= LONGEST_DISTRIBUTION:
        return False
    width = line.indent + printed_width(line.text)
    if taken[-1].indent + printed_width(taken[-1].text) >= WRAPPED * width:
        return True
    widest = max(each.indent + printed_width(each.text) for each in taken)
    return width <= WIDER * widest and not ACTING_UNIT.match(line.label, after_numbering(line.label))


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


def foot(line: Line) -> datetime.date | None:
    """The date of a line at the foot of an issue that says who printed it and when: 澄川县人民政府办公室2025年9月19日印发."""
    if len(line.label) > LONGEST_LINE or line.label[-1:] not in FOOT_ENDS:
        return None
    text = label_of(line)
    match = DATE.search(text)
    if not match or not PRINTED.fullmatch(text, match.end()):
        return None
    office, printed = text[: match.start()], text[match.end() :]
    return date_of(match) if OFFICE.fullmatch(office) or (printed and not office) else None

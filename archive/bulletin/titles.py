"""Where a title ends: the place in the running text of an entry that parts its title from its body.

Printed bulletins part the two by a space, a line end or bold type, and conversion loses any of these. So every place
that could be the end is scored by what stands there (`Gap`, bold, closing quote), by the length of the title it would
make, by the marks inside that title, and by the kind of word that would open the body. The best place wins; where it
wins by little, or by no printed sign at all, the answer is marked as doubtful for a person to look at.
"""

import re
from dataclasses import dataclass

from archive.bulletin.layout import Flow, Gap

SHORTEST, LONGEST = 4, 60  # characters
USUAL_LENGTHS = (16, 28)  # characters; nine in ten titles of county bulletins are within
DOUBT_MARGIN = 1.5  # a lead over the second-best place smaller than this is doubtful
FULL_LINE = 3  # half characters: a line that leaves less than this free at the right is a wrapped one
INDENT = 4  # half characters by which the first line of a paragraph is shorter in print

# Words that open a body but hardly ever stand inside a title; and words that do both.
OPENERS = re.compile(
    r"""依托|围绕|按照|针对|结合|本着|遵循|根据|聚焦|立足|近年来|近日|近期|今年|截至|目前|自[^然主信己来]|随着|过去|以往|
        邀请|委托|发挥|组织|成立|出台|制定|建立|构建|完善|召开|通过|利用|采取|明确|规范|抢抓|巧借|精心|取消|改变|梳理|
        充分发|始终|坚持|紧盯|紧扣|锚定|以“|突出|抓住|借助|借力|统筹|开设|设立|严格|研究|瞄准|着眼|该[县乡镇局]|
        将[^来近军]|把[^关好控守握脉手门]|从[^事业]|在[^线岗职编]|对[^接口标外策应]|为[^期主民]|趁|沿|每[月周年季]|选定|\d{1,2}月以来|入[春夏秋冬伏汛]|岁末|年[初末底]|
        赶在|提前|打破|吸取|凌晨""",
    re.VERBOSE,
)
WEAK_OPENERS = re.compile(
    r"强化|推进|推动|精准|深入|开展|全面|持续|大力|积极|加强|加大|探索|创新|推行|实行|扎实|提升|优化|抓好|健全|整合|实施"
)
SUBJECT = re.compile(
    r"(?:[\u4e00-\u9fff]{2,12}?(?:县|市))?(?:我县|全县|县|市)?[\u4e00-\u9fff]{0,14}?"
    r"(?:局|委|办|院|校|站|所|中心|乡|镇|街道|区|林场|公司|队|会|部|馆|社|县|行)"
)
HARD_STOPS = "。；！？"
PAIRS = {"“": "”", "‘": "’", "《": "》", "（": "）", "(": ")", "「": "」", "〈": "〉", "[": "]", "〔": "〕"}
CLOSERS = set(PAIRS.values())
QUOTE_ENDS = "”」』’》"


@dataclass(frozen=True, slots=True)
class TitleEnd:
    """The end of a title. `boundary` is what parts it in print: bold+space, bold, heading, space, newline or none."""

    place: int
    boundary: str
    doubtful: bool


def title_end(flow: Flow) -> TitleEnd:
    """The most likely end of the title that a flow begins with. The flow must not be empty."""
    line_width = max(flow.widths, default=0)
    scores = {place: _score(flow, place, line_width) for place in _candidates(flow)}
    if not scores:
        return TitleEnd(min(len(flow.text), LONGEST), "none", doubtful=True)
    ranked = sorted(scores, key=lambda place: (-scores[place], place))
    best = ranked[0]
    boundary = _boundary(flow, best)
    lead = scores[best] - scores[ranked[1]] if len(ranked) > 1 else DOUBT_MARGIN
    doubtful = boundary == "none" or scores[best] < 1 or lead < DOUBT_MARGIN
    return TitleEnd(best, boundary, doubtful)


def looks_like_title(flow: Flow) -> bool:
    """Whether an entry could begin here: a subject that acts, then a printed sign of a title's end."""
    return bool(SUBJECT.match(flow.text)) and has_clear_title(flow)


def has_clear_title(flow: Flow) -> bool:
    """Whether a printed sign ends a title here, whatever it speaks of."""
    if not flow.text:
        return False
    end = title_end(flow)
    return not end.doubtful and end.place >= 8


def _candidates(flow: Flow) -> list[int]:
    """Places where a title could end: at gaps, at ends of bold type and of quotations, before words that open a body."""
    text, last = flow.text, min(len(flow.text), LONGEST)
    places = {place for place in flow.gaps if SHORTEST <= place <= last}
    places |= {end for _, end in flow.bold if SHORTEST <= end <= last}
    for place in range(SHORTEST, last):
        if text[place - 1] in QUOTE_ENDS or OPENERS.match(text, place) or WEAK_OPENERS.match(text, place):
            places.add(place)
    if last == len(text):
        places.add(last)  # nothing but a title
    return sorted(places)


def _score(flow: Flow, place: int, line_width: int) -> float:
    title = flow.text[:place]
    return _sign(flow, place, line_width) + _length(place) + _marks(title) + _opening(flow.text, place)


def _sign(flow: Flow, place: int, line_width: int) -> float:
    """How strongly print says that the title ends here."""
    if _is_bold_end(flow, place):
        return 6
    gap = flow.gap(place)
    if gap is Gap.WIDE_SPACE:
        return 5
    if gap is Gap.SPACE:
        # Conversion puts spaces around digits and Latin letters, so a space beside one says little.
        return 1 if _latin_beside(flow.text, place) else 4
    if gap is Gap.NEWLINE:
        if flow.headings and flow.headings[0] == 0 and flow.breaks[1:2] == [place]:
            return 6
        line = flow.breaks.index(place) - 1
        width = flow.widths[line] + (INDENT if line == 0 else 0)
        return 1 if width > line_width - FULL_LINE else 3
    return 1.5 if flow.text[place - 1] in QUOTE_ENDS else 0


def _length(length: int) -> float:
    """Nothing for a usual length, then less and less: at 12 characters or 40 about as much as a printed sign weighs."""
    if length < USUAL_LENGTHS[0]:
        return -0.4 * (USUAL_LENGTHS[0] - length)
    return -0.3 * max(length - USUAL_LENGTHS[1], 0)


def _marks(title: str) -> float:
    """Marks that a title seldom has count against it; those inside quotations are part of a name."""
    open_marks: list[str] = []
    penalty = 0.0
    for mark in title:
        if mark in PAIRS:
            open_marks.append(PAIRS[mark])
        elif open_marks and mark == open_marks[-1]:
            open_marks.pop()
        elif open_marks:
            continue
        elif mark in HARD_STOPS:
            penalty -= 6
        elif mark in "，,":
            penalty -= 3
        elif mark in "、：:":
            penalty -= 1
        elif mark in CLOSERS:
            penalty -= 3
    return penalty - 6 * len(open_marks)


def _opening(text: str, place: int) -> float:
    """How well the word at `place` opens a body."""
    if place == len(text):
        return -3
    if text[place] in "，。、；：！？”）":
        return -6
    if OPENERS.match(text, place):
        return 2
    return 1 if WEAK_OPENERS.match(text, place) else 0


def _boundary(flow: Flow, place: int) -> str:
    gap = flow.gap(place)
    if _is_bold_end(flow, place):
        return "bold+space" if gap else "bold"
    if gap is Gap.NEWLINE:
        return "heading" if flow.headings and flow.headings[0] == 0 else "newline"
    return "space" if gap else "none"


def _is_bold_end(flow: Flow, place: int) -> bool:
    """Bold type that begins with the entry and ends here."""
    return any(start == 0 and end == place for start, end in flow.bold)


def _latin_beside(text: str, place: int) -> bool:
    return text[place - 1].isascii() or text[place : place + 1].isascii()

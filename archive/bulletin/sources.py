"""Source brackets 署名括号: which brackets name the units that sent an entry, and the entries that they end.

The text of a zone, from one section head to the next, is cut into chunks of one entry each: after every source bracket,
and before a clear title that follows an entry whose bracket is missing.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from archive.bulletin.layout import Flow, Gap
from archive.bulletin.titles import has_clear_title, looks_like_title

HAN = r"\u4e00-\u9fff"
SENTENCE_END = "。！？；.…”"
ENDS = SENTENCE_END + "）)】"  # what the last line of an entry ends with
OPEN_SOURCE = re.compile(r"[（(][^（）()]{2,40}$")  # a source bracket that was never closed
NOT_A_SOURCE = re.compile(r"^(?:含|包括|不含|其中|详见|见|如|即)")

BRACKET = re.compile(r"[（(]([^（）()]{2,80})[）)]")
NAME_SEPARATOR = re.compile(r"[\s、，,；;]+")
# The words that names of units end with. A bracket that holds nothing but such names can be a source bracket.
UNIT = re.compile(
    rf"""(?:开发区|集聚区|妇联|残联|科协|文联|侨联|工商联|团县委|人大|政协)    # whole names
    | [{HAN}]{{0,24}}?[{HAN}](?:
        局|委|办|乡|镇|街道|街道办事处|办事处|开发区|集聚区|聚集区|园区|示范区|管委会|委员会|中心|林场|农场|
        公司|集团|银行|支行|联社|合作社|供销社|大队|支队|中队|消防队|院|校|馆|站|所|台|社|会|部|厅|队|
        妇联|残联|科协|文联|侨联|工商联|团县委|纪委|监委|人大|政协|政府|党委|分局|协会|医院|学校|党校|行|联合会|总会
    )""",
    re.VERBOSE,
)
# An entry begins with its subject: 县工信局…, 马庄乡…, 我县…
ENTRY_SUBJECT = re.compile(
    rf"[*#\s]*(?:我县|全县|[{HAN}]{{2,4}}县|县[{HAN}]|[{HAN}]{{2,12}}?(?:局|委|办|中心|乡|镇|街道|开发区|林场|大队|公司|馆|院|社|会))"
)
SOURCE_LABEL = re.compile(r"^(?:供稿|来源|报送|撰稿)(?:单位)?[：:]\s*")
SOURCE_THRESHOLD = 4  # points, see is_source
TITLE_WINDOW = 120  # characters looked at to tell a title from a paragraph


@dataclass(frozen=True, slots=True)
class Chunk:
    """The part of a flow that holds one entry, up to and with its source bracket if it has one."""

    start: int
    end: int
    source: re.Match | None


def chunks_of(flow: Flow) -> list[Chunk]:
    """A flow cut after every source bracket, and before titles that follow an entry without one."""
    chunks: list[Chunk] = []
    start = 0
    for match in BRACKET.finditer(flow.text):
        if match.start() > start and is_source(flow, match):
            end = match.end() + (flow.text[match.end() : match.end() + 1] == "。")
            chunks += _part(flow, start, end, match)
            start = end
    if any(char.isalnum() for char in flow.text[start:]):
        chunks += _part(flow, start, len(flow.text), None)
    elif chunks:  # stray marks after the last bracket
        chunks[-1] = replace(chunks[-1], end=len(flow.text))
    return chunks


def _part(flow: Flow, start: int, end: int, source: re.Match | None) -> Iterator[Chunk]:
    """Part a chunk where a line after a finished sentence begins with a clear title."""
    for place in flow.breaks[bisect_right(flow.breaks, start) : bisect_right(flow.breaks, end - 1)]:
        ended = flow.text[place - 1] in ENDS or OPEN_SOURCE.search(flow.text, max(place - 48, start), place)
        if ended and looks_like_title(flow.cut(place, min(place + TITLE_WINDOW, end))):
            yield Chunk(start, place, None)
            start = place
    yield Chunk(start, end, source)


def is_source(flow: Flow, match: re.Match) -> bool:
    """Whether a bracket names the units that sent an entry: weighed by what it holds and by what stands around it.

    A source bracket follows a finished sentence, holds nothing but names of units, ends its line, and what follows is
    the end or what begins like an entry. Brackets inside a body, such as （镇、街道） or （含监测对象）, have one or two of these.
    """
    names = source_names(flow, match)
    if not names or max(map(len, names)) > 24 or re.search(r"\d", match[1]) or NOT_A_SOURCE.match(match[1]):
        return False
    score = 2 * (flow.text[match.start() - 1] in SENTENCE_END)
    score += 2 * all(UNIT.fullmatch(name) for name in names)
    ends_line = flow.is_line_end(match.end()) or flow.is_line_end(match.end() + 1)
    score += ends_line
    rest = flow.cut(match.end(), match.end() + TITLE_WINDOW)
    following = rest.text.lstrip("。")
    if not ends_line and following and not looks_like_title(rest):
        return False
    score += not following or bool(ENTRY_SUBJECT.match(following)) or has_clear_title(rest)
    return score >= SOURCE_THRESHOLD


def source_names(flow: Flow, match: re.Match) -> tuple[str, ...]:
    """The names in a source bracket. They are parted by spaces or marks; a line end parts two only if both are whole."""
    begin = match.start(1) + len(match[1]) - len(SOURCE_LABEL.sub("", match[1]))
    pieces = [""]
    for place in range(begin, match.end(1)):
        gap = flow.gap(place) if place > begin else Gap.NONE
        rest = NAME_SEPARATOR.split(flow.text[place : match.end(1)])[0]
        if gap >= Gap.SPACE or (gap is Gap.NEWLINE and UNIT.fullmatch(pieces[-1]) and UNIT.fullmatch(rest)):
            pieces.append("")
        pieces[-1] += flow.text[place]
    return tuple(name for piece in pieces for name in NAME_SEPARATOR.split(piece) if name)


def printed(flow: Flow, match: re.Match) -> str:
    """A bracket with the blanks that part its names, which the flow leaves out."""
    places = range(match.start(), match.end())
    return "".join((" " if flow.gap(place) >= Gap.SPACE else "") + flow.text[place] for place in places).strip()

"""The list of contents 本期要目: titles that stand in the text once more further down."""

import re

from archive.bulletin.layout import Line
from archive.bulletin.numbering import after_numbering

LONGEST = 60  # lines
FARTHEST = 600  # lines below in which a title comes again
CONTENTS = re.compile(r"[【\[〔]?(?:本期|内容)?(?:目录|要目|导读|内容|看点|提要|提示)[】\]〕]?[：:]?")
LISTED_PAGE = re.compile(r"[….·。]*[（(]?\d{0,3}[）)]?$")


def contents_lines(lines: list[Line], at: int) -> int:
    """How many lines from `at` on are a list of contents, its heading among them; 0 where none begins."""
    if not CONTENTS.fullmatch(lines[at].label):
        return 0
    last = at
    for place in range(at + 1, min(at + LONGEST, len(lines))):
        if lines[place].furniture:
            continue
        title = _listed_title(lines[place])
        below = range(place + 1, min(place + FARTHEST, len(lines)))
        if not title or not any(title in lines[each].label for each in below):
            break
        last = place
    return last + 1 - at


def _listed_title(line: Line) -> str:
    """A line of the list without its number before and the page's number behind."""
    return LISTED_PAGE.sub("", line.label[after_numbering(line.label) :])

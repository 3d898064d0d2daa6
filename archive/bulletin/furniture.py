"""What is printed on a page but is no part of what the bulletin says: page numbers, running heads, rules, stray marks.

`name_furniture` looks at each line for itself and at bare numbers together; `name_running_heads` looks at what comes
back page after page, and so has to know first which lines are mastheads, which come back as well.
"""

import re
from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import replace

from archive.bulletin.layout import HAN, Line, split

RULE = re.compile(r"[-*_=—–－─━﹣]{3,}")  # --- or ─────, a drawn line
PAGE_NUMBER = re.compile(
    r"""
      [-—–－─•·~～_=*\[【（(〔]+ \s* \d{1,3} \s* [-—–－─•·~～_=*\]】）)〕]+      # — 3 —
    | 第 \s* \d{1,3} \s* 页 (?: [\s，,/]* 共 \s* \d{1,3} \s* 页 )?      # 第 2 页 共 5 页
    | 共 \s* \d{1,3} \s* 页 [\s，,/]* 第 \s* \d{1,3} \s* 页
    | (?: page | p\. ) \s* \d{1,3} (?: \s* (?: of | / ) \s* \d{1,3} )?
    | \d{1,3} \s* / \s* \d{1,3}     # 2/5
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Such numbers inside a line, where a conversion joined the end of one page with the beginning of the next.
INLINE_PAGE_NUMBER = re.compile(
    rf"""
      (?<![\d—–－])[—–－]\s*\d{{1,3}}\s*[—–－](?![\d—–－])
    | (?<![\w-])-\s\d{{1,3}}\s-(?![\w-])
    | (?<=[{HAN}，、])-\s?\d{{1,3}}\s?-(?=[{HAN}])
    | 第\s*\d{{1,3}}\s*页[\s，,/]*共\s*\d{{1,3}}\s*页
    """,
    re.VERBOSE,
)
# What a browser prints at the edges of a page: the address with the page's number, the time with the title.
BROWSER_EDGE = re.compile(
    r"(?:file|https?)://\S+(?:\s+\d{1,3}/\d{1,3})?|\d{1,4}/\d{1,2}/\d{1,4}[,，]?\s+(?:上午|下午)?\d{1,2}:\d{2}(?:\s*[AP]M)?(?:\s.*)?",
    re.IGNORECASE,
)
# What a scanner makes of dirt; 。 is none, it may be a wrapped line.
STRAY_MARKS = re.compile(r"[·•.．^~～`'|¦_\-*+=<>\\/,°¨¬\s]{1,8}")
STRAY = ".·•^~`'|¦_°¨¬>"
STRAY_HEAD = re.compile(r"(?:>\s*)+|[.·•^~`'¦_°¨¬]{1,3}\s+")  # with a blank between; > quotes in mails and Markdown
STRAY_TAIL = re.compile(r"\s+[.·•^~`'¦_°¨¬]{1,3}$")
BARE_NUMBER = re.compile(r"\d{1,3}")
NEAREST_PAGES = 3  # lines at least between two page numbers
NEAR_BOUNDARY = 2  # lines from a page's end or beginning within which a running head stands
LONGEST_HEAD = 40  # characters
SHORT_HEAD = 0.6  # of the length of the line before it; a sentence that goes on fills its line
OFTEN = 0.4  # share of the pages on which a running head comes back; left and right pages may have their own
OFTEN_WITHOUT_PAGES = 3  # times, where the file does not show where its pages end
NOT_A_HEAD = re.compile(rf"[【〖\[（(].*|.*[。；！？：:”）)]|[^{HAN}A-Za-z]*")


def name_furniture(lines: list[Line]) -> list[Line]:
    """The lines, with rules, page numbers and stray marks named; a page number inside a line is parted from it."""
    named = [part for line in lines for part in _parts(line)]
    for at in _page_numbers(named):
        named[at] = replace(named[at], furniture="page_number")
    return named


def name_running_heads(lines: list[Line], taken: Container[int]) -> None:
    """Name, in place, the lines that come back at the ends or beginnings of pages. `taken` are lines of mastheads."""
    boundaries = [at for at, line in enumerate(lines) if line.page_start or line.furniture == "page_number"]
    near = dict.fromkeys(
        place
        for at in boundaries
        for place in range(max(at - NEAR_BOUNDARY, 0), min(at + NEAR_BOUNDARY + 1, len(lines)))
        if not lines[place].furniture and place not in taken
    )
    heads = {at: head for at in near if (head := _head(lines[at]))}
    before: dict[str, set[str]] = {}
    for at, head in heads.items():
        before.setdefault(head, set()).add(_line_before(lines, at))
    counts = Counter(heads.values())
    edges = set(boundaries)
    pages = sum(at - 1 not in edges for at in boundaries)
    for at, head in heads.items():
        if counts[head] >= max(2, OFTEN * pages) and len(before[head]) > 1:
            lines[at] = replace(lines[at], furniture="running_head")
    if not boundaries:
        _name_repeated(lines, taken)


def possible_heads(lines: list[Line]) -> Iterator[int]:
    """Lines at the beginning of pages that may be running heads, though they come back nowhere: a person has to look."""
    for at, line in enumerate(lines[:-1]):
        begins_page = line.page_start or (at > 0 and lines[at - 1].furniture == "page_number")
        if not begins_page or line.furniture or not _head(line):
            continue
        before = next((place for place in range(at - 1, -1, -1) if not lines[place].furniture), None)
        if before is not None and len(line.text) < SHORT_HEAD * len(lines[before].text):
            yield at


def _parts(line: Line) -> Iterator[Line]:
    if kind := _kind(line.text):
        yield replace(line, furniture=kind)
        return
    places = []
    if line.text[0] in STRAY and (match := STRAY_HEAD.match(line.text)):
        places.append(match.end())
    if line.text[-1] in STRAY and (match := STRAY_TAIL.search(line.text)):
        places.append(match.start())
    if any(mark in line.text for mark in "—–－页-"):
        places += [place for match in INLINE_PAGE_NUMBER.finditer(line.text) for place in match.span()]
    for part in split(line, sorted(places)) if places else [line]:
        yield replace(part, furniture=_kind(part.text)) if places else part


def _kind(content: str) -> str | None:
    if RULE.fullmatch(content):
        return "rule"
    if PAGE_NUMBER.fullmatch(content):
        return "page_number"
    if STRAY_MARKS.fullmatch(content):
        return "mark"
    if content[0] in "fFhH0123456789" and BROWSER_EDGE.fullmatch(content):
        return "running_head"
    return None


def _page_numbers(lines: list[Line]) -> Iterator[int]:
    """Bare numbers that stand at a form feed, or that count on from one to the next some lines apart."""
    numbers = [(at, int(line.text)) for at, line in enumerate(lines) if BARE_NUMBER.fullmatch(line.text)]
    ends = {0, len(lines)}
    for place, (at, number) in enumerate(numbers):
        before = numbers[place - 1] if place else None
        after = numbers[place + 1] if place + 1 < len(numbers) else None
        counts_on = (before and before[1] == number - 1 and at - before[0] > NEAREST_PAGES) or (
            after and after[1] == number + 1 and after[0] - at > NEAREST_PAGES
        )
        at_feed = lines[at].page_start or at + 1 in ends or lines[at + 1].page_start
        if counts_on or (at_feed and len(lines) > NEAREST_PAGES):
            yield at


def _head(line: Line) -> str:
    """What comes back of a line: all but its numbers. Empty for lines that are no running head."""
    if len(line.text) > LONGEST_HEAD:
        return ""
    return "" if NOT_A_HEAD.fullmatch(line.label) else re.sub(r"\d+", "", line.label)


def _line_before(lines: list[Line], at: int) -> str:
    """The text above a line. Where it comes back as well, both belong to a text that does, as lists of recipients do."""
    return next((lines[place].text for place in range(at - 1, -1, -1) if not lines[place].furniture), "")


def _name_repeated(lines: list[Line], taken: Container[int]) -> None:
    """Without signs of pages: a short line that comes back, and at least once in the middle of a sentence."""
    places: dict[str, list[int]] = {}
    for at, line in enumerate(lines):
        if not line.furniture and at not in taken and (head := _head(line)):
            places.setdefault(head, []).append(at)
    for found in places.values():
        before = {_line_before(lines, at) for at in found}
        if (
            len(found) >= OFTEN_WITHOUT_PAGES
            and len(before) > 1
            and any(_is_inside_sentence(lines, at) for at in found)
        ):
            for at in found:
                lines[at] = replace(lines[at], furniture="running_head")


def _is_inside_sentence(lines: list[Line], at: int) -> bool:
    """Whether the line before breaks off: it is at least as long as lines are here and ends without a mark."""
    before = lines[at - 1].text if at else ""
    longest = max((len(line.text) for line in lines[max(at - 5, 0) : at]), default=0)
    return len(before) > LONGEST_HEAD / 4 and len(before) >= longest - 2 and before[-1].isalnum()

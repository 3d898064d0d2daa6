"""What a leader's page 速览 is made of: each entry's title with its result sentence, and how it goes on one sheet."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from archive.bulletin.figures import SENTENCE, figures_of, result_sentence, without_rows
from archive.bulletin.layout import TABLE_ROW
from archive.models import Entry

LONGEST = 60  # characters of a first sentence; two lines on paper
CUT = "……"
STOP = re.compile(r"[，；：、]")

# Sizes of print, the roomiest first: the name that the style sheet knows it by, characters on a line of titles and of
# sentences, and the points that a line of each and the space of an entry take. print.css has the same numbers.
SHEET = 705  # points of A4 between the margins, less the head
SIZES = (("roomy", 31, 35, 23, 20.5, 13), ("close", 35, 40, 20, 17.5, 10), ("tight", 38, 43, 18, 16, 7))


@dataclass(frozen=True)
class BriefRow:
    """An entry with what it achieved; where it does not say, with its first sentence, which may be cut."""

    entry: Entry
    sentence: str

    @property
    def names(self) -> list[str]:
        return [attribution.name for attribution in self.entry.attributions.all()]

    @property
    def length(self) -> int:
        """Characters below the title, the units' names included."""
        return len(self.sentence) + sum(len(name) + 1 for name in self.names) + 1


def brief_rows(entries: Iterable[Entry]) -> list[BriefRow]:
    return [BriefRow(entry, gist(entry.body)) for entry in entries]


def gist(body: str) -> str:
    """What a body says was achieved, else its first sentence: as printed, and cut with …… where that is long."""
    found = achieved(body)
    if found:
        return found
    lines = (line for line in body.split("\n") if line.strip() and not TABLE_ROW.fullmatch(line))
    first = SENTENCE.match(next(lines, "").strip())[0]
    if len(first) <= LONGEST:
        return first
    stops = [match.start() for match in STOP.finditer(first, LONGEST // 2, LONGEST)]
    return first[: stops[-1] if stops else LONGEST] + CUT


def achieved(body: str) -> str:
    """The result sentence; where no sentence opens with a time, the one with most figures, the last of these."""
    found = result_sentence(body)
    if not found and (figures := figures_of(body)):
        held = Counter(bisect_right(_ends(body), figure.at) for figure in figures)
        most = max(held, key=lambda place: (held[place], place))
        ends = [0, *_ends(body)]
        found = without_rows(body[ends[most] : ends[most + 1]])
    return found.strip()


def _ends(body: str) -> list[int]:
    """Where the sentences of a body end."""
    return [match.end() for match in SENTENCE.finditer(body) if match[0]]


def print_size(rows: Iterable[BriefRow]) -> str:
    """The roomiest size of print in which all rows go on one sheet; "" where they go on none."""
    rows = list(rows)
    for name, *measures in SIZES:
        if sum(_height(row, *measures) for row in rows) <= SHEET:
            return name
    return ""


def _height(row: BriefRow, of_title: int, of_sentence: int, title: float, sentence: float, space: float) -> float:
    """Points that a row takes on paper."""
    return -(-len(row.entry.title) // of_title) * title + -(-row.length // of_sentence) * sentence + space

"""The number grid 期号格: which numbers of a year are here and which are missing. Knows nothing of the database.

A number below the highest one that is not here is a hole; nothing is said about numbers that may follow. Three holes
or more in a row become one cell, so that an archive that is just being filled does not turn red all over.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import groupby

SHORTEST_RUN = 3  # holes that are drawn as one cell
UNKNOWN = "刊名不详"  # as the filter of the search page has it
MOST_NAMED = 2  # holes that are named in a sentence


@dataclass(frozen=True)
class Cell:
    """An issue, or a hole: one missing number or a run of them."""

    first: int
    last: int
    issue: object | None = None
    after: date | None = None  # a hole lies between these two dates, as far as they are known
    before: date | None = None

    @property
    def is_run(self):
        return self.last > self.first

    @property
    def missing(self):
        return 0 if self.issue else self.last - self.first + 1

    @property
    def drawn(self):
        """What is drawn, in words: key and address of the issue, its number, month, day and number of entries; of a hole
        its numbers alone. A template takes a tuple apart quickly, and of a year there may be hundreds."""
        number = f"{self.first}—{self.last}" if self.is_run else str(self.first)
        if not (issue := self.issue):
            return 0, "", number, self.is_run, "", "", ""
        month, day = (str(issue.date.month), str(issue.date.day)) if issue.date else ("", "")
        return issue.pk, issue.url, number, False, month, day, str(issue.entry_count)

    @property
    def name(self):
        """第31期, 第1至41期"""
        return f"第{self.first}至{self.last}期" if self.is_run else f"第{self.first}期"

    @property
    def between(self):
        """When a hole must have been printed: 应在7月8日至18日之间. Empty where the days around it say nothing."""
        after, before = self.after, self.before
        if after and before and after > before:  # one of them is a slip of print
            return ""
        if after and before:
            month = "" if before.month == after.month else f"{before.month}月"
            return f"应在{_day(after)}至{month}{before.day}日之间"
        if before:
            return f"应在{_day(before)}之前"
        return f"应在{_day(after)}之后" if after else ""


@dataclass(frozen=True)
class Month:
    number: int | None  # None: the issue has no date
    cells: list[Cell]

    @property
    def drawn(self):
        return [cell.drawn for cell in self.cells]

    @property
    def entries(self):
        return sum(cell.issue.entry_count for cell in self.cells if cell.issue)

    @property
    def value(self):
        """2025-03, as the search page has it; empty where a date is not of the year of the others, by a slip of print."""
        years = {cell.issue.date.year for cell in self.cells if cell.issue and cell.issue.date}
        return f"{years.pop()}-{self.number:02}" if self.number and len(years) == 1 else ""


@dataclass(frozen=True)
class Grid:
    """The cells of one bulletin and one year, in the order of the numbers. `is_whole` where all issues of it are in
    cells, for each has a number; `is_one_of_several` where the year has other bulletins too."""

    bulletin: object
    cells: list[Cell]
    is_whole: bool = True
    is_one_of_several: bool = False

    @property
    def asked_for(self):
        """The bulletin for the address of a search, where its year alone does not say enough."""
        return (self.bulletin or UNKNOWN) if self.is_one_of_several else ""

    @property
    def drawn(self):
        return [cell.drawn for cell in self.cells]

    @property
    def highest(self):
        return self.cells[-1].last

    @property
    def issue_count(self):
        return sum(1 for cell in self.cells if cell.issue)

    @property
    def entry_count(self):
        return sum(cell.issue.entry_count for cell in self.cells if cell.issue)

    @property
    def missing(self):
        return sum(cell.missing for cell in self.cells)

    @property
    def holes(self):
        return [cell for cell in self.cells if not cell.issue]

    @property
    def holes_in_words(self):
        """第31期; 第3期、第7期; 第3期、第7期等9期"""
        named = "、".join(cell.name for cell in self.holes[:MOST_NAMED])
        return f"{named}等{self.missing}期" if len(self.holes) > MOST_NAMED else named

    @property
    def months(self):
        """All twelve months, and before them the issues without a date. A hole stands where the issue before it stands."""
        cells = {number: [] for number in [None, *range(1, 13)]}
        month = 1
        for cell in self.cells:
            if cell.issue:
                month = cell.issue.date.month if cell.issue.date else None
            cells[month].append(cell)
        return [Month(number, cells[number]) for number in cells if number or cells[number]]


def make_grids(issues) -> list[Grid]:
    """One grid for each bulletin among the issues of a year, the bulletin with most issues first."""
    numbered = sorted(
        (issue for issue in issues if issue.number), key=lambda issue: (issue.bulletin_id or 0, issue.number)
    )
    groups = [list(group) for _, group in groupby(numbered, key=lambda issue: issue.bulletin_id)]
    groups.sort(key=len, reverse=True)
    of_bulletin = Counter(issue.bulletin_id for issue in issues)
    return [
        Grid(
            bulletin=group[0].bulletin,
            cells=list(_cells(group)),
            is_whole=of_bulletin[group[0].bulletin_id] == len(group),
            is_one_of_several=len(of_bulletin) > 1,
        )
        for group in groups
    ]


def count_missing(keys) -> Counter:
    """Missing numbers per year, from the (year, bulletin, number) of every issue."""
    missing = Counter()
    ordered = sorted(set(keys), key=lambda key: (key[0], key[1] or 0, key[2]))
    for (year, _bulletin), group in groupby(ordered, key=lambda key: key[:2]):
        numbers = [number for _, _, number in group]
        missing[year] += numbers[-1] - len(numbers)
    return missing


def _cells(issues):
    expected, after = 1, None
    for issue in issues:
        yield from _holes(expected, issue.number - 1, after, issue.date)
        yield Cell(issue.number, issue.number, issue)
        expected, after = issue.number + 1, issue.date


def _holes(first, last, after, before):
    if last - first + 1 >= SHORTEST_RUN:
        yield Cell(first, last, after=after, before=before)
        return
    for number in range(first, last + 1):
        yield Cell(number, number, after=after, before=before)


def _day(day):
    return f"{day.month}月{day.day}日"

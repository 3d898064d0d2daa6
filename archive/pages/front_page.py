"""What the front page is made of, beside the latest issue: what is often asked for, and who and what was printed lately.

Lately means the eight weeks that end with the latest issue, not with today: an archive that is filled a month late has
as much to show. Everything is counted in rows of the index of those weeks or of one year, never in all of them.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Func, Q
from django.db.models.functions import TruncDate
from django.utils.timezone import localdate, now

from archive.links import search_url
from archive.models import EntrySearch, Issue, SearchLog, Section, Suggestion, SynonymGroup, Topic, Unit, Word
from archive.pages import holdings
from archive.pages.grid import Grid, make_grids
from archive.pages.topics import Part, parts_by_unit
from archive.revision import remembered
from archive.search.index.listing import planner_settings
from archive.search.index.lookup import matching, which_hold
from archive.search.query import parse_query

WEEKS = timedelta(weeks=8)
SHOWN = 6  # units and topics of the last weeks
EXAMPLES = 5
ASKED = 3  # times that a question was asked, on two days at least, before others are shown it
ASKED_WITHIN = timedelta(days=60)
LONGEST_EXAMPLE = 12  # characters


@dataclass(frozen=True, slots=True)
class Lately:
    """Who and what was printed in some weeks, the most first: units; topics, and sections under none. The first of
    them, and how many there are in all."""

    units: list[Part]
    topics: list[Part]
    units_in_all: int
    topics_in_all: int


@dataclass(frozen=True, slots=True)
class SoFar:
    """A year: the numbers of one bulletin, and how many issues and entries there are of it in all, those of other
    bulletins and those without a number included: the pages of a year know no bulletins."""

    grid: Grid
    issues: int
    entries: int

    @property
    def others(self) -> int:
        """Issues that have no place in the grid."""
        return self.issues - self.grid.issue_count


def year_of(issue: Issue) -> SoFar | None:
    """The year of an issue, with the numbers of its own bulletin; None where it has no number among them."""
    issues = holdings.issues_of(issue.year, with_first=False) if issue.year else []
    own = next((grid for grid in make_grids(issues) if grid.bulletin == (issue.bulletin and issue.bulletin.name)), None)
    return own and SoFar(own, len(issues), sum(each.entry_count for each in issues))


def lately(until: date) -> Lately:
    """Of the eight weeks that end with a day."""
    return remembered(("lately", until), lambda: _lately(until))


def _lately(until: date) -> Lately:
    since = date.fromordinal(max(until.toordinal() - WEEKS.days + 1, 1))  # there is no day before the first
    days = f"日期:{since}..{until}"
    rows = list(EntrySearch.objects.filter(day__range=(since, until)).values_list("unit_ids", "section_id"))
    units = parts_by_unit(Counter(unit for units, _ in rows for unit in units), q=days)
    topics = _topics(Counter(section for _, section in rows if section), days)
    return Lately(units[:SHOWN], topics[:SHOWN], len(units), len(topics))


def silent_units(issue: Issue) -> list[Unit]:
    """The units of the county of an issue of which nothing was printed in its year."""
    if not (issue.year and issue.bulletin and issue.bulletin.county):
        return []
    rows = EntrySearch.objects.filter(year=issue.year).order_by()
    heard = rows.annotate(of_unit=Func(F("unit_ids"), function="unnest")).values("of_unit")
    units = Unit.objects.filter(county=issue.bulletin.county).exclude(pk__in=heard)
    return remembered(("silent", issue.year, issue.bulletin.county), lambda: list(units))


def examples() -> list[str]:
    """What is often asked for and found, else words of the office's own that stand in titles; each finds something.

    Nothing of what few have asked, nothing long, and nothing but plain words: no one's own question is shown to others.
    Nor what was found once and is withdrawn now: the words of a question say what stood there. Looked for once a day and after
    each change of the archive, not for every reader.
    """
    return remembered(("examples", localdate()), _examples)


def _examples() -> list[str]:
    asked = SearchLog.objects.filter(time__gte=now() - ASKED_WITHIN).order_by().values_list("query", flat=True)
    often = (
        asked.annotate(times=Count("pk"), in_vain=Count("pk", filter=Q(hits=0)))
        .alias(days=Count(TruncDate("time"), distinct=True))
        .filter(times__gte=ASKED, days__gte=2, in_vain=0)
        .order_by("-times", "query")
    )
    shown = [text for text in often[: EXAMPLES * 4] if _is_example(text)]
    if not shown:
        return _office_words()
    with planner_settings():
        held = which_hold({place: matching(parse_query(text)) for place, text in enumerate(shown)})
    return [shown[place] for place in sorted(held)][:EXAMPLES]


def _is_example(text: str) -> bool:
    return len(text) <= LONGEST_EXAMPLE and not text.isdecimal() and parse_query(text).is_plain


def _office_words() -> list[str]:
    members = SynonymGroup.objects.order_by().annotate(member=Func(F("words"), function="unnest")).values("member")
    own = Q(text__in=Word.objects.order_by().values("text")) | Q(text__in=members)
    held = Suggestion.objects.filter(own, kind=Suggestion.Kind.WORD, weight__gt=0)
    return list(held.order_by("-weight", "text").values_list("text", flat=True)[:EXAMPLES])


def _topics(counted: Counter[int], days: str) -> list[Part]:
    """Topics, and sections that nobody has put under one."""
    held: Counter[Topic | Section] = Counter()
    for section in Section.objects.select_related("topic").filter(pk__in=list(counted)):
        held[section.topic or section] += counted[section.pk]
    return [
        Part(
            each.name,
            held[each],
            search_url(q=days, **{"section" if isinstance(each, Section) else "topic": each.name}),
            each.get_absolute_url(),
        )
        for each in sorted(held, key=lambda each: (-held[each], each.name))
    ]

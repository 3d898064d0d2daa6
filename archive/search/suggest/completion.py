"""What a person may be about to type: what begins so, then what has it within, then what sounds so."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.functions import Length, StrIndex
from django.urls import reverse

from archive.links import search_url
from archive.models import Entry, EntrySearch, Issue, Suggestion
from archive.search.index.listing import planner_settings
from archive.search.index.lookup import matching, which_hold
from archive.search.normalize import normalize
from archive.search.pinyin import fold, initials, syllables
from archive.search.query import TITLE, Clause, Literal, Query, parse_query
from archive.search.vocabulary import pairs_of

Kind = Suggestion.Kind
LONGEST = 40  # characters; who types more is not looking for a word
SURE = 10  # titles: a word of so many does not vanish from the archive between two rebuilds of the vocabulary
ROWS = 10  # of the vocabulary that are looked at
TITLES = 16  # entries whose titles are looked at
FEWEST_LETTERS = 2  # of pinyin; one letter begins a tenth of everything
# Of each kind, while there are others: nobody shall see words alone, or titles alone.
MOST = {Kind.UNIT: 3, Kind.ISSUE: 3, Kind.SECTION: 2, Kind.WORD: 4, Kind.QUERY: 2, Kind.TITLE: 3}
KINDS = StrIndex(Value(" ".join(MOST)), F("kind"))  # in the order above
OTHER_NAME = Case(When(address=F("text"), then=Value(0)), default=Value(1))  # a unit's own name before its others

LETTERS = re.compile(r"[a-z]+(?: [a-z]+)*")
HALF_TYPED = re.compile(r"(?P<head>.*[^a-z])(?P<tail>[a-z]+)")  # 清洁jy
# 2025年第4, 第44期, 2025-4: the beginning of an issue's name
ISSUE_BEGINS = re.compile(r"(?:(?P<year>[12][0-9]{3})[年-])?第?(?P<number>[0-9]{0,4})期?")


@dataclass(frozen=True, slots=True)
class Suggested:
    """`text` is what to put into the box, `url` the page that it leads to: a unit's, an issue's, an entry's or a search.

    `count` is the number of entries that a search for the text gives; None where it has not been counted.
    """

    text: str
    kind: str
    label: str
    count: int | None
    url: str


def complete(text: str, limit: int = 8) -> list[Suggested]:
    """At most so many suggestions for what has been typed so far, best first. Anything may be typed."""
    key = normalize(text[: LONGEST + 1])
    if not key or len(key) > LONGEST:
        return []
    found: dict[str, Suggested] = {}
    with planner_settings():
        for source in _sources(key):
            for each in source:
                if (known := normalize(each.text)) != key or each.kind in (Kind.UNIT, Kind.ISSUE, Kind.SECTION):
                    found.setdefault(known, each)
            if len(found) >= 2 * limit:
                break
    return _mixed(list(found.values()), limit)


def suggested(row: Suggestion, count: int | None = None) -> Suggested:
    pages = {Kind.UNIT: ("archive:unit", row.address), Kind.SECTION: ("archive:section", row.text)}
    name, subject = pages.get(row.kind, ("", ""))
    url = reverse(name, args=[subject]) if subject else search_url(q=row.text)
    return Suggested(row.text, str(row.kind), row.get_kind_display(), count, url)


def by_kind(rows: QuerySet[Suggestion], *before: Case) -> QuerySet[Suggestion]:
    return rows.order_by(*before, KINDS, "-weight", OTHER_NAME, Length("key"), "key", "pk")


def _sources(key: str) -> Iterator[Iterable[Suggested]]:
    """One after the other, the best first; who has enough asks no further."""
    yield _issues(key)
    yield _still_there(by_kind(Suggestion.objects.filter(key__startswith=key))[:ROWS])
    if pairs := sorted(pairs_of(key)):
        yield _titles(key)
        within = Suggestion.objects.filter(pairs__contains=pairs, key__contains=key)
        yield _still_there(by_kind(within.exclude(key__startswith=key))[:ROWS])
    yield _still_there(_sounding(key))


def _issues(key: str) -> Iterator[Suggested]:
    match = ISSUE_BEGINS.fullmatch(key)
    if not match or not (match["year"] or ("第" in key and match["number"])):
        return
    issues = Issue.objects.published().filter(number__isnull=False, year__isnull=False)
    if match["year"]:
        issues = issues.filter(year=int(match["year"]))
    if match["number"]:
        number = int(match["number"])
        is_whole = "期" in key
        numbers = [number] if is_whole else [number, *range(number * 10, number * 10 + 10)]
        issues = issues.filter(number__in=numbers)
    for issue in issues.select_related("bulletin").newest_first()[: MOST[Kind.ISSUE]]:
        text = f"{issue.year}年第{issue.number}期"
        yield Suggested(text, str(Kind.ISSUE), Kind.ISSUE.label, None, issue.get_absolute_url())


def _titles(key: str) -> list[Suggested]:
    """Titles with the text in them: those that begin with it, then the newest. Of a frequent text any: who types it goes
    on typing, and to find the newest of thousands takes longer than all else here."""
    literal = Query(key, (Clause((Literal(key, TITLE),)),))
    pks = list(matching(literal).values_list("pk", flat=True)[:TITLES])
    if not pks:
        return []
    entries = Entry.objects.published().filter(pk__in=pks)
    newest = entries.order_by(F("issue__date").desc(nulls_last=True), "-issue", "order")
    rows = [row for row in newest.values_list("title", "issue__address", "address") if key in normalize(row[0])]
    rows.sort(key=lambda row: not normalize(row[0]).startswith(key))
    return [
        Suggested(
            title, str(Kind.TITLE), Kind.TITLE.label, None, reverse("archive:entry", args=[*issue.split("/"), order])
        )
        for title, issue, order in rows
    ]


def _sounding(key: str) -> QuerySet[Suggestion]:
    """Rows that begin with what the letters sound like: qjjy, qingjiejiay, 清洁jy."""
    match = HALF_TYPED.fullmatch(key)
    if match and not LETTERS.fullmatch(key):
        head, tail = match["head"], match["tail"]
        letters, sounds = initials(head) + tail, fold("".join(syllables(head)) + tail)
    elif LETTERS.fullmatch(key) and len(key) >= FEWEST_LETTERS:
        head, letters = "", key.replace(" ", "")
        sounds = fold(letters)
    else:
        return Suggestion.objects.none()
    rows = Suggestion.objects.filter(Q(pinyin__startswith=sounds) | Q(initials__startswith=letters))
    exact = Case(When(Q(initials=letters) | Q(pinyin=sounds), then=Value(0)), default=Value(1))
    return by_kind(rows.filter(key__startswith=head) if head else rows, exact)[:ROWS]


def _still_there(rows: Iterable[Suggestion]) -> Iterator[Suggested]:
    """Rows that lead to something that is published now, asked of the index at once. Pages of units are always there."""
    rows = list(rows)
    asked = {
        place: _held_by(row)
        for place, row in enumerate(rows)
        if row.kind != Kind.UNIT and (row.kind != Kind.WORD or row.weight < SURE)
    }
    held = which_hold(asked)
    yield from (suggested(row) for place, row in enumerate(rows) if place not in asked or place in held)


def _held_by(row: Suggestion) -> QuerySet[EntrySearch]:
    if row.kind == Kind.SECTION:
        return EntrySearch.objects.filter(section__name=row.text)
    query = parse_query(row.text)
    return matching(query) if query else EntrySearch.objects.none()


def _mixed(found: list[Suggested], limit: int) -> list[Suggested]:
    """As many as are wanted, no kind above its share while others wait, in the order given."""
    counted: Counter[str] = Counter()
    first = []
    for each in found:
        counted[each.kind] += 1
        if counted[each.kind] <= MOST[each.kind]:
            first.append(each)
    kept = set(first[:limit])
    kept.update([each for each in found if each not in kept][: limit - len(kept)])
    return [each for each in found if each in kept]

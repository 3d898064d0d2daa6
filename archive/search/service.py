"""The life of a question: what was typed → candidates from the index → their texts looked at → ranked → one page.

A question is answered in two steps, because the facets lie between them: `find` gives the rows that hold what was
typed, a filter narrows the rows, `arrange` puts them in order and cuts out a page. `search` is both at once.
"""

from dataclasses import dataclass, field

from django.db.models import QuerySet

from archive.bulletin.figures import result_sentence
from archive.models import Entry, EntrySearch
from archive.search.fallback import instead, weighed
from archive.search.finding import Found, everything, look_up
from archive.search.highlight import Fragment, excerpt, highlight, telling
from archive.search.index.listing import planner_settings
from archive.search.ordering import NEWEST, RELEVANCE, Listing, keys_between
from archive.search.query import Query, parse_query
from archive.search.understood import understood
from archive.search.widening import widen

PAGE_SIZES = (20, 50, 100)


@dataclass(frozen=True, slots=True)
class Match:
    """A row of the result page; `number` is its place in the whole list, from 1."""

    number: int
    entry: Entry
    title: list[Fragment]
    excerpt: list[Fragment]


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One page of the answer. `exact` is False where `total` may count a few entries too many."""

    query: Query
    total: int
    exact: bool
    sort: str
    page: int
    page_size: int
    matches: list[Match] = field(default_factory=list)
    notes: tuple[str, ...] = ()

    @property
    def terms(self) -> tuple[str, ...]:
        return self.query.terms

    @property
    def understood(self) -> str:
        """The question in words; empty where it was plain words."""
        return understood(self.query)

    @property
    def pages(self) -> int:
        return max(-(-self.total // self.page_size), 1)

    @property
    def first(self) -> int:
        return (self.page - 1) * self.page_size + 1 if self.total else 0

    @property
    def last(self) -> int:
        return min(self.page * self.page_size, self.total)


def search(*, query: str, sort: str = RELEVANCE, page: int = 1, page_size: int = PAGE_SIZES[0]) -> SearchResult:
    found = find(query)
    return arrange(found, found.rows, sort=sort, page=page, page_size=page_size)


def find(text: str, *, is_widened: bool = True) -> Found:
    """The rows of the index that hold what was typed, or other words for it; all of them when nothing was."""
    query = parse_query(text)
    if is_widened:
        query = widen(query)
    if not query:
        return everything(query)
    with planner_settings():
        found = look_up(query)
        if found.candidates == {}:
            found = instead(query, found.hits.of) or found
        return found if found.terms else weighed(found)


def arrange(
    found: Found, rows: QuerySet[EntrySearch], *, sort: str, page: int, page_size: int = PAGE_SIZES[0]
) -> SearchResult:
    """One page of some of the rows found, in order. A page after the last one is the last one."""
    sort = _possible(sort, found)
    listed = Listing(found, rows, sort)
    total, exact, keys = listed.between((page - 1) * page_size, page * page_size)
    last = max(-(-total // page_size), 1)
    if not 1 <= page <= last:
        page = min(max(page, 1), last)
        total, exact, keys = listed.between((page - 1) * page_size, page * page_size)
    return SearchResult(
        query=found.query,
        total=total,
        exact=exact,
        sort=sort,
        page=page,
        page_size=page_size,
        matches=_matches(keys, found),
        notes=found.notes,
    )


def around(
    found: Found, rows: QuerySet[EntrySearch], *, sort: str, number: int, reach: int
) -> tuple[int, bool, dict[int, int]]:
    """(how many the list has, whether that is exact, the keys of the entries by place up to `reach` from `number`).

    Places are counted from 1.
    """
    total, exact, keys = keys_between(found, rows, _possible(sort, found), number - 1 - reach, number + reach)
    return total, exact, {place + 1: pk for place, pk in keys.items()}


def _possible(sort: str, found: Found) -> str:
    """Without words to look for nothing is more relevant than another."""
    return NEWEST if sort == RELEVANCE and not found.terms else sort


def _matches(keys: dict[int, int], found: Found) -> list[Match]:
    entries = Entry.objects.published().for_lists().in_bulk(keys.values())
    marked = telling(found.query)
    weights = {term.text: term.weight for term in found.terms}
    return [
        Match(
            number=place + 1,
            entry=entry,
            title=highlight(entry.title, marked.title_terms),
            excerpt=excerpt(entry.body, marked.body_terms, fallback=result_sentence(entry.body), weights=weights),
        )
        for place, entry in ((place, entries[pk]) for place, pk in keys.items() if pk in entries)
    ]

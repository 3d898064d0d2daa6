"""The life of a question: what was typed → candidates from the index → their texts looked at → ranked → one page.

A question is answered in two steps, because the facets lie between them: `find` gives the rows that hold what was
typed, a filter narrows the rows, `arrange` puts them in order and cuts out a page. `search` is both at once.
Up to EXACT_LIMIT candidates are all looked at, so that counts and facets are exact; beyond, they are the index's own,
which for more than one short literal may count a few entries too many, and the result says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.db.models import QuerySet

from archive.bulletin.figures import result_sentence
from archive.models import Entry, EntrySearch, UnitAlias
from archive.search import index
from archive.search.highlight import Fragment, excerpt, highlight
from archive.search.matching import answers
from archive.search.normalize import normalize
from archive.search.query import (
    ANYWHERE,
    BODY,
    TITLE,
    UNIT,
    Clause,
    Condition,
    Literal,
    Query,
    occurrences,
    parse_query,
)
from archive.search.ranking import Candidate, rank
from archive.search.tokenizer import words
from archive.search.understood import understood

EXACT_LIMIT = 2000  # candidates whose texts are all looked at
POOL = 400  # newest candidates, and newest with all terms in the title, that compete when there are more

LONGEST_WORD = 4  # characters; up to here what is typed is one word, and a reader expects it as it stands
FILLERS = frozenset("的了和与及在是有等把将对为")

RELEVANCE, NEWEST, OLDEST = "relevance", "newest", "oldest"
SORTS = {RELEVANCE: "最相关", NEWEST: "最新", OLDEST: "最早"}
PAGE_SIZES = (20, 50, 100)


@dataclass(frozen=True, slots=True)
class Found:
    """What holds the question. `candidates` are all of `rows` by key where `exact` came from looking at the texts."""

    query: Query
    rows: QuerySet[EntrySearch]
    exact: bool
    candidates: dict[int, Candidate] | None = None
    notes: tuple[str, ...] = ()


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


def find(text: str) -> Found:
    """The rows of the index that hold what was typed; all of them when nothing was."""
    query = _with_other_names(parse_query(text))
    if not query:
        return Found(query, EntrySearch.objects.all(), exact=True, notes=query.notes)
    with index.planner_settings():
        found = _look_up(query)
        if found.candidates == {} and (relaxed := _relaxed(query)):
            by_words = _look_up(relaxed)
            if by_words.candidates != {}:
                parts = "".join(f"“{term}”" for term in relaxed.terms)
                note = f"没有一条连着写“{query.text}”，下面是同时写有{parts}的。"
                return replace(by_words, notes=(*query.notes, note))
    return found


def arrange(
    found: Found, rows: QuerySet[EntrySearch], *, sort: str, page: int, page_size: int = PAGE_SIZES[0]
) -> SearchResult:
    """One page of some of the rows found, in order. A page after the last one is the last one."""
    if not found.query.terms and sort == RELEVANCE:
        sort = NEWEST
    if found.candidates is None:
        with index.planner_settings():
            total, page, pks = _page_of_many(found, rows, sort, page, page_size)
    else:
        kept = found.candidates.keys()
        if rows is not found.rows:
            kept = set(rows.values_list("pk", flat=True))
        ordered = _order([found.candidates[pk] for pk in kept], found.query, sort)
        total = len(ordered)
        page = _within(page, total, page_size)
        pks = [candidate.pk for candidate in ordered[(page - 1) * page_size : page * page_size]]
    return SearchResult(
        query=found.query,
        total=total,
        exact=found.exact,
        sort=sort,
        page=page,
        page_size=page_size,
        matches=_matches(pks, found.query, (page - 1) * page_size + 1),
        notes=found.notes,
    )


def _look_up(query: Query) -> Found:
    rows = index.matching(query)
    pks = list(rows.values_list("pk", flat=True)[: EXACT_LIMIT + 1])
    if len(pks) > EXACT_LIMIT:
        return Found(query, rows, exact=index.is_decisive(query), notes=query.notes)
    candidates = {candidate.pk: candidate for candidate in index.load_candidates(pks) if answers(candidate, query)}
    return Found(query, EntrySearch.objects.filter(pk__in=list(candidates)), True, candidates, query.notes)


def _with_other_names(query: Query) -> Query:
    """The query with the other names of the units it asks for; the register is read only when it asks for one."""
    if not any(_is_unit(each) for clause in query.clauses for each in clause.conditions):
        return query
    register = [
        (unit, normalize(county), known)
        for unit, county, name in UnitAlias.objects.values_list("unit", "county", "name")
        if (known := normalize(name))
    ]
    clauses = (
        replace(clause, conditions=tuple(_with_names(each, register) for each in clause.conditions))
        for clause in query.clauses
    )
    return replace(query, clauses=tuple(clauses))


def _with_names(condition: Condition, register: list[tuple[int, str, str]]) -> Condition:
    """A name is printed as it is in the register or with the county or 县 before it, and may be asked for so."""
    if not _is_unit(condition):
        return condition
    asked = condition.text
    units = {
        unit
        for unit, county, name in register
        if any(occurrences(asked, name)) or asked in (f"县{name}", f"{county}{name}")
    }
    names = {before + name for unit, county, name in register if unit in units for before in ("", "县", county)}
    return replace(condition, names=frozenset(name for name in names if not any(occurrences(asked, name))))


def _is_unit(condition: Condition) -> bool:
    return isinstance(condition, Literal) and condition.field == UNIT


def _relaxed(query: Query) -> Query | None:
    """The query with its long unquoted terms cut into words; None where that changes nothing."""
    clauses: dict[Clause, None] = {}
    for clause in query.clauses:
        only = clause.conditions[0]
        if clause.negative or len(clause.conditions) > 1 or not _can_be_cut(only):
            clauses[clause] = None
        else:
            clauses |= {Clause((replace(only, text=part),)): None for part in _parts(only.text)}
    relaxed = replace(query, clauses=tuple(clauses))
    return relaxed if relaxed != query else None


def _can_be_cut(condition: Condition) -> bool:
    is_text = isinstance(condition, Literal) and condition.field in (ANYWHERE, TITLE, BODY)
    return is_text and not condition.is_phrase and len(condition.text) > LONGEST_WORD


def _parts(term: str) -> list[str]:
    """A term's words. Single characters side by side are one part, for jieba cuts up names it does not know: 马|庄|乡.

    Signs and the words that only hold a sentence together are left out; nothing else is, or the answer would not be one.
    """
    parts: list[str] = []
    joinable = False
    for word in words(term):
        if len(word) == 1 and joinable:
            parts[-1] += word
        else:
            parts.append(word)
        joinable = len(word) == 1
    return [part for part in parts if part not in FILLERS and any(map(str.isalnum, part))] or [term]


def _order(candidates: list[Candidate], query: Query, sort: str) -> list[Candidate]:
    if sort == RELEVANCE:
        return rank(candidates, query.terms)
    in_print = sorted(candidates, key=lambda candidate: candidate.place)
    dated = [candidate for candidate in in_print if candidate.day]
    dated.sort(key=lambda candidate: candidate.day, reverse=sort == NEWEST)
    return dated + [candidate for candidate in in_print if not candidate.day]


def _page_of_many(
    found: Found, rows: QuerySet[EntrySearch], sort: str, page: int, page_size: int
) -> tuple[int, int, list[int]]:
    """Total, page and keys where there are too many candidates to look at all of them."""
    total = rows.count()
    page = _within(page, total, page_size)
    start, stop = (page - 1) * page_size, page * page_size
    pool: list[int] = []
    if sort == RELEVANCE:
        newest = index.newest_first(rows)
        in_title = index.matching(found.query, in_title=True).values("pk")
        pks = [*newest.filter(pk__in=in_title).values_list("pk", flat=True)[:POOL]]
        pks += newest.values_list("pk", flat=True)[:POOL]
        pool = [
            candidate.pk for candidate in _order(_verified(list(dict.fromkeys(pks)), found.query), found.query, sort)
        ]
        rows = rows.exclude(pk__in=pks)
    ordered = index.oldest_first(rows) if sort == OLDEST else index.newest_first(rows)
    rest_start, rest_stop = max(start - len(pool), 0), max(stop - len(pool), 0)
    rest = list(ordered.values_list("pk", flat=True)[rest_start:rest_stop])
    if found.query and not found.exact:
        held = {candidate.pk for candidate in _verified(rest, found.query)}
        rest = [pk for pk in rest if pk in held]
    return total, page, pool[start:stop] + rest


def _verified(pks: Sequence[int], query: Query) -> list[Candidate]:
    return [candidate for candidate in index.load_candidates(list(pks)) if answers(candidate, query)]


def _matches(pks: list[int], query: Query, first_number: int) -> list[Match]:
    entries = Entry.objects.published().for_lists().in_bulk(pks)
    shown = [entries[pk] for pk in pks if pk in entries]
    return [
        Match(
            number=number,
            entry=entry,
            title=highlight(entry.title, query.title_terms),
            excerpt=excerpt(entry.body, query.body_terms, fallback=result_sentence(entry.body)),
        )
        for number, entry in enumerate(shown, start=first_number)
    ]


def _within(page: int, total: int, page_size: int) -> int:
    return min(max(page, 1), max(-(-total // page_size), 1))

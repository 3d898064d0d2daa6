"""Which rows of the index answer a query.

The index names candidates; where their lexemes do not decide, their texts do. Up to EXACT_LIMIT all texts are looked at
here, for the order depends on them as well; up to VERIFIED by PostgreSQL, which names those that hold the query.
Beyond, the rows are the index's own, which may be a few too many: then the result says 约, and what a page shows is
looked at when it is shown.
"""

from dataclasses import dataclass

from django.db.models import QuerySet

from archive.models import EntrySearch
from archive.search.index import listing, lookup
from archive.search.index.listing import Hits
from archive.search.matching import answers
from archive.search.query import Query
from archive.search.ranking import Candidate, Term

EXACT_LIMIT = 1000  # candidates whose texts are all looked at and compared with each other, in some 50 ms
SURELY_MANY = 4 * EXACT_LIMIT  # candidates by estimate, which is never so far out
VERIFIED = 5_000  # candidates whose texts PostgreSQL looks at, by estimate, in 30 to 100 ms


@dataclass(frozen=True, slots=True)
class Found:
    """What holds the question. `candidates` are all of `rows` by key; None where there are more than can be compared.

    `exact` is False where `rows` may be a few too many. `hits` says how many they are, or about. `terms` are what the
    order by relevance goes by.
    """

    query: Query
    rows: QuerySet[EntrySearch]
    exact: bool
    hits: Hits
    candidates: dict[int, Candidate] | None = None
    notes: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()


def everything(query: Query) -> Found:
    """All rows, where nothing was asked for."""
    rows = EntrySearch.objects.all()
    return Found(query, rows, True, listing.estimate(rows), notes=query.notes)


def look_up(query: Query) -> Found:
    """Within `listing.planner_settings`."""
    rows = lookup.matching(query)
    hits = listing.estimate(rows)
    if hits.number <= SURELY_MANY:
        pks = list(rows.values_list("pk", flat=True)[: EXACT_LIMIT + 1])
        if len(pks) <= EXACT_LIMIT:
            return compared(query, verified(pks, query))
    if lookup.is_decisive(query):
        return Found(query, rows, True, hits, notes=query.notes)
    held = lookup.holding(query, rows) if hits.number <= VERIFIED else None
    if held is None:
        return Found(query, rows, False, hits, notes=query.notes)
    pks = list(held.values_list("pk", flat=True))
    if len(pks) <= EXACT_LIMIT:
        return compared(query, lookup.load_candidates(pks))
    return Found(query, _of(pks), True, Hits(len(pks), max(hits.of, len(pks)), exact=True), notes=query.notes)


def compared(query: Query, candidates: list[Candidate]) -> Found:
    """Those entries and no others."""
    number = len(candidates)
    by_key = {candidate.pk: candidate for candidate in candidates}
    return Found(query, _of(list(by_key)), True, Hits(number, max(number, 1), exact=True), by_key, query.notes)


def verified(pks: list[int], query: Query) -> list[Candidate]:
    """Those of some entries that answer the query, told from their texts."""
    return [candidate for candidate in lookup.load_candidates(pks) if answers(candidate, query)]


def _of(pks: list[int]) -> QuerySet[EntrySearch]:
    return EntrySearch.objects.filter(pk__in=pks)

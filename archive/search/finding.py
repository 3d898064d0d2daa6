"""Which rows of the index answer a query.

The index names candidates; where their lexemes do not decide, their texts do. Up to EXACT_LIMIT all texts are looked at
here, for the order depends on them as well. Up to VERIFIED those count that have what is asked for as words of jieba's,
and PostgreSQL looks at the texts of the others, up to UNSURE. Beyond, the rows are the index's own, which may be a few
too many: then the result says 约, and what a page shows is looked at when it is shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from archive.models import EntrySearch
from archive.search.index import listing, lookup
from archive.search.index.glance import glance
from archive.search.index.listing import Hits
from archive.search.matching import answers
from archive.search.query import Query
from archive.search.ranking import Candidate, Term

EXACT_LIMIT = 1000  # candidates whose texts are all looked at and compared with each other, in some 50 ms
SURELY_MANY = 4 * EXACT_LIMIT  # candidates by estimate, which is never so far out
VERIFIED = 5_000  # candidates, by estimate, of which each is told for sure
UNSURE = 2_000  # of them whose texts PostgreSQL looks at, in 30 to 80 ms: each has to be fetched


@dataclass(frozen=True, slots=True)
class Found:
    """What holds the question. `candidates` are all of `rows` by key; None where there are more than can be compared.

    `exact` is False where `rows` may be a few too many. `hits` says how many they are, or about. `terms` are what the
    order by relevance goes by. `titled` is about how many have all of it in the title, where they are many.
    """

    query: Query
    rows: QuerySet[EntrySearch]
    exact: bool
    hits: Hits
    candidates: dict[int, Candidate] | None = None
    notes: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    titled: Hits | None = None


def everything(query: Query) -> Found:
    """All rows, where nothing was asked for."""
    rows = EntrySearch.objects.all()
    return Found(query, rows, True, listing.estimate(rows), notes=query.notes)


def look_up(query: Query) -> Found:
    """Within `listing.planner_settings`."""
    rows, is_decisive = lookup.matching(query), lookup.is_decisive(query)
    titled = lookup.matching(query, in_title=True) if query.terms else rows
    seen = glance(rows, titled, named=SURELY_MANY, read=EXACT_LIMIT, are_decisive=is_decisive)
    hits = seen.hits
    if seen.candidates is not None:
        return compared(query, [candidate for candidate in seen.candidates if answers(candidate, query)], hits.of)
    if is_decisive:
        return Found(query, rows, True, hits, notes=query.notes, titled=seen.narrower)
    pks = _told(query, seen.keys or rows.values_list("pk", flat=True)) if hits.number <= VERIFIED else None
    if pks is None:
        return Found(query, rows, False, hits, notes=query.notes, titled=seen.narrower)
    if len(pks) <= EXACT_LIMIT:
        return compared(query, lookup.load_candidates(pks), hits.of)
    return Found(
        query, lookup.with_keys(pks), True, Hits(len(pks), max(hits.of, len(pks)), exact=True), notes=query.notes
    )


def compared(query: Query, candidates: list[Candidate], of: int) -> Found:
    """Those entries and no others, of so many in all."""
    number = len(candidates)
    by_key = {candidate.pk: candidate for candidate in candidates}
    return Found(
        query, lookup.with_keys(by_key), True, Hits(number, max(of, number, 1), exact=True), by_key, query.notes
    )


def verified(pks: list[int], query: Query) -> list[Candidate]:
    """Those of some entries that answer the query, told from their texts."""
    return [candidate for candidate in lookup.load_candidates(pks) if answers(candidate, query)]


def _told(query: Query, candidates: Iterable[int]) -> list[int] | None:
    """The keys of those that do hold the query; None where it would take too long to tell."""
    words = lookup.holding_as_words(query)
    sure = set() if words is None else set(words.values_list("pk", flat=True))
    unsure = [pk for pk in candidates if pk not in sure]
    if len(unsure) > UNSURE:
        return None
    return [*sure, *lookup.holding(query, lookup.with_keys(unsure)).values_list("pk", flat=True)]

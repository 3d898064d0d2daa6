"""Which rows of the index answer a query.

The index names candidates; where their lexemes do not decide, their texts do. Up to EXACT_LIMIT all texts are looked at
here, for the order depends on them as well; up to VERIFIED by PostgreSQL, which takes those out that do not hold the
query. Beyond, the rows are the index's own, which may be a few too many: then the result says 约, and what a page shows
is looked at when it is shown.
"""

from dataclasses import dataclass

from django.db.models import QuerySet

from archive.models import EntrySearch
from archive.search.index import listing, lookup
from archive.search.matching import answers
from archive.search.query import Query
from archive.search.ranking import Candidate, Term

EXACT_LIMIT = 1000  # candidates whose texts are all looked at and compared with each other, in some 50 ms
SURELY_MANY = 4 * EXACT_LIMIT  # candidates by estimate, which is never so far out
VERIFIED = 5_000  # candidates whose texts PostgreSQL looks at, by estimate, in 30 to 100 ms


@dataclass(frozen=True, slots=True)
class Found:
    """What holds the question. `candidates` are all of `rows` by key; None where there are more than can be compared.

    `exact` is False where `rows` may be a few too many. `terms` are what the order by relevance goes by.
    """

    query: Query
    rows: QuerySet[EntrySearch]
    exact: bool
    candidates: dict[int, Candidate] | None = None
    notes: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()


def look_up(query: Query) -> Found:
    """Within `listing.planner_settings`."""
    rows = lookup.matching(query)
    hits = listing.estimate(rows)
    are_many = hits.number > SURELY_MANY
    pks = [] if are_many else list(rows.values_list("pk", flat=True)[: EXACT_LIMIT + 1])
    if are_many or len(pks) > EXACT_LIMIT:
        held = rows if lookup.is_decisive(query) else _without_text_taken_out(query, rows, hits)
        return Found(query, rows if held is None else held, exact=held is not None, notes=query.notes)
    candidates = {candidate.pk: candidate for candidate in lookup.load_candidates(pks) if answers(candidate, query)}
    return Found(query, EntrySearch.objects.filter(pk__in=list(candidates)), True, candidates, query.notes)


def verified(pks: list[int], query: Query) -> list[Candidate]:
    """Those of some entries that answer the query, told from their texts."""
    return [candidate for candidate in lookup.load_candidates(pks) if answers(candidate, query)]


def _without_text_taken_out(
    query: Query, rows: QuerySet[EntrySearch], hits: listing.Hits
) -> QuerySet[EntrySearch] | None:
    """The candidates that hold the query; None where they are too many to tell, or more than PostgreSQL can tell."""
    without = lookup.without_text(query, rows) if hits.number <= VERIFIED else None
    return None if without is None else rows.exclude(pk__in=list(without.values_list("pk", flat=True)))

"""Which rows of the index answer a query.

Up to EXACT_LIMIT candidates are all looked at, so that counts and facets are exact; beyond, they are the index's own,
which for more than one short literal may count a few entries too many, and the result says so.
"""

from dataclasses import dataclass

from django.db.models import QuerySet

from archive.models import EntrySearch
from archive.search.index import lookup
from archive.search.matching import answers
from archive.search.query import Query
from archive.search.ranking import Candidate

EXACT_LIMIT = 2000  # candidates whose texts are all looked at


@dataclass(frozen=True, slots=True)
class Found:
    """What holds the question. `candidates` are all of `rows` by key where `exact` came from looking at the texts."""

    query: Query
    rows: QuerySet[EntrySearch]
    exact: bool
    candidates: dict[int, Candidate] | None = None
    notes: tuple[str, ...] = ()


def look_up(query: Query) -> Found:
    rows = lookup.matching(query)
    pks = list(rows.values_list("pk", flat=True)[: EXACT_LIMIT + 1])
    if len(pks) > EXACT_LIMIT:
        return Found(query, rows, exact=lookup.is_decisive(query), notes=query.notes)
    candidates = {candidate.pk: candidate for candidate in lookup.load_candidates(pks) if answers(candidate, query)}
    return Found(query, EntrySearch.objects.filter(pk__in=list(candidates)), True, candidates, query.notes)


def verified(pks: list[int], query: Query) -> list[Candidate]:
    """Those of some entries that answer the query, told from their texts."""
    return [candidate for candidate in lookup.load_candidates(pks) if answers(candidate, query)]

"""The order of what was found, and a stretch of it.

Where there are too many candidates to look at all of them, the newest compete for the first places and the others
follow by date, so that every one is reached.
"""

from django.db.models import QuerySet

from archive.models import EntrySearch
from archive.search.finding import Found, verified
from archive.search.index import lookup
from archive.search.query import Query
from archive.search.ranking import Candidate, rank

RELEVANCE, NEWEST, OLDEST = "relevance", "newest", "oldest"
SORTS = {RELEVANCE: "最相关", NEWEST: "最新", OLDEST: "最早"}
POOL = 400  # newest candidates, and newest with all terms in the title, that compete when there are more


def keys_between(found: Found, rows: QuerySet[EntrySearch], sort: str, start: int, stop: int) -> tuple[int, list[int]]:
    """How many of the rows found there are, and the keys of those from `start` to `stop`, counted from 0, in order."""
    if found.candidates is None:
        with lookup.planner_settings():
            return _of_many(found, rows, sort, max(start, 0), max(stop, 0))
    kept = found.candidates.keys()
    if rows is not found.rows:
        kept = set(rows.values_list("pk", flat=True))
    ordered = order([found.candidates[pk] for pk in kept], found.query, sort)
    return len(ordered), [candidate.pk for candidate in ordered[max(start, 0) : max(stop, 0)]]


def order(candidates: list[Candidate], query: Query, sort: str) -> list[Candidate]:
    if sort == RELEVANCE:
        return rank(candidates, query.terms)
    in_print = sorted(candidates, key=lambda candidate: candidate.place)
    dated = [candidate for candidate in in_print if candidate.day]
    dated.sort(key=lambda candidate: candidate.day, reverse=sort == NEWEST)
    return dated + [candidate for candidate in in_print if not candidate.day]


def _of_many(found: Found, rows: QuerySet[EntrySearch], sort: str, start: int, stop: int) -> tuple[int, list[int]]:
    total = rows.count()
    pool: list[int] = []
    if sort == RELEVANCE:
        newest = lookup.newest_first(rows)
        in_title = lookup.matching(found.query, in_title=True).values("pk")
        pks = [*newest.filter(pk__in=in_title).values_list("pk", flat=True)[:POOL]]
        pks += newest.values_list("pk", flat=True)[:POOL]
        pool = [candidate.pk for candidate in order(verified(list(dict.fromkeys(pks)), found.query), found.query, sort)]
        rows = rows.exclude(pk__in=pks)
    ordered = lookup.oldest_first(rows) if sort == OLDEST else lookup.newest_first(rows)
    rest_start, rest_stop = max(start - len(pool), 0), max(stop - len(pool), 0)
    rest = list(ordered.values_list("pk", flat=True)[rest_start:rest_stop])
    if found.query and not found.exact:
        held = {candidate.pk for candidate in verified(rest, found.query)}
        rest = [pk for pk in rest if pk in held]
    return total, pool[start:stop] + rest

"""The order of what was found, and a stretch of it.

Where there are too many candidates to compare all of them, the newest compete for the first places and the others
follow by date, so that every one is reached.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from django.db.models import QuerySet

from archive.models import EntrySearch
from archive.search.finding import Found, verified
from archive.search.index import listing, lookup
from archive.search.ranking import Candidate, Term, rank

RELEVANCE, NEWEST, OLDEST = "relevance", "newest", "oldest"
SORTS = {RELEVANCE: "最相关", NEWEST: "最新", OLDEST: "最早"}
POOL = 400  # newest candidates, and newest with all terms in the title, that compete when there are more


class Stretch(NamedTuple):
    """The keys of a part of the list by their places in it, from 0; and how many there are in the whole list.

    A place is empty where a row turned out not to hold what was typed, which it may where the list is not `exact`.
    """

    total: int
    exact: bool
    keys: dict[int, int]


def keys_between(found: Found, rows: QuerySet[EntrySearch], sort: str, start: int, stop: int) -> Stretch:
    """The rows found from `start` to `stop`, counted from 0."""
    return Listing(found, rows, sort).between(start, stop)


@dataclass
class Listing:
    """The rows found, in order. What does not depend on the stretch is asked once, for who asks for a page that is not
    there is shown another."""

    found: Found
    rows: QuerySet[EntrySearch]
    sort: str

    def between(self, start: int, stop: int) -> Stretch:
        start, stop = max(start, 0), max(stop, 0)
        if self.found.candidates is None:
            with listing.planner_settings():
                return self._of_many(start, stop)
        pks = [candidate.pk for candidate in self._ordered[start:stop]]
        return Stretch(len(self._ordered), self.found.exact, dict(enumerate(pks, start)))

    @cached_property
    def _ordered(self) -> list[Candidate]:
        kept = self.found.candidates.keys()
        if self.rows is not self.found.rows:
            kept = set(self.rows.values_list("pk", flat=True))
        return order([self.found.candidates[pk] for pk in kept], self.found.terms, self.sort)

    @cached_property
    def _hits_and_competing(self) -> tuple[listing.Hits, list[int]]:
        return _hits_and_competing(self.found, self.rows, self.sort == RELEVANCE)

    @cached_property
    def _pool(self) -> list[int]:
        """Those that compete, in their order."""
        competing = verified(self._hits_and_competing[1], self.found.query)
        return [candidate.pk for candidate in order(competing, self.found.terms, RELEVANCE)]

    def _of_many(self, start: int, stop: int) -> Stretch:
        """First those that compete, if they are to, then the others by date."""
        found, (hits, competing) = self.found, self._hits_and_competing
        pool = self._pool if competing and (start < len(competing) or not found.exact) else []
        number = len(pool) if pool or not found.exact else len(competing)  # of the places that they take
        others = self.rows.exclude(lookup.Among(competing)) if competing else self.rows
        by_date = listing.oldest_first(others) if self.sort == OLDEST else listing.newest_first(others)
        first, last = max(start - number, 0), max(stop - number, 0)
        rest, behind = _by_date(by_date, replace(hits, number=hits.number - len(competing)), first, last)
        placed = dict(enumerate(pool[start:stop], start)) | dict(enumerate(rest, number + first))
        if found.query and not found.exact:
            held = {candidate.pk for candidate in verified(rest, found.query)} | set(pool)
            placed = {place: pk for place, pk in placed.items() if pk in held}
        return Stretch(number + behind, found.exact and hits.exact, placed)


def order(candidates: list[Candidate], terms: tuple[Term, ...], sort: str) -> list[Candidate]:
    if sort == RELEVANCE:
        return rank(candidates, terms)
    in_print = sorted(candidates, key=lambda candidate: candidate.place)
    dated = [candidate for candidate in in_print if candidate.day]
    dated.sort(key=lambda candidate: candidate.day, reverse=sort == NEWEST)
    return dated + [candidate for candidate in in_print if not candidate.day]


def _hits_and_competing(found: Found, rows: QuerySet[EntrySearch], do_compete: bool) -> tuple[listing.Hits, list[int]]:
    """How many there are; and the newest with all terms in the title and the newest, each key once."""
    titled = [lookup.matching(found.query, among=rows, in_title=True)] if do_compete else []
    hits, of_titled = found.hits, found.titled
    if rows is not found.rows:
        hits, *estimated = listing.estimates([rows, *titled])
        of_titled = estimated[0] if estimated else None
    if not titled:
        return listing.count(rows, hits), []
    if of_titled is None:  # where they can be told one by one, those with it in the title are fewer still
        of_titled = hits if not listing.is_walked(hits, POOL) else listing.estimate(titled[0])
    hits, newest = listing.counted_and_newest(rows, hits, titled[0], of_titled, POOL)
    return hits, list(dict.fromkeys(newest))


def _by_date(ordered: QuerySet[EntrySearch], hits: listing.Hits, start: int, stop: int) -> tuple[list[int], int]:
    """The keys from `start` to `stop`, and how many there are in all.

    Where that is only estimated, it agrees with what was seen: no page is out of reach, and none empty.
    """
    if hits.exact:
        if start >= hits.number:
            return [], hits.number
        return listing.keys(ordered, hits, start, stop), hits.number
    if start >= hits.number:  # counted first: to see that none is left, all would be put in order
        number = ordered.count()
        if start >= number:
            return [], number
    asked = stop - start + (hits.number <= stop)  # one more, to see whether the list goes on
    keys = listing.keys(ordered, hits, start, start + asked)
    if len(keys) == asked:
        number = max(hits.number, start + asked)
    else:
        number = start + len(keys) if keys or not start else ordered.count()
    return keys[: stop - start], number

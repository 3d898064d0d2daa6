"""The order of matches: a pure function of the texts, so that it can be tested without a database.

A title that holds what was looked for comes before a body that does; then BM25F decides over literal counts, in which
a place in the title counts as four and in the source bracket as three; matches near each other and recent issues are
preferred a little. Ties go to the newer entry, then to the one printed first, so that pages never repeat a row.
"""

import math
from dataclasses import dataclass
from datetime import date

from archive.search.query import occurrences

TITLE_WEIGHT, UNIT_WEIGHT = 4, 3  # as in Xapian's and Lucene's usual field boosts: a title is worth a few mentions
K1, B = 1.2, 0.75  # BM25's usual saturation and length normalisation
ALL_IN_TITLE = 3.0  # more than BM25 can give one term (K1 + 1), so that titles come first
NEARNESS = 1.0
MOST_PLACES = 50  # of each term, for nearness: every pair is compared
RECENCY = 1.0
HALF_LIFE = 365.25  # days: in a bulletin last year's figure has been overtaken by this year's


@dataclass(frozen=True, slots=True)
class Candidate:
    """The normalised texts of an entry that are ranked, and what breaks ties."""

    pk: int
    title: str
    body: str
    units: tuple[str, ...] = ()
    section: str = ""
    day: date | None = None
    place: tuple[int, int] = (0, 0)  # among entries of one day: the issue, the order in it
    year: int | None = None  # of the issue, as its number is
    number: int | None = None

    @property
    def fields(self) -> tuple[str, ...]:
        return (self.title, self.body, self.section, *self.units)


def holds(candidate: Candidate, literal: str) -> bool:
    return any(any(occurrences(literal, field)) for field in candidate.fields)


def rank(candidates: list[Candidate], terms: tuple[str, ...]) -> list[Candidate]:
    """The candidates in order of relevance to the terms, all of which they hold."""
    if not candidates:
        return []
    average = sum(len(candidate.body) for candidate in candidates) / len(candidates) or 1
    newest = max((candidate.day for candidate in candidates if candidate.day), default=None)
    scores = {candidate.pk: score(candidate, terms, average, newest) for candidate in candidates}
    return sorted(candidates, key=lambda each: (-scores[each.pk], -_ordinal(each.day), each.place, each.pk))


def score(candidate: Candidate, terms: tuple[str, ...], average: float, newest: date | None) -> float:
    total, places = 0.0, []
    for term in terms:
        in_title = sum(1 for _ in occurrences(term, candidate.title))
        in_units = sum(1 for unit in candidate.units for _ in occurrences(term, unit))
        in_body = [match.start() for match in occurrences(term, candidate.body)]
        frequency = len(in_body) + TITLE_WEIGHT * in_title + UNIT_WEIGHT * in_units
        length = 1 - B + B * len(candidate.body) / average
        total += frequency * (K1 + 1) / (frequency + K1 * length)
        total += ALL_IN_TITLE / len(terms) * bool(in_title)
        places.append(in_body)
    return total + NEARNESS * _nearness(places) + RECENCY * _recency(candidate.day, newest)


def _nearness(places: list[list[int]]) -> float:
    """1 when the terms stand side by side in the body, falling to 0 with the span of characters that holds them all."""
    if len(places) < 2 or not all(places):
        return 0.0
    places = [found[:MOST_PLACES] for found in places]
    span = min(
        max(abs(start - min(other, key=lambda place: abs(place - start))) for other in places[1:])
        for start in places[0]
    )
    return 1 / (1 + span / 20)


def _recency(day: date | None, newest: date | None) -> float:
    return math.pow(0.5, (newest - day).days / HALF_LIFE) if day and newest else 0.0


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else 0

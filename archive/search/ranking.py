"""The order of matches: a pure function of the texts, so that it can be tested without a database.

What was typed comes before what only counts as well. A title that is what was typed comes first, and one that holds it
before a body that does; then BM25F decides over literal counts, in which a place in the title counts as four and in the
source bracket as three and a rare word more than a common one; matches near each other and recent issues are preferred
a little. Ties go to the newer entry, then to the one printed first, so that pages never repeat a row.

Of a question that nothing holds as a whole, only parts are looked for: its words and the pairs of its characters, for
no cut into words is right always, and both together find more than either. For those the places are alike.
"""

import functools
import itertools
import math
import re
from bisect import bisect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from archive.search.query import ANYWHERE, BODY, TITLE, Literal, Query, pattern

TITLE_WEIGHT, UNIT_WEIGHT = 4, 3  # as in Xapian's and Lucene's usual field boosts: a title is worth a few mentions
K1, B = 1.2, 0.75  # BM25's usual saturation and length normalisation
ALL_IN_TITLE = 3.0  # more than BM25 can give one term (K1 + 1), so that titles come first
IS_TITLE = 10.0  # more than all else together: the title itself was typed
NEARNESS = 1.0
MOST_PLACES = 50  # of each term, for nearness: where a text says a word more often, it is near to everything
RECENCY = 1.0
HALF_LIFE = 365.25  # days: in a bulletin last year's figure has been overtaken by this year's

UNIT_OF_WRITING = re.compile(r"[0-9a-z.,]")  # at an end of a literal: a number or a Latin word must not go on there


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


@dataclass(frozen=True, slots=True)
class Term:
    """A text that speaks for an entry; `others` are texts that count as well as it but come after it.

    `weight` says how much it tells, for which rarity is the measure. A part is a piece of a question.
    """

    text: str
    weight: float = 1.0
    others: tuple[str, ...] = ()
    is_part: bool = False


def rarity(frequency: int, entries: int) -> float:
    """How much a text tells that `frequency` of all entries hold: BM25's idf, from near 0 up to log of the number."""
    frequency = min(frequency, entries)
    return math.log(1 + (entries - frequency + 0.5) / (frequency + 0.5))


def terms_of(query: Query, rarities: Mapping[str, float] | None = None) -> tuple[Term, ...]:
    """What is ranked by: a term for each text of the query that must be there, weighed by rarity where that is known.

    The weights of several have a mean of 1. Each side of an OR is a term of its own, other words for one are not.
    """
    terms: dict[str, tuple[str, ...]] = {}
    for clause in query.clauses:
        if clause.negative:
            continue
        typed = None
        for each in clause.conditions:
            if not isinstance(each, Literal) or each.field not in (ANYWHERE, TITLE, BODY):
                continue
            if not each.is_other:
                typed = each.text
                terms.setdefault(typed, ())
            elif typed is not None:
                terms[typed] += (each.text,)
    weights = {text: (rarities or {}).get(text, 0.0) for text in terms}
    mean = sum(weights.values()) / len(weights) if weights else 0.0
    return tuple(Term(text, weights[text] / mean if mean else 1.0, others) for text, others in terms.items())


def holds(candidate: Candidate, literal: str) -> bool:
    """Whether a field of an entry has the literal in it, which is not within a number or a Latin word."""
    count = counter(literal)
    return any(count(field) for field in candidate.fields)


@functools.lru_cache(maxsize=4096)
def counter(literal: str) -> Callable[[str], int]:
    """Counts a literal in normalised texts as `occurrences` does, but without a pattern where none is needed."""
    if not (UNIT_OF_WRITING.match(literal[0]) or UNIT_OF_WRITING.match(literal[-1])):
        return lambda text: text.count(literal)
    return lambda text: sum(1 for _ in _pattern(literal).finditer(text)) if literal in text else 0


def rank(candidates: list[Candidate], terms: tuple[Term, ...]) -> list[Candidate]:
    """The candidates in order of relevance to the terms."""
    return [candidate for candidate, _ in scored(candidates, terms)]


def scored(candidates: list[Candidate], terms: tuple[Term, ...]) -> list[tuple[Candidate, float]]:
    """The candidates in order of relevance to the terms, with what each of them is worth."""
    if not candidates:
        return []
    judge = _Judge(candidates, terms)
    keys = {each.pk: judge.key(each) for each in candidates}
    ordered = sorted(candidates, key=lambda each: (*keys[each.pk], -_ordinal(each.day), each.place, each.pk))
    return [(each, -keys[each.pk][1]) for each in ordered]


class _Judge:
    """Weighs candidates against each other: average length and newest day are theirs."""

    def __init__(self, candidates: list[Candidate], terms: tuple[Term, ...]):
        self.average = sum(len(candidate.body) for candidate in candidates) / len(candidates) or 1
        self.newest = max((candidate.day for candidate in candidates if candidate.day), default=None)
        self.whole = [term for term in terms if not term.is_part]
        self.parts = [(counter(term.text), term.weight * (K1 + 1)) for term in terms if term.is_part]
        self.weight = sum(term.weight for term in self.whole) or 1
        self.typed = "".join(term.text for term in self.whole)

    def key(self, candidate: Candidate) -> tuple[int, float]:
        """Smaller for what comes first: how many terms are there only in other words, then the score, negative."""
        saturation = K1 * (1 - B + B * len(candidate.body) / self.average)
        total = RECENCY * _recency(candidate.day, self.newest)
        only_others, places = 0, []
        for term in self.whole:
            counts = _Counts(candidate, term.text)
            if not counts.any and term.others:
                found = [_Counts(candidate, other) for other in term.others]
                counts = max(found, key=lambda each: each.frequency)
                only_others += counts.any
            total += term.weight * counts.frequency * (K1 + 1) / (counts.frequency + saturation)
            total += ALL_IN_TITLE * term.weight / self.weight * bool(counts.in_title)
            places.append((counts.text, counts.in_body))
        if places:
            total += NEARNESS * _nearness(candidate.body, places)
            total += IS_TITLE * (candidate.title == self.typed)
        if self.parts:
            text = "\n".join(candidate.fields)
            for count, weight in self.parts:
                if frequency := count(text):
                    total += weight * frequency / (frequency + saturation)
        return only_others, -total


class _Counts:
    """How often a text stands in each field of a candidate."""

    __slots__ = ("frequency", "in_body", "in_section", "in_title", "text")

    def __init__(self, candidate: Candidate, text: str):
        count = counter(text)
        self.text = text
        self.in_title, self.in_body = count(candidate.title), count(candidate.body)
        self.in_section = count(candidate.section)
        in_units = sum(map(count, candidate.units))
        self.frequency = self.in_body + TITLE_WEIGHT * self.in_title + UNIT_WEIGHT * in_units

    @property
    def any(self) -> bool:
        return bool(self.frequency or self.in_section)


def _nearness(body: str, terms: list[tuple[str, int]]) -> float:
    """1 when the terms stand side by side in the body, falling to 0 with the span of characters that holds them all."""
    if len(terms) < 2 or not all(in_body for _, in_body in terms):
        return 0.0
    first, *others = (_places(text, body) for text, _ in terms)
    span = min(max(_distance(start, places) for places in others) for start in first)
    return 1 / (1 + span / 20)


def _distance(start: int, places: list[int]) -> int:
    """To the nearest of some places in order."""
    after = bisect(places, start)
    return min(abs(start - place) for place in places[max(after - 1, 0) : after + 1])


def _places(text: str, body: str) -> list[int]:
    return [match.start() for match in itertools.islice(_pattern(text).finditer(body), MOST_PLACES)]


@functools.lru_cache(maxsize=4096)
def _pattern(text: str) -> re.Pattern:
    return pattern((text,))


def _recency(day: date | None, newest: date | None) -> float:
    return math.pow(0.5, (newest - day).days / HALF_LIFE) if day and newest else 0.0


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else 0

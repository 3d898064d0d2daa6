"""More like this: the entries that share most of what an entry is about.

What it is about are its most telling words, as often as it says them and as rare as they are among all entries; the
title counts more. Names of units are left out, for they say who writes, and numbers, which say how much.
"""

from collections import Counter

from archive.models import Entry
from archive.search.index.frequencies import entries, frequencies, holding_most
from archive.search.index.listing import planner_settings
from archive.search.index.lookup import candidate_of
from archive.search.query import Query
from archive.search.ranking import K1, TITLE_WEIGHT, Candidate, Term, rarity, scored
from archive.search.tokenizer import words

CONSIDERED = 60  # words of an entry, the most frequent ones: how rare they are is asked of the index
TELLING = 15  # of them that are looked for
COMPARED = 100  # entries that hold most of them
ALIKE = 0.2  # of what the entry itself is worth by them: what shares less is about something else


def similar(entry: Entry, limit: int = 5, *, number: int | None = None) -> list[int]:
    """The keys of entries like this one, the most alike first; none for one that is not in the index.

    `number` is how many entries the index has, where that is known already.
    """
    row = getattr(entry, "search", None)
    itself = row and candidate_of(row)
    if not itself:
        return []
    with planner_settings():
        weights, held = _telling(itself, entries() if number is None else number)
        near = holding_most(weights, held, Query(""), COMPARED)
    terms = tuple(Term(text, weight, is_part=True) for text, weight in weights.items())
    ranked = scored(near, terms)
    own = next((worth for candidate, worth in ranked if candidate.pk == entry.pk), 0.0)
    return [each.pk for each, worth in ranked if each.pk != entry.pk and worth >= ALIKE * own][:limit]


def _telling(candidate: Candidate, number: int) -> tuple[dict[str, float], dict[str, int]]:
    """The words that tell what an entry is about, with their weights, and the frequencies of all that were considered."""
    said = Counter(dict.fromkeys(_subjects(candidate.title, candidate), TITLE_WEIGHT))
    said.update(_subjects(candidate.body, candidate))
    considered = dict(sorted(said.items(), key=lambda each: (-each[1], each[0]))[:CONSIDERED])
    held = frequencies(considered, number)
    weights = {
        word: rarity(held[word], number) * count / (count + K1)
        for word, count in considered.items()
        if held[word] > 1  # what no other entry holds names none
    }
    return dict(sorted(weights.items(), key=lambda each: (-each[1], each[0]))[:TELLING]), held


def _subjects(text: str, candidate: Candidate) -> list[str]:
    """Words of two characters or more that are neither a unit's name, or part of one, nor a number."""
    return [
        word
        for word in words(text)
        if len(word) > 1 and word.isalpha() and not any(word in unit for unit in candidate.units)
    ]

"""Words of the vocabulary for which one that was typed may stand: pinyin, homophones, and one character another one.

What several words need is read in one statement.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from operator import ne

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Length

from archive.models import Suggestion
from archive.search.pinyin import fold, pinyin
from archive.search.suggest.completion import KINDS, LETTERS, OTHER_NAME, by_kind
from archive.search.vocabulary import pairs_of

MOST_ALIKE = 4  # words for one that was typed
LOOKED_AT = 500  # rows of the vocabulary that share a pair of characters with it
SHORTEST_SLIP = 3  # characters: of two, one character apart is another word
SHORTEST_PART = 4  # characters of a part of a word with a slip in it: of three there are too many
LONGEST_SLIP = 20  # characters; longer is a sentence, and comparing all its parts would take seconds
LONGEST_PINYIN = 60  # letters, about as many characters as above
SHORTEST_BEGINNING = 4  # letters of pinyin
WRITTEN = ["unit", "section", "word"]  # kinds in which somebody may have made a slip

EXACT, BEGUN, SOUNDED, AS_LONG, SHORTER = "exact", "begun", "sounded", "as long", "shorter"


@dataclass(frozen=True, slots=True)
class _Sought:
    """A term, and the rows of the vocabulary to read for it, by what they are read for. `sounds` are its pinyin and that
    of its parts."""

    term: str
    rows: dict[str, QuerySet[Suggestion]] = field(default_factory=dict)
    sounds: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Row:
    """Of the vocabulary; `order` is what `by_kind` goes by."""

    key: str
    pinyin: str
    order: tuple


def alike(terms: Collection[str]) -> dict[str, list[str]]:
    """For each of some normalised terms the words for which it may stand, the likeliest first."""
    sought = [_sought(term) for term in dict.fromkeys(terms)]
    found = _read([(place, name, rows) for place, each in enumerate(sought) for name, rows in each.rows.items()])
    words = {}
    for place, each in enumerate(sought):
        read = {name: found.get((place, name), []) for name in each.rows}
        near = (
            _sounding_as(read)
            if EXACT in read or BEGUN in read
            else [*_homophones(each, read), *_one_apart(each, read)]
        )
        words[each.term] = list(dict.fromkeys(word for word in near if word != each.term))[:MOST_ALIKE]
    return words


def _read(sets: list[tuple[int, str, QuerySet[Suggestion]]]) -> dict[tuple[int, str], list[_Row]]:
    """All sets in one statement, each in its own order."""
    if not sets:
        return {}
    columns = ("which", "key", "pinyin", "kinds", "weight", "other", "pk")
    parts = [
        rows.annotate(which=Value(which), kinds=KINDS, other=OTHER_NAME).values_list(*columns)
        for which, (_, _, rows) in enumerate(sets)
    ]
    found: dict[tuple[int, str], list[_Row]] = {}
    for which, key, sound, kinds, weight, other, pk in parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0]:
        row = _Row(key, sound, (kinds, -weight, other, len(key), key, pk))
        found.setdefault(sets[which][:2], []).append(row)
    return found


def _sought(term: str) -> _Sought:
    is_pinyin = LETTERS.fullmatch(term)
    if len(term) > (LONGEST_PINYIN if is_pinyin else LONGEST_SLIP):
        return _Sought(term)
    if is_pinyin:
        return _Sought(term, dict(_of_letters(term.replace(" ", ""))))
    sounds = {term: pinyin(term)}
    for size in range(len(term) - 1, SHORTEST_SLIP - 1, -1):
        parts = (term[start : start + size] for start in range(len(term) - size + 1))
        sounds |= {part: pinyin(part) for part in parts}
    homophones = Suggestion.objects.filter(pinyin__in=sorted(set(sounds.values())), kind__in=WRITTEN)
    return _Sought(term, {SOUNDED: by_kind(homophones)[:LOOKED_AT], **dict(_of_neighbours(term))}, sounds)


def _of_letters(letters: str) -> Iterator[tuple[str, QuerySet[Suggestion]]]:
    rows = Suggestion.objects.exclude(kind=Suggestion.Kind.QUERY)
    if len(letters) > 1:
        yield EXACT, by_kind(rows.filter(Q(pinyin=fold(letters)) | Q(initials=letters)))[: 2 * MOST_ALIKE]
    if len(letters) >= SHORTEST_BEGINNING:
        yield BEGUN, by_kind(rows.filter(pinyin__startswith=fold(letters)))[: 2 * MOST_ALIKE]


def _of_neighbours(term: str) -> Iterator[tuple[str, QuerySet[Suggestion]]]:
    if len(term) < SHORTEST_SLIP:
        return
    swapped = [term[:i] + term[i + 1] + term[i] + term[i + 2 :] for i in range(len(term) - 1)]  # may share no pair
    shared = Q(pairs__overlap=sorted(pairs_of(term))) | Q(key__in=swapped)
    rows = Suggestion.objects.filter(shared, kind__in=WRITTEN).annotate(size=Length("key")).order_by("-weight", "pk")
    yield AS_LONG, rows.filter(size__range=(len(term) - 1, len(term) + 1))[:LOOKED_AT]
    if len(term) - 2 >= SHORTEST_PART:
        yield SHORTER, rows.filter(size__range=(SHORTEST_PART, len(term) - 2))[:LOOKED_AT]


def _sounding_as(read: dict[str, list[_Row]]) -> list[str]:
    """清洁家园 for qjjy and for qingjiejiayuan, also where the last syllables are wanting."""
    return _keys(read.get(EXACT) or read.get(BEGUN) or [])


def _homophones(sought: _Sought, read: dict[str, list[_Row]]) -> Iterator[str]:
    """Words that sound as the term does, or as a part of it: 县清结家园行动 has 清结家园 within."""
    words: dict[str, list[str]] = {}
    for row in _in_order(read[SOUNDED]) if SOUNDED in read else ():
        words.setdefault(row.pinyin, []).append(row.key)
    for part, sound in sought.sounds.items():
        yield from (
            sought.term.replace(part, word) for word in words.get(sound, []) if len(word) == len(part) and word != part
        )


def _one_apart(sought: _Sought, read: dict[str, list[_Row]]) -> Iterator[str]:
    term, rows = sought.term, [*read.get(AS_LONG, ()), *read.get(SHORTER, ())]
    yield from _keys([row for row in rows if is_one_apart(term, row.key)])
    for key in (row.key for row in rows):
        if len(key) > len(term) - 2:
            continue
        parts = (term[start : start + len(key)] for start in range(len(term) - len(key) + 1))
        yield from (term.replace(part, key) for part in parts if sum(map(ne, part, key)) == 1)


def _keys(rows: list[_Row]) -> list[str]:
    return [row.key for row in _in_order(rows)[: 2 * MOST_ALIKE]]


def _in_order(rows: list[_Row]) -> list[_Row]:
    return sorted(rows, key=lambda row: row.order)


def is_one_apart(typed: str, meant: str) -> bool:
    """Whether one character is another, wanting or too many, or two neighbours have changed places."""
    if typed == meant or abs(len(typed) - len(meant)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(typed, meant, strict=False)) if a != b), min(len(typed), len(meant)))
    rest, other = typed[start:], meant[start:]
    return (
        rest[1:] == other[1:]
        or rest[1:] == other
        or rest == other[1:]
        or (rest[:2] == other[1::-1] and rest[2:] == other[2:] and len(other) > 1)
    )

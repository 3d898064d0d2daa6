"""Where a question finds nothing: what may have been meant, which word is nowhere, and what to change to find something.

Each offer is a question of its own that has been asked of the index; there is an end to how many are asked.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice, product
from operator import ne

from django.db.models import Q
from django.db.models.functions import Length

from archive.links import search_url
from archive.models import Suggestion
from archive.search.finding import look_up
from archive.search.index.listing import planner_settings
from archive.search.pinyin import fold, pinyin
from archive.search.query import ANYWHERE, Clause, Condition, InDays, InIssue, InYears, Literal, Query, parse_query
from archive.search.rewriting import as_typed
from archive.search.suggest.completion import LETTERS, Suggested, by_kind
from archive.search.syntax import QUOTES
from archive.search.vocabulary import pairs_of
from archive.search.widening import widen

MOST_COUNTED = 10_000  # entries
MOST_WAYS = 5
MOST_ALONE = 3  # of a question's words that are nowhere
MOST_ASKED = 12  # questions asked of the index for the words that may have been meant
MOST_ALIKE = 4  # words for one that was typed
LOOKED_AT = 500  # rows of the vocabulary that share a pair of characters with it
SHORTEST_SLIP = 3  # characters: of two, one character apart is another word
SHORTEST_PART = 4  # characters of a part of a word with a slip in it: of three there are too many
LONGEST_SLIP = 20  # characters; longer is a sentence, and comparing all its parts would take seconds
LONGEST_PINYIN = 80  # letters
SHORTEST_BEGINNING = 4  # letters of pinyin

Clauses = tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """A change, said in words, the question that it makes, and how many entries that gives."""

    text: str
    query: str
    count: int


@dataclass(frozen=True, slots=True)
class Nothing:
    """Why nothing was found: the words that no entry holds, and single changes that find something, best first."""

    missing: tuple[str, ...] = ()
    ways: tuple[Way, ...] = ()


def did_you_mean(text: str, limit: int = 3) -> list[Suggested]:
    """Questions that sound or look like this one and find something, best first."""
    clauses = _typed(parse_query(text).clauses)
    asked = sum(len(clause.conditions) for clause in clauses if not clause.negative)
    return _meant(clauses, _missing(clauses) if asked > 1 else [], limit)  # of one it is clear which may be a slip


def why_nothing(query: Query, *, with_meant: bool = True) -> Nothing:
    """Without what `did_you_mean` gives, where that is said beside it."""
    clauses = _typed(query.clauses)
    if not clauses:
        return Nothing()
    missing = _missing(clauses)
    meant = [
        Way(f"改为“{each.text.strip('“”')}”", each.text, each.count or 0)
        for each in (_meant(clauses, missing, MOST_WAYS) if with_meant else ())
    ]
    ways = [*meant, *_kept_whole(query, clauses), *_with_less(clauses, missing)]
    if not meant and len(clauses) > 1:
        ways += _meant_alone(clauses, missing)
    if not ways:
        ways = list(_with_little(clauses, missing))
    once = {way.query: way for way in reversed(ways)}
    return Nothing(tuple(each.text for each in missing), tuple(reversed(once.values()))[:MOST_WAYS])


# Counting


def _hits(clauses: Clauses) -> int:
    """How many entries answer, other words for what is asked among them; exact as far as a search is."""
    with planner_settings():
        found = look_up(widen(Query(as_typed(clauses), clauses)))
        if found.candidates is not None:
            return len(found.candidates)
        return found.rows.values("pk")[:MOST_COUNTED].count()


def _missing(clauses: Clauses) -> list[Literal]:
    """The texts asked for that no entry holds, wherever they were asked for."""
    asked = [each for clause in clauses if not clause.negative for each in clause.conditions]
    texts = {each.text: each for each in asked if isinstance(each, Literal)}
    alone = {text: Clause((Literal(text, is_phrase=each.is_phrase),)) for text, each in texts.items()}
    return [each for text, each in texts.items() if not _hits((alone[text],))]


def _typed(clauses: Clauses) -> Clauses:
    return tuple(replace(clause, conditions=clause.typed) for clause in clauses)


# Ways on


def _kept_whole(query: Query, clauses: Clauses) -> Iterator[Way]:
    """Changes that leave no word out: without quotation marks, and a text wherever it stands."""
    if any(mark in query.text for mark in QUOTES):
        bare = parse_query("".join(" " if char in QUOTES else char for char in query.text))
        yield from _way("不加引号", _typed(bare.clauses))
    for place, clause in enumerate(clauses):
        only = clause.conditions[0]
        if isinstance(only, Literal) and only.field != ANYWHERE and not clause.negative:
            anywhere = tuple(
                replace(each, field=ANYWHERE) if isinstance(each, Literal) else each for each in clause.conditions
            )
            changed = (*clauses[:place], replace(clause, conditions=anywhere), *clauses[place + 1 :])
            yield from _way(f"不限在哪里，写有“{only.text}”就行", changed)


def _with_less(clauses: Clauses, missing: list[Literal]) -> list[Way]:
    """One condition less: first times, then words that are nowhere, then what leaves most."""
    ways = []
    for place, clause in enumerate(clauses) if len(clauses) > 1 else ():
        is_word = not any(isinstance(each, InIssue | InYears | InDays) for each in clause.conditions)
        is_there = not all(each in missing for each in clause.conditions)
        for way in _way(_without(clause), (*clauses[:place], *clauses[place + 1 :])):
            ways.append((is_word, is_there, -way.count, place, way))
    return [way for *_, way in sorted(ways, key=lambda each: each[:-1])]


def _with_little(clauses: Clauses, missing: list[Literal]) -> Iterator[Way]:
    """When no single change helps: without all words that are nowhere, else each word by itself."""
    held = tuple(clause for clause in clauses if clause.negative or not set(clause.conditions) <= set(missing))
    if len(held) < len(clauses) and any(not clause.negative for clause in held):
        yield from _way("去掉" + "".join(f"“{each.text}”" for each in missing), held)
    for clause in held:
        if not clause.negative:
            yield from _way(f"只找“{as_typed((clause,))}”", (clause,))


def _meant_alone(clauses: Clauses, missing: list[Literal]) -> Iterator[Way]:
    """What may have been meant by each word that is nowhere, by itself."""
    slips = [clause for clause in clauses if not clause.negative and set(clause.conditions) & set(missing)]
    for clause in slips[:MOST_ALONE]:
        for each in _meant((clause,), [each for each in missing if each in clause.conditions], limit=1):
            yield Way(f"只找“{each.text.strip('“”')}”", each.text, each.count or 0)


def _way(said: str, clauses: Clauses) -> Iterator[Way]:
    if clauses and any(not clause.negative for clause in clauses) and (count := _hits(clauses)):
        yield Way(said, as_typed(clauses), count)


def _without(clause: Clause) -> str:
    text = as_typed((replace(clause, negative=False),)).strip("“”")
    return f"不排除“{text}”" if clause.negative else f"去掉“{text}”"


# What may have been meant


def _meant(clauses: Clauses, missing: list[Literal], limit: int) -> list[Suggested]:
    """The question with other words in the place of those that are nowhere, or of one where all are somewhere."""
    asked = [each for clause in clauses if not clause.negative for each in clause.conditions]
    texts = [each for each in asked if isinstance(each, Literal)]
    others = {each.text: _alike(each.text) for each in texts}
    changes: list[Clauses] = []
    joined = "".join(each.text for each in texts)
    if len(texts) == len(clauses) > 1 and all(LETTERS.fullmatch(each.text) for each in texts):
        changes += [(Clause((Literal(word),)),) for word in _alike(joined)]
    if missing:
        slips = [each.text for each in missing]
        changes += [
            _changed(clauses, dict(zip(slips, words, strict=True))) for words in product(*map(others.get, slips))
        ]
    else:
        changes += [_changed(clauses, {text: word}) for text, words in others.items() for word in words]
    found = []
    for change in islice(dict.fromkeys(changes), MOST_ASKED):
        if len(found) < limit and change != clauses and (count := _hits(change)):
            text = as_typed(change)
            found.append(
                Suggested(text, str(Suggestion.Kind.WORD), Suggestion.Kind.WORD.label, count, search_url(q=text))
            )
    return found


def _changed(clauses: Clauses, words: dict[str, str]) -> Clauses:
    def changed(condition: Condition) -> Condition:
        is_slip = isinstance(condition, Literal) and condition.text in words
        return replace(condition, text=words[condition.text]) if is_slip else condition

    return tuple(
        clause if clause.negative else replace(clause, conditions=tuple(map(changed, clause.conditions)))
        for clause in clauses
    )


def _alike(term: str) -> list[str]:
    """Words of the vocabulary for which this one may stand, the likeliest first."""
    is_pinyin = LETTERS.fullmatch(term)
    if len(term) > (LONGEST_PINYIN if is_pinyin else LONGEST_SLIP):
        return []
    words = _sounding_as(term.replace(" ", "")) if is_pinyin else [*_homophones(term), *_one_apart(term)]
    return list(dict.fromkeys(word for word in words if word != term))[:MOST_ALIKE]


def _sounding_as(letters: str) -> list[str]:
    """清洁家园 for qjjy and for qingjiejiayuan, also where the last syllables are wanting."""
    rows = Suggestion.objects.exclude(kind=Suggestion.Kind.QUERY)
    exact = rows.filter(Q(pinyin=fold(letters)) | Q(initials=letters)) if len(letters) > 1 else rows.none()
    if found := _keys(by_kind(exact)):
        return found
    return _keys(by_kind(rows.filter(pinyin__startswith=fold(letters)))) if len(letters) >= SHORTEST_BEGINNING else []


def _homophones(term: str) -> Iterator[str]:
    """Words that sound as the term does, or as a part of it: 县清结家园行动 has 清结家园 within."""
    sounds = {term: pinyin(term)}
    for size in range(len(term) - 1, SHORTEST_SLIP - 1, -1):
        parts = (term[start : start + size] for start in range(len(term) - size + 1))
        sounds |= {part: pinyin(part) for part in parts}
    rows = Suggestion.objects.filter(pinyin__in=set(sounds.values()), kind__in=["unit", "section", "word"])
    words: dict[str, list[str]] = {}
    for key, sound in by_kind(rows).values_list("key", "pinyin")[:LOOKED_AT]:
        words.setdefault(sound, []).append(key)
    for part, sound in sounds.items():
        yield from (
            term.replace(part, word) for word in words.get(sound, []) if len(word) == len(part) and word != part
        )


def _one_apart(term: str) -> Iterator[str]:
    if len(term) < SHORTEST_SLIP:
        return
    swapped = [term[:i] + term[i + 1] + term[i] + term[i + 2 :] for i in range(len(term) - 1)]  # may share no pair
    shared = Q(pairs__overlap=sorted(pairs_of(term))) | Q(key__in=swapped)
    rows = Suggestion.objects.filter(shared, kind__in=["unit", "section", "word"]).annotate(size=Length("key"))
    rows = rows.order_by("-weight").values_list("key", flat=True)
    as_long = rows.filter(size__range=(len(term) - 1, len(term) + 1))[:LOOKED_AT]
    shorter = rows.filter(size__range=(SHORTEST_PART, len(term) - 2))[:LOOKED_AT]
    keys = list(as_long.union(shorter, all=True)) if len(term) - 2 >= SHORTEST_PART else list(as_long)
    near = {key for key in keys if is_one_apart(term, key)}
    yield from _keys(by_kind(Suggestion.objects.filter(key__in=near)))
    for key in keys:
        if len(key) > len(term) - 2:
            continue
        parts = (term[start : start + len(key)] for start in range(len(term) - len(key) + 1))
        yield from (term.replace(part, key) for part in parts if sum(map(ne, part, key)) == 1)


def _keys(rows: Iterable[Suggestion]) -> list[str]:
    return [row.key for row in rows[: 2 * MOST_ALIKE]]


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

"""Where a question finds nothing: what may have been meant, which word is nowhere, and what to change to find something.

Each offer is a question of its own that has been asked of the index, many of them in one statement: what is sure to be
needed is asked together before it is looked at (`Asked`), and there is an end to how many are.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice, product

from archive.links import search_url
from archive.models import Suggestion
from archive.search.index.glance import numbers
from archive.search.index.listing import planner_settings
from archive.search.query import ANYWHERE, Clause, Condition, InDays, InIssue, InYears, Literal, Query, parse_query
from archive.search.rewriting import as_typed
from archive.search.suggest.alike import alike
from archive.search.suggest.completion import LETTERS, Suggested
from archive.search.syntax import QUOTES
from archive.search.widening import widen

MOST_WAYS = 5
MOST_ALONE = 3  # of a question's words that are nowhere
MOST_ASKED = 12  # questions asked of the index for the words that may have been meant

Clauses = tuple[Clause, ...]
Change = tuple[str, Clauses]  # said in words, and what it makes of the question


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


@dataclass(slots=True)
class Asked:
    """What has been asked of the index and of the vocabulary for a question, so that nothing is asked twice."""

    hits: dict[Clauses, int] = field(default_factory=dict)
    near: dict[str, list[str]] = field(default_factory=dict)

    def ask(self, questions: Iterable[Clauses]) -> None:
        """How many entries answer each, other words for what is asked among them; exact as far as a search is."""
        new = [each for each in dict.fromkeys(questions) if each not in self.hits]
        if new:
            with planner_settings():
                counted = numbers([widen(Query(as_typed(each), each)) for each in new])
            self.hits.update((each, hits.number) for each, hits in zip(new, counted, strict=True))

    def number(self, clauses: Clauses) -> int:
        self.ask([clauses])
        return self.hits[clauses]

    def read(self, texts: Iterable[str]) -> None:
        """The words for which each may stand."""
        if new := [text for text in dict.fromkeys(texts) if text not in self.near]:
            self.near |= alike(new)


def did_you_mean(text: str, limit: int = 3, asked: Asked | None = None) -> list[Suggested]:
    """Questions that sound or look like this one and find something, best first."""
    clauses, asked = _typed(parse_query(text).clauses), asked or Asked()
    conditions = sum(len(clause.conditions) for clause in clauses if not clause.negative)
    missing = _missing(clauses, asked) if conditions > 1 else []  # of one it is clear which may be a slip
    return _meant(clauses, missing, limit, asked)


def why_nothing(query: Query, *, with_meant: bool = True, asked: Asked | None = None) -> Nothing:
    """Without what `did_you_mean` gives, where that is said beside it."""
    clauses, asked = _typed(query.clauses), asked or Asked()
    if not clauses:
        return Nothing()
    whole, less = list(_kept_whole(query, clauses)), _with_less(clauses)
    asked.ask([*_alone(clauses).values(), *(changed for _, changed in (*whole, *less.values()))])
    missing = _missing(clauses, asked)
    single = [*_ways(whole, asked), *_best_first(less, missing, asked)]
    little = [] if single else _with_little(clauses, missing)
    slips = _slips(clauses, missing) if len(clauses) > 1 else []
    _foresee(clauses, missing, [changed for _, changed in little], slips, asked)
    meant = [
        Way(f"改为“{each.text.strip('“”')}”", each.text, each.count or 0)
        for each in (_meant(clauses, missing, MOST_WAYS, asked) if with_meant else ())
    ]
    ways = [*meant, *single]
    if not meant:
        ways += _meant_alone(slips, missing, asked)
    if not ways:
        ways = _ways(little, asked)
    once = {way.query: way for way in reversed(ways)}
    return Nothing(tuple(each.text for each in missing), tuple(reversed(once.values()))[:MOST_WAYS])


def _foresee(
    clauses: Clauses, missing: list[Literal], little: list[Clauses], slips: list[Clause], asked: Asked
) -> None:
    """Ask together for all that may be offered when no single change has helped, and for what may have been meant."""
    asked.read(_looked_up(clauses))
    changes = _changes(clauses, missing, asked)
    for clause in slips:
        changes += _changes((clause,), _of(clause, missing), asked)
    asked.ask([*little, *changes])


# The words that are nowhere


def _alone(clauses: Clauses) -> dict[Literal, Clauses]:
    """Each text that is asked for by itself, wherever it was asked for."""
    conditions = [each for clause in clauses if not clause.negative for each in clause.conditions]
    texts = {each.text: each for each in conditions if isinstance(each, Literal)}
    return {each: (Clause((Literal(text, is_phrase=each.is_phrase),)),) for text, each in texts.items()}


def _missing(clauses: Clauses, asked: Asked) -> list[Literal]:
    """The texts asked for that no entry holds, wherever they were asked for."""
    alone = _alone(clauses)
    asked.ask(alone.values())
    return [each for each, question in alone.items() if not asked.number(question)]


def _of(clause: Clause, missing: list[Literal]) -> list[Literal]:
    return [each for each in missing if each in clause.conditions]


def _slips(clauses: Clauses, missing: list[Literal]) -> list[Clause]:
    """Those with a word that is nowhere, of which each may be offered by itself."""
    return [clause for clause in clauses if not clause.negative and set(clause.conditions) & set(missing)][:MOST_ALONE]


def _typed(clauses: Clauses) -> Clauses:
    return tuple(replace(clause, conditions=clause.typed) for clause in clauses)


# Ways on


def _ways(changes: Iterable[Change], asked: Asked) -> list[Way]:
    return [Way(said, as_typed(changed), count) for said, changed in changes if (count := asked.number(changed))]


def _kept_whole(query: Query, clauses: Clauses) -> Iterator[Change]:
    """Changes that leave no word out: without quotation marks, and a text wherever it stands."""
    if any(mark in query.text for mark in QUOTES):
        bare = _typed(parse_query("".join(" " if char in QUOTES else char for char in query.text)).clauses)
        if _asks(bare):
            yield "不加引号", bare
    for place, clause in enumerate(clauses):
        only = clause.conditions[0]
        if isinstance(only, Literal) and only.field != ANYWHERE and not clause.negative:
            anywhere = tuple(
                replace(each, field=ANYWHERE) if isinstance(each, Literal) else each for each in clause.conditions
            )
            changed = (*clauses[:place], replace(clause, conditions=anywhere), *clauses[place + 1 :])
            yield f"不限在哪里，写有“{only.text}”就行", changed


def _with_less(clauses: Clauses) -> dict[Clause, Change]:
    """One condition less: by what is left out."""
    less = {clause: tuple(each for each in clauses if each != clause) for clause in clauses}
    return {clause: (_without(clause), changed) for clause, changed in less.items() if _asks(changed)}


def _best_first(less: dict[Clause, Change], missing: list[Literal], asked: Asked) -> list[Way]:
    """First without times, then without words that are nowhere, then what leaves most."""
    ways = []
    for clause, change in less.items():
        is_word = not any(isinstance(each, InIssue | InYears | InDays) for each in clause.conditions)
        is_there = not all(each in missing for each in clause.conditions)
        ways += [((is_word, is_there, -way.count), way) for way in _ways([change], asked)]
    return [way for _, way in sorted(ways, key=lambda each: each[0])]


def _with_little(clauses: Clauses, missing: list[Literal]) -> list[Change]:
    """When no single change helps: without all words that are nowhere, else each word by itself."""
    held = tuple(clause for clause in clauses if clause.negative or not set(clause.conditions) <= set(missing))
    changes = [("去掉" + "".join(f"“{each.text}”" for each in missing), held)] if len(held) < len(clauses) else []
    changes += [(f"只找“{as_typed((clause,))}”", (clause,)) for clause in held]
    return [(said, changed) for said, changed in changes if _asks(changed)]


def _meant_alone(slips: list[Clause], missing: list[Literal], asked: Asked) -> list[Way]:
    """What may have been meant by each word that is nowhere, by itself."""
    return [
        Way(f"只找“{each.text.strip('“”')}”", each.text, each.count or 0)
        for clause in slips
        for each in _meant((clause,), _of(clause, missing), 1, asked)
    ]


def _asks(clauses: Clauses) -> bool:
    return any(not clause.negative for clause in clauses)


def _without(clause: Clause) -> str:
    text = as_typed((replace(clause, negative=False),)).strip("“”")
    return f"不排除“{text}”" if clause.negative else f"去掉“{text}”"


# What may have been meant


def _meant(clauses: Clauses, missing: list[Literal], limit: int, asked: Asked) -> list[Suggested]:
    """The question with other words in the place of those that are nowhere, or of one where all are somewhere."""
    changes = _changes(clauses, missing, asked)
    asked.ask(changes)
    found = [(as_typed(change), count) for change in changes if (count := asked.number(change))]
    kind = Suggestion.Kind.WORD
    return [Suggested(text, str(kind), kind.label, count, search_url(q=text)) for text, count in found[:limit]]


def _changes(clauses: Clauses, missing: list[Literal], asked: Asked) -> list[Clauses]:
    asked.read(_looked_up(clauses))
    texts = _texts(clauses)
    changes: list[Clauses] = []
    if joined := _joined(clauses):
        changes += [(Clause((Literal(word),)),) for word in asked.near[joined]]
    if missing:
        slips = [each.text for each in missing]
        others = islice(product(*(asked.near[text] for text in slips)), MOST_ASKED)
        changes += [_changed(clauses, dict(zip(slips, words, strict=True))) for words in others]
    else:
        changes += [_changed(clauses, {text: word}) for text in texts for word in asked.near[text]]
    return [change for change in islice(dict.fromkeys(changes), MOST_ASKED) if change != clauses]


def _texts(clauses: Clauses) -> list[str]:
    conditions = [each for clause in clauses if not clause.negative for each in clause.conditions]
    return [each.text for each in conditions if isinstance(each, Literal)]


def _joined(clauses: Clauses) -> str:
    """Syllables of pinyin that were written apart, as one; empty where there is anything else."""
    texts = _texts(clauses)
    return "".join(texts) if len(texts) == len(clauses) > 1 and all(map(LETTERS.fullmatch, texts)) else ""


def _looked_up(clauses: Clauses) -> list[str]:
    """What is looked up in the vocabulary."""
    return [*_texts(clauses), *([joined] if (joined := _joined(clauses)) else [])]


def _changed(clauses: Clauses, words: dict[str, str]) -> Clauses:
    def changed(condition: Condition) -> Condition:
        is_slip = isinstance(condition, Literal) and condition.text in words
        return replace(condition, text=words[condition.text]) if is_slip else condition

    return tuple(
        clause if clause.negative else replace(clause, conditions=tuple(map(changed, clause.conditions)))
        for clause in clauses
    )

"""Other words for what is asked: the names of units in the register, and the office's groups of synonyms.

What is added stands in the query beside what was typed, so that it is looked for, said and marked like any other. What
stands in quotation marks is meant as it is, and so is what must not be there.
"""

from collections.abc import Iterator
from dataclasses import replace

from archive.search import lexicon
from archive.search.lexicon import Lexicon, forms_of
from archive.search.query import ANYWHERE, BODY, TITLE, UNIT, Clause, Condition, Literal, Query, occurrences

MOST_OTHERS = 8  # other words for one that was typed
SHORTEST_NAME = 3  # characters that make a name by themselves: 计委 stands in 审计委员会 as well, 县计委 does not


def widen(query: Query) -> Query:
    """The query with the other names and words for what it asks; nothing is read when it asks for no text."""
    if not any(_can_widen(each, clause) for clause in query.clauses for each in clause.conditions):
        return query
    known = lexicon.read()
    return replace(query, clauses=tuple(_widened(clause, known) for clause in query.clauses))


def _widened(clause: Clause, known: Lexicon) -> Clause:
    conditions: list[Condition] = []
    for condition in clause.conditions:
        if _is_unit(condition):
            conditions.append(_with_names(condition, known))
            continue
        conditions.append(condition)
        if _can_widen(condition, clause):
            others = _least(_others(condition.text, known), condition.text)[:MOST_OTHERS]
            added = [replace(condition, text=text) for text in others]
            conditions += [replace(each, is_other=True) for each in added if each not in clause.conditions]
    return replace(clause, conditions=tuple(conditions))


def _others(asked: str, known: Lexicon) -> Iterator[str]:
    """The words that count as one that is asked for, which a county or 县 may stand before when it is a unit."""
    for group in known.groups:
        if asked in group:
            yield from group
    units = {unit for unit, county, name in known.names if asked in forms_of(county, name)}
    of_others = {name for unit, _, name in known.names if unit not in units}
    for unit, county, name in known.names:
        if unit in units:
            yield from _unmistakable(county, name, of_others)


def _unmistakable(county: str, name: str, of_others: set[str]) -> tuple[str, ...]:
    """The shortest forms of a name that mean its unit wherever they stand."""
    bare, of_any_county, of_this_county = forms_of(county, name)
    if name in of_others:
        return (of_this_county,)
    return (bare,) if len(name) >= SHORTEST_NAME else (of_any_county, of_this_county)


def _least(words: Iterator[str], asked: str) -> list[str]:
    """Those of some words without which something would not be found, in order: what holds another is found with it."""
    words = list(dict.fromkeys(words))
    return [
        word
        for word in words
        if not _holds(word, asked) and not any(_holds(word, other) for other in words if other not in (word, asked))
    ]


def _with_names(condition: Literal, known: Lexicon) -> Literal:
    """A name is printed as it is in the register or with the county or 县 before it, and may be asked for so."""
    asked = condition.text
    units = {
        unit
        for unit, county, name in known.names
        if any(occurrences(asked, name)) or asked in (f"县{name}", f"{county}{name}")
    }
    names = {form for unit, county, name in known.names if unit in units for form in forms_of(county, name)}
    return replace(condition, names=frozenset(name for name in names if not _holds(name, asked)))


def _holds(text: str, word: str) -> bool:
    return any(occurrences(word, text))


def _can_widen(condition: Condition, clause: Clause) -> bool:
    if _is_unit(condition):
        return True
    is_text = isinstance(condition, Literal) and condition.field in (ANYWHERE, TITLE, BODY)
    return is_text and not clause.negative and not condition.is_phrase and not condition.is_other


def _is_unit(condition: Condition) -> bool:
    return isinstance(condition, Literal) and condition.field == UNIT

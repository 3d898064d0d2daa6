"""What is listed when nothing holds all that was typed, and what is said about it. The page never shows it in silence.

Words that were written together are looked for apart. Of few words one after another is given up, first those that
stand nowhere, then the most common. Of a question those entries are listed that hold most of it, by the rarity of what
they hold.
"""

from collections.abc import Mapping
from dataclasses import replace
from itertools import accumulate

from archive.search.finding import Found, compared, look_up
from archive.search.index.frequencies import SMALL, entries, frequencies, holding_most
from archive.search.matching import answers
from archive.search.query import ANYWHERE, BODY, TITLE, Query
from archive.search.ranking import rarity, scored, terms_of
from archive.search.relaxation import FEW, any_of, asks, cut, evidence, kept, loose, pieces, unquoted, without
from archive.search.understood import in_quotes

PLACES = {ANYWHERE: "", TITLE: "标题里", BODY: "正文里"}
BLANK = " "  # a query's text has no other
ENOUGH = 10  # answers to a question that hold every word of it, so that no other is needed
COMPARED = 400  # entries that hold most of a question and are looked at closely, in some 10 ms
LISTED = 100  # of them
WORTH = 0.25  # of what the best of them is worth; what holds less of the question is no answer to it


def instead(query: Query, of: int) -> Found | None:
    """The nearest to what was asked, with a note that says how it is not that; None where nothing comes near. `of` is
    about how many entries there are."""
    parted = cut(query)
    found = _parted(query, parted)
    if not asks(query):
        return found or (_with_less(query, of) if 1 < len(loose(query)) <= FEW else _holding_most(query, of))
    if found and (found.candidates is None or len(found.candidates) >= ENOUGH):
        return found
    return _holding_most(query, of, otherwise=_can_be_unquoted(query))


def weighed(found: Found) -> Found:
    """With the terms to rank by, weighed by their rarity where there are several."""
    terms = terms_of(found.query)
    if len(terms) > 1 and found.candidates != {}:
        number = _entries(found.hits.of)
        held = frequencies((term.text for term in terms), number)
        terms = terms_of(found.query, {text: rarity(count, number) for text, count in held.items()})
    return replace(found, terms=terms)


def _entries(of: int) -> int:
    """How many there are exactly, where they are few: of a large archive both are the same estimate."""
    return of if of > SMALL else entries()


def _parted(query: Query, parted: Query) -> Found | None:
    if parted == query:
        return None
    found = look_up(parted)
    note = f"{_none(query)}，下面是{_place(query)}同时写有{_said(loose(parted))}的。"
    return _noted(found, note) if found.candidates != {} else None


def _with_less(query: Query, of: int) -> Found | None:
    """One word is left at least; where that is in no entry, nothing is near."""
    asked, none = loose(query), _none(query)
    weighed_later = (term.text for term in terms_of(query))
    held = frequencies([*(clause.typed[0].text for clause in asked), *weighed_later], _entries(of))
    expendable = sorted(asked, key=lambda clause: _expendable(held.get(clause.typed[0].text, 0)))[:-1]
    for place, step in enumerate(list(accumulate(expendable, without, initial=query))[1:], 1):
        given_up = expendable[:place]
        if (found := look_up(step)).candidates != {}:
            still = _said(each for each in asked if each not in given_up)
            note = f"{none}；下面是{_place(step)}写有{still}、没有要求{_said(given_up)}的。"
            return _noted(found, note)
    return None


def _expendable(frequency: int) -> tuple[bool, int]:
    """Sorts first what is given up first."""
    return frequency > 0, -frequency


def _holding_most(query: Query, of: int, *, otherwise: bool = False) -> Found | None:
    """`otherwise` without its quotation marks: in a sentence they stand around names."""
    bare = unquoted(query) if otherwise else query
    if len(pieces(bare)) < 2:
        return None  # a word has no part that says what it says
    number = _entries(of)
    held = frequencies({**dict.fromkeys(pieces(query)), **dict.fromkeys(pieces(bare))}, number)
    if len(pieces(query)) > 1 and (found := _most_of(query, held, number)):
        return found
    found = _most_of(bare, held, number) if otherwise else None
    return found and replace(found, notes=(*found.notes, "引号里的字也没有一条连着写，没有要求一字不差。"))


def _most_of(query: Query, held: Mapping[str, int], number: int) -> Found | None:
    held = {text: held[text] for text in pieces(query)}
    rarities = {text: rarity(count, number) for text, count in held.items() if count}
    terms = evidence(query, rarities)
    weights = {term.text: term.weight for term in terms if term.text in rarities}
    asked = any_of(cut(query), rarities)
    near = holding_most(weights, held, kept(query), COMPARED)
    ranked = scored([candidate for candidate in near if answers(candidate, asked)], terms)
    listed = [candidate for candidate, worth in ranked if worth >= WORTH * ranked[0][1]][:LISTED]
    if not listed:
        return None
    note = f"{_none(query)}，下面是写有其中的词最多的，少见的词看得更重。"
    return replace(compared(asked, listed, number), notes=(*query.notes, note), terms=terms)


def _can_be_unquoted(query: Query) -> bool:
    """Beside a word, with a blank between, quotation marks ask for a phrase."""
    return BLANK not in query.text and bool(query.phrases)


def _noted(found: Found, note: str) -> Found:
    return replace(found, notes=(*found.query.notes, note))


def _none(query: Query) -> str:
    """That no entry holds what may be given up, among those that are as they must be."""
    asked = loose(query)
    among = "符合其他要求的条目里，" if kept(query).clauses else ""
    if len(asked) > 1:
        return f"{among}没有一条{_place(query)}同时写有{_said(asked)}"
    is_all = len(query.clauses) == 1 and not _place(query)
    return f"{among}没有一条{_place(query)}连着写{in_quotes(query.text) if is_all else _said(asked)}"


def _place(query: Query) -> str:
    """Where it was asked for."""
    fields = {clause.typed[0].field for clause in loose(query)}
    return PLACES[fields.pop()] if len(fields) == 1 else "在要求的位置"


def _said(clauses) -> str:
    return "".join(in_quotes(clause.typed[0].text) for clause in clauses)

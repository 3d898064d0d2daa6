"""What to ask instead when nothing holds all that was typed: long texts cut into words."""

from dataclasses import replace

from archive.search.query import ANYWHERE, BODY, TITLE, Clause, Condition, Literal, Query
from archive.search.tokenizer import words

LONGEST_WORD = 4  # characters; up to here what is typed is one word, and a reader expects it as it stands
FILLERS = frozenset("的了和与及在是有等把将对为")


def relax(query: Query) -> Query | None:
    """The query with its long unquoted terms cut into words; None where that changes nothing."""
    clauses: dict[Clause, None] = {}
    for clause in query.clauses:
        only = clause.conditions[0]
        if clause.negative or len(clause.conditions) > 1 or not _can_be_cut(only):
            clauses[clause] = None
        else:
            clauses |= {Clause((replace(only, text=part),)): None for part in _parts(only.text)}
    relaxed = replace(query, clauses=tuple(clauses))
    return relaxed if relaxed != query else None


def _can_be_cut(condition: Condition) -> bool:
    is_text = isinstance(condition, Literal) and condition.field in (ANYWHERE, TITLE, BODY)
    return is_text and not condition.is_phrase and len(condition.text) > LONGEST_WORD


def _parts(term: str) -> list[str]:
    """A term's words. Single characters side by side are one part, for jieba cuts up names it does not know: 马|庄|乡.

    Signs and the words that only hold a sentence together are left out; nothing else is, or the answer would not be one.
    """
    parts: list[str] = []
    joinable = False
    for word in words(term):
        if len(word) == 1 and joinable:
            parts[-1] += word
        else:
            parts.append(word)
        joinable = len(word) == 1
    return [part for part in parts if part not in FILLERS and any(map(str.isalnum, part))] or [term]

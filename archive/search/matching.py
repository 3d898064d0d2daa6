"""Whether an entry answers a query, told from its texts alone. The index only says which entries may."""

from archive.search.query import (
    ANYWHERE,
    BODY,
    SECTION,
    TITLE,
    Condition,
    InDays,
    InIssue,
    InYears,
    Literal,
    Query,
    occurrences,
)
from archive.search.ranking import Candidate, holds


def answers(candidate: Candidate, query: Query) -> bool:
    return all(
        any(_meets(candidate, condition) for condition in clause.conditions) != clause.negative
        for clause in query.clauses
    )


def _meets(candidate: Candidate, condition: Condition) -> bool:
    """What an entry does not say of itself it does not meet: an undated one is not of any day."""
    match condition:
        case Literal():
            return _holds(candidate, condition)
        case InIssue():
            return candidate.number == condition.number and condition.year in (None, candidate.year)
        case InYears():
            return candidate.year is not None and _is_within(candidate.year, condition.first, condition.last)
        case InDays():
            return candidate.day is not None and _is_within(candidate.day, condition.first, condition.last)


def _holds(candidate: Candidate, literal: Literal) -> bool:
    if literal.field == ANYWHERE:
        return holds(candidate, literal.text)
    texts = {TITLE: (candidate.title,), BODY: (candidate.body,), SECTION: (candidate.section,)}
    fields = texts.get(literal.field, candidate.units)
    return any(any(occurrences(literal.text, text)) for text in fields) or any(text in literal.names for text in fields)


def _is_within(value, first, last) -> bool:
    return (first is None or first <= value) and (last is None or value <= last)

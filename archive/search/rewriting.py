"""From clauses back to what a person would type for them: the way to offer a question with one thing changed."""

import re
from collections.abc import Iterable

from archive.search.query import (
    ANYWHERE,
    BODY,
    DATE,
    ISSUE,
    SECTION,
    TITLE,
    UNIT,
    YEAR,
    Clause,
    Condition,
    InIssue,
    InYears,
    Literal,
)
from archive.search.syntax import ORS

NAMES = {TITLE: "标题", BODY: "正文", UNIT: "单位", SECTION: "栏目", ISSUE: "期", YEAR: "年", DATE: "日期"}
SIMPLE = re.compile(r"(?!不含)[^\W_](?:[^\W_]|[-.,%](?=[^\W_]|$))*")  # typed bare it is nothing but a word


def as_typed(clauses: Iterable[Clause]) -> str:
    """What gives these clauses when it is typed; words that widening has added are left out."""
    return " ".join(_clause(clause) for clause in clauses)


def _clause(clause: Clause) -> str:
    sign = "-" if clause.negative else ""
    return sign + "|".join(_condition(condition) for condition in clause.typed)


def _condition(condition: Condition) -> str:
    match condition:
        case Literal():
            field = f"{NAMES[condition.field]}:" if condition.field != ANYWHERE else ""
            return field + _text(condition)
        case InIssue():
            return f"期:{condition.year}-{condition.number}" if condition.year else f"期:{condition.number}"
        case InYears():
            return "年:" + _span(condition.first, condition.last)
        case _:
            return "日期:" + _span(condition.first, condition.last)


def _text(literal: Literal) -> str:
    is_word = not literal.is_phrase and SIMPLE.fullmatch(literal.text) and literal.text.upper() not in ORS
    return literal.text if is_word else f"“{literal.text}”"


def _span(first, last) -> str:
    if first == last:
        return str(first)
    return f"{first or ''}..{last or ''}"

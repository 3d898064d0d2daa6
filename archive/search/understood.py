"""How a query was understood, in words: 标题里有“清洁家园”，并且不含“税务局”."""

import re
from datetime import date

from archive.search.query import (
    ANYWHERE,
    BODY,
    SECTION,
    TITLE,
    UNIT,
    Clause,
    Condition,
    InDays,
    InIssue,
    InYears,
    Literal,
    Query,
)

PLACES = {
    ANYWHERE: ("写有", "不含"),
    TITLE: ("标题里有", "标题里没有"),
    BODY: ("正文里有", "正文里没有"),
    UNIT: ("单位名称里有", "单位名称里没有"),
    SECTION: ("栏目名称里有", "栏目名称里没有"),
}

LONGEST_QUOTED = 60  # characters: three lines on a phone; the whole is in the search box
INNER_MARKS = str.maketrans("“”", "‘’")
STRAIGHT = re.compile('"([^"]*)"')


def in_quotes(text: str) -> str:
    """In “ ”, with ‘ ’ in the place of its own: 清洁家园 “潮汐车道” is “清洁家园 ‘潮汐车道’”. Of a long text the beginning."""
    text = text if len(text) <= LONGEST_QUOTED else text[:LONGEST_QUOTED] + "……"
    inner = STRAIGHT.sub(r"‘\1’", text).translate(INNER_MARKS)
    return f"“{inner}”"


def understood(query: Query) -> str:
    """One sentence without its stop; empty for plain words that nothing was to be said about."""
    if query.is_plain and not query.notes:
        return ""
    return "，并且".join(_clause(clause) for clause in query.clauses)


def _clause(clause: Clause) -> str:
    first, *others = clause.conditions
    said = _condition(first, clause.negative)
    for before, condition in zip(clause.conditions, others, strict=False):
        same = isinstance(condition, Literal) and isinstance(before, Literal) and condition.field == before.field
        if clause.negative:
            said += "，也" + _condition(condition, negative=True)
        else:
            said += "或" + (in_quotes(condition.text) if same else _condition(condition, negative=False))
    return said


def _condition(condition: Condition, negative: bool) -> str:
    match condition:
        case Literal():
            return f"{PLACES[condition.field][negative]}{in_quotes(condition.text)}"
        case InIssue():
            year = f"{condition.year}年" if condition.year else ""
            return f"{'不' if negative else ''}在{year}第{condition.number}期"
        case InYears():
            return ("年份不是" if negative else "年份是") + _span(condition.first, condition.last, "{}年".format)
        case InDays():
            return ("日期不在" if negative else "日期在") + _span(condition.first, condition.last, _day)


def _span(first, last, said) -> str:
    if first == last:
        return said(first)
    if first is None:
        return f"{said(last)}或更早"
    return f"{said(first)}或更晚" if last is None else f"{said(first)}至{said(last)}"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"

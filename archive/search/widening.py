"""Other words for what is asked: the names of units in the register.

What is added stands in the query beside what was typed, so that it is looked for, said and marked like any other.
"""

from dataclasses import replace

from archive.models import UnitAlias
from archive.search.normalize import normalize
from archive.search.query import UNIT, Condition, Literal, Query, occurrences


def widen(query: Query) -> Query:
    """The query with the other names of the units it asks for; the register is read only when it asks for one."""
    if not any(_is_unit(each) for clause in query.clauses for each in clause.conditions):
        return query
    register = [
        (unit, normalize(county), known)
        for unit, county, name in UnitAlias.objects.values_list("unit", "county", "name")
        if (known := normalize(name))
    ]
    clauses = (
        replace(clause, conditions=tuple(_with_names(each, register) for each in clause.conditions))
        for clause in query.clauses
    )
    return replace(query, clauses=tuple(clauses))


def _with_names(condition: Condition, register: list[tuple[int, str, str]]) -> Condition:
    """A name is printed as it is in the register or with the county or 县 before it, and may be asked for so."""
    if not _is_unit(condition):
        return condition
    asked = condition.text
    units = {
        unit
        for unit, county, name in register
        if any(occurrences(asked, name)) or asked in (f"县{name}", f"{county}{name}")
    }
    names = {before + name for unit, county, name in register if unit in units for before in ("", "县", county)}
    return replace(condition, names=frozenset(name for name in names if not any(occurrences(asked, name))))


def _is_unit(condition: Condition) -> bool:
    return isinstance(condition, Literal) and condition.field == UNIT

"""The list of results that an entry was opened from: the way back to its row, and along it to the results beside.

The question travels in the address of the entry: the query string of the search page, and `n`, the place in the list.
"""

from dataclasses import dataclass

from django.http import QueryDict

from archive.filters import EntryFilter
from archive.models import Entry
from archive.search.query import Query
from archive.search.service import around

PLACE = "n"  # the parameter
LONGEST_PLACE = 7  # digits


@dataclass(frozen=True, slots=True)
class Trail:
    """`back` is the query string of the list, with the fragment of the entry's row where its place is known.

    `number` is the place of the entry, from 1, and `total` how many there are; `previous` and `next` are addresses. A
    list that has changed since it was shown, so that the entry stands elsewhere, has a way back but no neighbours.
    """

    question: str
    query: Query
    back: str
    number: int | None = None
    total: int = 0
    exact: bool = True
    previous: str = ""
    next: str = ""


def follow(entry: Entry, params: QueryDict) -> Trail | None:
    """The list that the parameters of an entry's page tell of; None where they tell of none."""
    if not params:
        return None
    filterset = EntryFilter(params)
    found = filterset.found
    number = _place(params)
    if number is None:
        return Trail(filterset.question, found.query, _back(params))
    total, exact, beside = around(found, filterset.rows, sort=filterset.sort, number=number)
    if entry.pk != getattr(beside.get(number), "pk", None):
        return Trail(filterset.question, found.query, _back(params))
    return Trail(
        filterset.question,
        found.query,
        back=_back(params, page=(number - 1) // filterset.page_size + 1, row=number),
        number=number,
        total=total,
        exact=exact,
        previous=_address(beside.get(number - 1), params, number - 1),
        next=_address(beside.get(number + 1), params, number + 1),
    )


def _place(params: QueryDict) -> int | None:
    asked = params.get(PLACE, "")
    if not (asked.isascii() and asked.isdecimal() and len(asked) <= LONGEST_PLACE):
        return None
    return int(asked) or None


def _back(params: QueryDict, *, page: int | None = None, row: int | None = None) -> str:
    kept = params.copy()
    kept.pop(PLACE, None)
    if page is not None:
        kept.pop("page", None)
        if page > 1:
            kept["page"] = page
    return f"?{kept.urlencode()}" + (f"#r{row}" if row else "")


def _address(entry: Entry | None, params: QueryDict, number: int) -> str:
    if entry is None:
        return ""
    moved = params.copy()
    moved[PLACE] = number
    return f"{entry.get_absolute_url()}?{moved.urlencode()}"

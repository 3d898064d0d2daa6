"""The list of results that an entry was opened from: the way back to its row, and along it to the results beside.

The question travels in the address of the entry: the query string of the search page, and `n`, the place in the list.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.http import QueryDict

from archive.filters import EntryFilter
from archive.models import Entry
from archive.pages.hints import is_relaxed
from archive.search.finding import Found
from archive.search.highlight import telling
from archive.search.query import Query
from archive.search.service import around

PLACE = "n"  # the parameter
LONGEST_PLACE = 7  # digits
NEAR = 4  # places from where an entry was, up to which it is found anew


@dataclass(frozen=True, slots=True)
class Trail:
    """`query` is what is marked. `back` is the query string of the list, with the fragment of the entry's row where its
    place is known. `is_relaxed` says that the list only comes near to the question, which found `found`.

    `number` is the place of the entry, from 1, and `total` how many there are; `beside` are the keys of the entries
    near it by place. A list that has changed so much that the entry is not found near its place has a way
    back but no neighbours. `units` are the addresses of the units that the list was narrowed to.
    """

    question: str
    query: Query
    found: Found
    back: str
    is_relaxed: bool = False
    number: int | None = None
    total: int = 0
    exact: bool = True
    beside: dict[int, int] = field(default_factory=dict)
    params: QueryDict = field(default_factory=QueryDict)
    units: tuple[str, ...] = ()

    @property
    def neighbours(self) -> list[int]:
        """The keys of the entries before and after it."""
        places = (self.number - 1, self.number + 1) if self.number else ()
        return [self.beside[place] for place in places if place in self.beside]

    def steps(self, entries: Mapping[int, Entry]) -> tuple[str, str]:
        """The addresses of the result before and the one after, of `entries` by key; empty where there is none."""
        if self.number is None:
            return "", ""
        return self._address(self.number - 1, entries), self._address(self.number + 1, entries)

    def _address(self, place: int, entries: Mapping[int, Entry]) -> str:
        entry = entries.get(self.beside.get(place, 0))
        if entry is None:
            return ""
        moved = self.params.copy()
        moved[PLACE] = place
        return f"{entry.get_absolute_url()}?{moved.urlencode()}"


def follow(entry: Entry, params: QueryDict) -> Trail | None:
    """The list that the parameters of an entry's page tell of; None where they tell of none."""
    if not params:
        return None
    filterset = EntryFilter(params)
    place, total, exact, beside = _place_now(entry, filterset, _place(params))
    trail = Trail(
        question=filterset.question,
        query=telling(filterset.found.query),
        found=filterset.found,
        back=_back(params),
        is_relaxed=is_relaxed(filterset.found),
        params=params,
        units=tuple(filterset.chosen["unit"]),
    )
    if place is None:
        return trail
    back = _back(params, page=(place - 1) // filterset.page_size + 1, row=place)
    return replace(trail, back=back, number=place, total=total, exact=exact, beside=beside)


def _place_now(
    entry: Entry, filterset: EntryFilter, number: int | None
) -> tuple[int | None, int, bool, dict[int, int]]:
    """The place of the entry, and what `around` says of it. Where the list has changed meanwhile it is looked for near
    where it was."""
    if not number:
        return None, 0, True, {}
    total, exact, keys = around(filterset.found, filterset.rows, sort=filterset.sort, number=number, reach=NEAR + 1)
    places = [place for place, key in keys.items() if key == entry.pk and abs(place - number) <= NEAR]
    return (places[0], total, exact, keys) if places else (None, 0, True, {})


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

"""What was asked on the search page: the only reader of its query string.

A value that makes no sense is passed over, as if it had not been given: an address with a slip still opens.
"""

import django_filters
from django import forms
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Q, QuerySet
from django.http import QueryDict

from archive.models import EntrySearch, Unit
from archive.search.finding import Found
from archive.search.ordering import NEWEST, RELEVANCE, SORTS
from archive.search.service import PAGE_SIZES, SearchResult, arrange, find

NO_SECTION = "无栏目"


class AnyValuesField(forms.MultipleChoiceField):
    """Takes every value: a year without entries is a choice that finds nothing, not a mistake."""

    def valid_value(self, value):
        return True


class AnyValuesFilter(django_filters.MultipleChoiceFilter):
    field_class = AnyValuesField


class EntryFilter(django_filters.FilterSet):
    """Narrows the rows of the index that hold the question. Within a facet choices add up, between facets they narrow."""

    year = AnyValuesFilter(label="年份", method="in_years")
    kind = AnyValuesFilter(label="单位类别", method="of_kinds")
    unit = AnyValuesFilter(label="单位", method="of_units")
    section = AnyValuesFilter(label="栏目", method="in_sections")

    def __init__(self, data: QueryDict):
        data = _without_nul(data)
        self.question = data.get("q", "").strip()
        self.found: Found = find(self.question)
        super().__init__(data, queryset=self.found.rows)

    @property
    def chosen(self) -> dict[str, list[str]]:
        """The values chosen in each facet, in the order given; those that make no sense are left out."""
        given = self.form.cleaned_data if self.form.is_valid() else {}
        makes_sense = {"year": _is_year, "kind": Unit.Kind.values.__contains__, "unit": bool, "section": bool}
        return {name: list(dict.fromkeys(filter(makes_sense[name], given.get(name) or []))) for name in self.filters}

    def rows_for(self, facet: str | None = None) -> QuerySet[EntrySearch]:
        """The rows narrowed by all facets, but for one: those that its own choices are counted on."""
        rows = self.queryset
        for name, values in self.chosen.items():
            if values and name != facet:
                rows = self.filters[name].filter(rows, values)
        return rows

    @property
    def rows(self) -> QuerySet[EntrySearch]:
        """The rows of the whole list."""
        return self.rows_for() if any(self.chosen.values()) else self.found.rows

    def search(self) -> SearchResult:
        return arrange(self.found, self.rows, sort=self.sort, page=self._page(), page_size=self.page_size)

    @property
    def sort(self) -> str:
        asked = self.data.get("sort")
        return asked if asked in SORTS else RELEVANCE if self.found.query else NEWEST

    @property
    def page_size(self) -> int:
        asked = self.data.get("size", "")
        return int(asked) if _is_number(asked) and int(asked) in PAGE_SIZES else PAGE_SIZES[0]

    def _page(self) -> int:
        asked = self.data.get("page", "")
        return int(asked) if _is_number(asked) else 1

    def in_years(self, rows: QuerySet, name: str, values: list[str]) -> QuerySet:
        return rows.filter(year__in=[int(value) for value in values])

    def of_kinds(self, rows: QuerySet, name: str, values: list[str]) -> QuerySet:
        return rows.filter(unit_kinds__overlap=values)

    def of_units(self, rows: QuerySet, name: str, values: list[str]) -> QuerySet:
        return rows.filter(unit_ids__overlap=ArraySubquery(Unit.objects.filter(slug__in=values).values("pk")))

    def in_sections(self, rows: QuerySet, name: str, values: list[str]) -> QuerySet:
        condition = Q(section__name__in=values)
        return rows.filter(condition | Q(section=None) if NO_SECTION in values else condition)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 9


def _is_year(text: str) -> bool:
    return _is_number(text) and len(text) == 4


def _without_nul(data: QueryDict) -> QueryDict:
    """PostgreSQL takes no NUL in any text."""
    clean = QueryDict(mutable=True)
    for name, values in data.lists():
        clean.setlist(name, [value.replace("\x00", "") for value in values])
    return clean

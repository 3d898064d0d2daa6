"""What was asked on the search page: the only reader of its query string.

A value that makes no sense is passed over, as if it had not been given: an address with a slip still opens.
"""

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date
from functools import cached_property, reduce
from operator import or_

import django_filters
from django import forms
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Q, QuerySet
from django.http import QueryDict

from archive.models import Attribution, EntrySearch, Issue, Section, Unit
from archive.revision import remembered
from archive.search.finding import Found
from archive.search.index.counting import COUNTED, Tally, tally
from archive.search.index.listing import Hits
from archive.search.ordering import NEWEST, RELEVANCE, SORTS
from archive.search.service import PAGE_SIZES, SearchResult, arrange, find

NO_SECTION = "无栏目"
NO_YEAR = "不详"
NO_BULLETIN = "刊名不详"
YES, NO = "yes", "no"
LONG = 20  # characters; each link of the page of results holds the question
MOST_GIVEN = 50  # values of one name: the link of each choice holds all others, so that a page grows with their square
MONTH = re.compile(r"[12][0-9]{3}-(?:0[1-9]|1[0-2])", re.ASCII)  # 2025-03


# What is counted, and the filters that are left out meanwhile: a facet's own, for its choices add up.
COUNTED_WITHOUT = {name: (name,) for name in ("year", "kind", "unit", "topic", "section", "figures")}
COUNTED_WITHOUT["timeline"] = ("year", "month")


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
    topic = AnyValuesFilter(label="主题", method="on_topics")
    section = AnyValuesFilter(label="栏目", method="in_sections")
    figures = AnyValuesFilter(label="内容", method="with_figures")
    month = AnyValuesFilter(label="月份", method="in_months")
    signed = AnyValuesFilter(label="署名", method="with_unresolved_names")
    bulletin = AnyValuesFilter(label="刊名", method="in_bulletins")

    def __init__(self, data: QueryDict):
        data = _within_reason(data)
        self.question = data.get("q", "").strip()
        self.found: Found = find(self.question, is_widened=data.get("widen") != NO)
        super().__init__(data, queryset=self.found.rows)

    @property
    def chosen(self) -> dict[str, list[str]]:
        """The values chosen in each facet, in the order given; those that make no sense are left out."""
        given = self.form.cleaned_data if self.form.is_valid() else {}
        makes_sense = {
            **{"year": _is_year, "month": MONTH.fullmatch, "figures": YES.__eq__},
            **{
                "kind": Unit.Kind.values.__contains__,
                "unit": bool,
                "topic": bool,
                "section": bool,
                "signed": bool,
                "bulletin": bool,
            },
        }
        return {name: list(dict.fromkeys(filter(makes_sense[name], given.get(name) or []))) for name in self.filters}

    def rows_for(self, *but: str) -> QuerySet[EntrySearch]:
        """The rows narrowed by all filters, but for some: those that their own choices are counted on."""
        rows = self.queryset
        for name, values in self.chosen.items():
            if values and name not in but:
                rows = self.filters[name].filter(rows, values)
        return rows

    @property
    def rows(self) -> QuerySet[EntrySearch]:
        """The rows of the whole list."""
        return self.rows_for() if any(self.chosen.values()) else self.found.rows

    @cached_property
    def tallies(self) -> dict[str, Tally]:
        """What the rows of each facet and of the timeline are made of. What needs the same rows is counted together.

        Rows that may be a few too many are not counted exactly either.
        """
        chosen = {name for name, values in self.chosen.items() if values}
        without = {name: tuple(each for each in but if each in chosen) for name, but in COUNTED_WITHOUT.items()}
        sets = {but: self.rows_for(*but) for but in without.values()}
        counted = self._tally(sets)
        tallies = {
            but: replace(each, exact=each.exact and self.found.exact) for but, each in zip(sets, counted, strict=True)
        }
        return {name: tallies[but] for name, but in without.items()}

    def counted_without(self, *names: str) -> int | None:
        """How many rows there are without some of the filters, where that is known exactly from what has been counted."""
        chosen = {name for name, values in self.chosen.items() if values}
        if chosen <= set(names) and self.found.candidates is not None:
            return len(self.found.candidates)
        for facet, but in COUNTED_WITHOUT.items():
            if chosen & set(but) == set(names) and self.tallies[facet].exact:
                return sum(self.tallies[facet].months.values())
        return None

    def _tally(self, sets: dict[tuple[str, ...], QuerySet[EntrySearch]]) -> list[Tally]:
        """Where nothing was asked for and nothing chosen, once for each state of the archive."""
        if not self.found.query and not any(self.chosen.values()):
            return remembered("all entries", lambda: tally([(self.found.rows, self.found.hits)]))
        return tally([(rows, self._most(rows)) for rows in sets.values()])

    def _most(self, rows: QuerySet[EntrySearch]) -> Hits | None:
        """How many some of the rows found are at most, where what is known of all says enough."""
        hits = self.found.hits
        return hits if rows is self.found.rows or hits.number <= COUNTED else None

    def search(self) -> SearchResult:
        return arrange(self.found, self.rows, sort=self.sort, page=self._page(), page_size=self.page_size)

    @property
    def sort(self) -> str:
        asked = self.data.get("sort")
        return asked if asked in SORTS else RELEVANCE if self.found.query else NEWEST

    @property
    def page_size(self) -> int:
        asked = self.data.get("size", "")
        return int(asked) if _is_number(asked) and int(asked) in self.page_sizes else self.page_sizes[0]

    @property
    def page_sizes(self) -> tuple[int, ...]:
        return PAGE_SIZES[:1] if self.is_long else PAGE_SIZES

    @property
    def is_long(self) -> bool:
        """Whether the page has to do with fewer links, for the line that it comes on is slow."""
        return len(self.question) > LONG

    def _page(self) -> int:
        asked = self.data.get("page", "")
        return int(asked) if _is_number(asked) else 1

    def in_years(self, rows: QuerySet, name: str, values: list[str]) -> QuerySet:
        condition = Q(year__in=[int(value) for value in values if value != NO_YEAR])
        return rows.filter(condition | Q(year=None) if NO_YEAR in values else condition)

    def in_months(self, rows: QuerySet, name: str, values: list[str]) -> QuerySet:
        months = [(int(year), int(month)) for year, month in (value.split("-") for value in values)]
        days = [(date(*month, 1), date(*month, monthrange(*month)[1])) for month in months]
        return rows.filter(reduce(or_, (Q(day__range=ends) for ends in days)))

    def with_figures(self, rows: QuerySet, name: str, values: list[str]) -> QuerySet:
        return rows.filter(has_figures=True)

    def of_kinds(self, rows: QuerySet, name: str, values: list[str]) -> QuerySet:
        return rows.filter(unit_kinds__overlap=values)

    def of_units(self, rows: QuerySet, name: str, values: list[str]) -> QuerySet:
        return rows.filter(unit_ids__overlap=ArraySubquery(Unit.objects.filter(slug__in=values).values("pk")))

    def on_topics(self, rows: QuerySet, name: str, values: list[str]) -> QuerySet:
        return rows.filter(section__in=Section.objects.filter(topic__name__in=values).values("pk"))

    def in_sections(self, rows: QuerySet, name: str, values: list[str]) -> QuerySet:
        condition = Q(section__name__in=values)
        return rows.filter(condition | Q(section=None) if NO_SECTION in values else condition)

    def in_bulletins(self, rows: QuerySet, name: str, values: list[str]) -> QuerySet:
        condition = Q(bulletin__name__in=values)
        issues = Issue.objects.filter(condition | Q(bulletin=None) if NO_BULLETIN in values else condition)
        return rows.filter(issue_id__in=issues.values("pk"))

    def with_unresolved_names(self, rows: QuerySet, name: str, values: list[str]) -> QuerySet:
        """With a name in the bracket, exactly as printed, that stands for no unit of the register."""
        return rows.filter(entry__in=Attribution.objects.unresolved().filter(name__in=values).values("entry"))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 9


def _is_year(text: str) -> bool:
    return text == NO_YEAR or (_is_number(text) and len(text) == 4)


def _within_reason(data: QueryDict) -> QueryDict:
    """PostgreSQL takes no NUL in any text, and nobody chooses hundreds of values one by one. Where a name has one value,
    the last that is given counts."""
    clean = QueryDict(mutable=True)
    for name, values in data.lists():
        clean.setlist(name, [value.replace("\x00", "") for value in values[-MOST_GIVEN:]])
    return clean

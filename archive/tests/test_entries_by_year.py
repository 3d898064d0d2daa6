"""Entries under the years that they are of, a page at a time."""

from datetime import date

import pytest

from archive.models import EntrySearch
from archive.pages import counts
from archive.pages import entries_by_year as module
from archive.pages.entries_by_year import entries_by_year
from archive.tests.conftest import make_entry, make_issue, make_pending_issue

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries(monkeypatch):
    """Five of 2025, one of 2024, two of no known year; three a page."""
    monkeypatch.setattr(module, "PAGE_SIZE", 3)
    for title, year, day in (("甲", 2025, 1), ("乙", 2025, 3), ("丙", 2025, 2), ("丁", 2024, 9)):
        make_entry(make_issue(year=year, number=day, date=date(year, 9, day)), title=title)
    undated = make_issue(year=2025, number=8, date=None)
    make_entry(undated, title="戊")
    make_entry(undated, title="己")
    fragment = make_issue(year=None, number=None, date=None)
    make_entry(fragment, title="庚")
    make_entry(fragment, title="辛")
    make_pending_issue()


def shown(asked=None):
    rows = EntrySearch.objects.all()
    found = entries_by_year(rows, counts.by_year(counts.held_by_section(rows)), asked)
    return [
        (each.year, each.count, "".join(entry.title for entry in each.entries), each.before, each.rest)
        for each in found.years
    ]


def test_the_newest_year_comes_first_and_in_it_the_newest_with_those_of_unknown_day_at_its_end(entries):
    assert shown() == [(2025, 5, "乙丙甲", 0, 2)]


def test_a_year_goes_on_on_the_next_page_and_what_has_no_year_comes_last(entries):
    assert shown("2") == [(2025, 5, "戊己", 3, 0), (2024, 1, "丁", 0, 0)]
    assert shown("3") == [(None, 2, "庚辛", 0, 0)]


@pytest.mark.parametrize("asked", ["abc", "", "-1", "0", "99", "9" * 5000, "\x00", "１"])
def test_a_page_that_is_not_there_is_another_one(entries, asked):
    assert shown(asked) in (shown("1"), shown("3"))


def test_of_nothing_there_is_one_empty_page():
    assert shown() == []


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_what_is_before_here_and_after_adds_up_to_the_year(entries, number):
    for _, count, titles, before, rest in shown(str(number)):
        assert before + len(titles) + rest == count

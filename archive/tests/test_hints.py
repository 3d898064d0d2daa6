"""What the search page offers beside the results."""

from datetime import date
from urllib.parse import quote

import pytest
from django.http import QueryDict

from archive.facets import facet_counts
from archive.filters import EntryFilter
from archive.hints import Way, nothing, ways_out
from archive.tests.conftest import make_entry, make_issue, make_pending_issue, make_unit

pytestmark = pytest.mark.django_db

Q = quote("清洁")


@pytest.fixture
def archive():
    town, bureau = make_unit(name="马庄乡", kind="township"), make_unit(name="税务局")
    old = make_issue(year=2024, number=3, date=date(2024, 3, 1))
    new = make_issue(year=2025, number=5, date=date(2025, 5, 1))
    make_entry(old, title="马庄乡抓清洁", body="好。", units=[town])
    make_entry(old, title="清洁家园", body="好。", units=[town])
    make_entry(new, title="马庄乡办税", body="好。", units=[town])
    make_entry(new, title="税务局清洁机关", body="好。", units=[bureau])
    make_entry(make_pending_issue(number=9, year=2025), title="清洁机密", body="好。", units=[town])


def ways(query):
    params = QueryDict(query)
    filterset = EntryFilter(params)
    return ways_out(filterset, params, facet_counts(filterset, params), nothing(filterset.found), [])


def test_each_filter_is_tried_without_and_the_best_comes_first(archive):
    assert ways(f"q={Q}&year=2025&unit={quote('马庄乡')}") == [
        Way("不限年份（2025年）", f"?q={Q}&unit={quote('马庄乡')}", 2),
        Way("不限单位（马庄乡）", f"?q={Q}&year=2025", 1),
        Way("不加条件", f"?q={Q}", 3),
    ]


def test_a_change_that_gives_nothing_is_not_offered(archive):
    assert [way.label for way in ways(f"q={Q}&year=2023&kind=zone")] == ["不加条件"]
    assert ways(f"q={quote('机密')}&year=2024") == []


def test_the_page_is_left_out_and_sorting_stays(archive):
    assert ways(f"q={Q}&year=2023&sort=oldest&page=4") == [Way("不限年份（2023年）", f"?q={Q}&sort=oldest", 3)]

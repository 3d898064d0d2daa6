"""What the search page offers beside the results."""

from datetime import date
from urllib.parse import quote

import pytest
from django.http import QueryDict

from archive.facets import facet_counts
from archive.filters import EntryFilter
from archive.pages.hints import Way, is_relaxed, meant, nothing, ways_out
from archive.search.service import find
from archive.search.suggest import Nothing
from archive.search.vocabulary import rebuild
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
    return ways_out(filterset, params, facet_counts(filterset, params), nothing(filterset.found))


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


def test_without_filters_it_is_the_question_that_is_changed(archive):
    labels = [way.label for way in ways(f"q={quote('清洁 “潮汐车道”')}")]

    assert labels == ["去掉“潮汐车道”"]


@pytest.fixture
def vocabulary():
    for number in range(1, 5):
        make_entry(make_issue(number=number), title=f"清洁家园行动{number}", body="好。")
    make_entry(make_issue(number=5), title="清结家园", body="错了一个字。")
    make_entry(make_pending_issue(number=9), title="清接家园", body="机密。")
    rebuild()


def meanings(question):
    return [(way.label, way.count) for way in meant(find(question), question)]


def test_what_may_have_been_meant_is_offered_where_little_is_found_and_it_has_clearly_more(vocabulary):
    assert meanings("清接家园")[0] == ("清洁家园", 4)
    assert ("清洁家园", 4) in meanings("清结家园")  # one entry has the slip in print
    assert meanings("清洁家园") == []
    assert meanings("") == meanings("好") == []


def test_what_may_have_been_meant_is_said_once(vocabulary):
    assert meanings("清接家园")
    assert nothing(find("清接家园")).ways == ()
    assert [way.text for way in nothing(find("清接家园 “潮汐车道”")).ways] == ["只找“清洁家园”"]


def test_a_question_that_was_relaxed_is_known_by_its_note(vocabulary):
    assert not is_relaxed(find("清洁家园")) and not is_relaxed(find("标题:清洁家园 日期:昨天"))
    assert is_relaxed(find("清洁家园错了一个字怎么办"))


def test_why_there_is_nothing_is_asked_only_where_there_is_nothing(vocabulary):
    assert nothing(find("清洁家园")) == nothing(find("")) == Nothing()
    assert nothing(find("潮汐车道")).missing == ("潮汐车道",)

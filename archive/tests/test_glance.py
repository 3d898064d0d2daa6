"""How many rows answer each of several queries, and whether some are few: one statement each, and what a search says."""

from datetime import date

import pytest
from django.db.models import Q

from archive.models import EntrySearch
from archive.search.finding import look_up
from archive.search.index import glance, listing
from archive.search.index.lookup import matching
from archive.search.query import parse_query
from archive.search.widening import widen
from archive.tests.conftest import make_entry, make_issue, make_pending_issue, make_unit

pytestmark = pytest.mark.django_db

QUESTIONS = [
    *("清洁家园", "洁家", "30吨", "“家园清洁”", "清洁家园 -大堰镇", "-清洁家园", "清洁|招聘会", "机密", "全无此字"),
    *("标题:清洁", "正文:清洁家园", "正文:招聘会进场", "单位:工信局", "单位:工业和信息化局", "单位:工信", "栏目:乡村"),
    *("年:2024", "期:7", "日期:2025-03 清洁", "清洁 单位:石渡镇", "栏目:没有的", "年:2031 正文:清洁家园", "清洁 -招聘"),
]


@pytest.fixture
def archive():
    """In one text 清洁 and 洁家 and 家园 stand apart, so that its pairs alone do not tell whether it holds 清洁家园."""
    office = make_unit(name="工信局", full_name="柳河县工业和信息化局")
    first, second = make_issue(number=7, date=date(2025, 3, 7)), make_issue(number=1, year=2024, date=date(2024, 1, 5))
    make_entry(first, title="石渡镇推进清洁家园", body="清运垃圾130吨。", units=["石渡镇"], section="乡村振兴")
    make_entry(first, title="大堰镇办招聘会", body="清洁。高洁家庭。家园30吨，清洁家园。", units=["大堰镇", office])
    make_entry(second, title="县工信局培育企业", body="清洁、高洁家庭、家园，招聘会。", units=["柳河县工业和信息化局"])
    make_entry(make_pending_issue(number=9), title="清洁家园机密", body="清洁家园。")


def asked(question):
    return widen(parse_query(question))


def told(questions):
    with listing.planner_settings():
        return [(hits.number, hits.exact) for hits in glance.numbers([asked(each) for each in questions])]


def test_as_many_answer_as_a_search_finds(archive):
    with listing.planner_settings():
        found = {question: len(look_up(asked(question)).candidates) for question in QUESTIONS}

    assert dict(zip(QUESTIONS, told(QUESTIONS), strict=True)) == {
        each: (number, True) for each, number in found.items()
    }
    assert found["清洁家园"] == 2 and found["单位:工信局"] == 2 and found["机密"] == found["全无此字"] == 0


def test_all_are_counted_in_one_statement(archive, django_assert_num_queries):
    queries = [parse_query(each) for each in QUESTIONS if not each.startswith("栏目")]

    with listing.planner_settings(), django_assert_num_queries(1):
        glance.numbers(queries)
    with django_assert_num_queries(0):
        assert glance.numbers([]) == []


def test_where_too_many_would_have_to_be_looked_at_it_is_said(archive, monkeypatch):
    monkeypatch.setattr(glance, "UNSURE", 0)

    assert told(["正文:清洁家园", "年:2025"]) == [(3, False), (2, True)]


def test_no_more_are_counted_than_is_quick(archive, monkeypatch):
    monkeypatch.setattr(glance, "COUNTED", 1)

    assert told(["年:2025", "年:2024"]) == [(1, False), (1, True)]


@pytest.fixture
def look(django_assert_num_queries):
    def look(question, rows=None, **options):
        rows = matching(parse_query(question)) if rows is None else rows
        with listing.planner_settings(), django_assert_num_queries(1):
            seen = glance.glance(rows, rows, **{"named": 100, "read": 10, "are_decisive": True} | options)
        return seen.keys and len(seen.keys), seen.candidates and sorted(each.title for each in seen.candidates)

    return look


def test_of_few_rows_the_texts_are_read(archive, look):
    assert look("年:2025") == (2, ["大堰镇办招聘会", "石渡镇推进清洁家园"])
    assert look("年:2031") == ([], [])


def test_of_more_rows_no_text_is_read_and_of_decisive_ones_not_all_are_named(archive, look):
    assert look("年:2000..2030", read=1) == (2, None)
    assert look("年:2000..2030", read=1, are_decisive=False) == (3, None)


def test_of_very_many_rows_none_is_named(archive, look, monkeypatch):
    monkeypatch.setattr(glance, "IN_SAMPLE", Q(year=2025))  # two of the three

    assert look("年:2000..2030", named=2 * glance.SAMPLE) == (
        3,
        ["县工信局培育企业", "大堰镇办招聘会", "石渡镇推进清洁家园"],
    )
    assert look("年:2000..2030", named=2 * glance.SAMPLE - 1) == (None, None)


def test_of_no_rows_nothing_is_asked(django_assert_num_queries):
    with django_assert_num_queries(0):
        seen = glance.glance(EntrySearch.objects.none(), EntrySearch.objects.none(), named=9, read=9, are_decisive=True)

    assert (seen.keys, seen.candidates) == ([], [])

"""Questions and their answers, whole and in order."""

from datetime import date

import pytest

from archive.models import Issue
from archive.search import service
from archive.search.index import index_entries
from archive.search.service import search
from archive.tests.conftest import make_entry, make_issue, make_pending_issue

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries():
    """Three issues; the matter of 清洁家园 in one title and two bodies, and in an issue that is not public."""
    first = make_issue(number=10, date=date(2025, 3, 7))
    second = make_issue(number=20, date=date(2025, 5, 16))
    undated = make_issue(number=None, year=None, date=None)
    hidden = make_pending_issue()
    make_entry(hidden, title="清洁家园不公开", body="清洁家园不公开")
    make_entry(first, title="我县深入开展“清洁家园”专项行动", body="目前，清理垃圾20吨。", units=["石渡镇", "白杨乡"])
    make_entry(
        first, title="县工信局培育企业", body="按照产业链发展方向，清运130吨。", units=["工信局"], section="经济发展"
    )
    make_entry(second, title="大堰镇疏通沟渠", body="巩固清洁家园成效，清运30吨。", units=["大堰镇"])
    make_entry(undated, title="双井镇用好红黑榜", body="评出清洁家园示范户309户。", units=["双井镇"])


def titles(query, **options):
    return [match.entry.title for match in search(query=query, **options).matches]


def test_a_title_comes_first_then_the_newer(entries):
    assert titles("清洁家园") == ["我县深入开展“清洁家园”专项行动", "大堰镇疏通沟渠", "双井镇用好红黑榜"]


def test_by_date_the_undated_come_last_in_both_directions(entries):
    assert titles("清洁家园", sort="newest") == ["大堰镇疏通沟渠", "我县深入开展“清洁家园”专项行动", "双井镇用好红黑榜"]
    assert titles("清洁家园", sort="oldest") == ["我县深入开展“清洁家园”专项行动", "大堰镇疏通沟渠", "双井镇用好红黑榜"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("洁家园", 3),
        ("清", 4),
        ("30吨", 1),
        ("130吨", 1),
        ("清洁家园 石渡镇", 1),
        ("清洁家园 -石渡镇", 2),
        ("“产业链发展”", 1),
        ("经济发展", 1),
        ("工信局", 1),
        ("不公开", 0),
        ("镇白杨", 0),
    ],
)
def test_every_place_is_found_and_nothing_else(entries, query, expected):
    result = search(query=query)

    assert (result.total, len(result.matches), result.exact) == (expected, expected, True)


def test_matches_are_marked_in_title_and_excerpt(entries):
    match = search(query="清洁家园").matches[1]

    assert [(each.text, each.is_match) for each in match.excerpt] == [
        ("巩固", False),
        ("清洁家园", True),
        ("成效，清运30吨。", False),
    ]


def test_without_a_question_all_entries_come_newest_first(entries):
    result = search(query="")

    assert (result.total, result.sort) == (4, "newest")
    assert [match.entry.issue.number for match in result.matches] == [20, 10, 10, None]


def test_pages_hold_every_match_once(entries):
    pages = [search(query="清", page=page, page_size=2) for page in (1, 2)]

    assert [[match.number for match in page.matches] for page in pages] == [[1, 2], [3, 4]]
    assert len({match.entry.pk for page in pages for match in page.matches}) == 4


@pytest.mark.parametrize("page", [-1, 0, 99])
def test_a_page_that_is_not_there_is_the_nearest(entries, page):
    assert search(query="清", page=page, page_size=3).page == (1 if page < 1 else 2)


def test_words_written_together_are_parted_when_nothing_holds_them_as_typed_and_it_is_said(entries):
    result = search(query="沟渠清洁家园")

    assert [match.entry.title for match in result.matches] == ["大堰镇疏通沟渠"]
    assert result.notes == ("没有一条连着写“沟渠清洁家园”，下面是同时写有“沟渠”“清洁”“家园”的。",)


def test_a_short_word_is_never_parted(entries):
    """人大大 stands in a distribution line by mistake; it must not find the entries that hold 人大."""
    make_entry(Issue.objects.get(number=10), body="县人大代表视察。")

    assert search(query="人大大").total == 0


def test_a_phrase_is_never_parted(entries):
    result = search(query="“沟渠清洁家园”")

    assert (result.total, result.notes) == (0, ())


def test_beyond_the_limit_every_match_is_still_reached_and_the_count_says_about(entries, monkeypatch):
    monkeypatch.setattr(service, "EXACT_LIMIT", 1)
    monkeypatch.setattr(service, "POOL", 1)

    pages = [search(query="清洁家园", page=page, page_size=1) for page in (1, 2, 3)]

    assert [page.exact for page in pages] == [False] * 3
    assert [page.matches[0].entry.title for page in pages] == [
        "我县深入开展“清洁家园”专项行动",
        "大堰镇疏通沟渠",
        "双井镇用好红黑榜",
    ]


def test_beyond_the_limit_rows_that_only_have_the_lexemes_are_not_shown(entries, monkeypatch):
    monkeypatch.setattr(service, "EXACT_LIMIT", 0)
    make_entry(Issue.objects.get(number=10), title="丁", body="家园清洁，洁家。")

    assert "丁" not in titles("清洁家园") + titles("清洁家园", sort="newest")


def test_entries_of_one_day_keep_the_order_of_print_after_one_has_been_put_in_between(entries):
    issue = Issue.objects.get(number=10)
    issue.entries.filter(order=2).update(order=3)
    make_entry(issue, title="中间", body="清洁", order=2)
    index_entries(issue.entries.all())

    assert [title for title in titles("", sort="newest") if title != "大堰镇疏通沟渠"][:3] == [
        "我县深入开展“清洁家园”专项行动",
        "中间",
        "县工信局培育企业",
    ]


def test_what_is_withdrawn_is_not_shown_even_while_it_is_still_indexed(entries):
    Issue.objects.filter(number=10).update(status=Issue.Status.WITHDRAWN)

    assert "我县深入开展“清洁家园”专项行动" not in titles("清洁家园")


def test_a_search_needs_few_queries(entries, django_assert_num_queries):
    with django_assert_num_queries(5):
        search(query="清洁家园")

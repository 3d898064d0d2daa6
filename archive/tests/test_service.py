"""Questions and their answers, whole and in order."""

from datetime import date

import pytest

from archive.models import Entry, Issue
from archive.search import finding, ordering
from archive.search.index.writing import index_entries
from archive.search.service import search
from archive.tests.conftest import make_entry, make_issue, make_pending_issue, make_unit

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
    monkeypatch.setattr(finding, "EXACT_LIMIT", 1)
    monkeypatch.setattr(finding, "VERIFIED", -1)
    monkeypatch.setattr(ordering, "POOL", 1)

    pages = [search(query="清洁家园", page=page, page_size=1) for page in (1, 2, 3)]

    assert [page.exact for page in pages] == [False] * 3
    assert [page.matches[0].entry.title for page in pages] == [
        "我县深入开展“清洁家园”专项行动",
        "大堰镇疏通沟渠",
        "双井镇用好红黑榜",
    ]


def test_beyond_the_limit_rows_that_only_have_the_lexemes_are_not_shown(entries, monkeypatch):
    monkeypatch.setattr(finding, "EXACT_LIMIT", 0)
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


@pytest.fixture
def register(entries):
    """The fixture's entries beside one that a unit of the register is in, printed under its longer name."""
    unit = make_unit(name="人社局", full_name="人力资源和社会保障局")
    third = make_issue(number=30, date=date(2024, 6, 28), year=2024)
    entry = make_entry(third, title="县人社局办招聘会", body="进场企业30家。", section="民生保障")
    entry.attributions.create(order=1, name="县人社局", unit=unit)
    index_entries(Entry.objects.filter(pk=entry.pk))
    make_entry(third, title="人社服务下沉", body="双井镇承办。", units=["双井镇"])
    return unit


FIELDS = [
    ("标题:清洁家园", ["我县深入开展“清洁家园”专项行动"]),
    ("正文:清洁家园", ["大堰镇疏通沟渠", "双井镇用好红黑榜"]),
    ("标题:镇疏", ["大堰镇疏通沟渠"]),
    ("单位:石渡", ["我县深入开展“清洁家园”专项行动"]),
    ("单位:人社局", ["县人社局办招聘会"]),
    ("单位:人力资源和社会保障局", ["县人社局办招聘会"]),
    ("单位:柳河县人社局", ["县人社局办招聘会"]),
    ("单位:人力资源", ["县人社局办招聘会"]),
    ("单位:人", ["县人社局办招聘会"]),
    ("栏目:经济", ["县工信局培育企业"]),
    ("栏目:清洁", []),
    ("清洁家园 -单位:双井镇", ["我县深入开展“清洁家园”专项行动", "大堰镇疏通沟渠"]),
    # Left out is the last by date, at which nothing looks later.
    ("清洁 -双井", ["我县深入开展“清洁家园”专项行动", "大堰镇疏通沟渠"]),
    ("清洁家园 -栏目:经济", ["我县深入开展“清洁家园”专项行动", "大堰镇疏通沟渠", "双井镇用好红黑榜"]),
    ("期:2025-20", ["大堰镇疏通沟渠"]),
    ("期:30", ["县人社局办招聘会", "人社服务下沉"]),
    ("期:2025-30", []),
    ("年:2024", ["县人社局办招聘会", "人社服务下沉"]),
    ("清洁家园 -年:2025", ["双井镇用好红黑榜"]),
    ("日期:2025-05-16", ["大堰镇疏通沟渠"]),
    ("日期:..2025-03", ["我县深入开展“清洁家园”专项行动", "县工信局培育企业", "县人社局办招聘会", "人社服务下沉"]),
    ("-日期:2024..2025", ["双井镇用好红黑榜"]),
    ("招聘会|沟渠", ["大堰镇疏通沟渠", "县人社局办招聘会"]),
    ("沟渠 或 期:30 镇", ["大堰镇疏通沟渠", "人社服务下沉"]),
    ("标题:沟渠|单位:石渡镇", ["大堰镇疏通沟渠", "我县深入开展“清洁家园”专项行动"]),
    ("-标题:清洁|正文:成效 30", ["县人社局办招聘会"]),
    ("清潔家園 -雙井鎮", ["我县深入开展“清洁家园”专项行动", "大堰镇疏通沟渠"]),
    ("标题:机密", []),
    ("单位:机密", []),
    ("期:45", []),
]


@pytest.mark.parametrize(("query", "expected"), FIELDS)
def test_fields_either_and_without_find_those_and_no_other(register, query, expected):
    result = search(query=query)

    assert sorted(match.entry.title for match in result.matches) == sorted(expected)
    assert (result.total, result.exact) == (len(expected), True)


@pytest.mark.parametrize(("query", "expected"), FIELDS)
def test_beyond_the_limit_they_are_the_same(register, monkeypatch, query, expected):
    monkeypatch.setattr(finding, "EXACT_LIMIT", 0)
    monkeypatch.setattr(ordering, "POOL", 1)

    result = search(query=query)

    assert sorted(match.entry.title for match in result.matches) == sorted(expected)
    assert not result.exact or result.total == len(expected)


def test_traditional_text_is_found_by_simplified_words(entries):
    make_entry(Issue.objects.get(number=10), title="雙橋鎮整治環境", body="開展環境整治。")

    (match,) = search(query="环境整治").matches

    assert match.excerpt[1].text == "環境整治"
    assert match.excerpt[1].is_match


def test_a_title_that_is_asked_for_is_not_marked_in_the_body(entries):
    make_entry(Issue.objects.get(number=10), title="沟渠清淤", body="清淤沟渠十条。")

    (match,) = search(query="标题:清淤").matches

    assert [part.text for part in match.title if part.is_match] == ["清淤"]
    assert [part.text for part in match.excerpt if part.is_match] == []


def test_words_of_a_field_are_parted_within_the_field(entries):
    result = search(query="标题:清洁家园专项行动")

    assert [match.entry.title for match in result.matches] == ["我县深入开展“清洁家园”专项行动"]
    assert result.understood.startswith("标题里有“清洁”，并且标题里有“家园”")


def test_only_a_field_of_units_reads_the_register_and_one_of_sections_the_sections(register, django_assert_num_queries):
    with django_assert_num_queries(5):
        search(query="单位:人社局")
    with django_assert_num_queries(5):
        search(query="栏目:经济")
    with django_assert_num_queries(5):
        search(query="标题:清洁 期:2025-10 日期:2025")


def test_words_of_a_question_are_marked_and_not_its_single_characters():
    make_entry(make_issue(number=12), title="马庄乡做好沟渠清理", body="清理沟渠，做到位。")

    (match,) = search(query="沟渠清理和垃圾怎么做").matches

    assert [part.text for part in match.title if part.is_match] == ["沟渠", "清理"]
    assert [part.text for part in match.excerpt if part.is_match] == ["清理", "沟渠"]

from types import SimpleNamespace

import pytest
from django.http import QueryDict
from django.utils.html import conditional_escape

from archive.search.highlight import Fragment
from archive.templatetags import archive_tags as tags
from archive.tests.conftest import make_entry, make_issue


def test_marked_escapes_the_text_and_wraps_matches():
    fragments = [Fragment("<b>推进“"), Fragment("清洁&家园", True), Fragment("”")]

    assert tags.marked(fragments) == "&lt;b&gt;推进“<mark>清洁&amp;家园</mark>”"


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("企业评价平均97.3分。", '企业评价平均<span class="nb">97.3分。</span>'),
        ("栽种花草树木1.2万株。", '栽种花草树木<span class="nb">1.2万株。</span>'),
        ("参会妇女占58%。", '参会妇女占<span class="nb">58%。</span>'),
        ("水面<3米深的坑塘", '水面&lt;3米<span class="nb">深的坑塘</span>'),
        ("办结97件。", '办结<span class="nb">97件。</span>'),
        ("办结。", "办结。"),
        ("", ""),
    ],
)
def test_the_last_characters_of_a_sentence_stay_on_one_line_with_the_number_before_them(sentence, shown):
    assert conditional_escape(tags.tailed(sentence)) == shown


def test_a_number_wider_than_a_phone_may_be_broken_and_one_of_any_length_is_soon_told():
    number = "1" * 1_000_000

    assert tags.tailed(f"编号{number}已登记。") == f"编号{number}已登记。"
    assert tags.tailed(f"编号{number}已经登记。") == f'编号{number}已<span class="nb">经登记。</span>'


def test_an_excerpt_keeps_its_end_together_and_a_match_at_the_end_whole():
    kept = [Fragment("推进"), Fragment("清洁家园", True), Fragment("，清运<垃圾>930吨。")]
    matched = [Fragment("推进&改造，扮靓"), Fragment("清洁家园", True)]

    assert tags.excerpt(kept) == '推进<mark>清洁家园</mark>，清运&lt;垃圾&gt;<span class="nb">930吨。</span>'
    assert tags.excerpt(matched) == "推进&amp;改造，扮靓<mark>清洁家园</mark>"


def test_an_excerpt_of_a_table_shows_no_bars():
    fragments = [
        Fragment("情况如下： | 单位 | 支出 | |---|---| | "),
        Fragment("财政局", True),
        Fragment(" | 1200 | 甲|乙两地"),
    ]

    assert (
        tags.excerpt(fragments)
        == '情况如下：　单位　支出　<mark>财政局</mark>　1200　甲<span class="nb">|乙两地</span>'
    )


@pytest.mark.parametrize(
    ("year", "shown"), [(2016, '<span class="of">20</span>16'), ("1025", '<span class="of">10</span>25'), ("3", "3")]
)
def test_the_first_digits_of_a_year_can_be_left_out(year, shown):
    assert tags.century(year) == shown


def test_an_address_may_break_after_a_slash():
    assert tags.breakable("/issues/<2025>/") == "/<wbr>issues/<wbr>&lt;2025&gt;/<wbr>"


def test_a_short_match_in_the_title_of_a_row_stays_on_one_line():
    fragments = [Fragment("推进<"), Fragment("清洁家园", True), Fragment("&"), Fragment("甲" * 9, True)]

    assert tags.marked_title(fragments) == f'推进&lt;<mark class="nb">清洁家园</mark>&amp;<mark>{"甲" * 9}</mark>'


def test_marked_of_nothing_is_nothing():
    assert tags.marked([]) == ""


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("清洁家园", "“清洁家园”"),
        ('"产业链发展"', '"产业链发展"'),
        ("“专精特新”", "“专精特新”"),
        ("「专精特新」", "「专精特新」"),
        ("“专精特新”企业", "“‘专精特新’企业”"),
        ('"甲" "乙"', "“‘甲’ ‘乙’”"),
        ('6"管', '“6"管”'),
        ("“甲", "“‘甲”"),
        ("甲" * 61, "“" + "甲" * 60 + "……”"),
        ("“" + "甲" * 61 + "”", "“‘" + "甲" * 59 + "……”"),
    ],
)
def test_a_question_gets_no_second_pair_of_quotation_marks_and_its_own_stand_within(question, shown):
    assert tags.quoted(question) == shown


@pytest.mark.django_db
def test_citation_names_bulletin_issue_entry_and_units():
    entry = make_entry(make_issue(), units=["石渡镇", "大堰镇"])

    assert tags.citation(entry) == "《柳河政务快报》2025年第44期第1条（石渡镇、大堰镇）"


@pytest.mark.django_db
def test_citation_leaves_out_what_is_not_known():
    entry = make_entry(make_issue(year=None, number=None, date=None, bulletin=None))

    assert tags.citation(entry) == "未编期的散件第1条"


def context(query):
    return {"request": SimpleNamespace(GET=QueryDict(query), path="/search/")}


@pytest.mark.parametrize(
    ("query", "number", "url"),
    [
        ("q=a&page=3", 2, "?q=a&page=2"),
        ("q=a&page=3&page=4", 5, "?q=a&page=5"),
        ("q=a&page=3", 1, "?q=a"),
        ("page=3", 1, "/search/"),
        ("q=<script>", 2, "?q=%3Cscript%3E&page=2"),
    ],
)
def test_page_url_keeps_everything_but_the_page(query, number, url):
    assert tags.page_url(context(query), number) == url


@pytest.mark.parametrize(
    ("page", "pages", "numbers"),
    [
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (1, 9, [1, 2, 3, None, 9]),
        (5, 9, [1, None, 3, 4, 5, 6, 7, None, 9]),
        (9, 9, [1, None, 7, 8, 9]),
    ],
)
def test_page_numbers_are_first_near_and_last(page, pages, numbers):
    assert tags.page_numbers(page, pages) == numbers


def test_bars_are_scaled_by_the_largest_value():
    assert tags.most([SimpleNamespace(count=3), SimpleNamespace(count=7)], "count") == 7
    assert tags.most([SimpleNamespace(count=1), SimpleNamespace(count=1)], "count") == 2
    assert tags.most([], "count") == 2

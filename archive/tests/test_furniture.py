"""What is printed on a page but is no part of what the bulletin says."""

import pytest

from archive.bulletin.furniture import name_furniture, name_running_heads
from archive.bulletin.layout import read_lines


def kinds(text):
    """What each line was taken for; None where it says something."""
    lines = name_furniture(read_lines(text))
    name_running_heads(lines, taken=())
    return [line.furniture for line in lines]


@pytest.mark.parametrize(
    "text",
    [
        "— 3 —",
        "- 12 -",
        "－ 3 －",
        "·3·",
        "第 2 页 共 5 页",
        "第3页",
        "共5页 第2页",
        "2/5",
        "Page 3 of 9",
        "~ 3 ~",
        "【3】",
    ],
)
def test_page_numbers_are_told_in_every_form(text):
    assert kinds(text) == ["page_number"]


@pytest.mark.parametrize(
    ("text", "kind"), [("---", "rule"), ("─────", "rule"), ("***", "rule"), ("·", "mark"), ("|", "mark")]
)
def test_rules_and_stray_marks_are_furniture(text, kind):
    assert kinds(text) == [kind]


@pytest.mark.parametrize("text", ["3", "第3期", "1-7月", "2025年9月19日", "20/50件", "—", "。", "”", "第三页"])
def test_lines_that_only_look_like_furniture_are_not(text):
    assert kinds(text) == [None]


@pytest.mark.parametrize(
    "text",
    [
        "file:///home/a/7.html 1/2",
        "http://127.0.0.1/issues/2025/7/ 2/3",
        "11/21/26, 4:22 AM 澄川政务快报",
        "2025/2/14 16:22",
    ],
)
def test_what_a_browser_prints_at_the_edges_of_a_page_is_furniture(text):
    assert kinds(text) == ["running_head"]


def test_bare_numbers_that_count_on_are_page_numbers():
    page = "甲\n乙\n丙\n"

    assert kinds(f"{page}1\n{page}2\n{page}")[3::4] == ["page_number", "page_number"]


def test_bare_numbers_one_below_the_other_are_a_list():
    assert kinds("甲\n1\n2\n3\n乙\n") == [None] * 5


def test_bare_numbers_that_do_not_count_on_say_something():
    assert kinds("共清理\n30\n余处，整改\n12\n余处，协调\n7\n余台") == [None] * 7


@pytest.mark.parametrize("text", ["甲\n乙\n丙\n丁\n3\n\f戊\n己", "甲\n乙\n丙\n丁\f3\n戊\n己"])
def test_a_bare_number_at_a_form_feed_is_a_page_number(text):
    assert kinds(text)[4] == "page_number"


def test_a_page_number_inside_a_line_is_parted_from_it():
    lines = name_furniture(read_lines("组织干部清理河— 3 —道12公里，第 2 页 共 5 页整治坑塘"))

    assert [(line.text, line.furniture) for line in lines] == [
        ("组织干部清理河", None),
        ("— 3 —", "page_number"),
        ("道12公里，", None),
        ("第 2 页 共 5 页", "page_number"),
        ("整治坑塘", None),
    ]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("清理河道12公里。 .", [("清理河道12公里。", None), (".", "mark")]),
        ("~ 清理河道", [("~", "mark"), ("清理河道", None)]),
        ("> > 清理河道", [("> >", "mark"), ("清理河道", None)]),
        ("· 清理河道 ·", [("·", "mark"), ("清理河道", None), ("·", "mark")]),
        ("约3.5公里.", [("约3.5公里.", None)]),
        ("| 甲 | 乙 |", [("| 甲 | 乙 |", None)]),
    ],
)
def test_a_stray_mark_beside_a_line_is_parted_from_it(text, parts):
    assert [(line.text, line.furniture) for line in name_furniture(read_lines(text))] == parts


@pytest.mark.parametrize("text", ["2021—2023—2025年", "一期—二期—三期", "3月—5月—7月"])
def test_dashes_between_numbers_are_not_page_numbers(text):
    assert [line.text for line in name_furniture(read_lines(text))] == [text]


def test_what_comes_back_beside_page_numbers_is_a_running_head():
    page = "组织干部清理河道\n整治坑塘{0}个\n— {0} —\n信息科编印 第{0}页\n清运垃圾\n"

    assert kinds("".join(page.format(number) for number in (1, 2, 3)))[3::5] == ["running_head"] * 3


def test_what_comes_back_in_the_middle_of_sentences_is_a_running_head():
    pages = ("组织干部群众分段清理河道", "安排机械日夜疏通骨干沟渠", "动员党员带头整治房前屋后")

    assert (
        kinds("".join(f"{page}\n澄川要闻摘编\n沿线，清运垃圾，\n" for page in pages))
        == [None, "running_head", None] * 3
    )


def test_what_comes_back_below_the_same_line_is_text_as_lists_of_recipients_are():
    text = "本期发：县委常委，副县长，县政协正副主席，人民法\n院院长，检察院检察长，各单位\n主要负责人。\n"

    assert kinds(text * 4) == [None] * 12


def test_a_section_head_or_a_source_that_comes_back_is_none():
    page = "组织干部清理河道\n（石渡镇）\n— {} —\n【民生保障】\n"

    assert kinds("".join(page.format(number) for number in (1, 2, 3)))[1::2] == [None] * 6

"""The lines of an issue that are not entries."""

import datetime

import pytest

from archive.bulletin.layout import read_lines
from archive.bulletin.masthead import Masthead, masthead_at, parse_masthead


@pytest.mark.parametrize(
    "text",
    [
        "澄川政务快报\n\n第 44 期\n澄川县人民政府办公室\n2025 年 9 月 19 日",
        "澄 川 政 务 快 报\n第四十四期\n澄川县人民政府办公室 二〇二五年九月十九日",
        "澄川政务快报 第44期\n澄川县人民政府办公室\n2025-09-19",
        "# 澄川政务快报\n（第44期）\n2025.9.19\n澄川县人民政府办公室",
        "澄川政务快报 第44期 澄川县人民政府办公室 2025年9月19日",
        "澄川\n政务快报\n第４４期\n主办：澄川县人民政府办公室\n２０２５年９月１９日（星期五）",
        "第44期\n澄川政务快报\n2025年9月19日\n澄川县人民政府办公室",
        "内部资料　注意保存\n澄川政务快报\n〔2025〕44期\n澄川县人民政府办公室编　2025年9月19日",
        "机密★1年\n澄川政务快报\n2025年第44期（总第310期）\n澄川县人民政府办公室\n2025/9/19",
        "澄川政务快报\nNo.44\n澄川县人民政府办公室\n2025年9月19日",
        "《澄川政务快报》\n第44期\n澄川县人民政府办公室\n2025年9月19日",
        "澄川政务快报 | 第44期 | 2025年9月19日 | 澄川县人民政府办公室",
        "澄川政务快报\n第44期\n澄川县人民政府办公室　电话：0000-7691234　2025年9月19日",
        "澄川政务快报\n第44期\n2025年9月19日 星期五 农历七月廿八\n澄川县人民政府办公室",
        "澄政办〔2025〕3号\n澄川政务快报\n第44期\n澄川县人民政府办公室\n2025年9月19日",
        "澄川政务快报\n第44期\n澄川县人民政府办公室\n2025年9月19日\n签发：贺景　审核：顾明川　编辑：沈舟",
    ],
)
def test_a_masthead_is_read_in_every_form(text):
    assert parse_masthead(read_lines(text)) == Masthead(
        "澄川政务快报", 44, 2025, datetime.date(2025, 9, 19), "澄川县人民政府办公室"
    )


@pytest.mark.parametrize(
    "text",
    [
        "内部资料\n澄川\n政务快报\n（总第310期）\n第44期\n县政务信息中心编\n2025年9月19日",
        "第44期\n澄川政务快报\n\n2025年9月19日\n澄川县人民政府办公室\n签发人：贺景",
    ],
)
def test_a_masthead_is_found_whole_and_ends_where_the_entries_begin(text):
    lines = read_lines(f"{text}\n县工信局送技术到车间 走访企业。（工信局）")

    assert masthead_at(lines, 0) == len(lines) - 1


def test_a_name_of_another_kind_is_known_by_the_number_below_it():
    lines = read_lines("澄川视窗\n第9期\n2025年9月19日\n县工信局送技术到车间")

    assert (masthead_at(lines, 0), parse_masthead(lines[:3]).name) == (3, "澄川视窗")


def test_number_office_and_date_without_a_name_are_a_masthead():
    lines = read_lines("第44期\n澄川县人民政府办公室\n2025年9月19日\n县工信局送技术到车间")

    assert masthead_at(lines, 0) == 3
    assert parse_masthead(lines[:3]) == Masthead(None, 44, 2025, datetime.date(2025, 9, 19), "澄川县人民政府办公室")


@pytest.mark.parametrize("number", ["第3—4期（合刊）", "第　期"])
def test_a_number_that_is_none_or_two_stays_empty(number):
    lines = read_lines(f"澄川政务快报\n{number}\n澄川县人民政府办公室\n2025年9月19日\n县工信局送技术到车间")

    assert masthead_at(lines, 0) == 4
    assert (parse_masthead(lines[:4]).number, parse_masthead(lines[:4]).date) == (None, datetime.date(2025, 9, 19))


def test_a_week_is_no_date():
    lines = read_lines("澄川政务周报\n2025年第3期（2025年2月24日—3月2日）\n澄川县人民政府办公室\n县工信局送技术")

    assert masthead_at(lines, 0) == 3
    assert parse_masthead(lines[:3]) == Masthead("澄川政务周报", 3, 2025, None, "澄川县人民政府办公室")


def test_what_a_masthead_does_not_say_stays_empty():
    assert parse_masthead(read_lines("澄川政务快报\n第3期")) == Masthead("澄川政务快报", 3)


def test_a_date_that_is_none_is_not_made_one():
    assert parse_masthead(read_lines("澄川政务快报\n2025年2月30日")).date is None


def test_the_running_count_is_not_the_number():
    assert parse_masthead(read_lines("澄川政务快报\n第5期（总第310期）")).number == 5


@pytest.mark.parametrize("text", ["澄川政务快报", "澄 川 政 务 快 报", "# 某某信息专报", "澄川政务快报 第3期"])
def test_a_name_of_a_bulletin_is_told(text):
    assert masthead_at(read_lines(text), 0) == 1


@pytest.mark.parametrize("text", ["县融媒体中心办好政务快报专栏", "编发信息12篇", "快报"])
def test_a_line_that_only_mentions_one_is_not(text):
    assert masthead_at(read_lines(text), 0) == 0


@pytest.mark.parametrize(
    "text",
    [
        "县工信局送技术到车间",
        "【经济发展】",
        "本期发：各单位。",
        "我县建成首个社区养老服务中心",
        "石渡镇及时上报防汛工作信息",
        "县委宣传部",
    ],
)
def test_a_masthead_ends_where_something_else_begins(text):
    lines = read_lines(f"澄川政务快报\n第 7 期\n澄川县人民政府办公室\n2025年2月14日\n{text}\n围绕中心工作。")

    assert masthead_at(lines, 0) == 4


def test_any_office_is_known_above_the_date():
    lines = read_lines("澄川政务快报\n第 7 期\n澄川县政务信息中心\n2025年2月14日\n县工信局送技术到车间")

    assert masthead_at(lines, 0) == 4
    assert parse_masthead(lines[:4]).office == "澄川县政务信息中心"


def test_the_year_printed_with_the_number_is_its_year():
    masthead = parse_masthead(read_lines("澄川政务快报\n2024年第52期\n2025年1月3日"))

    assert (masthead.year, masthead.number, masthead.date) == (2024, 52, datetime.date(2025, 1, 3))


def test_a_number_that_no_bulletin_has_is_none():
    assert parse_masthead(read_lines("澄川政务快报\n第40000期")).number is None

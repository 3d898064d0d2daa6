"""Paragraphs and tables to text with marks, and typed signs that must not become marks."""

import pytest

from archive.bulletin.layout import flow_of, read_lines
from archive.bulletin.reader.marks import BOLD, HEAVY, Cell, Paragraph, Run, Table, text_of, weight_of_face

BODY = Paragraph([Run("目前，走访企业12家，解决问题30个，兑付奖补资金20万元。")])


def lines(*blocks):
    """Without the body, which is there so that there is text that is not bold."""
    return text_of([*blocks, BODY]).split("\n")[:-2]


def test_bold_runs_beside_each_other_are_marked_once():
    paragraph = Paragraph([Run("县工信局", BOLD), Run("送技术", BOLD), Run(" 目前")])

    assert lines(paragraph) == ["**县工信局送技术** 目前"]


@pytest.mark.parametrize(
    ("runs", "line"),
    [
        ([Run(" 甲 ", BOLD), Run("乙")], " **甲** 乙"),
        ([Run("甲", BOLD), Run("　", BOLD), Run("乙", BOLD)], "**甲　乙**"),
        ([Run("甲", BOLD), Run(" "), Run("乙", BOLD)], "**甲** **乙**"),
        ([Run("甲"), Run(" ", BOLD), Run("乙", BOLD)], "甲 **乙**"),
        ([Run("  ", BOLD)], "  "),
    ],
)
def test_white_space_is_never_bold_by_itself(runs, line):
    assert lines(Paragraph(runs)) == [line]


def test_bold_ends_with_its_line():
    assert lines(Paragraph([Run("甲\n乙", BOLD), Run("丙")])) == ["**甲**", "**乙**丙"]


def test_where_all_is_bold_nothing_is_marked():
    assert text_of([Paragraph([Run("县工信局送技术 目前走访。", BOLD)])]) == "县工信局送技术 目前走访。\n"


def test_a_dark_face_marks_what_stands_out_from_a_light_one_and_nothing_where_it_is_the_usual_one():
    assert lines(Paragraph([Run("县工信局", HEAVY), Run("送技术")])) == ["**县工信局**送技术"]
    assert text_of([Paragraph([Run("县工信局送技术到车间", HEAVY), Run("目前")])]) == "县工信局送技术到车间目前\n"


@pytest.mark.parametrize(
    ("name", "weight"),
    [("SimHei", HEAVY), ("方正小标宋简体", HEAVY), ("NotoSansCJK-Bold", BOLD), ("SimSun", 0), ("仿宋_GB2312", 0)],
)
def test_how_dark_a_font_is_stands_in_its_name(name, weight):
    assert weight_of_face(name) == weight


def test_a_heading_needs_no_bold_marks_and_a_whole_paragraph_is_none():
    assert lines(Paragraph([Run("澄川政务快报", BOLD)], heading=1)) == ["# 澄川政务快报"]
    assert lines(Paragraph([Run("第29期")], heading=8)) == ["###### 第29期"]
    assert lines(Paragraph([Run("走访企业。" * 30)], heading=2)) == ["走访企业。" * 30]


def test_a_page_begins_before_its_first_line():
    assert lines(Paragraph([Run("甲\f乙")]), Paragraph([Run("丙", BOLD)], new_page=True)) == ["甲", "\f乙", "\f**丙**"]


@pytest.mark.parametrize("typed", ["# 1号机组", "甲**乙**丙", "***", "**", "甲*", "## 二"])
def test_typed_signs_are_read_back_as_typed(typed):
    """Neither heading nor bold; an invisible mark keeps them apart."""
    (line,) = lines(Paragraph([Run(typed)]))

    flow = flow_of(read_lines(line + "尾"))
    assert flow.text == "".join(typed.split()) + "尾"
    assert (flow.bold, flow.headings) == ([], [])


def test_a_typed_asterisk_beside_bold_text_is_no_part_of_the_mark():
    (line,) = lines(Paragraph([Run("甲*"), Run("*乙*", BOLD), Run("*丙")]))

    flow = flow_of(read_lines(line))
    assert (flow.text, flow.bold) == ("甲**乙**丙", [(2, 5)])


def cell(*texts, span=1):
    return Cell([Paragraph([Run(text)]) for text in texts], span)


def test_a_table_has_bars_and_what_is_merged_is_said_once():
    table = Table([[cell("乡镇"), cell("清运", span=2)], [cell("石渡镇"), cell("20", "余"), cell("吨|车")]])

    assert lines(table) == ["| 乡镇 | 清运 |  |", "|---|---|---|", "| 石渡镇 | 20 余 | 吨\\|车 |"]


def test_a_table_that_is_there_for_the_looks_is_paragraphs():
    assert lines(Table([[cell("澄川政务快报", "第29期")], [cell("县工信局")]])) == [
        "澄川政务快报",
        "第29期",
        "县工信局",
    ]
    assert lines(Table([[cell("县政府办"), cell("2025年7月25日")]])) == ["县政府办\t2025年7月25日"]
    assert lines(Table([[cell("甲", "乙"), cell("丙")]])) == ["甲", "乙", "丙"]
    assert lines(Table([[cell("甲。" * 150), cell("乙")], [cell("丙"), cell("丁")]])) == [
        *["甲。" * 150, "乙"],
        *["| 丙 | 丁 |", "|---|---|"],
    ]


def test_a_table_in_a_cell_is_said_in_the_cell():
    inner = Table([[cell("甲"), cell("乙")]])

    assert lines(Table([[Cell([inner]), cell("丙")], [cell("丁"), cell("")]])) == [
        "| 甲\t乙 | 丙 |",
        "|---|---|",
        "| 丁 |  |",
    ]

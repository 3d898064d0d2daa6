"""The figures of an entry as rows."""

import csv
import io

import pytest

from archive.pages.figure_table import as_csv, by_unit, figure_rows
from archive.tests.conftest import make_entry, make_issue

pytestmark = pytest.mark.django_db


def cells(entry):
    return [(row.unit, row.matter, row.before, row.number, row.measure) for row in figure_rows(entry)]


def csv_of(entry):
    return list(csv.reader(io.StringIO(as_csv(figure_rows(entry)).removeprefix("\ufeff"))))


def test_number_and_measure_stand_as_printed():
    entry = make_entry(body="截至目前，清运生活垃圾860余吨，整治乱堆乱放132处，离田秸秆1.1万吨。", units=["石渡镇"])

    assert cells(entry) == [
        ("石渡镇", "清运生活垃圾", "", "860", "余吨"),
        ("石渡镇", "整治乱堆乱放", "", "132", "处"),
        ("石渡镇", "离田秸秆", "", "1.1", "万吨"),
    ]


@pytest.mark.parametrize(
    ("text", "before", "number", "measure"),
    [
        ("节约开支约110万元", "约", "110", "万元"),
        ("节约开支近110万元", "近", "110", "万元"),
        ("节约开支超过110万元", "超过", "110", "万元"),
        ("节约开支110余万元", "", "110", "余万元"),
        ("节约开支110万余元", "", "110", "万余元"),
        ("户均节约开支70元以上", "", "70", "元以上"),
        ("节约开支3600元左右", "", "3600", "元左右"),
        ("收到来信3万2千封", "", "3万2千", "封"),
        ("收到来信1,200余封", "", "1,200", "余封"),
        ("收到来信８６０余封", "", "８６０", "余封"),
        ("下降三成", "", "三", "成"),
        ("办理时间由四天缩短至一天半", "", "一", "天半"),
        ("合格率达到百分之九十八", "", "百分之九十八", ""),
        ("合格率达到98.5%", "", "98.5", "%"),
    ],
)
def test_what_makes_a_number_an_about_or_an_at_least_is_not_lost(text, before, number, measure):
    (row,) = figure_rows(make_entry(body=f"截至目前，{text}。"))

    assert (row.before, row.number, row.measure) == (before, number, measure)


def test_a_noun_behind_its_number_belongs_to_the_matter():
    assert cells(make_entry(body="目前，24个续建项目全部复工。")) == [("", "续建项目全部复工", "", "24", "个")]


def test_a_part_says_that_it_is_one_and_a_share_of_which_nothing_is_said_takes_it_from_before():
    entry = make_entry(body="截至目前，达成意向1935人，其中返乡人员1200人。目前，企业、商户同比分别增长17.3%和12.8%。")

    assert [row.matter for row in figure_rows(entry)][1:] == [
        "其中返乡人员",
        "企业、商户同比分别增长",
        "企业、商户同比分别增长",
    ]


def test_of_a_joint_entry_each_figure_is_of_the_unit_of_its_part():
    entry = make_entry(
        segments=[
            ("", "全县累计清运垃圾10吨。"),
            ("石渡镇", "清运垃圾20吨。目前，清淤3处。"),
            ("大堰镇", "清运垃圾30吨。"),
        ],
        units=["石渡镇", "大堰镇"],
    )
    groups = by_unit(figure_rows(entry))

    assert [(group.unit, group.segment, [row.number for row in group.rows]) for group in groups] == [
        ("总述", None, ["10"]),
        ("石渡镇", 2, ["20", "3"]),
        ("大堰镇", 3, ["30"]),
    ]


def test_an_entry_of_several_units_without_parts_says_them_together():
    assert cells(make_entry(body="目前，清运垃圾20吨。", units=["石渡镇", "大堰镇"]))[0][0] == "石渡镇、大堰镇"


def test_a_body_without_figures_has_no_rows():
    issue = make_issue()

    assert figure_rows(make_entry(issue, body="2025年9月12日召开会议。")) == []
    assert figure_rows(make_entry(issue, body="")) == []


def test_every_figure_is_where_it_says_in_the_body():
    body = "开头一句。\n截至目前，清运垃圾860余吨。\n目前，补植苗木6500株。"

    assert [body[row.at :][: len(row.text)] for row in figure_rows(make_entry(body=body))] == [
        "清运垃圾860余吨",
        "补植苗木6500株",
    ]


def test_a_file_for_spreadsheets_has_numbers_to_count_with_and_the_words_as_printed():
    entry = make_entry(body="截至目前，节约开支约110余万元，下降三成。", units=["石渡镇"])

    assert as_csv(figure_rows(entry)).startswith("\ufeff单位,事项,时间,约数,数值,量词,原文\r\n")
    assert csv_of(entry)[1:] == [
        ["石渡镇", "节约开支", "截至目前", "约", "110", "余万元", "节约开支约110余万元"],
        ["石渡镇", "下降", "截至目前", "", "3", "成", "下降三成"],
    ]


FORMULAS = [
    "=1+1",
    "+86",
    "@SUM(A1)",
    "-HYPERLINK()",
    "\t=1",
    "\n=1",
    " =1",
    "\u3000=1",
    "＝1+1",
    "－1",
    "-1+1|cmd",
    "-1\n=1",
]


@pytest.mark.parametrize("name", FORMULAS)
def test_no_cell_is_a_formula(name):
    rows = csv_of(make_entry(body="目前，清运垃圾20吨。", units=[name]))

    assert rows[1][0] == f"'{name}"


def test_a_negative_number_is_no_formula():
    assert csv_of(make_entry(body="目前，清运垃圾20吨。", units=["-3"]))[1][0] == "-3"
    assert csv_of(make_entry(make_issue(number=45), body="目前，清运20吨。", units=["-3.5%"]))[1][0] == "-3.5%"

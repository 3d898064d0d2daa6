"""To whom an issue goes, who made it and who printed it."""

import datetime

import pytest

from archive.bulletin.ending import distribution_text, foot, is_credits, parse_credits
from archive.bulletin.layout import read_lines


def line(text):
    return read_lines(text)[0]


def test_a_distribution_line_loses_its_label_and_its_wraps():
    assert distribution_text("本期发：县委常委，各单\n\n位负责人。") == "县委常委，各单位负责人。"


@pytest.mark.parametrize(
    "text",
    ["责任编辑：李 勉 审核：路 帅 签发：范晓宇", "责任编辑: 李勉　审 核：路帅　签发：范晓宇".replace("审 核", "审核")],
)
def test_credits_on_one_line_are_told_apart(text):
    assert parse_credits(text) == {"editor": "李勉", "reviewer": "路帅", "signer": "范晓宇"}


def test_two_editors_stay_two():
    assert parse_credits("责任编辑：沈知远 顾明川") == {"editor": "沈知远 顾明川"}


@pytest.mark.parametrize(
    ("text", "credits"),
    [
        ("责任编辑：李 勉", True),
        ("审　核：王五", True),
        ("签发：", True),
        ("审核：一是初审，二是复审，三是终审。", False),
        ("审核组走访企业", False),
    ],
)
def test_a_sentence_that_begins_like_credits_is_none(text, credits):
    assert is_credits(line(text)) is credits


@pytest.mark.parametrize(
    "text",
    ["澄川县人民政府办公室　2025年2月14日印发", "中共澄川县委办公室 2025年2月14日", "2025年2月14日印发（共印80份）"],
)
def test_the_line_of_the_printer_gives_the_date(text):
    assert foot(line(text)) == datetime.date(2025, 2, 14)


@pytest.mark.parametrize("text", ["2025年2月14日", "2025年2月14日，我县印发", "县工信局2025年2月14日", "共印80份"])
def test_other_lines_with_dates_are_none_of_the_printer(text):
    assert foot(line(text)) is None


def test_credits_without_colons_are_told_where_two_stand_together():
    assert is_credits(line("责任编辑 李勉  审核 路帅"))
    assert not is_credits(line("审核组走访企业"))
    assert parse_credits("责任编辑 李勉  审核 路帅  签发 范晓宇") == {
        "editor": "李勉",
        "reviewer": "路帅",
        "signer": "范晓宇",
    }

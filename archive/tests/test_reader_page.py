"""Characters with their places to printed lines. Places are in ems here: a character is 1 wide, a line 1.5 apart."""

import pytest

from archive.bulletin.reader.marks import BOLD, text_of
from archive.bulletin.reader.page import Glyph, read_pages

BODY = "县工信局送技术到车间走访企业十二家解决"  # a line of the page's width


def row(text, x=0.0, y=0.0, weight=0, size=1.0, step=None):
    """A line of glyphs from x on; a space is a gap, Latin is half as wide."""
    glyphs = []
    for char in text:
        width = size / 2 if char.isascii() else size
        if char != " ":
            glyphs.append(Glyph(char, x, x + width, y, size, weight))
        x += step or width
    return glyphs


def body(rows, y=0.0):
    return [glyph for at in range(rows) for glyph in row(BODY, y=y + 1.5 * at)]


def text(*pages):
    return text_of(read_pages(list(pages)).blocks)


def test_glyphs_in_any_order_are_read_from_above_and_from_the_left():
    glyphs = row("甲乙丙", y=0) + row("丁戊", y=1.5)

    assert text(glyphs[::-1]) == "甲乙丙\n丁戊\n"


def test_a_small_raised_character_belongs_to_its_line():
    assert text([*row("甲乙", y=1), *row("2", x=2, y=0.7, size=0.6), *row("丙", x=2.4, y=1)]) == "甲乙2丙\n"


@pytest.mark.parametrize(
    ("gap", "between"),
    [(0.1, "甲乙"), (0.5, "甲 乙"), (1.0, "甲 乙"), (2.0, "甲  乙")],
)
def test_a_gap_between_chinese_is_a_space(gap, between):
    assert text(row("丙丁戊己甲") + row("乙丙丁戊己", x=5 + gap)) == f"丙丁戊己{between}丙丁戊己\n"


def test_what_a_program_leaves_between_chinese_and_latin_is_no_space():
    assert text(row("走访企业") + row("12", x=4.25) + row("家次", x=5.5)) == "走访企业12家次\n"
    assert text(row("走访企业") + row("7", x=4.5) + row("家次个", x=5)) == "走访企业 7家次个\n"


def test_words_in_latin_are_parted():
    assert text(row("PVC") + row("TV", x=1.8)) == "PVC TV\n"


def test_a_line_that_is_stretched_as_a_whole_has_no_spaces():
    assert text(row("澄川政务快报", step=1.6)) == "澄川政务快报\n"
    assert text(row("责任编辑：") + row("贺", x=5) + row("川", x=7)) == "责任编辑：贺 川\n"


def test_an_indented_first_line_begins_with_two_wide_spaces():
    glyphs = body(3) + row(BODY[:-2], x=2, y=4.5) + body(2, y=6)

    assert text(glyphs) == f"{BODY}\n" * 3 + f"\u3000\u3000{BODY[:-2]}\n" + f"{BODY}\n" * 2


def test_a_centred_line_is_not_indented():
    assert text(row("第29期", x=7, y=-1.5) + body(3)) == "第29期\n" + f"{BODY}\n" * 3


def test_a_page_of_few_lines_has_the_edge_of_the_others():
    assert text(body(5), row("甲乙", x=2) + row("丙丁", x=2, y=1.5)).endswith("\f\u3000\u3000甲乙\n\u3000\u3000丙丁\n")


def test_a_wide_gap_between_lines_is_an_empty_line():
    assert text(body(3) + row("甲", y=6)) == f"{BODY}\n" * 3 + "\n甲\n"


def test_a_page_begins_with_a_form_feed_even_when_it_is_empty():
    assert text(row("甲"), [], row("乙")) == "甲\n\f\n\f乙\n"


def test_bold_is_marked_where_the_rest_is_not():
    assert text(row("甲乙", weight=BOLD) + row("丙丁戊己", x=2)) == "**甲乙**丙丁戊己\n"


def test_a_typed_gap_parts_two_bold_stretches():
    glyphs = row("甲乙", weight=BOLD) + row("丙丁", x=2.5, weight=BOLD) + row("戊己庚辛", x=4.5)

    assert text(glyphs) == "**甲乙** **丙丁**戊己庚辛\n"


def test_a_character_printed_twice_is_bold_once():
    assert text(row("甲乙") + row("甲乙", x=0.05) + row("丙丁戊己甲甲", x=2)) == "**甲乙**丙丁戊己甲甲\n"


def test_a_blank_at_the_end_of_a_line_is_kept_once():
    blanks = [Glyph(" ", 2, 2.5, 0, 1, 0), Glyph(" ", 2.5, 3, 0, 1, 0)]

    assert text(row("甲乙") + blanks) == "甲乙 \n"


LEFT = "左边一栏的文字排得很满"
RIGHT = "右边一栏的文字"


def columns(rows, left=LEFT, y=0.0):
    return [
        glyph for at in range(rows) for glyph in row(left, y=y + 1.5 * at) + row(RIGHT, x=len(LEFT) + 2, y=y + 1.5 * at)
    ]


def test_two_columns_are_read_one_after_the_other_and_noted():
    heading = row("通栏的标题" * 4, y=-1.5)

    result = read_pages([heading + columns(6) + row("通栏的结尾" * 4, y=9)])

    assert (
        text_of(result.blocks) == "通栏的标题" * 4 + "\n" + f"{LEFT}\n" * 6 + f"{RIGHT}\n" * 6 + "通栏的结尾" * 4 + "\n"
    )
    assert result.notes == ["第1页是分栏排的，按先左后右读出，请核对顺序。"]


def test_a_table_is_no_columns():
    rows = [glyph for at in range(8) for glyph in row(LEFT[: at + 1], y=1.5 * at) + row("20吨", x=13, y=1.5 * at)]

    result = read_pages([rows])

    assert text_of(result.blocks).startswith("左  20吨\n左边  20吨\n")
    assert result.notes == []


def test_vertical_text_is_noted():
    result = read_pages([[glyph for at in range(10) for glyph in row(BODY[at], y=1.2 * at)]])

    assert result.notes == ["第1页有竖排的文字，读出的顺序多半不对，请核对。"]


def test_radicals_become_characters_and_what_cannot_be_read_stays():
    result = read_pages([row("⻓期⽤⻔\uf900㈱①\ufffd\ue000")])

    assert text_of(result.blocks) == "长期用门豈㈱①\ufffd\ue000\n"
    assert result.notes == [
        "文件的字体把一些字标成了部首（如“⻓”），已改回普通的字。",
        "有2个字认不出来，照原样留着，请对照原件改正。",
    ]


@pytest.mark.parametrize("size", [0, -1])
def test_characters_without_a_size_are_no_print(size):
    assert text(row("甲") + row("乙", x=1, size=size)) == "甲\n"


def test_no_characters_give_nothing():
    assert (text(), text([]), text(row("甲"), [])) == ("", "", "甲\n\f\n")

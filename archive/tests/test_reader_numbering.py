"""The numbers that Word prints before paragraphs."""

import pytest

from archive.bulletin.reader import read_document
from archive.bulletin.reader.word.numbering import numeral
from archive.tests.office_files import word_body


@pytest.mark.parametrize(
    ("form", "numbers"),
    [
        ("decimal", {1: "1", 12: "12"}),
        ("decimalZero", {1: "01", 12: "12"}),
        ("chineseCountingThousand", {1: "一", 10: "十", 12: "十二", 20: "二十", 105: "一百零五", 1010: "一千零一十"}),
        ("chineseCounting", {3: "三", 21: "二十一"}),
        ("japaneseCounting", {3: "三", 11: "十一"}),
        ("ideographDigital", {3: "三", 10: "一〇"}),
        ("chineseLegalSimplified", {1: "壹", 12: "壹拾贰"}),
        ("ideographTraditional", {2: "乙", 11: "11"}),
        ("ideographZodiac", {1: "子"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "㉑", 50: "㊿", 51: "51"}),
        ("decimalEnclosedCircleChinese", {2: "②"}),
        ("decimalEnclosedParen", {2: "⑵"}),
        ("decimalEnclosedFullstop", {2: "⒉"}),
        ("decimalFullWidth", {12: "１２"}),
        ("lowerLetter", {1: "a", 26: "z", 27: "aa"}),
        ("upperRoman", {4: "IV", 2024: "MMXXIV", 5000: "5000"}),
        ("lowerRoman", {9: "ix"}),
        ("none", {1: ""}),
        ("aFormOfTomorrow", {7: "7"}),
    ],
)
def test_a_number_has_the_form_that_word_prints(form, numbers):
    assert {number: numeral(number, form) for number in numbers} == numbers


def level(at, form, text, start=1, more=""):
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>'


def paragraph(text, number, at=0):
    return (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{text}</w:t></w:r></w:p>"
    )


def lines(body, *levels, instances='<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>', **parts):
    numbering = f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{instances}'
    return read_document(word_body(body, numbering=numbering, **parts)).text.split("\n")[:-1]


def test_levels_count_within_each_other():
    found = lines(
        paragraph("甲", 1) + paragraph("乙", 1, 1) + paragraph("丙", 1, 1) + paragraph("丁", 1) + paragraph("戊", 1, 1),
        level(0, "chineseCountingThousand", "%1、"),
        level(1, "chineseCountingThousand", "（%2）"),
    )

    assert found == ["一、甲", "（一）乙", "（二）丙", "二、丁", "（一）戊"]


def test_a_number_may_say_the_levels_above_it_in_digits():
    found = lines(
        paragraph("甲", 1, 1) + paragraph("乙", 1, 2),
        level(0, "chineseCounting", "第%1章", start=3),
        level(1, "decimal", "%1.%2", more="<w:isLgl/>"),
        level(2, "upperLetter", "%3)"),
    )

    assert found == ["3.1 甲", "A)乙"]


def test_what_parts_number_and_text_is_read():
    for follow, expected in (("tab", "第1条 甲"), ("space", "第1条 甲"), ("nothing", "第1条甲")):
        found = lines(paragraph("甲", 1), level(0, "decimal", "第%1条", more=f'<w:suff w:val="{follow}"/>'))
        assert found == [expected]


def test_a_list_goes_on_in_another_instance_unless_that_begins_anew():
    instances = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
        "</w:lvlOverride></w:num>"
    )

    found = lines(
        paragraph("甲", 1) + paragraph("乙", 2) + paragraph("丙", 3) + paragraph("丁", 3),
        level(0, "decimal", "%1."),
        instances=instances,
    )

    assert found == ["1.甲", "2.乙", "5.丙", "6.丁"]


def test_a_level_that_never_begins_anew_goes_on():
    found = lines(
        paragraph("甲", 1) + paragraph("乙", 1, 1) + paragraph("丙", 1) + paragraph("丁", 1, 1),
        level(0, "decimal", "%1."),
        level(1, "decimal", "(%2)", more='<w:lvlRestart w:val="0"/>'),
    )

    assert found == ["1.甲", "(1)乙", "2.丙", "(2)丁"]


def test_a_style_may_number_its_paragraphs():
    styles = (
        '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="条目"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
        "</w:style>"
    )
    body = '<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>'
    off = (
        '<w:p><w:pPr><w:pStyle w:val="a"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr><w:r><w:t>乙</w:t></w:r></w:p>'
    )

    assert lines(body + off + body, level(0, "decimal", "%1、"), styles=styles) == ["1、甲", "乙", "2、甲"]


@pytest.mark.parametrize(("number", "at"), [("9", 0), ("x", 0), ("1", 9), ("1", 99999)])
def test_a_list_that_is_not_there_gives_no_number(number, at):
    assert lines(paragraph("甲", number, at), level(0, "decimal", "%1.")) == ["甲"]


def test_bullets_and_empty_paragraphs_have_no_number():
    assert lines(paragraph("甲", 1), level(0, "bullet", "\uf0b7")) == ["甲"]
    assert lines(
        paragraph("甲", 1) + paragraph("", 1).replace("<w:r><w:t></w:t></w:r>", "") + paragraph("乙", 1),
        level(0, "decimal", "%1."),
    ) == ["1.甲", "", "2.乙"]

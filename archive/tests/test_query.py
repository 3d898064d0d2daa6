"""What was typed to what is looked for."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search.normalize import normalize
from archive.search.query import (
    BODY,
    SECTION,
    TITLE,
    UNIT,
    Clause,
    InDays,
    InIssue,
    InYears,
    Literal,
    Query,
    issue_reference,
    occurrences,
    parse_query,
)


@pytest.mark.parametrize(
    ("text", "terms", "excluded"),
    [
        ("清洁家园", ("清洁家园",), ()),
        ("  清洁家园\u3000马庄乡 ", ("清洁家园", "马庄乡"), ()),
        ("清洁 清洁", ("清洁",), ()),
        ('"ISO 9001"', ("iso 9001",), ()),
        ("“专精特新”企业", ("专精特新", "企业"), ()),
        ('"特新”企业"', ("特新”企业",), ()),
        ("「产业链 发展」", ("产业链发展",), ()),
        ("营商环境 -税务局", ("营商环境",), ("税务局",)),
        ('营商 -"税务 局"', ("营商",), ("税务局",)),
        ("covid-19", ("covid-19",), ()),
        ("清洁-家园", ("清洁-家园",), ()),
        ("营商环境 －税务局", ("营商环境",), ("税务局",)),
        ("营商环境 不含 税务局", ("营商环境",), ("税务局",)),
        ("营商环境 不含税务局", ("营商环境",), ("税务局",)),
        ("不含 税务局", (), ("税务局",)),
        ("「评为“示范村”」", ("评为“示范村”",), ()),
        ("“评为“示范村”的”", ("评为“示范村”的",), ()),
        ("環境整治 -稅務局", ("环境整治",), ("税务局",)),
        ("-", ("-",), ()),
        ("|", ("|",), ()),
        ("", (), ()),
        ('""', (), ()),
        ("\x00", (), ()),
    ],
)
def test_words_phrases_and_exclusions(text, terms, excluded):
    query = parse_query(text)

    assert (query.terms, query.excluded) == (terms, excluded)


@pytest.mark.parametrize("text", ["不含税", "不含", "含", "价格不含税", "“价格” “不含税”"])
def test_without_is_a_word_of_the_text_where_it_excludes_nothing(text):
    query = parse_query(text)

    assert query.excluded == ()
    assert "".join(query.terms) == text.translate({ord(mark): None for mark in "“” "})


def test_two_words_that_begin_with_without_are_texts_of_their_own():
    assert parse_query("不含税 不含糖").terms == ("不含税", "不含糖")
    assert parse_query("不含税|不含糖").terms == ("不含税", "不含糖")


@pytest.mark.parametrize(
    "text",
    [
        "甲|乙 丙",
        "甲｜乙 丙",
        "甲 | 乙 丙",
        "甲 OR 乙 丙",
        "甲 或 乙 丙",
        "“甲”或“乙” 丙",
        "甲 ＯＲ 乙 丙",
        "甲 or 乙 丙",
    ],
)
def test_either_of_two_binds_closer_than_a_blank(text):
    either, other = parse_query(text).clauses

    assert [each.text for each in either.conditions] == ["甲", "乙"]
    assert [each.text for each in other.conditions] == ["丙"]


def test_what_is_typed_again_counts_once_and_an_or_takes_the_word_beside_it():
    assert [[each.text for each in clause.conditions] for clause in parse_query("乙 甲 乙|丙 甲").clauses] == [
        ["乙"],
        ["甲"],
        ["乙", "丙"],
    ]


@pytest.mark.parametrize(
    ("text", "terms"), [("或", ("或",)), ("秸秆 或", ("秸秆", "或")), ("或许|或者", ("或许", "或者")), ("or", ("or",))]
)
def test_or_within_a_word_or_at_an_end_is_text(text, terms):
    assert parse_query(text).terms == terms


def clause(*conditions, negative=False):
    return Clause(conditions, negative)


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("标题:清洁", [clause(Literal("清洁", TITLE))]),
        ("标题：清洁", [clause(Literal("清洁", TITLE))]),
        ("标题： 清洁", [clause(Literal("清洁", TITLE))]),
        ("标题:“清洁 家园”", [clause(Literal("清洁家园", TITLE, is_phrase=True))]),
        ("TITLE:PCB", [clause(Literal("pcb", TITLE))]),
        ("正文:清洁 body:家园", [clause(Literal("清洁", BODY)), clause(Literal("家园", BODY))]),
        ("栏目:乡村", [clause(Literal("乡村", SECTION))]),
        ("-单位:税务局", [clause(Literal("税务局", UNIT), negative=True)]),
        ("-单位:“税务局”", [clause(Literal("税务局", UNIT, is_phrase=True), negative=True)]),
        ("不含 单位:税务局", [clause(Literal("税务局", UNIT), negative=True)]),
        ("标题:甲|乙", [clause(Literal("甲", TITLE), Literal("乙", TITLE))]),
        ("标题:甲 | 乙", [clause(Literal("甲", TITLE), Literal("乙"))]),
        ("标题:甲|正文:乙", [clause(Literal("甲", TITLE), Literal("乙", BODY))]),
        ("-甲|乙", [clause(Literal("甲"), Literal("乙"), negative=True)]),
        ("标题:8:30", [clause(Literal("8:30", TITLE))]),
        ("期:2025-44", [clause(InIssue(2025, 44))]),
        ("期：2025年第44期", [clause(InIssue(2025, 44))]),
        ("期:44", [clause(InIssue(None, 44))]),
        ("期:第44", [clause(InIssue(None, 44))]),
        ("issue:44期", [clause(InIssue(None, 44))]),
        ("年:2025", [clause(InYears(2025, 2025))]),
        ("year:2023..2025", [clause(InYears(2023, 2025))]),
        ("年:2023|2025", [clause(InYears(2023, 2023), InYears(2025, 2025))]),
        ("日期:2024-01..2024-06", [clause(InDays(date(2024, 1, 1), date(2024, 6, 30)))]),
        ("日期：“2024年5月 至 2024年6月”", [clause(InDays(date(2024, 5, 1), date(2024, 6, 30)))]),
        ("日期:2024-06..", [clause(InDays(date(2024, 6, 1), None))]),
        ("日期:2024年1月至6月", [clause(InDays(date(2024, 1, 1), date(2024, 6, 30)))]),
        ("日期:2024年1月 至 6月", [clause(InDays(date(2024, 1, 1), date(2024, 6, 30)))]),
        ("日期： 2024-01 至 2024-06", [clause(InDays(date(2024, 1, 1), date(2024, 6, 30)))]),
        ("年:2023 .. 2025 清洁", [clause(InYears(2023, 2025)), clause(Literal("清洁"))]),
        ("標題：清潔", [clause(Literal("清洁", TITLE))]),
        ("ＴＩＴＬＥ：ＰＣＢ", [clause(Literal("pcb", TITLE))]),
        ("标题 : 清洁", [clause(Literal("清洁", TITLE))]),
        ("不含：税务局 清洁", [clause(Literal("税务局"), negative=True), clause(Literal("清洁"))]),
        ("不含：税务局", [clause(Literal("税务局"), negative=True)]),
        ("单位:-税务局", [clause(Literal("税务局", UNIT), negative=True)]),
        ("单位:-“税务局”", [clause(Literal("税务局", UNIT, is_phrase=True), negative=True)]),
        ("正文:-10℃", [clause(Literal("-10°c", BODY))]),
        ("单位:人社局、民政局", [clause(Literal("人社局", UNIT), Literal("民政局", UNIT))]),
        ("-单位:人社局，民政局", [clause(Literal("人社局", UNIT), Literal("民政局", UNIT), negative=True)]),
        ("标题:清洁，家园", [clause(Literal("清洁,家园", TITLE))]),
        ("年:2023、2025", [clause(InYears(2023, 2023), InYears(2025, 2025))]),
        ("期:2025-44、45|46", [clause(InIssue(2025, 44), InIssue(2025, 45), InIssue(2025, 46))]),
        ("期:44|2025-45", [clause(InIssue(None, 44), InIssue(2025, 45))]),
        ("期:2025年 第 44 期 清洁", [clause(InIssue(2025, 44)), clause(Literal("清洁"))]),
        ("（秸秆 或 麦茬） 禁烧", [clause(Literal("秸秆"), Literal("麦茬")), clause(Literal("禁烧"))]),
        ("标题:(秸秆 OR 麦茬)", [clause(Literal("秸秆", TITLE), Literal("麦茬", TITLE))]),
        ("-(秸秆|麦茬)", [clause(Literal("秸秆"), Literal("麦茬"), negative=True)]),
        ("--清洁", [clause(Literal("--清洁"))]),
        ("---", [clause(Literal("---"))]),
        ("清洁 AND 家园", [clause(Literal("清洁")), clause(Literal("家园"))]),
        ("清洁 and", [clause(Literal("清洁")), clause(Literal("and"))]),
        ("8:30", [clause(Literal("8:30"))]),
        ("责任单位:水利局工程建设管理股", [clause(Literal("责任单位:水利局工程建设管理股"))]),
        ("“标题:清洁”", [clause(Literal("标题:清洁", is_phrase=True))]),
    ],
)
def test_a_field_says_where_or_when(text, clauses):
    assert list(parse_query(text).clauses) == clauses


@pytest.mark.parametrize(
    ("text", "terms", "note"),
    [
        ("类型:培训 清洁", ("类型:培训", "清洁"), "没有看懂：没有“类型”这一项，已按原文的字“类型:培训”检索。"),
        ("清洁 标题:", ("清洁",), "没有看懂：标题:（后面没有写要找的字）。"),
        ("-标题: “” 清洁", ("清洁",), "没有看懂：-标题:（后面没有写要找的字）。"),
        ("日期:昨天 清洁", ("清洁",), "没有看懂：日期:昨天（要写成2024-05-17、2024-05或2024-01..2024-06）。"),
        ("日期:2024-13 清洁", ("清洁",), "没有看懂：日期:2024-13（要写成2024-05-17、2024-05或2024-01..2024-06）。"),
        ("年:今年 清洁", ("清洁",), "没有看懂：年:今年（要写成2025或2023..2025）。"),
        ("期:最新 清洁", ("清洁",), "没有看懂：期:最新（要写成2025-44或第44期）。"),
        ("清洁 |", ("清洁",), "没有看懂：|（两边都要有词）。"),
        ("清洁 | | 家园", ("清洁", "家园"), "没有看懂：|（两边都要有词）。"),
        ("标题:|清洁", ("清洁",), "没有看懂：|（两边都要有词）。"),
        ("标题: 正文:清洁", ("清洁",), "没有看懂：标题:（后面没有写要找的字）。"),
        ("清洁 - 家园", ("清洁", "家园"), "没有看懂：-（前后都是空格）。"),
        ("清洁 OR 或 家园", ("清洁", "家园"), "没有看懂：或（两边都要有词）。"),
        ("清洁 -- 家园", ("清洁", "家园"), "没有看懂：--（减号只写一个，后面不空格）。"),
        ("年:2025、今年 清洁", ("清洁",), "没有看懂：年:今年（要写成2025或2023..2025）。"),
        ("清洁 OR -家园", ("清洁",), "没有看懂：或（不能一边要有、一边不含，已按“并且”理解）。"),
    ],
)
def test_what_makes_no_sense_is_passed_over_or_taken_as_text_and_said(text, terms, note):
    query = parse_query(text)

    assert query.terms == terms
    assert query.notes == (note,)


@pytest.mark.parametrize("text", ["http://www.gov.cn/a", "一是强化组织领导：成立专班", "8:30"])
def test_a_colon_in_a_pasted_text_is_part_of_it_and_nothing_to_be_said(text):
    query = parse_query(text)

    assert (query.terms, query.notes) == ((normalize(text),), ())


def test_either_has_nothing_before_it_where_that_made_no_sense():
    query = parse_query("清洁 日期:昨天 | 家园")

    assert [len(each.conditions) for each in query.clauses] == [1, 1]
    assert query.notes[1] == "没有看懂：|（两边都要有词）。"


def test_where_nothing_is_left_it_is_said():
    query = parse_query("日期:昨天")

    assert not query
    assert query.notes[-1] == "没有可以检索的词，下面是全部条目。"


def test_ten_thousand_characters_of_syntax_are_cut_and_read():
    query = parse_query("标题:-“不含|" * 2000)

    assert query.notes[0] == "检索词太长，只用了前80个字。"
    assert sum(len(each.conditions) for each in query.clauses) <= 10


def test_too_many_sides_of_an_or_are_cut():
    query = parse_query("|".join("甲乙丙丁戊己庚辛壬癸子丑"))

    assert query.terms == tuple("甲乙丙丁戊己庚辛壬癸")
    assert query.notes == ("词太多，只用了前10个。",)


def test_marks_are_of_the_place_that_was_asked_for():
    query = parse_query("标题:清洁 正文:家园 沟渠 单位:水利局 -垃圾")

    assert query.title_terms == ("清洁", "沟渠")
    assert query.body_terms == ("家园", "沟渠")
    assert query.excluded == ("垃圾",)


@pytest.mark.parametrize(
    ("text", "plain"), [("清洁 “家园”", True), ("标题:清洁", False), ("甲|乙", False), ("-甲", False)]
)
def test_words_and_phrases_are_a_plain_query(text, plain):
    assert parse_query(text).is_plain is plain


def test_an_unpaired_quotation_mark_is_said_and_passed_over():
    query = parse_query("“专精特新 企业")

    assert query.terms == ("专精特新", "企业")
    assert query.notes == ("引号没有成对，已按普通词语检索：专精特新 企业",)


def test_quoted_terms_are_known_as_phrases():
    assert parse_query('"产业链" 发展').phrases == {"产业链"}


def test_a_query_too_long_is_cut_and_says_so():
    query = parse_query("清" * 300)

    assert query.terms == ("清" * 80,)
    assert query.notes == ("检索词太长，只用了前80个字。",)


@pytest.mark.parametrize(("end", "kept"), [("369.95亿", ""), ("12亿", "12"), ("园pcb", "园"), ("清洁家", "清洁")])
def test_a_query_too_long_is_never_cut_within_a_number_or_a_latin_word(end, kept):
    assert parse_query("清" * 78 + end + "家" * 50).terms == ("清" * 78 + kept,)


def test_too_many_words_are_cut_and_said():
    query = parse_query(" ".join("甲乙丙丁戊己庚辛壬癸子丑"))

    assert query.terms == tuple("甲乙丙丁戊己庚辛壬癸")
    assert query.notes == ("词太多，只用了前10个。",)


@pytest.mark.parametrize(
    ("literal", "text", "found"),
    [
        ("30吨", "清运30吨", True),
        ("30吨", "清运130吨", False),
        ("30吨", "清运1.30吨", False),
        ("130吨", "清运1,130吨", False),
        ("1,130吨", "清运1,130吨", True),
        ("1", "清运1,130吨", False),
        ("30吨", "共8,30吨", True),
        ("9.95", "总投资369.95亿", False),
        ("369", "总投资369.95亿", False),
        ("369.95", "总投资369.95亿", True),
        (".95亿", "总投资369.95亿", False),
        ("投资369.", "总投资369.95亿", False),
        (".", "总投资369.95亿", False),
        (".", "见no.5", True),
        (",130吨", "清运1,130吨", False),
        (",", "清运1,130吨", False),
        (",30吨", "清运1,30吨", True),
        ("pc", "pcb板", False),
        ("pcb", "用pcb板", True),
        ("kg", "30kg", True),
        ("7月", "1-7月", True),
        ("2025年", "2025年9月", True),
        ("25年", "2025年9月", False),
        ("洁家", "清洁家园", True),
        ("2023年", "7.2023年产粮", True),
        ("2023", "7.2023年产粮", True),
        ("7", "7.2023年产粮", True),
        ("7.", "7.2023年产粮", True),
        (".", "7.2023年产粮", True),
        (".2023年", "7.2023年产粮", True),
        ("7.2023年", "7.2023年产粮", True),
        ("7.2023", "7.2023年产粮", True),
        ("23年", "7.2023年产粮", False),
        ("2023年", "17.12023年", False),
        ("3023年", "7.3023年", False),
        ("2023", "7.2023吨", False),
    ],
)
def test_a_number_or_a_latin_word_is_one_unit(literal, text, found):
    assert any(occurrences(literal, text)) is found


def test_what_nobody_typed_is_said_apart():
    unit = (Literal("人社局"), Literal("人力资源和社会保障局", is_other=True), Literal("县人社局", is_other=True))
    query = Query("人社局 清洁", (Clause(unit), Clause((Literal("清洁"),))))

    assert query.widenings == (("人社局", ("人力资源和社会保障局", "县人社局")),)
    assert (query.is_plain, query.only) == (True, None)
    assert query.terms == ("人社局", "人力资源和社会保障局", "县人社局", "清洁")
    assert Query("人社局", (Clause(unit),)).only == Literal("人社局")


def test_of_an_either_each_side_has_its_own_other_words():
    sides = (Literal("秸秆"), Literal("人居环境"), Literal("清洁家园", is_other=True))

    assert Query("秸秆|人居环境", (Clause(sides),)).widenings == (("人居环境", ("清洁家园",)),)


def test_what_is_typed_has_no_other_words():
    assert parse_query("人社局 秸秆|麦茬 年:2025").widenings == ()


SYNTAX = st.lists(
    st.sampled_from(
        [
            "标题",
            "期",
            "日期",
            "(",
            "）",
            "、",
            ":",
            "：",
            "-",
            "不含",
            "|",
            " ",
            "或",
            "OR",
            '"',
            "“",
            "”",
            "「",
            "2024",
            "..",
            "清",
        ]
    ),
    max_size=30,
).map("".join)


@given(SYNTAX | st.text(max_size=300))
def test_anything_can_be_typed(text):
    query = parse_query(text)

    assert isinstance(query, Query)
    assert all(term and normalize(term) == term for term in (*query.terms, *query.excluded))


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("2025年第44期", (2025, 44)),
        (" 2025 年 第 ４４ 期 ", (2025, 44)),
        ("第44期", (None, 44)),
        ("44期", (None, 44)),
        ("2025-44", (2025, 44)),
        ("2025第44期", (2025, 44)),
        ("2025-44期", (2025, 44)),
        ("〔2025〕44期", (2025, 44)),
        ("［2025］第44期", (2025, 44)),
        ("第四十四期", (None, 44)),
        ("二〇二五年第十期", (2025, 10)),
        ("202544期", None),
        ("44", None),
        ("2025年", None),
        ("第44期 清洁家园", None),
        ("一期工程", None),
    ],
)
def test_an_issue_can_be_named(text, reference):
    assert issue_reference(text) == reference

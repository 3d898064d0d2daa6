"""What was typed to what is looked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search.normalize import normalize
from archive.search.query import Query, issue_reference, occurrences, parse_query


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
        ("-", ("-",), ()),
        ("", (), ()),
        ('""', (), ()),
        ("\x00", (), ()),
    ],
)
def test_words_phrases_and_exclusions(text, terms, excluded):
    query = parse_query(text)

    assert (query.terms, query.excluded) == (terms, excluded)


def test_an_unpaired_quotation_mark_is_said_and_passed_over():
    query = parse_query("“专精特新 企业")

    assert query.terms == ("专精特新", "企业")
    assert query.notes == ("引号没有成对，已按普通词语检索：专精特新 企业",)


def test_quoted_terms_are_known_as_phrases():
    assert parse_query('"产业链" 发展').phrases == {"产业链"}


def test_a_query_too_long_is_cut_and_says_so():
    query = parse_query("清" * 300)

    assert query.terms == ("清" * 200,)
    assert query.notes == ("检索词太长，只用了前200个字。",)


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
        ("pc", "pcb板", False),
        ("pcb", "用pcb板", True),
        ("kg", "30kg", True),
        ("7月", "1-7月", True),
        ("2025年", "2025年9月", True),
        ("25年", "2025年9月", False),
        ("洁家", "清洁家园", True),
    ],
)
def test_a_number_or_a_latin_word_is_one_unit(literal, text, found):
    assert any(occurrences(literal, text)) is found


@given(st.text(max_size=300))
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
        ("44", None),
        ("2025年", None),
        ("第44期 清洁家园", None),
        ("一期工程", None),
    ],
)
def test_an_issue_can_be_named(text, reference):
    assert issue_reference(text) == reference

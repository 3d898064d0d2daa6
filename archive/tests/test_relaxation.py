"""What is asked instead of a query that nothing answers, without a database."""

import pytest

from archive.search.query import parse_query
from archive.search.ranking import Term
from archive.search.relaxation import any_of, asks, cut, evidence, kept, loose, pieces, unquoted, without


def texts(query):
    return ["|".join(each.text for each in clause.conditions) for clause in query.clauses]


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("沟渠清洁家园", ["沟渠", "清洁", "家园"]),
        ("马庄乡秸秆沟渠", ["马庄乡", "秸秆", "沟渠"]),
        ("清洁的家园和沟渠", ["清洁", "家园", "沟渠"]),
        ("怎样清洁家园？", ["清洁", "家园"]),
        ("清洁家园", ["清洁家园"]),
        ("怎样清洁", ["清洁"]),
        ("石会镇", ["石会镇"]),
        ("人大大", ["人大大"]),
        ("“沟渠清洁家园”", ["沟渠清洁家园"]),
        ("单位:人力资源和社会保障局", ["人力资源和社会保障局"]),
        ("的了和与及在", ["的了和与及在"]),
        ("，，，，，，", [",,,,,,"]),
        ("沟渠清洁家园 -石渡镇便民服务", ["沟渠", "清洁", "家园", "石渡镇便民服务"]),
        ("沟渠清洁家园|石渡镇便民服务", ["沟渠清洁家园|石渡镇便民服务"]),
        ("清洁清洁清洁", ["清洁"]),
    ],
)
def test_only_long_texts_that_nobody_quoted_are_cut_and_fillers_are_left_out(typed, parts):
    assert texts(cut(parse_query(typed))) == parts


def test_a_part_stands_in_the_field_that_was_asked_for():
    assert {each.field for clause in cut(parse_query("标题:沟渠清洁家园")).clauses for each in clause.conditions} == {
        "title"
    }


def test_what_was_quoted_excluded_or_dated_is_never_given_up():
    query = parse_query("清洁家园 “石渡镇” -沟渠 单位:工信局 年:2025 秸秆|麦茬")

    assert [clause.typed[0].text for clause in loose(query)] == ["清洁家园"]
    assert kept(query).clauses == tuple(clause for clause in query.clauses if clause != query.clauses[0])
    assert without(query, query.clauses[0]) == kept(query)


@pytest.mark.parametrize(
    ("typed", "is_question"),
    [
        ("房屋被抵押了还能租吗？", True),
        ("如何防止溺水", True),
        ("停车难 怎么办", True),
        ("石渡镇清洁家园行动", False),
        ("新能源汽车下乡", False),
        ("“怎么办”", False),
        ("-怎么办 清洁", False),
    ],
)
def test_a_question_is_told_by_a_word_that_asks(typed, is_question):
    assert asks(parse_query(typed)) == is_question


def test_words_and_pairs_speak_for_an_entry_but_no_pair_across_a_sign_or_of_a_short_word():
    assert pieces(parse_query("清洁，家园沟渠 石渡镇")) == ("清洁", "家园", "沟渠", "石渡镇", "园沟")


def test_evidence_is_weighed_by_rarity_and_what_is_nowhere_says_nothing():
    rarities = {"清洁": 2.0, "家园": 3.0, "园沟": 5.0, "沟渠": 4.0}

    assert evidence(parse_query("清洁家园沟渠"), rarities) == (
        Term("沟渠", 8.0, is_part=True),  # as a word and as a pair
        Term("家园", 6.0, is_part=True),
        Term("园沟", 5.0, is_part=True),
        Term("清洁", 4.0, is_part=True),
        Term("沟", 2.0, is_part=True),  # half of the most common pair that it stands in
        Term("渠", 2.0, is_part=True),
        Term("园", 1.5, is_part=True),
        Term("家", 1.5, is_part=True),
        Term("洁", 1.0, is_part=True),
        Term("清", 1.0, is_part=True),
    )


def test_a_word_that_is_nowhere_is_looked_for_by_its_pairs_unless_it_is_short():
    query = cut(parse_query("怎样预防煤气中毒 石渡镇 “家园”"))

    assert texts(any_of(query, {"预防", "中毒", "煤气"})) == ["家园", "预防|煤气|中毒"]


def test_with_nothing_left_to_look_for_only_what_is_kept_remains():
    assert texts(any_of(parse_query("清洁 “家园”"), {})) == ["家园"]


def test_marks_of_quotation_can_be_taken_back_but_not_where_something_is_excluded():
    query = unquoted(parse_query("如何实现“以房养老” -“石渡镇”"))

    assert [each.is_phrase for clause in query.clauses for each in clause.conditions] == [False, False, True]

"""The order of matches, without a database."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search.query import occurrences, parse_query
from archive.search.ranking import Candidate, Term, counter, holds, rank, rarity, scored, terms_of


def candidate(pk, title="", body="", units=(), day=date(2025, 1, 1)):
    return Candidate(pk, title, body, units, "", day)


def order(candidates, *terms):
    return [
        each.pk for each in rank(candidates, tuple(each if isinstance(each, Term) else Term(each) for each in terms))
    ]


def test_a_title_comes_before_a_body_however_often_the_body_says_it():
    body = candidate(1, "县住建局整治环境", "清洁家园" * 20)
    title = candidate(2, "石渡镇推进清洁家园", "组织干部清理河道。" * 20, day=date(2020, 1, 1))

    assert order([body, title], "清洁家园") == [2, 1]


def test_more_mentions_in_less_text_come_first():
    often = candidate(1, body="清洁家园，清洁家园。")
    once = candidate(2, body="清洁家园" + "。" * 500)

    assert order([once, often], "清洁家园") == [1, 2]


def test_the_source_bracket_counts_more_than_a_mention():
    mention = candidate(1, body="石渡镇与大堰镇联手。")
    source = candidate(2, body="两镇与大堰镇联手。", units=("石渡镇",))

    assert order([mention, source], "石渡镇") == [2, 1]


def test_terms_near_each_other_come_first():
    far = candidate(1, body="沟渠" + "，" * 200 + "清淤")
    near = candidate(2, body="，" * 200 + "沟渠清淤")

    assert order([far, near], "沟渠", "清淤") == [2, 1]


def test_the_newer_of_equals_comes_first_and_the_undated_last():
    entries = [candidate(1, body="清洁", day=None)] + [
        candidate(pk, body="清洁", day=date(year, 1, 1)) for pk, year in ((2, 2023), (3, 2025), (4, 2024))
    ]

    assert order(entries, "清洁") == [3, 4, 2, 1]


def test_full_equals_keep_the_order_of_print():
    first, second = Candidate(9, "", "清洁", place=(-1, 1)), Candidate(8, "", "清洁", place=(-1, 2))

    assert [each.pk for each in rank([second, first], (Term("清洁"),))] == [9, 8]


def test_nothing_gives_nothing():
    assert rank([], (Term("清洁"),)) == []


def test_a_literal_is_held_by_any_field_but_not_across_two():
    both = Candidate(1, "清洁", "家园", ("石渡镇",), "乡村振兴")

    assert [holds(both, term) for term in ("清洁", "石渡", "振兴", "清洁家园")] == [True, True, True, False]


def test_a_title_that_is_what_was_typed_comes_first_however_old():
    longer = candidate(1, "石渡镇清洁家园专项行动", "石渡镇清洁家园，石渡镇清洁家园。", ("石渡镇",))
    typed = candidate(2, "石渡镇清洁家园", "目前，清理垃圾20吨。" * 9, day=date(2001, 1, 1))

    assert order([longer, typed], "石渡镇清洁家园") == [2, 1]
    assert order([longer, typed], "石渡镇", "清洁家园") == [2, 1]


def test_a_rare_word_says_more_than_a_common_one():
    common = candidate(1, body="沟渠。清洁，清洁，清洁，清洁。")
    rare = candidate(2, body="沟渠，沟渠，沟渠，沟渠。清洁。")

    assert order([common, rare], Term("清洁", 0.2), Term("沟渠", 1.8)) == [2, 1]
    assert order([common, rare], Term("清洁", 1.8), Term("沟渠", 0.2)) == [1, 2]


def test_what_was_typed_comes_before_what_only_counts_as_well():
    other = candidate(1, "人居环境整治", "人居环境" * 9)
    typed = candidate(2, "县住建局", "目前，清洁家园。", day=date(2001, 1, 1))
    both = candidate(3, "清洁家园", "人居环境。", day=date(2002, 1, 1))

    assert order([other, typed, both], Term("清洁家园", others=("人居环境",))) == [3, 2, 1]


def test_other_words_are_ordered_among_themselves_as_typed_ones_are():
    body = candidate(1, "县住建局", "人居环境。")
    title = candidate(2, "人居环境", "整治。", day=date(2001, 1, 1))

    assert order([body, title], Term("清洁家园", others=("环境卫生", "人居环境"))) == [2, 1]


def test_of_a_question_what_holds_the_rarer_parts_comes_first_wherever_they_stand():
    common = candidate(1, "租赁的房屋", "租赁的房屋，租赁的房屋。")
    rare = candidate(2, "县住建局", "房屋抵押。")
    parts = (Term("房屋", 1.0, is_part=True), Term("租赁", 1.0, is_part=True), Term("抵押", 5.0, is_part=True))

    assert [each.pk for each in rank([common, rare], parts)] == [2, 1]


def test_an_entry_is_worth_more_the_more_of_a_question_it_holds():
    parts = tuple(Term(text, is_part=True) for text in ("房屋", "租赁", "抵押"))
    worths = [
        worth
        for _, worth in scored(
            [candidate(1, body="房屋", day=None), candidate(2, body="房屋租赁抵押", day=None)], parts
        )
    ]

    assert worths[0] > 1.5 * worths[1] > 0


def test_rarity_falls_with_frequency_and_is_never_negative():
    assert [round(rarity(frequency, 1000), 1) for frequency in (0, 1, 10, 500, 1000)] == [7.6, 6.5, 4.6, 0.7, 0.0]
    assert rarity(2000, 1000) == rarity(1000, 1000) >= 0  # an estimate may say more than there are


def test_the_terms_are_the_texts_asked_for_in_title_or_body_with_a_mean_weight_of_one():
    query = parse_query("清洁家园 标题:沟渠 单位:石渡镇 -秸秆 年:2025")

    assert terms_of(query) == (Term("清洁家园"), Term("沟渠"))
    assert terms_of(query, {"清洁家园": 1.0, "沟渠": 3.0}) == (Term("清洁家园", 0.5), Term("沟渠", 1.5))
    assert terms_of(parse_query("年:2025")) == ()


@pytest.mark.parametrize("text", ["清洁", "30吨", "9.95", "pcb", "a", ".", "，清"])
def test_counting_knows_no_number_or_word_within_another(text):
    texts = ["清洁清洁", "130吨，30吨", "369.95，9.95", "pcb pc", "a b", "..", "，清，清"]

    assert [counter(text)(each) for each in texts] == [sum(1 for _ in occurrences(text, each)) for each in texts]


@given(st.text("清洁1a.,", min_size=1, max_size=3), st.text("清洁1a., ", max_size=30))
def test_counting_equals_looking(literal, text):
    assert counter(literal)(text) == sum(1 for _ in occurrences(literal, text))

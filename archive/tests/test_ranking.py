"""The order of matches, without a database."""

from datetime import date

from archive.search.ranking import Candidate, Term, holds, rank


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

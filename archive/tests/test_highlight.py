"""Marks on the text as printed."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search.highlight import Fragment, excerpt, highlight, telling
from archive.search.normalize import normalize_with_offsets
from archive.search.query import occurrences, parse_query
from archive.search.relaxation import any_of, cut


def marked(fragments):
    return "".join(f"[{fragment.text}]" if fragment.is_match else fragment.text for fragment in fragments)


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("推进“清洁家园”行动", "清洁家园", "推进“[清洁家园]”行动"),
        ("推进清洁 家园行动", "清洁家园", "推进[清洁 家园]行动"),
        ("使用ＰＣＢ板和pcb", "pcb", "使用[ＰＣＢ]板和[pcb]"),
        ("清运30吨、130吨", "30吨", "清运[30吨]、130吨"),
        ("清洁家园", "洁家 家园", "清[洁家]园"),
        ("清清清", "清清", "[清清]清"),
        ("<b>清洁</b>", "清洁", "<b>[清洁]</b>"),
        ("没有", "清洁", "没有"),
        ("", "清洁", ""),
        ("㎡地", "m2", "[㎡]地"),
        ("開展環境整治", "环境", "開展[環境]整治"),
        ("开展环境整治", "環境", "开展[环境]整治"),
    ],
)
def test_matches_are_marked_where_they_stand(text, query, expected):
    assert marked(highlight(text, parse_query(query).terms)) == expected


@given(st.text(alphabet="清洁家园 ＡＢab30.\n", max_size=40), st.text(alphabet="清洁家园ab3", min_size=1, max_size=3))
def test_marking_never_changes_the_text(text, query):
    assert "".join(fragment.text for fragment in highlight(text, parse_query(query).terms)) == text


@pytest.mark.parametrize(
    ("typed", "present", "shown"),
    [
        ("沟渠清理怎么做", ["沟渠", "清理", "做"], ("沟渠", "清理")),
        ("标题:沟渠清理怎么做", ["沟渠", "清理", "做"], ("沟渠", "清理")),
        ("沟渠清理怎么 做", ["沟渠", "清理", "做"], ("沟渠", "清理", "做")),
        ("怎么做", ["做"], ("做",)),
    ],
)
def test_of_a_question_words_are_marked_and_no_single_characters_but_those_typed(typed, present, shown):
    relaxed = any_of(cut(parse_query(typed)), present)

    assert telling(relaxed).title_terms == shown


@pytest.mark.parametrize("typed", ["做", "沟渠 做", "秸秆|麦 -做", "标题:做 年:2025", "不含税", "", "-做", "单位:局"])
def test_what_was_typed_is_marked_as_it_is(typed):
    assert telling(parse_query(typed)) == parse_query(typed)


BODY = "甲" * 80 + "。第一句写清洁。" + "乙" * 120 + "；集中清洁家园，建设家园。" + "丙" * 120


def test_an_excerpt_shows_the_window_with_most_different_terms():
    text = marked(excerpt(BODY, ("清洁", "家园")))

    assert text.startswith("……集中[清洁][家园]，建设[家园]。丙")
    assert text.endswith("……")


def test_an_excerpt_near_the_beginning_begins_there():
    assert marked(excerpt("集中清洁家园。" + "丙" * 200, ("清洁",), width=20)) == "集中[清洁]家园。" + "丙" * 13 + "……"


def test_without_a_match_the_fallback_is_shown():
    assert excerpt("甲" * 10, ("清洁",), fallback="目前，办结3件。") == [Fragment("目前，办结3件。")]


def test_a_cut_never_makes_a_match():
    text = "x" * 24 + "清" + "甲" * 50 + "130吨"

    assert marked(excerpt(text, ("清", "30吨"), width=200)).count("[") == 1


def test_an_excerpt_joins_two_windows_where_the_words_stand_apart():
    text = "开头。" + "甲" * 60 + "。建设家园。" + "乙" * 150 + "。做好清洁。" + "丙" * 150

    assert marked(excerpt(text, ("清洁", "家园"))) == f"……建设[家园]。{'乙' * 43}……做好[清洁]。{'丙' * 43}……"


def test_one_window_that_holds_all_words_comes_before_two():
    text = "建设家园。" + "乙" * 30 + "。做好清洁。" + "丙" * 200

    assert marked(excerpt(text, ("清洁", "家园"))) == f"建设[家园]。{'乙' * 30}。做好[清洁]。{'丙' * 55}……"


def test_a_rare_word_tells_more_than_a_common_one():
    text = "推进工作落实。" + "甲" * 99 + "。加强领导。" + "甲" * 99 + "。秸秆离田。" + "甲" * 99
    terms = ("工作", "落实", "领导", "秸秆")

    assert "[工作][落实]" in marked(excerpt(text, terms)) and "[领导]" in marked(excerpt(text, terms))
    weighed = marked(excerpt(text, terms, weights={"秸秆": 3.0}))
    assert "[工作][落实]" in weighed and "[秸秆]" in weighed and "[领导]" not in weighed


def test_of_equal_windows_the_one_with_a_figure_is_shown():
    text = "2025年第3期写到清洁，再写清洁。" + "甲" * 150 + "。目前，清洁沟渠20余处。" + "乙" * 150

    assert marked(excerpt(text, ("清洁",))).startswith("……目前，[清洁]沟渠20余处。")


def test_a_match_in_the_last_sentence_leaves_room_for_what_leads_to_it():
    text = "甲" * 100 + "。组织群众参与，" + "乙" * 30 + "，建设家园。"

    assert marked(excerpt(text, ("家园",))) == f"……组织群众参与，{'乙' * 30}，建设[家园]。"


def test_an_excerpt_ends_with_a_sentence_where_one_ends_near():
    text = "建设家园，" + "甲" * 80 + "。" + "乙" * 100

    assert marked(excerpt(text, ("家园",))) == f"建设[家园]，{'甲' * 80}。……"
    assert marked(excerpt(text.replace("。", "，"), ("家园",))) == f"建设[家园]，{'甲' * 80}……"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("清洁" + "甲" * 16 + "1234.5吨" + "乙" * 9, "[清洁]" + "甲" * 16 + "1234.5……"),
        ("清洁" + "甲" * 16 + "ISO标准" + "乙" * 9, "[清洁]" + "甲" * 16 + "ISO……"),
        ("甲" * 9 + "投资1234.5万元" + "乙" * 17 + "清洁" + "丙" * 40, "……1234.5万元" + "乙" * 17 + "[清洁]……"),
    ],
)
def test_no_number_or_latin_word_is_cut(text, shown):
    assert marked(excerpt(text, ("清洁",), width=20)) == shown


def test_no_number_of_the_fallback_is_cut():
    assert excerpt("", ("清洁",), fallback="目前，投资1234.5万元。", width=7) == [Fragment("目前，投资1234.5……")]


@given(
    st.text(alphabet="清洁家园 Ａb30.5，。\n㎡\u200b", max_size=400),
    st.lists(st.text(alphabet="清洁家园b30", min_size=1, max_size=2), min_size=1, max_size=3),
    st.integers(8, 60),
)
def test_an_excerpt_shows_stretches_of_the_text_with_the_marks_of_the_whole(text, typed, width):
    terms = parse_query(" ".join(typed)).terms

    shown = excerpt(text, terms, width=width)

    stretches = "".join(part.text for part in shown).split("……")
    assert all(stretch in text for stretch in stretches)
    in_whole = [part.text for part in highlight(text, terms) if part.is_match]
    in_shown = [part.text for part in shown if part.is_match]
    assert bool(in_whole) == bool(in_shown)
    assert not Counter(in_shown) - Counter(in_whole)


@given(
    st.text(alphabet="清洁家园开展ab3 \n\u200b㎡", max_size=1500), st.sampled_from(["清洁", "家园", "ab", "3", "m2"])
)
def test_a_long_text_is_marked_as_a_plain_scan_of_it_says(text, term):
    """Places are told in pieces of the text; the scan tells them at once."""
    normalized = normalize_with_offsets(text)
    found = [match.span() for match in occurrences(term, normalized.text)]

    shown = [part.text for part in highlight(text, (term,)) if part.is_match]

    assert shown == [text[normalized.offsets[a] : normalized.offsets[b - 1] + 1] for a, b in found]


def test_matches_are_counted_in_the_order_of_the_text():
    fragments = highlight("清洁家园，清洁", ("清洁",))

    assert [(part.text, part.number) for part in fragments] == [("清洁", 1), ("家园，", 0), ("清洁", 2)]


def test_a_text_with_ten_thousand_matches_is_searched_for_its_best_window_to_the_end():
    text = "清洁，甲乙" * 10_000 + "。目前，清洁家园20处。"

    assert marked(excerpt(text, ("清洁", "家园"))).endswith("。目前，[清洁][家园]20处。")


def test_a_match_at_the_end_of_the_window_is_whole():
    assert marked(excerpt("甲" * 8 + "清洁家园" + "乙" * 40, ("清洁家园",), width=10)) == "甲" * 8 + "[清洁家园]……"

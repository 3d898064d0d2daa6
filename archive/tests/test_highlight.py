"""Marks on the text as printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search.highlight import Fragment, excerpt, highlight
from archive.search.query import parse_query


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


def test_a_match_at_the_end_of_the_window_is_whole():
    assert marked(excerpt("甲" * 8 + "清洁家园" + "乙" * 40, ("清洁家园",), width=10)) == "甲" * 8 + "[清洁家园]……"

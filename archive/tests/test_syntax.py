"""What was typed to words, phrases and bars."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search.syntax import Token, split, ungrouped


def word(text, joined=False):
    return Token(text, joined=joined)


def phrase(text, joined=False):
    return Token(text, is_phrase=True, joined=joined)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("", []),
        ("清洁 家园", [word("清洁"), word("家园")]),
        ("甲|乙", [word("甲"), word("|", joined=True), word("乙", joined=True)]),
        ("甲 ｜ 乙", [word("甲"), word("｜"), word("乙")]),
        ('-"甲 乙"', [word("-"), phrase("甲 乙", joined=True)]),
        ("“甲”乙", [phrase("甲"), word("乙", joined=True)]),
        ('"甲”乙"', [phrase("甲”乙")]),
        ("“甲「乙」丙”", [phrase("甲「乙」丙")]),
        ("“甲“乙”丙”", [phrase("甲“乙”丙")]),
        ("“甲“ 乙", [phrase("甲"), word("乙")]),
        ("”甲“", [phrase("甲")]),
        ('""', [phrase("")]),
    ],
)
def test_words_phrases_and_bars(text, tokens):
    assert split(text) == (tokens, None)


def test_a_mark_without_another_is_left_out_and_its_place_told():
    assert split("甲“乙 丙") == ([word("甲"), word("乙", joined=True), word("丙")], 1)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("(甲|乙) 丙", "甲|乙 丙"),
        ("（甲 或 乙 OR 丁） 丙", "甲|乙|丁 丙"),
        ("标题：（甲|“乙 丁”）", "标题：甲|“乙 丁”"),
        ("-(甲|乙)", "-甲|乙"),
        ("( 甲 | 乙 )", "甲|乙"),
        ("（甲 乙）", "（甲 乙）"),
        ("（甲|乙", "（甲|乙"),
        ("甲（一|二）", "甲（一|二）"),
        ("（甲|乙 丙）", "（甲|乙 丙）"),
        ("“（甲|乙）”", "“（甲|乙）”"),
        ("甲|乙", "甲|乙"),
    ],
)
def test_brackets_around_an_either_are_what_it_is_without_them_and_others_are_text(text, same):
    assert [(token.text, token.is_phrase) for token in ungrouped(split(text)[0])] == [
        (token.text, token.is_phrase) for token in split(same)[0]
    ]


@given(st.text(alphabet='甲乙 |"“”「」『', max_size=20))
def test_no_character_that_is_no_sign_gets_lost(text):
    tokens, _ = split(text)

    assert [char for token in tokens for char in token.text if char in "甲乙"] == [c for c in text if c in "甲乙"]

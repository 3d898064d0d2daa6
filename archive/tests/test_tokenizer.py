"""Normalised text to lexemes."""

import functools
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from archive.search import tokenizer
from archive.search.tokenizer import (
    END,
    RUN,
    TITLE,
    UNIT,
    WORD,
    index_lexemes,
    is_decided_by_lexemes,
    keep_whole,
    literal_lexemes,
    pairs,
    words,
)


def test_every_two_neighbours_are_a_pair_and_the_last_character_begins_one():
    assert pairs("清洁家") == {"清洁", "洁家", "家" + END}


def test_an_entry_has_pairs_runs_and_words_of_every_field():
    lexemes = index_lexemes("清洁", ["专精特新30吨", "石渡镇"])

    assert lexemes == {
        *{"清洁", "洁" + END, TITLE + "清洁", TITLE + "洁" + END},
        *{"专精", "精特", "特新", "新3", "30", "0吨", "吨" + END, RUN + "30"},
        *{"石渡", "渡镇", "镇" + END},
    } | {WORD + word for word in words("专精特新30吨") + words("石渡镇") if len(word) >= 3}


def test_the_pairs_of_units_are_marked_as_well():
    assert index_lexemes("清洁", [], ["石渡", "大堰"]) == index_lexemes("清洁", ["石渡", "大堰"]) | {
        *{UNIT + "石渡", UNIT + "渡" + END},
        *{UNIT + "大堰", UNIT + "堰" + END},
    }


def test_fields_are_never_joined():
    assert "洁专" not in index_lexemes("清洁", ["专精"])


def test_words_are_cut_without_guessing_so_that_they_are_the_same_everywhere():
    assert words("推进清洁家园行动") == ["推进", "清洁", "家园", "行动"]


@pytest.mark.parametrize(
    ("literal", "lexemes"),
    [
        ("清洁家", ({"清洁", "洁家"}, None)),
        ("清", (set(), "清")),
        ("3", ({RUN + "3"}, None)),
        ("30吨", ({"30", "0吨", RUN + "30"}, None)),
        ("7.2023年", ({"7.", ".2", "20", "02", "23", "3年", RUN + "7", RUN + "2023"}, None)),
        ("7.2023", ({"7.", ".2", "20", "02", "23"}, None)),
        ("369.95", ({"36", "69", "9.", ".9", "95", RUN + "369.95"}, None)),
    ],
)
def test_what_an_entry_must_have_to_hold_a_literal(literal, lexemes):
    assert literal_lexemes(literal) == lexemes


def test_in_a_title_only_pairs_of_the_title_count():
    assert literal_lexemes("30吨", mark=TITLE) == ({TITLE + "30", TITLE + "0吨"}, None)


@pytest.mark.parametrize(
    ("literal", "decided"),
    [("清", True), ("清洁", True), ("30", False), ("pcb", True), ("清洁家", False), ("0吨", False), (".", False)],
)
def test_short_literals_need_no_look_at_the_text(literal, decided):
    assert is_decided_by_lexemes(literal) is decided


def test_in_a_title_or_a_unit_a_number_needs_a_look():
    assert [is_decided_by_lexemes(each, mark=UNIT) for each in ("局", "税务", "pcb", "税务局")] == [
        True,
        True,
        False,
        False,
    ]


def test_a_lexeme_is_never_longer_than_postgresql_takes():
    assert max(len(lexeme.encode()) for lexeme in index_lexemes("a" * 5000, ["9" * 5000])) < 2046


def test_threads_that_need_the_dictionary_at_once_share_one(monkeypatch):
    @functools.cache
    def make():
        time.sleep(0.05)
        return object()

    monkeypatch.setattr(tokenizer, "_make", make)
    with ThreadPoolExecutor(4) as threads:
        made = {id(each) for each in threads.map(lambda _: tokenizer.load(), range(4))}

    assert len(made) == 1


@pytest.fixture
def kept():
    """Tells the tokenizer which words to keep whole; afterwards it knows its own only."""
    yield lambda *words: keep_whole(frozenset(words))
    keep_whole(frozenset())


def test_the_office_s_own_words_are_kept_whole_and_let_go_again(kept):
    before = words("县澄川护学岗的人力资源和社会保障局")

    kept("护学岗", "人力资源和社会保障局", "社会保障局")
    assert words("县澄川护学岗的人力资源和社会保障局")[-3:] == ["护学岗", "的", "人力资源和社会保障局"]
    assert "护学岗" not in before

    kept("护学岗")
    assert words("护学岗人力资源和社会保障局") == ["护学岗", *words("人力资源和社会保障局")]

    kept()
    assert words("县澄川护学岗的人力资源和社会保障局") == before


def test_a_word_of_jieba_s_own_stays_one_when_the_office_lets_go_of_it(kept):
    assert words("清洁家园") == ["清洁", "家园"]
    kept("家园")
    words("家园")
    kept()

    assert words("清洁家园") == ["清洁", "家园"]


def test_what_must_be_in_the_index_does_not_depend_on_the_words_kept_whole(kept):
    texts = ["县澄川护学岗守住平安", "护学岗30吨"]
    wanted = [literal_lexemes(text[start : start + 4]) for text in texts for start in range(4)]
    kept("护学岗", "学岗守")

    for text in texts:
        assert pairs(text) <= index_lexemes(text, [])
    assert [literal_lexemes(text[start : start + 4]) for text in texts for start in range(4)] == wanted

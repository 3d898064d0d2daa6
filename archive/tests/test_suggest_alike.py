"""Words for which one that was typed may stand; what becomes of them is told in test_suggest_repair."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.search.suggest.alike import alike, is_one_apart
from archive.search.vocabulary import rebuild
from archive.tests.conftest import make_entry, make_issue, make_pending_issue


@pytest.fixture
def vocabulary(db):
    issue = make_issue()
    make_entry(issue, title="推进清洁家园", body="整治人居环境。")
    make_entry(issue, title="举办招聘会", body="人居环境好转。")
    make_entry(make_pending_issue(), title="清洁佳园机密", body="机密。")
    rebuild()


def test_for_each_word_those_that_sound_or_look_like_it(vocabulary):
    assert alike(["清结家园", "招聘慧", "qjjy", "zhaop", "推进清结家园", "没有像的"]) == {
        "清结家园": ["清洁家园"],
        "招聘慧": ["招聘会"],
        "qjjy": ["清洁家园"],
        "zhaop": ["招聘会"],
        "推进清结家园": ["推进清洁家园"],
        "没有像的": [],
    }


def test_all_are_read_in_one_statement(vocabulary, django_assert_num_queries):
    with django_assert_num_queries(1):
        alike(["清结家园", "招聘慧", "qjjy", "zhaopinhui", "举办招聘慧"])


@pytest.mark.parametrize("typed", ["清结家园" * 6, "qingjie" * 12])
def test_a_sentence_is_no_slip(vocabulary, typed):
    with CaptureQueriesContext(connection) as asked:
        assert alike([typed]) == {typed: []}

    assert len(asked) == 0


@pytest.mark.parametrize(
    ("typed", "other", "is_one"),
    [
        ("人据环境", "人居环境", True),
        ("人居环", "人居环境", True),
        ("人居的环境", "人居环境", True),
        ("人环居境", "人居环境", True),
        ("居人环境", "人居环境", True),
        ("人居环境", "人居环境", False),
        ("人据坏境", "人居环境", False),
        ("人居", "人居环境", False),
        ("环境人居", "人居环境", False),
        ("", "人", True),
    ],
)
def test_words_one_character_apart(typed, other, is_one):
    assert is_one_apart(typed, other) is is_one
    assert is_one_apart(other, typed) is is_one

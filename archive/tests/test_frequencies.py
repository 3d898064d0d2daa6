"""How many entries hold a text, and which hold most of some texts."""

from datetime import date

import pytest

from archive.models import Entry
from archive.search.index import frequencies as module
from archive.search.index.frequencies import entries, frequencies, holding_most, size_beside
from archive.search.query import Query, parse_query
from archive.tests.conftest import make_entry, make_issue, make_pending_issue

pytestmark = pytest.mark.django_db


@pytest.fixture
def three():
    """Published entries by the first letter of what they are about."""
    issue = make_issue(number=10, date=date(2025, 3, 7))
    make_entry(make_pending_issue(), title="甲", body="秸秆沟渠家园")
    bodies = {"a": "秸秆沟渠家园", "b": "秸秆沟渠", "c": "秸秆"}
    return {name: make_entry(issue, title="甲", body=body).pk for name, body in bodies.items()}


def test_published_entries_are_counted_and_none_is_one(three):
    assert entries() == 3

    Entry.objects.all().delete()

    assert entries() == 1


def test_the_number_can_be_had_beside_something_else(three):
    assert {entry.indexed for entry in Entry.objects.annotate(indexed=size_beside())} == {3}


def test_a_text_is_counted_once_for_each_entry_that_holds_it(three):
    assert frequencies(["秸秆", "沟渠", "家园", "秸", "麦茬", "'\\ &"], 3) == {
        "秸秆": 3,
        "沟渠": 2,
        "家园": 1,
        "秸": 3,
        "麦茬": 0,
        "'\\ &": 0,
    }


def test_all_texts_are_counted_in_one_query(three, django_assert_num_queries):
    with django_assert_num_queries(1):
        frequencies(["秸秆", "沟渠"], 3)
    with django_assert_num_queries(0):
        assert frequencies([], 3) == {}


def test_of_a_large_archive_a_sample_is_counted_and_kept_for_a_while(three, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(module, "SMALL", 0)
    monkeypatch.setattr(module, "SAMPLE", 1)
    monkeypatch.setattr(module, "IN_SAMPLE", module.IN_SAMPLE | ~module.IN_SAMPLE)
    monkeypatch.setattr(module, "_kept", {})

    assert frequencies(["秸秆"], 3) == {"秸秆": 3}
    with django_assert_num_queries(1):
        assert frequencies(["秸秆", "沟渠"], 3) == {"秸秆": 3, "沟渠": 2}
    with django_assert_num_queries(0):
        frequencies(["秸秆", "沟渠"], 3)

    monkeypatch.setattr(module, "KEPT_FOR", -1)
    with django_assert_num_queries(1):
        frequencies(["秸秆"], 3)


def test_what_is_kept_has_a_bound(three, monkeypatch):
    monkeypatch.setattr(module, "SMALL", 0)
    monkeypatch.setattr(module, "MOST_KEPT", 2)
    monkeypatch.setattr(module, "_kept", {})

    for text in ("秸秆", "沟渠", "家园"):
        frequencies([text], 3)

    assert list(module._kept) == ["家园"]


def keys(candidates):
    return {candidate.pk for candidate in candidates}


def test_what_weighs_most_is_named_first(three):
    held = {"秸秆": 3, "沟渠": 2, "家园": 1}
    weights = {"秸秆": 0.1, "沟渠": 1.0, "家园": 2.0}

    assert keys(holding_most(weights, held, Query(""), 10)) == {three["a"], three["b"], three["c"]}
    assert keys(holding_most(weights, held, Query(""), 2)) == {three["a"], three["b"]}
    assert keys(holding_most(weights, held, Query(""), 1)) == {three["a"]}
    assert holding_most({}, held, Query(""), 10) == []


def test_only_what_answers_the_rest_of_the_question_is_named(three):
    held = {"秸秆": 3}

    assert keys(holding_most({"秸秆": 1.0}, held, parse_query("沟渠 标题:甲"), 10)) == {three["b"], three["a"]}
    assert holding_most({"秸秆": 1.0}, held, parse_query("年:2019"), 10) == []


def test_common_texts_name_none_once_rare_ones_have_named_enough(three, monkeypatch):
    monkeypatch.setattr(module, "MOST_POSTINGS", 3)
    held = {"秸秆": 3, "沟渠": 2, "家园": 1}

    assert keys(holding_most(dict.fromkeys(held, 1.0), held, Query(""), 10)) == {three["a"], three["b"]}

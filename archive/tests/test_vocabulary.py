"""What is suggested: the words of what is published."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils.timezone import now

from archive.models import Entry, Issue, SearchLog, Suggestion, SynonymGroup, UnitAlias, Word
from archive.search import vocabulary
from archive.search.vocabulary import forget, learn, rebuild, refresh_names, terms
from archive.tests.conftest import make_entry, make_issue, make_pending_issue, make_unit

pytestmark = pytest.mark.django_db


def suggested(kind):
    return dict(Suggestion.objects.filter(kind=kind).values_list("text", "weight"))


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("推进清洁家园", {"推进", "清洁", "家园", "推进清洁", "清洁家园", "推进清洁家园"}),
        ("“清洁家园”", {"清洁", "家园", "清洁家园"}),
        ("清洁的家园", {"清洁", "家园", "清洁的家园"}),
        ("增收30%", {"增收", "增收30"}),
        ("建成养老圈", {"建成", "养老", "养老圈", "建成养老"}),
        ("招聘会开到村", {"招聘会", "开到村"}),
        ("30", set()),
        ("", set()),
    ],
)
def test_a_title_has_words_and_phrases(title, expected):
    assert terms(title) == expected


def test_a_phrase_does_not_begin_with_a_unit():
    assert terms("工信局推动清洁", frozenset({"工信局"})) >= {"推动清洁"}
    make_unit(name="工信局")
    make_entry(title="县工信局推动清洁")

    rebuild()

    assert set(suggested("word")) == {"工信局", "推动", "清洁", "推动清洁"}


def test_words_come_from_published_titles_and_say_how_many():
    issue = make_issue()
    make_entry(issue, title="推进清洁家园", body="")
    make_entry(issue, title="建设清洁家园", body="")
    make_pending_issue()

    rebuild()

    assert suggested("word") == {
        **{"推进": 1, "建设": 1, "清洁": 2, "家园": 2, "清洁家园": 2},
        **{"推进清洁": 1, "建设清洁": 1, "推进清洁家园": 1, "建设清洁家园": 1},
    }


def test_a_row_knows_how_it_sounds():
    make_entry(title="清洁家园")
    rebuild()

    row = Suggestion.objects.get(text="清洁家园")

    assert (row.key, row.pinyin, row.initials, row.pairs) == (
        "清洁家园",
        "qinjiejiayuan",
        "qjjy",
        ["家园", "洁家", "清洁"],
    )


def test_units_have_all_their_names_and_sections_are_those_of_published_entries():
    unit = make_unit(name="工信局", full_name="柳河县工业和信息化局")
    UnitAlias.objects.create(unit=unit, county=unit.county, name="工信委")
    make_entry(units=[unit], section="经济发展")
    make_pending_issue()

    rebuild()

    assert suggested("unit") == {"工信局": 1, "柳河县工业和信息化局": 1, "工信委": 1}
    assert set(Suggestion.objects.filter(kind="unit").values_list("address", flat=True)) == {"工信局"}
    assert suggested("section") == {"经济发展": 1}


def test_the_office_s_own_words_are_suggested_as_well():
    SynonymGroup.objects.create(words=["人居环境", "清洁家园"])
    Word.objects.create(text="护学岗")
    make_entry(title="清洁家园")

    rebuild()

    assert suggested("word").items() >= {"人居环境": 0, "护学岗": 0, "清洁家园": 1}.items()


def test_longer_words_of_several_bodies_are_suggested():
    issue = make_issue()
    make_entry(issue, title="甲", body="志愿者上门，合作社送肥。")
    make_entry(issue, title="乙", body="志愿者到场。")
    hidden = make_pending_issue()
    make_entry(hidden, title="丙", body="合作社送肥。")

    rebuild()

    assert suggested("word") == {"志愿者": 0}


def ask(query, *, days, hits=1):
    """Log a question once on each of so many days."""
    for day in range(days):
        row = SearchLog.objects.create(query=query, hits=hits)
        SearchLog.objects.filter(pk=row.pk).update(time=now() - timedelta(days=day))


def test_questions_that_were_asked_on_two_days_and_found_something_are_suggested():
    asked = {"招聘会": 3, "便民 马庄乡": 2, "营商环境": 1, "2025": 5, "标题:秸秆": 4, "长" * 21: 2}
    for query, days in asked.items():
        ask(query, days=days)
    ask("没有的词", days=9, hits=0)
    for _ in range(9):
        ask("一个人今天反复看的页", days=1)

    rebuild()

    assert suggested("query") == {"招聘会": 3, "便民 马庄乡": 2}


def test_in_a_great_archive_a_phrase_stands_in_two_titles_at_least(monkeypatch):
    monkeypatch.setattr(vocabulary, "SMALL", 1)
    issue = make_issue()
    for title in ("推进清洁家园", "建设清洁家园"):
        make_entry(issue, title=title, body="")

    rebuild()

    assert suggested("word") == {"推进": 1, "建设": 1, "清洁": 2, "家园": 2, "清洁家园": 2}


def test_what_is_published_later_is_learnt_without_a_rebuild():
    make_entry(title="清洁家园", body="")
    rebuild()
    entry = make_entry(make_issue(number=46), title="清洁护栏", body="", section="城市管理")
    hidden = make_pending_issue()

    added = learn(Entry.objects.filter(issue__in=[entry.issue, hidden]))

    assert added == 3
    assert suggested("word") == {"清洁": 2, "家园": 1, "清洁家园": 1, "护栏": 1, "清洁护栏": 1}
    assert suggested("section") == {"城市管理": 1}


def test_titles_that_are_withdrawn_count_no_longer():
    issue = make_issue()
    for title in ("推进清洁家园", "建设清洁家园", "清洁护栏"):
        make_entry(issue, title=title, body="")
    rebuild()

    forget(Entry.objects.filter(title__endswith="家园"))

    words = suggested("word")
    assert {word: words[word] for word in ("清洁", "家园", "清洁家园", "护栏")} == {
        **{"清洁": 1, "护栏": 1},
        **{"家园": 0, "清洁家园": 0},
    }
    forget(Entry.objects.all())
    assert set(suggested("word").values()) == {0}


def test_an_issue_that_is_withdrawn_and_published_again_counts_as_before():
    issue = make_issue()
    for title in ("推进清洁家园", "建设清洁家园", "清洁护栏"):
        make_entry(issue, title=title, body="")
    rebuild()
    before = suggested("word")

    forget(Entry.objects.all())
    learn(Entry.objects.all())

    assert suggested("word") == before


def test_learning_an_issue_needs_as_many_queries_for_three_entries_as_for_one(django_assert_num_queries):
    issue = make_issue()
    make_entry(issue, title="清洁家园")
    with django_assert_num_queries(10):
        learn(Entry.objects.filter(issue=issue))
    for title in ("推进秸秆还田", "举办招聘会", "疏通沟渠"):
        make_entry(issue, title=title)
    with django_assert_num_queries(10):
        learn(Entry.objects.filter(issue=issue))


@pytest.mark.parametrize("write", [rebuild, refresh_names, lambda: learn(Entry.objects.all())])
def test_who_waits_for_another_writer_is_not_cut_off_as_a_page_is(write):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '5s'")
        write()
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("0",)


def test_what_is_withdrawn_goes_with_the_next_rebuild():
    entry = make_entry(title="清洁家园", section="经济发展")
    rebuild()
    Issue.objects.filter(pk=entry.issue_id).update(status=Issue.Status.WITHDRAWN)
    rebuild()

    assert (suggested("word"), suggested("section")) == ({}, {})


def test_names_follow_the_register_at_once():
    make_entry(title="清洁家园")
    rebuild()
    make_unit(name="人社局")
    SynonymGroup.objects.create(words=["清洁家园", "村容村貌"])

    refresh_names()

    assert suggested("unit") == {"人社局": 0}
    assert suggested("word") == {"清洁": 1, "家园": 1, "清洁家园": 1, "村容村貌": 0}

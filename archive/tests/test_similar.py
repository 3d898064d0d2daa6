"""Entries like another one."""

from datetime import date

import pytest

from archive.models import Entry
from archive.search.similar import similar
from archive.tests.conftest import make_entry, make_issue, make_pending_issue

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries():
    """Two of school lunches, one of them of a unit that has sent another matter as well; others around them."""
    issue = make_issue(number=10, date=date(2025, 3, 7))
    hidden = make_pending_issue()
    make_entry(hidden, title="学校食堂食品安全不公开", body="学校食堂食品安全检查。")
    make_entry(issue, title="县教体局严管学校食堂", body="检查学校食堂的食品安全，抽检蔬菜12批次。", units=["教体局"])
    make_entry(issue, title="石渡镇办好学校食堂", body="聘请厨师，食品安全有人管。", units=["石渡镇"])
    make_entry(issue, title="县教体局护航高考", body="教体局布置考点12个。", units=["教体局"])
    make_entry(issue, title="大堰镇疏通沟渠", body="清运淤泥12吨。", units=["大堰镇"])
    return {entry.title: entry for entry in Entry.objects.all()}


def titles_of(keys):
    found = Entry.objects.in_bulk(keys)
    return [found[key].title for key in keys]


def titles(entry, **options):
    return titles_of(similar(entry, **options))


def test_what_shares_the_telling_words_is_alike_and_nothing_else_is(entries):
    assert titles(entries["县教体局严管学校食堂"]) == ["石渡镇办好学校食堂"]


def test_neither_the_unit_nor_a_number_makes_two_entries_alike(entries):
    assert titles(entries["县教体局护航高考"]) == []
    assert titles(entries["大堰镇疏通沟渠"]) == []


def test_an_entry_that_is_not_public_is_like_none_and_none_is_like_it(entries):
    assert titles(entries["学校食堂食品安全不公开"]) == []


def test_no_more_are_given_than_were_asked_for(entries):
    for number in range(20, 24):
        make_entry(make_issue(number=number), title="双井镇的学校食堂", body=f"食品安全第{number}次检查。")

    assert [len(similar(entries["石渡镇办好学校食堂"], limit=limit)) for limit in (0, 1, 3)] == [0, 1, 3]


@pytest.mark.parametrize("text", ["。", "12", "的", "'\\ & | !"])
def test_an_entry_that_says_nothing_is_like_none(entries, text):
    assert similar(make_entry(title=text, body=text)) == []


@pytest.mark.parametrize("others", [1, 3])
def test_it_takes_as_many_queries_for_many_as_for_one(entries, others, django_assert_num_queries):
    for number in range(others):
        make_entry(make_issue(number=20 + number), title="双井镇的学校食堂", body="食品安全月。", units=["双井镇"])
    entry = entries["石渡镇办好学校食堂"]

    with django_assert_num_queries(5):
        assert len(similar(entry)) > others


def test_what_is_known_already_is_not_asked_for_again(entries, django_assert_num_queries):
    entry = Entry.objects.select_related("search").get(title="石渡镇办好学校食堂")

    with django_assert_num_queries(3):
        keys = similar(entry, number=4)

    assert titles_of(keys) == ["县教体局严管学校食堂"]

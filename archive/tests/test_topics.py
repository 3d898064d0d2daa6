"""Sections under the topics that people have put them."""

import pytest

from archive.models import EntrySearch, Section, Topic
from archive.pages import counts
from archive.pages.topics import Part, Parts, section_parts, shelves, topic_parts, unit_parts
from archive.tests.conftest import make_entry, make_issue, make_pending_issue, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries():
    village, secret = Topic.objects.create(name="农业农村", rank=2), Topic.objects.create(name="机密主题")
    first = Topic.objects.create(name="经济运行", rank=1)
    Topic.objects.create(name="没有栏目的主题")
    for year, section in (
        (2023, "农业生产"),
        (2025, "三夏生产"),
        (2025, "三夏生产"),
        (2024, "经济发展"),
        (None, "交通建设"),
    ):
        make_entry(make_issue(year=year, number=None, date=None), section=section)
    make_entry(make_issue(), units=["数据局"])
    make_pending_issue()
    Section.objects.filter(name__in=["农业生产", "三夏生产"]).update(topic=village)
    Section.objects.filter(name="经济发展").update(topic=first)
    Section.objects.filter(name="机密栏目").update(topic=secret)


def found():
    return shelves(counts.held_by_section(EntrySearch.objects.all()))


def test_topics_come_in_their_own_order_with_their_printed_sections_the_fullest_first(entries):
    assert [
        (row.topic.name, row.count, [(each.section.name, each.count, each.first_year) for each in row.sections])
        for row in found().topics
    ] == [
        ("经济运行", 1, [("经济发展", 1, 2024)]),
        ("农业农村", 3, [("三夏生产", 2, 2025), ("农业生产", 1, 2023)]),
    ]


def test_sections_without_a_topic_and_entries_without_a_section_are_not_forgotten(entries):
    assert [(row.section.name, row.count, row.first_year) for row in found().sections] == [("交通建设", 1, None)]
    assert (found().without_section, found().most) == (1, 2)
    assert [row.section.name for row in found().rows][0] == "三夏生产"


def test_all_shelves_together_hold_every_published_entry(entries):
    assert sum(row.count for row in found().rows) + found().without_section == EntrySearch.objects.count()


def test_parts_open_what_they_count(entries):
    assert [(part.label, part.count, part.url) for part in topic_parts(found(), unit="石渡镇").all] == [
        ("农业农村", 3, "/search/?topic=%E5%86%9C%E4%B8%9A%E5%86%9C%E6%9D%91&unit=%E7%9F%B3%E6%B8%A1%E9%95%87"),
        ("经济运行", 1, "/search/?topic=%E7%BB%8F%E6%B5%8E%E8%BF%90%E8%A1%8C&unit=%E7%9F%B3%E6%B8%A1%E9%95%87"),
    ]
    assert [(part.label, part.count) for part in section_parts(found()).all][-1] == ("无栏目", 1)


def test_units_of_some_entries_are_counted_each_once_an_entry():
    town, other = make_unit(name="石渡镇"), make_unit(name="大堰镇")
    issue = make_issue()
    make_entry(issue, units=[town, town, other])
    make_entry(issue, units=[other, "数据局"])
    make_entry(make_pending_issue(), units=[town])

    parts = unit_parts(EntrySearch.objects.all())

    assert [(part.label, part.count) for part in parts.all] == [("大堰镇", 2), ("石渡镇", 1)]


def test_units_of_two_counties_with_one_name_are_told_apart():
    make_entry(units=[make_unit(name="石渡镇"), make_unit(name="石渡镇", county="双桥县")])

    parts = unit_parts(EntrySearch.objects.all())

    assert {part.label for part in parts.all} == {"石渡镇（柳河县）", "石渡镇（双桥县）"}


@pytest.mark.parametrize(("number", "first", "rest"), [(3, 3, 0), (7, 7, 0), (8, 6, 2)])
def test_one_more_part_is_not_worth_folding_away(number, first, rest):
    parts = Parts([Part(str(place), 1, "") for place in range(number)])

    assert (len(parts.first), len(parts.rest)) == (first, rest)

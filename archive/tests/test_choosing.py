"""What can be put side by side."""

import pytest
from django.http import QueryDict

from archive.models import SynonymGroup, Word
from archive.pages.choosing import chosen, examples, unit_options, year_options
from archive.search import vocabulary
from archive.tests.conftest import make_entry, make_issue, make_pending_issue, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def register():
    return [
        make_unit(name="工信局"),
        *(make_unit(name=name, kind="township") for name in ("石渡镇", "大堰镇", "白杨乡", "河湾乡")),
    ]


def asked(query_string):
    return chosen(QueryDict(query_string))


def test_units_and_years_are_read_from_the_address(register):
    found = asked("q= 清洁家园 &unit=大堰镇&unit=石渡镇&unit=大堰镇&year=2025&year=2024")

    assert (found.question, [unit.name for unit in found.units], found.years, found.notes) == (
        *("清洁家园", ["大堰镇", "石渡镇"]),
        *([2024, 2025], []),
    )
    assert (found.by, found.narrowed_to) == ("unit", "2024年、2025年")
    assert asked("by=year&unit=大堰镇").narrowed_to == "大堰镇"


def test_nul_is_no_part_of_what_is_chosen(register):
    found = asked("q=%00清洁%00&unit=%00石渡镇&unit=%00&year=%00&year=2025%00")

    assert (found.question, found.units, found.years, found.notes) == ("清洁", [register[1]], [2025], [])


def test_a_long_matter_is_cut_for_it_stands_in_every_address(register):
    assert asked("q=" + "清" * 5000).question == "清" * 80 == asked("q=" + "清" * 80).question
    assert asked("q=" + "清" * 80).notes == []


def test_the_address_can_be_written_again_with_some_of_it_changed(register):
    found = asked("q=清洁家园&by=year&unit=大堰镇&year=2025")

    assert QueryDict(found.query_string()[1:]) == QueryDict("q=清洁家园&by=year&unit=大堰镇&year=2025")
    assert QueryDict(found.query_string(q="防汛", unit=[])[1:]) == QueryDict("q=防汛&by=year&year=2025")


@pytest.mark.parametrize(
    ("query_string", "note"),
    [
        ("unit=石渡镇&unit=没有的镇", "名册里没有“没有的镇”，已略过。"),
        ("year=2025&year=今年&year=20255", "“今年”、“20255”不是年份，已略过。"),
        ("year=" + "9" * 5000, f"“{'9' * 20}……”不是年份，已略过。"),
        ("year=0999", "“0999”不是年份，已略过。"),
        ("year=２０２５", "“２０２５”不是年份，已略过。"),
        ("unit=a%00b", "名册里没有“ab”，已略过。"),
        ("q=" + "清" * 81, "事项太长，只用了前80个字。"),
        ("&".join(f"unit=x{n}" for n in range(9)), "名册里没有“x0”、“x1”、“x2”、“x3”等9个，已略过。"),
        (
            "unit=石渡镇&unit=大堰镇&unit=白杨乡&unit=河湾乡&unit=工信局",
            "一次最多对照4个单位，只列出前4个；没有列出工信局。",
        ),
        (
            "by=year&" + "&".join(f"year={year}" for year in range(2019, 2025)),
            "一次最多对照4年，只列出最近4年；没有列出2019年、2020年。",
        ),
    ],
)
def test_what_is_left_out_of_the_address_is_said(register, query_string, note):
    found = asked(query_string)

    assert found.notes == [note]
    assert len(found.subjects) <= 4


def test_as_many_units_as_one_likes_narrow_the_years(register):
    found = asked("by=year&unit=石渡镇&unit=大堰镇&unit=白杨乡&unit=河湾乡&unit=工信局")

    assert (len(found.units), found.notes) == (5, [])


def test_units_are_offered_by_kind_and_those_are_open_that_matter(register):
    def shape(groups):
        return [(group.label, len(group.options), group.chosen_count, group.is_open) for group in groups]

    assert shape(unit_options(asked("unit=石渡镇"))) == [("县直部门", 1, 0, False), ("乡镇", 4, 1, True)]
    assert shape(unit_options(asked(""), {register[0].pk: 3})) == [("县直部门", 1, 0, True), ("乡镇", 4, 0, False)]


def test_units_of_two_counties_are_told_apart(register):
    make_unit(name="工信局", county="双桥县")

    labels = [group.label for group in unit_options(asked(""))]

    assert sorted(labels) == ["双桥县县直部门", "柳河县乡镇", "柳河县县直部门"]


def test_years_of_published_issues_are_offered_the_newest_first():
    for year in (2023, 2025):
        make_entry(make_issue(year=year, number=1))
    make_pending_issue(year=2026)

    assert [option.value for option in year_options(asked(""))] == ["2025", "2023"]
    assert [(option.value, option.count) for option in year_options(asked("year=2024"), {2023: 1})] == [
        ("2024", 0),
        ("2023", 1),
    ]


def test_examples_are_the_office_s_words_that_published_titles_hold_one_of_each_group():
    SynonymGroup.objects.create(words=["人居环境", "清洁家园"])
    for word in ("帮代办", "护学岗", "机密"):
        Word.objects.create(text=word)
    for title in ("清洁家园见成效", "清洁家园又见成效", "整治人居环境", "推行帮代办"):
        make_entry(make_issue(number=None, year=None, date=None), title=title)
    make_pending_issue()
    vocabulary.rebuild()

    found = examples(asked("unit=x"))

    assert [offer.label for offer in found] == ["清洁家园", "帮代办"]
    assert QueryDict(found[0].url[1:]) == QueryDict("q=清洁家园")

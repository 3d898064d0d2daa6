"""What the search page is made of."""

from datetime import date

import pytest
from django.http import QueryDict

from archive.filters import EntryFilter
from archive.pages.results import CUT, results
from archive.tests.conftest import make_entry, make_issue

pytestmark = pytest.mark.django_db


def page_of(**asked):
    params = QueryDict(mutable=True)
    params.update(asked)
    return results(EntryFilter(params), params)


def test_a_question_gives_results_facets_and_a_chart(archive):
    page = page_of(q="清洁家园", year="2025")

    assert [match.entry.title for match in page["result"].matches] == ["我县开展“清洁家园”行动"]
    assert [chip.label for chip in page["chips"]] == ["2025年"]
    assert [facet.label for facet in page["facets"] if facet.choices][:3] == ["年份", "单位类别", "单位"]
    assert page["timeline"].label == "2025年各月命中"
    assert page["ways"] == [] and not page["is_relaxed"]


def test_relevance_is_a_sort_only_where_something_was_asked(archive):
    assert [label for _, label in page_of(q="清洁家园")["sorts"]] == ["最相关", "最新", "最早"]
    assert [label for _, label in page_of()["sorts"]] == ["最新", "最早"]


def test_of_a_long_question_the_first_choices_are_left_and_those_that_were_made(archive):
    question = "深入开展清洁家园专项行动和农村人居环境整治工作"
    for year in range(2010, 2020):
        make_entry(make_issue(year=year, number=1, date=date(year, 5, 9)), title=question)

    page = page_of(q=question, year="2011")

    assert [choice.value for choice in page["facets"][0].choices] == [*map(str, range(2019, 2013, -1)), "2011"]
    assert [chip.label for chip in page["chips"]] == ["2011年"]
    assert page["notes"] == (CUT,)
    assert page_of(q=question, year="1999")["notes"] == ()  # nothing is found: no choices are shown


@pytest.mark.parametrize(
    ("asked", "compared"),
    [
        ("q=清洁家园", {"q": ["清洁家园"]}),
        ("q=清洁家园&unit=工信局&year=2025", {"q": ["清洁家园"], "unit": ["工信局"], "year": ["2025"]}),
        ("q=清洁家园&year=2025&year=2024", {"q": ["清洁家园"], "by": ["year"], "year": ["2025", "2024"]}),
        ("q=清洁家园&unit=工信局&unit=马庄乡", {"q": ["清洁家园"], "unit": ["工信局", "马庄乡"]}),
        (
            "q=清洁家园&unit=工信局&unit=马庄乡&year=2025&year=2024",
            {"q": ["清洁家园"], "unit": ["工信局", "马庄乡"], "year": ["2025", "2024"]},
        ),
        ("q=清洁家园&year=不详&kind=township", {"q": ["清洁家园"]}),
        ("year=2025&year=2024", {}),
    ],
)
def test_a_question_can_be_put_side_by_side_with_the_units_and_years_chosen(archive, asked, compared):
    params = QueryDict(asked)

    assert dict(QueryDict(results(EntryFilter(params), params)["compared"]).lists()) == compared


def test_a_question_that_finds_nothing_has_ways_out_and_no_chart(archive):
    page = page_of(q="清洁家园", year="2024")

    assert page["timeline"] is None
    assert [(way.label, way.count) for way in page["ways"]] == [("不限年份（2024年）", 1)]


def test_what_is_pending_is_neither_found_nor_counted(archive):
    page = page_of(q="机密")

    assert page["result"].total == 0
    assert [facet for facet in page["facets"] if facet.choices] == []


def test_how_plain_words_were_read_is_not_said_of_a_list_that_only_comes_near(archive):
    make_entry(archive, title="沟渠清理见成效", body="清理沟渠，疏通排水。")

    assert page_of(q="沟渠清理疏通排水怎么做")["is_relaxed"]
    assert page_of(q="沟渠清理疏通排水怎么做")["understood"] == ""
    assert page_of(q="正文:清理沟渠疏通排水怎么做")["understood"] != ""

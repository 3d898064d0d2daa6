"""How many entries each choice would give."""

import pytest
from django.http import QueryDict

from archive.facets import chips, facet_counts, without_facets
from archive.filters import EntryFilter
from archive.search import finding
from archive.tests.conftest import make_entry, make_issue, make_pending_issue, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries():
    town, other = make_unit(name="石渡镇", kind="township"), make_unit(name="白杨乡", kind="township")
    bureau = make_unit(name="工信局", kind="department")
    make_entry(make_issue(year=2024, number=1), title="清洁", units=[town], section="乡村振兴")
    issue = make_issue(year=2025, number=2)
    make_entry(issue, title="清洁", units=[bureau], section="经济发展")
    make_entry(issue, title="清洁", units=[town, other])
    make_entry(issue, title="别的", units=[bureau, "数据局"])
    make_entry(make_pending_issue(year=2025), title="清洁", units=[town], section="乡村振兴")


def facets(query_string):
    params = QueryDict(query_string)
    return facet_counts(EntryFilter(params), params)


def counts(query_string):
    return {facet.name: {choice.label: choice.count for choice in facet.choices} for facet in facets(query_string)}


def test_a_facet_counts_published_matches_and_a_joint_entry_once_in_each_kind(entries):
    assert counts("q=清洁") == {
        "year": {"2025年": 2, "2024年": 1},
        "kind": {"乡镇": 2, "县直部门": 1},
        "unit": {"石渡镇": 2, "白杨乡": 1, "工信局": 1},
        "section": {"乡村振兴": 1, "经济发展": 1, "无栏目": 1},
    }


def test_a_facet_is_counted_with_all_filters_but_its_own(entries):
    assert counts("q=清洁&unit=石渡镇") == {
        "year": {"2025年": 1, "2024年": 1},
        "kind": {"乡镇": 2},
        "unit": {"石渡镇": 2, "白杨乡": 1, "工信局": 1},
        "section": {"乡村振兴": 1, "无栏目": 1},
    }


def test_every_count_is_what_opens(entries):
    for facet in facets("q=清洁&year=2025"):
        for choice in facet.choices:
            alone = QueryDict(
                f"q=清洁&year=2025&{facet.name}={choice.value}"
                if facet.name != "year"
                else f"q=清洁&year={choice.value}"
            )
            assert EntryFilter(alone).search().total == choice.count


def test_without_a_question_all_entries_are_counted(entries):
    assert counts("")["unit"] == {"石渡镇": 2, "工信局": 2, "白杨乡": 1}


def test_beyond_the_limit_facets_are_still_counted(entries, monkeypatch):
    monkeypatch.setattr(finding, "EXACT_LIMIT", 1)

    assert counts("q=清洁")["year"] == {"2025年": 2, "2024年": 1}


def test_a_choice_that_is_made_stays_with_nought(entries):
    assert counts("q=清洁&year=1999&unit=工信局")["unit"] == {"工信局": 0}
    assert counts("q=清洁&year=1999")["year"] == {"2025年": 2, "2024年": 1, "1999年": 0}


def test_a_link_adds_a_choice_or_takes_it_away_and_goes_back_to_the_first_page(entries):
    year = facets("q=清洁&year=2025&page=3")[0]

    assert [(choice.label, choice.chosen, choice.url) for choice in year.choices] == [
        ("2025年", True, "?q=%E6%B8%85%E6%B4%81"),
        ("2024年", False, "?q=%E6%B8%85%E6%B4%81&year=2025&year=2024"),
    ]


def test_chips_name_the_choices_made(entries):
    params = QueryDict("q=清洁&year=2025&kind=township&unit=石渡镇")
    filterset = EntryFilter(params)

    labels = [chip.label for chip in chips(facet_counts(filterset, params))]

    assert labels == ["2025年", "单位类别：乡镇", "石渡镇"]
    assert without_facets(filterset, params) == "?q=%E6%B8%85%E6%B4%81"


def test_facets_need_two_queries(entries, django_assert_num_queries):
    params = QueryDict("q=清洁")
    filterset = EntryFilter(params)

    with django_assert_num_queries(2):
        facet_counts(filterset, params)


def test_units_of_one_name_in_two_counties_are_told_apart():
    issue = make_issue()
    make_entry(issue, units=[make_unit(name="工信局"), make_unit(name="石渡镇")])
    make_entry(issue, units=[make_unit(name="工信局", county="双桥县")])

    assert counts("")["unit"] == {"工信局（柳河县）": 1, "石渡镇": 1, "工信局（双桥县）": 1}

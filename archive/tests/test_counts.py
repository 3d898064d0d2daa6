from datetime import date

import pytest

from archive.models import EntrySearch
from archive.pages import counts
from archive.tests.conftest import make_bulletin, make_entry, make_issue, make_pending_issue, make_unit

pytestmark = pytest.mark.django_db


def test_years_go_from_the_first_to_the_last_with_those_between_and_undated_entries_are_counted_apart():
    make_entry(make_issue(year=None, number=None, date=None))
    make_entry(make_issue(number=44))
    make_entry(make_issue(year=2023, number=1, date=date(2023, 1, 6)))
    make_pending_issue(year=2022)

    held = counts.held_by_section(EntrySearch.objects.all())

    assert [(row.year, row.count) for row in counts.by_year(held).years] == [(2023, 1), (2024, 0), (2025, 1)]
    assert [row.year for row in counts.by_year(held, until=2026).years] == [2023, 2024, 2025, 2026]
    assert (counts.by_year(held).undated, counts.by_year(held).total) == (1, 3)
    assert counts.last_day(held) == date(2025, 9, 19)


def test_a_slip_of_a_year_makes_no_thousand_columns():
    held = [counts.Held(year, None, 1, None) for year in (1025, 2024, 2025)]

    assert [row.year for row in counts.by_year(held).years] == [1025, 2024, 2025]


def test_of_no_entries_there_are_no_years():
    assert counts.by_year([], until=2025) == counts.YearCounts([], 0)
    assert counts.last_day([]) is None


def test_what_a_unit_holds_counts_a_joint_entry_for_each_and_a_name_printed_twice_once():
    town, other = make_unit(name="石渡镇"), make_unit(name="白杨乡")
    make_entry(make_issue(), units=[town, town, other, "数据局"])
    make_entry(make_pending_issue(), units=[town])

    held = counts.held_by_unit(EntrySearch.objects.all())

    assert {(each.year, each.key, each.count) for each in held} == {(2025, town.pk, 1), (2025, other.pk, 1)}


def test_the_latest_year_is_that_of_the_county_where_it_has_a_bulletin():
    make_issue(year=2024, number=1)
    make_issue(year=2025, number=1, bulletin=make_bulletin(name="双桥快报", county="双桥县"))
    make_pending_issue(year=2026)

    assert counts.latest_year("柳河县") == 2024
    assert counts.latest_year("一个县") == counts.latest_year() == 2025

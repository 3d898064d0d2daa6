"""What the pages of one issue are made of."""

from datetime import date

import pytest

from archive.pages.sheet import UnitInIssue, neighbours, published_issue, units_of
from archive.tests.conftest import make_bulletin, make_entry, make_issue, make_pending_issue, make_unit

pytestmark = pytest.mark.django_db


def test_an_issue_that_is_not_published_is_not_found():
    make_pending_issue()

    assert published_issue("2025", "45") is None


def test_an_issue_comes_without_the_bytes_of_its_file(django_assert_num_queries):
    make_issue()

    with django_assert_num_queries(1):
        found = published_issue("2025", "44")
        assert (found.upload.text, "content" in found.upload.__dict__) == (None, False)


def test_the_neighbours_are_those_of_the_same_bulletin():
    issue = make_issue(number=44, date=date(2025, 9, 19))
    before = make_issue(number=42, date=date(2025, 9, 5))
    after = make_issue(number=46, date=date(2025, 10, 3))
    make_issue(number=43, date=date(2025, 9, 12), bulletin=make_bulletin(name="督查通报"))
    make_pending_issue(number=45, date=date(2025, 9, 26))

    assert neighbours(issue) == (before, after)


def test_of_two_issues_of_one_day_the_smaller_number_comes_first():
    first, second = make_issue(number=1), make_issue(number=2)

    assert neighbours(first) == (None, second)
    assert neighbours(second) == (first, None)


def test_all_issues_of_a_day_are_met_on_the_way_those_without_a_number_first():
    first, second = make_issue(number=None), make_issue(number=None)
    third = make_issue(number=5)
    before = make_issue(number=4, date=date(2025, 9, 12))
    make_pending_issue(number=None, date=date(2025, 9, 19))

    assert neighbours(before) == (None, first)
    assert neighbours(first) == (before, second)
    assert neighbours(second) == (first, third)
    assert neighbours(third) == (second, None)


def test_an_issue_without_a_date_has_no_neighbours():
    make_issue()

    assert neighbours(make_issue(number=1, date=None)) == (None, None)


def test_units_stand_in_the_order_in_which_they_appear():
    issue, town, office = make_issue(), make_unit(name="石渡镇", kind="township"), make_unit()
    make_entry(issue, units=[town, "驿站办", town])
    make_entry(issue, units=[office, town])

    assert units_of(issue.entries.for_lists()) == [
        UnitInIssue("石渡镇", town, [1, 2]),
        UnitInIssue("驿站办", None, [1]),
        UnitInIssue("工信局", office, [2]),
    ]

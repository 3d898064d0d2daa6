"""What the archive holds, by year: counts that agree with what opens, and nothing that is pending."""

from datetime import date

import pytest

from archive.pages import holdings
from archive.pages.grid import make_grids
from archive.tests.conftest import make_bulletin, make_entry, make_issue, make_pending_issue

pytestmark = pytest.mark.django_db


def test_totals_count_what_is_published():
    make_entry(make_issue(year=2019, number=3))
    issue = make_issue()
    make_entry(issue), make_entry(issue)
    make_pending_issue(year=2011)

    assert holdings.totals() == holdings.Totals(issues=2, entries=3, since=2019)


def test_an_archive_of_fragments_has_no_first_year():
    make_entry(make_issue(year=None, number=None, date=None))

    assert holdings.totals() == holdings.Totals(issues=1, entries=1, since=None)


def test_years_say_what_is_there_and_what_is_missing():
    make_entry(make_issue(number=1))
    make_entry(make_issue(number=4))
    make_entry(make_issue(year=2024, number=1))
    make_pending_issue(number=2)

    assert holdings.years().rows == [
        holdings.YearRow(2025, issues=2, entries=2, missing=2),
        holdings.YearRow(2024, issues=1, entries=1, missing=0),
    ]
    assert holdings.years().missing == 2


def test_each_bulletin_of_a_year_has_its_own_numbers():
    make_issue(number=2)
    make_issue(number=1, bulletin=make_bulletin(name="督查通报"), address="2025/1-2")

    assert [row.missing for row in holdings.years().rows] == [1]


def test_of_many_years_the_earlier_ones_are_folded_away():
    years = holdings.Years([holdings.YearRow(year, 1, 8, 0) for year in range(2025, 1995, -1)], chosen=2001)

    assert [row.year for row in years.recent] == list(range(2025, 2015, -1))
    assert len(years.earlier) == 20 and years.is_earlier_chosen


def test_one_year_is_not_worth_folding_away():
    years = holdings.Years([holdings.YearRow(year, 1, 8, 0) for year in range(2025, 2014, -1)])

    assert len(years.recent) == 11 and years.earlier == [] and not years.is_earlier_chosen


def test_issues_know_how_many_entries_they_have_and_the_first():
    issue = make_issue()
    make_entry(issue, order=2, title="石渡镇清洁河道", address=7)
    make_entry(issue, order=1, title="县工信局培育中小企业", address=9)
    make_issue(number=43, date=date(2025, 9, 12))

    newest, oldest = holdings.issues_of(2025)

    assert (newest.entry_count, newest.first_title, newest.first_address) == (2, "县工信局培育中小企业", 9)
    assert (oldest.entry_count, oldest.first_title) == (0, None)


def test_an_issue_is_listed_under_its_own_address_with_the_words_of_its_row():
    issue = make_issue(number=44, date=date(2025, 9, 19), address="2025/44-3")
    entry = make_entry(issue, title="石渡镇清洁河道", address=7)
    undated = make_issue(number=None, year=2025, date=None, bulletin=None)
    make_pending_issue(number=45)

    first, second = holdings.issues_of(2025)

    assert (first.url, second.url) == (issue.get_absolute_url(), undated.get_absolute_url())
    assert first.row == (
        *("/issues/2025/44-3/", "第44期", issue.bulletin.name, "2025-09-19", "9月19日", "1"),
        *(entry.get_absolute_url(), "石渡镇清洁河道"),
    )
    assert second.row == (second.url, "散件", "", "", "", "0", "", "")


def test_a_fragment_lacks_its_number_or_its_year():
    make_issue()
    make_pending_issue(number=None)
    lacking = [make_issue(number=None), make_issue(year=None, number=3, date=None)]

    assert {issue.pk for issue in holdings.fragments()} == {issue.pk for issue in lacking}


def test_the_newest_issue_is_marked_in_its_own_year_only():
    make_issue(year=2024, number=1)
    newest = make_issue(number=2)
    make_pending_issue(number=3)
    years = holdings.years()

    assert holdings.newest_of(make_grids(holdings.issues_of(2025)), 2025, years) == newest.pk
    assert holdings.newest_of(make_grids(holdings.issues_of(2024)), 2024, years) is None

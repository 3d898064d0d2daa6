from datetime import date

import pytest

from archive import counts
from archive.models import Entry
from archive.tests.conftest import make_entry, make_issue, make_pending_issue, make_unit

pytestmark = pytest.mark.django_db


def test_holdings_count_what_is_published():
    make_entry(make_issue(year=2024, number=38))
    make_entry(make_issue(number=44))
    make_pending_issue()

    assert counts.holdings() == {"issues": 2, "entries": 2, "since": 2024, "until": 2025}


def test_years_go_from_the_first_to_the_last_and_undated_entries_are_counted_apart():
    make_entry(make_issue(year=None, number=None, date=None))
    make_entry(make_issue(number=44))
    make_entry(make_issue(year=2023, number=1, date=date(2023, 1, 6)))

    found = counts.by_year(Entry.objects.published())

    assert [(row.year, row.count) for row in found.years] == [(2023, 1), (2025, 1)]
    assert found.undated == 1


def test_an_entry_that_names_a_unit_twice_counts_once():
    unit = make_unit()
    make_entry(make_issue(), units=[unit, unit])

    assert counts.units_with_counts().get().entry_count == 1


def test_units_without_an_entry_count_zero():
    make_unit()
    make_pending_issue()

    unit = counts.units_with_counts().get()

    assert (unit.entry_count, unit.last_date) == (0, None)


def test_counts_can_be_limited_to_a_year():
    unit = make_unit()
    make_entry(make_issue(year=2024, number=1), units=[unit], section="经济发展")
    make_entry(make_issue(number=44), units=[unit], section="经济发展")

    assert counts.units_with_counts(issue__year=2025).get().entry_count == 1
    assert counts.sections_with_counts(issue__year=2025).get().entry_count == 1


def test_sections_stand_with_the_fullest_first_and_pending_ones_are_left_out():
    issue = make_issue()
    for section in ("经济发展", "民生保障", "民生保障"):
        make_entry(issue, section=section)
    make_pending_issue()

    assert [section.name for section in counts.sections_with_counts()] == ["民生保障", "经济发展"]

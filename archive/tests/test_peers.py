"""Units beside each other."""

from datetime import date

import pytest

from archive.models import Unit
from archive.pages.peers import other_names, peers, register
from archive.tests.conftest import make_entry, make_issue, make_pending_issue, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def units():
    names = {"工信局": "department", "石渡镇": "township", "大堰镇": "township", "白杨乡": "township"}
    return {name: make_unit(name=name, kind=kind) for name, kind in names.items()}


@pytest.fixture
def entries(units):
    new = make_issue(year=2025, number=2, date=date(2025, 9, 5))
    make_entry(new, units=[units["大堰镇"], units["石渡镇"]])
    make_entry(new, units=[units["大堰镇"]])
    make_entry(make_issue(year=2024, number=1, date=date(2024, 3, 8)), units=[units["工信局"], units["白杨乡"]])
    make_entry(make_issue(year=None, number=None, date=None), units=[units["白杨乡"]])
    make_entry(make_pending_issue(), units=list(units.values()))


def rows(found):
    return [(row.unit.name, row.total, row.in_year, row.last_day) for row in found]


def test_the_register_is_shown_whole_by_kind_and_in_its_own_order(units, entries):
    (county,) = register()

    assert [(kind.label, [row.unit.name for row in kind.rows]) for kind in county.kinds] == [
        ("县直部门", ["工信局"]),
        ("乡镇", ["石渡镇", "大堰镇", "白杨乡"]),
    ]
    assert rows(county.rows) == [
        ("工信局", 1, 0, date(2024, 3, 8)),
        ("石渡镇", 1, 1, date(2025, 9, 5)),
        ("大堰镇", 2, 2, date(2025, 9, 5)),
        ("白杨乡", 2, 0, date(2024, 3, 8)),
    ]
    assert (county.year, county.silent) == (2025, [])


def test_units_with_nothing_published_are_named(units):
    make_entry(make_issue(), units=[units["石渡镇"]])
    make_entry(make_pending_issue(), units=[units["白杨乡"]])

    assert [unit.name for unit in register()[0].silent] == ["工信局", "大堰镇", "白杨乡"]


def test_each_county_has_its_own_latest_year_and_the_fuller_one_comes_first(units, entries):
    other = make_unit(name="双桥镇", county="双桥县", kind="township")
    make_entry(make_issue(year=2019, number=1, date=date(2019, 1, 4)), units=[other])

    assert [(county.name, county.year) for county in register()] == [("柳河县", 2025), ("双桥县", 2019)]


def test_a_unit_stands_among_its_kind_with_what_they_have_in_the_year(units, entries):
    found = peers(units["大堰镇"], 2025)

    assert [(row.unit.name, row.in_year, row.last_day_in_year) for row in found.rows] == [
        ("石渡镇", 1, date(2025, 9, 5)),
        ("大堰镇", 2, date(2025, 9, 5)),
        ("白杨乡", 0, None),
    ]
    assert (found.own.unit.name, found.place, found.is_shared, found.most) == ("大堰镇", 1, False, 2)


def test_a_place_may_be_shared_and_who_has_nothing_has_none(units, entries):
    make_entry(make_issue(year=2025, number=3), units=[units["白杨乡"]])

    assert [
        (peers(units[name], 2025).place, peers(units[name], 2025).is_shared) for name in ("大堰镇", "石渡镇", "白杨乡")
    ] == [
        *((1, False), (2, True), (2, True)),
    ]
    assert peers(units["石渡镇"], 2023).place is None
    assert peers(units["工信局"], 2024).place is None  # the only one of its kind


def test_without_a_year_there_are_no_peers(units):
    assert peers(units["石渡镇"], None) is None


def test_former_names_stand_apart_from_others():
    unit = make_unit(name="石渡镇", full_name="柳河县石渡镇人民政府", kind="township")
    unit.aliases.create(county=unit.county, name="石渡乡", until=2014)
    unit.aliases.create(county=unit.county, name="石渡", since=2014)

    named = other_names(Unit.objects.prefetch_related("aliases").get(pk=unit.pk))

    assert [(label, [alias.name for alias in aliases]) for label, aliases in named] == [
        ("曾用名", ["石渡乡"]),
        ("其他名称", ["石渡"]),
    ]

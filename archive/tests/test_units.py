"""The register: from printed names to units."""

import json

import pytest

from archive.models import Attribution, Bulletin, Unit, UnitAlias
from archive.search.service import search
from archive.tests.conftest import make_bulletin, make_entry, make_issue, make_pending_issue, make_unit
from archive.units import (
    Register,
    RegisterError,
    county_of,
    county_of_bulletin,
    load_register,
    names_apart,
    resolve_again,
    save_names,
    unresolved_names,
)

pytestmark = pytest.mark.django_db

UNITS = [
    {
        "name": "工信局",
        "full_name": "柳河县工业和信息化局",
        "kind": "department",
        "aliases": [{"name": "工信委", "until": 2019}],
    },
    {"name": "石渡镇", "kind": "township", "aliases": [{"name": "石渡乡", "until": 2014}]},
]


def register_file(units=UNITS, county="柳河县"):
    return json.dumps({"county": county, "units": units}, ensure_ascii=False)


@pytest.mark.parametrize(
    ("printed", "unit"),
    [
        ("工信局", "工信局"),
        ("县工信局", "工信局"),
        ("柳河县工信局", "工信局"),
        ("柳河县工业和信息化局", "工信局"),
        ("工信委", "工信局"),
        ("石渡乡", "石渡镇"),
        ("石 渡 镇", "石渡镇"),
        ("工信", None),
        ("数据局", None),
        ("延津县工信局", None),
        ("", None),
    ],
)
def test_a_printed_name_is_its_unit_or_nobody(printed, unit):
    load_register(register_file())

    resolved = Register("柳河县").resolve(printed)

    assert (resolved.name if resolved else None) == unit


def test_a_register_holds_for_its_county_only():
    load_register(register_file())

    assert Register("延津县").resolve("工信局") is None


def test_loading_twice_changes_nothing():
    first = load_register(register_file())
    again = load_register(register_file())

    assert (first.created, first.updated, first.unchanged) == (2, 0, 0)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 2)


def test_a_changed_register_updates_its_units_and_removes_none():
    load_register(register_file())

    result = load_register(register_file([{"name": "石渡镇", "kind": "subdistrict"}]))

    assert (result.created, result.updated, result.unchanged) == (0, 1, 0)
    assert dict(Unit.objects.values_list("name", "kind")) == {"工信局": "department", "石渡镇": "subdistrict"}


def test_a_name_added_to_a_register_updates_its_unit():
    load_register(register_file())

    result = load_register(register_file([UNITS[0] | {"aliases": [{"name": "经信局"}]}, UNITS[1]]))

    assert (result.created, result.updated, result.unchanged) == (0, 1, 1)


def test_a_name_belongs_to_one_unit_and_a_register_that_says_otherwise_is_not_loaded_at_all():
    twice = [*UNITS, {"name": "商务局", "kind": "department", "aliases": [{"name": "工信委"}]}]

    with pytest.raises(RegisterError, match="“工信委”已经是工信局的名称，不能再给商务局"):
        load_register(register_file(twice))

    assert not Unit.objects.exists()


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        '{"county": "柳河县"}',
        register_file([{"name": "甲局", "kind": "乡"}]),
        register_file([{"kind": "zone"}]),
        register_file(["工信局"]),
        register_file([{"name": 5, "kind": "zone"}]),
        register_file([{"name": "甲局", "kind": "zone", "aliases": ["甲委"]}]),
        register_file([{"name": "甲局", "kind": "zone", "aliases": [{"name": "甲委", "since": "2009"}]}]),
        register_file([{"name": "甲局", "kind": "zone", "aliases": [{"name": "甲委", "since": 2019, "until": 2009}]}]),
        register_file(county=None),
        register_file(county=["柳河县"]),
        register_file(units=None),
    ],
)
def test_a_file_that_is_no_register_is_refused_in_words(content):
    with pytest.raises(RegisterError, match="名册"):
        load_register(content)


def test_the_same_name_in_two_counties_has_two_addresses():
    load_register(register_file())
    load_register(register_file(county="延津县"))

    slugs = Unit.objects.filter(name="工信局").values_list("county", "slug")
    assert dict(slugs) == {"柳河县": "工信局", "延津县": "延津县工信局"}


def test_names_printed_before_the_register_came_are_resolved_with_it():
    entry = make_entry(
        make_issue(bulletin=make_bulletin(name="柳河政务快报", county="柳河县")), units=["县工信局", "数据局"]
    )

    result = load_register(register_file())

    assert result.resolved == 1
    assert list(entry.attributions.values_list("name", "unit__name")) == [("县工信局", "工信局"), ("数据局", None)]
    assert entry.search.unit_ids == [Unit.objects.get(name="工信局").pk]


def test_a_name_that_moves_to_another_unit_takes_its_entries_along():
    load_register(register_file())
    entry = make_entry(units=[Unit.objects.get(name="工信局")])
    entry.attributions.update(name="工信委")
    other = make_unit(name="商务局")

    UnitAlias.objects.filter(name="工信委").update(unit=other)

    assert resolve_again("柳河县") == 1
    assert entry.attributions.get().unit == other
    entry.search.refresh_from_db()
    assert entry.search.unit_ids == [other.pk]


def test_a_name_taken_out_of_the_register_leaves_its_entries_unresolved():
    load_register(register_file())
    entry = make_entry(units=[Unit.objects.get(name="石渡镇")])

    UnitAlias.objects.filter(name="石渡镇").delete()

    assert resolve_again("柳河县") == 1
    assert entry.attributions.get().unit is None


def test_a_unit_that_moves_to_another_county_takes_its_names_along():
    unit = make_unit(name="商务局")
    unit.county = "双桥县"
    unit.save()

    save_names(unit)

    assert list(unit.aliases.values_list("county", "name")) == [("双桥县", "商务局")]


def test_a_bulletin_whose_county_was_not_known_gets_it_from_a_register_that_fits():
    issue = make_issue(bulletin=Bulletin.objects.create(name="柳河政务快报"), office="")
    make_entry(issue, units=["工信局"])

    load_register(register_file())

    assert Bulletin.objects.get().county == "柳河县"
    assert Attribution.objects.get().unit.name == "工信局"


def test_a_fragment_belongs_to_the_county_that_its_text_names():
    load_register(register_file())
    fragment = make_issue(bulletin=None, year=None, number=None, date=None)
    make_entry(fragment, units=["工信局"], body="落实《柳河县人才意见》。")
    other = make_issue(bulletin=None, year=None, number=None, date=None)
    make_entry(other, units=["工信局"], body="落实人才意见。")

    assert resolve_again("柳河县") == 1
    assert list(Attribution.objects.order_by("pk").values_list("unit__name", flat=True)) == ["工信局", None]


def test_two_counties_named_in_a_text_decide_nothing():
    load_register(register_file())
    load_register(register_file(county="延津县"))

    assert county_of(None, "柳河、延津两县") == ""


@pytest.mark.parametrize(
    ("name", "office", "county"),
    [
        ("柳河政务快报", "柳河县人民政府办公室", "柳河县"),
        ("柳河政务快报", None, "柳河县"),
        ("政务快报", "县政府办公室", ""),
        ("政务快报", "中共柳河县委办公室", "柳河县"),
        ("政务快报", "吉林省通化市柳河县人民政府办公室", "柳河县"),
        ("双桥政务快报", "中共双桥县委办公室", "双桥县"),
        ("双桥政务快报", "某某省某某市双桥县人民政府办公室", "双桥县"),
        ("某某政务快报", "某某市人民政府办公室", "某某市"),
        ("延津政务快报", None, ""),
    ],
)
def test_a_bulletins_county_is_read_from_its_office_or_a_register(name, office, county):
    load_register(register_file())

    assert county_of_bulletin(name, office) == county


def test_unresolved_names_are_listed_with_their_entries_and_pending_ones_are_not():
    issue = make_issue()
    make_entry(issue, units=["数据局"])
    make_entry(issue, units=["数据局", "甲办"])
    make_pending_issue()

    assert list(unresolved_names()) == [{"name": "数据局", "entries": 2}, {"name": "甲办", "entries": 1}]


def test_a_unit_is_found_by_the_name_that_was_printed_and_in_quotation_marks_by_that_alone():
    make_entry(units=["石渡乡"])
    load_register(register_file())

    assert (search(query="石渡乡").total, search(query="石渡镇").total) == (1, 1)
    assert (search(query="“石渡乡”").total, search(query="“石渡镇”").total) == (1, 0)


def test_an_alias_of_a_builder_follows_the_rules():
    unit = make_unit(name="商务局", full_name="柳河县商务局")

    assert list(UnitAlias.objects.filter(unit=unit).values_list("county", "name")) == [
        ("柳河县", "商务局"),
        ("柳河县", "柳河县商务局"),
    ]


def test_units_of_two_counties_with_one_name_are_told_apart_by_their_county():
    units = [make_unit(name="石渡镇"), make_unit(name="石渡镇", county="双桥县"), make_unit()]

    assert names_apart(units) == {
        units[0].slug: "石渡镇（柳河县）",
        units[1].slug: "石渡镇（双桥县）",
        "工信局": "工信局",
    }

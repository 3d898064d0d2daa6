"""The register of units, and the page of a unit."""

from urllib.parse import quote

import pytest
from django.urls import reverse

from archive.tests.conftest import make_unit, text_of

pytestmark = pytest.mark.django_db


def test_units_show_the_whole_register_and_the_names_that_are_not_in_it(client, archive):
    make_unit(name="雁鸣乡", kind="township")

    page = text_of(client.get("/units/"))

    assert "雁鸣乡" in page and "未刊发" in page
    assert "未登记的单位" in page and "驿站办" in page


def test_units_of_several_counties_stand_under_their_counties_the_one_with_entries_first(client, archive):
    assert 'class="county"' not in text_of(client.get("/units/"))

    make_unit(county="一个县", name="石渡镇", kind="township")

    page = text_of(client.get("/units/"))
    assert page.index('<h2 class="county">柳河县</h2>') < page.index('<h2 class="county">一个县</h2>')


def test_a_unit_shows_its_other_names_with_their_years(client, archive):
    unit = make_unit(name="文岩街道", full_name="文岩街道办事处", kind="subdistrict")
    unit.aliases.create(county=unit.county, name="城关镇", until=2015)

    page = text_of(client.get(unit.get_absolute_url()))

    assert "城关镇" in page and "（2015年前）" in page and "曾用名" in page
    assert "收录的快报里还没有文岩街道的条目。" in page


def test_counts_of_a_unit_open_the_search_with_that_filter(client, archive):
    page = text_of(client.get(reverse("archive:unit", args=["工信局"])))

    address = "/search/?unit=" + quote("工信局") + "&amp;year=2024"
    assert address in page
    assert '<b class="num">1</b>条' in text_of(client.get(address.replace("&amp;", "&")))

"""The register of units, and the page of a unit."""

import re
from urllib.parse import quote

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from archive.tests.conftest import make_entry, make_issue, make_pending_issue, make_unit, text_of

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


def test_names_that_are_not_registered_open_exactly_their_entries(client, archive):
    make_entry(make_issue(number=46), title="大驿站办的事", units=["大驿站办"])
    make_entry(make_pending_issue(number=47), units=["驿站办"])

    page = text_of(client.get("/units/"))

    address = "/search/?signed=" + quote("驿站办")
    assert f'驿站办<a class="num" href="{address}">1条</a>' in page
    found = text_of(client.get(address))
    assert '<b class="num">1</b>条' in found and "大驿站办的事" not in found and "署名：驿站办" in found


def test_units_with_nothing_published_are_named_in_a_sentence(client, archive):
    make_unit(name="雁鸣乡", kind="township")

    page = text_of(client.get("/units/"))

    assert "<b>未刊发的单位1个</b>" in page
    assert page.index("未刊发的单位1个") < page.index('class="unit-kind"')


def test_a_unit_stands_among_its_kind_with_zero_as_zero(client, archive):
    for name in ("雁鸣乡", "河湾乡"):
        make_unit(name=name, kind="township")

    page = text_of(client.get(reverse("archive:unit", args=["马庄乡"])))

    assert '<tr class="self"><th scope="row"><b>马庄乡</b>' in page
    assert "乡镇第1" in page
    assert page.count("当年未刊发") == 2 and "工信局</a></th>" not in page


def test_of_a_joint_entry_the_others_are_named_and_the_unit_s_own_result_is_shown(client):
    town, other = make_unit(name="石渡镇", kind="township"), make_unit(name="大堰镇", kind="township")
    make_entry(
        title="两镇推进清洁家园",
        units=[town, other, "驿站办"],
        segments=[("石渡镇", "截至目前，清运垃圾860吨。"), ("大堰镇", "截至目前，清运垃圾540吨。")],
    )

    page = text_of(client.get(town.get_absolute_url()))

    assert "清运垃圾860吨" in strip_tags(page) and "清运垃圾540吨" not in strip_tags(page)
    assert f'联合条目，另有<a class="plain" href="{other.get_absolute_url()}">大堰镇</a>、驿站办' in page


def test_a_year_is_cut_at_the_end_of_a_page_and_goes_on_on_the_next(client):
    town = make_unit(name="石渡镇", kind="township")
    issue, old = make_issue(), make_issue(year=2024, number=1)
    for _ in range(23):
        make_entry(issue, units=[town])
    make_entry(old, title="前一年的", units=[town])
    address = town.get_absolute_url()

    first, second = text_of(client.get(address)), text_of(client.get(address + "?page=2"))

    assert '<a href="?page=2">2025年其余3条</a>' in first and "前一年的" not in first
    assert '2025年<span class="quiet">（续）</span>' in second and "前一年的" in second
    assert "前一年的" in text_of(client.get(address + "?page=99"))


def test_every_year_of_the_chart_opens_what_it_counts_and_a_year_without_any_opens_nothing(client):
    town = make_unit(name="石渡镇", kind="township")
    for year in (2022, 2024, 2024):
        make_entry(make_issue(year=year, number=None), units=[town])
    make_issue(year=2025)

    page = text_of(client.get(town.get_absolute_url()))

    columns = re.findall(r'col-n num">(\d+).*?col-y num"><span class="of">(\d+)</span>(\d+)', page)
    assert [(count, first + last) for count, first, last in columns] == [
        ("1", "2022"),
        ("0", "2023"),
        ("2", "2024"),
        ("0", "2025"),
    ]
    opened = re.findall(r'<li><a class="plain" href="(/search/[^"]*year=\d+)">', page)
    pages = [text_of(client.get(address.replace("&amp;", "&"))) for address in opened]
    assert [re.findall(r'<b class="num">(\d+)</b>条', found) for found in pages] == [["1"], ["2"]]


def test_entries_of_no_known_year_are_counted_apart_and_open(client):
    town = make_unit(name="石渡镇", kind="township")
    make_entry(make_issue(year=None, number=None, date=None), title="散件里的", units=[town])
    make_entry(make_issue(), title="有年份的", units=[town])

    page = text_of(client.get(town.get_absolute_url()))

    address = f"/search/?unit={quote('石渡镇')}&amp;year={quote('不详')}"
    assert f'<a href="{address}">1条</a>年份不详' in page
    found = text_of(client.get(address.replace("&amp;", "&")))
    assert "散件里的" in found and "有年份的" not in found


def test_the_topics_of_a_unit_are_counted_and_open(client, archive):
    page = text_of(client.get(reverse("archive:unit", args=["工信局"])))

    address = f"/search/?topic={quote('经济运行')}&amp;unit={quote('工信局')}"
    assert f'<a href="{address}">经济运行<span class="n">2' in page
    assert '<b class="num">2</b>条' in text_of(client.get(address.replace("&amp;", "&")))
    assert "机密主题" not in page and "机密栏目" not in page


def test_counts_of_a_unit_open_the_search_with_that_filter(client, archive):
    page = text_of(client.get(reverse("archive:unit", args=["工信局"])))

    address = "/search/?unit=" + quote("工信局") + "&amp;year=2024"
    assert address in page
    assert '<b class="num">1</b>条' in text_of(client.get(address.replace("&amp;", "&")))

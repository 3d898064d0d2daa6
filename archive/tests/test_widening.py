"""Which other words are looked for beside those that were typed."""

import pytest

from archive.models import SynonymGroup, UnitAlias
from archive.search.query import TITLE, Literal, parse_query
from archive.search.service import search
from archive.search.widening import MOST_OTHERS, widen
from archive.tests.conftest import make_entry, make_issue, make_pending_issue, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def language():
    """Two units with several names, one of them of long ago, and two groups of words."""
    unit = make_unit(name="人社局", full_name="柳河县人力资源和社会保障局")
    other = make_unit(name="石渡镇", full_name="柳河县石渡镇人民政府")
    for owner, name in ((unit, "人力资源和社会保障局"), (unit, "劳动局"), (other, "石渡乡")):
        UnitAlias.objects.create(unit=owner, county=owner.county, name=name)
    SynonymGroup.objects.create(words=["人居环境", "清洁家园"])
    SynonymGroup.objects.create(words=["清洁家园", "村容村貌", "清洁家园行动"])


def others(text):
    return dict(widen(parse_query(text)).widenings)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("人社局", {"人社局": ("人力资源和社会保障局", "劳动局")}),
        ("人力资源和社会保障局", {"人力资源和社会保障局": ("人社局", "劳动局")}),
        ("县人社局", {"县人社局": ("人力资源和社会保障局", "人社局", "劳动局")}),
        ("柳河县石渡镇", {"柳河县石渡镇": ("石渡乡", "石渡镇")}),
        ("縣人社局", {"县人社局": ("人力资源和社会保障局", "人社局", "劳动局")}),
        ("人居环境", {"人居环境": ("清洁家园",)}),
        ("清洁家园", {"清洁家园": ("人居环境", "村容村貌")}),
        ("标题:清洁家园 秸秆", {"清洁家园": ("人居环境", "村容村貌")}),
        ("秸秆|人居环境", {"人居环境": ("清洁家园",)}),
        ("“人居环境”", {}),
        ("秸秆 -人居环境", {}),
        ("人居", {}),
        ("大人社局", {}),
        ("栏目:人居环境", {}),
        ("单位:人社局", {}),
        ("年:2025", {}),
    ],
)
def test_a_name_or_a_word_of_a_group_is_looked_for_with_the_others(typed, expected):
    assert others(typed) == expected


def test_other_words_stand_after_the_typed_one_and_in_its_place():
    (clause,) = widen(parse_query("标题:秸秆|人居环境")).clauses

    assert clause.conditions == (
        Literal("秸秆", TITLE),
        Literal("人居环境", TITLE),
        Literal("清洁家园", TITLE, is_other=True),
    )


def test_a_name_of_two_characters_is_looked_for_as_it_stands_in_no_other_word():
    unit = make_unit(name="发改委", full_name="柳河县发展和改革委员会")
    UnitAlias.objects.create(unit=unit, county=unit.county, name="计委")
    issue = make_issue()
    make_entry(issue, title="审计委员会开会", body="统计委托调查。")
    make_entry(issue, title="县计委下达计划", body="下达指标。")

    assert others("发改委") == {"发改委": ("柳河县发展和改革委员会", "县计委")}
    assert others("计委") == {"计委": ("发改委", "柳河县发展和改革委员会")}
    assert [match.entry.title for match in search(query="发改委").matches] == ["县计委下达计划"]


def test_a_name_that_a_unit_of_another_county_bears_too_is_looked_for_with_the_county_before_it():
    here = make_unit(name="城关镇", full_name="")
    UnitAlias.objects.create(unit=here, county=here.county, name="河口乡")
    make_unit(county="东山县", name="城关镇", full_name="")
    make_entry(title="东山县城关镇清运垃圾", body="城关镇清运垃圾。")

    assert others("河口乡") == {"河口乡": ("柳河县城关镇",)}
    assert others("柳河县城关镇") == {"柳河县城关镇": ("河口乡",)}
    assert others("东山县城关镇") == {}
    assert others("城关镇") == {"城关镇": ("河口乡",)}
    assert search(query="河口乡").total == 0


def test_a_word_that_was_typed_as_well_is_not_added():
    assert others("人居环境|清洁家园|村容村貌") == {}


def test_there_is_an_end_to_other_words():
    SynonymGroup.objects.create(words=["麦茬", *(f"词{letter}" for letter in "甲乙丙丁戊己庚辛壬癸")])

    assert len(others("麦茬")["麦茬"]) == MOST_OTHERS


def test_other_words_are_found_and_what_is_not_public_is_not():
    issue = make_issue()
    make_entry(issue, title="整治人居环境", body="清运垃圾。")
    make_entry(issue, title="推进清洁家园", body="清运垃圾。")
    make_entry(issue, title="改善村容村貌", body="清运垃圾。")
    make_entry(make_pending_issue(), title="人居环境与清洁家园都不公开")

    assert {match.entry.title for match in search(query="人居环境").matches} == {"整治人居环境", "推进清洁家园"}
    assert [match.entry.title for match in search(query="“人居环境”").matches] == ["整治人居环境"]


def test_what_the_back_office_changes_holds_at_once():
    assert others("麦茬") == {}

    group = SynonymGroup.objects.create(words=["麦茬", "秸秆"])
    assert others("麦茬") == {"麦茬": ("秸秆",)}

    group.delete()
    assert others("麦茬") == {}


def test_the_office_s_language_is_read_in_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        widen(parse_query("人社局 单位:人社局 人居环境 秸秆"))


@pytest.mark.parametrize("typed", ["", "年:2025 期:2025-44", "栏目:人居环境", "“人居环境”", "-人居环境"])
def test_nothing_is_read_for_what_has_no_other_words(typed, django_assert_num_queries):
    with django_assert_num_queries(0):
        widen(parse_query(typed))

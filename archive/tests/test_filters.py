"""What was asked on the search page."""

import pytest
from django.http import QueryDict

from archive.filters import MOST_GIVEN, EntryFilter
from archive.models import Section, SynonymGroup, Topic
from archive.tests.conftest import make_entry, make_issue, make_pending_issue, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries():
    town = make_unit(name="石渡镇", kind="township")
    bureau = make_unit(name="工信局", kind="department")
    make_entry(make_issue(year=2024, number=1), title="甲 清洁", units=[town], section="乡村振兴")
    issue = make_issue(year=2025, number=2)
    make_entry(issue, title="乙 清洁", units=[bureau], section="经济发展")
    make_entry(issue, title="丙 清洁", units=[town, bureau])
    make_entry(issue, title="丁 别的", body="没有写数字。", units=["数据局"])
    make_entry(make_issue(year=None, number=None, date=None), title="己 另外", body="没有写数字。", units=["大数据局"])
    make_entry(make_issue(year=1998, number=None, date=None, bulletin=None), title="辛 另外", body="没有写数字。")
    make_entry(make_pending_issue(year=2025), title="戊 清洁", units=[town, "数据局"], section="乡村振兴")
    make_entry(make_pending_issue(number=None, year=None, date=None), title="庚 机密", units=["数据局"])
    Section.objects.filter(name="乡村振兴").update(topic=Topic.objects.create(name="农业农村"))
    Section.objects.filter(name="经济发展").update(topic=Topic.objects.create(name="经济运行"))


def found(query_string):
    return "".join(sorted(match.entry.title[0] for match in EntryFilter(QueryDict(query_string)).search().matches))


@pytest.mark.parametrize(
    ("query_string", "titles"),
    [
        ("", "辛己丁丙乙甲"),
        ("q=清洁", "丙乙甲"),
        ("q=清洁&year=2025", "丙乙"),
        ("q=清洁&year=2024&year=2025", "丙乙甲"),
        ("kind=township", "丙甲"),
        ("kind=township&kind=department", "丙乙甲"),
        ("unit=石渡镇", "丙甲"),
        ("unit=石渡镇&unit=工信局", "丙乙甲"),
        ("unit=石渡镇&year=2025", "丙"),
        ("section=乡村振兴", "甲"),
        ("section=无栏目", "辛己丁丙"),
        ("section=无栏目&section=乡村振兴", "辛己丁丙甲"),
        ("topic=农业农村", "甲"),
        ("topic=农业农村&topic=经济运行", "乙甲"),
        ("topic=农业农村&section=经济发展", ""),
        ("topic=不存在", ""),
        ("year=不详", "己"),
        ("year=不详&year=2024", "己甲"),
        ("signed=数据局", "丁"),
        ("bulletin=刊名不详", "辛"),
        ("bulletin=刊名不详&bulletin=柳河政务快报&year=2024", "甲"),
        ("bulletin=不存在", ""),
        ("signed=石渡镇", ""),
        ("unit=不存在", ""),
        ("year=1999", ""),
        ("figures=yes", "丙乙甲"),
        ("month=2024-09", "甲"),
        ("month=2024-09&month=2025-09", "丁丙乙甲"),
        ("month=2025-09&year=2024", ""),
        ("month=2025-10", ""),
    ],
)
def test_choices_add_up_within_a_facet_and_narrow_between_facets(entries, query_string, titles):
    assert found(query_string) == "".join(sorted(titles))


@pytest.mark.parametrize(
    "query_string",
    ["year=abc", "year=99999999999", "kind=x", "page=-1", "page=abc", "size=7", "sort=x", "year=", "page=１", "q=%00"],
)
def test_a_value_that_makes_no_sense_is_passed_over(entries, query_string):
    assert found(query_string) == "".join(sorted("辛己丁丙乙甲"))


def test_what_makes_no_sense_is_not_chosen(entries):
    filterset = EntryFilter(
        QueryDict(
            "year=abc&year=２０２５&year=2025&year=&month=2025-13&month=2025-03&month=３&kind=x&unit=&topic=&section=&signed=&bulletin=&figures=1&q=清洁"
        )
    )

    assert filterset.chosen == {
        **{"year": ["2025"], "month": ["2025-03"]},
        **{"kind": [], "unit": [], "topic": [], "section": [], "figures": [], "signed": [], "bulletin": []},
    }


def test_a_nul_in_any_value_finds_nothing_and_breaks_nothing(entries):
    assert found("unit=%00&section=a%00b&topic=%00&signed=%00") == ""


def test_size_sort_and_page_are_read(entries):
    result = EntryFilter(QueryDict("sort=oldest&size=50&page=1")).search()

    assert (result.sort, result.page_size, result.page) == ("oldest", 50, 1)


def test_other_words_are_looked_for_unless_the_address_says_no(entries):
    SynonymGroup.objects.create(words=["清洁", "别的"])

    assert found("q=清洁") == "".join(sorted("丁丙乙甲"))
    assert found("q=清洁&widen=no") == "".join(sorted("丙乙甲"))


def test_of_hundreds_of_values_the_last_are_taken(entries):
    given = "&".join(f"unit=第{place}局" for place in range(400))

    assert found(f"{given}&unit=石渡镇") == "丙甲"
    assert len(EntryFilter(QueryDict(given)).chosen["unit"]) == MOST_GIVEN

"""How many entries each choice would give."""

from collections import Counter
from datetime import date

import pytest
from django.db.models import Q
from django.http import QueryDict

from archive.facets import chips, facet_counts, timeline, toggled, without_facets
from archive.filters import EntryFilter
from archive.models import Entry, Section, Topic
from archive.search import finding
from archive.search.index import counting
from archive.tests.conftest import make_entry, make_issue, make_pending_issue, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries():
    town, other = make_unit(name="石渡镇", kind="township"), make_unit(name="白杨乡", kind="township")
    bureau = make_unit(name="工信局", kind="department")
    make_entry(make_issue(year=2024, number=1), title="清洁", units=[town], section="乡村振兴")
    issue = make_issue(year=2025, number=2)
    make_entry(issue, title="清洁", units=[bureau], section="经济发展")
    make_entry(issue, title="清洁", units=[town, other])
    make_entry(issue, title="别的", units=[bureau, "数据局"])
    make_entry(make_pending_issue(year=2025), title="清洁", units=[town], section="乡村振兴")


def facets(query_string):
    params = QueryDict(query_string)
    return facet_counts(EntryFilter(params), params)


def counts(query_string):
    return {facet.name: {choice.label: choice.count for choice in facet.choices} for facet in facets(query_string)}


def test_a_facet_counts_published_matches_and_a_joint_entry_once_in_each_kind(entries):
    assert counts("q=清洁") == {
        "year": {"2025年": 2, "2024年": 1},
        "kind": {"乡镇": 2, "县直部门": 1},
        "unit": {"石渡镇": 2, "白杨乡": 1, "工信局": 1},
        "topic": {},
        "section": {"乡村振兴": 1, "经济发展": 1, "无栏目": 1},
        "figures": {"有成效数字": 3},
    }


def test_a_facet_is_counted_with_all_filters_but_its_own(entries):
    assert counts("q=清洁&unit=石渡镇") == {
        "year": {"2025年": 1, "2024年": 1},
        "kind": {"乡镇": 2},
        "unit": {"石渡镇": 2, "白杨乡": 1, "工信局": 1},
        "topic": {},
        "section": {"乡村振兴": 1, "无栏目": 1},
        "figures": {"有成效数字": 2},
    }


@pytest.fixture
def topics(entries):
    """Two sections of one topic, one of another; what is not published has a section and a topic of its own."""
    village, town = Topic.objects.create(name="农业农村"), Topic.objects.create(name="经济运行", rank=1)
    secret = Topic.objects.create(name="机密主题", rank=2)
    issue = make_issue(year=2025, number=3)
    make_entry(issue, title="清洁", section="三夏生产")
    make_entry(make_issue(year=None, number=None, date=None), title="清洁", section="三夏生产")
    make_pending_issue(number=46, year=2025)
    Section.objects.filter(name__in=["乡村振兴", "三夏生产"]).update(topic=village)
    Section.objects.filter(name="经济发展").update(topic=town)
    Section.objects.filter(name="机密栏目").update(topic=secret)


CHOSEN = [
    *["", "year=2025", "topic=农业农村", "topic=农业农村&section=经济发展", "topic=经济运行&year=不详"],
    *["section=三夏生产", "section=三夏生产&topic=经济运行&topic=农业农村", "unit=石渡镇&topic=农业农村", "year=不详"],
]


@pytest.mark.parametrize("chosen", CHOSEN)
def test_every_count_is_what_opens(topics, chosen):
    """Each choice alone in its facet, beside what is chosen in the others."""
    for facet in facets(f"q=清洁&{chosen}"):
        for choice in facet.choices:
            alone = QueryDict(f"q=清洁&{chosen}", mutable=True)
            alone.setlist(facet.name, [choice.value])
            assert EntryFilter(alone).search().total == choice.count, choice


@pytest.mark.parametrize("chosen", CHOSEN)
def test_topics_are_counted_as_a_person_would_count_them(topics, chosen):
    """The entries one by one, with every choice but that of the topic."""
    given = QueryDict(chosen)
    counted = Counter()
    for entry in Entry.objects.published().filter(title="清洁").select_related("issue", "section__topic"):
        units = {unit.slug for unit in entry.units.all()}
        is_meant = (
            (not given.getlist("year") or str(entry.issue.year or "不详") in given.getlist("year"))
            and (not given.getlist("section") or (entry.section and entry.section.name in given.getlist("section")))
            and (not given.getlist("unit") or units & set(given.getlist("unit")))
        )
        if is_meant and entry.section and entry.section.topic:
            counted[entry.section.topic.name] += 1

    found = counts(f"q=清洁&{chosen}")["topic"]

    assert {name: count for name, count in found.items() if count} == counted
    assert "机密主题" not in found


def test_printed_sections_are_told_from_topics_where_there_are_topics(topics):
    labels = {facet.name: facet.label for facet in facets("q=清洁")}

    assert list(labels) == ["year", "kind", "unit", "topic", "section", "figures"]
    assert (labels["topic"], labels["section"]) == ("主题", "原栏目")
    assert [facet.label for facet in facets("q=清洁&year=1999") if facet.name == "section"] == ["栏目"]


def test_entries_of_no_known_year_are_a_choice_at_the_end_of_the_years(topics):
    assert list(counts("q=清洁")["year"].items()) == [("2025年", 3), ("2024年", 1), ("年份不详", 1)]
    assert columns("q=清洁") == ("历年命中", [("2024年", 1), ("2025年", 3)])
    assert columns("q=清洁&year=不详") == ("历年命中", [("2024年", 1), ("2025年", 3)])


def test_without_a_question_all_entries_are_counted(entries):
    assert counts("")["unit"] == {"石渡镇": 2, "工信局": 2, "白杨乡": 1}


def test_beyond_the_limit_facets_are_still_counted(entries, monkeypatch):
    monkeypatch.setattr(finding, "EXACT_LIMIT", 1)

    assert counts("q=清洁")["year"] == {"2025年": 2, "2024年": 1}


def test_a_choice_that_is_made_stays_with_nought(entries):
    assert counts("q=清洁&year=1999&unit=工信局")["unit"] == {"工信局": 0}
    assert counts("q=清洁&year=1999")["year"] == {"2025年": 2, "2024年": 1, "1999年": 0}


def test_a_link_adds_a_choice_or_takes_it_away_and_goes_back_to_the_first_page(entries):
    year = facets("q=清洁&year=2025&page=3")[0]

    assert [(choice.label, choice.chosen, choice.url) for choice in year.choices] == [
        ("2025年", True, "?q=%E6%B8%85%E6%B4%81"),
        ("2024年", False, "?q=%E6%B8%85%E6%B4%81&year=2025&year=2024"),
    ]


def test_sections_with_as_many_entries_keep_their_order_from_page_to_page():
    for name in ("乙", "丁", "甲", "丙"):
        make_entry(make_issue(number=ord(name) % 90 + 1), section=name)

    (sections,) = [facet for facet in facets("") if facet.name == "section"]
    assert [choice.label for choice in sections.choices] == sorted("甲乙丙丁")


def test_chips_name_the_choices_made(entries):
    params = QueryDict(
        "q=清洁&year=2025&kind=township&unit=石渡镇&topic=农业农村&figures=yes&month=2025-09&signed=数据局"
    )
    filterset = EntryFilter(params)

    labels = [chip.label for chip in chips(facet_counts(filterset, params), filterset, params)]

    assert labels == [
        *["2025年", "单位类别：乡镇", "石渡镇", "主题：农业农村", "内容：有成效数字"],
        *["2025年9月", "署名：数据局"],
    ]
    assert without_facets(filterset, params) == "?q=%E6%B8%85%E6%B4%81"


@pytest.mark.parametrize(
    "query_string",
    ["q=清洁", "q=清洁&unit=石渡镇", "q=清洁&unit=石渡镇&year=2025&section=无栏目", "q=清洁&topic=农业农村"],
)
def test_facets_and_timeline_are_counted_in_one_query(topics, django_assert_num_queries, query_string):
    """Beside: the planner's settings, and the names of the units."""
    params = QueryDict(query_string)
    filterset = EntryFilter(params)

    with django_assert_num_queries(3):
        facet_counts(filterset, params)
        timeline(filterset, params)


def test_of_very_many_hits_a_sample_is_counted_and_it_is_said(entries, monkeypatch):
    """One entry in a sample of one in one: what is counted is right, and marked as about right."""
    monkeypatch.setattr(finding, "EXACT_LIMIT", 0)
    monkeypatch.setattr(counting, "COUNTED", -1)
    monkeypatch.setattr(counting, "IN_SAMPLE", Q())
    monkeypatch.setattr(counting, "SAMPLE", 1)

    assert counts("q=清洁")["unit"] == {"石渡镇": 2, "白杨乡": 1, "工信局": 1}
    assert [facet.exact for facet in facets("q=清洁")] == [False] * 6
    assert columns("q=清洁") == ("历年命中", [("2024年", 1), ("2025年", 2)])


def test_counts_of_rows_that_may_not_all_hold_the_question_are_about_right_and_it_is_said(entries, monkeypatch):
    monkeypatch.setattr(finding, "EXACT_LIMIT", 0)
    monkeypatch.setattr(finding, "VERIFIED", -1)
    params = QueryDict("q=我县开展清洁家园行动")
    make_entry(make_issue(year=2025, number=8), title="我县开展清洁家园行动")
    filterset = EntryFilter(params)

    assert [facet.exact for facet in facet_counts(filterset, params)] == [False] * 6
    assert timeline(filterset, params).exact is False
    assert filterset.search().exact is False


def test_a_sample_stands_for_sixteen_times_as_many(monkeypatch):
    issue = make_issue()
    for key in (0, 1, 63, 64, 100, 1023):  # of 1,024 entries the first 64 are in the sample
        make_entry(issue, pk=1024 * 1024 + key, title="清洁")
    monkeypatch.setattr(finding, "EXACT_LIMIT", 0)
    monkeypatch.setattr(counting, "COUNTED", 0)

    assert counts("q=清洁")["year"] == {"2025年": 16 * 3}


def columns(query_string):
    params = QueryDict(query_string)
    found = timeline(EntryFilter(params), params)
    return found and (found.label, [(column.label, column.count) for column in found.columns])


def test_the_timeline_counts_years_and_leaves_none_out_between():
    for number, year in enumerate((2022, 2025, 2025), start=1):
        make_entry(make_issue(year=year, number=number), title="清洁")
    make_entry(make_issue(year=None, number=None, date=None), title="清洁")
    make_pending_issue(year=2019)

    assert columns("q=清洁") == ("历年命中", [("2022年", 1), ("2023年", 0), ("2024年", 0), ("2025年", 2)])


def test_of_one_year_the_timeline_counts_months_whatever_year_or_month_is_chosen():
    for month, number in ((3, 1), (3, 2), (9, 3)):
        make_entry(make_issue(date=date(2025, month, 7), number=number), title="清洁", units=["石渡镇"])
    make_entry(make_issue(year=2024, number=4, date=date(2024, 3, 1)), title="清洁垃圾")
    months = [("1月", 0), ("2月", 0), ("3月", 2), *((f"{month}月", 0) for month in range(4, 9)), ("9月", 1)]
    months += [("10月", 0), ("11月", 0), ("12月", 0)]

    assert columns("q=清洁&year=2025") == ("2025年各月命中", months)
    assert columns("q=清洁&year=2025&month=2025-09") == ("2025年各月命中", months)
    assert columns("q=石渡镇") == ("2025年各月命中", months)
    assert columns("q=清洁&year=2023") is None
    assert columns("q=不存在") is None


def test_a_column_says_its_share_and_toggles_itself():
    for number in (1, 2):
        make_entry(make_issue(date=date(2025, 3, 7), number=number), title="清洁")
    make_entry(make_issue(date=date(2025, 9, 7), number=3), title="清洁")
    params = QueryDict("q=清&year=2025&month=2025-09&page=2")

    march, september = (timeline(EntryFilter(params), params).columns[place] for place in (2, 8))

    assert (march.chosen, march.share, QueryDict(march.url[1:]).getlist("month")) == (False, 1, ["2025-09", "2025-03"])
    assert (september.chosen, september.share) == (True, 0.5)
    assert QueryDict(september.url[1:]).dict() == {"q": "清", "year": "2025"}


def test_a_slip_of_a_year_makes_no_thousand_columns():
    for year in (1025, 2024, 2025):
        make_entry(make_issue(year=year, date=date(year, 1, 1)), title="清洁")

    assert columns("q=清洁") == ("历年命中", [("1025年", 1), ("2024年", 1), ("2025年", 1)])


def test_units_of_one_name_in_two_counties_are_told_apart():
    issue = make_issue()
    make_entry(issue, units=[make_unit(name="工信局"), make_unit(name="石渡镇")])
    make_entry(issue, units=[make_unit(name="工信局", county="双桥县")])

    assert counts("")["unit"] == {"工信局（柳河县）": 1, "石渡镇": 1, "工信局（双桥县）": 1}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "?year=2024"),
        ("q=%E5%AE%B6&sort=newest", "?q=%E5%AE%B6&sort=newest&year=2024"),
        ("year=2025&q=a+b&page=7&year=2023", "?year=2025&year=2023&year=2024&q=a+b"),
        ("q=a&year=2024&kind=zone", "?q=a&kind=zone"),
        ("yearly=1&year=2024&year=2025&pages=2", "?yearly=1&year=2025&pages=2"),
    ],
)
def test_a_choice_changes_nothing_of_the_question_but_the_page(query, expected):
    assert toggled(QueryDict(query), "year", "2024") == expected

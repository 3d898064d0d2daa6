"""One matter side by side."""

from datetime import date

import pytest
from django.http import QueryDict
from django.test import Client

from archive.models import Attribution, Segment, SynonymGroup
from archive.pages import side_by_side as module
from archive.pages.choosing import chosen
from archive.pages.side_by_side import side_by_side
from archive.search import finding
from archive.tests.conftest import make_entry, make_issue, make_pending_issue, make_unit, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def towns():
    """Three townships; two in a joint entry, each with its part."""
    return [make_unit(name=name, kind="township") for name in ("石渡镇", "大堰镇", "白杨乡")]


@pytest.fixture
def joint(towns):
    entry = make_entry(
        make_issue(year=2025, number=30, date=date(2025, 8, 1)),
        title="两镇推进“清洁家园”",
        units=towns[:2],
        segments=[
            ("", "我县开展清洁家园行动，共出动5000人次。"),
            ("石渡镇", "清运生活垃圾860余吨，新增垃圾桶410组。"),
            ("大堰镇", "清运积存垃圾540余吨，评出先进户96户，硬化道路3公里，粉刷院墙640面，修复老井5口。"),
        ],
    )
    for segment in Segment.objects.exclude(lead=""):
        segment.attribution = Attribution.objects.get(entry=entry, name=segment.lead)
        segment.save()
    return entry


def compared(query_string):
    return side_by_side(chosen(QueryDict(query_string)))


def cells(comparison):
    return [
        [(cell.entry.title, [row.text for row in cell.rows]) for cell in column.cells] for column in comparison.columns
    ]


def test_a_column_has_a_unit_s_entries_the_newest_first_with_the_figures_of_its_own_part(towns, joint):
    old = make_issue(year=2024, number=9, date=date(2024, 3, 8))
    make_entry(old, title="石渡镇打开新局面", body="清洁家园见成效。目前，清运生活垃圾930吨。", units=[towns[0]])
    make_entry(old, title="石渡镇办食堂", units=[towns[0]])

    assert cells(compared("q=清洁家园&unit=石渡镇&unit=大堰镇&unit=白杨乡")) == [
        [
            ("两镇推进“清洁家园”", ["清运生活垃圾860余吨", "新增垃圾桶410组"]),
            ("石渡镇打开新局面", ["清运生活垃圾930吨"]),
        ],
        [
            (
                "两镇推进“清洁家园”",
                ["清运积存垃圾540余吨", "评出先进户96户", "硬化道路3公里", "粉刷院墙640面", "修复老井5口"],
            )
        ],
        [],
    ]


def test_a_unit_without_a_part_of_its_own_has_what_is_no_other_s(towns, joint):
    Attribution.objects.create(entry=joint, order=3, name="白杨乡", unit=towns[2])
    from archive.models import Entry
    from archive.search.index.writing import index_entries

    index_entries(Entry.objects.filter(pk=joint.pk))

    assert cells(compared("q=清洁家园&unit=白杨乡")) == [[("两镇推进“清洁家园”", ["出动5000人次"])]]


def test_what_is_pending_stands_in_no_column(towns):
    make_entry(make_pending_issue(), title="机密清洁家园", body="清运垃圾1吨。", units=[towns[0]])

    assert not compared("q=清洁家园&unit=石渡镇").is_held

    make_entry(title="清洁家园", units=[towns[1]])

    comparison = compared("q=清洁家园&unit=石渡镇&unit=大堰镇")
    assert [(column.label, column.count, len(column.cells)) for column in comparison.columns] == [
        ("石渡镇", 0, 0),
        ("大堰镇", 1, 1),
    ]


def test_every_count_is_what_opens(towns, joint):
    make_entry(make_issue(year=2024, number=9), title="清洁家园", units=[towns[0], towns[1]])

    for query in (
        "q=清洁家园&unit=石渡镇&unit=白杨乡",
        "q=清洁家园&unit=石渡镇&unit=大堰镇&year=2024",
        "q=清洁家园&by=year&year=2024&year=2025&year=2023",
        "q=清洁家园&by=year&year=2024&year=2025&unit=大堰镇",
    ):
        for column in compared(query).columns:
            page = text_of(Client().get(column.search_url))
            assert f'<b class="num">{column.count}</b>条' in page, (query, column.search_url)
            assert column.count == len(column.cells)


def test_years_stand_side_by_side_from_the_first_to_the_last_with_all_figures(towns, joint):
    make_entry(make_issue(year=2024, number=9, date=date(2024, 3, 8)), title="清洁家园", units=[towns[0]])

    comparison = compared("q=清洁家园&by=year&year=2025&year=2024")

    assert [column.label for column in comparison.columns] == ["2024年", "2025年"]
    assert len(comparison.columns[1].cells[0].rows) == 8


def test_matters_that_several_have_stand_first_with_the_newest_number_of_each(towns, joint):
    old = make_issue(year=2024, number=9, date=date(2024, 3, 8))
    make_entry(old, title="清洁家园", body="目前，清运生活垃圾930吨，评出先进户12户。", units=[towns[0]])
    make_entry(old, title="清洁家园", body="目前，清运生活垃圾40吨。", units=[towns[2]])

    comparison = compared("q=清洁家园&unit=石渡镇&unit=大堰镇&unit=白杨乡")

    assert [
        (row.name, [(label, each and each.row.printed, each and each.matter) for label, each in row.reported])
        for row in comparison.matters
    ] == [
        (
            "清运……垃圾",
            [
                ("石渡镇", "860余吨", "清运生活垃圾"),
                ("大堰镇", "540余吨", "清运积存垃圾"),
                ("白杨乡", "40吨", "清运生活垃圾"),
            ],
        ),
        ("评出先进户", [("石渡镇", "12户", ""), ("大堰镇", "96户", ""), ("白杨乡", None, None)]),
    ]


def test_what_is_counted_otherwise_or_ends_otherwise_is_another_matter(towns):
    issue = make_issue()
    for unit, body in zip(
        towns, ("目前，清运生活垃圾8吨。", "目前，清运生活垃圾8车。", "目前，清运生活污水8吨。"), strict=True
    ):
        make_entry(issue, title="清洁家园", body=body, units=[unit])

    assert compared("q=清洁家园&unit=石渡镇&unit=大堰镇&unit=白杨乡").matters == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("签约亿元以上项目3个", "签约返乡项目8个"),
        ("争取农村公路建设项目3个", "争取农村公路养护项目8个"),
        ("开展清河行动3次", "开展集中整治行动8次"),
        ("建成国家级小巨人企业3家", "建成国家级重点小巨人企业8家"),
        ("清运建筑垃圾3吨", "清运生活垃圾8吨"),
        ("处理生活污水3吨", "处理污水8吨"),
        ("项目总投资3亿元", "项目总投资3个"),
    ],
)
def test_names_that_only_begin_and_end_alike_are_different_matters(towns, one, other):
    for place, figure in enumerate((one, other)):
        make_entry(make_issue(number=place + 1), title="清洁家园", body=f"目前，{figure}。", units=[towns[place]])

    comparison = compared("q=清洁家园&unit=石渡镇&unit=大堰镇")

    assert [[row.text for cell in column.cells for row in cell.rows] for column in comparison.columns] == [
        [one],
        [other],
    ]
    assert comparison.matters == []


@pytest.mark.parametrize("said", ["总投资", "同比增长", "同比分别增长", "增长"])
def test_a_name_that_does_not_say_of_what_makes_no_row(towns, said):
    for place, body in enumerate((f"目前，新建凉亭3座，{said}12亿元。", f"目前，新建凉亭5座，{said}15亿元。")):
        make_entry(make_issue(number=place + 1), title="清洁家园", body=body, units=[towns[place]])

    assert [row.name for row in compared("q=清洁家园&unit=石渡镇&unit=大堰镇").matters] == ["新建凉亭"]


def test_a_row_has_the_name_that_all_of_it_bear_where_one_is_printed_so(towns):
    for place, what in enumerate(("清运城乡结合部积存垃圾", "清运垃圾", "清运各类垃圾")):
        make_entry(make_issue(number=place + 1), title="清洁家园", body=f"目前，{what}8吨。", units=[towns[place]])

    (row,) = compared("q=清洁家园&unit=石渡镇&unit=大堰镇&unit=白杨乡").matters

    assert (row.name, [each.matter for _, each in row.reported]) == (
        "清运垃圾",
        ["清运城乡结合部积存垃圾", "", "清运各类垃圾"],
    )


def test_of_a_part_of_which_only_the_sentence_tells_no_row_is_made(towns):
    for place, amount in enumerate((8, 9)):
        body = f"清洁家园见成效。目前，清运垃圾2{place}吨，其中{amount}吨。"
        make_entry(make_issue(number=place + 1), title="清洁家园", body=body, units=[towns[place]])

    assert [row.name for row in compared("q=清洁家园&unit=石渡镇&unit=大堰镇").matters] == ["清运垃圾"]


def test_a_long_table_says_that_it_is_cut(towns, monkeypatch):
    monkeypatch.setattr(module, "MOST_MATTERS", 1)
    issue = make_issue()
    for unit in towns[:2]:
        make_entry(issue, title="清洁家园", body="目前，评出先进户12户，清运垃圾8吨。", units=[unit])

    comparison = compared("q=清洁家园&unit=石渡镇&unit=大堰镇")

    assert (len(comparison.matters), comparison.matters_in_all) == (1, 2)


def test_a_long_column_says_that_it_is_cut(towns, monkeypatch):
    monkeypatch.setattr(module, "MOST_ENTRIES", 1)
    issue = make_issue()
    for _ in range(2):
        make_entry(issue, title="清洁家园", units=[towns[0]])

    (column,) = compared("q=清洁家园&unit=石渡镇").columns

    assert (column.count, len(column.cells), column.is_cut) == (2, 1, True)


@pytest.mark.parametrize("limit", [0, 1000])
def test_of_very_many_hits_columns_are_the_same(towns, joint, monkeypatch, limit):
    monkeypatch.setattr(finding, "EXACT_LIMIT", limit)

    assert [len(each) for each in cells(compared("q=清洁家园&unit=石渡镇&unit=大堰镇"))] == [1, 1]


def test_other_words_for_the_matter_count_and_are_named(towns):
    SynonymGroup.objects.create(words=["清洁家园", "人居环境"])
    make_entry(title="整治人居环境", units=[towns[0]])

    comparison = compared("q=清洁家园&unit=石渡镇")

    assert (comparison.columns[0].count, comparison.other_words) == (1, ("人居环境",))


def test_where_nothing_holds_the_matter_near_hits_are_not_passed_off_as_it(towns, joint):
    comparison = compared("q=清洁加园&unit=石渡镇")

    assert (comparison.is_held, comparison.columns) == (False, [])


def test_with_nothing_chosen_those_with_most_entries_are_offered(towns, joint):
    make_entry(make_issue(number=9), title="清洁家园", units=[towns[1]])

    offers = compared("q=清洁家园").offers

    assert [(offer.label, offer.count) for offer in offers.each] == [("大堰镇", 2), ("石渡镇", 1)]
    assert offers.together.label == "大堰镇、石渡镇"
    assert [column.label for column in compared(offers.together.url[1:]).columns] == ["大堰镇", "石渡镇"]
    assert [offer.label for offer in compared("q=清洁家园&by=year").offers.each] == ["2025年"]


def test_an_entry_of_an_issue_without_a_date_comes_last_in_its_column(towns):
    undated = make_issue(year=None, number=None, date=None, bulletin=None)
    make_entry(undated, title="石渡镇散件", body="清洁家园见成效。", units=[towns[0]])
    make_entry(make_issue(), title="石渡镇一条", body="清洁家园见成效。", units=[towns[0]])

    (column,) = compared("q=清洁家园&unit=石渡镇").columns
    assert [cell.entry.title for cell in column.cells] == ["石渡镇一条", "石渡镇散件"]

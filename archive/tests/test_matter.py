"""The same matter in other issues."""

from datetime import date
from urllib.parse import quote

import pytest
from django.http import QueryDict

from archive.models import Entry, Issue, SynonymGroup, Word
from archive.pages.entry_page import entries_to_read, entry_page
from archive.search import finding
from archive.tests.conftest import make_entry, make_issue, make_pending_issue, make_unit

pytestmark = pytest.mark.django_db


def page(entry, query=""):
    return entry_page(entries_to_read().get(pk=entry.pk), QueryDict(query))


def matter(entry, query=""):
    return page(entry, query).matter


def told(entry, query=""):
    """(day, figures) of each moment; a figure that is lower than before has the day of that one."""
    return [
        (f"{moment.entry.issue.date:%m-%d}", [shown(each) for each in moment.figures])
        for moment in page(entry, query).moments
    ]


def shown(figure):
    text = f"{figure.row.unit} {figure.row.matter} {figure.row.printed}"
    return f"{text} 低于{figure.lower_than:%m-%d}" if figure.lower_than else text


def issue(number, **fields):
    return make_issue(number=number, **{"date": date(2025, number, 1)} | fields)


@pytest.fixture
def entries():
    """Of 清洁家园 in June, April and, of the year before, November; another matter; and what must not be seen."""
    make_entry(make_pending_issue(number=9), title="机密“清洁家园”", body="清洁家园机密。截至目前，清运垃圾999吨。")
    make_entry(issue(5), title="县税务局走访企业", body="目前，走访企业12家。")
    return [
        make_entry(
            issue(6),
            title="两镇推进“清洁家园”行动",
            units=["石渡镇", "大堰镇"],
            segments=[
                ("石渡镇", "截至目前，清运垃圾540余吨。"),
                ("大堰镇", "截至目前，疏通沟渠22公里，补植苗木6500株。"),
            ],
        ),
        make_entry(issue(4), title="石渡镇打扫村庄", body="推进清洁家园。截至目前，清运垃圾860吨。", units=["石渡镇"]),
        make_entry(
            issue(11, year=2024, date=date(2024, 11, 8)),
            title="“清洁家园”开局",
            body="清洁家园。目前，清运垃圾900吨。",
            units=["石渡镇"],
        ),
    ]


def test_a_phrase_in_quotation_marks_in_the_title_is_the_matter(entries):
    found = matter(entries[0])

    assert (found.name, found.question) == ("清洁家园", "“清洁家园”")
    assert (found.total, found.exact, found.since, found.is_cut) == (3, True, 2024, False)


def test_the_newest_comes_first_and_the_present_entry_says_so(entries):
    moments = page(entries[1], "q=" + quote("清洁家园")).moments

    assert [(each.entry.title, each.is_present, each.year) for each in moments] == [
        ("两镇推进“清洁家园”行动", False, 2025),
        ("石渡镇打扫村庄", True, None),
        ("“清洁家园”开局", False, 2024),
    ]


def test_a_figure_that_is_lower_than_an_earlier_one_of_the_year_says_than_which(entries):
    assert told(entries[0]) == [
        ("06-01", ["石渡镇 清运垃圾 540余吨 低于04-01", "大堰镇 疏通沟渠 22公里", "大堰镇 补植苗木 6500株"]),
        ("04-01", ["石渡镇 清运垃圾 860吨"]),  # 900 was said of another year
        ("11-08", ["石渡镇 清运垃圾 900吨"]),
    ]


def test_a_unit_is_the_same_under_each_of_its_names():
    unit = make_unit(name="石渡镇")
    for number, name, amount in ((4, "石渡镇", 860), (6, "石渡镇政府", 540)):
        entry = make_entry(issue(number), title="“清洁家园”", body=f"目前，清运垃圾{amount}吨。", units=[name])
        entry.attributions.update(unit=unit)

    assert told(entry)[0] == ("06-01", ["石渡镇政府 清运垃圾 540吨 低于04-01"])


@pytest.mark.parametrize(
    ("later", "why"),
    [
        ("清运垃圾5车", "another measure"),
        ("清运淤泥5吨", "another thing"),
        ("清运垃圾860吨", "no less"),
    ],
)
def test_only_the_same_thing_by_the_same_measure_is_compared(later, why):
    make_entry(issue(4), title="“清洁家园”", body="目前，清运垃圾860吨。", units=["石渡镇"])
    entry = make_entry(issue(6), title="“清洁家园”", body=f"目前，{later}。", units=["石渡镇"])

    assert told(entry)[0] == ("06-01", [f"石渡镇 {later[:4]} {later[4:]}"]), why


def later_than(earlier, later, **fields):
    """What the timeline tells of the later entry, where the earlier one of the same matter said more."""
    make_entry(issue(4), title="“清洁家园”", **{"body": f"{earlier}。", "units": ["石渡镇"]} | fields)
    entry = make_entry(issue(6), title="“清洁家园”", **{"body": f"{later}。", "units": ["石渡镇"]} | fields)
    return told(entry)[0][1]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("目前，清运垃圾约900吨", "目前，清运垃圾895吨"),
        ("目前，清运垃圾近900吨", "目前，清运垃圾890余吨"),
        ("目前，清运垃圾不到900吨", "目前，清运垃圾850吨"),
        ("目前，清运垃圾1100余吨", "目前，清运垃圾1000吨以上"),
        ("6月份，清运垃圾900吨", "8月份，清运垃圾500吨"),
        ("一季度，清运垃圾900吨", "截至目前，清运垃圾500吨"),
        ("今年以来，清运垃圾900吨", "近期，清运垃圾500吨"),
        ("近期，清运垃圾900吨", "近期，清运垃圾500吨"),
        ("3月以来，清运垃圾900吨", "5月以来，清运垃圾500吨"),
        ("目前，收到来信100件，其中30件", "目前，收到来信100件，其中20件"),
        ("目前，企业、商户同比分别增长17.3%和12.8%", "目前，企业、商户同比分别增长18%和13%"),
    ],
)
def test_what_need_not_be_lower_is_not_said_to_be(earlier, later):
    assert "低于" not in "".join(later_than(earlier, later))


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("目前，清运垃圾900吨", "截至目前，清运垃圾899吨"),
        ("今年以来，清运垃圾900吨", "截至6月底，清运垃圾899吨"),
        ("3月以来，清运垃圾900吨", "3月以来，清运垃圾899吨"),
        ("目前，清运垃圾高达900吨", "目前，清运垃圾899吨"),
        ("目前，清运垃圾约900吨", "目前，清运垃圾800余吨"),
    ],
)
def test_what_is_lower_for_sure_says_so(earlier, later):
    assert later_than(earlier, later)[0].endswith("低于04-01")


def test_what_nobody_signs_is_not_compared_with_what_another_does_not_sign():
    assert later_than("目前，清运垃圾900吨", "目前，清运垃圾500吨", units=[]) == [" 清运垃圾 500吨"]


def test_the_openings_of_two_joint_entries_are_of_nobody():
    make_entry(issue(4), title="“清洁家园”", segments=[("", "累计清运垃圾900吨。"), ("石渡镇", "好。")])
    entry = make_entry(issue(6), title="“清洁家园”", segments=[("", "累计清运垃圾500吨。"), ("大堰镇", "好。")])

    assert told(entry)[0] == ("06-01", ["总述 清运垃圾 500吨"])


def test_units_of_two_counties_with_one_name_are_two():
    for number, county, amount in ((4, "柳河县", 900), (6, "澄川县", 500)):
        unit = make_unit(name="城关镇", county=county)
        entry = make_entry(issue(number), title="“清洁家园”", body=f"目前，清运垃圾{amount}吨。", units=[unit])

    assert told(entry)[0] == ("06-01", ["城关镇 清运垃圾 500吨"])


def test_the_part_of_a_unit_is_compared_with_what_it_reports_alone():
    unit = make_unit(name="石渡镇")
    make_entry(issue(4), title="“清洁家园”", body="目前，清运垃圾900吨。", units=[unit])
    parts = [("1.石渡乡：", "目前，清运垃圾500吨。"), ("2.大堰镇：", "目前，清淤3处。")]
    entry = make_entry(issue(6), title="“清洁家园”", units=[unit, "大堰镇"], segments=parts)
    entry.segments.filter(order=1).update(attribution=entry.attributions.get(unit=unit))

    assert told(entry)[0] == ("06-01", ["石渡乡 清运垃圾 500吨 低于04-01", "大堰镇 清淤 3处"])


def test_no_more_than_three_figures_are_shown_those_first_that_others_have_as_well(entries):
    entry = make_entry(
        issue(7),
        title="三镇再抓“清洁家园”",
        segments=[
            ("双井镇", "目前，组织检查5轮，整改问题7个，拆除旱厕9处。"),
            ("石渡镇", "目前，拆除旱厕11处，清运垃圾900吨。"),
            ("大堰镇", "目前，拆除旱厕13处，疏通沟渠30公里。"),
        ],
    )

    assert told(entry)[0] == ("07-01", ["双井镇 组织检查 5轮", "石渡镇 清运垃圾 900吨", "大堰镇 疏通沟渠 30公里"])


def test_the_question_that_the_reader_came_by_is_the_matter_before_the_title(entries):
    make_entry(issue(8), title="大堰镇清运垃圾", body="目前，清运垃圾3吨。")
    found = matter(entries[0], "q=" + quote("清运垃圾") + "&n=1&year=2025")

    assert (found.name, found.question, found.total) == ("清运垃圾", "清运垃圾", 4)


@pytest.mark.parametrize(
    "question",
    [
        "标题:两镇",
        "石渡镇",
        "镇",
        "-税务局",
        "“没有写到的”",
        "期:2025-6",
    ],
)
def test_a_question_that_is_no_matter_leaves_it_to_the_title(entries, question):
    assert matter(entries[0], "q=" + quote(question)).name == "清洁家园"


@pytest.mark.parametrize("question", ["两镇推进石渡镇清运垃圾沟渠不相干", "垃圾|沟渠"])
def test_beside_a_list_that_took_long_to_find_the_title_is_not_looked_for(entries, question):
    assert matter(entries[0], "q=" + quote(question)) is None


def test_a_question_that_thousands_answer_is_no_matter(entries, monkeypatch):
    monkeypatch.setattr(finding, "EXACT_LIMIT", 1)

    assert matter(entries[0], "q=" + quote("清运垃圾")) is None


def test_a_word_of_the_office_or_of_a_group_that_stands_in_the_title_is_the_matter(entries):
    Word.objects.create(text="帮代办")
    SynonymGroup.objects.create(words=["反诈", "电信诈骗"])
    make_unit(name="帮代办中心")
    first = make_entry(issue(1), title="帮代办进社区", body="好。")
    second = make_entry(issue(2), title="县公安局反诈", body="帮代办。")
    make_entry(issue(3), title="打击电信诈骗", body="好。")

    assert (matter(first).name, matter(first).question, matter(first).total) == ("帮代办", "“帮代办”", 2)
    assert (matter(second).name, matter(second).question, matter(second).total) == ("反诈", "反诈", 2)


def test_a_word_is_named_as_it_is_printed(entries):
    Word.objects.create(text="5g基站")
    for number in (1, 2):
        entry = make_entry(issue(number), title="县工信局建设5G基站", body="好。")

    assert (matter(entry).name, matter(entry).total) == ("5G基站", 2)


def test_there_is_no_timeline_of_what_only_this_entry_holds_or_without_a_matter(entries):
    alone = make_entry(issue(7), title="“红色合伙人”", body="好。")
    without = make_entry(issue(8), title="县税务局走访企业", body="好。")
    sentence = make_entry(issue(10), title="“这是一句引下来的长话不是一个名字”清洁家园", body="好。")

    assert [matter(entry) for entry in (alone, without, sentence)] == [None, None, None]
    assert page(alone).moments == []


def test_a_long_list_is_cut_and_the_present_entry_stays_in_it(entries):
    for number in range(10, 30):
        make_entry(make_issue(number=number, date=date(2025, 12, number)), title="“清洁家园”", body="好。")
    found, moments = matter(entries[2]), page(entries[2]).moments

    assert (found.total, len(moments), found.is_cut, found.since) == (23, 12, True, 2024)
    assert [each.is_present for each in moments] == [False] * 11 + [True]
    assert moments[0].entry.issue.number == 29


def test_what_is_withdrawn_or_pending_is_not_in_the_timeline(entries):
    Issue.objects.filter(number=4).update(status=Issue.Status.WITHDRAWN)  # while it is still in the index

    assert [each.entry.title for each in page(entries[0]).moments] == ["两镇推进“清洁家园”行动", "“清洁家园”开局"]


def test_an_entry_without_a_date_comes_last_under_a_heading_of_its_own(entries):
    undated = make_entry(make_issue(year=None, number=None, date=None), title="“清洁家园”", body="目前，清运垃圾3吨。")
    last = page(undated).moments[-1]

    assert (last.is_present, last.year, last.figures[0].lower_than) == (True, 0, None)


def test_an_entry_that_is_not_indexed_has_no_matter(entries):
    entries[0].search.delete()

    found = page(Entry.objects.get(pk=entries[0].pk))

    assert (found.matter, found.similar, [each.whose for each in found.neighbours]) == (None, [], ["本期", "本期"])

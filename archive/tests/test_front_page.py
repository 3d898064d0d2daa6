"""What stands beside the latest issue: every count opens as many entries, and nothing is told of who asked what."""

from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import QueryDict
from django.utils.timezone import now

from archive.filters import EntryFilter
from archive.models import SearchLog, Section, Suggestion, SynonymGroup, Topic, Word
from archive.pages import front_page
from archive.search.vocabulary import rebuild
from archive.tests.conftest import make_bulletin, make_entry, make_issue, make_pending_issue, make_unit

pytestmark = pytest.mark.django_db

UNTIL = date(2025, 10, 10)


def opened(url):
    """How many entries the search page shows at an address."""
    return EntryFilter(QueryDict(urlsplit(url).query)).search().total


def ask(query, times=3, hits=5, days=2):
    for place in range(times):
        row = SearchLog.objects.create(query=query, hits=hits)
        SearchLog.objects.filter(pk=row.pk).update(time=now() - timedelta(days=place % days))


def test_counts_of_the_last_weeks_open_as_many_entries():
    town, office = make_unit(name="石渡镇", kind="township"), make_unit()
    first, last = make_issue(number=1, date=date(2025, 8, 16)), make_issue(number=2, date=UNTIL)
    make_entry(first, units=[town], section="经济发展")
    make_entry(last, units=[town, office, "驿站办"], section="经济发展")
    make_entry(make_issue(number=3, date=date(2025, 8, 15)), units=[town], section="经济发展")  # a day too early
    make_pending_issue(date=UNTIL)

    lately = front_page.lately(UNTIL)

    assert [(part.label, part.count) for part in lately.units] == [("石渡镇", 2), ("工信局", 1)]
    assert [(part.label, part.count) for part in lately.topics] == [("经济发展", 2)]
    for part in [*lately.units, *lately.topics]:
        assert opened(part.url) == part.count
        assert parse_qs(urlsplit(part.url).query)["q"] == ["日期:2025-08-16..2025-10-10"]


def test_sections_count_under_the_topic_they_were_put_under():
    issue = make_issue(date=UNTIL)
    for section in ("乡村振兴", "三农工作", "营商环境"):
        make_entry(issue, section=section)
    topic = Topic.objects.create(name="农业农村")
    Section.objects.filter(name__in=["乡村振兴", "三农工作"]).update(topic=topic)

    topics = front_page.lately(UNTIL).topics

    assert [(part.label, part.count, part.page) for part in topics] == [
        ("农业农村", 2, topic.get_absolute_url()),
        ("营商环境", 1, Section.objects.get(name="营商环境").get_absolute_url()),
    ]
    assert [opened(part.url) for part in topics] == [2, 1]


def test_six_units_and_sections_of_all_are_shown_and_those_with_as_many_in_their_official_order():
    units = [make_unit(name=f"第{place}镇", rank=place) for place in range(8)]
    issue = make_issue(date=UNTIL)
    for place, unit in reversed(list(enumerate(units))):
        make_entry(issue, units=[unit], section=f"第{place}栏")
    make_pending_issue(date=UNTIL)

    lately = front_page.lately(UNTIL)

    assert [part.label for part in lately.units] == [f"第{place}镇" for place in range(6)]
    assert [part.label for part in lately.topics] == [f"第{place}栏" for place in range(6)]
    assert (lately.units_in_all, lately.topics_in_all) == (8, 8)


def test_units_of_two_counties_with_one_name_are_told_apart():
    make_entry(make_issue(date=UNTIL), units=[make_unit(), make_unit(county="双桥县")])

    assert {part.label for part in front_page.lately(UNTIL).units} == {"工信局（柳河县）", "工信局（双桥县）"}


def test_units_of_the_county_without_an_entry_this_year_are_silent():
    heard, silent = make_unit(), make_unit(name="石渡镇", kind="township")
    make_unit(name="别县的局", county="澄川县")
    issue = make_issue()
    make_entry(issue, units=[heard])
    make_entry(make_issue(year=2024, number=1), units=[silent])

    assert front_page.silent_units(issue) == [silent]


def test_nobody_is_called_silent_where_county_or_year_is_not_known():
    make_unit()

    assert front_page.silent_units(make_issue(bulletin=None)) == []
    assert front_page.silent_units(make_issue(number=43, bulletin=make_bulletin(name="无县", county=""))) == []
    assert front_page.silent_units(make_issue(year=None, number=None, date=None)) == []


def test_what_is_often_asked_and_found_is_offered():
    make_entry(title="我县开展清洁家园行动", body="推进养老服务。")
    ask("清洁家园", times=3)
    ask("养老服务", times=4)

    assert front_page.examples() == ["养老服务", "清洁家园"]


@pytest.mark.parametrize(
    ("query", "times", "hits", "days"),
    [
        ("清洁家园", 2, 5, 2),  # too seldom
        ("清洁家园", 9, 5, 1),  # one person, who loaded the page again and again
        ("清洁家园", 5, 0, 2),  # in vain
        ("-不好的话", 5, 5, 2),  # whatever follows the sign finds all that does not hold it
        ("单位:石渡镇", 5, 5, 2),
        ("410726199001011234", 5, 5, 2),
        ("某某某同志的家里的事情到底办好了没有", 5, 5, 2),
    ],
)
def test_what_few_asked_or_what_is_more_than_words_is_not_offered(query, times, hits, days):
    make_entry(title="石渡镇开展清洁家园行动", body="某某某同志的家里的事情到底办好了没有，410726199001011234。")
    ask(query, times, hits, days)

    assert front_page.examples() == []


def test_what_was_found_once_and_is_withdrawn_now_is_not_offered_nor_does_anything_stand_in_for_it():
    Word.objects.create(text="培育")
    make_entry(title="县工信局培育中小企业")
    make_pending_issue()
    rebuild()
    ask("机密的标题")

    assert front_page.examples() == []

    ask("中小企业")

    assert front_page.examples() == ["中小企业"]


def test_what_was_once_asked_in_vain_is_not_offered():
    make_entry(title="我县开展清洁家园行动")
    ask("清洁家园", times=5)
    ask("清洁家园", times=1, hits=0)

    assert front_page.examples() == []


def test_before_anybody_has_asked_the_offices_own_words_are_offered_that_stand_in_titles():
    Word.objects.create(text="清洁家园")
    Word.objects.create(text="从未写过")
    SynonymGroup.objects.create(words=["养老", "敬老"])
    issue = make_issue()
    for title in ("我县开展清洁家园行动", "我县推进养老服务", "石渡镇清洁家园再出发"):
        make_entry(issue, title=title)
    rebuild()

    assert Suggestion.objects.filter(text="从未写过").exists()
    assert front_page.examples() == ["清洁家园", "养老"]


def test_the_grid_is_that_of_the_issues_own_bulletin_and_the_counts_are_those_of_its_year():
    issue = make_issue(number=2)
    make_entry(issue)
    make_entry(make_issue(number=9, bulletin=make_bulletin(name="督查通报"), address="2025/9-2"))
    make_entry(make_issue(number=None, bulletin=None))
    make_entry(make_issue(year=2024, number=40))
    make_pending_issue(number=3)

    so_far = front_page.year_of(issue)

    assert [(cell.first, bool(cell.issue)) for cell in so_far.grid.cells] == [(1, False), (2, True)]
    assert so_far.grid.holes_in_words == "第1期"
    assert (so_far.issues, so_far.entries, so_far.others) == (3, 3, 2)
    assert opened("/search/?year=2025") == 3


def test_there_is_no_grid_without_a_year_or_a_number():
    make_issue(number=7, bulletin=make_bulletin(name="督查通报"))

    assert front_page.year_of(make_issue(year=None, number=None, date=None)) is None
    assert front_page.year_of(make_issue(number=None)) is None

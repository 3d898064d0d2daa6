"""What is suggested while one types."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.models import Issue, SearchLog, Suggestion, UnitAlias
from archive.search.suggest import complete
from archive.search.vocabulary import rebuild
from archive.tests.conftest import make_entry, make_issue, make_pending_issue, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive():
    unit = make_unit(name="工信局", full_name="柳河县工业和信息化局")
    UnitAlias.objects.create(unit=unit, county=unit.county, name="工信委")
    issue = make_issue()
    make_entry(issue, title="石渡镇推进清洁家园", body="目前，清运垃圾20吨。", section="乡村振兴")
    make_entry(issue, title="清洁能源进万家", body="目前，安装120户。", units=[unit], section="清洁能源")
    make_entry(
        make_issue(number=4, date=date(2025, 1, 24)), title="工信局用好PPP项目", body="目前，落地3个。", units=[unit]
    )
    hidden = make_pending_issue()
    make_entry(hidden, title="清洁家园机密行动", body="清洁家园机密行动。")
    SearchLog.objects.bulk_create(SearchLog(query=query, hits=1) for query in 2 * ["清运垃圾", "没有这句话"])
    SearchLog.objects.filter(pk__in=SearchLog.objects.order_by("pk")[:2]).update(time=now() - timedelta(days=1))
    rebuild()


def texts(typed, **options):
    return [each.text for each in complete(typed, **options)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("清洁家", ["清洁家园", "石渡镇推进清洁家园", "推进清洁家园"]),
        ("清運", ["清运垃圾"]),
        ("工信", ["工信局", "工信委", "工信局用好PPP项目"]),
        ("gxj", ["工信局"]),
        ("GXJ", ["工信局"]),
        ("gongxin", ["工信局", "工信委"]),
        ("gong xin w", ["工信委"]),
        ("qjjy", ["清洁家园"]),
        ("qingjie jiayuan", ["清洁家园"]),
        ("qinjiejia", ["清洁家园"]),
        ("清洁jy", ["清洁家园"]),
        ("清洁jiayu", ["清洁家园"]),
        ("清jiejia", ["清洁家园"]),
        ("ppp", ["ppp项目", "工信局用好PPP项目"]),
        ("没有这", []),
        ("机密", []),
        ("q", []),
        ("", []),
        (" \x00", []),
        ("长" * 50, []),
    ],
)
def test_what_begins_so_comes_before_what_has_it_within_and_what_sounds_so(archive, typed, expected):
    assert [text for text in texts(typed) if text != typed] == [text for text in expected if text != typed]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2025年", ["2025年第44期", "2025年第4期"]),
        ("2025年第4", ["2025年第44期", "2025年第4期"]),
        ("2025-44", ["2025年第44期"]),
        ("第4期", ["2025年第4期"]),
        ("2025年第45期", []),
        ("44", []),
    ],
)
def test_an_issue_is_suggested_when_its_name_begins_so(archive, typed, expected):
    assert texts(typed) == expected


def test_a_suggestion_says_what_it_is_and_leads_to_its_page(archive):
    unit = next(each for each in complete("工信委"))
    word, title, _ = complete("清洁家")

    assert (unit.kind, unit.label, unit.count, unit.url) == (
        "unit",
        "单位",
        None,
        "/units/%E5%B7%A5%E4%BF%A1%E5%B1%80/",
    )
    assert (word.kind, word.label) == ("word", "词语")
    assert word.url == "/search/?q=%E6%B8%85%E6%B4%81%E5%AE%B6%E5%9B%AD"
    assert (title.kind, title.label, title.url) == ("title", "标题", "/issues/2025/44/1/")


def test_no_kind_fills_the_list_while_others_wait(archive):
    issue = make_issue(number=9)
    for word in ("行动", "护栏", "小区", "楼道", "田园", "河道", "村庄"):
        make_entry(issue, title=f"清洁{word}，干净整洁", body="")
    rebuild()

    kinds = [each.kind for each in complete("清洁")]

    assert len(kinds) == 8
    assert (kinds.count("section"), kinds.count("title")) == (1, 3)


def test_what_is_withdrawn_is_not_suggested_even_before_a_rebuild(archive, client):
    from archive.search.index.writing import index_entries

    issue = Issue.objects.get(number=44)
    Issue.objects.filter(pk=issue.pk).update(status=Issue.Status.WITHDRAWN)
    index_entries(issue.entries.all())

    assert Suggestion.objects.filter(text="清洁家园").exists()
    assert texts("清洁") == texts("qjjy") == texts("乡村") == texts("清运") == []


def test_there_are_at_most_as_many_as_wanted(archive):
    assert len(texts("清", limit=2)) == 2


def test_suggesting_needs_few_queries_however_much_there_is(archive):
    issue = make_issue(number=60)
    for place in range(30):
        make_entry(issue, order=place + 1, title=f"清洁家园之{place}", body="")
    rebuild()

    needed = {}
    for typed in ("", "清", "清洁", "清洁家园", "qjjy", "清洁jy", "2025年"):
        with CaptureQueriesContext(connection) as asked:
            complete(typed)
        needed[typed] = len(asked)

    assert needed == {"": 0, "清": 3, "清洁": 5, "清洁家园": 4, "qjjy": 5, "清洁jy": 5, "2025年": 5}


def test_the_page_answers_in_json(archive, client):
    response = client.get("/search/suggest/", {"q": "gxj"})

    assert response.json() == {
        "suggestions": [
            {
                "text": "工信局",
                "kind": "unit",
                "label": "单位",
                "count": None,
                "url": "/units/%E5%B7%A5%E4%BF%A1%E5%B1%80/",
            }
        ]
    }
    assert response["Cache-Control"] == "no-cache"
    assert client.post("/search/suggest/", {"q": "gxj"}).status_code == 405


@pytest.mark.parametrize("typed", ["", "\x00", "'", "%", "_", "\\", "“", "标题:", "-", "|", "\ud83d\ude00", "a" * 5000])
def test_the_page_answers_whatever_is_typed(archive, client, typed):
    assert client.get("/search/suggest/", {"q": typed.encode("utf-8", "replace")}).json() == {"suggestions": []}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)
@given(st.text(max_size=12) | st.text("清洁家园qj%_'\\-|:期第4 ", max_size=8))
def test_anything_can_be_typed(archive, typed):
    assert len(complete(typed.replace("\x00", ""))) <= 8

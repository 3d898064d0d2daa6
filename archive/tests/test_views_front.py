"""The front page, and how pages look."""

import re
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.core.management import get_commands
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags
from django.utils.timezone import now

from archive.models import SearchLog
from archive.tests.conftest import make_bulletin, make_entry, make_issue, make_pending_issue, make_unit, text_of

pytestmark = pytest.mark.django_db


def test_home_leads_with_the_latest_issue(client, archive):
    page = text_of(client.get("/"))

    assert "2025年第44期" in page
    assert page.index("县工信局培育中小企业") < page.index("我县开展“清洁家园”行动")
    assert "目前，培育企业91家。" in strip_tags(page)
    assert "上一期：2024年8月30日 第38期，1条" in page
    assert "2024年以来" in page


def test_of_a_very_long_issue_home_names_twenty_entries_and_says_where_the_others_are(client):
    issue = make_issue(year=2025, number=44)
    for order in range(1, 24):
        make_entry(issue, order=order, title=f"石渡镇第{order}项工作有序推进")

    page = text_of(client.get("/"))

    assert page.count("项工作有序推进</a></h3>") == 20
    assert f'<a href="{issue.get_absolute_url()}#e21">第44期其余3条</a>' in page


def test_home_without_an_issue_says_how_to_begin(client):
    make_pending_issue()

    page = text_of(client.get("/"))

    assert "还没有收录任何一期" in page
    assert "机密" not in page


def test_home_without_an_issue_names_commands_that_are_there_and_the_register_before_the_bulletins(client):
    named = re.findall(r"<code>manage.py (\w+) (fixtures/[^<]+)</code>", text_of(client.get("/")))

    assert [command for command, _ in named] == ["load_units", "import_bulletins", "load_words"]
    assert [command for command, _ in named if command not in get_commands()] == []
    assert [path for _, path in named if not (settings.BASE_DIR / path).exists()] == []


def test_home_with_nothing_but_a_fragment_says_what_it_knows(client):
    make_entry(make_issue(year=None, number=None, date=None, bulletin=None), title="县开发区赶进度", section="经济发展")

    page = text_of(client.get("/"))

    assert "县开发区赶进度" in page
    assert "None" not in page


def test_home_says_what_is_missing_and_who_has_written_nothing(client, archive):
    make_unit(name="驿站镇", kind="township")

    page = text_of(client.get("/"))

    assert "第1至43期未收到" in page and 'href="/issues/2025/#missing">看缺什么</a>' in page
    assert "2025年还没有刊发的单位1个：" in page and ">驿站镇</a>" in page


def test_home_names_all_units_that_have_written_nothing_also_where_they_are_many(client, archive):
    names = [f"第{place}镇" for place in range(20)]
    for name in names:
        make_unit(name=name, kind="township")

    page = text_of(client.get("/"))

    assert "<summary>2025年还没有刊发的单位20个</summary>" in page
    assert all(f">{name}</a>" in page for name in names)


@pytest.mark.parametrize(
    ("units", "said"), [(6, "截至9月19日"), (7, "7个单位，前6个"), (7, "<span>截至2025年9月19日。</span>")]
)
def test_home_says_when_the_weeks_end_and_that_units_are_cut_only_where_they_are(client, units, said):
    issue = make_issue()
    for place in range(units):
        make_entry(issue, units=[make_unit(name=f"第{place}镇", kind="township")])

    assert said in text_of(client.get("/"))


def test_home_counts_who_was_printed_in_the_weeks_before_the_latest_issue(client, archive):
    page = text_of(client.get("/"))

    assert "近八周刊发" in page
    address = re.search(r'<a class="n" href="([^"]*unit=[^"]*)">1<', page)[1].replace("&amp;", "&")
    assert client.get(address).context["result"].total == 1


def test_home_names_the_bulletin_of_the_issue_before_where_it_is_another(client, archive):
    other = make_bulletin(name="督查通报")
    make_entry(make_issue(number=3, date=date(2025, 9, 12), bulletin=other, address="2025/3"))
    make_pending_issue(number=4, date=date(2025, 9, 15), bulletin=make_bulletin(name="机密通报"))

    page = text_of(client.get("/"))

    assert "上一期：《督查通报》2025年9月12日 第3期，1条" in page
    assert "另有1期是别的刊名" in page and "机密" not in page


def test_home_leads_to_the_brief(client, archive):
    assert '<a href="/issues/2025/44/brief/">一页速览</a>' in text_of(client.get("/"))


def test_home_offers_what_is_often_asked(client, archive):
    assert "常查" not in text_of(client.get("/"))

    make_entry(archive, title="清洁家园 <i>")
    for query in ("清洁家园 <i>", "机密的正文"):
        for place in range(4):
            row = SearchLog.objects.create(query=query, hits=1)
            SearchLog.objects.filter(pk=row.pk).update(time=now() - timedelta(days=place))

    with CaptureQueriesContext(connection) as queries:
        page = text_of(client.get("/"))

    assert "常查" in page and "清洁家园 &lt;i&gt;</a>" in page and "<i>" not in page
    assert "机密" not in page
    assert len(queries) < 15


def test_home_with_an_issue_of_no_year_shows_no_year(client):
    make_entry(make_issue(year=None, number=7, date=None), title="县开发区赶进度")

    page = text_of(client.get("/"))

    assert "县开发区赶进度" in page and "None" not in page and "年各期" not in page


@pytest.mark.parametrize("back", ["foo", "healthz", "archive:desk", "//evil.example/", "https://evil.example/", ""])
def test_a_way_back_that_is_no_address_of_this_site_leads_home(client, back):
    assert client.get("/display/", {"size": "large", "next": back}).headers["Location"] == "/"


def test_display_is_remembered_and_leads_back(client):
    response = client.get("/display/", {"theme": "dark", "size": "large", "next": "/search/?q=a"})

    assert response.status_code == 302
    assert response["Location"] == "/search/?q=a"
    page = text_of(client.get("/search/"))
    assert 'data-theme="dark"' in page and 'data-size="large"' in page


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org/", "javascript:alert(1)", "", "\\\\example.org"]
)
def test_display_leads_nowhere_else(client, elsewhere):
    assert client.get("/display/", {"theme": "dark", "next": elsewhere})["Location"] == "/"


def test_pages_differ_by_cookie(client):
    assert "Cookie" in client.get("/")["Vary"]


def test_display_ignores_a_theme_that_does_not_exist(client):
    response = client.get("/display/", {"theme": '"><script>', "size": "huge"})

    assert not response.cookies

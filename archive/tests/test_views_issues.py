"""The issues by year, and an issue as printed."""

from datetime import date
from urllib.parse import quote

import pytest
from django.urls import reverse

from archive.pages import holdings
from archive.tests.conftest import make_bulletin, make_entry, make_issue, make_pending_issue, text_of

pytestmark = pytest.mark.django_db


def test_issues_show_what_is_missing(client, archive):
    make_issue(number=42, date=date(2025, 9, 5))

    page = text_of(client.get("/issues/"))

    assert "缺42期" in page  # 1 to 41 and 43
    assert "第1至41期" in page
    assert "应在9月5日至19日之间" in page


def test_issues_keep_undated_fragments_on_a_shelf_of_their_own(client, archive):
    fragment = make_issue(year=None, number=None, date=None)
    make_entry(fragment, title="县开发区赶进度")

    page = text_of(client.get("/issues/"))

    assert "未编期的散件" in page
    assert fragment.get_absolute_url() in page
    assert "县开发区赶进度" in page


def test_a_year_without_issues_is_not_there(client, archive):
    response = client.get("/issues/2019/")

    assert response.status_code == 404
    assert "没有2019年的快报。" in text_of(response)


def test_an_issue_is_set_as_printed(client, archive):
    page = text_of(client.get(archive.get_absolute_url()))

    assert "【经济发展】" in page
    assert "柳河县人民政府办公室" in page
    assert '<time datetime="2025-09-19">2025年9月19日</time>' in page
    assert "本期发：</span>县委常委。" in page
    assert "责任编辑：沈知远" in page and "审核：顾明川" in page and "签发：贺景行" in page
    assert "<strong>马庄乡</strong>清理垃圾20余吨。" in page
    assert 'id="e2s1"' in page
    assert "上一期：2024年第38期" in page and "已是最新一期" in page


def test_who_may_withdraw_an_issue_is_led_there_from_its_page_and_nobody_else(client, archive, admin_client):
    change = f'href="/admin/archive/issue/{archive.pk}/change/"'

    assert change in text_of(admin_client.get(archive.get_absolute_url()))
    assert change not in text_of(client.get(archive.get_absolute_url()))


def test_a_pending_issue_is_not_there(client, archive):
    assert client.get("/issues/2025/45/").status_code == 404
    assert client.get("/issues/2025/45/1/").status_code == 404
    assert client.get(reverse("archive:section", args=["机密栏目"])).status_code == 404
    assert "0</b>条" in text_of(client.get("/search/?q=" + quote("机密")))


def test_an_archive_of_nothing_but_fragments_has_its_shelf_and_no_years(client):
    fragment = make_issue(year=None, number=None, date=None, bulletin=None)
    make_entry(fragment, title="县开发区赶进度")

    page = text_of(client.get("/issues/"))

    assert "县开发区赶进度" in page and "1件</a>" in page
    assert "None" not in page and 'class="years"' not in page and "还没有收录" not in page


def test_an_empty_archive_says_so(client):
    make_pending_issue()

    page = text_of(client.get("/issues/"))

    assert "还没有收录任何一期。" in page and "机密" not in page


def test_more_fragments_than_the_shelf_takes_have_a_page_of_their_own(client, monkeypatch):
    monkeypatch.setattr(holdings, "SHELVED", 2)
    monkeypatch.setattr(holdings, "FRAGMENTS_A_PAGE", 2)
    for place in range(3):
        make_entry(make_issue(year=None, number=None, date=None), title=f"第{place}个散件")
    make_pending_issue(number=None, year=None, date=None)

    assert '<a href="/issues/undated/">3件</a>，列出2件' in text_of(client.get("/issues/"))
    first, second = (text_of(client.get(f"/issues/undated/?page={page}")) for page in (1, 2))
    assert "共3件。" in first and "第2个散件" in first and "第1个散件" in first
    assert "第0个散件" in second and "机密" not in first + second


def test_a_shelf_without_fragments_says_so(client, archive):
    assert "没有未编期的散件" in text_of(client.get("/issues/undated/"))


def test_an_issue_without_a_date_stands_before_the_months(client):
    make_entry(make_issue(date=None, number=1))

    page = text_of(client.get("/issues/2025/"))

    assert "日期不详" in page and "None" not in page


def test_the_entries_of_a_month_open_as_many_where_nothing_else_is_of_it(client, archive):
    make_entry(make_issue(number=46, date=date(2025, 10, 10)))
    make_pending_issue(number=47, date=date(2025, 10, 17))
    link = '<a class="of-month num" href="/search/?year=2025&amp;month=2025-10">1条</a>'

    assert link in text_of(client.get("/issues/2025/"))
    assert client.get("/search/?year=2025&month=2025-10").context["result"].total == 1

    make_entry(make_issue(number=None, date=date(2025, 10, 12)))

    assert link not in text_of(client.get("/issues/2025/"))


def test_a_year_with_two_bulletins_names_them(client, archive):
    make_entry(make_issue(number=2, bulletin=make_bulletin(name="督查通报"), address="2025/2-2"))

    page = text_of(client.get("/issues/"))

    assert "督查通报 2025年 第1期至第2期" in page and "柳河政务快报 2025年 第1期至第44期" in page


def test_an_issue_without_entries_is_counted_as_none(client):
    make_issue()

    assert "0条" in text_of(client.get("/issues/"))


def test_thirty_years_are_folded_and_the_chosen_one_is_in_sight(client):
    for year in range(1996, 2026):
        make_entry(make_issue(year=year, number=1))

    assert "<summary>更早20年</summary>" in text_of(client.get("/issues/"))
    page = text_of(client.get("/issues/1997/"))
    assert '<details class="years-earlier" open>' in page
    assert '<a class="plain" href="/issues/1997/" aria-current="page">' in page


def test_the_issues_can_be_subscribed_to(client, archive):
    assert f'<a href="{reverse("archive:issue_feed")}">订阅</a>' in text_of(client.get("/issues/"))


def test_an_issue_leads_to_its_brief_its_original_and_the_issues_beside_it(client, archive):
    page = text_of(client.get("/issues/2025/44/"))

    for name in ("brief", "original"):
        assert f'href="/issues/2025/44/{name}/"' in page
    assert 'href="/issues/2024/38/" rel="prev"' in page


def test_a_brief_gives_titles_results_and_units(client, archive):
    page = text_of(client.get("/issues/2025/44/brief/"))

    assert "第44期速览" in page and "2025年9月19日</time>，2条" in page
    assert "目前，培育企业91家。" in page and "清理垃圾20余吨。" in page
    assert "驿站办" in page and 'href="/units/%E9%A9%AC%E5%BA%84%E4%B9%A1/"' in page
    assert 'href="/issues/2024/38/brief/" rel="prev"' in page
    assert "打印一页" in page


def test_a_brief_that_is_longer_than_a_sheet_says_so(client, archive):
    for _ in range(20):
        make_entry(archive, body="坚持城乡统筹，" * 9)

    page = text_of(client.get("/issues/2025/44/brief/"))

    assert "一页纸打印不下" in page and "打印一页" not in page


def test_the_brief_is_that_of_the_latest_issue(client, archive):
    assert client.get("/brief/")["Location"] == "/issues/2025/44/brief/"


def test_without_an_issue_the_brief_leads_to_the_beginning(client):
    make_pending_issue()

    assert client.get("/brief/")["Location"] == "/"


def test_the_brief_of_a_pending_issue_is_not_there(client, archive):
    assert client.get("/issues/2025/45/brief/").status_code == 404


def test_the_brief_of_a_fragment_says_what_is_not_known(client):
    fragment = make_issue(year=None, number=None, date=None, bulletin=None)
    make_entry(fragment)

    page = text_of(client.get(fragment.get_absolute_url() + "brief/"))

    assert "散件速览" in page and "日期不详" in page and "None" not in page

"""The issues by year, and an issue as printed."""

from datetime import date
from urllib.parse import quote

import pytest
from django.urls import reverse

from archive.tests.conftest import make_entry, make_issue, text_of

pytestmark = pytest.mark.django_db


def test_issues_show_what_is_missing(client, archive):
    make_issue(number=42, date=date(2025, 9, 5))

    page = text_of(client.get("/issues/"))

    assert "缺42期" in page  # 1 to 41 and 43
    assert "第1期至第41期" in page
    assert "应在9月5日至9月19日之间" in page


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


def test_a_pending_issue_is_not_there(client, archive):
    assert client.get("/issues/2025/45/").status_code == 404
    assert client.get("/issues/2025/45/1/").status_code == 404
    assert client.get(reverse("archive:section", args=["机密栏目"])).status_code == 404
    assert "0</b>条" in text_of(client.get("/search/?q=" + quote("机密")))

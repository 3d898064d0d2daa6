"""The page of an entry."""

from urllib.parse import quote

import pytest
from django.urls import reverse

from archive.tests.conftest import make_entry, make_issue, make_pending_issue, text_of

pytestmark = pytest.mark.django_db


def test_an_entry_can_be_cited(client, archive):
    page = text_of(client.get("/issues/2025/44/2/"))

    assert "《柳河政务快报》2025年第44期第2条（马庄乡、驿站办）" in page
    assert '<a href="/issues/2025/44/1/" rel="prev">县工信局培育中小企业</a>' in page
    assert "无，已是末条" in page


def test_an_entry_links_units_of_the_register_and_prints_other_names_plain(client, archive):
    page = text_of(client.get("/issues/2025/44/2/"))

    assert f'href="{reverse("archive:unit", args=["马庄乡"])}"' in page
    assert f'href="{reverse("archive:unit", args=["驿站办"])}"' not in page
    assert "驿站办" in page


def test_an_entry_opened_from_a_search_is_marked_and_leads_back(client, archive):
    query = "q=" + quote("清洁家园") + "&year=2025"

    page = text_of(client.get("/issues/2025/44/2/?" + query))

    assert "“<mark>清洁家园</mark>”" in page and '<mark id="m1">清洁家园</mark>' in page  # title and body
    assert '正文有1处<a href="#m1">去看</a>' in page
    assert f'<a href="/search/?{query.replace("&", "&amp;")}">返回“清洁家园”的检索结果</a>' in page


def test_an_entry_leads_to_those_like_it(client):
    texts = ["深耕清洁家园行动，清运垃圾。", "推进清洁家园行动，清运垃圾。", "税务局走访纳税企业。"]
    for number, text in enumerate(texts, start=1):
        make_entry(make_issue(number=number), title=text[:6], body=text)
    make_entry(make_pending_issue(number=9), title="机密清洁家园", body="清洁家园行动，清运垃圾。")

    page = text_of(client.get("/issues/2025/1/1/"))

    assert "相近的条目" in page
    assert '<li><a href="/issues/2025/2/1/">推进清洁家园</a>' in page
    assert "税务局走访" not in page and "机密" not in page
    assert "相近的条目" not in text_of(client.get("/issues/2025/3/1/"))


def test_matches_of_an_entry_lead_to_each_other(client):
    make_entry(make_issue(), title="清洁家园", body="建设清洁家园。清洁家园好。\n再看清洁家园。")

    page = text_of(client.get("/issues/2025/44/1/?q=" + quote("清洁家园")))

    assert '正文有3处<a href="#m1">逐处看</a>' in page
    assert [page.count(f'<mark id="m{number}">清洁家园</mark>') for number in (0, 1, 2, 3, 4)] == [0, 1, 1, 1, 0]
    assert '<span><a href="#m1">上一处</a></span><span>第2处，共3处</span><span><a href="#m3">下一处</a></span>' in page
    assert "<span>上一处</span><span>第1处，共3处</span>" in page


def test_an_entry_with_a_great_many_matches_marks_them_without_links_between_them(client):
    make_entry(make_issue(), title="清洁", body="清洁，" * 501)

    page = text_of(client.get("/issues/2025/44/1/?q=" + quote("清洁")))

    assert page.count("<mark id=") == 501 and 'class="hop' not in page


def test_a_field_marks_its_own_place_on_the_page_of_the_entry(client, archive):
    page = text_of(client.get("/issues/2025/44/2/?q=" + quote("标题:清洁家园")))

    assert page.count("<mark>清洁家园</mark>") == 1 and 'id="m1"' not in page

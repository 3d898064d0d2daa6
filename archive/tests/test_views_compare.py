"""The page on which units or years stand side by side."""

from urllib.parse import quote

import pytest

from archive.models import SynonymGroup
from archive.search import finding, vocabulary
from archive.tests.conftest import make_entry, make_issue, make_pending_issue, make_unit, text_of

pytestmark = pytest.mark.django_db

MATTER = quote("清洁家园")


def test_without_a_matter_there_is_the_form_and_matters_to_begin_with(client, archive):
    SynonymGroup.objects.create(words=["清洁家园", "人居环境"])
    vocabulary.rebuild()

    page = text_of(client.get("/compare/"))

    assert 'name="q"' in page and page.count('name="unit"') == 2 and page.count('name="year"') == 2
    assert f'<a href="?q={MATTER}">清洁家园</a>' in page


def test_units_stand_side_by_side_and_who_wrote_nothing_has_an_empty_cell(client, archive):
    page = text_of(client.get(f"/compare/?q={MATTER}&unit=" + "&unit=".join(map(quote, ("马庄乡", "工信局")))))

    assert "我县开展“清洁家园”行动" in page and f"/issues/2025/44/2/?q={MATTER}" in page
    assert "清理垃圾" in page and "20余吨" in page
    assert '<p class="quiet">未写</p>' in page
    assert "县工信局培育中小企业" not in page and "机密" not in page


def test_what_was_left_out_of_the_address_is_said_on_the_page(client, archive):
    page = text_of(client.get(f"/compare/?q={MATTER}&unit=%3Cb%3E&year=abc"))

    assert "名册里没有“&lt;b&gt;”，已略过。" in page and "“abc”不是年份，已略过。" in page
    assert "写到“清洁家园”的单位" in page


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("“清洁家园", "引号没有成对，已按普通词语检索：清洁家园"),
        ("颜色:清洁家园", "没有看懂：没有“颜色”这一项"),
        ("a b c d e f g h i j k", "词太多，只用了前10个。"),
    ],
)
def test_how_the_matter_was_read_is_said_as_the_search_page_does(client, archive, question, said):
    assert f"<b>说明</b><p>{said}" in text_of(client.get("/compare/", {"q": question, "unit": "马庄乡"}))


@pytest.mark.parametrize("question", ["清洁家园", "“”", "《》"])
def test_where_there_is_nothing_to_say_of_the_matter_nothing_is(client, archive, question):
    assert "<b>说明</b>" not in text_of(client.get("/compare/", {"q": question}))


def test_a_matter_without_end_is_cut_in_all_addresses_that_the_page_makes(client, archive):
    page = text_of(client.get("/compare/", {"q": "清" * 5000, "unit": "马庄乡"})).split("<main")[1]

    assert "事项太长，只用了前80个字。" in page
    assert "清" * 81 not in page and quote("清" * 81) not in page


def test_a_matter_that_nobody_has_written_of_is_said(client, archive):
    page = text_of(client.get(f"/compare/?q={quote('机密')}&unit={quote('马庄乡')}"))

    assert "收录的条目里没有写“机密”的。" in page
    assert "机密的标题" not in page and "机密单位" not in page


def test_the_page_stands_with_nothing_in_the_archive(client):
    assert "单位名册还是空的" in text_of(client.get("/compare/"))
    assert client.get(f"/compare/?q={MATTER}&by=year&year=2025").status_code == 200


@pytest.mark.parametrize("limit", [0, 1000])
@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("query", ["", "q=" + MATTER, f"q={MATTER}&unit=甲镇&unit=乙镇&unit=丙镇&unit=丁镇&year=2025"])
def test_it_needs_few_queries_however_many_entries_there_are(
    client, django_assert_max_num_queries, monkeypatch, limit, rows, query
):
    """With many hits as well, which are not compared with each other."""
    monkeypatch.setattr(finding, "EXACT_LIMIT", limit)
    towns = [make_unit(name=name, kind="township") for name in ("甲镇", "乙镇", "丙镇", "丁镇")]
    for number in range(rows):
        make_entry(make_issue(number=number + 1), title="清洁家园", units=towns, segments=[("甲镇", "清运垃圾8吨。")])
    make_pending_issue(number=60)

    with django_assert_max_num_queries(14):
        client.get(f"/compare/?{query}")


@pytest.mark.parametrize(
    "query",
    [
        "q=%00&unit=%00&year=%00",
        "q=" + quote("单位:“‘「年:-|期:9999-99999"),
        "by=x&q=%22&unit=",
        "q=" + "%E5%AE%B6" * 3000,
    ],
)
def test_hostile_addresses_never_break_it(client, archive, query):
    response = client.get(f"/compare/?{query}&q=<script>alert(1)</script>")

    assert response.status_code == 200
    assert "<script>alert" not in text_of(response)

"""The public pages: what a reader sees, with something pending beside it that must not be seen."""

import re
from datetime import date
from urllib.parse import quote, unquote
from uuid import uuid4

import pytest
from django.urls import reverse

from archive.context import Seen, Site
from archive.models import Section, SynonymGroup, Topic
from archive.search.vocabulary import rebuild
from archive.tests.conftest import (
    make_bulletin,
    make_entry,
    make_issue,
    make_pending_issue,
    make_unit,
    make_upload,
    text_of,
)
from archive.views import page

pytestmark = pytest.mark.django_db

# Queries of each page for a reader who is not logged in; the same with one row as with three.
QUERIES = {
    "home": 13,
    "issues": 7,
    "year": 7,
    "fragments": 2,
    "issue": 7,
    "brief": 6,
    "original": 3,
    "entry": 10,  # two of them look for entries like it
    "result": 9,
    "sections": 3,
    "section": 9,
    "topic": 11,
    "units": 4,
    "unit": 12,
    "compare": 10,
    "search": 9,  # one of them keeps the question
    "browse": 9,
    "help": 1,
    "search help": 1,
}


def addresses(archive):
    second = archive.entries.get(order=2)
    return {
        "home": "/",
        "issues": "/issues/",
        "year": "/issues/2024/",
        "fragments": "/issues/undated/",
        "issue": archive.get_absolute_url(),
        "brief": archive.get_absolute_url() + "brief/",
        "original": archive.get_absolute_url() + "original/",
        "entry": second.get_absolute_url(),
        "entry with marks": second.get_absolute_url() + "?q=" + quote("清洁家园"),
        "sections": "/sections/",
        "section": reverse("archive:section", args=["经济发展"]),
        "topic": reverse("archive:topic", args=["经济运行"]),
        "units": "/units/",
        "unit": reverse("archive:unit", args=["马庄乡"]),
        "compare": f"/compare/?q={quote('清洁家园')}&unit={quote('马庄乡')}&unit={quote('工信局')}",
        "search": "/search/?q=" + quote("清洁家园"),
        "browse": "/search/",
        "nothing found": "/search/?q=" + quote("清洁加园"),
        "help": "/help/",
        "search help": "/help/search/",
    }


def test_no_page_shows_what_is_pending(client, archive):
    for name, address in addresses(archive).items():
        response = client.get(address)

        assert response.status_code == 200, name
        assert "机密" not in text_of(response), name


def test_an_unknown_address_of_the_back_office_has_words(admin_client):
    assert "没有这一页" in text_of(admin_client.get("/admin/nonsense/"))


def test_no_page_has_styles_or_scripts_of_its_own(client, archive):
    """The content policy bars them, and the reader would not see why something is missing."""
    for name, address in addresses(archive).items():
        page = text_of(client.get(address))

        assert not re.search(r"<style|<script(?! src=)|<[^>]* (?:style|on[a-z]+)=|javascript:", page), name


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("name", list(QUERIES))
def test_pages_need_as_many_queries_for_three_as_for_one(client, django_assert_num_queries, rows, name):
    unit = make_unit(name="马庄乡", kind="township")
    for place in range(rows):
        issue = make_issue(number=40 + place, date=date(2025, 9, 1 + place))
        for _ in range(rows + 2):  # of one or two results it would be asked whether others were meant
            make_entry(
                issue,
                title="我县开展清洁家园行动",
                units=[unit, "驿站办"],
                section="经济发展",
                segments=[("马庄乡", "好。")],
            )
    make_pending_issue(number=60)
    Section.objects.update(topic=Topic.objects.create(name="经济运行"))
    names = {"issue": "/issues/2025/40/", "entry": "/issues/2025/40/1/"}
    names["result"] = (
        names["entry"] + f"?q={quote('清洁家园')}&n={(rows - 1) * (rows + 2) + 1}"
    )  # the first of the oldest issue
    address = names.get(name) or addresses_without_archive()[name]

    client.get(address)  # what a process remembers from then on is not asked for again
    with django_assert_num_queries(QUERIES[name]):
        page = text_of(client.get(address))

    assert "机密" not in page
    assert name != "result" or "上一个结果" in page or "下一个结果" in page


def addresses_without_archive():
    return {
        "home": "/",
        "issues": "/issues/",
        "year": "/issues/2025/",
        "fragments": "/issues/undated/",
        "brief": "/issues/2025/40/brief/",
        "original": "/issues/2025/40/original/",
        "sections": "/sections/",
        "section": reverse("archive:section", args=["经济发展"]),
        "topic": reverse("archive:topic", args=["经济运行"]),
        "units": "/units/",
        "unit": reverse("archive:unit", args=["马庄乡"]),
        "compare": f"/compare/?q={quote('清洁家园')}&unit={quote('马庄乡')}&unit={quote('工信局')}",
        "search": "/search/?q=" + quote("清洁家园"),
        "browse": "/search/",
        "help": "/help/",
        "search help": "/help/search/",
    }


MOST = 14  # queries of any page, says the issue; here one less, for the state of the archive is not asked for
FILTERS = f"year=2019&unit={quote('工信局')}&unit=nobody&kind=zone&signed=x&month=1999-01&section={quote('没有')}"
COSTLY = [
    "/search/?q=" + quote("清洁加园 航天深海 潮汐车道"),
    "/search/?q=" + quote("清洁加园 “航天深海” 标题:潮汐车道 -煤改电气"),
    "/search/?q=" + quote("清结甲|清结乙 栏目:清结丙 单位:清结丁 正文:清结戊 期:999 年:2031 qjjy zhaoph"),
    "/search/?q=" + quote("怎样在“航天深海”里预防“潮汐车道”？"),
    f"/search/?q={quote('清洁家园 航天深海')}&{FILTERS}",
    f"/search/?q={quote('马庄乡开展清洁家园')}&{FILTERS}&page=9",
    f"/search/?q={quote('怎样开展清洁家园行动？')}&{FILTERS}&sort=newest",
    f"/search/?q={quote('清洁加园 航天深海')}&widen=no&page=9",
    "/feeds/search/?q=" + quote("怎样开展清洁家园行动？"),
    *(
        f"/issues/2025/44/2/?q={quote(question)}&n=1"
        for question in ("清洁家园", "清洁家园 航天深海", "马庄乡开展清洁家园", "怎样开展清洁家园行动？", "航天深海")
    ),
]


@pytest.mark.parametrize("address", COSTLY, ids=[unquote(address) for address in COSTLY])
def test_no_question_is_costly_not_even_the_first_after_a_change(
    client, archive, monkeypatch, django_assert_max_num_queries, address
):
    """With the words of the office to be looked for, slips in what was typed, and nothing kept in the process."""
    SynonymGroup.objects.create(words=["人居环境", "清洁家园"])
    rebuild()
    monkeypatch.setattr(page, "look", lambda: Seen(uuid4().hex, Site("柳河政务快报", "柳河县", sample=False)))

    with django_assert_max_num_queries(MOST - 1):
        shown = text_of(client.get(address))

    assert "机密" not in shown


HOSTILE = [
    "q=%22",
    "q=%27%20OR%201%3D1--",
    "q=%00",
    "q=a%00b",
    "q=" + "%E5%AE%B6" * 3000,
    "q=%FF%FE",
    "q=%%%",
    "q=<script>alert(1)</script>",
    "q=%22%22%22-%20-",
    "q=-",
    "q=*&q=|",
    "q=(清%20%26%20!洁)%3A*",
    "q=%5C",
    "q=%F0%9F%98%80",
    "q=" + quote("标题:") * 4000,
    "q=" + quote("单位:“‘「年:-|期:9999-99999"),
    "q=" + quote("期:0 年:9999.. 日期:2999-12.."),
    "q=" + quote("栏目:' OR 1=1 | 单位:\\' & !x:* title:<script>"),
    "q=" + quote("-标题:a|正文:b 或 不含 期:1|日期:1000"),
    "year=abc",
    "year=99999999999999999999",
    "year=-1&year=2025&year=2025",
    "year=%00",
    "page=-1",
    "page=0",
    "page=999999",
    "page=99999999999999999999999",
    "page=abc&page=2",
    "size=7",
    "size=100000",
    "sort=rank%3B",
    "unit=nobody",
    "unit=%00&section=%00&kind=%00",
    "kind=<b>",
    "section=<script>",
    "q=x&q=y&year=&unit=&section=&kind=&sort=&size=&page=",
    "unknown=1&__proto__=2",
]


@pytest.mark.parametrize("query", HOSTILE)
def test_hostile_questions_never_break_a_page(client, archive, query):
    for path in ("/search/", "/issues/2025/44/2/", "/", "/units/%E9%A9%AC%E5%BA%84%E4%B9%A1/", "/sections/"):
        response = client.get(f"{path}?{query}")

        assert response.status_code == 200, path
        assert "<script>" not in text_of(response)
        assert "机密" not in text_of(response)


@pytest.mark.parametrize(
    "path",
    [
        "/units/%00/",
        "/units/<script>/",
        "/units/%FF/",
        "/sections/%00/",
        "/sections/a/b/c/",
        "/sections/<script>alert(1)</script>/",
        "/issues/%00/1/",
        "/issues/2025/%00/",
        "/issues/2025/abc/",
        "/issues/99999/1/",
        "/issues/99999999999999999999/",
        "/issues/2025/" + "9" * 5000 + "/",
        "/issues/٢٠٢٥/44/",
        "/issues/2025/44/0/",
        "/issues/2025/44/99999999999999999999/",
        "/issues/undated/44/",
        "/desk/uploads/99999999999999999999999/original",
    ],
)
def test_hostile_addresses_are_not_there(client, archive, path):
    response = client.get(path)

    assert response.status_code in (301, 404)
    assert "<script>" not in text_of(response)


def test_printed_text_is_escaped_everywhere(client):
    unit = make_unit(name="<i>局</i>")
    text = "<i>原文</i>\n"
    issue = make_issue(
        distribution="<i>发</i>",
        office="<i>办</i>",
        editor="<i>编</i>",
        bulletin=make_bulletin(name="<i>报</i>", county="<i>县</i>"),
        upload=make_upload(text=text, name="<i>.txt"),
        end=len(text),
    )
    make_entry(
        issue,
        title="<i>标题</i>",
        body="<i>正文</i>",
        units=[unit, "<i>名</i>"],
        section="<i>栏</i>",
        segments=[("<i>局</i>", "<i>段</i>")],
    )
    make_entry(make_issue(number=None, bulletin=None), title="<i>散件</i>", units=[unit], section="<i>栏</i>")
    section = Section.objects.get(name="<i>栏</i>")
    Section.objects.update(topic=Topic.objects.create(name="<i>题</i>"))

    for path in (
        "/",
        "/issues/",
        "/issues/undated/",
        "/issues/2025/44/",
        "/issues/2025/44/brief/",
        "/issues/2025/44/original/",
        "/issues/2025/44/1/?q=<i>",
        "/issues/2025/44/1/report/",
        "/units/",
        unit.get_absolute_url(),
        "/sections/",
        section.get_absolute_url(),
        reverse("archive:topic", args=["<i>题</i>"]),
        f"/compare/?q=<i>&unit={quote(unit.slug)}",
        "/search/?q=i",
        "/search/?unit=<i>&section=<i>&signed=<i>",
        "/issues/2025/<i>/",
    ):
        response = client.get(path)
        assert "<i>" not in text_of(response), path
        assert response.status_code == 404 or "&lt;i&gt;" in text_of(response), path


def test_pages_that_are_read_take_no_form(client, archive):
    for address in ("/", "/search/", "/issues/2025/44/", "/display/"):
        assert client.post(address).status_code == 405


def test_the_sample_county_is_named_as_invented(client, archive):
    assert "样例资料" not in text_of(client.get("/"))

    sample = make_issue(number=50, bulletin=make_bulletin(name="澄川政务快报", county="澄川县"), address="2025/50")
    make_entry(sample)

    for address in ("/", "/search/", "/issues/2025/44/"):
        assert "样例资料" in text_of(client.get(address)), address
    assert "样例资料，内容虚构" in text_of(client.get("/issues/2025/50/"))
    assert "样例资料，内容虚构" not in text_of(client.get("/issues/2025/44/"))

"""Subscriptions: what is in them, that a feed reader can read them whatever is printed, and that nothing leaks."""

from datetime import date
from urllib.parse import quote

import pytest
from django.urls import reverse
from lxml import etree

from archive.filters import EntryFilter
from archive.models import SearchLog, Section, Topic, Upload
from archive.tests.conftest import make_entry, make_issue, make_pending_issue, make_unit

pytestmark = pytest.mark.django_db

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def feed(client, name, *parts, **question):
    return read(client.get(reverse(f"archive:{name}", args=parts), question))


def read(response):
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return etree.fromstring(response.content)


def texts(element, path):
    return [each if isinstance(each, str) else each.text for each in element.xpath(path, namespaces=ATOM)]


def titles(element):
    return texts(element, "a:entry/a:title")


@pytest.fixture
def topic(archive):
    topic = Topic.objects.create(name="经济")
    Section.objects.filter(name="经济发展").update(topic=topic)
    Section.objects.filter(name="机密栏目").update(topic=Topic.objects.get_or_create(name="机密主题")[0])
    return topic


FEEDS = [
    ("issue_feed", ()),
    ("unit_feed", ("工信局",)),
    ("section_feed", ("经济发展",)),
    ("topic_feed", ("经济",)),
    ("search_feed", ()),
]


def test_a_feed_has_no_time_of_its_newest_by_which_it_would_pass_for_unchanged_after_a_withdrawal(client, archive):
    assert "Last-Modified" not in client.get(reverse("archive:issue_feed")).headers


@pytest.mark.parametrize(("name", "parts"), FEEDS)
def test_every_feed_has_what_atom_requires(client, topic, name, parts):
    found = feed(client, name, *parts)

    for element in [found, *found.xpath("a:entry", namespaces=ATOM)]:
        for required in ("id", "title", "updated"):
            assert len(texts(element, f"a:{required}")) == 1, required
        assert texts(element, "a:link[@rel='alternate']/@href")[0].startswith("http://testserver/")
    assert texts(found, "a:author/a:name")  # holds for entries without a unit as well
    assert texts(found, "a:link[@rel='self']/@href") == [
        f"http://testserver{quote(reverse(f'archive:{name}', args=parts), '/%')}"
    ]
    assert titles(found)


@pytest.mark.parametrize(("name", "parts"), FEEDS)
def test_no_feed_tells_of_what_is_pending(client, topic, name, parts):
    response = client.get(reverse(f"archive:{name}", args=parts))

    assert "机密" not in response.content.decode()


def test_issues_come_the_newest_first_with_their_titles_and_results(client, archive):
    make_entry(archive, title="我县培育企业", body="建立培育体系。截至目前，培育企业91家。")

    found = feed(client, "issue_feed")

    assert texts(found, "a:title") == ["柳河政务快报：各期"]
    assert titles(found) == ["柳河政务快报 2025年第44期", "柳河政务快报 2024年第38期"]
    summary = texts(found, "a:entry[1]/a:summary")[0]
    assert "<li><p>我县培育企业</p><p>截至目前，培育企业91家。</p></li>" in summary
    assert "<p></p>" not in summary
    assert texts(found, "a:author/a:name") == ["柳河政务快报"]
    assert texts(found, "a:entry[1]/a:published") == ["2025-09-19T00:00:00+08:00"]


def test_an_entry_has_its_units_as_authors_and_its_section_as_category(client, archive):
    found = feed(client, "unit_feed", "马庄乡")

    assert texts(found, "a:title") == ["柳河政务快报：马庄乡"]
    assert texts(found, "a:entry/a:author/a:name") == ["马庄乡", "驿站办"]
    assert texts(feed(client, "unit_feed", "工信局"), "a:entry[1]/a:category/@term") == ["经济发展"]


def test_a_file_that_comes_in_again_makes_its_entries_new(client, archive):
    """The day of an issue is when it was published; a feed reader asks what is new here."""
    Upload.objects.filter(issues=archive).update(uploaded_at="2026-03-01T08:00:00+08:00")

    found = feed(client, "unit_feed", "马庄乡")

    assert texts(found, "a:entry/a:updated") == ["2026-03-01T00:00:00+00:00"]
    assert texts(found, "a:updated") == ["2026-03-01T00:00:00+00:00"]


def test_ids_stay_when_the_archive_moves_to_another_port_or_to_https(client, archive, settings):
    settings.ALLOWED_HOSTS = ["*"]
    address = reverse("archive:section_feed", args=["经济发展"])

    plain, secure = (
        read(client.get(address, HTTP_HOST=host, secure=is_secure))
        for host, is_secure in (("kuaibao.example:8000", False), ("kuaibao.example", True))
    )

    assert texts(plain, "//a:id") == texts(secure, "//a:id")
    assert texts(plain, "a:entry[1]/a:id") == ["tag:kuaibao.example,2026:/issues/2025/44/1/"]
    assert texts(secure, "a:entry[1]/a:link/@href") == ["https://kuaibao.example/issues/2025/44/1/"]


def test_ids_are_unique_and_a_server_without_a_name_has_ids_as_well(client, archive, settings):
    settings.ALLOWED_HOSTS = ["*"]
    found = read(client.get(reverse("archive:search_feed"), HTTP_HOST="[::1]:8000"))

    ids = texts(found, "//a:id")
    assert len(set(ids)) == len(ids) == 4
    assert all(each.startswith("tag:--1,2026:/") for each in ids)


def test_a_search_is_told_with_its_filters(client, archive):
    assert titles(feed(client, "search_feed", q="清洁家园")) == ["我县开展“清洁家园”行动"]
    assert titles(feed(client, "search_feed", q="工信局", year="2024")) == ["县工信局走访企业"]
    assert titles(feed(client, "search_feed", kind="township")) == ["我县开展“清洁家园”行动"]

    found = feed(client, "search_feed", q="工信局", year="2024", unit="工信局", figures="yes", month="2024-08")
    assert texts(found, "a:title") == ["柳河政务快报：检索“工信局”，2024年，2024年8月，工信局，有成效数字"]
    assert texts(feed(client, "search_feed"), "a:title") == ["柳河政务快报：全部条目"]


def test_no_filter_of_a_search_is_left_unsaid(client, archive):
    """Who is told of some entries only is not to think that these are all."""
    meant = {"year": "2025", "kind": "township", "unit": "工信局", "topic": "经济运行", "section": "经济发展"}
    meant |= {"figures": "yes", "month": "2025-09", "signed": "驿站办", "bulletin": "柳河政务快报"}
    assert meant.keys() == EntryFilter.base_filters.keys()

    said = {name: texts(feed(client, "search_feed", **{name: value}), "a:title")[0] for name, value in meant.items()}

    assert "柳河政务快报：全部条目" not in said.values()
    undated = feed(client, "search_feed", year="不详", section="无栏目")
    assert texts(undated, "a:title") == ["柳河政务快报：检索年份不详，无栏目"]
    assert said["topic"] == "柳河政务快报：检索经济运行"
    assert said["bulletin"] == "柳河政务快报：检索刊名“柳河政务快报”"
    assert said["signed"] == "柳河政务快报：检索署名“驿站办”"


def test_a_search_feed_is_the_newest_first_whatever_the_page_of_results_is(client, archive):
    assert titles(feed(client, "search_feed", q="工信局", sort="oldest", page="9")) == [
        "县工信局培育中小企业",
        "县工信局走访企业",
    ]


def test_what_only_comes_near_to_a_question_is_not_told(client, archive):
    assert titles(feed(client, "search_feed", q="清洁家园 火星基地")) == []


def test_a_search_feed_leaves_no_trace_in_the_search_log(client, archive):
    feed(client, "search_feed", q="清洁家园")

    assert SearchLog.objects.count() == 0


def test_a_feed_has_no_more_than_fifty_entries(client):
    unit = make_unit()
    issue = make_issue()
    for place in range(53):
        make_entry(issue, title=f"第{place}件", units=[unit], section="经济发展")

    for name, *parts in (("unit_feed", "工信局"), ("section_feed", "经济发展"), ("search_feed",)):
        assert len(titles(feed(client, name, *parts))) == 50, name


def test_what_xml_cannot_say_breaks_no_feed(client):
    bad = "\x01坏\x0b\ufffe\x1f"
    unit = make_unit(name="局<&>")
    make_entry(
        make_issue(),
        title=f"标题{bad}<b>&",
        body=f"正文{bad}</p><script>",
        units=[unit, f"名{bad}"],
        section=f"栏{bad}",
    )

    for found in (
        feed(client, "issue_feed"),
        feed(client, "unit_feed", "局<&>"),
        feed(client, "section_feed", f"栏{bad}"),
        feed(client, "search_feed", q="\x01标题\x0b<b>"),
        feed(client, "search_feed", section=f"栏{bad}"),
    ):
        assert "<script>" not in texts(found, "a:entry/a:summary")[0]
        assert (
            "&lt;script&gt;" in texts(found, "a:entry/a:summary")[0] or "标题坏" in texts(found, "a:entry/a:summary")[0]
        )
    assert titles(feed(client, "section_feed", f"栏{bad}")) == ["标题坏<b>&"]
    assert texts(feed(client, "section_feed", f"栏{bad}"), "a:entry/a:author/a:name") == ["局<&>", "名坏"]


@pytest.mark.parametrize(
    ("name", "part", "words"),
    [
        ("unit_feed", "火星局", "单位名册里没有“火星局”。"),
        ("section_feed", "火星栏", "没有叫“火星栏”的栏目。"),
        ("section_feed", "机密栏目", "没有叫“机密栏目”的栏目。"),
        ("topic_feed", "火星", "没有叫“火星”的主题。"),
        ("topic_feed", "机密主题", "没有叫“机密主题”的主题。"),
    ],
)
def test_a_feed_that_is_not_there_says_so(client, topic, name, part, words):
    response = client.get(reverse(f"archive:{name}", args=[part]))

    assert response.status_code == 404
    assert words in response.content.decode()


def test_feeds_are_for_reading(client, archive):
    assert client.post(reverse("archive:issue_feed")).status_code == 405


def test_an_empty_archive_has_an_empty_feed(client):
    make_pending_issue()

    assert titles(feed(client, "issue_feed")) == []
    assert titles(feed(client, "search_feed", q="机密")) == []


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("name", "queries"),
    [("issue_feed", 3), ("unit_feed", 4), ("section_feed", 3), ("topic_feed", 3), ("search_feed", 6)],
)
def test_a_feed_needs_as_many_queries_for_three_as_for_one(client, django_assert_num_queries, rows, name, queries):
    unit, topic = make_unit(name="马庄乡"), Topic.objects.create(name="经济")
    for place in range(rows):
        issue = make_issue(number=40 + place, date=date(2025, 9, 1 + place))
        for _ in range(rows):
            make_entry(issue, title="我县开展清洁家园行动", units=[unit, "驿站办"], section="经济发展")
    Section.objects.update(topic=topic)
    parts = {"unit_feed": ["马庄乡"], "section_feed": ["经济发展"], "topic_feed": ["经济"]}.get(name, [])
    question = {"q": "清洁家园"} if name == "search_feed" else {}

    feed(client, name, *parts, **question)
    with django_assert_num_queries(queries):
        found = feed(client, name, *parts, **question)

    assert len(titles(found)) == (rows if name == "issue_feed" else rows * rows)


def test_every_author_has_a_name(client):
    make_entry(make_issue(), units=["\x01", "驿站办"])

    assert texts(feed(client, "search_feed"), "a:entry/a:author/a:name") == ["驿站办"]

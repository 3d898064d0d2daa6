"""The map of the site: every public page once, and nothing else."""

from datetime import date
from urllib.parse import quote

import pytest
from lxml import etree

from archive import sitemaps
from archive.models import Section, Topic, Upload
from archive.tests.conftest import make_entry, make_issue, make_pending_issue, make_unit

pytestmark = pytest.mark.django_db

SPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def read(client, address, path="//s:loc", **headers):
    response = client.get(address, **headers)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml"
    found = etree.fromstring(response.content).xpath(path, namespaces=SPACE)
    return [each.text.removeprefix("http://testserver") for each in found]


def test_the_index_names_a_map_of_each_kind(client, archive):
    assert read(client, "/sitemap.xml") == [
        f"/sitemap-{name}.xml" for name in ("pages", "issues", "entries", "units", "sections", "topics")
    ]


def test_the_maps_hold_every_public_page(client, archive):
    Section.objects.filter(name="经济发展").update(topic=Topic.objects.create(name="产业"))

    assert read(client, "/sitemap-pages.xml") == [
        "/",
        "/issues/",
        "/units/",
        "/sections/",
        "/help/",
        "/help/search/",
        "/issues/2025/",
        "/issues/2024/",
    ]
    assert read(client, "/sitemap-issues.xml") == ["/issues/2024/38/", "/issues/2025/44/"]
    assert read(client, "/sitemap-entries.xml") == ["/issues/2024/38/1/", "/issues/2025/44/1/", "/issues/2025/44/2/"]
    assert read(client, "/sitemap-units.xml") == [f"/units/{quote(name)}/" for name in ("工信局", "马庄乡")]
    assert read(client, "/sitemap-sections.xml") == [f"/sections/{quote('经济发展')}/"]
    assert read(client, "/sitemap-topics.xml") == [f"/topics/{quote('产业')}/"]


def test_every_address_opens(client, archive):
    for name in sitemaps.MAPS:
        for address in read(client, f"/sitemap-{name}.xml"):
            assert client.get(address).status_code == 200, address


def test_what_is_pending_or_has_no_entry_is_on_no_map(client, archive):
    pending = make_pending_issue(number=60)
    secret = make_unit(name="机密局")
    make_entry(pending, title="机密", units=[secret], section="机密栏目")
    Section.objects.filter(name="机密栏目").update(topic=Topic.objects.get_or_create(name="机密主题")[0])

    for name in sitemaps.MAPS:
        assert quote("机密") not in "".join(read(client, f"/sitemap-{name}.xml"))
        assert "2025/60" not in "".join(read(client, f"/sitemap-{name}.xml"))


def test_an_issue_and_its_entries_say_when_their_file_came_in(client, archive):
    Upload.objects.filter(issues=archive).update(uploaded_at="2026-03-01T08:00:00+08:00")

    assert read(client, "/sitemap-issues.xml", "//s:lastmod")[1] == "2026-03-01"
    assert read(client, "/sitemap-entries.xml", "//s:lastmod")[1:] == ["2026-03-01", "2026-03-01"]


def test_a_long_map_has_pages_that_hold_each_entry_once(client, archive, monkeypatch):
    for kind in sitemaps.MAPS.values():
        monkeypatch.setattr(kind, "limit", 2)
    index = read(client, "/sitemap.xml")
    pages = [address for address in index if "entries" in address]

    assert pages == ["/sitemap-entries.xml", "/sitemap-entries.xml?p=2"]
    assert [read(client, page) for page in pages] == [
        ["/issues/2024/38/1/", "/issues/2025/44/1/"],
        ["/issues/2025/44/2/"],
    ]


@pytest.mark.parametrize(
    "address",
    [
        "/sitemap-nonsense.xml",
        "/sitemap-entries.xml?p=9",
        "/sitemap-entries.xml?p=x",
        "/sitemap-entries.xml?p=" + "9" * 50,
    ],
)
def test_a_map_that_is_not_there_says_so(client, archive, address):
    response = client.get(address)

    assert response.status_code == 404
    assert "没有这一份网站地图。" in response.content.decode()


def test_addresses_are_those_that_the_reader_came_by(client, archive, settings):
    settings.ALLOWED_HOSTS = ["*"]
    response = client.get("/sitemap-issues.xml", HTTP_HOST="kuaibao.example", secure=True)

    assert b"<loc>https://kuaibao.example/issues/2025/44/</loc>" in response.content


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("name", "queries"),
    [("", 9), ("-pages", 2), ("-issues", 3), ("-entries", 4), ("-units", 2), ("-sections", 2), ("-topics", 2)],
)
def test_a_map_needs_as_many_queries_for_three_as_for_one(client, django_assert_num_queries, name, queries, rows):
    for place in range(rows):
        issue = make_issue(number=40 + place, date=date(2025, 9, 1 + place))
        make_entry(issue, units=[make_unit(name=f"第{place}局")], section=f"第{place}栏")
    for section in Section.objects.all():
        Section.objects.filter(pk=section.pk).update(topic=Topic.objects.create(name=section.name))
    client.get(f"/sitemap{name}.xml")

    with django_assert_num_queries(queries):
        client.get(f"/sitemap{name}.xml")


def test_an_empty_archive_has_a_map_of_the_pages_that_are_always_there(client):
    assert len(read(client, "/sitemap-pages.xml")) == len(sitemaps.PAGES)
    assert read(client, "/sitemap-entries.xml") == []


def test_no_map_has_a_time_by_which_what_is_withdrawn_would_pass_unnoticed(client, archive):
    for address in ("/sitemap.xml", "/sitemap-entries.xml", "/sitemap-issues.xml"):
        assert client.get(address).status_code == 200
        assert "Last-Modified" not in client.get(address)

"""What browsers and search engines ask for, and what a page says of itself to them."""

import json
import re
from urllib.parse import quote

import pytest
from lxml import etree, html

from archive.search import vocabulary
from archive.tests.conftest import make_bulletin, make_entry, make_issue, make_unit, text_of

pytestmark = pytest.mark.django_db

OPENSEARCH = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
HOSTILE = """</script><script>alert(1)</script>"'><b>&amp;"""


def head(client, address):
    """(by name or property the content of each <meta>, by rel the addresses of each <link>)"""
    response = client.get(address)
    assert response.status_code == 200
    page = html.document_fromstring(response.content.decode())
    metas = {each.get("name") or each.get("property"): each.get("content") for each in page.iterfind("head/meta")}
    links = {}
    for each in page.iterfind("head/link"):
        links.setdefault(each.get("rel"), []).append(each.get("href"))
    return metas, links


def items(client, address, kind):
    """The values of each property in the items of a kind of schema.org, by name."""
    page = html.document_fromstring(text_of(client.get(address)))
    found = []
    for each in page.iterfind(f".//*[@itemtype='https://schema.org/{kind}']"):
        values = {}
        for part in each.iterfind(".//*[@itemprop]"):
            values.setdefault(part.get("itemprop"), []).append(part.get("content") or part.get("href"))
        found.append(values)
    return found


# -- the search of the browser


def test_a_browser_learns_how_to_search_here(client, archive):
    response = client.get("/opensearch.xml")
    found = etree.fromstring(response.content)

    assert response["Content-Type"] == "application/opensearchdescription+xml; charset=utf-8"
    assert found.findtext("o:ShortName", namespaces=OPENSEARCH) == "柳河政务快报"
    urls = {each.get("type"): each.get("template") for each in found.iterfind("o:Url", OPENSEARCH)}
    assert urls["text/html"] == "http://testserver/search/?q={searchTerms}"
    assert (
        urls["application/x-suggestions+json"] == "http://testserver/search/suggest/?format=opensearch&q={searchTerms}"
    )
    assert head(client, "/")[1]["search"] == ["/opensearch.xml"]


def test_the_addresses_that_a_browser_learns_answer(client, archive):
    vocabulary.rebuild()
    found = etree.fromstring(client.get("/opensearch.xml").content)

    for each in found.iterfind("o:Url", OPENSEARCH):
        address = each.get("template").replace("{searchTerms}", quote("清洁"))
        assert client.get(address).status_code == 200, address


def test_a_browser_gets_suggestions_in_the_form_that_it_knows(client, archive):
    vocabulary.rebuild()

    response = client.get("/search/suggest/?format=opensearch&q=" + quote("工信"))

    assert response["Content-Type"] == "application/x-suggestions+json"
    typed, texts = json.loads(response.content)
    assert typed == "工信"
    assert "工信局" in texts


def test_a_long_or_odd_name_of_the_archive_breaks_nothing(client):
    make_entry(make_issue(bulletin=make_bulletin(name="<很长>&\x01" + "的" * 30)))

    found = etree.fromstring(client.get("/opensearch.xml").content)

    assert found.findtext("o:ShortName", namespaces=OPENSEARCH) == "<很长>&" + "的" * 11


# -- search engines


def test_robots_learn_where_not_to_go_and_where_the_map_is(client):
    response = client.get("/robots.txt")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    lines = text_of(response).splitlines()
    assert lines[0] == "User-agent: *"
    for path in ("/search/", "/compare/", "/desk/", "/admin/", "/display/", "/login/", "/feeds/search/"):
        assert f"Disallow: {path}" in lines
    assert lines[-1] == "Sitemap: http://testserver/sitemap.xml"


def test_a_page_is_known_under_one_address_however_one_came_to_it(client, archive):
    entry = archive.entries.get(order=2).get_absolute_url()
    for address, known in {
        "/": "/",
        "/?from=desk": "/",
        entry: entry,
        entry + "?q=" + quote("清洁家园") + "&n=1": entry,
        "/issues/": "/issues/",
        "/issues/2025/44/": "/issues/2025/44/",
        "/units/" + quote("马庄乡") + "/?page=1": "/units/" + quote("马庄乡") + "/",
        "/units/" + quote("马庄乡") + "/?page=2": "/units/" + quote("马庄乡") + "/?page=2",
        "/units/" + quote("马庄乡") + "/?page=%3Cb%3E": "/units/" + quote("马庄乡") + "/",
        "/search/?q=" + quote("清洁家园") + "&page=2": "/search/?q=" + quote("清洁家园") + "&page=2",
    }.items():
        assert head(client, address)[1]["canonical"] == [f"http://testserver{known}"], address


def test_results_are_not_for_search_engines(client, archive):
    assert "noindex" in head(client, "/search/?q=x")[0]["robots"]


def test_pages_name_their_feeds(client, archive):
    unit, section = quote("马庄乡"), quote("经济发展")
    for address, feed in {
        "/": "/feeds/issues/",
        "/issues/": "/feeds/issues/",
        f"/units/{unit}/": f"/feeds/units/{unit}/",
        f"/sections/{section}/": f"/feeds/sections/{section}/",
        "/search/?q=" + quote("清洁家园") + "&year=2025": "/feeds/search/?q=" + quote("清洁家园") + "&year=2025",
    }.items():
        named = head(client, address)[1]["alternate"]

        assert feed in named, address
        assert all(client.get(each).status_code == 200 for each in named)


# -- what others show of a page


def test_an_entry_is_shown_with_its_title_and_its_result(client, archive):
    entry = make_entry(archive, title="我县培育企业", body="建立培育体系。截至目前，培育企业91家。")

    metas, _ = head(client, entry.get_absolute_url())

    assert metas["og:title"] == "我县培育企业"
    assert metas["og:type"] == "article"
    assert metas["og:site_name"] == "柳河政务快报资料库"
    assert metas["og:description"] == metas["description"] == "截至目前，培育企业91家。"


def test_every_page_says_what_it_is(client, archive):
    for address in (
        "/",
        "/issues/",
        "/issues/2025/44/",
        "/issues/2025/44/brief/",
        "/units/",
        "/sections/",
        "/search/",
        "/help/",
    ):
        metas, _ = head(client, address)

        assert metas["description"], address
        assert metas["og:site_name"] == "柳河政务快报资料库", address
        assert "机密" not in str(metas), address
    assert "清洁家园" in head(client, "/issues/2025/44/")[0]["description"]


def test_an_entry_tells_machines_of_its_issue_and_its_units(client, archive):
    (found,) = items(client, "/issues/2025/44/2/", "Article")

    assert found["headline"] == ["我县开展“清洁家园”行动"]
    assert found["datePublished"][0] == "2025-09-19"
    assert found["name"] == ["马庄乡", "驿站办", "柳河政务快报 2025年第44期", "柳河政务快报"]
    assert found["issueNumber"] == ["44"]


def test_an_issue_tells_machines_of_its_number_and_its_entries(client, archive):
    (found,) = items(client, "/issues/2025/44/", "PublicationIssue")

    assert found["issueNumber"] == ["44"]
    assert found["hasPart"] == ["http://testserver/issues/2025/44/1/", "http://testserver/issues/2025/44/2/"]


def test_the_front_page_tells_machines_how_to_search(client, archive):
    (found,) = items(client, "/", "WebSite")

    assert found["target"] == ["http://testserver/search/?q={q}"]


def test_what_is_printed_stays_text_in_the_words_for_machines(client):
    unit = make_unit(name="局" + HOSTILE.replace("/", ""))
    issue = make_issue(office=HOSTILE)
    entry = make_entry(issue, title=HOSTILE, body=HOSTILE, units=[unit, HOSTILE], section=HOSTILE)

    for address in (
        "/",
        issue.get_absolute_url(),
        entry.get_absolute_url(),
        unit.get_absolute_url(),
        "/search/?q=" + quote(HOSTILE),
    ):
        page = text_of(client.get(address))
        assert not re.search(r"<script>|<b>&amp;amp;|<script(?! src=)", page), address
    assert head(client, entry.get_absolute_url())[0]["og:title"] == HOSTILE
    (found,) = items(client, entry.get_absolute_url(), "Article")
    assert found["headline"] == [HOSTILE]
    assert found["articleSection"] == [HOSTILE]

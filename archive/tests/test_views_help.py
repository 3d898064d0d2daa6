"""使用说明: what it tells, and the pictures that it shows."""

import re

import pytest
from django.conf import settings

from archive.tests.conftest import text_of

pytestmark = pytest.mark.django_db

PICTURES = settings.BASE_DIR / "docs" / "screenshots"
MOST = 40_000  # bytes of a picture


def pictures(page):
    return [dict(re.findall(r'([a-z]+)="([^"]*)"', tag)) for tag in re.findall("<img ([^>]*)>", page)]


def size_of(file):
    """Width and height of a WebP without loss: fourteen bits each, less one, after the mark of its only chunk."""
    bits = int.from_bytes(file.read_bytes()[21:25], "little")
    return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1


def test_every_picture_is_there_small_and_leaves_its_room_while_it_loads(client):
    shown = pictures(text_of(client.get("/help/")))

    assert len(shown) >= 5
    for picture in shown:
        file = PICTURES / picture["src"].removeprefix("/static/")
        assert (int(picture["width"]), int(picture["height"])) == size_of(file), file
        assert file.stat().st_size < MOST, file
        assert picture["loading"] == "lazy"


def test_every_picture_says_in_words_what_is_seen(client):
    for picture in pictures(text_of(client.get("/help/"))):
        assert len(re.findall(r"[\u4e00-\u9fff]", picture["alt"])) > 20, picture["src"]


def test_every_heading_is_in_the_contents_and_every_word_of_the_contents_leads_to_one(client):
    page = text_of(client.get("/help/"))
    contents = re.findall(r'<li><a href="#(\w+)">([^<]+)</a>', page)

    assert re.findall(r'<h2 id="(\w+)">([^<]+)</h2>', page) == contents


def test_help_leads_to_the_help_of_the_search_and_needs_no_archive(client):
    page = client.get("/help/")

    assert page.status_code == 200
    assert '<a href="/help/search/">检索帮助</a>' in text_of(page)


def test_help_names_the_archive_and_nothing_that_is_pending(client, archive):
    page = text_of(client.get("/help/"))

    assert "这里收着历年的柳河政务快报。" in page and "机密" not in page


def test_help_is_linked_from_every_page(client, archive):
    for address in ("/", "/issues/", "/search/", "/nonsense/"):
        assert '<a href="/help/">使用说明</a>' in text_of(client.get(address)), address

"""What is text goes out compressed."""

import gzip

from django.http import HttpResponse
from django.test import RequestFactory

from kuaibao.compress import Compress


def answer(media_type, content="清洁家园，" * 200):
    request = RequestFactory().get("/", HTTP_ACCEPT_ENCODING="gzip")
    return Compress(lambda request: HttpResponse(content, content_type=media_type))(request)


def test_pages_feeds_and_what_scripts_ask_for_are_compressed():
    for media_type in ("text/html; charset=utf-8", "application/atom+xml; charset=utf-8", "application/json"):
        response = answer(media_type)

        assert response["Content-Encoding"] == "gzip", media_type
        assert gzip.decompress(response.content).decode() == "清洁家园，" * 200


def test_files_are_left_as_they_are():
    for media_type in ("application/pdf", "application/octet-stream", "application/vnd.openxmlformats", ""):
        assert not answer(media_type).has_header("Content-Encoding"), media_type


def test_a_reader_who_takes_nothing_compressed_gets_it_plain():
    response = Compress(lambda request: HttpResponse("清洁家园，" * 200))(RequestFactory().get("/"))

    assert not response.has_header("Content-Encoding")

"""Files that are sent to be kept."""

from urllib.parse import unquote

import pytest

from archive.downloads import original_file, text_file
from archive.tests.conftest import make_issue, make_upload

pytestmark = pytest.mark.django_db


def test_an_original_is_sent_byte_for_byte():
    content = bytes(range(256))

    response = original_file(make_upload(content=content, name="快报.doc"))

    assert b"".join(response.streaming_content) == content
    assert response["Content-Length"] == "256"


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("快报46期.docx", "快报46期.docx"),
        ("../../etc/passwd", "passwd"),
        ('a"; filename="b.exe', "a; filename=b.exe"),
        ("快报\r\nSet-Cookie: a=b.txt", "快报Set-Cookie a=b.txt"),
        ("", "未命名"),
    ],
)
def test_no_name_becomes_more_than_a_name(name, sent):
    header = original_file(make_upload(name=name))["Content-Disposition"]

    assert header.startswith("attachment; filename") and "\n" not in header and "\r" not in header
    assert unquote(header.partition("=")[2].removeprefix("utf-8''")).strip('"').replace("\\", "") == sent


def test_no_browser_guesses_what_a_file_is():
    response = original_file(make_upload(content=b"<script>alert(1)</script>", name="a.html"))

    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_the_text_of_an_issue_is_named_after_it():
    response = text_file(make_issue(bulletin=None, number=None, year=None, date=None), "县工信局")

    assert unquote(response["Content-Disposition"]).endswith("快报未编期的散件.txt")
    assert b"".join(response.streaming_content).decode() == "县工信局"

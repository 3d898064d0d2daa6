"""Paper: an issue as an official paper is set, a brief on one sheet. Counted in the PDF that Chromium prints."""

from collections import defaultdict

import pypdfium2
import pytest

from archive.tests.conftest import make_entry, make_issue

pytestmark = pytest.mark.browser

MILLIMETRE = 72 / 25.4
HAN = "县乡镇村各部门把群众满意作为检验成效的标准"


@pytest.fixture
def printed(transactional_db, live_server, browser):
    """Prints a page; gives the size of a sheet in millimetres, and the lines of each sheet with what stands in them."""
    page = browser.new_page()

    def printed(address):
        page.goto(live_server.url + address)
        document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
        size = tuple(round(points / MILLIMETRE) for points in document[0].get_size())
        return size, [_lines(sheet) for sheet in document]

    return printed


def _lines(sheet):
    """The text of a sheet line by line, from its top, without blanks."""
    text, lines = sheet.get_textpage(), defaultdict(list)
    for place in range(text.count_chars()):
        character = text.get_text_range(place, 1)
        if character.strip():
            left, bottom, _, top = text.get_charbox(place, loose=True)
            lines[round((bottom + top) / 2 / 14)].append((left, character))
    return ["".join(each for _, each in sorted(lines[height])) for height in sorted(lines, reverse=True)]


def test_an_issue_has_twenty_two_lines_of_twenty_eight_characters_on_a_sheet(printed):
    make_entry(make_issue(), body=HAN * 100)

    size, (first, second, *_) = printed("/issues/2025/44/")

    assert size == (210, 297)
    assert first[0] == "柳河政务快报"
    assert [len(line) for line in second[:-1]] == [28] * 22
    assert second[-1] in ("—2—", "－2－")


def test_what_only_serves_the_screen_is_not_printed(printed):
    make_entry(make_issue())

    _, sheets = printed("/issues/2025/44/")
    text = "".join(line for sheet in sheets for line in sheet)

    assert "县工信局培育中小企业" in text
    for word in ("检索", "一页速览", "下载原件", "目录", "使用说明"):
        assert word not in text


@pytest.mark.parametrize("entries", [8, 10, 12])
def test_the_brief_of_an_ordinary_issue_goes_on_one_sheet(printed, entries):
    issue = make_issue()
    for _ in range(entries):
        make_entry(issue, title=HAN[:20], body=f"截至目前，{HAN * 2}共91家。", units=["石渡镇"])

    _, sheets = printed("/issues/2025/44/brief/")

    assert len(sheets) == 1

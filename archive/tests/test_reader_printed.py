"""Pages to a document: what is said of all of them together."""

import pytest

from archive.bulletin.reader.document import NoTextError, ReadError
from archive.bulletin.reader.page import Glyph
from archive.bulletin.reader.printed import PrintedPage, document_of, refuse_many


def page(text="", **fields):
    return PrintedPage([Glyph(char, at, at + 1, 0, 1, 0) for at, char in enumerate(text)], **fields)


@pytest.mark.parametrize(
    ("characters", "pictured", "is_scan"),
    [(0, 0.0, False), (0, 0.1, True), (5, 0.5, False), (5, 0.9, True), (29, 0.9, True), (30, 1.0, False)],
)
def test_a_scan_is_a_picture_with_at_most_a_stamp(characters, pictured, is_scan):
    assert page("甲" * characters, pictured=pictured).is_scan == is_scan


def test_a_word_that_is_turned_on_every_page_is_quoted_once():
    pages = [page("甲", turned="内部 资料"), page("乙", turned="内部资料"), page("丙")]

    assert document_of(pages, "pdf", "PDF").notes == ("第1、2页有斜排或竖排的文字（如水印），没有读入：“内部资料”。",)


def test_empty_pages_are_no_document():
    with pytest.raises(NoTextError, match="此 OFD 没有文字层"):
        document_of([page(), page(" ")], "ofd", "OFD")


def test_limits_are_said_with_their_numbers():
    refuse_many("PDF", pages=400, characters=1_000_000)
    with pytest.raises(ReadError, match="OFD 有401页，一次最多400页"):
        refuse_many("OFD", pages=401)
    with pytest.raises(ReadError, match="PDF 的文字超过100万字"):
        refuse_many("PDF", characters=1_000_001)

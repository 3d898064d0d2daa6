"""The copy of a PDF that readers get is the same to the byte but for the names of who wrote it."""

import pytest

from archive.bulletin.reader import read_document
from archive.bulletin.reader.blanked import without_authors
from archive.bulletin.reader.document import unseen
from archive.tests.office_files import pdf

LINES = ["柳河政务快报", "第44期", "县工信局培育中小企业 建立梯度培育体系。（工信局）"]
NAME = "张三".encode("utf-16-be")
XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:title>快报</dc:title><dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq>'
    "</dc:creator></x:xmpmeta>"
)


@pytest.mark.parametrize(
    ("written", "blank"),
    [
        (b"<</Author(\xfe\xff" + NAME + b") /Creator (Word)>>", b"<</Author(      ) /Creator (Word)>>"),
        (b"<< /Author <FEFF5F204E09> >>", b"<< /Author <            > >>"),
        (b"<< /Company (zh\\)ang) /Title (a) >>", b"<< /Company (       ) /Title (a) >>"),
        (b"<< /Author () >>", b"<< /Author () >>"),
        (b"<< /Author 12 0 R >>", b"<< /Author 12 0 R >>"),
        (XMP.format("张三").encode(), XMP.format("      ").encode()),
    ],
)
def test_blanks_stand_where_names_stood(written, blank):
    assert without_authors(written) == blank
    assert len(written) == len(blank)


def test_a_pdf_with_an_author_is_no_secret_and_reads_the_same():
    content = pdf(LINES).replace(b"/Author (anonymous)", b"/Author (zhang san)")
    copy = without_authors(content)

    assert b"zhang san" in content and b"zhang san" not in copy
    assert unseen(read_document(content).notes) == []
    assert read_document(copy).text == read_document(content).text


def test_an_author_who_cannot_be_blanked_is_still_found():
    content = pdf(LINES).replace(b"/Author (anonymous)", b"/Author (zhang (san))")

    assert b"zhang" in without_authors(content)
    assert unseen(read_document(content).notes) != []

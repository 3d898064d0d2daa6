"""The copy of a Word file that readers get is printed as the original is, and says nothing of who wrote it."""

import io
import zipfile

import docx as python_docx
import pytest

from archive.bulletin.reader import read_document
from archive.bulletin.reader.word.clean import without_properties
from archive.tests.office_files import docx, word_body, zipped

LINES = ["柳河政务快报", "# 经济发展", "县工信局**培育**中小企业。（工信局）"]


def members(content):
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}


def written_by(author):
    document = python_docx.Document(io.BytesIO(docx(LINES)))
    document.core_properties.author = document.core_properties.last_modified_by = author
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_nobody_learns_the_authors_name_and_the_text_stays():
    original = written_by("张三")
    copy = without_properties(original)

    assert any("张三" in part.decode("utf-8", "ignore") for part in members(original).values())
    assert not any("张三" in part.decode("utf-8", "ignore") for part in members(copy).values())
    assert not any(name.startswith(("docProps/", "customXml/")) for name in members(copy))
    assert read_document(copy).text == read_document(original).text
    assert members(copy)["word/document.xml"] == members(original)["word/document.xml"]


def test_other_programs_open_the_copy():
    copy = python_docx.Document(io.BytesIO(without_properties(written_by("张三"))))

    assert [paragraph.text for paragraph in copy.paragraphs] == [
        "柳河政务快报",
        "经济发展",
        "县工信局培育中小企业。（工信局）",
    ]
    assert "张三" not in (copy.core_properties.author, copy.core_properties.last_modified_by)


def test_each_type_that_is_named_belongs_to_a_part_that_is_there():
    copy = members(without_properties(written_by("张三")))

    assert b"docProps" not in copy["[Content_Types].xml"] + copy["_rels/.rels"]
    assert b"/word/document.xml" in copy["[Content_Types].xml"]


@pytest.mark.parametrize("stray", ["docProps/old.xml", "word/comments7.xml", "word/_rels/gone.xml.rels"])
def test_a_part_to_which_nothing_leads_is_left_out(stray):
    content = zipped(members(word_body("<w:p/>", header1="")) | {stray: "<Relationships>机密</Relationships>"})

    assert stray not in members(without_properties(content))
    assert "word/header1.xml" in members(without_properties(content))


def test_the_place_of_the_template_is_not_told():
    settings = '<Relationships><Relationship Id="a" Type="x/attachedTemplate" Target="file:///C:/张三/a.dotm" TargetMode="External"/></Relationships>'
    parts = members(word_body("<w:p/>", settings="")) | {"word/_rels/settings.xml.rels": settings}

    copy = members(without_properties(zipped(parts)))

    assert b'Target="Normal.dotm"' in copy["word/_rels/settings.xml.rels"]

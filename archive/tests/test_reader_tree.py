"""XML of office files: read without entities, refused with a document type."""

import pytest

from archive.bulletin.reader import tree
from archive.bulletin.reader.document import ReadError
from archive.bulletin.reader.tree import child, local, parse_xml, value

LAUGHS = (
    b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><a>&c;</a>"""
)
OUTSIDE = b"""<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>"""


@pytest.mark.parametrize(
    "content", [LAUGHS, OUTSIDE, LAUGHS.decode().encode("utf-16"), OUTSIDE.decode().encode("utf-16")]
)
def test_a_document_type_is_refused(content):
    with pytest.raises(ReadError, match="DOCTYPE|XML 读不出来"):
        parse_xml(content)


@pytest.mark.parametrize("content", [b"", b"<a>", b"<a>&b;</a>", b"\xff\xfe<a/>", b"<a>" * 300 + b"</a>" * 300])
def test_damaged_xml_is_refused(content):
    with pytest.raises(ReadError, match="XML 读不出来"):
        parse_xml(content)


def test_more_elements_than_a_document_has_are_refused_before_they_are_built(monkeypatch):
    monkeypatch.setattr(tree, "MOST_TAGS", 100)

    assert len(parse_xml(b"<a>" + b"<b/>" * 98 + b"</a>")) == 98
    for content in (b"<a>" + b"<b/>" * 99 + b"</a>", b'<a b="' + b"=" * 99 + b'"/>', b"<a>" * 101):
        with pytest.raises(ReadError, match="文件太大"):
            parse_xml(content)


def test_names_and_attributes_are_found_whatever_their_namespace():
    for space in ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/w/main"):
        root = parse_xml(f'<w:a xmlns:w="{space}"><!-- 注 --><w:b><w:c w:val="1" id="2"/></w:b></w:a>'.encode())

        found = child(root, "b", "c")
        assert (local(found.tag), value(found, "val"), value(found, "id"), value(found, "x")) == ("c", "1", "2", None)
        assert child(root, "c", "b") is None

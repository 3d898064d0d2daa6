"""What a file is: by its bytes and what lies inside, whatever its name says; and what is refused."""

import pytest

from archive.bulletin.reader import ReadError, read_document
from archive.bulletin.reader.kinds import kind_of
from archive.tests.office_files import docx, html, ofd, pdf, zipped

LINES = ["澄川政务快报", "县工信局送技术到车间"]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (docx(LINES), "docx"),
        (pdf(LINES), "pdf"),
        (b"\n\n" + pdf(LINES), "pdf"),
        (ofd(LINES), "ofd"),
        (html(LINES), "text"),  # is told from text when it has been decoded
        ("澄川政务快报".encode("utf-16"), "text"),
        (b"{\\rtf1 x}", "rtf"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""}), "odt"),
        (zipped({"第1期.docx": docx(LINES), "第2期.docx": ""}), "zip"),
        (zipped({"OFD.xml.txt": "甲"}), "zip"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w/>', "xml"),
        (b"MIME-Version: 1.0\r\n", "mht"),
        (
            b"From: <Saved by Blink>\r\nSnapshot-Content-Location: http://example.invalid/\r\nSubject: x\r\n"
            b'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html"\r\n\r\n',
            "mht",
        ),
        (b"From: a\r\nSubject: b\r\n\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related\r\n", "text"),
        (b"From: a\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nx", "text"),
        ("政务快报\nMIME-Version: 1.0\nContent-Type: multipart/related\n".encode(), "text"),
        ("关于 %PDF-1.7 文件的通知".encode(), "text"),
        ("通知\n%PDF-文件".encode(), "text"),
        (b"x\r%PDF-1.7", "pdf"),
        (zipped({"word/第3期.txt": "甲", "第4期.txt": "乙"}), "zip"),
        (zipped({"word/document.xml": "<w/>"}), "docx"),
        ("MZ是什么".encode(), "text"),
        ("BM与ID3".encode(), "text"),
    ],
)
def test_a_kind_is_told_by_the_bytes(content, kind):
    assert kind_of(content) == kind


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x89PNG\r\n\x1a\n", "这是图片，不能读取。图片里的文字读不出来"),
        (b"\xff\xd8\xff\xe0", "这是图片"),
        (b"Rar!\x1a\x07", "这是压缩文件，不能读取。请先解开"),
        (b"\x7fELF\x02", "这是程序文件"),
        (b"MZ" + bytes(64), "这是程序文件"),
        (b"ID3\x03", "这是声音或影像文件"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1", "这是图片，不能读取。图片里的文字读不出来"),
        (b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mif1", "这是声音或影像文件"),
        (zipped({"[Content_Types].xml": "", "xl/workbook.xml": ""}), "这是Excel 表格，不是快报正文"),
        (zipped({"[Content_Types].xml": "", "ppt/presentation.xml": ""}), "这是PowerPoint 演示文稿"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "这是 LibreOffice 的表格"),
        (b"PK\x03\x04....", "文件已损坏：压缩包的目录读不出来"),
        (OLE + b"....", "文件已损坏：旧版 Word 文件的目录读不出来"),
    ],
)
def test_what_is_never_read_is_refused_with_what_it_is(content, words):
    with pytest.raises(ReadError, match=words):
        read_document(content)


@pytest.mark.parametrize(
    ("streams", "words"),
    [
        ({"EncryptedPackage": b""}, "文件有密码，打不开"),
        ({"WordDocument": bytes(10) + b"\x00\x01" + bytes(20)}, "文件有密码，打不开"),
        ({"Workbook": b""}, "这是Excel 表格"),
        ({"PowerPoint Document": b""}, "这是PowerPoint 演示文稿"),
        ({"Setup": b""}, "这不是 Word 或 WPS 文字文件"),
    ],
)
def test_an_old_office_file_is_told_by_its_streams(monkeypatch, streams, words):
    """olefile reads such files and writes none: the directory is given here."""
    import olefile

    monkeypatch.setattr(olefile.OleFileIO, "open", lambda self, content, **options: None)
    monkeypatch.setattr(olefile.OleFileIO, "close", lambda self: None)
    monkeypatch.setattr(olefile.OleFileIO, "listdir", lambda self: [[name] for name in streams])
    monkeypatch.setattr(olefile.OleFileIO, "openstream", lambda self, name: __import__("io").BytesIO(streams[name]))

    with pytest.raises(ReadError, match=words):
        kind_of(OLE + b"....")

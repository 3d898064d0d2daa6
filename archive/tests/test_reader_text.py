"""Bytes to text: what is read, and what is refused with which words."""

import pytest

from archive.bulletin.reader import ReadError, read_document

TEXT = "县工信局送技术到车间 目前，走访企业12家。（工信局）\r\n第二行"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode("utf-8"), "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode("utf-8"), "utf-8"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("gb18030"), "gb18030"),
    ],
)
def test_every_encoding_of_an_office_gives_the_same_text_with_its_line_ends(content, encoding):
    document = read_document(content)

    assert (document.text, document.encoding) == (TEXT, encoding)


def test_a_character_that_gbk_lacks_is_read_from_gb18030():
    assert read_document("上报单位：㐂河镇𠀀".encode("gb18030")).text == "上报单位：㐂河镇𠀀"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "文件是空的"),
        (b" \r\n\t", "文件是空的"),
        ("\ufeff \u3000".encode(), "文件里没有文字"),
        (b"%PDF-1.7 ...", "这是PDF 文件"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "旧版 Word 或 WPS"),
        (b"PK\x03\x04....", "Word、OFD 或压缩文件"),
        (b"\x89PNG\r\n\x1a\n", "这是图片"),
        (b"  <!DOCTYPE html><p>", "网页文件"),
        ("\ufeff<?xml version='1.0'?>\n<!-- 快报 --><HTML>".encode(), "网页文件"),
        (b"\xff\xfe" + "<html><body>澄川政务快报".encode("utf-16-le"), "网页文件"),
    ],
)
def test_a_file_that_is_no_text_is_refused_by_what_its_bytes_say(content, words):
    with pytest.raises(ReadError, match=words):
        read_document(content)


def test_a_wrong_byte_is_named_by_its_place_and_never_replaced():
    content = "清运垃圾20余吨".encode() + b"\xff\xff" + "（石渡镇）".encode()

    with pytest.raises(ReadError, match="第21个字节读不出来") as error:
        read_document(content)

    assert error.value.offset == 20


def test_a_wrong_byte_after_a_byte_order_mark_is_counted_from_the_beginning_of_the_file():
    with pytest.raises(ReadError) as error:
        read_document(b"\xef\xbb\xbf" + "甲".encode() + b"\xff")

    assert error.value.offset == 6


def test_a_control_character_is_refused_with_its_line():
    with pytest.raises(ReadError, match=r"第2行有不该出现的控制字符（U\+0000）") as error:
        read_document("\ufeff甲\n乙\x00丙".encode())

    assert error.value.offset == 10

"""Bytes of a text file to text: the encodings of an office, and wrong bytes named by their place."""

import pytest

from archive.bulletin.reader import ReadError, read_document
from archive.bulletin.reader.text import decode

TEXT = "县工信局送技术到车间 目前，走访企业12家。（工信局）\r\n第二行"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode("utf-8"), "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode("utf-8"), "utf-8"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("gb18030"), "gb18030"),
    ],
)
def test_every_encoding_of_an_office_gives_the_same_text_with_its_line_ends(content, encoding):
    document = read_document(content)

    assert (document.text, document.encoding) == (TEXT, encoding)


def test_a_character_that_gbk_lacks_is_read_from_gb18030():
    assert read_document("上报单位：㐂河镇𠀀".encode("gb18030")).text == "上报单位：㐂河镇𠀀"


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends_stay_as_they_are(line_end):
    assert read_document(f"甲{line_end}乙{line_end}".encode()).text == f"甲{line_end}乙{line_end}"


def test_a_markdown_file_is_text():
    document = read_document("# 澄川政务快报\n\n**第 29 期**\n".encode())

    assert (document.text, document.kind, document.notes) == ("# 澄川政务快报\n\n**第 29 期**\n", "text", ())


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "文件是空的"),
        (b" \r\n\t", "文件是空的"),
        ("\ufeff \u3000".encode(), "文件里没有文字"),
    ],
)
def test_a_file_without_text_is_refused(content, words):
    with pytest.raises(ReadError, match=words):
        read_document(content)


def test_a_wrong_byte_is_named_by_its_place_and_never_replaced():
    content = "清运垃圾20余吨".encode() + b"\xff\xff" + "（石渡镇）".encode()

    with pytest.raises(ReadError, match="第21个字节读不出来") as error:
        read_document(content)

    assert error.value.offset == 20


def test_a_wrong_byte_is_named_by_its_line_as_well():
    with pytest.raises(ReadError, match="第12个字节读不出来（第3行）：按 GB18030 编码"):
        read_document("甲\r\n乙镇\n丙".encode("gb18030") + b"\xff")


def test_a_wrong_byte_after_a_byte_order_mark_is_counted_from_the_beginning_of_the_file():
    with pytest.raises(ReadError) as error:
        read_document(b"\xef\xbb\xbf" + "甲".encode() + b"\xff")

    assert error.value.offset == 6


def test_half_a_character_at_the_end_of_utf16_is_refused():
    with pytest.raises(ReadError, match="按 UTF-16-LE 编码不是有效的文字") as error:
        read_document(b"\xff\xfe" + "甲乙".encode("utf-16-le")[:-1])

    assert error.value.offset == 4


def test_a_control_character_is_refused_with_its_line():
    with pytest.raises(ReadError, match=r"第2行有不该出现的控制字符（U\+0000）") as error:
        read_document("\ufeff甲\n乙\x00丙".encode())

    assert error.value.offset == 10


def test_a_replacement_character_from_elsewhere_stays_and_is_noted():
    document = read_document("清运垃圾20余吨。\n（\ufffd渡镇）".encode())

    assert document.text == "清运垃圾20余吨。\n（\ufffd渡镇）"
    assert document.notes == ("文中有“\ufffd”（第2行起），是文件在别处转换时弄丢的字，请对照原件改正。",)


def test_what_a_page_declares_is_believed_only_where_utf8_does_not_fit():
    assert decode("清運垃圾".encode("big5"), declared="big5")[0] == "清運垃圾"
    assert decode("清运垃圾".encode(), declared="big5")[0] == "清运垃圾"
    assert decode("清运垃圾".encode("gbk"), declared="iso-8859-1")[0] == "清运垃圾"

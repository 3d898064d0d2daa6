"""ZIP files that are damaged, encrypted or meant to fill the machine."""

import io
import zipfile

import pytest

from archive.bulletin.reader import zipped
from archive.bulletin.reader.document import ReadError
from archive.bulletin.reader.zipped import Zipped
from archive.tests.office_files import zipped as zip_of


def test_a_member_is_read_and_folders_are_not_members():
    file = Zipped(zip_of({"甲/": "", "甲/乙.txt": "文"}))

    assert (file.names, file.read("甲/乙.txt")) == (["甲/乙.txt"], "文".encode())


@pytest.mark.parametrize(
    ("limit", "amount", "words"),
    [
        ("LARGEST_MEMBER", 999, "解开后超过"),
        ("LARGEST_TOTAL", 1999, "解开后超过"),
        ("MOST_MEMBERS", 1, "有2个文件，超过1个"),
    ],
)
def test_beyond_a_limit_reading_ends(monkeypatch, limit, amount, words):
    monkeypatch.setattr(zipped, limit, amount)

    with pytest.raises(ReadError, match=words):
        file = Zipped(zip_of({"一": bytes(range(250)) * 4, "二": bytes(range(250)) * 4}))
        file.read("一")
        file.read("二")


def test_what_unpacks_into_much_more_is_refused_whatever_its_header_says():
    content = zip_of({"一": b"0" * 8_000_000}).replace((8_000_000).to_bytes(4, "little"), (9).to_bytes(4, "little"))

    with pytest.raises(ReadError, match="原来的250倍以上|读不出来"):
        Zipped(content).read("一")
    with pytest.raises(ReadError, match="原来的250倍以上"):
        Zipped(zip_of({"一": b"0" * 8_000_000})).read("一")


def test_a_damaged_file_is_refused_in_plain_words():
    whole = zip_of({"一": "县工信局送技术到车间" * 20})
    changed = bytearray(whole)
    changed[60] ^= 0xFF

    with pytest.raises(ReadError, match="目录读不出来"):
        Zipped(whole[:50])
    with pytest.raises(ReadError, match="内容读不出来"):
        Zipped(bytes(changed)).read("一")
    with pytest.raises(ReadError, match="缺少 二"):
        Zipped(whole).read("二")


def test_a_member_without_a_name_is_no_accident():
    """Damage can leave one; zipfile itself stumbles over it."""
    content = zip_of({"甲": "文"}).replace("甲".encode(), b"\0ab")

    assert Zipped(content).names == [""]


def test_a_member_with_a_password_is_refused():
    content = bytearray(zip_of({"一": "机密"}))
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + place] |= 1

    with pytest.raises(ReadError, match="有密码"):
        Zipped(bytes(content)).read("一")


def test_a_way_to_pack_that_is_not_known_is_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("一", "文")
    content = bytearray(buffer.getvalue())
    for signature, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        content[content.index(signature) + place] = 97

    with pytest.raises(ReadError, match="不支持的压缩方式"):
        Zipped(bytes(content)).read("一")

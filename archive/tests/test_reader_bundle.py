"""A .zip of several files: names, order and what is left out."""

import io
import zipfile

import pytest

from archive.bulletin.reader import File, ReadError, bundle, read_document, unpack
from archive.tests.office_files import docx, zipped


def names(members):
    return [file.name for file in unpack("快报.zip", zipped(members))]


def test_files_come_in_the_order_of_a_person_who_counts():
    members = {"第10期.txt": "十", "第2期.txt": "二", "第２０期.txt": "廿", "附/第1期.docx": "附"}

    assert names(members) == ["第2期.txt", "第10期.txt", "第２０期.txt", "附/第1期.docx"]
    assert unpack("快报.zip", zipped(members))[0] == File("第2期.txt", "二".encode())


def test_anything_else_is_itself():
    for content in ("甲".encode(), docx(["甲"]), b"PK\x03\x04 damaged", b"\x89PNG\r\n", b""):
        assert unpack("快报", content) == [File("快报", content)]


def test_what_systems_put_in_unasked_is_left_out():
    members = {
        "一.txt": "甲",
        "__MACOSX/._一.txt": "x",
        "附/.DS_Store": "x",
        "附/Thumbs.db": "x",
        "~$一.docx": "x",
        "._一.txt": "x",
        "空/": "",
    }

    assert names(members) == ["一.txt"]


def test_names_in_gbk_without_a_mark_are_read():
    """As Windows in China packs them."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        info = zipfile.ZipInfo("placeholder-0")
        file.writestr(info, "甲")
    content = buffer.getvalue().replace(b"placeholder-0", "第3期快报.txt".encode("gbk"))

    assert [file.name for file in unpack("x.zip", content)] == ["第3期快报.txt"]


def test_a_name_leads_nowhere():
    assert names({"../../etc/passwd": "x", "/甲.txt": "y", "..\\乙\u202egpj.txt": "z"}) == [
        "etc/passwd",
        "乙gpj.txt",
        "甲.txt",
    ]


def test_a_zip_within_the_zip_stays_one_file_that_says_what_it_is():
    inner = zipped({"一.txt": "甲", "二.txt": "乙"})

    (file,) = unpack("外.zip", zipped({"内.zip": inner}))

    assert file == File("内.zip", inner)
    with pytest.raises(ReadError, match="压缩包，里面有2个文件"):
        read_document(file.content)


@pytest.mark.parametrize("members", [{}, {"__MACOSX/._一": "x"}])
def test_an_empty_zip_is_refused(members):
    with pytest.raises(ReadError, match="压缩包是空的"):
        unpack("快报.zip", zipped(members))


def test_too_many_files_are_refused_with_their_number(monkeypatch):
    monkeypatch.setattr(bundle, "MOST_FILES", 2)

    with pytest.raises(ReadError, match="有3个文件，一次最多2个"):
        names({"1": "x", "2": "x", "3": "x", "__MACOSX/4": "x"})

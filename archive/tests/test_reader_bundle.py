"""A .zip of several files: names, order and what is left out."""

import io
import re
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


def with_password(content, name):
    """A .zip that says of a member that it has a password."""
    content = bytearray(content)
    for signature, flags, at in ((b"PK\x03\x04", 6, 30), (b"PK\x01\x02", 8, 46)):
        place = next(
            found.start()
            for found in re.finditer(re.escape(signature), content)
            if content[found.start() + at :].startswith(name.encode())
        )
        content[place + flags] |= 1
    return bytes(content)


def test_a_file_that_cannot_be_unpacked_does_not_keep_the_others_in():
    content = with_password(zipped({"1.txt": "甲", "2.txt": "机密", "3.txt": "丙" * 50, "4.txt": "丁"}), "2.txt")
    place = content.index(b"3.txt") + 8
    content = content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :]

    first, locked, damaged, last = unpack("快报.zip", content)

    assert (first.content, last.content) == ("甲".encode(), "丁".encode())
    assert (locked.name, damaged.name) == ("2.txt", "3.txt")
    with pytest.raises(ReadError, match="文件有密码，打不开"):
        read_document(locked.content)
    with pytest.raises(ReadError, match="文件已损坏：压缩包里的内容读不出来"):
        read_document(damaged.content)


def test_a_file_that_unpacks_into_too_much_keeps_all_out():
    with pytest.raises(ReadError, match="原来的250倍以上"):
        names({"1.txt": "甲", "2.txt": b"0" * 8_000_000})


def test_others_of_a_zip_are_read_beside_one_that_is_locked(tmp_path):
    from archive.members import parse_members

    path = tmp_path / "包.zip"
    path.write_bytes(with_password(zipped({"1.txt": "没有条目。", "2.txt": "机密"}), "2.txt"))

    problems = parse_members(path).problems

    assert list(problems) == [f"{path}/1.txt", f"{path}/2.txt"]
    assert problems[f"{path}/1.txt"].startswith("第1行：没有认出一条条目")
    assert problems[f"{path}/2.txt"] == "文件有密码，打不开。请去掉密码后再上传。"

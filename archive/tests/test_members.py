"""A file, or the files in a .zip."""

import os
from pathlib import Path

from archive.members import members_of, parse_members
from archive.tests.conftest import zip_of
from archive.tests.test_importer import TEXT


def test_a_file_is_itself(tmp_path):
    path = tmp_path / "第7期.txt"
    path.write_text(TEXT)

    assert [label for label, _ in members_of(path)] == [str(path)]


def test_files_of_a_zip_are_called_by_both_names(tmp_path):
    path = tmp_path / "包.zip"
    path.write_bytes(zip_of({"第10期.txt": TEXT, "二月/第7期.txt": TEXT, "第9期.txt": TEXT}))

    assert [label for label, _ in members_of(path)] == [
        f"{path}/二月/第7期.txt",
        f"{path}/第9期.txt",
        f"{path}/第10期.txt",
    ]


def test_all_of_a_zip_is_one_document_and_everything_names_its_file(tmp_path):
    path = tmp_path / "包.zip"
    path.write_bytes(
        zip_of({"第7期.txt": TEXT, "坏.txt": "没有条目。", "第8期.txt": TEXT.replace("第 7 期", "第 8 期")})
    )

    parsed = parse_members(path)

    document = parsed.as_document()
    assert [(issue["number"], issue["file"]) for issue in document["issues"]] == [
        (7, f"{path}/第7期.txt"),
        (8, f"{path}/第8期.txt"),
    ]
    assert {span["file"] for span in document["spans"]} == {f"{path}/第7期.txt", f"{path}/第8期.txt"}
    assert list(parsed.problems) == [f"{path}/坏.txt"]
    assert parsed.problems[f"{path}/坏.txt"].startswith("第1行：没有认出一条条目")


def test_one_file_is_a_document_without_names(tmp_path):
    path = tmp_path / "第7期.txt"
    path.write_text(TEXT)

    document = parse_members(path).as_document()

    assert not any("file" in row for rows in document.values() for row in rows)


def test_a_broken_zip_is_a_problem_of_its_own(tmp_path):
    path = tmp_path / "包.zip"
    path.write_bytes(zip_of({"第7期.txt": TEXT * 50, "第8期.txt": TEXT * 50})[:900])

    parsed = parse_members(path)

    assert (parsed.bulletins, list(parsed.problems)) == ({}, [str(path)])


def test_a_name_on_disk_in_gbk_is_read_as_such(tmp_path):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + "第7期.txt".encode("gb18030")))
    path.write_text(TEXT)

    ((label, file),) = members_of(path)

    assert (label, file.name) == (f"{tmp_path}/第7期.txt", "第7期.txt")
    assert list(parse_members(path).bulletins) == [f"{tmp_path}/第7期.txt"]
    assert not parse_members(path).is_bundle

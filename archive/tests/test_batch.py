"""Importing many files."""

import os

import pytest
from django.db import connection

from archive import batch as batch_module
from archive.batch import Batch, bulletin_files
from archive.corrections import correct_issue
from archive.models import Entry, EntrySearch, Issue, Suggestion, Upload
from archive.processes import Crash
from archive.search.index.bulk import in_bulk
from archive.search.index.writing import index_entries
from archive.search.service import search
from archive.search.tokenizer import keep_whole
from archive.tests.conftest import SCAN, zip_of
from archive.tests.test_importer import FRAGMENT, TEXT
from archive.uploads import type_text

pytestmark = pytest.mark.django_db


def test_folders_are_searched_through_and_named_files_always_tried(tmp_path):
    for name in ("b.txt", "a.md", "下级/c.TXT", "d.docx", "下级/e.PDF", "f.zip", "g.xlsx", "h.jpg", "下级/.i"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("x")

    found, passed_over = bulletin_files([tmp_path, tmp_path / "g.xlsx", tmp_path / "b.txt"])

    names = ["a.md", "b.txt", "d.docx", "f.zip", "下级/c.TXT", "下级/e.PDF", "g.xlsx"]
    assert [str(file.relative_to(tmp_path)) for file in found] == names
    assert passed_over == 2


def test_a_file_that_fails_leaves_the_others_in_and_is_named_with_its_line(tmp_path):
    (tmp_path / "好.txt").write_text(TEXT)
    (tmp_path / "坏.txt").write_text("\n没有条目。")
    batch = Batch()

    for file in bulletin_files([tmp_path])[0]:
        batch.take(file)

    assert batch.totals == "1 created, 0 updated, 0 unchanged, 1 failed（3条）"
    assert batch.messages[0].startswith(f"{tmp_path / '坏.txt'}：没有导入：第2行：没有认出一条条目")
    assert (
        batch.messages[1] == f"{tmp_path / '好.txt'}：第1行：还没有柳河县的单位名册，4个署名都照原文保留，未归到单位。"
    )
    assert Issue.objects.count() == 1


def test_a_trial_run_says_so_and_stores_nothing(tmp_path):
    (tmp_path / "甲.txt").write_text(FRAGMENT)
    batch = Batch(dry_run=True)

    batch.take(tmp_path / "甲.txt")

    assert batch.totals == "1 created, 0 updated, 0 unchanged, 0 failed（3条，试运行，什么也没有存）"
    assert not Issue.objects.exists()


def test_the_report_for_programs_names_files_issues_and_addresses(tmp_path):
    (tmp_path / "甲.txt").write_text(TEXT)
    batch = Batch()

    batch.take(tmp_path / "甲.txt")

    report = batch.as_document()
    assert (report["created"], report["failed"], report["entries"]) == (1, 0, 3)
    assert report["files"][0]["issues"] == [
        {
            "outcome": "created",
            "name": "柳河政务快报",
            "year": 2025,
            "number": 7,
            "entries": 3,
            "url": "/issues/2025/7/",
            "changes": [],
            "kept": [],
        }
    ]


def test_files_of_another_kind_are_counted():
    assert Batch(passed_over=2).totals.endswith("（0条，跳过2个别种格式的文件）")


def test_what_is_no_file_fails_and_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "管道.txt")
    batch = Batch()

    batch.take(tmp_path / "管道.txt")

    assert batch.messages == [f"{tmp_path / '管道.txt'}：没有导入：打不开：不是文件"]


def test_a_mistake_of_the_program_keeps_no_other_file_out(tmp_path, monkeypatch):
    def broken(*args, **kwargs):
        raise ZeroDivisionError("坏了")

    monkeypatch.setattr("archive.batch.import_bulletin", broken)
    (tmp_path / "甲.txt").write_text(TEXT)
    batch = Batch()

    batch.take(tmp_path / "甲.txt")

    assert batch.failed == 1
    assert batch.messages == [f"{tmp_path / '甲.txt'}：没有导入：程序出错，请告诉管理员：ZeroDivisionError: 坏了"]


def test_each_file_of_a_zip_goes_in_by_itself(tmp_path):
    eighth = TEXT.replace("第 7 期", "第 8 期")
    (tmp_path / "包.zip").write_bytes(zip_of({"二月/第7期.txt": TEXT, "坏.txt": "没有条目。", "第8期.txt": eighth}))
    batch = Batch()

    batch.take(tmp_path / "包.zip")

    assert batch.totals == "2 created, 0 updated, 0 unchanged, 1 failed（6条）"
    assert [file["file"] for file in batch.files] == [
        f"{tmp_path}/包.zip/二月/第7期.txt",
        f"{tmp_path}/包.zip/坏.txt",
        f"{tmp_path}/包.zip/第8期.txt",
    ]
    assert any(message.startswith(f"{tmp_path}/包.zip/坏.txt：没有导入：第1行：") for message in batch.messages)
    assert list(Upload.objects.order_by("pk").values_list("name", flat=True)) == ["第7期.txt", "第8期.txt"]


def test_a_scan_fails_but_is_kept_for_somebody_to_type_it(tmp_path):
    (tmp_path / "扫描.pdf").write_bytes(SCAN)
    batch, again = Batch(), Batch()

    batch.take(tmp_path / "扫描.pdf")
    again.take(tmp_path / "扫描.pdf")

    assert batch.totals == "0 created, 0 updated, 0 unchanged, 1 failed（0条，1个没有文字层，存为待审）"
    assert again.totals == batch.totals
    (message,) = batch.messages
    assert message.startswith(f"{tmp_path}/扫描.pdf：没有导入：此 PDF 没有文字层")
    assert message.endswith("原件已存为待审，请在编辑台录入文字。")
    assert list(Upload.objects.values_list("name", "status", "text")) == [("扫描.pdf", "pending", "")]


def test_a_trial_run_keeps_no_scan(tmp_path):
    (tmp_path / "扫描.pdf").write_bytes(SCAN)
    batch = Batch(dry_run=True)

    batch.take(tmp_path / "扫描.pdf")

    assert (batch.failed, batch.waiting, Upload.objects.count()) == (1, 0, 0)


def test_what_a_person_has_set_is_told(tmp_path):
    (tmp_path / "甲.txt").write_text(TEXT)
    Batch().take(tmp_path / "甲.txt")
    correct_issue(Issue.objects.get(), {"number": 8})
    batch = Batch()

    batch.take(tmp_path / "甲.txt")

    assert batch.messages[0] == f"{tmp_path}/甲.txt：期号由人改过，保留8（文件里是7）"
    assert batch.files[0]["issues"][0]["kept"] == ["期号由人改过，保留8（文件里是7）"]


def of_files(folder, **options):
    """What a batch of all files of a folder says, one after the other or read ahead."""
    batch = Batch(dry_run=True)
    done = list(batch.take_all(bulletin_files([folder])[0], **options))
    return batch.totals, batch.messages, batch.files, done


def test_files_that_are_read_ahead_fare_as_those_that_are_not(tmp_path):
    for number in range(1, 9):
        (tmp_path / f"第{number}期.txt").write_text(TEXT.replace("第 7 期", f"第 {number} 期"))
    (tmp_path / "第4期甲.txt").write_text("没有条目。")
    (tmp_path / "第5期甲.pdf").write_bytes(SCAN)
    (tmp_path / "第6期甲.txt").write_bytes(b"")
    (tmp_path / "第7期甲.zip").write_bytes(zip_of({"第17期.txt": TEXT, "坏.txt": "没有条目。"}))
    (tmp_path / "第8期甲.zip").write_bytes(zip_of({"第18期.txt": TEXT})[:50])

    told = of_files(tmp_path, jobs=0)

    assert told[0] == "9 created, 0 updated, 0 unchanged, 5 failed（27条，试运行，什么也没有存）"
    assert len(told[3]) == 13
    assert of_files(tmp_path, jobs=2) == told


def test_files_that_are_read_ahead_are_stored_and_found_and_come_again_unchanged(tmp_path):
    for number in range(1, 4):
        (tmp_path / f"第{number}期.txt").write_text(TEXT.replace("第 7 期", f"第 {number} 期"))
    files = bulletin_files([tmp_path])[0]
    batch, again = Batch(), Batch()

    list(batch.take_all(files, jobs=1))
    found = search(query="送技术到车间")
    list(again.take_all(files, jobs=1))

    assert batch.totals == "3 created, 0 updated, 0 unchanged, 0 failed（9条）"
    assert [match.entry.issue.number for match in found.matches] == [3, 2, 1]
    assert again.totals == "0 created, 0 updated, 3 unchanged, 0 failed（9条）"
    rows = list(EntrySearch.objects.order_by("pk").values())
    keep_whole(frozenset())  # as it was before these files came
    index_entries(Entry.objects.all())
    assert list(EntrySearch.objects.order_by("pk").values()) == rows


def test_text_that_a_person_has_typed_goes_before_what_was_read_ahead(tmp_path):
    (tmp_path / "扫描.pdf").write_bytes(SCAN)
    Batch().take(tmp_path / "扫描.pdf")
    type_text(Upload.objects.get(), TEXT)
    batch = Batch()

    list(batch.take_all([tmp_path / "扫描.pdf"], jobs=1))

    assert batch.totals == "1 created, 0 updated, 0 unchanged, 0 failed（3条）"


def test_a_file_that_brings_its_reader_down_fails_and_leaves_the_others_in(tmp_path, monkeypatch):
    (tmp_path / "甲.txt").write_text(TEXT)
    (tmp_path / "乙.txt").write_text(FRAGMENT)
    batch = Batch(dry_run=True)
    monkeypatch.setattr("archive.batch.in_order", lambda work, named, **_: ((name, Crash()) for name, _ in named))

    done = list(batch.take_all(bulletin_files([tmp_path])[0], jobs=1))

    assert (batch.failed, len(done)) == (2, 2)
    assert batch.messages[0].startswith(f"{tmp_path}/乙.txt：没有导入：读这个文件的程序突然中断了")


def test_very_many_files_are_put_into_the_index_in_bulk(tmp_path, monkeypatch):
    monkeypatch.setattr("archive.batch.VERY_MANY", 1)
    (tmp_path / "甲.txt").write_text(TEXT)
    batch = Batch()

    list(batch.take_all([tmp_path / "甲.txt"]))

    assert search(query="送技术到车间").total == 1


@pytest.mark.parametrize("many", [1, 500])
def test_what_was_imported_is_suggested_and_what_waits_is_not(tmp_path, monkeypatch, many):
    monkeypatch.setattr(batch_module, "VERY_MANY", many)
    (tmp_path / "好.txt").write_text(TEXT)
    files = bulletin_files([tmp_path])[0]

    list(Batch(dry_run=True).take_all(files, jobs=0))
    list(Batch(publish=False).take_all(files, jobs=0))
    assert list(Suggestion.objects.all()) == []

    list(Batch().take_all(files, jobs=0))
    assert set(Suggestion.objects.filter(text__in=["技术", "经济发展"]).values_list("kind", flat=True)) == {
        "word",
        "section",
    }


def test_the_next_import_brings_one_that_was_killed_to_its_end(tmp_path):
    (tmp_path / "甲.txt").write_text(TEXT)
    killed = in_bulk()
    killed.__enter__()

    list(Batch().take_all([tmp_path / "甲.txt"]))

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_class WHERE 'fastupdate=on' = ANY (reloptions)")
        assert cursor.fetchone() == (0,)

"""Files as they came in: read once, kept with their text."""

import pytest

from archive.bulletin.parsed import ParseError
from archive.bulletin.reader import Document, NoTextError, ReadError
from archive.models import Upload
from archive.reading import parse_text
from archive.tests.conftest import SCAN, make_upload
from archive.tests.test_importer import TEXT
from archive.uploads import (
    can_be_typed,
    new_upload,
    read_bulletin,
    read_upload,
    safe_name,
    store_upload,
    type_text,
)

pytestmark = pytest.mark.django_db


def upload(content=None, name="第7期.txt"):
    return new_upload(name=name, content=content or TEXT.encode())


def notes_of(parsed):
    return [(warning.line, warning.message) for warning in parsed.warnings if warning.code == "reader_note"]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("快报47期.txt", "快报47期.txt"),
        ("../../etc/passwd", "passwd"),
        ("C:\\快报\\终稿.txt", "终稿.txt"),
        ("a\r\nSet-Cookie: x.txt", "aSet-Cookie x.txt"),
        ("\u202etxt.exe", "txt.exe"),
        ("...", "未命名"),
        ("", "未命名"),
        ("长" * 300 + ".txt", "长" * 116 + ".txt"),
    ],
)
def test_names_are_one_line_without_folders(given, kept):
    assert safe_name(given) == kept


def test_the_same_bytes_are_one_upload():
    first, is_new = store_upload(upload(name="甲.txt"))
    again, is_new_again = store_upload(upload(name="乙.txt"))

    assert (first.pk, first.name, is_new, is_new_again) == (again.pk, "甲.txt", True, False)


def test_the_same_bytes_brought_by_two_at_once_are_one_upload():
    mine, theirs = upload(), upload()

    store_upload(theirs)

    assert store_upload(mine) == (theirs, False)


def test_bytes_that_were_rejected_may_come_again():
    first, _ = store_upload(upload())
    Upload.objects.update(status=Upload.Status.REJECTED)

    assert store_upload(upload())[0].pk != first.pk


def test_the_text_is_stored_with_the_bytes_and_is_not_read_again(monkeypatch):
    store_upload(upload(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode()))
    monkeypatch.setattr("archive.reading.read_document", None)

    kept = Upload.objects.get()
    assert (kept.text, kept.kind) == (TEXT.replace("\n", "\r\n"), "text")
    assert len(read_upload(kept).issues[0].entries) == 3


def test_a_file_from_before_texts_were_stored_is_read_when_it_is_needed():
    old = make_upload(content=TEXT.encode())

    assert len(read_upload(old).issues[0].entries) == 3
    assert Upload.objects.get().text is None


def test_what_the_reader_noted_is_the_first_warning(monkeypatch):
    document = Document(text=TEXT, encoding="", kind="docx", notes=("有1张图片，图片里的文字没有读。",))
    monkeypatch.setattr("archive.reading.read_document", lambda content: document)

    expected = [(1, "有1张图片，图片里的文字没有读。")]
    assert notes_of(read_upload(upload())) == expected
    assert notes_of(read_bulletin(b"...")) == expected


@pytest.mark.parametrize("wrong", ["\x00", "\ud800"])
def test_what_cannot_be_stored_as_text_is_refused(monkeypatch, wrong):
    monkeypatch.setattr("archive.reading.read_document", lambda content: Document(TEXT + wrong, "", "pdf"))

    with pytest.raises(ReadError, match="不能保存的字符"):
        upload()


@pytest.mark.parametrize(
    ("text", "line"),
    [("字" * 1_000_001, 1), (f"\n县工信局送技术到车间 {'目前' * 30000}。（工信局）", 2)],
)
def test_more_text_than_a_bulletin_has_is_refused(text, line):
    with pytest.raises(ParseError) as refused:
        parse_text(text)

    assert refused.value.line == line


def test_a_scan_is_kept_without_text_and_says_so():
    kept, _ = store_upload(upload(SCAN, "扫描.pdf"))

    assert (kept.text, bytes(Upload.objects.get().content)) == ("", SCAN)
    with pytest.raises(NoTextError, match="没有文字层"):
        read_upload(Upload.objects.get())


def test_the_text_of_a_scan_is_typed_and_the_original_stays():
    kept, _ = store_upload(upload(SCAN, "扫描.pdf"))

    assert type_text(kept, TEXT)

    kept.refresh_from_db()
    assert (kept.text, kept.kind, bytes(kept.content)) == (TEXT, "typed", SCAN)
    assert notes_of(read_upload(kept)) == [(1, "这个文件没有文字层，文字由人照原件录入。")]


def test_typed_text_can_be_typed_again_until_the_file_is_settled():
    kept, _ = store_upload(upload(SCAN, "扫描.pdf"))
    type_text(kept, TEXT)

    assert type_text(kept, TEXT.replace("12家", "21家"))

    Upload.objects.update(status=Upload.Status.PUBLISHED)
    assert not type_text(kept, TEXT)
    kept.refresh_from_db()
    assert "21家" in kept.text


def test_typed_text_that_is_no_bulletin_is_not_stored():
    kept, _ = store_upload(upload(SCAN, "扫描.pdf"))

    with pytest.raises(ParseError):
        type_text(kept, "买三斤苹果。")

    assert Upload.objects.get().text == ""


def test_the_text_of_a_file_that_was_read_is_not_typed_over():
    kept, _ = store_upload(upload())

    assert not can_be_typed(kept)
    assert not type_text(kept, TEXT.replace("12家", "21家"))
    kept.refresh_from_db()
    assert kept.text == TEXT


def test_text_that_somebody_else_has_typed_is_not_typed_over():
    kept, _ = store_upload(upload(SCAN, "扫描.pdf"))
    seen_before = Upload.objects.get()
    type_text(kept, TEXT)

    assert not type_text(seen_before, TEXT.replace("12家", "21家"))
    assert Upload.objects.get().text == TEXT


def test_halves_of_characters_are_no_part_of_a_name():
    assert safe_name("第7期\udcb5\udcda.txt") == "第7期.txt"

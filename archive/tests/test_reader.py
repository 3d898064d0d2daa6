"""The reader as a whole: the same bulletin in every kind of file gives the same entries; damage is refused in Chinese."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.bulletin.parser import parse_bulletin
from archive.bulletin.reader import Document, ReadError, office, read_document, unpack
from archive.tests import office_files

SAMPLES = sorted((Path(__file__).resolve().parents[2] / "fixtures" / "bulletins").glob("*.txt"))


def lines_of(file):
    return [line.strip() for line in file.read_text("utf-8").splitlines() if line.strip()]


def issues_of(text):
    return [
        replace(issue, entries=tuple(replace(entry, segments=plain(entry.segments)) for entry in issue.entries))
        for issue in parse_bulletin(text).issues
    ]


def plain(segments):
    """Headings and columns have no bold of their own in every kind of file."""
    return tuple(replace(segment, bold=False) for segment in segments)


def letters(text):
    return "".join(char for char in text if not char.isspace() and char not in "#*")


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.stem)
@pytest.mark.parametrize("kind", ["docx", "html"])
def test_a_file_of_an_office_program_has_the_entries_of_the_text(kind, file):
    document = read_document(getattr(office_files, kind)(lines_of(file)))

    assert (document.kind, document.notes) == (kind, ())
    assert issues_of(document.text) == issues_of(file.read_text("utf-8"))


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.stem)
@pytest.mark.parametrize("kind", ["pdf", "ofd"])
def test_a_printed_file_has_the_text_in_its_order_and_the_entries(kind, file):
    lines = lines_of(file)

    document = read_document(getattr(office_files, kind)(lines))

    pages = "".join(page.rpartition("— ")[0].rpartition("\n")[0] for page in document.text.split(" —\n"))
    assert (document.kind, document.notes) == (kind, ())
    assert letters(pages) == letters("".join(lines))
    assert issues_of(document.text) == issues_of(file.read_text("utf-8"))


def test_a_zip_of_several_files_is_not_one_document():
    bundle = office_files.zipped({"第1期.docx": office_files.docx(["甲"]), "第2期.txt": "乙"})

    with pytest.raises(ReadError, match="这是压缩包，里面有2个文件"):
        read_document(bundle)
    assert [read_document(file.content).text for file in unpack("快报.zip", bundle)] == ["甲\n", "乙"]


@cache
def whole(kind):
    lines = ["澄川政务快报", "第 29 期", "**县工信局送技术到车间** 目前，走访企业12家。（工信局）"]
    if kind == "zip":
        return office_files.zipped({"第1期.txt": "\n".join(lines), "第2期.html": office_files.html(lines)})
    return getattr(office_files, kind)(lines)


@st.composite
def damaged(draw):
    """A file cut off, with some bytes changed, or with a piece of it doubled or gone."""
    content = bytearray(whole(draw(st.sampled_from(["docx", "pdf", "ofd", "html", "zip"]))))
    for _ in range(draw(st.integers(1, 8))):
        content[draw(st.integers(0, len(content) - 1))] = draw(st.integers(0, 255))
    start, stop = sorted((draw(st.integers(0, len(content))), draw(st.integers(0, len(content)))))
    match draw(st.sampled_from(["changed", "cut", "gone", "doubled"])):
        case "cut":
            del content[stop:]
        case "gone":
            del content[start:stop]
        case "doubled":
            content[start:start] = content[start:stop]
    return bytes(content)


@settings(max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(damaged())
def test_a_damaged_file_is_read_or_refused_and_never_an_accident(content):
    try:
        for file in unpack("快报", content):
            document = read_document(file.content)
            assert isinstance(document, Document)
            assert document.text.strip()
    except ReadError as error:
        assert str(error).endswith("。")


@st.composite
def damaged_inside(draw):
    """A sound ZIP of which one part is damaged: what is behind the checksums."""
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(whole(draw(st.sampled_from(["docx", "ofd"]))))) as file:
        members = {name: bytearray(file.read(name)) for name in file.namelist()}
    part = members[draw(st.sampled_from(sorted(members)))]
    for _ in range(draw(st.integers(1, 4))):
        if part:
            part[draw(st.integers(0, len(part) - 1))] = draw(st.integers(0, 255))
    return office_files.zipped({name: bytes(content) for name, content in members.items()})


@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(damaged_inside())
def test_a_damaged_part_is_read_or_refused_and_never_an_accident(content):
    test_a_damaged_file_is_read_or_refused_and_never_an_accident.hypothesis.inner_test(content)


def test_an_accident_in_a_library_is_refused_in_plain_words(monkeypatch):
    def accident(*arguments):
        raise RuntimeError("deep inside")

    monkeypatch.setattr(office, "convert_to_docx", accident)

    with pytest.raises(ReadError, match="文件已损坏，读不出来") as error:
        read_document(rb"{\rtf1 x}")

    assert "deep inside" not in str(error.value)

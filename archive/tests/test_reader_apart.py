"""A PDF in a process of its own: what comes back, and what ends it."""

import os
import time
from threading import Thread

import psutil
import pytest

from archive.bulletin.reader import Document, NoTextError, ReadError, apart, read_document
from archive.tests.test_reader_pdf import drawn, picture, words

PROGRAM = "import sys, os, signal, time; content = sys.stdin.buffer.read(); "


@pytest.fixture
def process(tmp_path, monkeypatch):
    """A process that does what a test says, in Python; `content` is the file."""

    def make(script):
        program = tmp_path / "python"
        (tmp_path / "script.py").write_text(PROGRAM + script, encoding="utf-8")
        program.write_text(f'#!/bin/sh\nexec "{apart.sys.executable}" "{tmp_path}/script.py"\n', encoding="utf-8")
        program.chmod(0o755)
        monkeypatch.setattr(apart.sys, "executable", str(program))

    return make


def raw_pdf(objects):
    """A PDF of these objects, the first of which is the catalogue."""
    out, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end


def forms_within_each_other(levels, times):
    """Each form shows the next one so many times; the last one shows a word."""

    def stream(content, about):
        return b"<<%s/Length %d>>stream\n%s\nendstream" % (about, len(content), content)

    form = b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<<%s>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</XObject<</X 6 0 R>>>>>>",
        stream(b"/X Do", b""),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for level in range(1, levels):
        objects.append(stream(b"/X Do " * times, form % (b"/XObject<</X %d 0 R>>" % (6 + level))))
    objects.append(stream(b"BT /F 12 Tf 10 10 Td (abc) Tj ET", form % b"/Font<</F 5 0 R>>"))
    return raw_pdf(objects)


def test_the_document_comes_back_whole():
    assert read_document(drawn(words("县工信局送技术到车间"), picture)) == Document(
        "县工信局送技术到车间\n\f\n", "", "pdf", ("第2页是图片（多半是扫描的），里面的文字没有读，请另外录入。",)
    )


def test_a_refusal_comes_back_as_what_it_is():
    with pytest.raises(NoTextError, match="没有文字层"):
        read_document(drawn(picture))
    with pytest.raises(ReadError, match="PDF 已损坏，打不开") as error:
        read_document(b"%PDF-1.7 ...")
    assert not isinstance(error.value, NoTextError)


def test_forms_within_each_other_are_read_and_too_many_are_refused():
    assert read_document(forms_within_each_other(3, 1)).text == "abc\n"
    with pytest.raises(ReadError, match="PDF 太复杂"):
        read_document(forms_within_each_other(9, 10))


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("os.kill(os.getpid(), signal.SIGSEGV)", "PDF 太复杂或者已损坏，读到一半读不下去"),
        ("os.abort()", "PDF 太复杂或者已损坏，读到一半读不下去"),
        ("sys.exit(1)", "PDF 太复杂或者已损坏，读到一半读不下去"),
        ("os.kill(os.getpid(), signal.SIGXCPU)", "读的时间太长，已停止"),
        ("print('{')", "文件已损坏，读不出来"),
        ('print(\'{"accident": "deep inside"}\')', "文件已损坏，读不出来"),
    ],
)
def test_when_the_process_dies_a_person_is_told_what_to_do(process, script, said):
    process(script)

    with pytest.raises(ReadError, match=said) as error:
        read_document(b"%PDF-1.7")

    assert "deep inside" not in str(error.value)


def test_when_its_time_is_up_it_ends(process, tmp_path, monkeypatch):
    monkeypatch.setattr(apart, "LONGEST", 1)
    process(f"open({str(tmp_path / 'number')!r}, 'w').write(str(os.getpid())); time.sleep(1000)")

    with pytest.raises(ReadError, match="读的时间太长，已停止"):
        read_document(b"%PDF-1.7")

    assert not psutil.pid_exists(int((tmp_path / "number").read_text("utf-8")))


def test_nothing_of_our_environment_is_in_its_own(process, tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "机密")
    process(f"open({str(tmp_path / 'environment')!r}, 'w').write(repr(os.environ)); sys.exit(1)")

    with pytest.raises(ReadError):
        read_document(b"%PDF-1.7")

    assert ("机密" in os.environ["SECRET_KEY"], "机密" in (tmp_path / "environment").read_text("utf-8")) == (
        True,
        False,
    )


def test_it_limits_itself():
    """In a process of its own: what is limited stays so."""
    said = "import resource; from archive.bulletin.reader import apart; apart._read = lambda content: "
    said += "[resource.getrlimit(which)[0] for which in (resource.RLIMIT_AS, resource.RLIMIT_CPU)]; apart.main()"

    done = apart.subprocess.run(
        [apart.sys.executable, "-c", said], cwd=apart.ROOT, input=b"", capture_output=True, check=True
    )

    assert apart.json.loads(done.stdout) == [apart.MEMORY, apart.SECONDS]


def test_memory_without_end_is_refused(monkeypatch):
    from archive.bulletin.reader import pdf as reader

    def grow(content):
        raise MemoryError

    monkeypatch.setattr(reader, "read_pdf", grow)

    assert apart._read(b"x") == {"refused": apart.TOO_LARGE, "is_scan": False}


def test_few_wait_and_the_others_are_told_at_once(process, tmp_path):
    go = tmp_path / "go"
    process(f"[time.sleep(0.05) for _ in iter(lambda: os.path.exists({str(go)!r}), True)]; sys.exit(1)")
    outcomes = []

    def upload():
        try:
            read_document(b"%PDF-1.7")
        except ReadError as error:
            outcomes.append(str(error))

    threads = [Thread(target=upload) for _ in range(8)]
    for thread in threads:
        thread.start()
    while len(outcomes) < 4:
        time.sleep(0.05)
    refused = list(outcomes)
    go.touch()
    for thread in threads:
        thread.join()

    assert refused == [apart.BUSY] * 4
    assert outcomes[4:] == [apart.BROKEN] * 4

"""Old office files through LibreOffice: what is said when it is missing, dies, hangs or leaves nothing; and the real one."""

import contextlib
import fcntl
import os
import shutil
import subprocess
import sys
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import psutil
import pytest

from archive.bulletin.reader import ReadError, office, read_document
from archive.tests.office_files import docx, zipped

LINES = ["澄川政务快报", "第 29 期", "**县工信局送技术到车间** 目前，走访企业12家。（工信局）"]
RTF = rb"{\rtf1\ansi x}"


@pytest.fixture
def program(tmp_path, monkeypatch):
    """A LibreOffice that does what a test says, in shell; $source is the file to convert."""

    def make(script):
        file = tmp_path / "soffice"
        file.write_text(f"#!/bin/sh\nfor source; do :; done\n{script}\n", encoding="utf-8")
        file.chmod(0o755)
        monkeypatch.setattr(office, "PROGRAMS", (str(file),))

    return make


def test_without_libreoffice_a_person_is_told_what_to_do(monkeypatch):
    monkeypatch.setattr(office, "PROGRAMS", ("no-such-program",))

    with pytest.raises(
        ReadError, match="这是RTF 文件，本机没有安装 LibreOffice.*另存为 .docx 再上传；或者请管理员安装"
    ):
        read_document(RTF)


def test_what_it_leaves_is_read_as_a_docx(program, tmp_path):
    (tmp_path / "made.docx").write_bytes(docx(LINES))
    program(f'cp "{tmp_path}/made.docx" "$(dirname "$source")/input.docx"')

    document = read_document(RTF)

    assert document.text == "澄川政务快报\n第 29 期\n**县工信局送技术到车间** 目前，走访企业12家。（工信局）\n"
    assert (document.kind, document.notes) == ("rtf", ("由 LibreOffice 转换后读出，请核对编号和格式。",))


def test_the_file_is_named_by_what_it_is_and_nothing_of_ours_is_in_the_environment(program, tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "机密")
    program(f'env > "{tmp_path}/environment"; echo "$source" > "{tmp_path}/source"; cp "$source" "{tmp_path}/copy"')

    with pytest.raises(ReadError):
        read_document(RTF)

    assert "机密" not in (tmp_path / "environment").read_text("utf-8")
    assert (tmp_path / "source").read_text("utf-8").endswith("/input.rtf\n")
    assert (tmp_path / "copy").read_bytes() == RTF


@pytest.mark.parametrize("script", ["exit 0", "exit 1", "kill -SEGV $$", 'echo x > "$(dirname "$source")/other.docx"'])
def test_when_it_leaves_nothing_a_person_is_told_what_to_do(program, script):
    program(script)

    with pytest.raises(ReadError, match="LibreOffice 没能转换。请用 Word 或 WPS 打开，另存为 .docx 再上传"):
        read_document(RTF)


def test_what_is_no_docx_is_refused(program):
    program('echo x > "$(dirname "$source")/input.docx"')

    with pytest.raises(ReadError, match="文件已损坏"):
        read_document(RTF)


def test_when_its_time_is_up_it_ends_with_all_it_has_started(program, tmp_path, monkeypatch):
    monkeypatch.setattr(office, "SECONDS", 1)
    program(f'sleep 1000 & echo $! > "{tmp_path}/child"; wait')

    with pytest.raises(ReadError, match="转换用时太长，已停止"):
        read_document(RTF)

    child = int((tmp_path / "child").read_text("utf-8"))
    assert not psutil.pid_exists(child) or psutil.Process(child).status() == psutil.STATUS_ZOMBIE


def test_few_wait_for_it_and_the_others_are_told_at_once(program, tmp_path):
    (tmp_path / "made.docx").write_bytes(docx(LINES))
    go = tmp_path / "go"
    program(f'until [ -e "{go}" ]; do sleep 0.05; done; cp "{tmp_path}/made.docx" "$(dirname "$source")/input.docx"')
    outcomes = []

    def upload():
        try:
            outcomes.append(read_document(RTF).kind)
        except ReadError as error:
            outcomes.append(str(error))

    threads = [Thread(target=upload) for _ in range(8)]
    for thread in threads:
        thread.start()
    while len(outcomes) < 5:
        time.sleep(0.05)
    refused = list(outcomes)
    go.touch()
    for thread in threads:
        thread.join()

    assert refused == ["正在转换别的文件，请稍后再传。"] * 5
    assert outcomes[5:] == ["rtf"] * 3


def test_waiting_for_another_process_ends(program, tmp_path, monkeypatch):
    monkeypatch.setattr(office.tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(office, "LONGEST_WAIT", 0.2)
    program(f'touch "{tmp_path}/started"')

    with open(tmp_path / f"{os.getuid()}-{office.LOCK_NAME}", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(ReadError, match="正在转换别的文件，请稍后再传"):
            read_document(RTF)

    assert not (tmp_path / "started").exists()
    with pytest.raises(ReadError, match="没能转换"):
        read_document(RTF)
    assert (tmp_path / "started").exists()


@pytest.mark.skipif(not shutil.which("timeout"), reason="no `timeout` here: nothing ends an orphan")
def test_it_ends_even_when_nobody_is_left_to_end_it(program, tmp_path):
    program(f'echo $$ > "{tmp_path}/part"; mv "{tmp_path}/part" "{tmp_path}/child"; exec sleep 1000')
    dies = (
        "import os, time; from pathlib import Path; from archive.bulletin.reader import office\n"
        f"office.tempfile.tempdir = {str(tmp_path)!r}\n"
        f"office.PROGRAMS, office.SECONDS, office.GRACE = ({str(tmp_path / 'soffice')!r},), 1, 1\n"
        "def die(*arguments, **options):\n"
        f"    while not Path({str(tmp_path / 'child')!r}).exists(): time.sleep(0.05)\n"
        "    os.kill(os.getpid(), 9)\n"
        "office.subprocess.Popen.wait = die\n"
        "office.convert_to_docx(b'x', 'rtf', 'RTF')"
    )

    died = subprocess.run([sys.executable, "-c", dies], cwd=Path(__file__).resolve().parents[2], check=False)

    child = int((tmp_path / "child").read_text("utf-8"))
    assert died.returncode == -9
    with contextlib.suppress(psutil.NoSuchProcess):
        while psutil.Process(child).status() != psutil.STATUS_ZOMBIE:
            time.sleep(0.05)


def test_folders_of_dead_conversions_are_thrown_away_and_nothing_else(program, tmp_path, monkeypatch):
    monkeypatch.setattr(office.tempfile, "tempdir", str(tmp_path))
    program("exit 1")
    names = ["kuaibao-convert-old", "kuaibao-convert-new", "kuaibao-sockets", "other"]
    for name in names:
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").touch()
        if not name.endswith("new"):
            os.utime(tmp_path / name, (0, 0))
    (tmp_path / "kuaibao-convert-link").symlink_to(tmp_path / "other")
    os.utime(tmp_path / "kuaibao-convert-link", (0, 0), follow_symlinks=False)

    with pytest.raises(ReadError):
        read_document(RTF)

    kept = {file.name for file in tmp_path.iterdir()} & {*names, "kuaibao-convert-link"}
    assert kept == {"kuaibao-convert-new", "kuaibao-sockets", "other", "kuaibao-convert-link"}
    assert (tmp_path / "other" / "file").exists()


def test_its_memory_and_files_are_limited(program, tmp_path):
    program(f'ulimit -v > "{tmp_path}/memory"; ulimit -f > "{tmp_path}/files"')

    with pytest.raises(ReadError):
        read_document(RTF)

    assert (tmp_path / "memory").read_text("utf-8") == f"{office.MEMORY}\n"
    assert (tmp_path / "files").read_text("utf-8") == f"{office.LARGEST_FILE}\n"


def test_nothing_of_a_conversion_stays_behind(program, tmp_path, monkeypatch):
    monkeypatch.setattr(office.tempfile, "tempdir", str(tmp_path))
    program("exit 1")
    before = {file.name for file in tmp_path.iterdir()}

    with pytest.raises(ReadError):
        read_document(RTF)

    assert {file.name for file in tmp_path.iterdir()} - before == {f"{os.getuid()}-{office.LOCK_NAME}"}


real = pytest.mark.skipif(
    not shutil.which("soffice"), reason="LibreOffice is not installed: real conversions not tested"
)


@real
@pytest.mark.parametrize("kind", ["doc", "rtf", "odt"])
def test_files_of_the_real_libreoffice_are_read(kind, tmp_path):
    (tmp_path / "made.docx").write_bytes(docx(LINES))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [
            "soffice",
            profile,
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            str(tmp_path),
            str(tmp_path / "made.docx"),
        ],
        check=True,
        capture_output=True,
    )

    document = read_document((tmp_path / f"made.{kind}").read_bytes())

    assert document.text == "澄川政务快报\n第 29 期\n**县工信局送技术到车间** 目前，走访企业12家。（工信局）\n"
    assert document.kind == kind


@real
def test_the_real_libreoffice_fetches_nothing(tmp_path):
    """Neither a picture from the network, which it fetches unless told otherwise, nor a file of this machine."""
    asked = []

    class Server(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

    (tmp_path / "secret.txt").write_text("机密", encoding="utf-8")
    with HTTPServer(("127.0.0.1", 0), Server) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        picture = f"http://127.0.0.1:{server.server_port}/picture.png"
        document = read_document(linking_odt(picture, (tmp_path / "secret.txt").as_uri()))
        server.shutdown()

    assert document.text.split() == ["甲", "乙"]
    assert asked == []


def linking_odt(picture, file):
    """An .odt with a picture that lies elsewhere and a section whose text is to be taken from a file."""
    names = {"office": "office", "text": "text", "draw": "drawing", "svg": "svg-compatible"}
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for short, name in names.items()
    )
    body = (
        f'<text:p>甲<draw:frame svg:width="2cm" svg:height="2cm"><draw:image xlink:href="{picture}"/></draw:frame></text:p>'
        f'<text:section text:name="s"><text:section-source xlink:href="{file}"/><text:p>乙</text:p></text:section>'
    )
    mimetype = "application/vnd.oasis.opendocument.text"
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    entries = {"/": mimetype, "content.xml": "text/xml"}
    return zipped(
        {
            "mimetype": mimetype,
            "META-INF/manifest.xml": f'<m:manifest xmlns:m="{manifest}">'
            + "".join(f'<m:file-entry m:full-path="{path}" m:media-type="{kind}"/>' for path, kind in entries.items())
            + "</m:manifest>",
            "content.xml": f'<office:document-content {spaces} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2">'
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        }
    )

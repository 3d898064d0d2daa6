"""Old office files (.doc, .wps, .rtf, .odt) to .docx by LibreOffice, when the machine has it.

A file of unknown origin is opened by a large program, so it runs by itself: with a profile and a folder of its own that
are thrown away, without macros and without following links, in a process group that is killed as a whole when its time
is up, with a limit to memory, to processor time and to the size of what it writes. One conversion at a time; few wait for
it, so that the threads of the web server are not all taken by waiting.
"""

import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from archive.bulletin.reader.document import ReadError

PROGRAMS = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
SECONDS = 60  # for one conversion
GRACE = 5  # seconds more
MEMORY = 4_000_000  # kB of address space, of which LibreOffice uses a fraction
LARGEST_FILE = 200_000  # blocks of 512 bytes
LOCK_NAME = "kuaibao-libreoffice.lock"
LONGEST_WAIT = 60  # seconds for other conversions to end
GUESTS = threading.BoundedSemaphore(3)  # of this process: one that is converted, and two that wait
FOLDER_PREFIX = "kuaibao-convert-"  # of nothing else: what is old is thrown away
OLD_FOLDER = 3600  # seconds

MISSING = "这是{name}，本机没有安装 LibreOffice，不能直接读取。请用 Word 或 WPS 打开，另存为 .docx 再上传；或者请管理员安装 LibreOffice。"
FAILED = "这是{name}，LibreOffice 没能转换。请用 Word 或 WPS 打开，另存为 .docx 再上传。"
BUSY = "正在转换别的文件，请稍后再传。"
TOO_SLOW = "这是{name}，转换用时太长，已停止。请用 Word 或 WPS 打开，另存为 .docx 再上传。"

# Settings of the profile: no macros, whoever signed them; no links of a document followed; no questions asked.
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
</oor:items>
"""


def convert_to_docx(content: bytes, suffix: str, name: str) -> bytes:
    """The file as a .docx. `suffix` is that of the kind that its bytes say; `name` is what people call it. Raises ReadError."""
    program = next((found for found in map(shutil.which, PROGRAMS) if found), None)
    if program is None:
        raise ReadError(MISSING.format(name=name))
    with _alone(), tempfile.TemporaryDirectory(prefix=FOLDER_PREFIX, ignore_cleanup_errors=True) as folder:
        _throw_away_old()
        source = Path(folder, f"input.{suffix}")
        source.write_bytes(content)
        profile = Path(folder, "profile")
        Path(profile, "user").mkdir(parents=True)
        Path(profile, "user", "registrymodifications.xcu").write_text(SETTINGS, encoding="utf-8")
        try:
            _run(program, profile, source)
            return Path(folder, "input.docx").read_bytes()
        except subprocess.TimeoutExpired:
            raise ReadError(TOO_SLOW.format(name=name)) from None
        except OSError:  # it did not start, or left nothing
            raise ReadError(FAILED.format(name=name)) from None


def _run(program: str, profile: Path, source: Path) -> None:
    """Raises TimeoutExpired. Whatever it has started has ended when this returns."""
    limits = f"ulimit -v {MEMORY}; ulimit -t {SECONDS}; ulimit -f {LARGEST_FILE}; ulimit -c 0"
    arguments = [
        *_leash(),
        program,
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
    ]
    arguments += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(source.parent), str(source)]
    process = subprocess.Popen(
        # A shell sets the limits: Python can only do so between fork and exec, which is not safe beside threads.
        ["/bin/sh", "-c", f'{limits}; exec "$@"', "sh", *arguments],
        env={
            "PATH": os.environ.get("PATH", ""),
            "HOME": str(source.parent),
            "TMPDIR": str(source.parent),
            "LANG": "C.UTF-8",
        },
        cwd=source.parent,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(timeout=SECONDS)
    finally:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _leash() -> list[str]:
    """A command that ends the program soon after its time even when nobody is left to do so; not every system has it."""
    timeout = shutil.which("timeout")
    return [timeout, "-k", str(GRACE), str(SECONDS + GRACE)] if timeout else []


def _throw_away_old() -> None:
    """Folders of conversions whose process was killed before it could do so."""
    for entry in os.scandir(tempfile.gettempdir()):
        with contextlib.suppress(OSError):
            about = entry.stat(follow_symlinks=False)
            if not entry.name.startswith(FOLDER_PREFIX) or about.st_uid != os.getuid():
                continue
            if entry.is_dir(follow_symlinks=False) and about.st_mtime < time.time() - OLD_FOLDER:
                shutil.rmtree(entry.path, ignore_errors=True)


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """One conversion at a time, whichever process of this user asks. Raises ReadError where too many wait or for too long.

    The system lets go of the lock if the process dies.
    """
    if not GUESTS.acquire(blocking=False):
        raise ReadError(BUSY)
    try:
        lock = os.open(_lock_file(), os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        try:
            _wait_for(lock)
            yield
        finally:
            os.close(lock)
    finally:
        GUESTS.release()


def _lock_file() -> Path:
    return Path(tempfile.gettempdir(), f"{os.getuid()}-{LOCK_NAME}")


def _wait_for(lock: int) -> None:
    """Until the lock is ours. Asked for again and again: a wait for a lock cannot be limited. Raises ReadError."""
    patience = time.monotonic() + LONGEST_WAIT
    while True:
        try:
            return fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= patience:
                raise ReadError(BUSY) from None
            time.sleep(0.1)

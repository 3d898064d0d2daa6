"""Old office files (.doc, .wps, .rtf, .odt) to .docx by LibreOffice, when the machine has it.

A file of unknown origin is opened by a large program, so it runs by itself: with a profile and a folder of its own that
are thrown away, without macros and without following links, in a process group that is killed as a whole when its time
is up, with a limit to memory, to processor time and to the size of what it writes. One conversion at a time.
"""

import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from archive.bulletin.reader.document import ReadError

PROGRAMS = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
SECONDS = 60  # for one conversion
MEMORY = 4_000_000  # kB of address space, of which LibreOffice uses a fraction
LARGEST_FILE = 200_000  # blocks of 512 bytes
LOCK_NAME = "kuaibao-libreoffice.lock"

MISSING = "这是{name}，本机没有安装 LibreOffice，不能直接读取。请用 Word 或 WPS 打开，另存为 .docx 再上传；或者请管理员安装 LibreOffice。"
FAILED = "这是{name}，LibreOffice 没能转换。请用 Word 或 WPS 打开，另存为 .docx 再上传。"
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
    with tempfile.TemporaryDirectory(prefix="kuaibao-", ignore_cleanup_errors=True) as folder, _alone():
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
    arguments = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck"]
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


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """One conversion at a time, whichever process of this user asks; the system lets go of the lock if it dies."""
    place = Path(tempfile.gettempdir(), f"{os.getuid()}-{LOCK_NAME}")
    lock = os.open(place, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)

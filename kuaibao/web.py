"""Serve the site from a command, with gunicorn: one master, one worker of several threads."""

import errno
import signal
import socket
from pathlib import Path

from gunicorn.app.base import Application

EVERYWHERE = ("", "0.0.0.0", "::")
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
CONFIGURATION = Path(__file__).resolve().parent.parent / "gunicorn.conf.py"


class AddressError(Exception):
    """The site cannot be served at this address; the message says why, in one line, for a person."""


def check_address(host: str, port: int) -> None:
    """Find out before the work of starting, and in words. gunicorn would try again and again, and then give up."""
    if not 0 < port < 65536:
        raise AddressError(f"端口 {port} 不存在：PORT 应在 1 到 65535 之间。")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except socket.gaierror as error:
        raise AddressError(f"找不到地址 {host}，HOST 应为本机的网址或 0.0.0.0。") from error
    except OSError as error:
        raise AddressError(_in_words(error, host, port)) from error


def _in_words(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"端口 {port} 已被占用：请停止占用它的程序，或换一个端口，例如 make run PORT={port + 1}。"
    if error.errno == errno.EACCES:
        return f"没有权限使用端口 {port}：请换一个 1024 以上的端口，例如 make run PORT=8000。"
    return f"不能在 {host}:{port} 上提供服务：{error.strerror}。"


def addresses(host: str, port: int, names: list[str]) -> list[str]:
    """Where the site can be opened. One that listens everywhere has the names that it answers to."""
    if host in EVERYWHERE:
        hosts = ["127.0.0.1", *(name.lstrip(".") for name in names if name not in (*LOOPBACK, "*"))]
    else:
        hosts = [f"[{host}]" if ":" in host else host]
    return [f"http://{name}:{port}/" for name in hosts]


class Server(Application):
    def __init__(self, host: str, port: int, when_up):
        self.address, self.when_up = f"{host}:{port}", when_up
        super().__init__()

    def load_config(self):
        configuration = self.load_config_from_file(str(CONFIGURATION))
        prepare, begin = configuration["when_ready"], configuration["post_worker_init"]
        nohup = signal.getsignal(signal.SIGHUP) == signal.SIG_IGN

        def when_ready(server):
            prepare(server)
            # A closed window ends the site; to gunicorn it would mean "read the configuration again".
            signal.signal(signal.SIGHUP, signal.SIG_IGN if nohup else lambda *_: server.signal(signal.SIGTERM, None))

        def post_worker_init(worker):
            begin(worker)
            if worker.age == 1:  # the first one: now there is somebody to answer, and to hear a Ctrl-C
                self.when_up()

        self.cfg.set("bind", self.address)
        self.cfg.set("when_ready", when_ready)
        self.cfg.set("post_worker_init", post_worker_init)

    def load(self):
        from kuaibao.wsgi import application

        return application


def serve(host: str, port: int, when_up) -> None:
    """Serve until Ctrl-C. when_up() is called when the site answers."""
    Server(f"[{host}]" if ":" in host else host, port, when_up).run()

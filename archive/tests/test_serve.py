"""`make run` as a person meets it: a real site on a real port, with an archive of its own."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from archive.tests.test_database import processes

PROJECT = Path(__file__).resolve().parents[2]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(data, port, **environment):
    return subprocess.Popen(
        [sys.executable, "manage.py", "serve"],
        cwd=PROJECT,
        env={**os.environ, "KUAIBAO_DATA": str(data), "PORT": str(port), "DATABASE_URL": "", **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def get(port, path, method="GET", **headers):
    try:
        request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers, method=method)
        with urllib.request.urlopen(request) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


@contextlib.contextmanager
def running(data, port, **environment):
    """The site, and what it has said by the time it is up. Ends as by Ctrl-C, with nothing left."""
    with start(data, port, **environment) as site:
        said = []
        for line in site.stdout:
            said.append(line.rstrip("\n"))
            if "Ctrl-C" in line:
                break
        try:
            yield site, said
        finally:
            os.killpg(site.pid, signal.SIGINT)
            said += site.stdout.read().splitlines()
    assert site.returncode == 0
    assert processes(data) == []


@pytest.fixture(scope="module")
def first_run(tmp_path_factory):
    """An archive that has been served once, and what was said and shown then."""
    data, port = tmp_path_factory.mktemp("served") / "资料", free_port()
    with running(data, port) as (_, said):
        pages = {path: get(port, path) for path in ["/", "/healthz", "/issues/1999/1/"]}
        pages["gxj"] = get(port, "/search/suggest/?q=gxj")
        css = re.search(r'href="(/static/[^"]+\.css)"', pages["/"][1])[1]
        pages["css"] = get(port, css)
    return data, port, said, pages


def test_the_first_run_tells_the_address_and_once_the_password(first_run):
    _, port, said, _ = first_run

    assert f"网站已启动：http://127.0.0.1:{port}/（按 Ctrl-C 停止）" in said
    assert [line for line in said if "created" in line] == []  # the totals of commands that nobody has given
    assert [
        line for line in said if re.fullmatch(r"管理员：admin　密码：[a-zA-Z2-9]{12}　（只显示这一次，请记下）", line)
    ] == said[-1:]


def test_the_site_is_served_whole(first_run):
    _, _, _, pages = first_run

    assert pages["/"][0] == 200
    assert "澄川" in pages["/"][1]
    assert pages["/healthz"] == (200, "ok")
    assert pages["css"][0] == 200
    assert pages["/issues/1999/1/"][0] == 404
    assert '"text": "工信局"' in pages["gxj"][1]


def test_a_later_run_keeps_what_is_there_and_tells_no_password(first_run):
    data, port, _, pages = first_run

    with running(data, port) as (_, said):
        home = get(port, "/")

    assert home == pages["/"]
    assert said == ["正在准备资料库……", f"网站已启动：http://127.0.0.1:{port}/（按 Ctrl-C 停止）"]


def test_a_command_beside_the_site_uses_its_database_and_leaves_it_running(first_run):
    data, port, _, _ = first_run

    with running(data, port):
        count = subprocess.run(
            [sys.executable, "manage.py", "shell", "-v0", "-c", "print(User.objects.count())"],
            cwd=PROJECT,
            env={**os.environ, "KUAIBAO_DATA": str(data), "DATABASE_URL": ""},
            capture_output=True,
            text=True,
        )
        health = get(port, "/healthz")

    assert (count.stdout, health) == ("1\n", (200, "ok"))


def test_an_archive_for_real_use_starts_without_samples(tmp_path):
    port = free_port()
    with running(tmp_path / "archive", port, SAMPLES="off") as (_, said):
        home = get(port, "/")

    assert not any("示例" in line for line in said)
    assert "澄川" not in home[1].partition("</header>")[0]
    assert "/issues/2025/" not in home[1]


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGHUP])
def test_a_site_that_is_told_to_end_or_whose_window_is_closed_leaves_nothing(first_run, end):
    data, port, _, _ = first_run
    with start(data, port) as site:
        while "Ctrl-C" not in site.stdout.readline():
            assert site.poll() is None

        site.send_signal(end)
        site.stdout.read()

    assert processes(data) == []


def test_a_site_for_colleagues_tells_addresses_that_answer_and_logs_nothing_but_a_wrong_name_in_one_line(first_run):
    data, port, _, _ = first_run

    with running(data, port, HOST="0.0.0.0", ALLOWED_HOSTS="10.0.0.5 kuaibao.example") as (_, said):
        home = get(port, "/")
        watched = get(port, "/", method="HEAD")  # as by what looks each minute whether the site is there
        wrong = get(port, "/", Host="elsewhere.example")
    told, *logged = said[1:]

    for name in ["127.0.0.1", "10.0.0.5", "kuaibao.example"]:
        assert f"http://{name}:{port}/" in told
    assert (home[0], wrong[0], watched) == (200, 400, (200, ""))
    assert ["elsewhere.example" in line and "WARNING" in line for line in logged if line] == [True]


def test_static_files_that_cannot_be_written_are_one_line(first_run):
    data, port, _, _ = first_run
    with start(data, port, STATIC_ROOT="/proc/static") as site:
        said = site.stdout.read().splitlines()

    assert site.returncode == 1
    assert said[1:] == ["配置有误：不能把样式等静态文件写到 /proc/static：No such file or directory。"]


def test_a_taken_port_is_one_line(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with start(tmp_path, port) as site:
            said = site.stdout.read().splitlines()

    assert site.returncode == 1
    assert said[1:] == [
        f"CommandError: 端口 {port} 已被占用：请停止占用它的程序，或换一个端口，例如 make run PORT={port + 1}。"
    ]


def test_a_database_that_cannot_be_reached_is_one_line(tmp_path):
    url = f"postgres://clerk:secret@127.0.0.1:{free_port()}/kuaibao"
    with start(tmp_path, free_port(), DATABASE_URL=url) as site:
        said = site.stdout.read().splitlines()

    assert site.returncode == 1
    assert len(said) == 2
    assert said[1].startswith("CommandError: 连不上数据库：")
    assert "secret" not in said[1]

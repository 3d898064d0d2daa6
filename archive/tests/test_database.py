"""The archive's data survive what happens in an office. Each user here is a real process, and the server a real one."""

import contextlib
import os
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from django.core.exceptions import ImproperlyConfigured

from kuaibao.database import database_settings
from kuaibao.embedded.server import find_server

PROJECT = Path(__file__).resolve().parents[2]
# Too long for a socket, with what shells and configuration files trip over.
AWKWARD = '县委办公室 政务信息科的 "资料" it\'s $HOME `x` ' + "二〇二五年度快报存档" * 3

USER = """
import sys, pathlib, psycopg
from kuaibao.embedded import server

def ask(sql):
    host = server.start(pathlib.Path(sys.argv[1]))
    with psycopg.connect(host=host, port=5432, user="postgres", dbname="postgres", autocommit=True) as connection:
        cursor = connection.execute(sql)
        return cursor.fetchone()[0] if cursor.description else ""

for line in sys.stdin:
    try:
        print(ask(line), flush=True)
    except (psycopg.Error, server.StartError) as error:
        print(type(error).__name__, error, flush=True)
"""


class User:
    """A process that uses the archive in `data` until it is closed or killed."""

    def __init__(self, data):
        self.data = data
        self.process = subprocess.Popen(
            [sys.executable, "-c", USER, str(data)],
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, sql):
        self.send(sql)
        return self.answer()

    def send(self, sql):
        self.process.stdin.write(f"{sql}\n")
        self.process.stdin.flush()

    def answer(self):
        return self.process.stdout.readline().rstrip("\n")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()

    def kill(self):
        self.process.kill()
        self.process.wait()


def processes(data):
    """The keepers and servers that work for this archive."""
    found = []
    for process in psutil.process_iter(["cmdline", "status"]):
        command = " ".join(process.info["cmdline"] or [])
        if str(data) in command and USER not in command and process.info["status"] != psutil.STATUS_ZOMBIE:
            found.append(process)
    return found


def keeper(data):
    return next(process for process in processes(data) if "kuaibao.embedded.keeper" in process.info["cmdline"])


def server(data):
    return find_server(data / "postgres").process


def wait_for_nothing_left(data):
    while processes(data):
        time.sleep(0.02)


def kill(process):
    process.kill()
    with contextlib.suppress(psutil.NoSuchProcess):
        while process.status() != psutil.STATUS_ZOMBIE:
            time.sleep(0.02)


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """An archive with one row in it, in a folder with an awkward name; no server is running."""
    data = tmp_path_factory.mktemp("archives") / AWKWARD
    with User(data) as user:
        user.ask("CREATE TABLE issue (title text)")
        user.ask("INSERT INTO issue VALUES ('第44期')")
    return data


@pytest.fixture
def user(data):
    with User(data) as user:
        assert user.ask("SELECT title FROM issue") == "第44期"
        yield user
    wait_for_nothing_left(data)


def test_an_awkward_folder_name_is_no_obstacle(user):
    assert len(str(user.data).encode()) > 150


def test_text_is_kept_in_utf_8_whatever_the_machine_speaks(user):
    assert user.ask("SELECT getdatabaseencoding() || upper('ａé县')") == "UTF8ＡÉ县"


def test_nothing_runs_once_the_last_user_has_gone(data):
    with User(data) as user:
        user.ask("SELECT 1")

    assert processes(data) == []


def test_two_users_share_one_server_and_the_first_to_go_leaves_it_running(user):
    with User(user.data) as other:
        mine, others = user.ask("SELECT pg_postmaster_start_time()"), other.ask("SELECT pg_postmaster_start_time()")

    assert mine == others == user.ask("SELECT pg_postmaster_start_time()")


def test_several_first_starts_at_once_make_one_archive(tmp_path):
    users = [User(tmp_path / "new") for _ in range(3)]
    for user in users:
        user.send("SELECT system_identifier FROM pg_control_system()")

    answers = {user.answer() for user in users}

    for user in users:
        user.__exit__()
    assert len(answers) == 1
    assert answers.pop().isdecimal()


def test_a_first_start_that_is_cut_off_is_made_good_by_the_next(tmp_path):
    data = tmp_path / "cut"
    user = User(data)
    user.send("SELECT 1")
    while not (data / "postgres.new" / "PG_VERSION").exists():
        time.sleep(0.005)
    user.kill()  # first: it would call for another keeper
    for process in processes(data):
        kill(process)
    assert not (data / "postgres").exists()

    with User(data) as user:
        assert user.ask("SELECT 1") == "1"
    assert not (data / "postgres.new").exists()


def test_a_killed_user_leaves_no_server_behind(data):
    user = User(data)
    user.ask("SELECT 1")

    user.kill()

    wait_for_nothing_left(data)


def test_a_killed_server_is_started_again_for_its_users(user):
    kill(server(user.data))

    assert user.ask("SELECT title FROM issue") == "第44期"


def test_a_killed_server_is_started_again_although_a_query_of_it_is_still_running(user):
    with User(user.data) as busy:
        busy.ask("SELECT 1")
        busy.send("SELECT count(*) FROM generate_series(1, 100000000)")
        while user.ask("SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%generate_series(1, 1%'") != "2":
            time.sleep(0.02)
        kill(server(user.data))

        assert user.ask("SELECT title FROM issue") == "第44期"


def test_a_server_whose_keeper_was_killed_is_taken_over_by_the_next_user(data):
    with User(data) as user:
        started = user.ask("SELECT pg_postmaster_start_time()")
        kill(keeper(data))
    assert server(data).is_running()

    with User(data) as user:
        assert user.ask("SELECT pg_postmaster_start_time()") == started
    wait_for_nothing_left(data)


def test_the_data_are_there_after_a_power_failure(data):
    user = User(data)
    user.ask("SELECT 1")
    for process in [keeper(data), server(data)]:
        kill(process)
    user.kill()

    with User(data) as user:
        assert user.ask("SELECT title FROM issue") == "第44期"


def test_a_process_that_has_the_old_id_of_the_server_is_not_taken_for_it(data):
    """As after a reboot. The stranger is run by the server's own user: PostgreSQL would believe that one."""
    with User(data) as user:
        user.ask("SELECT 1")
        left = (data / "postgres" / "postmaster.pid").read_text().split("\n")
    owner = (data / "postgres").stat().st_uid if os.geteuid() == 0 else None
    with subprocess.Popen(["sleep", "60"], user=owner) as stranger:
        (data / "postgres" / "postmaster.pid").write_text("\n".join([str(stranger.pid), *left[1:]]))

        with User(data) as user:
            assert user.ask("SELECT title FROM issue") == "第44期"
        assert stranger.poll() is None
        stranger.kill()


@pytest.mark.parametrize("left", ["", "12", "4711\n/elsewhere\n"])
def test_a_pid_file_that_was_cut_off_is_no_obstacle(data, left):
    (data / "postgres" / "postmaster.pid").write_text(left)

    with User(data) as user:
        assert user.ask("SELECT title FROM issue") == "第44期"


def test_a_server_that_cannot_start_says_why_and_starts_when_that_is_mended(data):
    configuration = data / "postgres" / "postgresql.auto.conf"
    configuration.write_text("nonsense = 1\n")

    with User(data) as user:
        answer = user.ask("SELECT 1")
        configuration.write_text("")
        mended = user.ask("SELECT 1")

    assert answer.startswith("StartError 内置数据库没有启动成功")
    assert "postgresql.auto.conf" in answer
    assert mended == "1"


def test_a_folder_that_cannot_be_used_is_named():
    with User("/proc/archive") as user:
        answer = user.ask("SELECT 1")

    assert answer == "StartError 内置数据库不能使用文件夹 /proc/archive：No such file or directory"


def test_a_database_url_names_a_server(tmp_path):
    settings = database_settings("postgres://clerk:p%40ss@db.example:6543/kuaibao", tmp_path)

    assert {key: settings[key] for key in ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")} == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "kuaibao",
        "USER": "clerk",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": 6543,
        "OPTIONS": {"connect_timeout": 5},
    }


@pytest.mark.parametrize(
    ("url", "complaint"),
    [
        ("mysql://clerk:secret@db/kuaibao", "以“mysql”开头"),
        ("secret", "不是网址"),
        ("postgres://clerk:secret@db:port/kuaibao", "无法解析"),
        ("postgres://clerk:secret@db", "没有写数据库名"),
    ],
)
def test_a_database_url_that_cannot_be_meant_is_refused_without_telling_the_password(tmp_path, url, complaint):
    with pytest.raises(ImproperlyConfigured) as refusal:
        database_settings(url, tmp_path)

    assert str(refusal.value).startswith(f"环境变量 DATABASE_URL {complaint}")
    assert "应形如 postgres://" in str(refusal.value)
    assert "secret" not in str(refusal.value)


def test_a_backup_of_a_running_archive_brings_everything_back(data, tmp_path):
    def program(name, *arguments):
        return subprocess.run(
            [sys.executable, "-m", "kuaibao.embedded", name, *arguments],
            cwd=PROJECT,
            env={**os.environ, "KUAIBAO_DATA": str(data), "DATABASE_URL": ""},
            check=True,
        )

    with User(data) as user:
        user.ask("SELECT 1")
        program("pg_dump", "--format=custom", f"--file={tmp_path / '备份.dump'}")
        user.ask("DELETE FROM issue")
        program("pg_restore", "--clean", "--single-transaction", "--dbname=postgres", str(tmp_path / "备份.dump"))

        assert user.ask("SELECT title FROM issue") == "第44期"


def make_backup(data, file, act="backup"):
    return subprocess.run(
        [sys.executable, "-m", "kuaibao.backup", act, str(file)],
        cwd=PROJECT,
        env={**os.environ, "KUAIBAO_DATA": str(data), "DATABASE_URL": ""},
        capture_output=True,
        text=True,
    )


def test_a_backup_of_before_an_upgrade_can_be_put_back_after_it(data, tmp_path):
    """The tables that came with the upgrade go; otherwise they would be in the way of what they refer to."""
    file = tmp_path / "升级前.dump"
    with User(data) as user:
        user.ask("ALTER TABLE issue ADD COLUMN IF NOT EXISTS id int PRIMARY KEY DEFAULT 1")
        assert make_backup(data, file).returncode == 0
        user.ask("CREATE TABLE report (issue int REFERENCES issue)")
        user.ask("CREATE FUNCTION newer() RETURNS int LANGUAGE sql AS 'SELECT 1'")
        user.ask("UPDATE issue SET title = '升级后'")

        restored = make_backup(data, file, "restore")

        assert (restored.returncode, restored.stderr) == (0, "")
        assert str(data) in restored.stdout
        assert user.ask("SELECT title FROM issue") == "第44期"
        assert user.ask("SELECT concat(to_regclass('report'), to_regproc('newer'))") == ""
        assert make_backup(data, tmp_path / "再备份.dump").returncode == 0


@pytest.mark.parametrize("part", [0, 0.3, 0.9, 0.999])
def test_a_backup_that_is_cut_short_changes_nothing(data, tmp_path, part):
    file = tmp_path / "备份.dump"
    with User(data) as user:
        user.ask("CREATE TABLE IF NOT EXISTS long AS SELECT n, md5(n::text) AS text FROM generate_series(1, 9000) AS n")
        make_backup(data, file)
        file.write_bytes(file.read_bytes()[: int(file.stat().st_size * part)])
        user.ask("UPDATE long SET text = '现在'")

        refused = make_backup(data, file, "restore")
        kept = user.ask("SELECT count(*) FROM long WHERE text = '现在'")
        user.ask("DROP TABLE long")

    assert refused.returncode == 1
    assert "没有恢复" in refused.stderr and "内容没有变" in refused.stderr
    assert kept == "9000"


def test_a_backup_is_for_its_owner_alone_and_says_of_which_archive_it_is(data, tmp_path):
    file = tmp_path / "备份.dump"

    made = make_backup(data, file)

    assert (made.returncode, made.stdout) == (0, f"已把资料库 {data} 备份到 {file}\n")
    assert file.stat().st_mode & 0o777 == 0o600


def test_no_backup_is_made_of_a_folder_without_an_archive_and_no_archive_either(tmp_path):
    refused = make_backup(tmp_path / "elsewhere", tmp_path / "x.dump")

    assert refused.returncode == 1
    assert refused.stderr.startswith(f"没有备份：{tmp_path / 'elsewhere'} 里没有资料库。")
    assert list(tmp_path.iterdir()) == []


def test_no_backup_is_made_of_an_empty_archive(tmp_path):
    with User(tmp_path / "empty") as user:
        user.ask("SELECT 1")

    refused = make_backup(tmp_path / "empty", tmp_path / "x.dump")

    assert refused.returncode == 1
    assert refused.stderr.startswith(f"没有备份：{tmp_path / 'empty'} 里的资料库还是空的。")
    assert not (tmp_path / "x.dump").exists()


def manage(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=PROJECT,
        env={**os.environ, "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "kuaibao.settings", **environment},
        capture_output=True,
        text=True,
    )


COMMANDS = [["import_bulletins", "fixtures/bulletins"], ["load_units", "fixtures/units.json"], ["search", "清洁"]]


def test_commands_on_an_empty_archive_say_in_one_line_what_to_do(tmp_path):
    for command in COMMANDS:
        result = manage(*command, KUAIBAO_DATA=str(tmp_path / "empty"))

        assert result.returncode == 1
        assert result.stderr.startswith(f"资料库 {tmp_path / 'empty'} 还是空的：请先运行 make run")
        assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("command", [*COMMANDS, ["migrate"]])
def test_commands_without_a_database_say_so_in_one_line(tmp_path, command):
    result = manage(*command, KUAIBAO_DATA=str(tmp_path), DATABASE_URL="postgres://clerk:secret@127.0.0.1:1/kuaibao")

    assert result.returncode == 1
    assert result.stderr.startswith("连不上数据库：")
    assert result.stderr.count("\n") == 1
    assert "secret" not in result.stderr

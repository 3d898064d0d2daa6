"""Settings fail loud: one line that names the variable, what stands in it and what should. Each case is a real start."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
NAMES = {
    "SECRET_KEY",
    "DEBUG",
    "ALLOWED_HOSTS",
    "CSRF_TRUSTED_ORIGINS",
    "UPLOAD_MAX_BYTES",
    "HTTPS",
    "DATABASE_URL",
    "STATIC_ROOT",
}


def show(data, setting="SECRET_KEY", **environment):
    """Ask a fresh interpreter for a setting; the database is not needed for that, and not started."""
    inherited = {name: value for name, value in os.environ.items() if name not in NAMES}
    return subprocess.run(
        [
            sys.executable,
            "manage.py",
            "shell",
            "-v0",
            "-c",
            f"from django.conf import settings; print(settings.{setting}, end='')",
        ],
        cwd=PROJECT,
        env={**inherited, "KUAIBAO_DATA": str(data), "DJANGO_SETTINGS_MODULE": "kuaibao.settings", **environment},
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("DEBUG", "maybe", "应为 on 或 off"),
        ("HTTPS", "https", "应为 on 或 off"),
        ("UPLOAD_MAX_BYTES", "20MB", "应为大于 0 的整数"),
        ("UPLOAD_MAX_BYTES", "0", "应为大于 0 的整数"),
        ("CSRF_TRUSTED_ORIGINS", "kuaibao.example", "应为以 http:// 或 https:// 开头的网址"),
    ],
)
def test_a_value_that_cannot_be_meant_stops_every_command_with_one_line(tmp_path, name, value, expected):
    result = show(tmp_path, **{name: value})

    assert result.returncode == 1
    assert result.stderr.startswith(f"配置有误：环境变量 {name} 的值是“{value}”，{expected}")
    assert result.stderr.count("\n") == 1


def test_a_short_secret_key_is_refused(tmp_path):
    result = show(tmp_path, SECRET_KEY="kuaibao")

    assert result.returncode == 1
    assert result.stderr == "配置有误：环境变量 SECRET_KEY 只有 7 个字符，应为至少 32 个字符的随机串。\n"


def test_without_a_secret_key_a_random_one_is_kept_for_this_archive_alone(tmp_path):
    first, again = show(tmp_path / "a"), show(tmp_path / "a")
    other = show(tmp_path / "b")

    assert len(first.stdout) >= 50
    assert first.stdout == again.stdout != other.stdout
    assert (tmp_path / "a" / "secret-key").stat().st_mode & 0o777 == 0o600


def test_a_secret_key_that_cannot_be_kept_is_asked_for():
    result = show(Path("/proc/archive"))

    assert result.returncode == 1
    assert result.stderr.startswith(
        "配置有误：没有设置环境变量 SECRET_KEY，也不能把随机密钥保存到 /proc/archive/secret-key"
    )


def test_nothing_but_the_key_is_made_until_the_database_is_needed(tmp_path):
    show(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]


@pytest.mark.parametrize(
    ("environment", "setting", "value"),
    [
        ({}, "DEBUG", "False"),
        ({"DEBUG": "on"}, "DEBUG", "True"),
        ({}, "ALLOWED_HOSTS", "['127.0.0.1', 'localhost', '[::1]']"),
        (
            {"ALLOWED_HOSTS": "10.0.0.5, kuaibao.example"},
            "ALLOWED_HOSTS",
            "['10.0.0.5', 'kuaibao.example', '127.0.0.1', 'localhost', '[::1]']",
        ),
        ({"STATIC_ROOT": "/srv/static"}, "STATIC_ROOT", "/srv/static"),
        ({"UPLOAD_MAX_BYTES": "1000"}, "UPLOAD_MAX_BYTES", "1000"),
        ({}, "SESSION_COOKIE_SECURE", "False"),
        ({"HTTPS": "on"}, "SESSION_COOKIE_SECURE", "True"),
        ({"HTTPS": "on"}, "SECURE_HSTS_SECONDS", "31536000"),
        ({}, "SECURE_CROSS_ORIGIN_OPENER_POLICY", "None"),
        ({"HTTPS": "on"}, "SECURE_CROSS_ORIGIN_OPENER_POLICY", "same-origin"),
    ],
)
def test_the_environment_decides(tmp_path, environment, setting, value):
    assert show(tmp_path, setting, **environment).stdout == value

"""Read settings from the environment.

A value that cannot be meant stops the site, with a message that names the variable, what stands in it and what should.
"""

import contextlib
import os
import secrets
import tempfile
from collections.abc import Callable
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

PROJECT = Path(__file__).resolve().parent.parent
SWITCH = {"on": True, "true": True, "yes": True, "1": True, "off": False, "false": False, "no": False, "0": False}


def _read(name: str, convert: Callable, expected: str, default):
    value = env_str(name, "")
    if not value:
        return default
    try:
        return convert(value)
    except (KeyError, ValueError) as error:
        raise ImproperlyConfigured(f"环境变量 {name} 的值是“{value}”，应为{expected}。") from error


def env_str(name: str, default: str) -> str:
    return os.environ.get(name, "").strip() or default


def data_folder() -> Path:
    """Where the archive is. Another folder is another archive."""
    return Path(os.environ.get("KUAIBAO_DATA") or PROJECT / "var").expanduser().resolve()


def env_bool(name: str, default: bool) -> bool:
    return _read(name, lambda value: SWITCH[value.lower()], " on 或 off", default)


def env_int(name: str, default: int, *, least: int = 1) -> int:
    def convert(value: str) -> int:
        number = int(value)
        if number < least:
            raise ValueError(value)
        return number

    return _read(name, convert, f"大于 {least - 1} 的整数" if least else "0 或大于 0 的整数", default)


def _words(value: str) -> list[str]:
    return value.replace(",", " ").split()


def env_list(name: str, default: list[str]) -> list[str]:
    return _words(os.environ.get(name, "")) or default


def env_origins(name: str) -> list[str]:
    """Origins as browsers send them, such as https://kuaibao.example; a bare host name would never match one."""

    def convert(value: str) -> list[str]:
        origins = _words(value)
        if not all(origin.startswith(("http://", "https://")) for origin in origins):
            raise ValueError(value)
        return origins

    return _read(name, convert, "以 http:// 或 https:// 开头的网址，多个用逗号隔开", [])


def env_secret_key(name: str, keep_in: Path) -> str:
    """The key given; without one, a random key kept in the archive's folder, so that logins outlive a restart."""
    key = os.environ.get(name, "")
    if key:
        if len(key) < 32:
            raise ImproperlyConfigured(f"环境变量 {name} 只有 {len(key)} 个字符，应为至少 32 个字符的随机串。")
        return key
    path = keep_in / "secret-key"
    try:
        if not path.exists():
            _create_whole(path, secrets.token_urlsafe(48))
        return path.read_text()
    except OSError as error:
        raise ImproperlyConfigured(
            f"没有设置环境变量 {name}，也不能把随机密钥保存到 {path}：{error.strerror}。"
        ) from error


def _create_whole(path: Path, text: str) -> None:
    """Write a private file that others see whole or not at all; whoever comes second leaves the first one's in place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=path.parent) as draft:  # mode 600
        draft.write(text)
        draft.flush()
        with contextlib.suppress(FileExistsError):
            os.link(draft.name, path)

"""Where the data live: in the PostgreSQL that DATABASE_URL names, or else in one that the archive runs for itself."""

from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

EXPECTED = "应形如 postgres://用户:密码@主机:5432/数据库（PostgreSQL 14 或更新版本）"


def database_settings(url: str | None, data: Path) -> dict:
    """What DATABASES["default"] is. Nothing is started or connected here: commands without data stay quick."""
    return _named_server(url) if url else _private_server(data)


def _named_server(url: str) -> dict:
    scheme = urlsplit(url).scheme
    if scheme not in ("postgres", "postgresql"):  # the message shows no more of the address: it may hold a password
        raise ImproperlyConfigured(f"环境变量 DATABASE_URL 以“{scheme or url[:8]}”开头，{EXPECTED}。")
    try:
        settings = dj_database_url.parse(url, conn_max_age=600, conn_health_checks=True)
    except ValueError as error:
        raise ImproperlyConfigured(f"环境变量 DATABASE_URL 无法解析（{error}），{EXPECTED}。") from error
    if not settings["NAME"]:
        raise ImproperlyConfigured(f"环境变量 DATABASE_URL 没有写数据库名，{EXPECTED}。")
    settings.setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
    return settings


def _private_server(data: Path) -> dict:
    return {
        "ENGINE": "kuaibao.embedded",
        "ARCHIVE": data,
        "NAME": "postgres",
        "USER": "postgres",
        "PORT": "5432",
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }

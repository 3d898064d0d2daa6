"""Where the data live: in the PostgreSQL that DATABASE_URL names, or else in one that the archive runs for itself."""

import os
from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, OperationalError
from psycopg.errors import QueryCanceled, UndefinedTable

from kuaibao.environment import data_folder


def database_settings(url: str | None, data: Path) -> dict:
    """What DATABASES["default"] is. Nothing is started or connected here: commands without data stay quick."""
    return _named_server(url) if url else _private_server(data)


def _named_server(url: str) -> dict:
    scheme, separator, _ = url.partition("://")
    if scheme not in ("postgres", "postgresql"):
        raise _refusal(f"以“{scheme}”开头" if separator else "不是网址")
    try:
        settings = dj_database_url.parse(url, conn_max_age=600, conn_health_checks=True)
    except ValueError as error:
        raise _refusal("无法解析（密码中的特殊字符要写成 %40 这样的形式）") from error
    if not settings["NAME"]:
        raise _refusal("没有写数据库名")
    settings.setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
    return settings


def _refusal(reason: str) -> ImproperlyConfigured:
    """Show no more of the address than its beginning: it may hold a password."""
    return ImproperlyConfigured(
        f"环境变量 DATABASE_URL {reason}，应形如 postgres://用户:密码@主机:5432/数据库（PostgreSQL 14 或更新版本）。"
    )


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


def limit_statements(settings: dict, seconds: int) -> None:
    """Let PostgreSQL cancel what takes a page too long; no limit for 0. Said when a connection is made, so before that.

    For the site alone: commands take their time, and whoever writes the index lifts the limit for it.
    """
    if seconds:
        options = settings.setdefault("OPTIONS", {})
        options["options"] = f"{options.get('options', '')} -c statement_timeout={seconds}s".strip()


def was_cancelled(error: BaseException) -> bool:
    """Whether PostgreSQL gave up a statement because it took too long."""
    return isinstance(error, OperationalError) and isinstance(error.__cause__, QueryCanceled)


def explain(error: DatabaseError) -> str | None:
    """One line for a person, if the database is not there or has no tables yet."""
    if isinstance(error, OperationalError):
        trouble = "数据库出错" if getattr(error.__cause__, "sqlstate", None) else "连不上数据库"
        return f"{trouble}：{' '.join(str(error).split())}"
    if isinstance(error.__cause__, UndefinedTable):
        place = "DATABASE_URL 指明的数据库" if os.environ.get("DATABASE_URL") else f"资料库 {data_folder()} "
        return f"{place}还是空的：请先运行 make run 或 manage.py migrate。资料库在别的文件夹时，请先 export KUAIBAO_DATA=那个文件夹。"
    return None

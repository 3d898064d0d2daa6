"""What is kept until the archive changes: answers that a reader's browser has, and counts in the memory of a process.

Each state of the archive has a token of its own (`models.revision`). A page asks for it before anything else: what is
made afterwards is at least as new as its token says, so nothing that is kept under a token is ever too old.
"""

import hashlib
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from threading import Lock
from typing import TypeVar

import django
from django.conf import settings
from django.db import connection

MOST = 200  # values kept in a process

T = TypeVar("T")

_present: ContextVar[str | None] = ContextVar("revision", default=None)
_kept: dict[tuple[str, Hashable], object] = {}
_lock = Lock()
_nothing = object()


@contextmanager
def at(token: str | None) -> Iterator[None]:
    """For the time of a page: what is made now is made of this state. None: of one that is not to be kept."""
    before = _present.set(token)
    try:
        yield
    finally:
        _present.reset(before)


def remembered(key: Hashable, make: Callable[[], T]) -> T:
    """What `make` gives, kept in this process until the archive changes. Nobody may change it, for others get it too.

    A key is the name of what is counted and all that it depends on: ("units", 2025). Outside of a page, and while
    changes are being written, nothing is kept.
    """
    token = _present.get()
    if token is None:
        return make()
    place = (token, key)
    value = _kept.get(place, _nothing)
    if value is _nothing:
        value = make()
        with _lock:
            if len(_kept) >= MOST or any(other != token for other, _ in _kept):
                _kept.clear()
            _kept[place] = value
    return value


def revise() -> None:
    """Say that pages show something else from the end of this transaction on, where no trigger can see it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO archive_revisiondue VALUES (pg_current_xact_id()::text::bigint) ON CONFLICT DO NOTHING"
        )


def program() -> str:
    """Another one where pages may look otherwise because the program is another: its sources, templates and styles, and
    the pictures, whose names in a page tell what is in them."""
    folders = {"archive": "*.py", "kuaibao": "*.py", "templates": "*", "static": "*", "docs/screenshots/help": "*"}
    base, digest = Path(settings.BASE_DIR), hashlib.sha256(django.__version__.encode())
    for folder, pattern in folders.items():
        for file in sorted(file for file in (base / folder).rglob(pattern) if file.is_file()):
            if "tests" not in file.parts:
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]

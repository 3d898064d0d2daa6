"""Making the whole index anew beside the one that is in use, and then putting it in its place.

Searches go on meanwhile, and so do imports. What has been made is kept where it is made, in a table beside the live one:
a rebuild that was interrupted goes on from there. What is written to the live table after the beginning is found at the
end by the transactions that wrote it, and made once more. Only renaming the tables makes searches wait, for an instant.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.db.models import QuerySet
from psycopg.errors import DeadlockDetected, LockNotAvailable

from archive.models import Entry, EntrySearch, Issue
from archive.processes import Crash, in_order, processors
from archive.reading import settle_in
from archive.revision import revise
from archive.search import lexicon, normalize, simplified, tokenizer
from archive.search.index import text
from archive.search.index.writing import copy_rows, row_of, searched, wait_for_other_writers, wording_of

LIVE = EntrySearch._meta.db_table
NEXT = f"{LIVE}_next"
REBUILD_LOCK = 0x6B7563  # any number but that of the writers' lock
BATCH = 200  # entries cut at a time
MANY = 4000  # entries; for fewer it does not pay to begin new processes
MEMORY = "256MB"  # for making the indexes
PATIENCE = "2s"  # for the searches under way, before the tables are renamed; new ones wait so long
ATTEMPTS = 10


class RebuildError(RuntimeError):
    """The index cannot be made anew now; the message says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """Kept as the comment of the table beside. `since` is the oldest transaction whose changes may be missing there."""

    since: int
    made_by: str

    @classmethod
    def now(cls) -> "Beginning":
        return cls(_value("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint"), _program())

    @classmethod
    def kept(cls) -> "Beginning | None":
        """None where there is no table beside, or one that is not of this program and this table."""
        comment = _value("SELECT obj_description(to_regclass(%s), 'pg_class')", [NEXT])
        try:
            beginning = cls(**json.loads(comment or ""))
        except (ValueError, TypeError):
            return None
        return beginning if beginning.made_by == _program() and _columns(NEXT) == _columns(LIVE) else None

    def keep(self) -> None:
        comment = json.dumps({"since": self.since, "made_by": self.made_by})
        _do(f"COMMENT ON TABLE {NEXT} IS '{comment}'")


def rebuild(
    *, jobs: int | None = None, restart: bool = False, tell: Callable[[int, int], None] = lambda done, total: None
) -> int:
    """Make the index anew; the number of entries in it. Not within a transaction.

    `jobs` processes cut the texts, by default as many as there are processors. With `restart` nothing is taken over
    from a rebuild that was interrupted. `tell` hears how many entries of all are done. Raises RebuildError.
    """
    with _alone():
        with transaction.atomic():
            wait_for_other_writers()
            if restart or not Beginning.kept():
                _make_table()
        _fill(jobs, tell)
        _index()
        _catch_up()
        _switch()
    return EntrySearch.objects.count()


@contextmanager
def _alone() -> Iterator[None]:
    if not _value("SELECT pg_try_advisory_lock(%s)", [REBUILD_LOCK]):
        raise RebuildError("另一个重建正在进行，请等它做完。")
    try:
        yield
    finally:
        _do("SELECT pg_advisory_unlock(%s)", [REBUILD_LOCK])


# -- the table beside ----------------------------------------------------------------------------------------------


def _make_table() -> None:
    """With the columns of the live one and the way it stores them, but without indexes: they are made when it is full."""
    _do(f"DROP TABLE IF EXISTS {NEXT}")
    _do(
        f"CREATE TABLE {NEXT} (LIKE {LIVE} INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING STORAGE INCLUDING COMPRESSION)"
    )
    if options := _value("SELECT array_to_string(reloptions, ', ') FROM pg_class WHERE oid = %s::regclass", [LIVE]):
        _do(f"ALTER TABLE {NEXT} SET ({options})")
    wanted = "SELECT attname, attstattarget FROM pg_attribute WHERE attrelid = %s::regclass AND attstattarget >= 0"
    for column, target in _rows(wanted + " AND attnum > 0 AND NOT attisdropped", [LIVE]):
        _do(f'ALTER TABLE {NEXT} ALTER COLUMN "{column}" SET STATISTICS {target}')
    Beginning.now().keep()


def _fill(jobs: int | None, tell: Callable[[int, int], None]) -> None:
    """Entry by entry in the order of their keys: the last key that is there says how far it has come."""
    last = _value(f"SELECT max(entry_id) FROM {NEXT}") or 0
    left = Entry.objects.filter(pk__gt=last)
    total, missing = Entry.objects.published().count(), left.published().count()
    done = total - missing
    for rows in _rows_of(left, processors() if jobs is None and missing >= MANY else jobs or 0):
        done += copy_rows(rows, NEXT)
        tell(done, total)


def _rows_of(entries: QuerySet[Entry], jobs: int) -> Iterator[list[EntrySearch]]:
    """Rows of the entries that are to be searched, some at a time; `jobs` processes cut their texts."""
    words = lexicon.read().words
    if not jobs:
        yield from ([row_of(entry) for entry in batch] for batch in _batches(entries))
        return
    named = ((batch, [wording_of(entry, entry.attributions.all()) for entry in batch]) for batch in _batches(entries))
    settled = {"prepare": settle_in, "prepared_with": (settings.DATA / "cache", words)}
    for batch, texts in in_order(text.indexed_texts, named, jobs=jobs, **settled):
        if isinstance(texts, Crash):
            raise RebuildError("分词的程序突然中断了，可能是内存不够。再运行一次会接着做；也可以加 --jobs 1。")
        yield [row_of(entry, known) for entry, known in zip(batch, texts, strict=True)]


def _batches(entries: QuerySet[Entry]) -> Iterator[list[Entry]]:
    last = 0
    while batch := list(searched(entries.filter(pk__gt=last))[:BATCH]):
        yield batch
        last = batch[-1].pk


def _index() -> None:
    """The indexes of the live table, under names of their own for the time being."""
    with _setting("maintenance_work_mem", MEMORY):
        here = {name for (name,) in _rows("SELECT indexname FROM pg_indexes WHERE tablename = %s", [NEXT])}
        for name, definition, constraint in _indexes():
            if _beside(name) in here:
                continue
            if constraint:
                _do(f'ALTER TABLE {NEXT} ADD CONSTRAINT "{_beside(name)}" {constraint}')
            else:
                made = re.sub(
                    r"INDEX (\S+) ON (ONLY )?\S+ USING", f'INDEX "{_beside(name)}" ON {NEXT} USING', definition, count=1
                )
                _do(made.replace("fastupdate='on'", "fastupdate='off'"))
        _do(f"ANALYZE {NEXT}")


# -- what has changed meanwhile ------------------------------------------------------------------------------------


def _catch_up() -> None:
    """Make once more what was written to the live table since the beginning; from now on that is the beginning."""
    beginning = Beginning.kept()
    now = Beginning.now()
    changed = _keys(
        f"SELECT entry_id FROM {LIVE} WHERE age(xmin) <= age((%s %% 4294967296)::text::xid)", [beginning.since]
    )
    changed |= _keys(
        f"SELECT e.id FROM {Entry._meta.db_table} e JOIN {Issue._meta.db_table} i ON i.id = e.issue_id"
        f" WHERE i.status = %s AND NOT EXISTS (SELECT FROM {NEXT} n WHERE n.entry_id = e.id)",
        [Issue.Status.PUBLISHED],
    )
    gone = _keys(
        f"SELECT n.entry_id FROM {NEXT} n WHERE NOT EXISTS (SELECT FROM {Entry._meta.db_table} e"
        f" JOIN {Issue._meta.db_table} i ON i.id = e.issue_id WHERE e.id = n.entry_id AND i.status = %s)",
        [Issue.Status.PUBLISHED],
    )
    with transaction.atomic():
        _do(f"DELETE FROM {NEXT} WHERE entry_id = ANY (%s)", [list(changed | gone)])
        for rows in _rows_of(Entry.objects.filter(pk__in=changed), 0):
            copy_rows(rows, NEXT)
        now.keep()


# -- in its place --------------------------------------------------------------------------------------------------


def _switch() -> None:
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return _try_to_switch()
        except OperationalError as error:
            if not isinstance(error.__cause__, (LockNotAvailable, DeadlockDetected)):
                raise
            if attempt == ATTEMPTS:
                raise RebuildError(
                    "新索引已经做好，但检索一直太忙，换不上。过一会儿再运行一次，只差这一步。"
                ) from error
    return None


@transaction.atomic
def _try_to_switch() -> None:
    """Entries must not go meanwhile; searches go on until the very end."""
    wait_for_other_writers()
    _do(f"LOCK TABLE {Entry._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")
    _catch_up()
    indexes = [name for name, *_ in _indexes()]
    for name, definition in _foreign_keys():
        _do(f'ALTER TABLE {NEXT} ADD CONSTRAINT "{name}" {definition}')
    _do(f"COMMENT ON TABLE {NEXT} IS NULL")
    _do(f"SET LOCAL lock_timeout = '{PATIENCE}'")
    _do(f"DROP TABLE {LIVE}")
    _do(f"ALTER TABLE {NEXT} RENAME TO {LIVE}")
    for name in indexes:
        _do(f'ALTER INDEX "{_beside(name)}" RENAME TO "{name}"')  # a key's constraint is renamed with its index
    revise()


# -- PostgreSQL's own tables ---------------------------------------------------------------------------------------


def _indexes() -> list[tuple[str, str, str | None]]:
    """The live table's: name, definition, and the definition of the constraint that it serves."""
    return _rows(
        "SELECT c.relname, pg_get_indexdef(i.indexrelid), pg_get_constraintdef(k.oid) FROM pg_index i"
        " JOIN pg_class c ON c.oid = i.indexrelid LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid AND k.conrelid = i.indrelid"
        " WHERE i.indrelid = %s::regclass ORDER BY c.relname",
        [LIVE],
    )


def _foreign_keys() -> list[tuple[str, str]]:
    return _rows(
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'f'",
        [LIVE],
    )


def _columns(table: str) -> list[tuple]:
    return _rows(
        "SELECT attname, format_type(atttypid, atttypmod), attnotnull, attstorage FROM pg_attribute"
        " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attname",
        [table],
    )


def _beside(name: str) -> str:
    return f"{name[:58]}_next"  # PostgreSQL's names have 63 bytes


def _program() -> str:
    """Which program made the lexemes: what is half done is not finished by another one."""
    sources = [Path(module.__file__).read_bytes() for module in (normalize, simplified, tokenizer, text)]
    return hashlib.sha256(b"".join(sources)).hexdigest()


def _keys(query: str, given: list) -> set[int]:
    return {key for (key,) in _rows(query, given)}


def _value(query: str, given: list | None = None):
    rows = _rows(query, given)
    return rows[0][0] if rows else None


def _rows(query: str, given: list | None = None) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query, given)
        return cursor.fetchall()


def _do(command: str, given: list | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(command, given)


@contextmanager
def _setting(name: str, value: str) -> Iterator[None]:
    _do(f"SET {name} = '{value}'")
    try:
        yield
    finally:
        _do(f"RESET {name}")

"""Writing very many entries at once: what is written is searchable as always, but found a little more slowly meanwhile.

An entry adds some hundred lexemes to the index, each in another place. In bulk they are put aside first, which searches
look through as well, and then into their places many at a time. It does not wait for the disk after each file either:
whoever pulls the plug may have to import the last files again, but never finds anything by halves.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.postgres.indexes import GinIndex
from django.db import connection, transaction

from archive.models import EntrySearch

INDEXES = [index.name for index in EntrySearch._meta.indexes if isinstance(index, GinIndex)]
TABLES = ("archive_entry", "archive_issue", "archive_attribution", EntrySearch._meta.db_table)
# Put aside before it is put into its places. Searches read through it: more makes them slower, less the import.
SETTINGS = {"synchronous_commit": "off", "gin_pending_list_limit": "64MB", "work_mem": "256MB"}


@contextmanager
def in_bulk() -> Iterator[None]:
    """For a block outside of transactions. A bulk that was killed is brought to its end by `end_of_bulk`, or the next."""
    with connection.cursor() as cursor:
        for index in INDEXES:
            cursor.execute(f"ALTER INDEX {index} SET (fastupdate = on)")
        for name, value in SETTINGS.items():
            cursor.execute(f"SET {name} = '{value}'")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for name in SETTINGS:
                cursor.execute(f"RESET {name}")
        end_of_bulk()


def end_of_bulk() -> None:
    """Put everything into its place, where a bulk has left something aside."""
    with transaction.atomic(), connection.cursor() as cursor:
        wanted = "relname = ANY (%s) AND 'fastupdate=on' = ANY (reloptions) AND pg_table_is_visible(oid)"
        cursor.execute(f"SELECT relname FROM pg_class WHERE {wanted}", [INDEXES])
        left = [name for (name,) in cursor.fetchall()]
        for index in left:
            cursor.execute(f"ALTER INDEX {index} SET (fastupdate = off)")
            cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [index])
        if left:
            cursor.execute(f"ANALYZE {', '.join(TABLES)}")

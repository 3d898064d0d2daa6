"""The floor of an import: what it takes to cut all texts with jieba and to COPY them, in one process."""

import time
from collections.abc import Iterator

from scale.engines.postgres import TABLE, vector
from scale.place import Place

Row = tuple[int, int, list[str], list[str]]  # id, year, words of the title, words of the rest


def cut_and_copy(place: Place, stop: int | None = None) -> tuple[float, float]:
    """Seconds, and the share of all entries that they are for. Texts and words go into a table without an index."""
    from django.db import connection

    from archive.models import EntrySearch
    from archive.search import tokenizer

    tokenizer.load()
    rows = list(place.rows(stop))
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")
        cursor.execute(f"CREATE TABLE {TABLE} (id bigint, title text, rest text, year int, words tsvector)")
        start = time.perf_counter()
        with cursor.copy(f"COPY {TABLE} FROM STDIN") as copy:
            for pk, title, rest, year in rows:
                copy.write_row((pk, title, rest, year, vector(tokenizer.words(title) + tokenizer.words(rest))))
        return time.perf_counter() - start, len(rows) / EntrySearch.objects.count()


def cut_rows(place: Place) -> Iterator[Row]:
    from archive.search import tokenizer

    for pk, title, rest, year in place.rows():
        yield pk, year, tokenizer.words(title), tokenizer.words(rest)

"""How many entries hold a text: what tells rare words from common ones. And which entries hold most of some texts.

Frequencies are estimates, for weighing and choosing: the lexemes decide, no text is looked at, and in a large archive
a sample is counted. They are kept in the process for a while there; of a small one they are counted anew each time.
"""

import time
from collections.abc import Iterable, Mapping, Sequence

from django.db import connection
from django.db.models import BigIntegerField, QuerySet
from django.db.models.expressions import RawSQL

from archive.models import IN_SAMPLE, SAMPLE, EntrySearch
from archive.revision import remembered
from archive.search.index.lookup import candidate, keyed, matching, texts_of
from archive.search.query import Clause, Literal, Query
from archive.search.ranking import Candidate

SMALL = 50_000  # entries up to which all are counted, each time anew
KEPT_FOR = 600.0  # seconds: an issue that comes in changes next to nothing
MOST_KEPT = 20_000  # texts, some 3 MB

# How many places in the index are gone through for a question, the rarest texts first: some 30 ms at a million entries.
# To stop there and to look closely at what has gathered most until then is Moffat's and Zobel's "quit" strategy (1996).
MOST_POSTINGS = 20_000

_kept: dict[str, tuple[float, int]] = {}  # text → (when, frequency)


def entries() -> int:
    """About how many entries there are in the index; exactly where there are few. 1 where there are none."""
    return remembered("entries", _entries)


def _entries() -> int:
    sql, params = _size()
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return max(int(cursor.fetchone()[0]), 1)


def size_beside() -> RawSQL:
    """The same as a column of another query; 0 where there are none."""
    return RawSQL(*_size(), output_field=BigIntegerField())


def _size() -> tuple[str, list]:
    """reltuples is -1 where the table has not been looked at yet."""
    table = EntrySearch._meta.db_table
    sql = (
        "SELECT (CASE WHEN reltuples > %s THEN reltuples"
        f" ELSE (SELECT count(*) FROM {connection.ops.quote_name(table)}) END)::bigint"
        " FROM pg_class WHERE oid = %s::regclass"
    )
    return sql, [SMALL, table]


def frequencies(texts: Iterable[str], entries: int) -> dict[str, int]:
    """How many of all entries hold each of some normalised texts."""
    texts = list(dict.fromkeys(texts))
    if entries <= SMALL:
        return _counted(texts)
    now = time.monotonic()
    known = {text: _kept[text][1] for text in texts if text in _kept and now - _kept[text][0] < KEPT_FOR}
    new = _counted([text for text in texts if text not in known], is_sampled=True)
    if len(_kept) + len(new) > MOST_KEPT:
        _kept.clear()
    _kept.update((text, (now, number)) for text, number in new.items())
    return known | new


def holding_most(
    weights: Mapping[str, float], frequencies: Mapping[str, int], must: Query, most: int
) -> list[Candidate]:
    """So many entries that hold most of some texts, by their weights, among those that may answer `must`; in no order.

    The rarest texts are looked for first and the others only as long as that is quick, so that a text of every other
    entry names none.
    """
    queries: list[tuple[str, Sequence]] = []
    left = MOST_POSTINGS
    for text in sorted(weights, key=lambda text: (frequencies[text], text)):
        left -= frequencies[text]
        if queries and left < 0:
            break
        rows = matching(_also(must, text)).order_by().values_list("pk")[:MOST_POSTINGS]
        sql, params = rows.query.sql_with_params()
        queries.append((f"SELECT pk, %s::float8 FROM ({sql}) AS held (pk)", [weights[text], *params]))
    if not queries:
        return []
    keys = (
        f"SELECT pk FROM ({' UNION ALL '.join(sql for sql, _ in queries)}) AS found (pk, weight)"
        " GROUP BY pk ORDER BY sum(weight) DESC, pk DESC LIMIT %s"
    )
    rows = keyed(keys, *(param for _, params in queries for param in params), most)
    return [candidate(*row) for row in texts_of(rows)]


def _counted(texts: list[str], *, is_sampled: bool = False) -> dict[str, int]:
    """One statement for all of them."""
    if not texts:
        return {}
    queries = [_rows(text, is_sampled).order_by().values_list("pk").query.sql_with_params() for text in texts]
    counts = ", ".join(f"(SELECT count(*) FROM ({sql}) AS held)" for sql, _ in queries)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts}", [param for _, params in queries for param in params])
        numbers = cursor.fetchone()
    return {text: number * (SAMPLE if is_sampled else 1) for text, number in zip(texts, numbers, strict=True)}


def _rows(text: str, is_sampled: bool) -> QuerySet[EntrySearch]:
    rows = matching(_also(Query(""), text))
    return rows.filter(IN_SAMPLE) if is_sampled else rows


def _also(must: Query, text: str) -> Query:
    return Query(must.text, (*must.clauses, Clause((Literal(text),))))

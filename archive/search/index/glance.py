"""Asked at once what would take several questions: whether rows are few, and then their texts; and how many rows answer
each of some queries.

A statement has its price however little it finds, and a page may ask no more than fourteen. What the second step needs
of the first stands in the same statement: PostgreSQL does not go through rows whose condition has proved false.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from archive.models import IN_SAMPLE, SAMPLE, EntrySearch
from archive.search.index.listing import NONE, Hits, sql_of
from archive.search.index.lookup import (
    candidate,
    holding,
    holding_as_words,
    is_decisive,
    keyed,
    matching,
    texts_of,
)
from archive.search.query import Query
from archive.search.ranking import Candidate

TABLE = EntrySearch._meta.db_table
COUNTED = 10_000  # rows for a query among several; beyond, it is so many at least
UNSURE = 2_000  # of them whose texts PostgreSQL looks at


@dataclass(frozen=True, slots=True)
class Glance:
    """About how many rows; their `keys`, None where they are too many to be named; and their texts where they are few.
    `narrower` is about how many of them are those that were asked for beside them, told where they are too many."""

    hits: Hits
    keys: list[int] | None
    candidates: list[Candidate] | None
    narrower: Hits | None = None


def glance(
    rows: QuerySet[EntrySearch], narrower: QuerySet[EntrySearch], *, named: int, read: int, are_decisive: bool
) -> Glance:
    """`named` is the estimate up to which rows are named, `read` the number of them whose texts are read. Of rows that
    are decisive no more have to be named than show that they are too many."""
    sql, params = sql_of(rows.values_list("pk"))
    if sql == NONE:
        return Glance(Hits(0, 1), [], [])
    sample, of_sample = sql_of(rows.filter(IN_SAMPLE).values_list("pk"))
    part, of_part = sql_of(narrower.filter(IN_SAMPLE).values_list("pk"))
    is_all = not rows.query.where
    texts, of_texts = sql_of(texts_of(keyed("SELECT pk FROM keys WHERE (SELECT count(*) FROM keys) <= %s", read)))
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH size AS MATERIALIZED (SELECT greatest(reltuples, 0)::bigint AS number FROM pg_class"
            " WHERE oid = %s::regclass),"
            " about AS MATERIALIZED (SELECT"
            + (" number FROM size" if is_all else f" %s * count(*) AS number FROM ({sample}) AS sampled")
            + f"), keys AS MATERIALIZED (SELECT pk FROM ({sql}) AS held (pk)"
            " WHERE (SELECT number FROM about) <= %s LIMIT %s)"
            " SELECT size.number, about.number, ARRAY(SELECT pk FROM keys),"
            f" (SELECT %s * count(*) FROM ({part}) AS narrower WHERE (SELECT number FROM about) > %s),"
            " NULL::bigint, NULL, NULL::date, NULL::bigint, NULL::int, NULL::int, NULL::int FROM size, about"
            f" UNION ALL SELECT NULL, NULL, NULL, NULL, found.* FROM ({texts}) AS found",
            [
                *(TABLE, *(() if is_all else (SAMPLE, *of_sample)), *params),
                *(named, read + 1 if are_decisive else None, SAMPLE, *of_part, named, *of_texts),
            ],
        )
        (of, number, keys, of_narrower, *_), *found = cursor.fetchall()
    hits = Hits(number, max(of, number, 1))
    if number > named:
        return Glance(hits, None, None, Hits(of_narrower, max(of, of_narrower, 1)))
    return Glance(hits, keys, [candidate(*row[4:]) for row in found] if len(keys) <= read else None)


def numbers(queries: Sequence[Query]) -> list[Hits]:
    """How many rows answer each of some queries, in one statement; `exact` says whether that is told for sure. Within
    `planner_settings`."""
    parts = [_number(place, query) for place, query in enumerate(queries)]
    asked = [part for part in parts if part is not None]
    if not asked:
        return [Hits(0, 1, exact=True) for _ in parts]
    tables = ", ".join(each.tables for each in asked)
    columns = ", ".join(each.columns for each in asked)
    params = [
        *(param for each in asked for param in each.of_tables),
        *(param for each in asked for param in each.of_columns),
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {tables} SELECT {columns}", params)
        row = iter(cursor.fetchone())
    return [_told(next(row), next(row), next(row)) if part else Hits(0, 1, exact=True) for part in parts]


@dataclass(frozen=True, slots=True)
class _Number:
    """What one query has in the statement for all. Its columns: rows that may answer, those of them of which that is not
    sure, and of these, where they are not too many, those that do."""

    tables: str
    of_tables: tuple
    columns: str
    of_columns: tuple


def _number(place: int, query: Query) -> _Number | None:
    sql, params = sql_of(matching(query).values_list("pk"))
    if sql == NONE:
        return None
    held, unsure = f"held_{place}", f"unsure_{place}"
    tables, of_tables = f"{held} AS MATERIALIZED (SELECT pk FROM ({sql}) AS held (pk) LIMIT %s)", [*params, COUNTED + 1]
    if is_decisive(query):
        return _Number(tables, tuple(of_tables), f"(SELECT count(*) FROM {held}), 0, 0", ())
    words = holding_as_words(query)
    sure, of_sure = sql_of(words.values_list("pk")) if words is not None else (NONE, ())
    tables += f", {unsure} AS MATERIALIZED (SELECT pk FROM {held}"
    if sure != NONE:
        tables += f" WHERE NOT pk IN ({sure})"
        of_tables += of_sure
    tables += ")"
    few = keyed(f"SELECT pk FROM {unsure} WHERE (SELECT count(*) FROM {unsure}) <= %s", UNSURE)
    told, of_told = sql_of(holding(query, few).values_list("pk"))
    columns = f"(SELECT count(*) FROM {held}), (SELECT count(*) FROM {unsure}), (SELECT count(*) FROM ({told}) AS told)"
    return _Number(tables, tuple(of_tables), columns, tuple(of_told))


def _told(held: int, unsure: int, told: int) -> Hits:
    is_told = held <= COUNTED and unsure <= UNSURE
    number = held - unsure + told if is_told else min(held, COUNTED)
    return Hits(number, max(number, 1), exact=is_told)

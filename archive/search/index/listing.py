"""Rows of the index by date, and how many there are, in a way that stays quick however many rows hold the question.

PostgreSQL's planner does not see what it costs to fetch a stored-away vector: left to itself it scans the table for a
frequent word and walks the dates for a rare one. So each statement here says how it is carried out. By the index, the
cost grows with the hits: a rare word is quick, and a count. Along the dates, it grows with the rows that are met
before enough of them hold the question: the newest of a frequent word are quick.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.models import F, QuerySet

from archive.models import IN_SAMPLE, SAMPLE, EntrySearch

# What a row costs that is met on the way along the dates, for its vector is fetched, against one that the index names.
# Measured on 100,000 and 1,000,000 rows: 4 to 5 µs against 0.4 µs.
WALKING_COST = 10
COUNTED = 30_000  # hits up to which all are counted, in some 30 ms; beyond, one row in SAMPLE is

NONE = "SELECT WHERE false"

BY_INDEX = {
    **{"enable_seqscan": "off", "enable_indexscan": "off", "enable_indexonlyscan": "off"},
    **{"enable_bitmapscan": "on", "enable_sort": "on", "jit": "off", "work_mem": "32MB"},
}
ALONG_THE_DATES = {"enable_bitmapscan": "off", "enable_indexscan": "on", "enable_sort": "off"}

_is_by_index: ContextVar[bool] = ContextVar("is_by_index", default=False)  # within `planner_settings`


@dataclass(frozen=True, slots=True)
class Hits:
    """How many rows, of how many in the table."""

    number: int
    of: int
    exact: bool = False


@contextmanager
def planner_settings() -> Iterator[None]:
    """A transaction in which rows are found by the index; within one that has begun it is this one that goes on."""
    if _is_by_index.get():
        yield
        return
    with transaction.atomic(savepoint=False):
        _set(BY_INDEX)
        token = _is_by_index.set(True)
        try:
            yield
        finally:
            _is_by_index.reset(token)


def newest_first(rows: QuerySet[EntrySearch]) -> QuerySet[EntrySearch]:
    return rows.order_by(F("day").desc(nulls_last=True), "-issue_id", "order")


def oldest_first(rows: QuerySet[EntrySearch]) -> QuerySet[EntrySearch]:
    return rows.order_by(F("day").asc(nulls_last=True), "-issue_id", "order")


def sql_of(rows: QuerySet) -> tuple[str, Sequence]:
    """The statement in no order, and its parameters; NONE where no row can be meant."""
    try:
        return rows.order_by().query.sql_with_params()
    except EmptyResultSet:
        return NONE, ()


def estimate(rows: QuerySet[EntrySearch]) -> Hits:
    return estimates([rows])[0]


def estimates(sets: Sequence[QuerySet[EntrySearch]]) -> list[Hits]:
    """About how many rows there are: those in the sample, times its share. Of all rows PostgreSQL keeps an estimate."""
    if not sets:
        return []
    queries = [(NONE, ()) if _is_all(rows) else sql_of(rows.filter(IN_SAMPLE).values_list("pk")) for rows in sets]
    counts = ", ".join(f"(SELECT count(*) FROM ({sql}) AS sampled)" for sql, _ in queries)
    size = "(SELECT reltuples FROM pg_class WHERE oid = %s::regclass)"  # -1 where it has not been looked at yet
    params = [EntrySearch._meta.db_table, *(param for _, params in queries for param in params)]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {size}, {counts}", params)
        of, *sampled = (max(int(number), 0) for number in cursor.fetchone())
    numbers = [of if _is_all(rows) else SAMPLE * number for rows, number in zip(sets, sampled, strict=True)]
    return [Hits(number, max(of, number, 1)) for number in numbers]


def count(rows: QuerySet[EntrySearch], estimated: Hits) -> Hits:
    """Exactly how many, where that can be afforded."""
    if estimated.exact or estimated.number > COUNTED:
        return estimated
    number = rows.count()
    return Hits(number, max(estimated.of, number, 1), exact=True)


def sizes(sets: Sequence[QuerySet[EntrySearch]]) -> list[Hits]:
    """How many rows, exactly where that can be afforded; of all sets in two statements."""
    if not sets:
        return []
    with planner_settings():
        hits = estimates(sets)
        counted = [place for place, each in enumerate(hits) if each.number <= COUNTED]
        queries = [sql_of(sets[place].values_list("pk")) for place in counted]
        if queries:
            columns = ", ".join(f"(SELECT count(*) FROM ({sql}) AS held)" for sql, _ in queries)
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT {columns}", [param for _, params in queries for param in params])
                for place, number in zip(counted, cursor.fetchone(), strict=True):
                    hits[place] = Hits(number, max(hits[place].of, number, 1), exact=True)
    return hits


def keys(ordered: QuerySet[EntrySearch], hits: Hits, start: int, stop: int) -> list[int]:
    """The keys from `start` to `stop` of rows put in order by `newest_first` or `oldest_first`."""
    if stop <= start:
        return []
    if is_walked(hits, stop):
        return _walked(ordered, start, stop)
    order = "ASC" if not ordered.query.order_by[0].descending else "DESC"
    sql, params = sql_of(ordered.order_by().values_list("pk", "day", "issue_id", "order"))
    if sql == NONE:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH found (pk, day, issue, place) AS MATERIALIZED ({sql}) SELECT pk FROM found"
            f" ORDER BY day {order} NULLS LAST, issue DESC, place LIMIT %s OFFSET %s",
            [*params, stop - start, start],
        )
        return [pk for (pk,) in cursor.fetchall()]


def counted_and_newest(
    rows: QuerySet[EntrySearch], hits: Hits, others: QuerySet[EntrySearch], of_others: Hits, number: int
) -> tuple[Hits, list[int]]:
    """How many rows, as `count` says; and the keys of the newest `number` of the others, then of these, in that order.

    In one statement where both are found by the index: the rows that are counted are those that are put in order.
    """
    (sql, params), (sql_of_others, params_of_others) = (
        sql_of(each.values_list("pk", "day", "issue_id", "order")) for each in (rows, others)
    )
    are_counted = hits.number <= COUNTED  # also where that is known already: both come in one statement then
    if NONE in (sql, sql_of_others) or not are_counted or is_walked(hits, number) or is_walked(of_others, number):
        hits = count(rows, hits)
        newest = [keys(newest_first(others), of_others, 0, number), keys(newest_first(rows), hits, 0, number)]
        return hits, [pk for each in newest for pk in each]
    newest = "(SELECT {place}, pk FROM {name} ORDER BY day DESC NULLS LAST, issue DESC, place LIMIT %s)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH these (pk, day, issue, place) AS MATERIALIZED ({sql}),"
            f" others (pk, day, issue, place) AS MATERIALIZED ({sql_of_others})"
            f" SELECT 0, count(*) FROM these UNION ALL {newest.format(place=1, name='others')}"
            f" UNION ALL {newest.format(place=2, name='these')}",
            [*params, *params_of_others, number, number],
        )
        (_, counted), *newest = sorted(cursor.fetchall(), key=lambda row: row[0])
    return Hits(counted, max(hits.of, counted, 1), exact=True), [pk for _, pk in newest]


def _walked(ordered: QuerySet[EntrySearch], start: int, stop: int) -> list[int]:
    """Along the dates: the settings before, the rows, and the settings as they were go to PostgreSQL together."""
    try:
        sql, params = ordered.values_list("pk", flat=True)[start:stop].query.sql_with_params()
    except EmptyResultSet:
        return []
    (there, along), (back, as_before) = _setting(ALONG_THE_DATES), _setting(BY_INDEX)
    with connection.cursor() as cursor:
        cursor.execute(f"{there}; {sql}; {back}", [*along, *params, *as_before])
        cursor.nextset()
        return [pk for (pk,) in cursor.fetchall()]


def is_walked(hits: Hits, stop: int) -> bool:
    """Whether the rows met before the last of them cost less than all hits: from about a tenth of all rows upward."""
    met = stop * hits.of / max(hits.number, 1)
    return met * WALKING_COST < hits.number


def _is_all(rows: QuerySet[EntrySearch]) -> bool:
    return not rows.query.where


def _set(settings: dict[str, str]) -> None:
    """For the rest of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute(*_setting(settings))


def _setting(settings: dict[str, str]) -> tuple[str, list[str]]:
    calls = ", ".join(["set_config(%s, %s, true)"] * len(settings))
    return f"SELECT {calls}", [part for item in settings.items() for part in item]

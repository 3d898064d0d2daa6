"""Writing the index: what is searched of a published entry, as lexemes made in Python."""

from collections.abc import Collection, Iterable, Mapping
from itertools import islice

from django.db import connection, transaction
from django.db.models import QuerySet

from archive.models import Attribution, Entry, EntrySearch, Issue
from archive.search.index.text import IndexedText, Wording, indexed_text

WRITERS_LOCK = 0x6B7562  # any number, the same for all
BATCH = 500  # entries read in one query
FIELDS = EntrySearch._meta.concrete_fields


def wait_for_other_writers() -> None:
    """Let one at a time write what is searched: imports, the register and the rebuild of the index wait for each other.

    Within a transaction, until its end. Whoever locks rows of an upload as well takes this first, so that two never
    wait for each other.
    """
    with connection.cursor() as cursor:
        # A page may not wait long for the database, but a writer has to, also one at the desk.
        cursor.execute("SET LOCAL statement_timeout = 0; SELECT pg_advisory_xact_lock(%s)", [WRITERS_LOCK])


@transaction.atomic(savepoint=False)
def index_entries(entries: QuerySet[Entry]) -> int:
    """Bring the index up to date for some entries: published ones are in it, others are not. The number indexed."""
    wait_for_other_writers()
    delete_entries(entries)
    rows, count = map(row_of, searched(entries).iterator(chunk_size=BATCH)), 0
    while batch := list(islice(rows, BATCH)):
        count += copy_rows(batch)
    return count


def index_issue(
    issue: Issue, entries: Mapping[Entry, list[Attribution]], texts: Mapping[Wording, IndexedText], *, is_new: bool
) -> None:
    """Index all entries of an issue, just written by who has waited for other writers, with their attributions.

    `texts` are what is known already of their words. An issue that is new has nothing in the index to take out.
    """
    if not is_new:
        delete_entries(Entry.objects.filter(issue=issue))
    if issue.status == Issue.Status.PUBLISHED:
        copy_rows([_row(issue, entry, attributions, texts) for entry, attributions in entries.items()])


def delete_entries(entries: QuerySet[Entry]) -> None:
    EntrySearch.objects.filter(entry__in=entries.order_by().values("pk")).delete()


def searched(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """Those that belong in the index, by key, with all that `row_of` looks at."""
    rows = entries.published().select_related("issue", "section").prefetch_related("attributions__unit")
    return rows.order_by("pk")


def row_of(entry: Entry, text: IndexedText | None = None) -> EntrySearch:
    attributions = list(entry.attributions.all())
    texts = {wording_of(entry, attributions): text} if text else {}
    return _row(entry.issue, entry, attributions, texts)


def wording_of(entry: Entry, attributions: Iterable[Attribution]) -> Wording:
    section = entry.section.name if entry.section else ""
    return entry.title, entry.body, section, tuple(attribution.name for attribution in attributions)


def copy_rows(rows: Collection[EntrySearch], table: str = EntrySearch._meta.db_table) -> int:
    """Write rows into a table of this form, in the quickest way there is. Their number."""
    columns = ", ".join(f'"{field.column}"' for field in FIELDS)
    with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" ({columns}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row([getattr(row, field.attname) for field in FIELDS])
    return len(rows)


def _row(
    issue: Issue, entry: Entry, attributions: list[Attribution], texts: Mapping[Wording, IndexedText]
) -> EntrySearch:
    wording = wording_of(entry, attributions)
    text = texts.get(wording) or indexed_text(*wording)
    units = [attribution.unit for attribution in attributions if attribution.unit]
    return EntrySearch(
        entry=entry,
        issue_id=issue.pk,
        order=entry.order,
        day=issue.date,
        year=issue.year,
        number=issue.number,
        section=entry.section,
        unit_ids=sorted({unit.pk for unit in units}),
        unit_kinds=sorted({unit.kind for unit in units}),
        has_figures=text.has_figures,
        lexemes=text.lexemes,
        texts=text.texts,
    )

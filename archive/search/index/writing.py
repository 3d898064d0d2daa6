"""Writing the index: what is searched of a published entry, as lexemes made in Python."""

from collections.abc import Iterable

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db import connection, models, transaction
from django.db.models import Func, QuerySet, Value

from archive.bulletin.figures import figures_of
from archive.models import Entry, EntrySearch
from archive.search.normalize import normalize
from archive.search.tokenizer import index_lexemes

WRITERS_LOCK = 0x6B7562  # any number, the same for all
BATCH = 500  # entries indexed in one statement


def wait_for_other_writers() -> None:
    """Let one at a time write what is searched: imports, the register and the rebuild of the index wait for each other.

    Within a transaction, until its end. Whoever locks rows of an upload as well takes this first, so that two never
    wait for each other.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITERS_LOCK])


@transaction.atomic(savepoint=False)
def index_entries(entries: QuerySet[Entry]) -> int:
    """Bring the index up to date for some entries: published ones are in it, others are not. The number indexed."""
    wait_for_other_writers()
    delete_entries(entries)
    count = 0
    batch: list[EntrySearch] = []
    published = entries.published().select_related("issue", "section").prefetch_related("attributions__unit")
    for entry in published.order_by("pk").iterator(chunk_size=BATCH):
        batch.append(_row(entry))
        if len(batch) == BATCH:
            EntrySearch.objects.bulk_create(batch)
            count, batch = count + len(batch), []
    EntrySearch.objects.bulk_create(batch)
    return count + len(batch)


def delete_entries(entries: QuerySet[Entry]) -> None:
    EntrySearch.objects.filter(entry__in=entries.order_by().values("pk")).delete()


def joined_texts(title: str, body: str, section: str, units: Iterable[str]) -> str:
    """What `EntrySearch.texts` holds: the normalised texts, parted by line ends, which they cannot hold themselves."""
    return "\n".join([title, body, section, *units])


def _row(entry: Entry) -> EntrySearch:
    attributions = list(entry.attributions.all())
    units = [attribution.unit for attribution in attributions if attribution.unit]
    title, body = normalize(entry.title), normalize(entry.body)
    section = normalize(entry.section.name) if entry.section else ""
    names = [normalize(attribution.name) for attribution in attributions]
    lexemes = index_lexemes(title, [body, section], names)
    return EntrySearch(
        entry=entry,
        issue_id=entry.issue_id,
        order=entry.order,
        day=entry.issue.date,
        year=entry.issue.year,
        number=entry.issue.number,
        section=entry.section,
        unit_ids=sorted({unit.pk for unit in units}),
        unit_kinds=sorted({unit.kind for unit in units}),
        has_figures=any(figures_of(entry.body)),
        lexemes=Func(
            Value(sorted(lexemes), ArrayField(models.TextField())),
            function="array_to_tsvector",
            output_field=SearchVectorField(),
        ),
        texts=joined_texts(title, body, section, names),
    )

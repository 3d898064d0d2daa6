"""Making the index anew, while it is in use."""

import threading

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from archive.models import Entry, EntrySearch, Issue
from archive.search import lexicon
from archive.search.index import rebuild as module
from archive.search.index.rebuild import LIVE, NEXT, RebuildError, rebuild
from archive.search.index.writing import index_entries
from archive.search.service import search
from archive.tests.conftest import make_entry, make_issue, make_pending_issue, make_unit

pytestmark = pytest.mark.django_db(transaction=True)

STRUCTURE = (
    "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s",
    "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = %s::regclass AND contype <> 'n'",
    "SELECT reloptions::text FROM pg_class WHERE oid = %s::regclass",
    "SELECT attname, format_type(atttypid, atttypmod), attnotnull, attstorage, attstattarget FROM pg_attribute"
    " WHERE attrelid = %s::regclass AND attnum > 0",
)


def structure():
    with connection.cursor() as cursor:
        found = []
        for query in STRUCTURE:
            cursor.execute(query, [LIVE])
            found.append(sorted(cursor.fetchall()))
        return found


def is_left():
    """Whether the table beside is there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [NEXT])
        return cursor.fetchone()[0] is not None


def rows():
    return list(EntrySearch.objects.order_by("pk").values())


def interrupt(monkeypatch, after):
    """Let a rebuild be killed when it has written so many batches of one entry each."""
    written = iter(range(after))
    copy_rows = module.copy_rows

    def killed(*given):
        if next(written, None) is None:
            raise KeyboardInterrupt
        return copy_rows(*given)

    monkeypatch.setattr(module, "BATCH", 1)
    monkeypatch.setattr(module, "copy_rows", killed)


@pytest.fixture
def entries():
    issue = make_issue()
    unit = make_unit()
    made = [
        make_entry(issue, title=f"县工信局培育企业之{each}", units=[unit], section="经济发展") for each in "一二三四五"
    ]
    lexicon.read()  # the words to keep whole, as a rebuild reads them
    index_entries(Entry.objects.all())
    return made


def test_what_is_made_anew_is_what_was_there(entries):
    make_pending_issue()
    before, form = rows(), structure()

    assert rebuild() == 5

    assert rows() == before
    assert structure() == form
    assert not is_left()


def test_nothing_of_the_models_has_changed_for_django(entries):
    rebuild()

    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
    entry = entries[0]
    entry.delete()  # the keys of other tables hold as before
    assert not EntrySearch.objects.filter(pk=entry.pk).exists()


def test_what_was_lost_or_wrong_is_mended(entries):
    EntrySearch.objects.filter(entry=entries[0]).delete()
    EntrySearch.objects.filter(entry=entries[1]).update(texts="", lexemes="")

    assert rebuild() == 5
    assert search(query="之一").total == search(query="之二").total == 1


def test_processes_cut_the_texts_as_they_are_cut_here(entries):
    before = rows()

    assert rebuild(jobs=2) == 5

    assert rows() == before


def test_searches_find_the_old_rows_meanwhile(entries, monkeypatch):
    found = []
    monkeypatch.setattr(module, "_index", lambda: found.append(search(query="培育企业之").total))

    with pytest.raises(Exception, match="_next"):  # without its indexes it cannot be put in its place
        rebuild()

    assert found == [5]
    assert search(query="培育企业之").total == 5


def test_what_is_written_meanwhile_is_in_the_new_one(entries, monkeypatch):
    index = module._index

    def meanwhile():
        Entry.objects.filter(pk=entries[0].pk).update(title="县水利局清淤沟渠")
        index_entries(Entry.objects.filter(pk=entries[0].pk))
        entries[1].delete()
        make_entry(make_issue(number=46), title="县水利局修护岸")
        index()

    monkeypatch.setattr(module, "_index", meanwhile)

    assert rebuild() == 5
    assert search(query="清淤沟渠").total == 1
    assert search(query="修护岸").total == 1
    assert search(query="培育企业之").total == 3
    before = rows()
    index_entries(Entry.objects.all())
    assert rows() == before


def test_what_is_withdrawn_meanwhile_is_not_in_the_new_one(entries, monkeypatch):
    index = module._index

    def meanwhile():
        Issue.objects.update(status=Issue.Status.WITHDRAWN)
        index_entries(Entry.objects.all())
        index()

    monkeypatch.setattr(module, "_index", meanwhile)

    assert rebuild() == 0
    assert not EntrySearch.objects.exists()


def test_a_rebuild_that_was_killed_goes_on_where_it_was(entries, monkeypatch):
    before, form = rows(), structure()
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        interrupt(patched, after=3)
        rebuild()
    assert is_left()
    assert search(query="培育企业之").total == 5
    told = []

    assert rebuild(tell=lambda done, total: told.append((done, total))) == 5

    assert told == [(5, 5)]  # two of them now
    assert rows() == before
    assert structure() == form


def test_what_was_written_after_it_was_killed_is_in_the_new_one(entries, monkeypatch):
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        interrupt(patched, after=3)
        rebuild()
    Entry.objects.filter(pk=entries[0].pk).update(title="县水利局清淤沟渠")
    index_entries(Entry.objects.filter(pk=entries[0].pk))

    rebuild()

    assert search(query="清淤沟渠").total == 1


@pytest.mark.parametrize("why", ["restart", "another program"])
def test_what_is_left_is_thrown_away(entries, monkeypatch, why):
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        interrupt(patched, after=3)
        rebuild()
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {NEXT} SET texts = '旧的'")
    if why == "another program":
        monkeypatch.setattr(module, "_program", lambda: "另一个")

    rebuild(restart=why == "restart")

    assert not EntrySearch.objects.filter(texts="旧的").exists()
    assert EntrySearch.objects.count() == 5


def test_two_do_not_rebuild_at_once(entries, monkeypatch):
    refused = []

    def another():
        try:
            rebuild()
        except RebuildError as error:
            refused.append(str(error))
        finally:
            connection.close()

    index = module._index

    def meanwhile():
        other = threading.Thread(target=another)
        other.start()
        other.join()
        index()

    monkeypatch.setattr(module, "_index", meanwhile)

    assert rebuild() == 5
    assert refused == ["另一个重建正在进行，请等它做完。"]


def test_while_a_search_goes_on_and_on_the_new_one_waits_beside(entries, monkeypatch):
    monkeypatch.setattr(module, "PATIENCE", "10ms")
    begun, over = threading.Event(), threading.Event()

    def search_on_and_on():
        with transaction.atomic():
            list(EntrySearch.objects.all())
            begun.set()
            over.wait()
        connection.close()

    other = threading.Thread(target=search_on_and_on)
    other.start()
    begun.wait()
    with pytest.raises(RebuildError, match="检索一直太忙"):
        rebuild()
    over.set()
    other.join()

    assert is_left()
    assert rebuild() == 5
    assert not is_left()


def test_an_empty_archive_can_be_rebuilt():
    assert rebuild() == 0
    assert not is_left()

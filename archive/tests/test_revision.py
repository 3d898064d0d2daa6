"""What is kept until the archive changes, and that every change ends it, whoever makes it and however."""

import threading

import pytest
from django.db import connection, transaction

from archive import revision
from archive.context import look
from archive.models import (
    Attribution,
    Bulletin,
    Entry,
    ErrorReport,
    FormerAddress,
    Issue,
    Revision,
    RevisionDue,
    SearchLog,
    Section,
    Segment,
    SynonymGroup,
    Topic,
    Unit,
    UnitAlias,
    Upload,
    Word,
)
from archive.revision import at, remembered, revise
from archive.search import vocabulary
from archive.search.index.rebuild import rebuild
from archive.tests.conftest import make_bulletin, make_entry, make_issue, make_unit


def token():
    return Revision.objects.get().token


def put_back():
    """As a backup that is restored: a new table with the row of the old one."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE archive_revision RENAME TO gone")
        cursor.execute("CREATE TABLE archive_revision (LIKE gone INCLUDING ALL)")
        cursor.execute("INSERT INTO archive_revision SELECT * FROM gone")
        cursor.execute("DROP TABLE gone")


def done_elsewhere(work):
    """Done with another connection, as by another process, from beginning to end."""
    troubles = []

    def run():
        try:
            work()
        except Exception as error:  # noqa: BLE001 -- told by the test
            troubles.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert troubles == []


CHANGES = {
    "a bulletin": lambda: Bulletin.objects.update(county="新县"),
    "an upload": lambda: Upload.objects.update(name="新.txt"),
    "a topic": lambda: Topic.objects.create(name="新"),
    "a section": lambda: Section.objects.create(name="新"),
    "an issue": lambda: Issue.objects.update(status="withdrawn"),
    "an entry": lambda: Entry.objects.update(title="新"),
    "an entry that is gone": lambda: Entry.objects.all().delete(),
    "a former address": lambda: FormerAddress.objects.create(issue=Issue.objects.get(), address=9, title="旧"),
    "an attribution": lambda: Attribution.objects.update(unit=None),
    "a segment": lambda: Segment.objects.update(text="新"),
    "a unit": lambda: Unit.objects.update(name="新"),
    "an alias": lambda: UnitAlias.objects.create(unit=Unit.objects.get(), county="柳河县", name="新"),
    "a word": lambda: Word.objects.create(text="新"),
    "a group of synonyms": lambda: SynonymGroup.objects.create(words=["新", "旧"]),
    "what is suggested": lambda: vocabulary.rebuild(),
    "the index made anew": lambda: rebuild(jobs=0),
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("change", list(CHANGES.values()), ids=list(CHANGES))
def test_a_change_of_what_pages_show_makes_another_state(change):
    make_entry(units=[make_unit()], segments=[("工信局", "好。")])
    before = token()

    change()

    assert token() != before
    assert not RevisionDue.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_what_no_page_shows_changes_nothing():
    entry = make_entry()
    before = token()

    SearchLog.objects.create(query="清洁家园", hits=1)
    ErrorReport.objects.create(entry=entry, text="数字有误")
    list(Entry.objects.all())

    assert token() == before


def test_every_table_is_either_watched_or_known_to_be_shown_nowhere(db):
    """A new table has to be put into one of the two lists: triggers for what pages show."""
    nowhere = {"searchlog", "errorreport", "entrysearch", "revision", "revisiondue"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'archive_note_change'")
        watched = {table.removeprefix("archive_") for (table,) in cursor.fetchall()}
        cursor.execute("SELECT tablename FROM pg_tables WHERE tablename LIKE 'archive\\_%%'", [])
        tables = {table.removeprefix("archive_") for (table,) in cursor.fetchall()}

    assert watched | nowhere == tables
    assert watched & nowhere == set()


@pytest.mark.django_db(transaction=True)
def test_the_state_is_another_only_when_the_change_is_committed():
    make_bulletin()
    before, seen = token(), []

    with transaction.atomic():
        Bulletin.objects.update(county="新县")
        done_elsewhere(lambda: seen.extend([token(), RevisionDue.objects.exists()]))

    assert seen == [before, False]
    assert token() != before


@pytest.mark.django_db(transaction=True)
def test_two_who_write_at_once_do_not_wait_for_each_other_and_each_makes_a_state_of_its_own():
    first, second = make_bulletin(name="甲"), make_bulletin(name="乙")
    states = [token()]

    with transaction.atomic():
        Bulletin.objects.filter(pk=first.pk).update(county="一县")
        done_elsewhere(lambda: Bulletin.objects.filter(pk=second.pk).update(county="二县"))
        states.append(token())
    states.append(token())

    assert len(set(states)) == 3


@pytest.mark.django_db(transaction=True)
def test_a_page_that_was_begun_before_a_commit_is_not_taken_for_one_of_the_state_after_it():
    """It may show what is newer than its token says; then it is made once more than needed, and never too seldom."""
    make_issue(bulletin=make_bulletin(name="甲"))
    begun = look()

    done_elsewhere(lambda: Bulletin.objects.filter(name="甲").update(name="乙"))

    assert Bulletin.objects.filter(name="乙").exists()
    assert look().revision != begun.revision
    assert look().site.name == "乙"


@pytest.mark.django_db(transaction=True)
def test_what_is_taken_back_leaves_the_state_as_it_was():
    make_bulletin()
    before = look()

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        Bulletin.objects.update(county="新县")
        raise ZeroDivisionError

    assert look().revision == before.revision


@pytest.mark.django_db(transaction=True)
def test_a_change_counts_that_comes_after_one_that_was_taken_back_to_a_savepoint():
    make_bulletin()
    before = token()

    with transaction.atomic():
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            Bulletin.objects.update(county="新县")
            raise ZeroDivisionError
        Bulletin.objects.update(county="新县")

    assert token() != before


@pytest.mark.django_db(transaction=True)
def test_a_state_is_never_had_twice():
    make_bulletin()
    states = {token()}
    for county in "甲乙甲乙":
        Bulletin.objects.update(county=county)
        states.add(token())

    assert len(states) == 5


@pytest.mark.django_db(transaction=True)
def test_a_backup_that_is_put_back_is_another_state_than_the_one_that_it_was_made_of():
    """A page that was made while something was published had that already, and the backup may be of just before."""
    make_issue()
    before, made_of = look(), token()

    put_back()

    assert token() == made_of
    assert look().revision != before.revision
    assert look().site == before.site


@pytest.mark.django_db(transaction=True)
def test_whoever_writes_keeps_nothing():
    make_bulletin()
    with transaction.atomic():
        revise()
        assert look().revision is None
    assert look().revision.startswith(str(token()))


@pytest.mark.django_db(transaction=True)
def test_an_archive_without_a_state_has_one_from_the_next_change_on():
    """As after a restore of tables alone."""
    Revision.objects.all().delete()
    assert look().revision is None

    make_issue()

    assert look().revision.startswith(str(token()))
    assert look().site.name == "柳河政务快报"


@pytest.mark.django_db(transaction=True)
def test_the_name_of_the_site_is_counted_only_when_something_has_changed(django_assert_num_queries):
    issue = make_issue()
    first = look()
    with django_assert_num_queries(1):
        assert look() is first

    issue.status = "withdrawn"
    issue.save()

    assert look().site.name == "政务快报"


def counting():
    made = []
    return made, lambda: made.append(1) or len(made)


def test_what_is_remembered_is_made_once_in_a_state():
    made, make = counting()

    with at("a"):
        assert [remembered(("units", 2025), make), remembered(("units", 2025), make)] == [1, 1]
        assert remembered(("units", 2024), make) == 2
    with at("b"):
        assert remembered(("units", 2025), make) == 3
    assert len(made) == 3


def test_nothing_is_remembered_outside_of_a_page_or_while_changes_are_written():
    made, make = counting()

    remembered("units", make)
    with at("a"), at(None):
        remembered("units", make)
        remembered("units", make)

    assert len(made) == 3


def test_none_is_remembered_as_well():
    made = []
    with at("none"):
        for _ in range(2):
            assert remembered("nothing", lambda: made.append(1)) is None
    assert made == [1]


def test_the_memory_is_bounded_and_forgets_older_states(monkeypatch):
    monkeypatch.setattr(revision, "MOST", 5)

    with at("a"):
        for key in range(20):
            assert remembered(key, lambda key=key: key) == key
        assert len(revision._kept) <= 5
    with at("b"):
        remembered("one", lambda: 1)
    assert list(revision._kept) == [("b", "one")]


def test_what_failed_is_not_remembered():
    with at("failed"):
        with pytest.raises(ZeroDivisionError):
            remembered("units", lambda: 1 / 0)
        assert remembered("units", lambda: 1) == 1


def test_another_program_is_told_apart(tmp_path, settings):
    settings.BASE_DIR = tmp_path
    (tmp_path / "templates").mkdir()
    (tmp_path / "archive" / "tests").mkdir(parents=True)
    page = tmp_path / "templates" / "页.html"
    page.write_text("甲")
    first = revision.program()
    page.write_text("乙")
    second = revision.program()
    (tmp_path / "archive" / "tests" / "test_a.py").write_text("")

    assert first != second == revision.program()

    pictures = tmp_path / "docs" / "screenshots" / "help"
    pictures.mkdir(parents=True)
    (pictures / "检索.webp").write_bytes(b"RIFF")

    assert revision.program() != second

"""Writing very many entries at once."""

import pytest
from django.db import connection

from archive.search.index.bulk import INDEXES, end_of_bulk, in_bulk
from archive.search.service import search
from archive.tests.conftest import make_entry

pytestmark = pytest.mark.django_db


def options():
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname, reloptions FROM pg_class WHERE relname = ANY (%s)", [INDEXES])
        return dict(cursor.fetchall())


def setting(name):
    with connection.cursor() as cursor:
        cursor.execute(f"SHOW {name}")
        return cursor.fetchone()[0]


def test_what_is_written_in_bulk_is_found_at_once_and_afterwards():
    with in_bulk():
        make_entry(title="县水利局清淤沟渠")
        assert search(query="清淤沟渠").total == 1
        assert set(map(tuple, options().values())) == {("fastupdate=on",)}

    assert search(query="清淤沟渠").total == 1
    assert set(map(tuple, options().values())) == {("fastupdate=off",)}


def test_settings_are_as_before_afterwards():
    before = setting("work_mem"), setting("synchronous_commit"), setting("gin_pending_list_limit")

    with in_bulk():
        assert setting("synchronous_commit") == "off"

    assert (setting("work_mem"), setting("synchronous_commit"), setting("gin_pending_list_limit")) == before


def test_a_bulk_that_fails_is_brought_to_its_end():
    with pytest.raises(ZeroDivisionError), in_bulk():
        raise ZeroDivisionError

    assert set(map(tuple, options().values())) == {("fastupdate=off",)}


def test_a_bulk_that_was_killed_is_brought_to_its_end_later():
    bulk = in_bulk()
    bulk.__enter__()  # and nothing ever leaves it
    make_entry(title="县水利局清淤沟渠")

    end_of_bulk()

    assert set(map(tuple, options().values())) == {("fastupdate=off",)}
    assert search(query="清淤沟渠").total == 1

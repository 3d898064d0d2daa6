"""What takes the database too long is given up, in words."""

import pytest
from django.conf import settings
from django.db import OperationalError, connection, connections, transaction
from django.template.loader import render_to_string
from django.urls import path

from archive.search import service
from archive.search.index.writing import wait_for_other_writers
from archive.tests.conftest import make_entry
from kuaibao import urls
from kuaibao.database import limit_statements


def sleepy(request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(30)")


def broken(request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT no_such_function()")


urlpatterns = [*urls.urlpatterns, path("sleepy", sleepy), path("broken", broken)]


@pytest.fixture
def limited():
    """A connection as the site makes it, with a limit of a second, and an entry that can be found."""
    make_entry(title="清洁家园")
    connection.close()
    kept = connection.settings_dict["OPTIONS"]
    connection.settings_dict["OPTIONS"] = {**kept, "options": "-c statement_timeout=1s"}
    yield
    connection.close()
    connection.settings_dict["OPTIONS"] = kept


@pytest.mark.urls("archive.tests.test_overload")
@pytest.mark.django_db(transaction=True)
def test_a_statement_that_takes_too_long_is_answered_in_words(client, limited):
    response = client.get("/sleepy", {"q": "的"})

    assert response.status_code == 503
    assert "用时太长" in response.content.decode()
    assert 'href="/sleepy?q=%E7%9A%84"' in response.content.decode()


@pytest.mark.urls("archive.tests.test_overload")
@pytest.mark.django_db(transaction=True)
def test_other_trouble_of_the_database_is_no_overload(client, limited):
    client.raise_request_exception = False

    assert client.get("/broken").status_code == 500


@pytest.mark.django_db(transaction=True)
def test_a_search_that_is_cancelled_is_answered_in_words_and_the_next_one_works(client, limited, monkeypatch):
    def slow(query):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(30)")

    with monkeypatch.context() as patch:
        patch.setattr(service, "look_up", slow)
        assert client.get("/search/?q=清洁家园").status_code == 503

    assert "清洁家园" in client.get("/search/?q=清洁家园").content.decode()


@pytest.mark.parametrize("name", ["400", "500", "503"])
def test_the_pages_for_trouble_look_alike_and_stand_without_the_database(rf, name):
    """Without a mark that allows it, a test that asks the database fails."""
    bare = render_to_string(f"{name}.html")
    asked = render_to_string(f"{name}.html", request=rf.get("/search/", {"q": "“的”<b>"}))

    for page in (bare, asked):
        assert [page.count(part) for part in ('class="rule-red"', "<h1", 'class="lede"', 'class="more"')] == [
            1,
            1,
            1,
            1,
        ]
        assert "<b>" not in page and "style=" not in page and "<script" not in page
    assert ('value="“的”&lt;b&gt;"' in asked) == (name == "503")


@pytest.mark.django_db(transaction=True)
def test_whoever_writes_the_index_is_not_cut_short(limited):
    with transaction.atomic(), connection.cursor() as cursor:
        wait_for_other_writers()
        cursor.execute("SELECT pg_sleep(1.5)")
        cursor.execute("SHOW statement_timeout")
        within = cursor.fetchone()[0]
    with pytest.raises(OperationalError), connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(30)")

    assert within == "0"


@pytest.mark.parametrize(
    ("given", "seconds", "expected"),
    [
        ({}, 5, {"OPTIONS": {"options": "-c statement_timeout=5s"}}),
        ({"OPTIONS": {"options": "-c jit=off"}}, 5, {"OPTIONS": {"options": "-c jit=off -c statement_timeout=5s"}}),
        ({"OPTIONS": {"connect_timeout": 5}}, 0, {"OPTIONS": {"connect_timeout": 5}}),
    ],
)
def test_a_limit_is_added_to_what_else_a_connection_is_told(given, seconds, expected):
    limit_statements(given, seconds)

    assert given == expected


def test_only_the_site_is_limited():
    """Not commands, of which the tests are one."""
    assert settings.STATEMENT_TIMEOUT == 5
    assert "statement_timeout" not in str(connections.settings["default"].get("OPTIONS", {}))

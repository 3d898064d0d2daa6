"""The search log: what was asked, and nobody's name."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, InterfaceError, connection
from django.utils.timezone import now

from archive.models import SearchLog
from archive.search import log
from archive.search.log import KEPT_DAYS, prune, record
from archive.search.query import LONGEST_QUERY

pytestmark = pytest.mark.django_db


def logged():
    return list(SearchLog.objects.order_by("pk").values_list("query", "hits"))


def make_old(query, days):
    row = SearchLog.objects.create(query=query, hits=0)
    SearchLog.objects.filter(pk=row.pk).update(time=now() - timedelta(days=days))


def test_a_question_is_kept_with_its_hits_and_its_time():
    record("清洁家园", 3)
    record("  便民 \n 马庄乡 ", 0)

    assert logged() == [("清洁家园", 3), ("便民 马庄乡", 0)]
    assert {field.name for field in SearchLog._meta.get_fields()} == {"id", "query", "hits", "time"}


@pytest.mark.parametrize(
    "query",
    [
        "",
        "  ",
        "13800138000",
        "张三 138 0013 8000",
        "138-0013-8000",
        "11010519491231002X",
        "１１０１０５１９４９１２３１００２Ｘ",
        "查 6222020200112233445",
        "0373-7692012",
        "(0373) 7692012",
        "138.0013.8000",
        "138－0013－8000",
        "138 - 0013 - 8000",
        "zhang.san@example.com",
        "张三＠example．com",
        "长" * 195 + "13800138000",
    ],
)
def test_what_may_be_personal_is_not_kept(query):
    record(query, 1)

    assert logged() == []


@pytest.mark.parametrize(
    "query", ["2025年第44期", "日期:2024-01..2024-06", "369.95亿", "日期:2024.01.01..2024.06.30", "@", "甲@乙"]
)
def test_other_numbers_are_kept(query):
    record(query, 1)

    assert logged() == [(query, 1)]


def test_what_is_hostile_is_kept_as_text_and_breaks_nothing():
    record("';--\x00%s", 1)
    record("长" * 500, 1)
    record("\ud800", 1)

    assert logged() == [("';--%s", 1), ("长" * LONGEST_QUERY, 1)]


def test_the_log_can_be_switched_off(settings):
    settings.SEARCH_LOG = False

    record("清洁家园", 3)

    assert logged() == []


@pytest.mark.parametrize("error", [DatabaseError, InterfaceError])
def test_a_log_that_cannot_be_written_breaks_nothing(monkeypatch, caplog, error):
    def fail(query, hits):
        raise error("read-only")

    monkeypatch.setattr(log, "_write", fail)

    record("清洁家园", 3)

    assert [line.levelname for line in caplog.records] == ["WARNING"]
    assert "清洁家园" not in caplog.records[0].getMessage()
    assert logged() == []


def test_rows_are_kept_for_half_a_year():
    make_old("旧的", KEPT_DAYS + 1)
    make_old("还新的", KEPT_DAYS - 1)

    assert prune() == 1
    assert logged() == [("还新的", 0)]


def test_old_rows_go_when_new_ones_come(monkeypatch):
    monkeypatch.setattr(log, "PRUNED_EVERY", 1)
    make_old("旧的", KEPT_DAYS + 1)

    record("新的", 1)

    assert logged() == [("新的", 1)]


def test_keeping_a_question_needs_one_statement(django_assert_num_queries):
    with django_assert_num_queries(1):
        record("清洁家园", 3)


@pytest.mark.django_db(transaction=True)
def test_only_the_log_does_not_wait_for_the_disk():
    record("清洁家园", 3)

    with connection.cursor() as cursor:
        cursor.execute("SHOW synchronous_commit")
        assert cursor.fetchone() == ("on",)
    assert logged() == [("清洁家园", 3)]

"""Search in a database that knows no letters but English ones: LC_COLLATE and LC_CTYPE are C, as some servers' are."""

import pytest
from django.core.management import call_command
from django.db import connection

from archive.search.service import search
from archive.tests.conftest import make_entry, make_issue, make_pending_issue


@pytest.fixture
def database_of_c(django_db_setup, django_db_blocker):
    """Another database on the server in use, for as long as a test takes."""
    with django_db_blocker.unblock():
        kept = connection.settings_dict["NAME"]
        name = f"{kept}_c"
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
            cursor.execute(f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'")
        connection.close()
        connection.settings_dict["NAME"] = name
        try:
            call_command("migrate", verbosity=0)
            yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = kept
            with connection.cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{name}"')


def test_search_needs_nothing_of_the_locale(database_of_c):
    with connection.cursor() as cursor:
        cursor.execute("SELECT datctype FROM pg_database WHERE datname = current_database()")
        locale = cursor.fetchone()[0]
    make_pending_issue()
    issue = make_issue()
    make_entry(issue, title="我县开展“清洁家园”行动", body="清运 30 吨垃圾，检测ＰＣＢ。", units=["马庄乡"])
    make_entry(issue, title="雙橋鎮整治環境", body="清运130吨，École 與 Pcba。")
    asked = [
        "洁家",
        "清洁家园 马庄",
        "”行动",
        "环境",
        "環境",
        "30吨",
        "３０吨",
        "130",
        "PCB",
        "pcb",
        "ＰＣＢＡ",
        "éCOLE",
        "的",
    ]

    found = {query: "".join(sorted(match.entry.title[0] for match in search(query=query).matches)) for query in asked}

    assert locale == "C"
    assert found == {
        **{
            "洁家": "我",
            "清洁家园 马庄": "我",
            "”行动": "我",
            "环境": "雙",
            "環境": "雙",
            "30吨": "我",
            "３０吨": "我",
        },
        **{"130": "雙", "PCB": "我", "pcb": "我", "ＰＣＢＡ": "雙", "éCOLE": "雙", "的": ""},
    }

"""The page for an address that leads nowhere."""

import pytest

from archive.tests.conftest import make_issue, text_of

pytestmark = pytest.mark.django_db


def test_an_issue_that_is_not_there_offers_those_beside_it(client, archive):
    make_issue(number=30)
    page = text_of(client.get("/issues/2025/40/"))

    assert "没有2025年第40期。2025年目前到第44期。" in page
    assert (
        '<a href="/issues/2025/30/">2025年第30期</a>' in page and '<a href="/issues/2025/44/">2025年第44期</a>' in page
    )
    assert "机密" not in page and "/issues/2025/45/" not in page


def test_an_address_that_says_nothing_offers_the_ways_in(client, archive):
    response = client.get("/nonsense/")

    assert response.status_code == 404
    assert "没有这一页" in text_of(response) and "离它最近的" not in text_of(response)
    assert 'role="search"' in text_of(response) and '<a href="/issues/">全部期号</a>' in text_of(response)


def test_what_an_address_says_is_escaped(client, archive):
    page = text_of(client.get("/sections/<script>alert(1)</script>x"))

    assert "<script>" not in page


def test_english_words_of_the_framework_are_not_shown(client, archive):
    assert "matches the given query" not in text_of(client.get("/desk/uploads/1/original"))

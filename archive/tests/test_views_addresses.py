"""Addresses that lead elsewhere or nowhere."""

import pytest

from archive.tests.conftest import make_bulletin, make_entry, make_issue, make_pending_issue, text_of

pytestmark = pytest.mark.django_db


def test_an_issue_that_is_not_there_is_answered_in_words(client, archive):
    page = text_of(client.get("/issues/2025/48/"))

    assert "没有2025年第48期。2025年目前到第44期。" in page


def test_an_issue_without_a_number_has_an_address_of_its_own(client, archive):
    fragment = make_issue(year=None, number=None, date=None, bulletin=None, address="undated/17")
    make_entry(fragment, title="县开发区赶进度")

    page = text_of(client.get("/issues/undated/17/"))

    assert "刊名不详" in page and "未编期的散件" in page and "日期不详" in page
    assert "未编期的散件第1条" in text_of(client.get("/issues/undated/17/1/"))


def test_an_issue_whose_number_came_later_is_found_by_it_and_keeps_its_address(client):
    found = make_issue(number=12, address="undated/9")
    make_entry(found)

    assert client.get("/issues/2025/12/").headers["Location"] == "/issues/undated/9/"
    assert client.get("/issues/2025/12/1/").headers["Location"] == "/issues/undated/9/1/"
    assert client.get("/issues/undated/9/1/").status_code == 200
    assert client.get("/issues/2025/12/2/").status_code == 404
    assert client.get("/issues/2025/13/").status_code == 404


def test_a_number_that_is_pending_leads_nowhere(client):
    make_pending_issue(number=12, address="undated/9")

    assert client.get("/issues/2025/12/").status_code == 404


def test_an_entry_that_is_not_there_is_answered_in_words(client, archive):
    assert "2025年第44期没有第9条。" in text_of(client.get("/issues/2025/44/9/"))


def test_an_address_of_an_entry_that_is_gone_does_not_lead_to_another_bulletin(client):
    other = make_issue(number=7, address="2025/7-2", bulletin=make_bulletin(name="双桥政务快报"))
    make_entry(other), make_entry(other, title="县商务局上门招商")
    make_entry(make_issue(number=7))

    assert client.get("/issues/2025/7/2/").status_code == 404

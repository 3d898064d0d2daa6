"""The way from an entry back to its list of results, and along it."""

from datetime import date
from urllib.parse import quote

import pytest
from django.http import QueryDict

from archive.models import Entry, Issue
from archive.pages.trail import follow
from archive.search.index.writing import delete_entries
from archive.tests.conftest import make_entry, make_issue, make_pending_issue

pytestmark = pytest.mark.django_db

Q = quote("清洁")


@pytest.fixture
def entries():
    """Five entries of which the newest comes first; a pending one that must not be among them."""
    made = [
        make_entry(make_issue(number=number, date=date(2025, 9, number)), title=f"第{number}次清洁", body="好。")
        for number in (5, 4, 3, 2, 1)
    ]
    make_entry(make_issue(number=9), title="税务局走访企业", body="好。")
    make_entry(make_pending_issue(number=10), title="清洁机密", body="好。")
    return made


def trail(entry, query):
    return follow(entry, QueryDict(query))


def steps(found):
    """The addresses of the results before and after."""
    return found.steps(Entry.objects.select_related("issue").in_bulk())


def address(number, place, more=""):
    return f"/issues/2025/{number}/1/?q={Q}&sort=newest{more}&n={place}"


def test_an_entry_says_which_result_it_is_and_leads_to_those_beside(entries):
    found = trail(entries[1], f"q={Q}&sort=newest&n=2")

    assert (found.number, found.total, found.exact) == (2, 5, True)
    assert steps(found) == (address(5, 1), address(3, 3))
    assert found.back == f"?q={Q}&sort=newest#r2"


def test_the_first_and_the_last_have_one_neighbour(entries):
    first, last = trail(entries[0], f"q={Q}&sort=newest&n=1"), trail(entries[4], f"q={Q}&sort=newest&n=5")

    assert steps(first) == ("", address(4, 2))
    assert steps(last) == (address(2, 4), "")


def test_choices_of_facets_travel_along(entries):
    make_entry(make_issue(year=2024, number=1), title="去年的清洁", body="好。")

    assert trail(entries[0], f"q={Q}&sort=newest&year=2025&n=1").total == 5
    assert trail(entries[0], f"q={Q}&sort=newest&n=1").total == 6


def test_the_way_back_leads_to_the_page_of_the_list_that_the_entry_is_on_now(entries):
    for number in range(11, 31):
        make_entry(make_issue(number=number, date=date(2025, 10, number)), title="清洁", body="好。")

    assert trail(entries[0], f"q={Q}&sort=newest&n=21").back == f"?q={Q}&sort=newest&page=2#r21"
    assert trail(entries[0], f"q={Q}&sort=newest&page=2&size=50&n=21").back == f"?q={Q}&sort=newest&size=50#r21"


def test_without_a_question_the_list_is_all_entries(entries):
    found = trail(entries[0], "n=2")

    assert (found.question, found.total, found.number) == ("", 6, 2)
    assert found.back == "?#r2"


def test_an_entry_is_found_anew_near_its_place_when_the_list_has_changed(entries):
    Issue.objects.filter(number=4).update(status=Issue.Status.WITHDRAWN)
    delete_entries(Entry.objects.filter(pk=entries[1].pk))

    found = trail(entries[2], f"q={Q}&sort=newest&page=3&n=3")

    assert (found.number, found.total) == (2, 4)
    assert steps(found) == (address(5, 1, "&page=3"), address(2, 3, "&page=3"))
    assert found.back == f"?q={Q}&sort=newest#r2"


def test_an_entry_that_went_far_in_its_list_has_a_way_back_and_no_neighbours(entries):
    for number in range(11, 16):
        make_entry(make_issue(number=number, date=date(2025, 10, number)), title="清洁", body="好。")

    near, far = trail(entries[1], f"q={Q}&sort=newest&n=3"), trail(entries[1], f"q={Q}&sort=newest&n=2")

    assert (near.number, *steps(near)) == (7, address(5, 6), address(3, 8))
    assert (far.number, *steps(far)) == (None, "", "")
    assert far.back == f"?q={Q}&sort=newest"


def test_a_neighbour_that_is_not_public_any_more_is_no_step(entries):
    found = trail(entries[1], f"q={Q}&sort=newest&n=2")

    assert found.steps({entries[0].pk: entries[0]}) == (address(5, 1), "")


def test_the_units_that_a_list_was_narrowed_to_are_known(entries):
    assert trail(entries[0], f"q={Q}&unit=%E7%94%B2&unit=%E4%B9%99").units == ("甲", "乙")
    assert trail(entries[0], f"q={Q}").units == ()


def test_a_list_that_only_comes_near_says_so(entries):
    make_entry(title="沟渠清理", body="清理沟渠，疏通排水。")

    assert trail(entries[0], f"q={Q}&n=1").is_relaxed is False
    assert trail(entries[0], "q=" + quote("沟渠清理疏通排水") + "&n=1").is_relaxed is True


@pytest.mark.parametrize("place", ["0", "-1", "9", "9999999", "99999999999999", "x", "٣", "", "%00"])
def test_a_place_that_makes_no_sense_is_passed_over(entries, place):
    found = trail(entries[0], f"q={Q}&sort=newest&n={place}")

    assert (found.number, *steps(found), found.back) == (None, "", "", f"?q={Q}&sort=newest")


def test_the_words_of_a_question_that_was_relaxed_are_those_that_found_the_entry():
    entry = make_entry(title="沟渠清理", body="清理沟渠，疏通排水。")

    assert "沟渠" in trail(entry, "q=" + quote("沟渠清理疏通排水")).query.body_terms


def test_an_address_without_parameters_has_no_trail(entries):
    assert follow(entries[0], QueryDict("")) is None

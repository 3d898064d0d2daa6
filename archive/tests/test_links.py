"""The address of the search page."""

from archive.links import search_url


def test_empty_filters_are_left_out():
    assert search_url(unit="工信局", section="", year=None) == "/search/?unit=%E5%B7%A5%E4%BF%A1%E5%B1%80"


def test_each_of_several_values_stands_by_itself():
    assert search_url(q="a&b", year=[2024, 2025], unit=[]) == "/search/?q=a%26b&year=2024&year=2025"

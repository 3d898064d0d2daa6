"""The address of the search page."""

import pytest

from archive.links import in_characters, search_url

CHROME = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/90.0.4430.93 Safari/537.36"


def test_empty_filters_are_left_out():
    assert search_url(unit="工信局", section="", year=None) == "/search/?unit=%E5%B7%A5%E4%BF%A1%E5%B1%80"


def test_each_of_several_values_stands_by_itself():
    assert search_url(q="a&b", year=[2024, 2025], unit=[]) == "/search/?q=a%26b&year=2024&year=2025"


def test_links_of_a_page_say_what_they_ask_for_and_stay_the_same_addresses():
    link = '<a class="plain" href="?q=%E6%B8%85%E6%B4%81+%22%3Cb%3E%22%26a%3D%25E6&amp;unit=%E4%B9%A1#%E6%B8%85">'

    assert in_characters(link, CHROME) == '<a class="plain" href="?q=清洁+%22%3Cb%3E%22%26a%3D%25E6&amp;unit=乡#清">'


HEAD = '<link rel="canonical" href="http://a/?q=%E6%B8%85">'


def test_what_is_no_link_or_no_text_stays():
    for page in (
        '<a href="/search/">',
        "<p>%E6%B8%85 href=</p>",
        '<a href="?q=%FF%E6">',
        '<input value="%E6%B8%85">',
        HEAD,
    ):
        assert in_characters(page, CHROME) == page


@pytest.mark.parametrize(
    "browser",
    [
        "Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko",
        "Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 6.1; 360SE)",
        "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/64.0 Safari/537.36 Edge/17.17134",
    ],
)
def test_a_browser_that_would_send_the_characters_as_they_stand_gets_them_escaped(browser):
    link = '<a href="?q=%E6%B8%85">'

    assert (in_characters(link, browser), in_characters(link, CHROME)) == (link, '<a href="?q=清">')

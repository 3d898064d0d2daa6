"""Numbers and dates in every way they are printed."""

import datetime

import pytest

from archive.bulletin.dates import DATE, date_of, numeral


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("44", 44),
        ("４４", 44),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("四十四", 44),
        ("一百零三", 103),
        ("二〇二五", 2025),
    ],
)
def test_numerals_are_read_in_every_way_they_are_printed(text, number):
    assert numeral(text) == number


def test_what_is_no_numeral_is_none():
    assert numeral("十X") is None


@pytest.mark.parametrize(
    "text", ["2025年9月19日", "2025-09-19", "2025.9.19", "2025/9/19", "二〇二五年九月十九日", "二○二五年九月十九日"]
)
def test_dates_are_read_in_every_way_they_are_printed(text):
    assert date_of(DATE.fullmatch(text)) == datetime.date(2025, 9, 19)


def test_a_date_that_is_none_is_none():
    assert date_of(DATE.fullmatch("2025年2月30日")) is None

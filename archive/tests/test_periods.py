"""Times as they are typed in a query."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search.periods import read_days, read_years


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024-05-17", date(2024, 5, 17), date(2024, 5, 17)),
        ("2024年5月17日", date(2024, 5, 17), date(2024, 5, 17)),
        ("2024/5/17", date(2024, 5, 17), date(2024, 5, 17)),
        ("2024.5.17", date(2024, 5, 17), date(2024, 5, 17)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024年2月", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024年", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-01..2024-06", date(2024, 1, 1), date(2024, 6, 30)),
        ("2024-01至2024-06", date(2024, 1, 1), date(2024, 6, 30)),
        ("2024年1月~2024年6月", date(2024, 1, 1), date(2024, 6, 30)),
        ("2024-06..2024-01", date(2024, 1, 1), date(2024, 6, 30)),
        ("2024-06..", date(2024, 6, 1), None),
        ("..2023", None, date(2023, 12, 31)),
        ("2024.5..2024.6", date(2024, 5, 1), date(2024, 6, 30)),
        ("2023...2024", date(2023, 1, 1), date(2024, 12, 31)),
    ],
)
def test_a_day_a_month_a_year_and_from_one_to_another(text, first, last):
    assert read_days(text) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "..",
        "2024-13",
        "2024-00",
        "2024-02-30",
        "24-05",
        "abc",
        "2024-01..abc",
        "2024..2025..2026",
        "2024-05-",
        "5月",
    ],
)
def test_what_is_no_time_is_none(text):
    assert read_days(text) is None


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2025", (2025, 2025)),
        ("2025年", (2025, 2025)),
        ("2023-2025", (2023, 2025)),
        ("2025..2023", (2023, 2025)),
        ("2023年至2025年", (2023, 2025)),
        ("2023..", (2023, None)),
        ("..2023", (None, 2023)),
        ("25", None),
        ("二〇二五", None),
        ("2025-", (2025, None)),
        ("-", None),
        ("2025-05", None),
    ],
)
def test_years(text, years):
    assert read_years(text) == years


@given(st.text(alphabet="0123456789年月日-/.~至 a", max_size=24))
def test_anything_can_be_typed_for_a_time(text):
    assert read_days(text) != (None, None)

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
        ("20240517", date(2024, 5, 17), date(2024, 5, 17)),
        ("20240101..20240630", date(2024, 1, 1), date(2024, 6, 30)),
        ("2024年5月份", date(2024, 5, 1), date(2024, 5, 31)),
        ("2024年5月17号", date(2024, 5, 17), date(2024, 5, 17)),
        ("2024年1月至6月", date(2024, 1, 1), date(2024, 6, 30)),
        ("2024年1-6月", date(2024, 1, 1), date(2024, 6, 30)),
        ("2024年1月-6月", date(2024, 1, 1), date(2024, 6, 30)),
        ("2024-01..06", date(2024, 1, 1), date(2024, 6, 30)),
        ("2024年1月1日-6月30日", date(2024, 1, 1), date(2024, 6, 30)),
        ("2024年5月17日至20日", date(2024, 5, 17), date(2024, 5, 20)),
        ("2024-05-17..05-20", date(2024, 5, 17), date(2024, 5, 20)),
        ("2024-01-2024-06", date(2024, 1, 1), date(2024, 6, 30)),
        ("2024.1.1-2024.6.30", date(2024, 1, 1), date(2024, 6, 30)),
        ("2024年上半年", date(2024, 1, 1), date(2024, 6, 30)),
        ("2024年第四季度", date(2024, 10, 1), date(2024, 12, 31)),
        ("2024年1季度至3季度", date(2024, 1, 1), date(2024, 9, 30)),
        ("2024年6月以来", date(2024, 6, 1), None),
        ("2024年6月至今", date(2024, 6, 1), None),
        ("2024年6月以前", None, date(2024, 6, 30)),
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
        "2024.1-6",
        "2024年至6月",
        "..6月",
        "以来",
        "2024年1月至13月",
        "2024年1月至6月30日至今",
        "20241301",
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
        ("2025年以来", (2025, None)),
        ("2023年至今", (2023, None)),
        ("2023以前", (None, 2023)),
    ],
)
def test_years(text, years):
    assert read_years(text) == years


@given(st.text(alphabet="0123456789年月日-/.~至以来第一季度 a", max_size=24))
def test_anything_can_be_typed_for_a_time(text):
    assert read_days(text) != (None, None)

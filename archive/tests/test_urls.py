"""Whatever stands in an address, its answer is a page: no address of the site map breaks the server."""

from datetime import date
from urllib.parse import quote

import pytest
from django.urls import reverse

from archive.models import Issue
from archive.tests.conftest import make_entry, make_issue, make_pending_issue, make_unit, text_of
from archive.urls import urlpatterns

pytestmark = pytest.mark.django_db

# What nobody would give, and numbers at the edge of what is kept.
PARTS = [
    "0",
    "9999",
    "32768",
    "9" * 19,
    "9" * 400,
    "²",
    "undated",
    "中" * 3000,
    "%00",
    "%ed%a0%80",
    "..%2f",
    "'\"<b>%0d%0a",
]
VALUES = {
    "q": [
        "%00",
        "%ed%a0%80",
        "中" * 10_000,
        "(" * 5000,
        "-" * 5000,
        '"' * 5001,
        "年份:²",
        "日期:0000-00-00..9999-99-99",
    ]
    + ["日期:0001-01-01..0001-01-02", "日期:9999-12-31.."],
    "page": ["-1", "0", "²", "1e9", "9" * 8, "9" * 19, "9" * 5000, "%00", "", "2"],
    "year": ["²", "0000", "9999", "٢٠٢٥", "-1", "%00", "10000", "不详&year=2025&year[]=2024", "", "0001"],
    "month": ["2025-13", "0000-01", "9999-12", "2025-02-30", "2025-٠٣", "%00", "1000-01", "-", "", "2025"],
    "unit": [
        "%00",
        "%ff",
        "马庄乡&unit=&unit=0",
        "中" * 3000,
        "%ed%a0%80",
        "a%0d%0ab",
        "%f0%9f%98%80",
        "..",
        "²",
        "-1",
    ],
    "n": ["-1", "0", "²", "1e9", "9" * 8, "9" * 19, "9" * 5000, "%00", "", "2"],
    "size": ["²", "-1", "%00", "9" * 5000, "50", "", "large", "0", "1e9", "[]"],
    "back": [
        "//evil.example",
        "javascript:alert(1)",
        "%00",
        "/%0d%0aa:b",
        "%ed%a0%80",
        "http://[",
        "",
        "/",
        "?",
        "\\\\evil",
    ],
}
QUESTIONS = ["&".join(f"{name}={values[at]}" for name, values in VALUES.items()) for at in range(10)]
QUESTIONS += [
    "&".join(["unit=马庄乡"] * 1200),
    "a=b;c=d&&&==&%",
    "section=%00&topic=%ff&kind=x&signed=%00&figures=2&sort=²",
]
ANSWERS = {200, 301, 302, 400, 404, 405}


@pytest.fixture
def at_the_edge():
    """Issues of the first and the last days that there are, with the smallest and the largest number."""
    unit = make_unit(name="马庄乡", kind="township")
    for fields in (
        {"year": 1, "number": 1, "date": date(1, 1, 1)},
        {"year": 9999, "number": 32767, "date": date(9999, 12, 31)},
        {"year": None, "number": None, "date": None},
    ):
        make_entry(make_issue(**fields), units=[unit, "驿站办"], section="经济发展")
    Issue.objects.filter(pk=make_issue(number=5, date=None).pk).update(year=32767)
    make_pending_issue(number=60)


def answered(client, address):
    response = client.get(address)
    said = response.status_code in (301, 302, 405) or response.get("Content-Disposition") or response.getvalue()
    return response.status_code if said else f"{response.status_code} and no page"


def patterns(parts=0):
    return [
        each for each in urlpatterns if len(each.pattern.converters) >= parts and each.name not in ("favicon", "logout")
    ]


@pytest.mark.parametrize("name", [each.name for each in patterns(parts=1)])
def test_no_part_of_an_address_breaks_its_page(client, at_the_edge, name):
    pattern = next(each.pattern for each in urlpatterns if each.name == name)
    route = "/" + str(pattern)
    wrong = {}
    for value in PARTS:
        for odd in pattern.converters:
            address = route
            for part, converter in pattern.converters.items():
                spelled = (
                    f"<{type(converter).__name__.removesuffix('Converter').lower().replace('path', 'textpath')}:{part}>"
                )
                spelled = spelled.replace("<string:", "<str:")
                assert spelled in route, (spelled, route)
                usual = {"year": "9999", "number": "32767", "slug": "马庄乡", "name": "经济发展", "section": "entries"}
                address = address.replace(spelled, value if part == odd else quote(usual.get(part, "1")))
            status = answered(client, address)
            if status not in ANSWERS:
                wrong[address[:80]] = status
    assert wrong == {}


@pytest.mark.parametrize("name", [each.name for each in patterns() if not each.pattern.converters])
def test_no_question_breaks_a_page(client, at_the_edge, name):
    address = reverse(f"archive:{name}")
    wrong = {}
    for question in QUESTIONS:
        status = answered(client, f"{address}?{question}")
        if status not in ANSWERS:
            wrong[question[:80]] = status

    assert wrong == {}


@pytest.mark.parametrize(
    "address", ["/issues/9999/32767/1/", "/units/马庄乡/", "/sections/经济发展/", "/feeds/units/马庄乡/"]
)
def test_no_question_breaks_a_page_about_something(client, at_the_edge, address):
    assert "马庄乡" in text_of(client.get(address))
    for question in QUESTIONS:
        assert answered(client, f"{address}?{question}") in ANSWERS, question[:80]


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1, 3, 1), date(9999, 12, 31)])
def test_the_front_page_shows_an_issue_of_any_day(client, day):
    make_entry(make_issue(year=day.year, number=1, date=day), title="县工信局走访企业")

    assert "县工信局走访企业" in text_of(client.get("/"))

"""Every number opens: each link that says how many entries there are leads to a search that finds as many."""

import re
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urlsplit

import lxml.html
import pytest
from django.conf import settings
from django.http import QueryDict

from archive.filters import EntryFilter
from archive.importer import import_bulletin
from archive.models import Issue, Section, Topic, Unit
from archive.tests.conftest import make_bulletin, make_entry, make_issue, make_pending_issue, make_unit, text_of
from archive.units import load_register
from archive.uploads import new_upload

pytestmark = pytest.mark.django_db

FIXTURES = Path(settings.BASE_DIR) / "fixtures"


@pytest.fixture
def holdings():
    """The sample archive, another county's bulletin, fragments, a topic, and what is pending."""
    load_register((FIXTURES / "units.json").read_text("utf-8"))
    for file in sorted((FIXTURES / "bulletins").glob("*.txt")):
        import_bulletin(new_upload(name=file.name, content=file.read_bytes()))
    latest = Issue.objects.newest_first().first()
    make_pending_issue(year=latest.year, number=60, bulletin=latest.bulletin, date=latest.date)
    Section.objects.filter(pk__in=Section.objects.all()[:2]).update(topic=Topic.objects.create(name="农业/农村"))
    town = make_unit(name="石渡镇", county="双桥县", kind=Unit.Kind.TOWNSHIP)
    bulletin = make_bulletin(name="双桥通报", county="双桥县")
    other = make_issue(number=3, date=date(2025, 2, 1), bulletin=bulletin, address="2025/3-2")
    make_entry(other, units=[town, "未登记的局"], section="清洁/家园 & <b>")
    make_entry(make_issue(number=None, date=None, bulletin=None))
    make_entry(make_issue(year=None, number=7, date=None, bulletin=None))


def counts_of(page):
    """(count, address) of each link to a search that says a number of entries."""
    for link in lxml.html.fromstring(page).xpath("//a[starts-with(@href, '/search/?')]"):
        text = "".join(link.text_content().split())
        if number := re.search(r"([0-9]+)条", text) or re.fullmatch(r"([0-9]+)", text):
            yield int(number[1]), link.get("href")


def test_the_counts_of_two_bulletins_of_one_year_open_for_each(client):
    """Both have a number 1 in May, one of them a paper without a number in another year."""
    gov, party = make_bulletin(name="澄川政务快报"), make_bulletin(name="澄川党务快报")
    for number in (1, 2):
        issue = make_issue(number=number, date=date(2025, 5, number), bulletin=gov, address=f"2025/{number}")
        make_entry(issue)
        make_entry(issue)
    make_entry(make_issue(number=1, date=date(2025, 5, 9), bulletin=party, address="2025/1-2"))
    make_entry(make_pending_issue(number=2, date=date(2025, 5, 9), bulletin=party, address="2025/2-2"))
    make_entry(make_issue(year=2024, number=3, date=date(2024, 5, 9), bulletin=party))

    counts = list(counts_of(text_of(client.get("/issues/2025/"))))
    of_bulletins = [(count, unquote(address)) for count, address in counts if "bulletin=" in address]

    assert of_bulletins == [
        (4, "/search/?year=2025&bulletin=澄川政务快报"),
        (4, "/search/?year=2025&month=2025-05&bulletin=澄川政务快报"),
        (1, "/search/?year=2025&bulletin=澄川党务快报"),
        (1, "/search/?year=2025&month=2025-05&bulletin=澄川党务快报"),
    ]
    for count, address in counts:
        assert EntryFilter(QueryDict(urlsplit(address).query)).search().total == count, address
    assert "刊名：澄川党务快报" in text_of(client.get(counts[-1][1]))


def test_every_count_of_the_pages_that_lead_somewhere_opens_as_many_entries(client, holdings):
    issues = Issue.objects.published()
    years = sorted(set(issues.exclude(year=None).values_list("year", flat=True)))
    subjects = [*Unit.objects.all(), *Section.objects.exclude(name="机密栏目"), *Topic.objects.all()]
    with_counts = ["/", "/issues/", "/units/", "/sections/", *(f"/issues/{year}/" for year in years)]
    said: dict[str, dict[int, str]] = {}  # by address, each count with a page that says it

    for path in with_counts + [subject.get_absolute_url() for subject in subjects]:
        page = text_of(client.get(path))
        assert "机密" not in page, path
        for count, address in counts_of(page):
            said.setdefault(address, {})[count] = path

    assert len(said) > 300
    for address, counts in said.items():
        opened = EntryFilter(QueryDict(urlsplit(address).query)).search().total
        assert set(counts) == {opened}, (address, counts)

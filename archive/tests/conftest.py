"""Builders for rows, with fields that can be overridden. Published entries are indexed, so that search finds them."""

import hashlib
import io
import zipfile
from datetime import date
from itertools import count

import pytest

from archive.models import Attribution, Bulletin, Entry, Issue, Section, Segment, Topic, Unit, Upload
from archive.search.index.writing import index_entries
from archive.search.tokenizer import keep_whole
from archive.units import save_names, slug_for

COUNTY = "柳河县"
# A PDF of one page without a letter, as a scanner makes it.
SCAN = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
numbers = count(1)


def zip_of(files):
    """A .zip of texts by name."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, text in files.items():
            bundle.writestr(name, text)
    return packed.getvalue()


def make_upload(**fields):
    content = fields.pop("content", f"第{next(numbers)}个文件".encode())
    defaults = {
        "name": "快报.txt",
        "content": content,
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "status": Upload.Status.PUBLISHED,
    }
    return Upload.objects.create(**defaults | fields)


def make_bulletin(**fields):
    fields = {"name": "柳河政务快报", "county": COUNTY} | fields
    return Bulletin.objects.get_or_create(name=fields["name"], defaults=fields)[0]


def make_issue(**fields):
    number = fields.get("number", 44)
    year = fields.get("year", 2025)
    defaults = {
        "year": year,
        "number": number,
        "date": date(year, 9, 19) if year else None,
        "office": "柳河县人民政府办公室",
        "status": Issue.Status.PUBLISHED,
        "address": f"{year}/{number}" if year and number else f"undated/{next(numbers)}",
        "start": 0,
        "end": 1,
    }
    fields = defaults | fields
    fields.setdefault("bulletin", make_bulletin())
    fields.setdefault("upload", make_upload())
    return Issue.objects.create(**fields)


def make_pending_issue(**fields):
    """An issue that readers must not see; its entry holds the word 机密."""
    fields = {"number": 45, "status": Issue.Status.WITHDRAWN, "date": date(2025, 9, 26)} | fields
    issue = make_issue(**fields)
    make_entry(issue, title="机密的标题", body="机密的正文。", units=["机密单位"], section="机密栏目")
    return issue


def make_entry(issue=None, *, units=(), section=None, segments=(), **fields):
    """`units` are Units, or names that stand for no unit; `segments` are pairs of lead and text."""
    issue = issue or make_issue()
    defaults = {
        "order": issue.entries.count() + 1,
        "title": "县工信局培育中小企业",
        "body": "".join(lead + text for lead, text in segments) or "建立梯度培育体系。目前，培育企业91家。",
        "start": 0,
        "end": 1,
    }
    names = [unit.name if isinstance(unit, Unit) else unit for unit in units]
    defaults["source_bracket"] = f"（{' '.join(names)}）" if names else ""
    fields = defaults | fields
    used = set(issue.entries.values_list("address", flat=True))
    fields.setdefault("address", fields["order"] if fields["order"] not in used else max(used) + 1)
    row = Entry(issue=issue, **fields)
    if section:
        row.section = Section.objects.get_or_create(name=section)[0]
    row.save()
    for order, unit in enumerate(units, start=1):
        known = unit if isinstance(unit, Unit) else None
        Attribution.objects.create(entry=row, order=order, name=names[order - 1], unit=known)
    for order, (lead, text) in enumerate(segments, start=1):
        Segment.objects.create(entry=row, order=order, lead=lead, text=text)
    index_entries(Entry.objects.filter(pk=row.pk))
    return row


def make_unit(**fields):
    fields = {"county": COUNTY, "name": "工信局", "kind": Unit.Kind.DEPARTMENT, "rank": next(numbers)} | fields
    unit = Unit(**fields)
    unit.slug = slug_for(unit)
    unit.save()
    save_names(unit)
    return unit


@pytest.fixture(autouse=True)
def forget_words():
    """The tokenizer outlives a test; the words that the test's office has are not the next one's."""
    yield
    keep_whole(frozenset())


@pytest.fixture
def editor(django_user_model):
    """May upload and approve."""
    from django.contrib.auth.models import Permission

    user = django_user_model.objects.create_user("li", password="kuaibao-2025")
    user.user_permissions.set(Permission.objects.filter(codename__in=["add_upload", "change_upload"]))
    return user


@pytest.fixture
def desk(client, editor):
    """A browser that is logged in as the editor."""
    client.force_login(editor)
    return client


@pytest.fixture
def archive():
    """Two years, a joint entry, a section with a topic, a name that is not in the register, and a pending issue."""
    unit, town = make_unit(), make_unit(name="马庄乡", kind="township")
    old = make_issue(year=2024, number=38, date=date(2024, 8, 30))
    make_entry(old, title="县工信局走访企业", units=[unit], section="经济发展")
    new = make_issue(number=44, distribution="县委常委。", editor="沈知远", reviewer="顾明川", signer="贺景行")
    make_entry(new, units=[unit], section="经济发展")
    make_entry(
        new,
        title="我县开展“清洁家园”行动",
        units=[town, "驿站办"],
        segments=[("马庄乡", "清理垃圾20余吨。"), ("驿站办", "持续巩固清洁家园成效。")],
    )
    make_pending_issue()
    Section.objects.filter(name="经济发展").update(topic=Topic.objects.create(name="经济运行"))
    Section.objects.filter(name="机密栏目").update(topic=Topic.objects.create(name="机密主题"))
    return new


def text_of(response):
    """The HTML of a page."""
    return response.content.decode()


@pytest.fixture
def browser():
    """Chromium; without one the test is skipped, and says so."""
    from archive.tests.browsing import chromium  # which needs the builders here

    with chromium() as browser:
        yield browser


@pytest.fixture
def open_page(browser, live_server):
    """Opens pages that remember what went wrong in them and what they asked for; at the end nothing has gone wrong."""
    pages = []

    def open_page(**options):
        page = browser.new_page(locale="zh-CN", **options)
        page.problems, page.requested = [], []
        page.on("console", lambda message: message.type == "error" and page.problems.append(message.text))
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on("request", lambda request: page.requested.append(request.url))
        pages.append(page)
        return page

    yield open_page
    assert [page.problems for page in pages] == [[] for _ in pages]
    asked = [url for page in pages for url in page.requested]
    assert [url for url in asked if not url.startswith((live_server.url, "data:"))] == []


@pytest.fixture
def page(open_page):
    """A page of Chromium, for what one window shows."""
    return open_page()

"""What a page weighs, with all that it loads: lines of a county are slow."""

import gzip
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.utils import get_files
from lxml import html

from archive.filters import LONG
from archive.models import Unit
from archive.pages.results import CUT
from archive.tests.conftest import make_entry, make_issue, make_unit
from archive.tests.test_views import addresses

HEAVIEST = 100_000  # bytes of a page with all that it loads, compressed
HEAVIEST_SEARCH = 60_000  # bytes of the HTML of a page of results, not compressed
SAID = "全县上下把“清洁家园”行动作为改善人居环境的抓手，组织干部群众清理沟渠、拆除残垣断壁、栽植绿化苗木。"


@pytest.fixture
def full(archive):
    """Four years with a month's issues, thirty entries on one matter, and a long one."""
    unit, section = Unit.objects.get(name="马庄乡"), "经济发展"
    for year in (2022, 2023, 2024):
        for month in range(1, 13):
            issue = make_issue(year=year, number=month * 2, date=date(year, month, 5))
            make_entry(
                issue, title=f"{month}月以来我县开展“清洁家园”行动", body=SAID * 6, units=[unit], section=section
            )
    for number in range(12):
        make_entry(
            archive,
            title=f"县工信局第{number}次走访企业",
            body=SAID * 12,
            units=[unit, f"第{number}办"],
            section=section,
        )
    return archive


@pytest.fixture
def county(full):
    """With as many units and sections as a county has, and years as an archive."""
    for number in range(80):
        issue = make_issue(
            year=2010 + number % 12, number=50 + number, date=date(2010 + number % 12, 1 + number % 12, 9)
        )
        unit = make_unit(name=f"第{number}个局", kind=list(Unit.Kind)[number % len(Unit.Kind)])
        make_entry(issue, title="清洁家园", body=SAID * 6, units=[unit], section=f"栏目{number % 40}")
    return full


def transferred(client, address):
    """Bytes of a page and of the styles, scripts and pictures that its first view loads, each compressed."""
    content = client.get(address).content
    page = html.document_fromstring(content.decode())
    files = [each.get("href") for each in page.iterfind(".//link") if each.get("rel") in ("stylesheet", "icon")]
    files += [each.get("src") for each in page.iterfind(".//script")]
    files += [each.get("src") for each in page.iterfind(".//img") if each.get("loading") != "lazy"]
    paths = [finders.find(file.removeprefix("/static/")) for file in files]
    assert len(paths) >= 5 and None not in paths
    return sum(len(gzip.compress(each)) for each in (content, *(Path(path).read_bytes() for path in paths)))


@pytest.mark.django_db
def test_every_page_is_light(client, full):
    weights = {name: transferred(client, address) for name, address in addresses(full).items()}

    assert len(weights) > 15
    assert {name: weight for name, weight in weights.items() if weight > HEAVIEST} == {}


@pytest.mark.django_db
def test_a_page_of_results_is_light(client, full):
    content = client.get("/search/?q=" + quote("清洁家园")).content

    assert content.decode().count('id="r') >= 20
    assert len(content) < HEAVIEST_SEARCH


@pytest.mark.django_db
@pytest.mark.parametrize("size", ["", "&size=50"])
@pytest.mark.parametrize(
    ("question", "hits"),
    [
        (SAID[:LONG], 20),
        (SAID * 5, 20),
        ("清洁家园 OR 人居环境 OR 沟渠 OR 苗木 OR 垃圾 OR " * 12, 20),
        ("清" * 400, 0),
    ],
    ids=["a sentence that just fits", "a page of text", "many words", "nothing"],
)
def test_a_page_of_results_is_light_however_long_the_question_is(client, county, question, hits, size):
    page = client.get(f"/search/?q={quote(question)}{size}").content

    assert page.decode().count('id="r') >= hits
    assert f'value="{question.strip()}"' in page.decode()
    assert (CUT in page.decode()) == (hits > 0 and len(question) > LONG)
    assert len(page) < HEAVIEST_SEARCH or (size and len(question) <= LONG)


def test_scripts_are_small_together():
    scripts = [Path(folder.location) / name for name, folder in _static_files() if name.endswith(".js")]

    assert scripts
    assert sum(file.stat().st_size for file in scripts) < 30_000


def _static_files():
    """The site's own."""
    storages = [storage for finder in finders.get_finders() for storage in getattr(finder, "storages", {}).values()]
    own = [storage for storage in storages if Path(storage.location).is_relative_to(settings.BASE_DIR / "static")]
    return [(name, storage) for storage in own for name in get_files(storage)]

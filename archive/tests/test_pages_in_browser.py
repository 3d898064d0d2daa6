"""Every page of the sample archive in Chromium: at four widths, in four modes, by keyboard and without script, and as
axe sees it. What is wrong is named with the page, the mode and the width."""

import os
from itertools import zip_longest
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from archive.tests import browsing
from archive.tests.browsing import FOCUS, MODES, PLACES, STILL, WIDTHS, Visit
from archive.tests.pictures import PICTURES, frozen, save, take

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

HEAVIEST = 100_000  # bytes of a first view
MOST_OF_A_PICTURE, MOST_OF_ALL_PICTURES = 120_000, 1_500_000  # bytes
# Pages by name, as `browsing.sample_pages` gives their addresses. Those of the desk are opened by an editor.
READERS = """
home; issues; year; issue; fragments; fragment; brief; original; original of a fragment; entry; entry of one unit; entry from a list;
report; units; unit; unit without entries; sections; section; topic;
search; search, filtered; search, months; search, near; search, a unit; search, slip; search, nothing; search, a topic; all entries;
compare, empty; compare; compare years; help; search help; login; no such issue; no such page
"""
DESK = "desk; desk, upload; desk, review; desk, reject; desk, edit; desk, entry"
PAGES = [name.strip() for name in f"{READERS};{DESK}".split(";")]
RULES = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "rules": {"target-size": {"enabled": True}},
}
CONTRAST = {"resultTypes": ["violations"], "runOnly": {"type": "rule", "values": ["color-contrast"]}}


@pytest.fixture(scope="module")
def chromium():
    with browsing.chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def sample(chromium, django_db_setup, django_db_blocker):
    """The sample archive behind a server, made once for all pages."""
    with django_db_blocker.unblock(), browsing.sample_site() as site:
        yield site


@pytest.fixture(scope="module")
def visits(chromium, sample):
    """A window for each way of looking, kept from page to page: `visits(mode)`, for the desk `visits(mode, desk=True)`."""
    kept = {}

    def visit(mode="light", *, desk=False, **options):
        key = (mode, desk, *options)
        if key not in kept:
            cookies = MODES[mode] | ({"sessionid": sample.session} if desk else {})
            kept[key] = Visit(chromium, sample.url, cookies=cookies, **options)
        return kept[key]

    yield visit
    for each in kept.values():
        each.context.close()


@pytest.fixture
def visit(visits, sample, name):
    """How the page of this name is visited."""

    def open_page(mode, width, **options):
        visit = visits(mode, desk=name.startswith("desk"), **options)
        visit.open(sample.pages[name], width)
        return visit

    return open_page


def assert_nothing(wrong):
    """All that is wrong, a line each."""
    if wrong:
        pytest.fail("\n".join(wrong), pytrace=False)


def findings(visit, options):
    """What axe finds, a line each."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(visit.page, options=options).response["violations"]
    return [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]


def wrong_at_any_width(visit, mode):
    """What is wrong with a page in this mode, with the width; `visit(mode, width)` opens it."""
    wrong = []
    # Dark and contrast change no sizes: there the window is drawn wider, and only colours are looked at again.
    has_sizes_of_its_own = mode in ("light", "large")
    for width in WIDTHS:
        if has_sizes_of_its_own or width == WIDTHS[0]:
            seen = visit(mode, width)
        found = [*seen.said, *seen.look(width), *seen.page.evaluate("moved")]
        if width in (360, 1280):
            found += findings(seen, RULES if has_sizes_of_its_own or width == 1280 else CONTRAST)
        wrong += [f"{width}: {each}" for each in found]
    return wrong


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("mode", MODES)
def test_a_page_is_whole_and_calm_and_axe_finds_nothing(visit, name, mode):
    assert_nothing([f"{name}, {mode}, {each}" for each in wrong_at_any_width(visit, mode)])
    assert visit(mode, 1280).status == (404 if name.startswith("no such") else 200)


@pytest.mark.parametrize("template", ["400.html", "403.html", "403_csrf.html", "500.html", "503.html"])
def test_pages_that_tell_of_a_failure_are_whole_as_well(visits, sample, template):
    """They are put in the place of a page that works, for nothing here fails."""
    body = render_to_string(template, request=RequestFactory().get("/search/?q=清洁家园"))

    def open_page(mode, width):
        seen = visits(mode)
        seen.page.route("**/failing/", lambda route: route.fulfill(body=body, content_type="text/html; charset=utf-8"))
        seen.open("/failing/", width)
        seen.page.unroute("**/failing/")
        return seen

    modes = MODES if template == "503.html" else ["light"]  # they differ in nothing but their words
    assert_nothing([f"{template}, {mode}, {each}" for mode in modes for each in wrong_at_any_width(open_page, mode)])


@pytest.mark.django_db(transaction=True)
def test_an_archive_without_anything_is_whole_as_well(chromium, live_server):
    """Before the sample is made: the first page, and what one can come upon from it."""
    windows = {mode: Visit(chromium, live_server.url, cookies=cookies) for mode, cookies in MODES.items()}
    beyond = ("/issues/", "/units/", "/sections/", "/search/", "/compare/")
    wrong = []
    for address, mode in [*(("/", mode) for mode in MODES), *((address, "light") for address in beyond)]:

        def open_page(mode, width, address=address):
            windows[mode].open(address, width)
            return windows[mode]

        wrong += [f"{address}, {mode}, {each}" for each in wrong_at_any_width(open_page, mode)]
    for window in windows.values():
        window.context.close()

    assert_nothing(wrong)


@pytest.mark.parametrize("name", PAGES)
def test_the_keyboard_reaches_everything_and_shows_where_it_is(visit, name):
    seen = visit("light", 1280)
    seen.page.keyboard.press("Tab")

    if name != "login":  # there one begins in the first field
        assert seen.page.evaluate("document.activeElement.textContent") == "跳到正文"
        assert seen.page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    assert_nothing([f"{name}: {each}" for each in seen.page.evaluate(FOCUS)])


@pytest.mark.parametrize("name", PAGES)
def test_a_first_view_is_light_and_its_policy_strict(visit, name):
    seen = visit("light", 1280)
    policy = seen.headers["content-security-policy"]

    assert seen.weight() < HEAVIEST
    assert "default-src 'self'" in policy and "unsafe" not in policy


@pytest.mark.parametrize("name", PAGES)
def test_without_script_a_page_has_the_same_in_the_same_places_and_with_reduced_motion_nothing_moves(visit, name):
    wrong = []
    for width in (360, 1280):
        plain = visit("light", width, java_script_enabled=False, reduced_motion="reduce", watch=False)
        wrong += [f"{width}: {each}" for each in [*plain.said, *plain.look(width), *plain.page.evaluate(STILL)]]
        places = plain.page.evaluate(PLACES)
        scripted = visit("light", width).page.evaluate(PLACES)
        wrong += [f"{width}: {a} is with script {b}" for a, b in zip_longest(places, scripted) if a != b][:3]

    assert_nothing([f"{name}, without script, {each}" for each in wrong])


def test_the_pictures_of_the_manual_can_be_taken(visits, sample, tmp_path):
    """`make screenshots` names the folder that keeps them."""
    folder = Path(os.environ.get("SCREENSHOTS", tmp_path))
    with frozen():
        for picture in PICTURES:
            window = visits(picture.mode, desk=picture.page.startswith("desk"))
            save(take(picture, window, sample.pages[picture.page]), folder / picture.file)

    sizes = {picture.file: (folder / picture.file).stat().st_size for picture in PICTURES}
    assert {file: size for file, size in sizes.items() if size > MOST_OF_A_PICTURE} == {}
    assert sum(sizes.values()) < MOST_OF_ALL_PICTURES


def test_every_page_of_the_sample_is_looked_at(sample):
    assert sorted(sample.pages) == sorted(PAGES)

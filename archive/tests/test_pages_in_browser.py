"""Every page of the sample archive in Chromium: at four widths, in four modes, by keyboard and without script, and as
axe sees it. What is wrong is named with the page, the mode and the width."""

import os
from itertools import zip_longest
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import RequestFactory

from archive.tests import browsing
from archive.tests.browsing import FOCUS, MODES, PLACES, STILL, WIDTHS, Visit
from archive.tests.pictures import PICTURES, frozen, save, small, take

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
            kept[key] = Visit(chromium, sample.url, cookies=cookies, cold=key[0] == "light", **options)
        return kept[key]

    yield visit
    for each in kept.values():
        each.context.close()


@pytest.fixture(scope="module", params=PAGES)
def name(request):
    """A page; all that is asked of it is asked before the next one's turn."""
    return request.param


@pytest.fixture
def visit(visits, sample, name):
    """How the page of this name is visited: as it was left by the question before, or `anew`."""

    def open_page(mode, width, *, anew=False, **options):
        visit = visits(mode, desk=name.startswith("desk"), **options)
        (visit.open if anew else visit.show)(sample.pages[name], width)
        return visit

    return open_page


def assert_nothing(wrong):
    """All that is wrong, a line each."""
    if wrong:
        pytest.fail("\n".join(wrong), pytrace=False)


def wrong_at_any_width(visit, mode):
    """What is wrong with a page in this mode, with the width; `visit(mode, width, anew=…)` shows it."""
    wrong = []
    for width in WIDTHS:
        # Loaded on a phone and, for another look at whether anything moves, at a desk; else the window is drawn wider.
        seen = visit(mode, width, anew=width == WIDTHS[0] or (mode == "light" and width == 1280))
        found = [*seen.said, *seen.look(), *seen.page.evaluate("moved"), *seen.axe()]
        wrong += [f"{width}: {each}" for each in found]
    return wrong


@pytest.mark.parametrize("mode", MODES)
def test_a_page_is_whole_and_calm_and_axe_finds_nothing(visit, name, mode):
    assert_nothing([f"{name}, {mode}, {each}" for each in wrong_at_any_width(visit, mode)])
    assert visit(mode, 1280).status == (404 if name.startswith("no such") else 200)


@pytest.mark.parametrize("template", ["400.html", "403.html", "403_csrf.html", "500.html", "503.html"])
def test_pages_that_tell_of_a_failure_are_whole_as_well(visits, sample, template):
    """They are put in the place of a page that works, for nothing here fails."""
    body = render_to_string(template, request=RequestFactory().get("/search/?q=清洁家园"))
    address = f"/failing/{template}"

    def open_page(mode, width, *, anew):
        seen = visits(mode)
        seen.page.route(f"**{address}", lambda route: route.fulfill(body=body, content_type="text/html; charset=utf-8"))
        (seen.open if anew else seen.show)(address, width)
        seen.page.unroute(f"**{address}")
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

        def open_page(mode, width, *, anew, address=address):
            seen = windows[mode]
            (seen.open if anew else seen.show)(address, width)
            return seen

        wrong += [f"{address}, {mode}, {each}" for each in wrong_at_any_width(open_page, mode)]
    for window in windows.values():
        window.context.close()

    assert_nothing(wrong)


def test_a_first_view_is_light_and_its_policy_strict(visit, name):
    seen = visit("light", 1280)
    policy = seen.headers["content-security-policy"]

    assert seen.weight() < HEAVIEST
    assert "default-src 'self'" in policy and "unsafe" not in policy


@pytest.mark.parametrize("mode", ["light", "large"])  # the others change no sizes
def test_scripts_move_nothing_without_them_all_is_there_and_with_reduced_motion_nothing_moves(visit, name, mode):
    wrong = []
    for width in WIDTHS:
        plain = visit(mode, width, java_script_enabled=False, reduced_motion="reduce", watch=False)
        wrong += [f"{width}: {each}" for each in [*plain.said, *plain.look(), *plain.page.evaluate(STILL)]]
        places = plain.page.evaluate(PLACES)
        scripted = visit(mode, width).page.evaluate(PLACES)
        wrong += [f"{width}: {a} is with script {b}" for a, b in zip_longest(places, scripted) if a != b][:3]

    assert_nothing([f"{name}, {mode}, without script, {each}" for each in wrong])


def test_the_keyboard_reaches_everything_and_shows_where_it_is(visit, name):
    seen = visit("light", 1280, anew=True)
    seen.page.keyboard.press("Tab")

    if name != "login":  # there one begins in the first field
        assert seen.page.evaluate("document.activeElement.textContent") == "跳到正文"
        assert seen.page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    seen.address = None  # its folds will be open: no more the page that was asked for
    assert_nothing([f"{name}: {each}" for each in seen.page.evaluate(FOCUS)])


FLAWS = """<!doctype html><html lang="zh-CN"><head><meta name="viewport" content="width=device-width"><title>一页</title></head>
<body><main><h1>一页</h1><p style="color: #999; background: #fff">看不清</p><input name="q">
<p><button style="width: 20px; height: 20px; padding: 0">一</button><button style="width: 20px; height: 20px; padding: 0">二</button></p>
</main></body></html>"""


def test_axe_finds_weak_colours_small_targets_and_fields_without_a_name(visits):
    """So that its silence about the pages means something."""
    window = visits(reduced_motion="reduce")
    window.page.route("**/flaws/", lambda route: route.fulfill(body=FLAWS, content_type="text/html; charset=utf-8"))
    window.open("/flaws/", 360)

    assert sorted({each.split(":")[0] for each in window.axe()}) == ["color-contrast", "label", "target-size"]


def test_the_pictures_of_the_manual_can_be_taken(visits, sample):
    """`make screenshots` names the folder that keeps them; without one they are taken, and those that are kept weighed."""
    folder = os.environ.get("SCREENSHOTS")
    with frozen():
        for picture in PICTURES:
            window = visits(picture.mode, desk=picture.page.startswith("desk"))
            seen = take(picture, window, sample.pages[picture.page])
            if folder:
                save(small(picture, seen), Path(folder) / picture.file)

    kept = Path(folder or settings.BASE_DIR / "docs/screenshots")
    sizes = {picture.file: (kept / picture.file).stat().st_size for picture in PICTURES}
    assert {file: size for file, size in sizes.items() if size > MOST_OF_A_PICTURE} == {}
    assert sum(sizes.values()) < MOST_OF_ALL_PICTURES


def test_every_page_of_the_sample_is_looked_at(sample):
    assert sorted(sample.pages) == sorted(PAGES)

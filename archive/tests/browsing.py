"""What the tests in a browser share: the browser, the sample archive behind a server, and a look at a page as it is."""

import contextlib
import functools
import gzip
import io
import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote, urlsplit

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission, User
from django.core.management import call_command
from django.db import connections
from django.test import Client
from django.urls import reverse
from pytest_django.live_server_helper import LiveServer

from archive.models import Entry, Issue, Topic, Unit, Upload
from archive.tests.conftest import make_upload

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--force-effective-connection-type=Slow-2G",  # then pictures far below the window are loaded at once as well
]
WIDTHS = (360, 768, 1280, 1920)
HEIGHT = 900
MODES = {
    "light": {"theme": "light"},
    "dark": {"theme": "dark"},
    "contrast": {"theme": "contrast"},
    "large": {"size": "large"},
}
PENDING = """\
澄川政务快报
第31期
澄川县人民政府办公室
【乡村振兴】
石渡镇守好秋收农机“安全线”
石渡镇组织农机手集中检修，逐台登记。截至目前，检修农机212台，培训机手180人。（石渡镇）
县林场局备足冬季防火物资
县林场局清点防火物资，补齐灭火器具。目前，储备风力灭火机46台。（林场局）
"""
# Gathers, from before the page's own scripts run, how far anything moved that nobody had touched. A little of it comes of
# a busy machine, which draws the head of a page before it has read the rest.
WATCH = """
window.moved = [];
new PerformanceObserver(list => list.getEntries().forEach(entry => {
  if (!entry.hadRecentInput && entry.value > 0.05) window.moved.push('moves by itself: ' + entry.sources.map(source => {
    const node = source.node && (source.node.nodeType === 1 ? source.node : source.node.parentElement);
    return (node ? node.outerHTML.slice(0, 80) : '?') + ' by ' + entry.value.toFixed(4);
  }).join(' | '));
})).observe({type: 'layout-shift', buffered: true});
"""
# What is wrong with how a page lies in its window: an array of sentences.
LOOK = r"""
() => {
  const wrong = [], root = document.documentElement;
  if (root.scrollWidth > window.innerWidth) {
    const wide = Array.from(document.querySelectorAll('body *')).find(each => {
      const box = each.getBoundingClientRect();
      if (box.right <= window.innerWidth + 0.5 || !box.width) return false;
      for (let up = each.parentElement; up; up = up.parentElement)
        if (up !== document.body && getComputedStyle(up).overflowX !== 'visible') return false;
      return true;
    });
    wrong.push('scrolls sideways to ' + root.scrollWidth + ': ' + (wide ? wide.outerHTML.slice(0, 120) : '?'));
  }
  const small = new Set(), texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode, around = node.parentElement;
    if (!node.textContent.trim() || /^(SCRIPT|STYLE|NOSCRIPT|OPTION)$/.test(around.tagName)) continue;
    const style = getComputedStyle(around), box = around.getBoundingClientRect();
    if (box.width < 2 || box.height < 2 || style.visibility === 'hidden') continue;
    if (parseFloat(style.fontSize) < 14) small.add(style.fontSize + ' ' + around.outerHTML.slice(0, 80));
  }
  small.forEach(each => wrong.push('smaller than 14 px: ' + each));
  document.querySelectorAll('td, th').forEach(cell => {
    if (cell.parentElement.parentElement.getBoundingClientRect().width < 2) return;  // a head for those who listen
    const style = getComputedStyle(cell), said = document.createRange();
    said.selectNodeContents(cell);
    const box = said.getBoundingClientRect(), size = parseFloat(style.fontSize);
    if (cell.innerText.trim().length > 2 && box.width > 2 && box.width < 1.9 * size && box.height > 2 * size)
      wrong.push('stands one character a line: ' + cell.outerHTML.slice(0, 100));
  });
  const titles = Array.from(document.querySelectorAll('h1'));
  if (titles.length !== 1 || !titles[0].textContent.trim()) wrong.push(titles.length + ' h1');
  if (root.lang !== 'zh-CN') wrong.push('lang ' + root.lang);
  if (!/[\u4e00-\u9fff]/.test(document.title)) wrong.push('title ' + document.title);
  if (document.querySelectorAll('main').length !== 1) wrong.push('no main, or several');
  if (document.querySelector('[style], style, script:not([src]):not([type="application/ld+json"])'))
    wrong.push('style or script in the page');
  return wrong;
}
"""
# What axe finds, a line each. Of what it looks at, only what is wrong comes back, for the rest is long; nothing here plays
# or is fetched from elsewhere, which is what it would load first.
AXE = """
async () => {
  const found = await axe.run({
    resultTypes: ['violations'],
    runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']},
    rules: {'target-size': {enabled: true}},
    preload: false,
  });
  return found.violations.flatMap(rule => rule.nodes.map(node => rule.id + ': ' + node.html.slice(0, 160)));
}
"""
# Everything that takes the focus, focused one after the other as by keyboard: what shows no outline, or is not shown.
FOCUS = r"""
() => {
  const wrong = [], all = document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]');
  for (const each of all) {
    if (each.disabled || each.type === 'hidden') continue;
    for (let up = each.parentElement; up; up = up.parentElement) if (up.tagName === 'DETAILS') up.open = true;
    if (!each.getClientRects().length) continue;
    each.focus();
    if (document.activeElement !== each) { wrong.push('takes no focus: ' + each.outerHTML.slice(0, 100)); continue; }
    const drawn = ['fold-box'].includes(each.className) ? each.nextElementSibling : each;
    const style = getComputedStyle(drawn), box = drawn.getBoundingClientRect();
    if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) wrong.push('no outline: ' + each.outerHTML.slice(0, 100));
    if (box.width < 2 || box.height < 2) wrong.push('focus is not seen: ' + each.outerHTML.slice(0, 100));
  }
  return wrong;
}
"""
STILL = """
() => Array.from(document.querySelectorAll('*')).filter(each => {
  const style = getComputedStyle(each);
  return style.animationName !== 'none' || style.transitionDuration.split(', ').some(time => parseFloat(time) > 0);
}).map(each => 'moves although motion is reduced: ' + each.outerHTML.slice(0, 80)).slice(0, 5)
"""
# The links and headings in order: where each leads, what it says, and where that stands. (The box of a link itself is now
# its own, now that of what it holds, as Chromium happens to keep it.)
PLACES = """
() => Array.from(document.querySelectorAll('a[href], h1, h2, h3, h4')).map(each => {
  const content = document.createRange();
  content.selectNodeContents(each);
  const box = content.getBoundingClientRect();
  return [each.getAttribute('href') || each.tagName, each.textContent.slice(0, 20), Math.round(box.left), Math.round(box.top)];
})
"""


def browser_program():
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, PROGRAMS)), None)


@functools.cache
def axe_script():
    from axe_playwright_python.base import AXE_SCRIPT

    return AXE_SCRIPT


@contextlib.contextmanager
def chromium():
    """A browser; without one the test is skipped, and says so."""
    program = browser_program()
    if not program:
        pytest.skip("NO BROWSER: install Chromium, or name one in CHROMIUM, to run the browser test")
    sync_api = pytest.importorskip("playwright.sync_api", reason="NO PLAYWRIGHT: the browser test did not run")
    # Playwright's own event loop runs in this thread; Django would take the test's queries for asynchronous ones.
    with pytest.MonkeyPatch.context() as patched, sync_api.sync_playwright() as playwright:
        patched.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()
        connections.close_all()  # beside the event loop Django opened connections of its own for this thread


def load_sample():
    """The sample archive as `make run` makes it, an editor, a file that waits for review, and a report of a reader.
    Times are the same whenever it is made."""
    samples = settings.BASE_DIR / "fixtures"
    with contextlib.redirect_stdout(io.StringIO()):
        call_command("load_units", samples / "units.json")
        call_command("import_bulletins", samples / "bulletins", verbosity=0)
        call_command("load_words", samples / "words.json")
        call_command("build_suggestions")
    content = PENDING.encode()
    make_upload(name="快报31期.txt", content=content, text=PENDING, status=Upload.Status.PENDING)
    Upload.objects.update(uploaded_at=datetime(2025, 8, 8, 9, 30, tzinfo=UTC))
    editor = User.objects.create_user("li", password="kuaibao-2025", is_staff=True)
    editor.user_permissions.set(Permission.objects.filter(codename__in=["add_upload", "change_upload"]))


def sample_pages():
    """The addresses of all pages by name, for readers and, where the name says so, for editors who have logged in."""
    issue = Issue.objects.get(address="2025/30")
    joint = Entry.objects.published().filter(issue__year=2025, segments__isnull=False).order_by("pk").first()
    entry = joint.get_absolute_url()
    question = "q=" + quote("清洁家园")
    unit = quote("石渡镇")
    topic = Topic.objects.filter(sections__entries__isnull=False).order_by("pk").first()
    fragment = Issue.objects.filter(number=None).first()
    waiting = Upload.objects.get(name="快报31期.txt").pk
    return {
        "home": "/",
        "issues": "/issues/",
        "year": "/issues/2024/",
        "issue": issue.get_absolute_url(),
        "fragments": "/issues/undated/",
        "fragment": fragment.get_absolute_url(),
        "brief": reverse("archive:brief", args=["2025", "30"]),
        "original": reverse("archive:issue_original", args=["2025", "30"]),
        "original of a fragment": reverse("archive:issue_original", args=fragment.address.split("/")),
        "entry": entry,
        "entry of one unit": issue.entries.filter(segments=None).first().get_absolute_url(),
        "report": f"{entry}report/",
        "entry from a list": f"{Entry.objects.get(title__contains='打开春季人居环境').get_absolute_url()}?{question}&n=1",
        "units": "/units/",
        "unit": f"/units/{unit}/",
        "unit without entries": reverse("archive:unit", args=[_unit_without_entries()]),
        "sections": "/sections/",
        "section": reverse("archive:section", args=["乡村振兴"]),
        "topic": topic.get_absolute_url(),
        "search": f"/search/?{question}",
        "search, filtered": f"/search/?q={quote('企业')}&year=2025&year=2024&kind=department",
        "search, months": f"/search/?q={quote('企业')}&year=2025&size=50&sort=oldest",
        "search, near": f"/search/?q={quote('沟渠清理和垃圾收运怎么做')}",
        "search, a unit": f"/search/?q={unit}",
        "search, slip": f"/search/?q={quote('清结家园')}&year=2025&unit={quote('发改委')}",
        "search, nothing": f"/search/?q={quote('企业')}&year=2022&kind=township",
        "search, a topic": f"/search/?topic={quote(topic.name)}&year=2025",
        "all entries": "/search/?page=3",
        "compare, empty": "/compare/",
        "compare": f"/compare/?q={quote('清洁家园')}&unit={unit}&unit={quote('双井镇')}",
        "compare years": f"/compare/?q={quote('培训')}&by=year&year=2023&year=2024&year=2025",
        "help": "/help/",
        "search help": "/help/search/",
        "login": "/login/",
        "no such issue": "/issues/2025/48/",
        "no such page": "/nonsense/",
        "desk": "/desk/",
        "desk, upload": "/desk/upload/",
        "desk, review": reverse("archive:upload_review", args=[waiting]),
        "desk, reject": reverse("archive:upload_reject", args=[waiting]),
        "desk, edit": reverse("archive:entry_edit", args=[joint.pk]),
        "desk, entry": entry,
    }


def _unit_without_entries():
    return Unit.objects.filter(attributions__isnull=True).order_by("rank").first().slug


def session_of(name):
    """The cookie of somebody who has logged in."""
    client = Client()
    client.force_login(User.objects.get(username=name))
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@dataclass
class Site:
    url: str
    pages: dict[str, str]
    session: str


@contextlib.contextmanager
def sample_site():
    """The sample archive behind a server of its own; afterwards the database is empty again."""
    server = None
    try:
        load_sample()
        server = LiveServer("127.0.0.1")
        yield Site(server.url, sample_pages(), session_of("li"))
    finally:
        if server:
            server.stop()
        call_command("flush", verbosity=0, interactive=False)


class Visit:
    """A window of a browser that looks at pages, one after the other, and remembers what went wrong in them."""

    def __init__(self, browser, base, *, cookies=None, watch=True, cold=True, **options):
        self.context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": HEIGHT}, **options)
        self.context.add_cookies(
            [{"name": name, "value": value, "url": base} for name, value in (cookies or {}).items()]
        )
        self.base, self.said, self.loaded = base, [], []
        self.page = self.context.new_page()
        if cold:  # what a page weighs and how it comes into being is seen without a cache
            self.context.new_cdp_session(self.page).send("Network.setCacheDisabled", {"cacheDisabled": True})
        self.address = None
        if watch:
            self.page.add_init_script(WATCH)
        self.page.on("console", lambda message: self.said.append(f"console: {message.text}"))
        self.page.on("pageerror", lambda error: self.said.append(f"error: {error}"))
        self.page.on("request", self._asked)
        self.page.on("response", self._answered)

    def open(self, address, width, height=HEIGHT):
        """Load a page as if for the first time. What was said of the page before is forgotten."""
        self.address, self.said, self.loaded = address, [], []
        self.page.set_viewport_size({"width": width, "height": height})
        response = self.page.goto(self.base + address, wait_until="load")
        self.status, self.headers = response.status, response.headers
        if self.status >= 400:  # the browser itself tells of it
            self.said = [said for said in self.said if "Failed to load resource: the server responded" not in said]

    def show(self, address, width):
        """Draw the window to this width. The page is loaded only where the window does not show it still."""
        if self.address != address:
            self.open(address, width)
        self.page.set_viewport_size({"width": width, "height": HEIGHT})

    def look(self):
        return self.page.evaluate(LOOK)

    def axe(self):
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(axe_script())
        return self.page.evaluate(AXE)

    def weight(self):
        """Bytes over the wire of what the page has loaded; text is sent compressed."""
        weights = []
        for response in self.loaded:
            kind, body = response.headers.get("content-type", ""), response.body()
            is_text = any(each in kind for each in ("text", "javascript", "svg", "json", "xml"))
            weights.append(len(gzip.compress(body)) if is_text else len(body))
        return sum(weights)

    def _asked(self, request):
        if not request.url.startswith((self.base, "data:")):
            self.said.append(f"asks elsewhere: {request.url}")

    def _answered(self, response):
        if response.request.is_navigation_request():
            self.loaded = []  # what comes late of the page before is not this one's
        if urlsplit(response.url).scheme != "data" and not 300 <= response.status < 400:
            self.loaded.append(response)

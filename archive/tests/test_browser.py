"""One walk through the site in a real browser: find, read, log in, upload, review, approve, find the new issue."""

import os
import shutil

import pytest
from django.contrib.auth.models import Permission
from django.db import connections

from archive.tests.conftest import make_entry, make_issue, make_unit

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
BULLETIN = """\
柳河政务快报
第47期
柳河县人民政府办公室
2025年10月17日
县水利局完成秋汛后险工险段复查
逐段复查堤防。目前，加固险工险段14处。（水利局）
"""


def browser_program():
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, PROGRAMS)), None)


@pytest.fixture
def page(monkeypatch):
    """A page that remembers what went wrong in it and what it asked for."""
    program = browser_program()
    if not program:
        pytest.skip("NO BROWSER: install Chromium, or name one in CHROMIUM, to run the browser test")
    sync_api = pytest.importorskip("playwright.sync_api", reason="NO PLAYWRIGHT: the browser test did not run")
    # Playwright's own event loop runs in this thread; Django would take the test's queries for asynchronous ones.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        page = browser.new_page(locale="zh-CN")
        page.problems, page.requested = [], []
        page.on("console", lambda message: message.type == "error" and page.problems.append(message.text))
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on("request", lambda request: page.requested.append(request.url))
        yield page
        browser.close()
        connections.close_all()  # beside the event loop Django opened connections of its own for this thread


@pytest.fixture
def archive(transactional_db, django_user_model):
    unit = make_unit(name="马庄乡", kind="township")
    entry = make_entry(
        make_issue(),
        title="我县开展“清洁家园”行动",
        units=[unit],
        segments=[("马庄乡", "持续巩固清洁家园成效。目前，清理垃圾20余吨。")],
    )
    editor = django_user_model.objects.create_user("li", password="kuaibao-2025")
    editor.user_permissions.set(Permission.objects.filter(codename__in=["add_upload", "change_upload"]))
    return entry


@pytest.mark.browser
def test_an_office_finds_an_entry_and_puts_a_new_issue_online(page, archive, live_server, tmp_path):
    file = tmp_path / "快报47期.txt"
    file.write_text(BULLETIN, encoding="utf-8")

    # Search and read
    page.goto(live_server.url)
    page.fill("#q", "清洁家园")
    page.click("form[role=search] button")
    assert page.inner_text(".count") == "1条含有“清洁家园”"
    page.click("text=我县开展")
    assert page.locator("h1 mark").inner_text() == "清洁家园"
    assert page.locator(".prose mark").inner_text() == "清洁家园"
    page.click("text=返回“清洁家园”的检索结果")
    assert "/search/?q=" in page.url

    # Log in and upload
    page.click(".site-tools >> text=编辑台")
    page.fill("[name=username]", "li")
    page.fill("[name=password]", "kuaibao-2025")
    page.click("main button[type=submit]")
    page.click("text=上传快报")
    page.set_input_files("[name=file]", file)
    page.click("text=上传并识别")
    assert page.inner_text("h1") == "快报47期.txt"
    assert "县水利局完成秋汛后险工险段复查" in page.inner_text(".result-pane")

    # Nobody finds it yet; approved, everybody does
    page.goto(f"{live_server.url}/search/?q=险工险段")
    assert page.inner_text(".count") == "0条含有“险工险段”"
    page.go_back()
    page.click("text=批准发布")
    assert "2025年第47期已发布，1条。" in page.inner_text(".msg.ok")
    page.fill("#q", "险工险段")
    page.click("form[role=search] button")
    assert page.inner_text(".count") == "1条含有“险工险段”"
    page.click("h3 a")
    assert page.inner_text("h1") == "县水利局完成秋汛后险工险段复查"

    assert page.problems == []
    assert [url for url in page.requested if not url.startswith((live_server.url, "data:"))] == []

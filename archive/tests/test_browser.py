"""The site in a real browser: a walk from finding to putting a new issue online, the search box by keyboard, all of
finding and reading without script, and pages on a phone."""

import json
from urllib.parse import quote

import pytest
from django.contrib.auth.models import Permission

from archive.tests.conftest import make_entry, make_issue, make_unit

BULLETIN = """\
柳河政务快报
第47期
柳河县人民政府办公室
2025年10月17日
县水利局完成秋汛后险工险段复查
逐段复查堤防。目前，加固险工险段14处。（水利局）
"""


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
    page.wait_for_url("**/search/?q=*")

    # Log in and upload
    page.click(".site-tools >> text=编辑台")
    page.fill("[name=username]", "li")
    page.fill("[name=password]", "kuaibao-2025")
    page.click("main button[type=submit]")
    page.click("text=上传快报")
    page.set_input_files("[name=file]", file)
    page.click("text=上传并识别")
    page.wait_for_selector("h1 >> text=快报47期.txt")
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
    page.wait_for_selector("h1 >> text=县水利局完成秋汛后险工险段复查")


@pytest.fixture
def many(transactional_db):
    """Three results, the newest of which holds the word twice in its body."""
    issue = make_issue()
    make_entry(
        issue,
        title="清洁家园一",
        body="建设清洁家园。共创清洁家园。",
        units=[make_unit(name="清河镇", kind="township")],
    )
    make_entry(issue, title="清洁家园二", body="好。")
    make_entry(issue, title="清洁家园三", body="好。")


SUGGESTIONS = [
    {"text": "清河镇", "kind": "unit", "label": "单位", "count": 1, "url": f"/units/{quote('清河镇')}/"},
    {"text": "清洁家园", "kind": "word", "label": "词语", "count": 3, "url": ""},
    {"text": "清洁", "kind": "word", "label": "词语", "count": 3, "url": ""},
]


def suggest(page, suggestions=SUGGESTIONS):
    """Let the site answer with these. What it really answers is tested without a browser."""
    answer = json.dumps({"suggestions": suggestions})
    page.route("**/search/suggest/**", lambda route: route.fulfill(content_type="application/json", body=answer))


def chosen(page):
    """The text of the option that the box says is active; None where it is the box itself."""
    option = page.get_attribute("#q", "aria-activedescendant")
    return option and page.inner_text(f"#{option} .suggest-text")


@pytest.mark.browser
def test_the_search_box_is_a_combobox_for_the_keyboard(page, many, live_server):
    suggest(page)
    page.goto(live_server.url)
    assert page.get_attribute("#q", "role") == "combobox"
    assert page.get_attribute("#q", "aria-expanded") == "false"

    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("清")
    page.wait_for_selector("[role=option]")
    assert page.get_attribute("#q", "aria-expanded") == "true"
    assert page.inner_text("#" + page.get_attribute("#q", "aria-controls")).split() == [
        *["单位", "清河镇", "1条"],
        *["词语", "清洁家园", "3条", "清洁", "3条"],
    ]

    assert chosen(page) is None
    seen = []
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp", "Home"):
        page.keyboard.press(key)
        seen.append(chosen(page))
    assert seen == ["清河镇", "清洁家园", "清洁", None, "清洁", "清洁家园", None]

    page.keyboard.press("Escape")
    assert page.get_attribute("#q", "aria-expanded") == "false"
    assert page.input_value("#q") == "清"
    page.keyboard.press("ArrowDown")
    assert page.locator("[role=option][aria-selected=true]").count() == 1
    page.keyboard.press("Enter")
    page.wait_for_url("**/units/**")
    assert page.inner_text("h1") == "清河镇"

    # A suggestion without a page of its own is searched for; a text that was not chosen as typed.
    page.keyboard.press("/")
    page.keyboard.type("清")
    page.wait_for_selector("[role=option]")
    page.click("[role=option] >> text=清洁家园")
    page.wait_for_url("**/search/?q=*")
    assert page.inner_text(".count") == "3条含有“清洁家园”"
    page.fill("#q", "清洁家园二")
    page.keyboard.press("Enter")
    page.wait_for_selector(".count >> text=清洁家园二")

    page.keyboard.press("/")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") != "q"


@pytest.mark.browser
def test_the_search_box_leaves_an_input_method_alone(page, many, live_server):
    suggest(page)
    page.goto(live_server.url)
    page.focus("#q")
    keyboard = page.context.new_cdp_session(page)
    page.clock.install()

    for letters in ("q", "qi", "qin", "qing"):
        keyboard.send("Input.imeSetComposition", {"text": letters, "selectionStart": 0, "selectionEnd": len(letters)})
    page.clock.run_for(1000)  # as long as nobody waits for an answer
    assert page.get_attribute("#q", "aria-expanded") == "false"

    keyboard.send("Input.insertText", {"text": "清"})
    page.wait_for_selector("[role=option]")  # till then all that was asked for is known
    assert [url.split("=")[-1] for url in page.requested if "/suggest/" in url] == [quote("清")]


@pytest.mark.browser
def test_a_text_that_is_typed_on_or_cleared_leaves_the_list_behind(page, many, live_server):
    suggest(page)
    page.goto(live_server.url)
    page.focus("#q")
    page.keyboard.type("清")
    page.wait_for_selector("[role=option]")

    page.keyboard.press("Backspace")
    assert page.get_attribute("#q", "aria-expanded") == "false"

    page.keyboard.type("清洁")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("ArrowDown")
    assert chosen(page) == "清河镇"
    page.keyboard.type("家园二")
    assert chosen(page) is None
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    assert page.input_value("#q") == "清洁家园二"


@pytest.mark.browser
def test_an_answer_that_comes_late_is_passed_over(page, many, live_server):
    held = []

    def answer(route):
        if route.request.url.endswith(quote("清")):
            return held.append(route)
        route.fulfill(content_type="application/json", body=json.dumps({"suggestions": SUGGESTIONS[1:2]}))

    page.route("**/search/suggest/**", answer)
    page.goto(live_server.url)
    page.focus("#q")
    with page.expect_request("**/search/suggest/**"):
        page.keyboard.type("清")
    page.keyboard.type("洁")
    page.wait_for_selector("[role=option]")
    assert len(held) == 1
    held[0].fulfill(content_type="application/json", body=json.dumps({"suggestions": SUGGESTIONS[:1]}))
    page.evaluate("fetch(location.href).then(answer => answer.text())")  # what was answered before it has been read

    assert page.locator(".suggest-text").all_inner_texts() == ["清洁家园"]


@pytest.mark.browser
def test_a_finger_chooses_from_a_list_of_long_texts_on_a_phone(open_page, many, live_server):
    page = open_page(viewport={"width": 360, "height": 700}, has_touch=True, is_mobile=True)
    suggest(page, [{**SUGGESTIONS[1], "text": text} for text in ("清洁家园" * 12, "a" * 120, "清洁家园")])
    page.goto(live_server.url)
    page.tap("#q")
    page.keyboard.type("清")
    page.wait_for_selector("[role=option]")
    assert page.evaluate(
        "document.querySelector('.suggest').scrollWidth <= document.querySelector('.suggest').clientWidth"
    )
    assert page.evaluate("document.documentElement.scrollWidth") == 360

    page.tap("[role=option] >> nth=2")
    page.wait_for_url("**/search/?q=*")
    assert page.inner_text(".count") == "3条含有“清洁家园”"


@pytest.mark.browser
def test_a_page_that_comes_back_shows_the_question_that_it_answers(page, many, live_server):
    suggest(page)
    page.goto(f"{live_server.url}/search/?q={quote('清洁家园')}")
    page.fill("#q", "清")
    page.wait_for_selector("[role=option]")

    page.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")

    assert page.input_value("#q") == "清洁家园"
    assert page.get_attribute("#q", "aria-expanded") == "false"


@pytest.mark.browser
def test_the_search_box_stays_a_form_when_no_answer_comes(page, many, live_server):
    page.route("**/search/suggest/**", lambda route: route.fulfill(status=503, body="<h1>"))
    page.goto(live_server.url)
    with page.expect_console_message() as told:  # the browser itself reports the 503
        page.type("#q", "清洁")
    page.problems.remove(told.value.text)
    assert page.get_attribute("#q", "aria-expanded") == "false"

    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    assert page.inner_text(".count") == "3条含有“清洁”"


@pytest.mark.browser
def test_finding_and_reading_need_no_script(open_page, many, live_server):
    page = open_page(java_script_enabled=False)
    page.goto(live_server.url)
    page.fill("#q", "清洁家园")
    page.click("form[role=search] button")
    page.click(".sorter >> text=最新")
    page.click("text=清洁家园一")
    assert page.inner_text(".context").split() == [
        "返回“清洁家园”的检索结果",
        "正文有2处逐处看",
        "第1个，共3个",
        "下一个结果",
    ]

    page.click("text=逐处看")
    assert page.is_visible(".hop >> text=第1处，共2处") and not page.is_visible(".hop >> text=第2处，共2处")
    page.click(".hop >> visible=true >> text=下一处")
    assert page.is_visible(".hop >> text=第2处，共2处")

    page.click("text=下一个结果")
    page.wait_for_selector("h1 >> text=清洁家园二")
    page.click("text=返回“清洁家园”的检索结果")
    page.wait_for_url("**#r2")


@pytest.mark.browser
def test_keys_lead_from_match_to_match(page, many, live_server):
    page.goto(f"{live_server.url}/issues/2025/44/1/?q={quote('清洁家园')}")

    places = []
    for key in "nnnpp":
        page.keyboard.press(key)
        places.append(page.evaluate("location.hash"))
    assert places == ["#m1", "#m2", "#m1", "#m2", "#m1"]

    page.focus("#q")
    page.keyboard.type("n")
    assert page.evaluate("location.hash") == "#m1"


def focused(page):
    """The text of what has the focus."""
    return page.evaluate("document.activeElement.innerText.trim()")


@pytest.mark.browser
def test_results_are_gone_through_by_keyboard_and_one_comes_back_to_the_same_place(page, many, live_server):
    page.goto(f"{live_server.url}/search/?q={quote('清洁家园')}")
    first, second, third = page.locator(".hit h3").all_inner_texts()

    seen = []
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp"):
        page.keyboard.press(key)
        seen.append(focused(page))
    assert seen == [first, second, third, third, second]

    page.keyboard.press("Enter")
    page.wait_for_selector(f"h1 >> text={second}")
    page.keyboard.press("Backspace")
    page.wait_for_selector(f".hit h3 a:focus >> text={second}")

    # The same by the browser's own way back, and by the link to the row after one has gone on to the next result.
    page.keyboard.press("Enter")
    page.wait_for_selector(f"h1 >> text={second}")
    page.go_back()
    page.wait_for_selector(f".hit h3 a:focus >> text={second}")
    page.keyboard.press("Enter")
    page.click("text=下一个结果")
    page.wait_for_selector(f"h1 >> text={third}")
    page.keyboard.press("Backspace")
    page.wait_for_url("**#r3")
    page.wait_for_selector(f".hit h3 a:focus >> text={third}")


@pytest.mark.browser
def test_backspace_leads_back_from_wherever_one_is_but_a_field(page, many, live_server):
    results = f"{live_server.url}/search/?q={quote('清洁家园')}"
    for selector in ("[data-copy='#cite, #address']", ".side a >> nth=0", ".menu summary"):
        page.goto(results)
        page.click(".hit h3 a >> nth=1")
        page.wait_for_url("**/issues/**")
        page.focus("#q")
        page.keyboard.press("End")
        page.keyboard.press("Backspace")
        assert page.input_value("#q") == "清洁家" and "/issues/" in page.url
        page.focus(selector)
        page.keyboard.press("Backspace")
        page.wait_for_url("**/search/?q=*")


@pytest.mark.browser
def test_the_arrows_are_left_to_fields_menus_and_reading(page, many, live_server):
    page.goto(f"{live_server.url}/search/?q={quote('清洁家园')}")
    for selector in ("#q", ".menu summary", ".facets summary"):
        page.focus(selector)
        page.keyboard.press("ArrowDown")
        assert page.evaluate("selector => document.activeElement === document.querySelector(selector)", selector)
    page.focus("#q")
    page.keyboard.press("End")
    page.keyboard.press("Backspace")
    assert page.input_value("#q") == "清洁家"

    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Control+ArrowDown")
    assert page.evaluate("document.activeElement === document.body")

    page.goto(f"{live_server.url}/issues/2025/44/1/")  # not opened from a list
    page.keyboard.press("Backspace")
    page.keyboard.press("ArrowDown")
    assert page.url.endswith("/issues/2025/44/1/") and page.evaluate("document.activeElement === document.body")


@pytest.mark.browser
def test_the_menu_closes_by_escape_by_a_click_beside_it_and_when_one_tabs_on(page, many, live_server):
    page.goto(live_server.url)

    def is_open():
        return page.evaluate("document.querySelector('.menu').open")

    page.click(".menu summary")
    assert is_open()
    page.keyboard.press("Escape")
    assert not is_open() and focused(page) == "显示"

    page.click(".menu summary")
    page.click(".site-foot p >> nth=0")
    assert not is_open()

    page.click(".menu summary")
    for _ in range(7):
        page.keyboard.press("Tab")
    assert not is_open()


@pytest.mark.browser
@pytest.mark.parametrize("size", ["standard", "large"])
def test_no_page_of_the_search_scrolls_sideways_on_a_phone(open_page, many, live_server, size):
    page = open_page(viewport={"width": 360, "height": 700})
    page.context.add_cookies([{"name": "size", "value": size, "url": live_server.url}])
    question = quote("清洁家园")
    for address in (
        f"/search/?q={question}",
        f"/search/?q={question}&year=2025&year=2024",
        f"/search/?q={quote('清洁加园的写法很长，长得一行写不下')}&year=2023&unit={quote('清河镇')}",
        "/search/",
        "/help/search/",
        f"/issues/2025/44/1/?q={question}&n=1#m2",
    ):
        page.goto(live_server.url + address)
        for folded in page.locator(".fold-label").all():
            folded.click()
        assert page.evaluate("document.documentElement.scrollWidth") == 360, address

"""What the buttons 复制 and 打印 do in a real browser: what lies on the clipboard afterwards, and what readers are told."""

from urllib.parse import quote

import pytest

from archive.tests.conftest import make_entry, make_issue, make_unit

pytestmark = pytest.mark.browser

# As on a site of plain http, where browsers have no Clipboard API; the tests themselves still read with it.
PLAIN_HTTP = """
window.kept = navigator.clipboard;
Object.defineProperty(navigator, 'clipboard', {value: undefined});
"""
NO_COPYING = PLAIN_HTTP + "document.execCommand = () => false;"


@pytest.fixture
def entry(transactional_db):
    """A joint entry: the first unit reports twice, so that its name stands over two rows of the figures."""
    return make_entry(
        make_issue(),
        title="我县开展“清洁家园”行动",
        units=[make_unit(name="马庄乡", kind="township"), make_unit(name="清河镇", kind="township")],
        segments=[
            ("马庄乡", "持续清理沟渠。目前，清理垃圾20余吨，拆除残垣断壁8处。"),
            ("清河镇", "逐村逐户劝导。目前，清理垃圾30吨。"),
        ],
    )


@pytest.fixture
def page_of(open_page, live_server, entry):
    def page_of(script=""):
        page = open_page()
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.add_init_script(script)
        page.goto(live_server.url + entry.get_absolute_url())
        return page

    return page_of


def copied(page, button):
    """What lies on the clipboard after this button."""
    page.evaluate("document.querySelector('.copied').textContent = ''")  # what was said of the button before
    page.click(f"button:has-text('{button}')")
    page.wait_for_selector(".copied:not(:empty)", state="attached")  # the policy forbids to wait for an expression
    return page.evaluate("(window.kept || navigator.clipboard).readText()")


def test_a_citation_is_copied_with_its_address(page_of, live_server, entry):
    page = page_of()

    assert copied(page, "复制引用").split("\n") == [
        "《柳河政务快报》2025年第44期第1条（马庄乡、清河镇）",
        live_server.url + entry.get_absolute_url(),
    ]


def test_a_text_is_copied_as_it_is_printed_and_a_part_without_the_others(page_of):
    page = page_of()

    assert copied(page, "复制全文").split("\n") == [
        "我县开展“清洁家园”行动",
        "马庄乡持续清理沟渠。目前，清理垃圾20余吨，拆除残垣断壁8处。",
        "清河镇逐村逐户劝导。目前，清理垃圾30吨。（马庄乡 清河镇）",
    ]
    assert copied(page, "复制清河镇一段") == "清河镇逐村逐户劝导。目前，清理垃圾30吨。"


def test_a_table_is_copied_with_a_head_and_the_unit_in_each_line(page_of):
    page = page_of()

    assert [line.split("\t") for line in copied(page, "复制表格").split("\n")] == [
        ["单位", "事项", "数值", "量词"],
        ["马庄乡", "清理垃圾", "20", "余吨"],
        ["马庄乡", "拆除残垣断壁", "8", "处"],
        ["清河镇", "清理垃圾", "30", "吨"],
    ]


def test_what_two_units_have_counted_is_copied_with_a_column_for_each(open_page, live_server, entry):
    page = open_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    units = "&".join(f"unit={quote(name)}" for name in ("马庄乡", "清河镇"))
    page.goto(f"{live_server.url}/compare/?q={quote('垃圾')}&{units}")

    assert [line.split("\t") for line in copied(page, "复制表格").split("\n")] == [
        ["事项", "马庄乡", "清河镇"],
        ["清理垃圾", "20余吨 2025年9月19日", "30吨 2025年9月19日"],
    ]


def test_a_printed_table_is_copied_without_the_ways_between_matches(open_page, live_server, transactional_db):
    page = open_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    body = "各乡镇垃圾清运：\n| 乡镇 | 垃圾（吨） |\n| --- | --- |\n| 马庄乡 | 20 |\n清河镇另运垃圾30吨。"
    page.goto(f"{live_server.url}{make_entry(title='清运', body=body).get_absolute_url()}?q={quote('垃圾')}")

    assert page.locator(".printed .hop").count() == 1
    assert copied(page, "复制全文").split("\n")[2:4] == ["乡镇\t垃圾（吨）", "马庄乡\t20"]


def test_on_plain_http_it_is_copied_as_well_and_the_focus_stays_where_it_was(page_of, live_server, entry):
    page = page_of(PLAIN_HTTP)

    assert copied(page, "复制引用").endswith("\n" + live_server.url + entry.get_absolute_url())
    assert page.evaluate("document.activeElement.textContent") == "已复制"


def test_what_was_done_is_said_politely_and_on_the_button_until_it_has_been_read(page_of):
    page = page_of()
    page.clock.install()

    copied(page, "复制引用")
    said = page.locator(".copied")
    assert (said.get_attribute("role"), said.inner_text()) == ("status", "已复制引用")
    assert page.locator("[data-copy='#cite, #address']").inner_text() == "已复制"

    copied(page, "复制全文")
    assert said.inner_text() == "已复制全文"
    assert page.locator("[data-copy='#cite, #address']").inner_text() == "复制引用"

    page.clock.fast_forward(4000)
    assert said.inner_text() == ""
    assert page.locator(".copies button").all_inner_texts() == ["复制引用", "复制全文"]


def test_what_cannot_be_copied_is_said_with_another_way(page_of):
    page = page_of(NO_COPYING)

    copied(page, "复制引用")

    assert page.inner_text(".copied") == "没有复制成，请选中文字再按Ctrl+C。"
    assert page.locator("[data-copy='#cite, #address']").inner_text() == "没有复制"


def test_the_button_to_print_prints_and_is_not_there_where_it_could_not(open_page, live_server, entry):
    page = open_page()
    page.add_init_script("window.print = () => { window.printed = (window.printed || 0) + 1; };")
    page.goto(f"{live_server.url}/issues/2025/44/brief/")
    page.click("[data-print]")
    assert page.evaluate("window.printed") == 1

    plain = open_page(java_script_enabled=False)
    plain.goto(f"{live_server.url}/issues/2025/44/brief/")
    assert not plain.is_visible("[data-print]")

"""What is done by keyboard alone, beside going through results: the first stop, the search box, filters, the fold of a
phone, and the ways from what is doubtful to its line."""

from urllib.parse import quote

import pytest
from django.urls import reverse

from archive.models import Entry, Upload
from archive.tests.conftest import make_upload

pytestmark = pytest.mark.browser

QUESTION = "/search/?q=" + quote("清洁家园")
DOUBTFUL = "柳河政务快报\n第47期\n柳河县人民政府办公室\n县水利局完成秋汛后险工险段复查\n逐段复查堤防。（水利局）\n"


@pytest.fixture
def site(transactional_db, archive, live_server):
    return live_server.url


def focused(page, what="textContent"):
    return page.evaluate(f"document.activeElement.{what}")


def test_the_first_stop_leads_past_the_head_of_the_page(page, site):
    page.goto(site)
    page.keyboard.press("Tab")
    assert focused(page) == "跳到正文"

    page.keyboard.press("Enter")
    assert focused(page, "id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.getElementById('main').contains(document.activeElement)")


def test_a_slash_marks_what_was_asked_so_that_it_can_be_typed_over(page, site):
    page.goto(site + QUESTION)
    page.keyboard.press("/")
    assert page.evaluate("getSelection().toString()") == "清洁家园"

    page.keyboard.type("企业")
    page.keyboard.press("Enter")
    page.wait_for_selector(".count >> text=企业")
    assert page.input_value("#q") == "企业"


def test_a_filter_is_chosen_and_taken_away_again_by_enter(page, site):
    page.goto(site + "/search/?year=2025")
    page.focus(".chip >> text=2025年")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "year" not in url)
    assert page.locator(".chip").count() == 0

    page.focus(".facets a >> text=2024年")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?year=2024")
    assert page.locator(".chip").count() == 1


def test_on_a_phone_the_space_bar_unfolds_the_filters_without_a_script(open_page, site):
    page = open_page(viewport={"width": 360, "height": 800}, java_script_enabled=False)
    page.goto(site + QUESTION)
    assert not page.is_visible(".facet-groups")

    page.focus(".fold-box")
    page.keyboard.press("Space")
    assert page.is_visible(".facet-groups")


def test_the_result_that_has_the_focus_has_a_red_bar_beside_it(page, site):
    page.goto(site + QUESTION)
    bar = "getComputedStyle(document.querySelector('.hit'), '::before')"
    assert page.evaluate(f"{bar}.content") == "none"

    page.keyboard.press("ArrowDown")
    assert page.evaluate(f"[{bar}.width, {bar}.backgroundColor]") == ["3px", "rgb(174, 18, 25)"]


def test_what_was_refused_has_the_focus_and_leads_to_its_field(page, site):
    page.goto(site + Entry.objects.published().first().get_absolute_url() + "report/")
    page.focus("form.fields button")
    page.keyboard.press("Enter")

    page.wait_for_selector("[role=alert]:focus")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert focused(page, "id") == "id_text"


def test_a_login_that_was_refused_says_so_before_it_asks_again(page, site):
    page.goto(site + reverse("archive:login"))
    assert focused(page, "name") == "username"

    page.fill("[name=username]", "li")
    page.fill("[name=password]", "猜的")
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=alert]:focus")


def test_what_is_doubtful_leads_to_its_line_in_the_other_pane_and_the_line_is_marked(page, site, editor, client):
    client.force_login(editor)
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}
    page.context.add_cookies([session])
    upload = make_upload(content=DOUBTFUL.encode(), text=DOUBTFUL, status=Upload.Status.PENDING)
    page.goto(site + reverse("archive:upload_review", args=[upload.pk]))

    link = page.locator(".flag a >> nth=0")
    line = link.get_attribute("href")
    assert page.evaluate(f"getComputedStyle(document.querySelector('{line}')).backgroundColor") == "rgba(0, 0, 0, 0)"
    link.focus()
    page.keyboard.press("Enter")

    page.wait_for_url(f"**{line}")
    assert page.evaluate(f"getComputedStyle(document.querySelector('{line}')).backgroundColor") == "rgb(255, 232, 163)"
    assert page.locator(line).is_visible()

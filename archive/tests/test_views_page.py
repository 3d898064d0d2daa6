"""What a browser may keep of a page: as long as nothing has changed, it is told so before anything is made."""

from datetime import date
from urllib.parse import quote

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.middleware.csrf import get_token
from django.urls import reverse

from archive.importer import import_bulletin
from archive.models import Bulletin, Entry, Issue, SearchLog, Section, Topic, Unit
from archive.search.index.writing import index_entries
from archive.tests.conftest import make_bulletin, make_entry, make_issue, make_pending_issue, make_unit, text_of
from archive.tests.test_revision import done_elsewhere
from archive.uploads import new_upload
from archive.views import page as page_module

committed = pytest.mark.django_db(transaction=True)  # a state is another one only when a change has been committed
BULLETIN = """柳河政务快报
第 50 期
柳河县人民政府办公室 2025年10月31日
【经济发展】
1.县工信局走访企业
截至目前，走访企业12家。（工信局）
"""


def again(client, address, first, **headers):
    """What the same browser gets when it asks whether what it has is still right."""
    return client.get(address, HTTP_IF_NONE_MATCH=first["ETag"], **headers)


@committed
def test_a_page_that_is_still_right_is_not_made_again(client, archive, django_assert_num_queries):
    for address in (
        "/",
        "/issues/",
        "/issues/2025/44/",
        "/issues/2025/44/2/",
        "/units/",
        "/sections/",
        "/search/",
        "/help/",
        "/feeds/issues/",
    ):
        first = client.get(address)
        with django_assert_num_queries(1):
            second = again(client, address, first)

        assert (first.status_code, second.status_code) == (200, 304), address
        assert second.content == b""
        for name in ("ETag", "Cache-Control"):
            assert second[name] == first[name], name
        assert (first["Cache-Control"], second["Vary"]) == ("no-cache", "Cookie")


def approve(client):
    import_bulletin(new_upload(name="快报.txt", content=BULLETIN.encode()))


def withdraw(client):
    Issue.objects.filter(number=44).update(status=Issue.Status.WITHDRAWN)


def rename_unit(client):
    Unit.objects.filter(name="工信局").update(name="经信局")


def correct(client):
    Entry.objects.filter(title__contains="清洁家园").update(title="我县开展爱国卫生行动")
    index_entries(Entry.objects.all())


def move_to_topic(client):
    Section.objects.filter(name="经济发展").update(topic=Topic.objects.create(name="产业"))


@committed
@pytest.mark.parametrize(
    ("change", "address", "before", "after"),
    [
        (approve, "/issues/", "第44期", "/issues/2025/50/"),
        (approve, "/search/?q=" + quote("走访企业"), "走访企业", "/issues/2025/50/1/"),
        (approve, "/feeds/issues/", "第44期", "第50期"),
        (withdraw, "/", "清洁家园", "走访企业"),
        (rename_unit, "/units/", "工信局", "经信局"),
        (correct, "/issues/2025/44/2/", "清洁家园", "爱国卫生行动"),
        (correct, "/search/", "清洁家园", "爱国卫生行动"),
        (move_to_topic, "/sections/", "经济发展", "产业"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_after_a_change_the_next_answer_is_new(client, archive, change, address, before, after):
    first = client.get(address)
    assert before in text_of(first) and after not in text_of(first)
    assert again(client, address, first).status_code == 304

    change(client)
    second = again(client, address, first)

    assert second.status_code == 200
    assert after in text_of(second)
    assert second["ETag"] != first["ETag"]


@committed
def test_what_is_withdrawn_is_not_suggested_by_a_browsers_own_memory(client, archive):
    address = "/search/suggest/?q=" + quote("清洁")
    first = client.get(address)
    assert "清洁家园" in first.json()["suggestions"][0]["text"]
    assert again(client, address, first).status_code == 304

    withdraw(client)

    assert again(client, address, first).json() == {"suggestions": []}


@committed
def test_an_issue_that_an_administrator_withdraws_is_gone_at_once(client, admin_client, archive):
    first = client.get("/issues/2025/44/")

    response = admin_client.post(f"/admin/archive/issue/{archive.pk}/change/", {"status": "withdrawn"})

    assert response.status_code == 302

    assert again(client, "/issues/2025/44/", first).status_code == 404


@committed
def test_a_unit_that_is_renamed_in_the_register_has_its_new_name_at_once(client, admin_client, archive):
    unit = Unit.objects.get(name="马庄乡")
    first = client.get("/units/")

    aliases = {f"aliases-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")}
    fields = {"name": "马庄镇", "full_name": "", "kind": "township", "rank": unit.rank, **aliases}
    response = admin_client.post(f"/admin/archive/unit/{unit.pk}/change/", fields)

    assert response.status_code == 302
    second = again(client, "/units/", first)
    assert second.status_code == 200
    assert "马庄镇" in text_of(second)


@committed
def test_what_is_pending_changes_no_answer_to_one_that_shows_it(client, archive):
    first = client.get("/issues/")

    make_pending_issue(number=60)

    assert "机密" not in text_of(again(client, "/issues/", first))


@committed
def test_what_changes_while_a_page_is_made_makes_it_old_at_once(rf):
    """The state is asked for before anything is read: a page may be newer than its tag says, and never older."""
    make_bulletin(name="旧")

    @page_module.page
    def names(request):
        read = "、".join(Bulletin.objects.values_list("name", flat=True))
        done_elsewhere(lambda: Bulletin.objects.update(name="新"))
        return HttpResponse(read)

    first = names(rf.get("/"))
    second = names(rf.get("/", HTTP_IF_NONE_MATCH=first["ETag"]))
    third = names(rf.get("/"))

    assert [response.content.decode() for response in (first, second, third)] == ["旧", "新", "新"]


@committed
def test_each_look_of_a_page_is_kept_by_itself(client, archive):
    first = client.get("/")
    client.cookies["size"] = "large"

    second = again(client, "/", first)

    assert second.status_code == 200
    assert 'data-size="large"' in text_of(second)


@committed
def test_an_answer_is_kept_for_one_address_only(client, archive):
    first = client.get("/search/?q=" + quote("清洁家园"))

    assert again(client, "/search/?q=" + quote("培育"), first).status_code == 200
    assert again(client, "/issues/2025/45/", first).status_code == 404


@committed
def test_the_next_day_every_page_is_made_again(client, archive, monkeypatch):
    """Some say what is new or missing as of today."""
    first = client.get("/")

    monkeypatch.setattr(page_module, "localdate", lambda: date(2030, 1, 1))

    assert again(client, "/", first).status_code == 200


@committed
def test_another_program_makes_every_page_again(client, archive, monkeypatch):
    first = client.get("/")

    monkeypatch.setattr(page_module, "PROGRAM", "another")

    assert again(client, "/", first).status_code == 200


@committed
def test_who_works_on_the_program_sees_each_change(client, archive, settings):
    settings.DEBUG = True

    assert not client.get("/").has_header("ETag")


@committed
def test_nothing_is_kept_for_who_is_logged_in(client, editor, archive):
    first = client.get("/")
    client.force_login(editor)

    second = again(client, "/", first)

    assert second.status_code == 200
    assert not second.has_header("ETag")
    assert "no-store" in second["Cache-Control"] and "private" in second["Cache-Control"]


@committed
def test_nothing_is_kept_while_the_reader_is_told_something(client, archive):
    first = client.get("/")
    client.cookies["messages"] = "anything"

    second = again(client, "/", first)

    assert second.status_code == 200
    assert not second.has_header("ETag")


@committed
def test_what_is_not_there_or_leads_elsewhere_is_not_kept(client, archive):
    for address, status in (("/issues/2025/99/", 404), ("/brief/", 302)):
        response = client.get(address, HTTP_IF_NONE_MATCH="*")

        assert response.status_code == status
        assert not response.has_header("ETag")


@committed
@pytest.mark.parametrize("header", ['"', "*", 'W/"', "\x00", "W/" * 5000, '"a", W/"b", c', "机密"])
def test_a_hostile_question_gets_the_whole_page(client, archive, header):
    response = client.get("/", HTTP_IF_NONE_MATCH=header)

    assert response.status_code == 200
    assert "机密" not in text_of(response)


@committed
def test_a_question_that_the_same_browser_loads_again_is_counted_once(client, archive):
    address = "/search/?q=" + quote("清洁家园")
    first = client.get(address)
    again(client, address, first)
    assert SearchLog.objects.count() == 1

    client.get(address)  # somebody else
    assert SearchLog.objects.count() == 2


# -- what a process keeps, for other readers


@committed
def test_the_next_reader_gets_the_page_that_was_made_for_the_first(client, archive, django_assert_num_queries):
    for address in ("/", "/issues/", "/issues/2025/44/", "/issues/2025/44/2/", "/units/", "/feeds/issues/"):
        first = client.get(address)
        with django_assert_num_queries(1):
            second = client.get(address)

        assert second.content == first.content, address
        for name in ("ETag", "Cache-Control", "Content-Type", "Vary"):
            assert second[name] == first[name], name


@committed
def test_after_a_change_the_next_reader_gets_a_new_page(client, archive):
    assert "爱国卫生" not in text_of(client.get("/issues/2025/44/2/"))

    correct(client)

    assert "爱国卫生" in text_of(client.get("/issues/2025/44/2/"))


@committed
def test_an_answer_to_a_question_is_made_for_each_reader(client, archive):
    """There are too many, and each is counted."""
    pages = page_module.Pages(1_000_000)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(page_module, "pages", pages)
        client.get("/search/?q=" + quote("清洁家园"))

    assert pages.size == 0


@committed
def test_a_page_with_a_form_is_kept_nowhere(rf):
    make_issue()

    @page_module.page
    def form(request):
        return HttpResponse(get_token(request))

    first, second = rf.get("/"), rf.get("/")
    second.COOKIES["csrftoken"] = second.META["CSRF_COOKIE"] = "a" * 32
    for request in (first, second):
        response = form(request)

        assert not response.has_header("ETag")
        assert "no-store" in response["Cache-Control"]
    assert form(first).content != form(second).content


@committed
def test_who_has_once_sent_a_form_gets_kept_pages_as_others_do(client, archive, django_assert_num_queries):
    """The cookie of the form stays for a year."""
    address = reverse("archive:report_entry", args=[2025, 44, archive.entries.get(order=2).address])
    first = client.get("/")
    client.get(address)
    assert "csrftoken" in client.cookies

    with django_assert_num_queries(1):
        assert client.get("/").content == first.content
    assert again(client, "/", first).status_code == 304


@committed
def test_a_look_that_does_not_exist_is_no_page_of_its_own(client, archive):
    first = client.get("/")
    for name in ("size", "theme", "csrftoken", "another"):
        client.cookies[name] = "x" * 50

    assert client.get("/")["ETag"] == first["ETag"]


def test_a_process_keeps_no_more_than_it_may():
    pages = page_module.Pages(2500)
    for number in range(9):
        pages.keep(f"{number}", HttpResponse("a" * 1000))
        pages.keep(f"{number}", HttpResponse("a" * 1000))

    assert [bool(pages.get(f"{number}")) for number in range(9)] == [False] * 7 + [True] * 2
    assert pages.size == 2000


def test_a_page_that_is_as_large_as_all_others_does_not_push_them_out():
    pages = page_module.Pages(2500)
    pages.keep("small", HttpResponse("a" * 1000))
    pages.keep("large", HttpResponse("a" * 2400))

    assert pages.get("small") and not pages.get("large")
    assert pages.size == 1000


def test_only_whole_pages_are_kept():
    with_cookie, file = HttpResponse("a"), HttpResponse("a", headers={"Content-Disposition": "attachment"})
    with_cookie.set_cookie("a", "b")
    pages = page_module.Pages(1000)
    for response in (with_cookie, file, HttpResponse("a", status=404), HttpResponse(""), StreamingHttpResponse(["a"])):
        pages.keep("tag", response)

    assert pages.get("tag") is None


@pytest.mark.django_db
def test_in_the_middle_of_a_change_nothing_is_kept(client, archive):
    """A test without commits is in the middle of one."""
    assert not client.get("/").has_header("ETag")


@committed
def test_pages_and_feeds_are_compressed_and_asked_for_as_others(client, archive):
    for address in ("/", "/feeds/issues/"):
        response = client.get(address, HTTP_ACCEPT_ENCODING="gzip")

        assert response["Content-Encoding"] == "gzip"
        assert response["Vary"] == "Cookie, Accept-Encoding"
        assert client.get(address, HTTP_IF_NONE_MATCH=response["ETag"], HTTP_ACCEPT_ENCODING="gzip").status_code == 304


@committed
def test_head_is_answered_as_get(client, archive):
    first = client.head("/")

    assert first["ETag"] == client.get("/")["ETag"]
    assert client.head("/", HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 304


@committed
def test_a_subscription_asks_as_a_browser_does(client, archive):
    make_unit(name="新局")
    address = reverse("archive:unit_feed", args=["马庄乡"])
    first = client.get(address)
    assert again(client, address, first).status_code == 304

    make_entry(make_issue(number=46), title="又一件", units=[Unit.objects.get(name="马庄乡")])

    assert "又一件" in text_of(again(client, address, first))

import pytest
from django.test import RequestFactory
from django.urls import resolve

from archive.context import look, read_address, read_display, site
from archive.tests.conftest import make_bulletin, make_issue, make_pending_issue


def get(path="/", **cookies):
    request = RequestFactory().get(path)
    request.COOKIES = cookies
    return request


@pytest.mark.django_db
def test_the_site_has_the_name_of_the_bulletin_with_most_issues():
    make_issue(number=1, bulletin=make_bulletin(name="某县快报"))
    make_issue(number=2)
    make_issue(number=3)

    assert look().site.name == "柳河政务快报"


@pytest.mark.django_db
def test_a_bulletin_without_a_published_issue_names_nothing():
    make_pending_issue()

    assert look().site.name == "政务快报"


@pytest.mark.django_db
def test_the_sample_county_is_recognised_only_while_it_is_published():
    sample = make_bulletin(name="澄川政务快报", county="澄川县")
    issue = make_issue(bulletin=sample, status="withdrawn")
    assert not look().site.sample

    issue.status = "published"
    issue.save()
    assert look().site.sample


@pytest.mark.django_db
def test_the_site_is_asked_for_once_and_only_when_needed(django_assert_num_queries):
    with django_assert_num_queries(0):
        context = site(get())
    with django_assert_num_queries(1):
        assert (context["archive"].name, context["archive"].sample) == ("政务快报", False)


def test_display_follows_the_cookies():
    display = read_display(get(size="large", theme="contrast"))

    assert (display.size, display.theme) == ("large", "contrast")


def test_display_that_does_not_exist_is_the_default():
    display = read_display(get(size="huge", theme="<script>"))

    assert (display.size, display.theme) == ("standard", "auto")


def test_links_come_back_to_the_same_place():
    display = read_display(get("/search/?q=a&page=2"))

    assert display.sizes[1].url == "/display/?size=large&next=%2Fsearch%2F%3Fq%3Da%26page%3D2"
    assert [choice.label for choice in display.themes if choice.chosen] == ["跟随电脑"]


def test_a_way_back_that_is_too_long_to_be_followed_leads_to_the_page_without_its_question():
    assert read_display(get("/search/?q=" + "a" * 3000)).sizes[1].url == "/display/?size=large&next=%2Fsearch%2F"


def test_a_page_is_known_under_its_address_without_what_is_about_the_way_to_it():
    known = read_address(get("/issues/2025/44/1/?q=a&n=3&page=0"))

    assert (known.site, known.canonical) == ("http://testserver", "http://testserver/issues/2025/44/1/")
    assert read_address(get("/units/工信局/?page=2&by=year")).canonical.endswith(
        "/units/%E5%B7%A5%E4%BF%A1%E5%B1%80/?page=2"
    )


@pytest.mark.parametrize("page", ["0", "1", "-1", "x", "２", "9" * 20, "%00", ""])
def test_a_page_number_that_makes_no_sense_is_no_part_of_an_address(page):
    assert read_address(get(f"/units/?page={page}")).canonical == "http://testserver/units/"


def test_a_search_is_known_by_what_was_asked():
    request = get("/search/?q=%E6%B8%85&year=2025&page=2")
    request.resolver_match = resolve("/search/")

    assert read_address(request).canonical == "http://testserver/search/?q=%E6%B8%85&year=2025&page=2"


@pytest.mark.parametrize("path", ["//evil.cn/issues/", "///evil.cn/", "/\\evil.cn/", "//evil.cn:80@x/"])
def test_an_address_never_names_another_site(path):
    request = get()
    request.path = path

    address = read_address(request)

    assert address.site == "http://testserver"
    assert address.canonical.startswith("http://testserver/")

"""Sections, topics and their entries."""

from urllib.parse import quote

import pytest
from django.urls import reverse

from archive.models import Section, Topic
from archive.tests.conftest import make_entry, make_issue, text_of

pytestmark = pytest.mark.django_db


def test_a_section_lists_its_entries(client, archive):
    page = text_of(client.get(reverse("archive:section", args=["经济发展"])))

    assert "县工信局走访企业" in page and "县工信局培育中小企业" in page
    assert "清洁家园" not in page


def test_topics_stand_above_the_printed_sections_and_what_is_pending_in_neither(client, archive):
    make_entry(make_issue(number=46), section="交通建设")

    page = text_of(client.get("/sections/"))

    assert page.index("经济运行</a></h2>") < page.index("经济发展</a></th>") < page.index("未归入主题的栏目")
    assert page.index("未归入主题的栏目") < page.index("交通建设</a></th>")
    assert f'<a href="/search/?topic={quote("经济运行")}">2条</a>' in page
    assert "机密" not in page


def test_counts_of_sections_and_topics_open(client, archive):
    for query in ("topic=" + quote("经济运行"), "section=" + quote("经济发展")):
        assert '<b class="num">2</b>条' in text_of(client.get(f"/search/?{query}"))
    assert f'<a href="/search/?section={quote("无栏目")}">1条</a>没有栏目' in text_of(client.get("/sections/"))


def test_without_topics_the_sections_stand_by_themselves(client, archive):
    Topic.objects.all().delete()

    page = text_of(client.get("/sections/"))

    assert "经济发展" in page and "主题" not in page


def test_a_topic_has_the_entries_of_all_its_sections_and_who_sent_them(client, archive):
    make_entry(make_issue(year=2023, number=1), title="另一个名称的", section="产业发展")
    Section.objects.filter(name="产业发展").update(topic=Topic.objects.get(name="经济运行"))

    page = text_of(client.get(reverse("archive:topic", args=["经济运行"])))

    assert "县工信局走访企业" in page and "另一个名称的" in page and "清洁家园" not in page
    assert "2023年以来" in page and "产业发展</a></th>" in page
    assert f'/search/?unit={quote("工信局")}&amp;topic={quote("经济运行")}"' in page


def test_a_section_says_its_topic(client, archive):
    page = text_of(client.get(reverse("archive:section", args=["经济发展"])))

    assert f'<dd><a href="/topics/{quote("经济运行")}/">经济运行</a></dd>' in page


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/sections/没有的栏目/", "没有叫“没有的栏目”的栏目。"),
        ("/sections/机密栏目/", "没有叫“机密栏目”的栏目。"),
        ("/topics/没有的主题/", "没有叫“没有的主题”的主题。"),
        ("/topics/机密主题/", "没有叫“机密主题”的主题。"),
    ],
)
def test_what_has_nothing_published_is_not_there(client, archive, path, said):
    response = client.get(path)

    assert response.status_code == 404
    assert said in text_of(response)


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "a/b", "经济发展/../机密栏目", "%", "'; --"])
def test_hostile_names_lead_nowhere(client, archive, name):
    for kind in ("sections", "topics"):
        response = client.get(f"/{kind}/{quote(name)}/")

        assert response.status_code == 404
        assert "<script>alert" not in text_of(response)

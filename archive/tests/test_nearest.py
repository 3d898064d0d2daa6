"""What lies nearest to an address that leads nowhere."""

import pytest

from archive.pages.nearest import nearest
from archive.tests.conftest import make_entry, make_issue, make_pending_issue, make_unit

pytestmark = pytest.mark.django_db


def labels(path):
    return [near.label for near in nearest(path)]


@pytest.mark.parametrize(
    ("path", "offered"),
    [
        ("/issues/2025/40/", ["2025年第38期", "2025年第44期", "2025年各期"]),
        ("/issues/2025/99/", ["2025年第44期", "2025年各期"]),
        ("/issues/2025/44/9/", ["2025年第44期", "2025年各期"]),
        ("/issues/2025/44/9/report/", ["2025年第44期", "2025年各期"]),
        ("/issues/2024/1/", []),
        ("/issues/undated/1/", []),
    ],
)
def test_beside_an_issue_lie_those_before_and_after_it(path, offered):
    make_issue(number=38), make_issue(number=44)
    make_pending_issue(number=41), make_pending_issue(year=2024, number=2)

    assert labels(path) == offered


@pytest.mark.parametrize(
    ("path", "offered"),
    [
        ("/units/马庄/", ["马庄乡", "检索“马庄”"]),
        ("/units/柳河县马庄乡政府/", ["马庄乡", "检索“柳河县马庄乡政府”"]),
        ("/units/税务局/", ["检索“税务局”"]),
        ("/sections/经济/", ["经济发展", "检索“经济”"]),
        ("/topics/经济/", ["经济发展", "检索“经济”"]),
        ("/sections/机密/", ["检索“机密”"]),
        ("/sections/机密栏目", []),
        ("/nonsense/", []),
    ],
)
def test_a_name_leads_to_those_like_it(archive, path, offered):
    assert labels(path) == offered


@pytest.mark.parametrize(
    "path", ["/units/\x00/", "/units/%/", "/units/_/", "/issues/9999/9999/", "/units/" + "家" * 5000 + "/", "", "/"]
)
def test_hostile_addresses_have_no_neighbours_but_break_nothing(archive, path):
    assert [near for near in nearest(path) if not near.url.startswith("/search/")] == []


def test_no_more_than_a_few_are_named():
    for number in range(9):
        make_entry(make_issue(number=number + 1), section=f"经济发展{number}")
        make_unit(name=f"镇{number}")

    assert len(labels("/units/镇/")) == len(labels("/sections/经济/")) == 5

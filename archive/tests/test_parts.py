"""The part of a unit in a joint entry."""

import pytest

from archive.models import Attribution, Segment
from archive.pages.parts import own_segments, own_text, printed_name
from archive.tests.conftest import make_entry, make_unit

pytestmark = pytest.mark.django_db


def test_a_unit_has_its_own_part_under_whatever_name_it_is_printed():
    town, other, third = (make_unit(name=name, kind="township") for name in ("石渡镇", "大堰镇", "白杨乡"))
    entry = make_entry(
        units=[town, other, third],
        segments=[("", "我县开展行动。"), ("石渡乡", "清运垃圾860吨。"), ("大堰镇", "清运垃圾540吨。")],
    )
    Segment.objects.filter(lead="石渡乡").update(attribution=Attribution.objects.get(unit=town))

    assert (own_segments(entry, town), own_text(entry, town)) == ({2}, "清运垃圾860吨。")
    assert (own_segments(entry, other), own_text(entry, other)) == ({3}, "清运垃圾540吨。")
    assert (own_segments(entry, third), own_text(entry, third)) == (set(), entry.body)


def test_of_an_entry_that_is_not_parted_the_whole_body_is_the_unit_s():
    town = make_unit()
    entry = make_entry(units=[town], body="清运垃圾860吨。")

    assert (own_segments(entry, town), own_text(entry, town)) == (set(), "清运垃圾860吨。")


@pytest.mark.parametrize(
    ("lead", "name"),
    [
        ("石渡镇", "石渡镇"),
        ("石渡镇：", "石渡镇"),
        ("1.石渡镇:", "石渡镇"),
        ("（一）县公路中心", "县公路中心"),
        ("", ""),
    ],
)
def test_the_name_of_a_part_is_without_what_numbers_it_and_its_colon(lead, name):
    town = make_unit(name=name or "工信局")
    entry = make_entry(units=[town], segments=[(lead, "清运垃圾860吨。")])

    assert printed_name(entry.segments.get()) == name
    assert own_segments(entry, town) == ({1} if name else set())

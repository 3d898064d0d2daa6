"""What has changed between the entries that are here and those that a file brings."""

import pytest

from archive.bulletin.parsed import ParsedEntry, ParsedSegment
from archive.comparison import are_alike, entry_changes, pair_entries
from archive.models import Entry
from archive.tests.conftest import make_entry, make_issue

pytestmark = pytest.mark.django_db


def here(**fields):
    make_entry(make_issue(), **fields)
    return Entry.objects.for_lists().get()


def brought(order=1, title="县工信局培育中小企业", body="建立梯度培育体系。", **fields):
    return ParsedEntry(order=order, section=None, title=title, body=body, **fields)


def test_the_same_title_at_the_same_place_goes_before_the_same_title_elsewhere():
    issue = make_issue()
    first, second = make_entry(issue, title="简讯", body="甲"), make_entry(issue, title="简讯", body="乙")

    pairs = pair_entries([first, second], (brought(1, "别的", "丙"), brought(2, "简讯", "乙")))

    assert [old and old.pk for old, _ in pairs] == [first.pk, second.pk]


def test_what_has_no_counterpart_is_new_or_gone():
    old = here(title="旧条")

    assert pair_entries([old], ()) == [(old, None)]
    assert entry_changes(old, None) == ["删去第1条：旧条"]
    assert entry_changes(None, brought(2, "新条")) == ["新增第2条：新条"]


def test_every_change_is_told():
    old = here(body="旧文。", units=["工信局"], section="经济发展")
    new = brought(2, "新题", "新文。", units=("商务局",), source_bracket="（商务局）")

    assert entry_changes(old, new) == [
        "第1条改为第2条",
        "第2条标题：县工信局培育中小企业 → 新题",
        "第2条正文有改动",
        "第2条栏目：经济发展 → 空",
        "第2条署名：工信局 → 商务局",
    ]


def test_a_change_of_the_bracket_or_the_segments_alone_is_told():
    old = here(body="甲乡清河。乙乡护岸。")
    new = brought(
        body="甲乡清河。乙乡护岸。",
        source_bracket="(甲乡)",
        segments=(ParsedSegment("甲乡", "甲乡", "清河。"), ParsedSegment("乙乡", "乙乡", "护岸。")),
    )

    assert entry_changes(old, new) == ["第1条署名括号：空 → (甲乡)", "第1条分段有改动"]


def test_the_same_entry_has_no_changes():
    assert entry_changes(here(body="建立梯度培育体系。"), brought()) == []


@pytest.mark.parametrize(
    ("title", "body", "alike"),
    [
        ("县工信局培育中小企业", "全是别的话。", True),
        ("县工信局培育中小企业群体", "建立梯度培育体系，再加几句。", True),
        ("县民政局走访老人", "目前，走访老人30人。", False),
    ],
)
def test_a_corrected_form_is_told_from_another_entry(title, body, alike):
    assert are_alike((here(body="建立梯度培育体系。"), brought(title=title, body=body))) is alike

"""Chunks of running text to entries, and what a person is asked to look at."""

import pytest

from archive.bulletin.coverage import Coverage
from archive.bulletin.entries import drafts_of, entry_warnings, finished, titles_of, zone_of
from archive.bulletin.layout import read_lines

FIRST = "县工信局送技术到车间服务企业\u3000组织专家逐户登记设备情况，走访12家。（工信局）\n"
SECOND = "石渡镇清洁河道扮靓水岸乡村\u3000分段落实河长责任，清理12公里。（石渡镇）\n"


def drafts(text, section=None, order=1):
    return list(drafts_of(zone_of(read_lines(text)), Coverage(text), section, order))


def entries(text):
    made = drafts(text)
    return [finished(draft, end, Coverage(text)) for draft, end in zip(made, titles_of(made), strict=True)]


def codes(text):
    return [
        (warning.line, warning.code)
        for draft, entry in zip(drafts(text), entries(text), strict=True)
        for warning in entry_warnings(draft, entry)
    ]


def test_entries_are_counted_on_and_know_their_section_and_place():
    text = FIRST + "\n" + SECOND

    made = drafts(text, "经济发展", order=4)

    assert [(draft.order, draft.section, draft.units) for draft in made] == [
        (4, "经济发展", ("工信局",)),
        (5, "经济发展", ("石渡镇",)),
    ]
    assert [text[draft.start : draft.end] for draft in made] == [FIRST.strip(), SECOND.strip()]


def test_an_entry_is_title_body_and_source():
    entry = entries(FIRST)[0]

    assert (entry.title, entry.body, entry.source_bracket) == (
        "县工信局送技术到车间服务企业",
        "组织专家逐户登记设备情况，走访12家。",
        "（工信局）",
    )


def test_clear_entries_have_no_warnings():
    assert codes(FIRST + SECOND) == []


@pytest.mark.parametrize(
    ("text", "warnings"),
    [
        (FIRST.replace("（工信局）", ""), [(1, "no_source")]),
        (FIRST.replace("逐户", "逐户（登记"), [(1, "unclosed_bracket")]),
        ("县工信局送技术到车间服务企业\n（工信局）\n", [(1, "no_body")]),
        (FIRST.replace("\u3000", ""), [(1, "title_doubtful")]),
        (FIRST.replace("（工信局）", "（一中）"), [(1, "unit_doubtful"), (1, "unit_not_in_title")]),
        (FIRST.replace("（工信局）", "（石渡镇）"), [(1, "unit_not_in_title")]),
        (FIRST.replace("县工信局", "▓县工信局"), [(1, "title_strange")]),
        (FIRST.replace("服务企业", "服务企业，"), [(1, "title_strange"), (1, "title_doubtful")]),
        (
            "县工信局送技术到车间服务企业\u3000逐户登记，走访12家（工信局）石渡镇清洁河道，清理12公里。（石渡镇）\n",
            [(1, "unit_not_in_title"), (1, "possible_source")],
        ),
        (FIRST.replace("组织专家", "供稿：组织专家"), [(1, "source_label")]),
        (
            "我县多点发力促进消费旺市场\u3000举办各类展会活动12场。\n县商务局联合商场，发放券8万张。（商务局）\n",
            [(2, "two_entries")],
        ),
    ],
)
def test_what_is_not_certain_is_a_warning_with_its_line(text, warnings):
    assert codes(text) == warnings


def test_doubtful_titles_follow_the_habit_of_the_others():
    """Where all others end with their line, a space inside a title ends nothing."""
    others = "".join(
        f"{unit}{deed}\n组织干部群众分段落实责任，逐项销号办理，目前办结事项12件，群众反映良好。（{unit}）\n"
        for unit, deed in (
            ("石渡镇", "压实河长责任守护一河清水"),
            ("白杨乡", "建强服务队伍办好民生实事"),
            ("柳溪镇", "用活闲置院落发展乡村旅游"),
        )
    )
    text = (
        others + "枣园乡抓产业 促增收 党员干部带头干\n成立党员先锋队帮助农户修剪枣树，目前修剪枣树12万株。（枣园乡）\n"
    )

    assert entries(text)[-1].title == "枣园乡抓产业促增收党员干部带头干"

"""The parts of joint entries."""

import pytest

from archive.bulletin.layout import flow_of, read_lines
from archive.bulletin.segments import segments_of


def segments(body, *units):
    return [(each.unit, each.lead, each.text) for each in segments_of(flow_of(read_lines(body)), units)]


@pytest.mark.parametrize(
    ("body", "lead"),
    [
        ("县公路中心清路肩。石渡镇清河。", "石渡镇"),
        ("县公路中心清路肩。石渡镇：清河。", "石渡镇："),
        ("县公路中心清路肩。**石渡镇**清河。", "石渡镇"),
        ("县公路中心清路肩。**石渡镇：**清河。", "石渡镇："),
        ("县公路中心清路肩。**石渡镇**：清河。", "石渡镇："),
        ("县公路中心清路肩。\n澄川县石渡镇清河。", "澄川县石渡镇"),
    ],
)
def test_a_part_opens_with_its_unit_in_bold_or_plain_with_colon_or_without(body, lead):
    assert segments(body, "公路中心", "石渡镇") == [
        ("公路中心", "县公路中心", "清路肩。"),
        ("石渡镇", lead, "清河。"),
    ]


def test_a_unit_that_is_only_mentioned_opens_no_part():
    assert segments("县公路中心与石渡镇一同清河。", "公路中心", "石渡镇") == []


def test_the_entry_of_one_unit_has_no_parts():
    assert segments("石渡镇清河。石渡镇护岸。", "石渡镇") == []

"""What units are called, and what stands beside their names."""

import pytest

from archive.bulletin.names import are_units, begins_like_entry, joined_names, units_of


@pytest.mark.parametrize(
    "name",
    [
        "工信局",
        "马庄乡",
        "县委办",
        "开发区",
        "妇联",
        "团县委",
        "人大",
        "公路事业发展中心",
        "交警大队",
        "供电公司",
        "融媒体中心",
    ],
)
def test_units_are_told_by_the_word_they_end_with(name):
    assert are_units([name])


@pytest.mark.parametrize("name", ["张晓明", "图为走访现场", "一网通办事", "镇", "中石化"])
def test_other_names_are_not(name):
    assert not are_units([name])


@pytest.mark.parametrize(
    ("names", "units"),
    [
        (["工信局", "张晓明"], ["工信局"]),
        (["工信局", "撰稿人", "李强"], ["工信局"]),
        (["潭龙街道", "张潮李娜"], ["潭龙街道"]),
        (["工信局", "供稿王强编辑"], ["工信局"]),
        (["融媒体中心记者张三"], ["融媒体中心"]),
        (["工信局", "马庄乡联合"], ["工信局", "马庄乡"]),
        (["工信局", "马庄乡等单位"], ["工信局", "马庄乡"]),
        (["工信局", "中石化"], ["工信局", "中石化"]),
        (["一中"], ["一中"]),
    ],
)
def test_persons_and_what_is_written_behind_a_name_are_no_units(names, units):
    assert units_of(names) == units


@pytest.mark.parametrize(
    ("pieces", "names"),
    [
        (["应急", "管理局"], ["应急管理局"]),
        (["审", "计", "局"], ["审计局"]),
        (["石渡镇", "白杨乡"], ["石渡镇", "白杨乡"]),
        (["工信", "局", "石", "渡镇"], ["工信局", "石渡镇"]),
        (["开发区", "管委会"], ["开发区管委会"]),
    ],
)
def test_pieces_are_joined_to_as_many_whole_names_as_possible(pieces, names):
    assert joined_names(pieces) == names


@pytest.mark.parametrize(
    ("text", "begins"),
    [("县工信局送技术", True), ("3、马庄乡清河道", True), ("我县建成", True), ("围绕主导产业", False)],
)
def test_entries_begin_with_one_that_acts(text, begins):
    assert begins_like_entry(text) is begins

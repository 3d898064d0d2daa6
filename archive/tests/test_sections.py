"""Section heads in every form, and the lines that only look like one."""

import pytest

from archive.bulletin.layout import read_lines
from archive.bulletin.sections import section_names, split_run_in

ENTRY = "县工信局送技术到车间 走访企业12家。（工信局）"


def names(text, mastheads=()):
    return section_names(read_lines(text), mastheads)


@pytest.mark.parametrize(
    "head",
    [
        "【经济发展】", " 【经济 发展】", "## 【经济发展】", "### **【经济发展】**", "〖经济发展〗", "[经济发展]", "［经济发展］",
        "〔经济发展〕", "◆经济发展", "■ 经济发展", "★经济发展★", "# 经济发展", "**经济发展**", "一、经济发展", "（一）经济发展",
        "▌经济发展", "—经济发展—", "＊经济发展＊", "1. 经济发展", "≡ 经济发展 ≡", "【经济发展】（2篇）", "第一部分 经济发展", "栏目：经济发展", "一、【经济发展】", "经济发展",
    ],
)  # fmt: skip
def test_a_section_head_is_told_in_every_form(head):
    assert names(f"{head}\n{ENTRY}\n") == {0: "经济发展"}
    assert names(f"{ENTRY}\n{head}\n{ENTRY}\n") == {1: "经济发展"}


@pytest.mark.parametrize(
    "text",
    [
        "印发【2024】3号文件",
        f"【县工信局送技术到车间服务企业】\n走访企业12家。（工信局）\n{ENTRY}",
        f"一、县工信局送技术到车间 走访企业12家。（工信局）\n{ENTRY}",
        f"◆县工信局送技术到车间服务企业\n走访企业12家。（工信局）\n{ENTRY}",
        f"走访企业12家，组织\n经济发展\n{ENTRY}",
        "县工信局送技术到车间 走访企业：\n一、加强领导\n二、压实责任\n走访12家。（工信局）",
        "县工信局送技术到车间 走访企业。\n一、加强领导\n二、压实责任\n走访12家。（工信局）",
        f"县教体局护航\n暑期安全 县教体局排查。（教体局）\n{ENTRY}",
        "# 县工信局送技术到车间服务企业\n走访企业12家。（工信局）",
        "两乡镇联手治水 统一调度。\n**石渡镇**\n组织干部清理河道。（石渡镇 白杨乡）",
    ],
)
def test_a_line_that_only_looks_like_a_section_head_is_none(text):
    assert names(text) == {}


def test_a_unit_in_such_brackets_below_an_entry_is_its_source():
    assert names(f"县工信局送技术到车间 走访企业12家。\n【工信局】\n【民生保障】\n{ENTRY}") == {2: "民生保障"}


@pytest.mark.parametrize("name", ["乡镇动态", "部门动态", "县域经济", "各乡镇信息", "县直单位"])
def test_sections_of_units_in_general_are_no_titles(name):
    assert names(f"{name}\n{ENTRY}\n") == {0: name}


def test_numbers_of_section_heads_count_on_where_an_entry_has_no_source():
    text = f"一、经济发展\n{ENTRY}\n石渡镇清洁河道 清理12公里。\n{{}}、民生保障\n{ENTRY}"

    assert names(text.format("二")) == {0: "经济发展", 3: "民生保障"}
    assert names(text.format("五")) == {0: "经济发展"}


def test_a_line_below_a_masthead_can_be_a_section_head():
    assert names(f"澄川政务快报\n第7期\n经济发展\n{ENTRY}", mastheads={0, 1}) == {2: "经济发展"}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("【经济发展】县工信局送技术到车间 走访", ["【经济发展】", "县工信局送技术到车间 走访"]),
        (
            "走访12家。（工信局）【民生】石渡镇清洁河道 清理",
            ["走访12家。（工信局）", "【民生】", "石渡镇清洁河道 清理"],
        ),
        ("印发【2024】3号文件，明确责任分工", ["印发【2024】3号文件，明确责任分工"]),
        ("【经济发展】", ["【经济发展】"]),
    ],
)
def test_a_section_head_in_one_line_with_an_entry_is_parted_from_it(text, parts):
    assert [line.text for line in split_run_in(read_lines(text))] == parts

"""Which brackets are source brackets, and where they cut a text."""

import pytest

from archive.bulletin.layout import flow_of, read_lines
from archive.bulletin.sources import chunks_of, is_source, possible_sources, printed, source_names


def flow(text):
    return flow_of(read_lines(text))


def first(text):
    running = flow(text)
    return running, possible_sources(running)[0]


@pytest.mark.parametrize(
    "text",
    [
        "目前，走访12家。（工信局）",
        "目前，走访12家。\n（工信局）\n县商务局上门招商",
        "目前，受理9598余件（榆林乡）",
        "目前，走访12家。（开发区）\n《条例》学习周启动",
        "出台措施如下：（商务局）\n《澄川县促进消费条例》学习周启动 邀请专家，逐条讲解。",
        "目前，归集数据1亿条。（数据专班）",
        "目前，走访12家。(石渡镇)。\n",
        "目前，走访12家。（工信局）县商务局紧盯缺口上门招商 邀请专家，梳理缺项。",
    ],
)
def test_a_bracket_that_ends_an_entry_is_a_source(text):
    assert is_source(*first(text))


@pytest.mark.parametrize(
    "text",
    [
        "排查（镇、街道）隐患",
        "目前，走访30家。\n（图为走访现场）\n县里督导",
        "要求明确。\n【三个到位】\n走访企业",
        "联系重点单位（教体局、卫健委）。\n县里还督导，目前走访。",
        "劳动力（含监测对象）\n转移就业",
        "劳动力。（含各村、社区居委会）\n县里督导",
        "走访18所学校（21个校区）。",
        "两局牵头。（水利局、林业局）县里还督导",
        "报送信息（一、二）",
    ],
)
def test_a_bracket_inside_a_body_is_none(text):
    assert not is_source(*first(text))


@pytest.mark.parametrize(
    ("text", "names", "as_printed"),
    [
        ("。（工信局）", ("工信局",), "（工信局）"),
        ("。（公路中心 石渡镇　白杨乡）", ("公路中心", "石渡镇", "白杨乡"), "（公路中心 石渡镇 白杨乡）"),
        ("。（石渡镇、白杨乡；工信局）", ("石渡镇", "白杨乡", "工信局"), "（石渡镇、白杨乡；工信局）"),
        ("。（石渡\n镇 白杨乡）", ("石渡镇", "白杨乡"), "（石渡镇 白杨乡）"),
        ("。（石渡镇\n白杨乡）", ("石渡镇", "白杨乡"), "（石渡镇白杨乡）"),
        ("。（来源：石渡镇）", ("石渡镇",), "（来源：石渡镇）"),
        ("。（石渡镇供稿）", ("石渡镇",), "（石渡镇供稿）"),
        ("。（石渡镇 张晓明）", ("石渡镇",), "（石渡镇 张晓明）"),
        ("。（石渡镇：李四）", ("石渡镇",), "（石渡镇：李四）"),
        ("。（供稿：石渡镇　撰稿人：李强）", ("石渡镇",), "（供稿：石渡镇 撰稿人：李强）"),
        ("。（石渡镇 3月5日）", ("石渡镇",), "（石渡镇 3月5日）"),
        ("。（（石渡镇））", ("石渡镇",), "（（石渡镇））"),
        ("。〔石渡镇〕", ("石渡镇",), "〔石渡镇〕"),
        ("。（审　计　局）", ("审计局",), "（审 计 局）"),
        ("。（应急 管理局 石渡 镇）", ("应急管理局", "石渡镇"), "（应急 管理局 石渡 镇）"),
        ("。（开发区 管委会）", ("开发区管委会",), "（开发区 管委会）"),
        ("。\n供稿：石渡镇 白杨乡", ("石渡镇", "白杨乡"), "供稿：石渡镇 白杨乡"),
        ("。\n——工信局", ("工信局",), "——工信局"),
        ("。（工信局\n石渡镇清洁河道", ("工信局",), "（工信局"),
        ("。工信局）\n石渡镇清洁河道", ("工信局",), "工信局）"),
    ],
)
def test_names_are_parted_by_blanks_and_marks(text, names, as_printed):
    running, match = first(text)

    assert (source_names(running, match), printed(running, match)) == (names, as_printed)


@pytest.mark.parametrize("names", ["公路事业发展中心 石渡镇 白\n杨乡 柳溪镇", "公路事业发展中心 石渡镇\n白杨乡 柳溪镇"])
def test_a_list_of_units_goes_on_in_the_next_line(names):
    running = flow(f"各单位清河护岸，目前清理。\n——{names}\n县商务局紧盯缺口上门招商 邀请专家。")

    assert source_names(running, possible_sources(running)[0]) == ("公路事业发展中心", "石渡镇", "白杨乡", "柳溪镇")


def test_the_next_title_is_no_part_of_a_list_of_units():
    running = flow("目前，走访12家，目前清理。\n——公路中心\n县商务局紧盯缺口上门招商服务外出创业人员返乡\n邀请专家。")

    assert source_names(running, possible_sources(running)[0]) == ("公路中心",)


@pytest.mark.parametrize(
    ("text", "chunks"),
    [
        ("甲事。（工信局）\n乙事。（商务局）", ["甲事。（工信局）", "乙事。（商务局）"]),
        ("甲事。（工信局）**\n", ["甲事。（工信局）"]),
        ("甲事。（工信局）*", ["甲事。（工信局）*"]),
        ("甲事。（工信局）。", ["甲事。（工信局）。"]),
        ("没有署名的一段。", ["没有署名的一段。"]),
        (
            "县工信局送技术到车间 走访企业。\n石渡镇组织干部清洁河道 清理河道。（石渡镇）",
            ["县工信局送技术到车间走访企业。", "石渡镇组织干部清洁河道清理河道。（石渡镇）"],
        ),
        ("*", []),
    ],
)
def test_a_text_is_cut_into_one_entry_each(text, chunks):
    running = flow(text)

    assert [running.text[chunk.start : chunk.end] for chunk in chunks_of(running)] == chunks

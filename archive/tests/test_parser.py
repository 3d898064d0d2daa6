"""Text to issues. Each test is a small bulletin; what must stay untouched is tested beside what is found."""

import datetime
import string
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.bulletin.parsed import ParsedEntry, ParsedIssue, ParsedSegment, ParseError
from archive.bulletin.parser import parse_bulletin

MASTHEAD = "澄川政务快报\n第 7 期\n澄川县人民政府办公室\n2025 年 2 月 14 日\n"
ENTRY = "县工信局送技术到车间 目前，走访企业12家。（工信局）\n"


def parse(text):
    return parse_bulletin(text)


def entries_of(text):
    return [entry for issue in parse(text).issues for entry in issue.entries]


def codes(text):
    return [(warning.line, warning.code) for warning in parse(text).warnings]


# -- issues ------------------------------------------------------------------------------------------------------------


def test_a_whole_issue():
    text = (
        MASTHEAD + "【经济发展】\n" + ENTRY + "本期发：县委常委，各单位。\n责任编辑：沈 舟\n审核：顾明川\n签发：贺 景\n"
    )

    assert parse(text).issues == (
        ParsedIssue(
            name="澄川政务快报",
            number=7,
            year=2025,
            date=datetime.date(2025, 2, 14),
            office="澄川县人民政府办公室",
            distribution="县委常委，各单位。",
            editor="沈舟",
            reviewer="顾明川",
            signer="贺景",
            entries=(
                ParsedEntry(
                    order=1,
                    section="经济发展",
                    title="县工信局送技术到车间",
                    body="目前，走访企业12家。",
                    units=("工信局",),
                    source_bracket="（工信局）",
                ),
            ),
        ),
    )


def test_the_name_printed_twice_is_one_masthead():
    issues = parse("澄川政务快报\n\n" + MASTHEAD + ENTRY).issues

    assert [(issue.name, len(issue.entries)) for issue in issues] == [("澄川政务快报", 1)]


def test_a_fragment_has_no_number_and_no_date_and_says_so():
    issue = parse(ENTRY).issues[0]

    assert (issue.name, issue.number, issue.year, issue.date) == (None, None, None, None)
    assert codes(ENTRY) == [(1, "no_masthead")]


def test_a_masthead_without_date_leaves_it_empty_and_says_so():
    text = "澄川政务快报\n第7期\n" + ENTRY

    assert parse(text).issues[0].date is None
    assert codes(text) == [(1, "no_date")]


def test_several_issues_in_one_file_are_told_apart_by_their_mastheads():
    second = MASTHEAD.replace("第 7 期", "第 8 期").replace("14 日", "21 日")

    issues = parse(MASTHEAD + ENTRY + "本期发：各单位。\n" + second + ENTRY + ENTRY).issues

    assert [(issue.number, issue.date.day, len(issue.entries)) for issue in issues] == [(7, 14, 1), (8, 21, 2)]


def test_entries_after_the_end_of_an_issue_begin_another_without_masthead():
    issues = parse(MASTHEAD + ENTRY + "本期发：各单位。\n【民生保障】\n" + ENTRY).issues

    assert [(issue.number, len(issue.entries)) for issue in issues] == [(7, 1), (None, 1)]


def test_the_same_number_twice_in_a_file_is_a_warning():
    assert codes(MASTHEAD + ENTRY + MASTHEAD + ENTRY) == [(6, "repeated_issue")]


def test_words_after_the_credits_are_kept_and_shown():
    text = MASTHEAD + ENTRY + "本期发：各单位。\n签发：贺景\n（共印80份）\n"

    assert codes(text) == [(8, "unrecognised_text")]


@pytest.mark.parametrize("text", ["春天来了。\n花开了。", "1\n2\n3", "【", "（工信局）", "目录\n第一章 总则"])
def test_a_text_that_is_no_bulletin_is_refused(text):
    with pytest.raises(ParseError, match="没有认出一条条目"):
        parse(text)


def test_an_empty_text_is_refused():
    with pytest.raises(ParseError, match="没有文字"):
        parse(" \n\u3000\n")


def test_a_running_head_inside_an_entry_is_furniture():
    for head in ("澄川政务快报", "澄川政务快报 第7期"):
        text = MASTHEAD + f"县工信局送技术到车间 目前，走访企\n{head}\n业12家。（工信局）\n"

        assert [entry.body for entry in entries_of(text)] == ["目前，走访企业12家。"]
        assert [span.kind for span in parse(text).spans][-3:] == ["running_head", "body", "source"]


def test_a_running_head_may_count_the_pages():
    text = (
        MASTHEAD
        + "县工信局送技术到车间 目前，走访企\n澄川政务快报　2\n业12家。（工信局）\n— 澄川政务快报 第7期 —\n"
        + ENTRY
    )

    assert [entry.body for entry in entries_of(text)] == ["目前，走访企业12家。", "目前，走访企业12家。"]
    assert [span.kind for span in parse(text).spans].count("running_head") == 2


def test_the_name_with_another_number_begins_another_issue():
    text = f"澄川政务快报 第7期\n{ENTRY}澄川政务快报 第8期\n{ENTRY}"

    assert [(issue.number, len(issue.entries)) for issue in parse(text).issues] == [(7, 1), (8, 1)]


def test_a_list_of_contents_is_no_list_of_entries():
    contents = "本期要目\n【经济发展】\n1.县工信局送技术到车间……1\n2.石渡镇清洁河道 （2）\n"
    text = MASTHEAD + contents + "【经济发展】\n" + ENTRY + "石渡镇清洁河道　清理12公里。（石渡镇）\n"

    assert [(entry.section, entry.title) for entry in entries_of(text)] == [
        ("经济发展", "县工信局送技术到车间"),
        ("经济发展", "石渡镇清洁河道"),
    ]
    assert [text[span.start : span.end] for span in parse(text).spans if span.kind == "contents"] == contents.split(
        "\n"
    )[:-1]


def test_the_line_of_the_printer_gives_the_date_that_the_masthead_lacks_and_says_so():
    text = f"澄川政务快报\n第7期\n{ENTRY}本期发：各单位。\n澄川县人民政府办公室　2025年2月14日印发\n"

    assert (parse(text).issues[0].date, codes(text)) == (datetime.date(2025, 2, 14), [(1, "date_at_foot")])
    assert parse(text).spans[-1].kind == "foot"


def test_a_line_of_the_printer_changes_no_date_of_a_masthead():
    text = MASTHEAD + ENTRY + "澄川县人民政府办公室　2025年2月17日印发\n"

    assert (parse(text).issues[0].date, codes(text)) == (datetime.date(2025, 2, 14), [])


def test_a_distribution_in_three_lines_is_one():
    text = MASTHEAD + ENTRY + "报：市政府办公室\n送：县委常委\n发：各乡镇\n签发：贺景\n"

    issue = parse(text).issues[0]

    assert (issue.distribution, issue.distribution_line, issue.signer) == (
        "市政府办公室 送：县委常委 发：各乡镇",
        6,
        "贺景",
    )


def test_recipients_below_the_masthead_do_not_swallow_the_entries():
    text = MASTHEAD + "报：县委、县政府领导\n发：各乡镇、县直各单位\n" + ENTRY + ENTRY

    issue = parse(text).issues[0]

    assert (issue.distribution, len(issue.entries)) == ("县委、县政府领导 发：各乡镇、县直各单位", 2)


@pytest.mark.parametrize(
    "line",
    [
        "送：法律、政策、服务进企业活动",
        "抄送：各有关单位，解决问题12个。",
        "报送：县委办采用信息30篇。",
        "发：各类宣传单9000份。",
    ],
)
def test_a_line_of_a_body_that_begins_like_a_distribution_is_body(line):
    text = MASTHEAD + f"县工信局送技术到车间　组织专家走访。\n{line}\n目前，走访企业12家。（工信局）\n" + ENTRY

    entries = entries_of(text)

    assert [entry.units for entry in entries] == [("工信局",), ("工信局",)]
    assert line in entries[0].body


def test_credits_in_the_masthead_are_those_of_the_issue():
    text = MASTHEAD + "签发：贺景　审核：顾明川　编辑：沈舟\n" + ENTRY

    issue = parse(text).issues[0]

    assert (issue.editor, issue.reviewer, issue.signer, len(issue.entries)) == ("沈舟", "顾明川", "贺景", 1)


def test_a_masthead_without_a_name_says_so():
    text = MASTHEAD.partition("\n")[2] + ENTRY

    assert (parse(text).issues[0].number, codes(text)) == (7, [(1, "no_name")])


@pytest.mark.parametrize("break_", ["\n\n- 1 -\n\n", "\n- 1 -\n\f\n", "\n- 1 -\n", "- 1 -"])
def test_a_page_that_ends_inside_a_title_does_not_end_it(break_):
    body = "为方便群众就近解决消费纠纷，该局在商场、市场、景区和乡镇设立维权服务站，选聘调解员。目前，建成68个。"
    text = MASTHEAD + f"县市场监管局建成消费维权站把纠纷化解{break_}在门口\n{body}（市场监管局）\n" + ENTRY

    assert entries_of(text)[0].title == "县市场监管局建成消费维权站把纠纷化解在门口"


def test_a_line_at_the_beginning_of_a_page_that_may_be_a_running_head_is_flagged():
    text = MASTHEAD + "县工信局送技术到车间　组织专家逐户登记设备情况，走\n\f政务信息摘编\n访企业12家。（工信局）\n"

    assert codes(text) == [(6, "possible_head")]


def test_a_title_below_the_masthead_is_not_part_of_it():
    text = MASTHEAD + "我县建成首个社区养老服务中心\n聚焦老年人需求，投资200万元，建成床位91张。（民政局）\n"

    assert [entry.title for entry in entries_of(text)] == ["我县建成首个社区养老服务中心"]


def test_a_number_of_another_year_than_the_date_is_a_warning():
    text = MASTHEAD.replace("第 7 期", "2024年第52期").replace("2 月 14 日", "1 月 3 日") + ENTRY

    assert (parse(text).issues[0].year, codes(text)) == (2024, [(1, "year_differs")])


def test_blanks_in_the_labels_of_credits_do_not_matter():
    issue = parse(MASTHEAD + ENTRY + "责任编辑：李 勉\n审　核：路 帅\n签 发：范晓宇\n").issues[0]

    assert (issue.editor, issue.reviewer, issue.signer) == ("李勉", "路帅", "范晓宇")


def test_a_name_below_its_label_belongs_to_it():
    issue = parse(MASTHEAD + ENTRY + "责任编辑：\n李 勉\n").issues[0]

    assert (issue.editor, len(issue.entries)) == ("李勉", 1)


@pytest.mark.parametrize("label", ["审核：一是初审，二是复审。", "发送：30份短信。", "编辑：制作短视频12个。"])
def test_a_wrapped_line_that_begins_like_the_end_of_an_issue_is_body(label):
    text = MASTHEAD + f"县审计局把好三道关口 实行三级\n{label}目前，办结9件。（审计局）\n" + ENTRY

    assert [entry.units for entry in entries_of(text)] == [("审计局",), ("工信局",)]
    assert entries_of(text)[0].body == f"实行三级{label}目前，办结9件。"


# -- sections and entries ----------------------------------------------------------------------------------------------


def test_entries_belong_to_the_section_above_them():
    text = MASTHEAD + "【经济发展】\n" + ENTRY + ENTRY + "### **【民生 保障】**\n" + ENTRY

    assert [(entry.order, entry.section) for entry in entries_of(text)] == [
        (1, "经济发展"),
        (2, "经济发展"),
        (3, "民生保障"),
    ]


def test_a_section_without_entries_is_a_warning():
    assert codes(MASTHEAD + "【经济发展】\n【民生保障】\n" + ENTRY) == [(5, "empty_section")]


def test_an_entry_cut_by_page_breaks_is_whole_again():
    text = " 【人居环境】\n\n石渡镇清洁河道 严\n 格划分河段，组织干部清理，截至目前，清理河\n\n道 12 公\n— 2 —\n里。\n\n（石渡镇）\n"

    assert [(entry.title, entry.body, entry.units) for entry in entries_of(text)] == [
        ("石渡镇清洁河道", "严格划分河段，组织干部清理，截至目前，清理河道12公里。", ("石渡镇",))
    ]


def test_misprints_and_half_width_marks_stay_as_printed():
    text = "塔山街道提升养老服力 截至目前,看望老人30人次。(塔山街道)"

    entry = entries_of(text)[0]

    assert (entry.title, entry.body, entry.source_bracket) == (
        "塔山街道提升养老服力",
        "截至目前,看望老人30人次。",
        "(塔山街道)",
    )


@pytest.mark.parametrize(
    "body",
    [
        "摸清脱贫劳动力（含监测对象）\n转移就业的底数，目前，登记178人。",
        "联合乡（镇、街道）\n综治办排查，目前，登记178人。",
        "巡查发现在建5处，（房屋已拆除/空地）拟建1处，目前，登记178人。",
        "走访18所学校（21个校区）。目前，登记178人。",
        "生产的PCB（印\n制电路板）排名第3位，目前，登记178人。",
        "清运垃圾30吨。（含各村、社区居委会）\n县里还安排督导，目前，登记178人。",
        "由两局牵头负责。（水利局、林业局）县里还安排督导，目前，登记178人。",
    ],
)
def test_a_bracket_inside_a_body_is_no_source(body):
    entries = entries_of(f"大堰镇摸清底数 {body}（大堰镇）")

    assert [entry.units for entry in entries] == [("大堰镇",)]
    assert entries[0].body.endswith("登记178人。")


@pytest.mark.parametrize(
    ("bracket", "units"),
    [
        ("（工信局）", ("工信局",)),
        ("(石渡镇)", ("石渡镇",)),
        ("（公路事业发展中心 石渡镇 白杨乡）", ("公路事业发展中心", "石渡镇", "白杨乡")),
        ("（石渡镇、白杨乡）", ("石渡镇", "白杨乡")),
        ("（石渡镇\n白杨乡）", ("石渡镇", "白杨乡")),
        ("（公路事业发\n展中心 石渡镇）", ("公路事业发展中心", "石渡镇")),
        ("（供稿：石渡镇）", ("石渡镇",)),
    ],
)
def test_a_source_bracket_names_its_units(bracket, units):
    assert entries_of(f"石渡镇清洁河道 目前，清理河道12公里。{bracket}")[0].units == units


def test_a_source_bracket_is_kept_as_printed_but_for_its_wraps():
    entry = entries_of("石渡镇清洁河道 目前，清理河道12公里。（公路中\n心 石渡镇　白杨乡）")[0]

    assert entry.source_bracket == "（公路中心 石渡镇 白杨乡）"


def test_an_entry_without_source_bracket_is_kept_and_flagged():
    text = MASTHEAD + "石渡镇组织干部清洁河道 目前，清理河道12公里。\n" + ENTRY

    assert [(entry.title, entry.units) for entry in entries_of(text)] == [
        ("石渡镇组织干部清洁河道", ()),
        ("县工信局送技术到车间", ("工信局",)),
    ]
    assert codes(text) == [(5, "no_source")]


def test_a_bracket_that_is_never_closed_does_not_swallow_the_next_entry_and_is_flagged():
    text = (
        MASTHEAD
        + "县工信局送技术到车间 目前，走访企业12家。（工信局\n石渡镇组织干部清洁河道 目前，清理12公里。（石渡镇）\n"
    )

    assert [(entry.title, entry.units) for entry in entries_of(text)] == [
        ("县工信局送技术到车间", ("工信局",)),
        ("石渡镇组织干部清洁河道", ("石渡镇",)),
    ]
    assert codes(text) == [(5, "unclosed_bracket")]


@pytest.mark.parametrize("marks", ["*", "**", "* *", "。", "#"])
def test_stray_marks_after_a_bracket_are_no_entry(marks):
    text = MASTHEAD + ENTRY.strip() + f"{marks}\n【民生】\n" + ENTRY

    assert [entry.title for entry in entries_of(text)] == ["县工信局送技术到车间"] * 2


def test_a_line_of_nothing_but_marks_is_no_entry():
    text = MASTHEAD + ENTRY + "**\n" + ENTRY

    assert [entry.title for entry in entries_of(text)] == ["县工信局送技术到车间"] * 2


def test_a_number_on_a_line_of_its_own_is_kept_and_flagged():
    text = MASTHEAD + "县工信局送技术到车间 目前，走访企\n3\n业家。（工信局）\n"

    assert (entries_of(text)[0].body, codes(text)) == ("目前，走访企3业家。", [(6, "bare_number")])


def test_a_title_without_body_is_flagged():
    assert (5, "no_body") in codes(MASTHEAD + "县工信局送技术到车间（工信局）\n")


def test_a_doubtful_end_of_a_title_is_flagged_with_its_line():
    text = MASTHEAD + "县金融局搭好平台打通融资“血脉”组织银行、企业对接，目前，签约8亿元。（金融局）\n"

    assert entries_of(text)[0].doubtful
    assert codes(text) == [(5, "title_doubtful")]


def test_a_table_inside_an_entry_keeps_its_rows():
    table = "| 乡镇 | 户数 |\n|---|---|\n| 石渡镇 | 12 |"
    text = MASTHEAD + f"县工信局送技术到车间 走访如下：\n\n{table}\n\n下一步继续走\n访。（工信局）\n" + ENTRY

    assert [entry.body for entry in entries_of(text)] == [
        f"走访如下：\n{table}\n下一步继续走访。",
        "目前，走访企业12家。",
    ]


@pytest.mark.parametrize(
    "number", ["1.", "1. ", "1．", "1、", "（1）", "(1) ", "①", "一、", "（一）", "◆", "■ ", "- ", "**1.** "]
)
def test_what_numbers_an_entry_is_no_part_of_its_title(number):
    text = MASTHEAD + number + "县工信局送技术到车间服务企业 目前，走访企业12家。（工信局）\n"

    assert [entry.title for entry in entries_of(text)] == ["县工信局送技术到车间服务企业"]
    assert [span.kind for span in parse(text).spans if span.start > len(MASTHEAD)][-3:] == ["title", "body", "source"]


@pytest.mark.parametrize(
    "title",
    ["12345热线办理提质增效惠及民生", "“3.15”维权活动走进集镇", "5G基站赋能数字乡村建设", "一二三产业融合富了乡亲"],
)
def test_a_title_that_opens_with_a_number_keeps_it(title):
    text = MASTHEAD + f"{title}　受理诉求12件，全部按时办结。（工信局）\n"

    assert [entry.title for entry in entries_of(text)] == [title]


def test_entries_that_are_printed_without_a_line_between_are_told_apart():
    text = MASTHEAD + ENTRY.strip() + "石渡镇清洁河道扮靓水岸　清理12公里。（石渡镇）【民生保障】" + ENTRY

    assert [(entry.section, entry.title) for entry in entries_of(text)] == [
        (None, "县工信局送技术到车间"),
        (None, "石渡镇清洁河道扮靓水岸"),
        ("民生保障", "县工信局送技术到车间"),
    ]


def test_an_entry_that_may_be_two_is_flagged_at_the_second():
    text = MASTHEAD + "我县多点发力促消费旺市场　举办展会12场。\n县商务局联合商场，发放券8万张。（商务局）\n"

    assert [entry.title for entry in entries_of(text)] == ["我县多点发力促消费旺市场"]
    assert codes(text) == [(6, "two_entries")]


# -- joint entries -----------------------------------------------------------------------------------------------------

JOINT = "四单位接力推进秋季攻坚 县公路中心清理路肩。目前，清理30处。{a}组织干部。目前，清理20吨。{b}出动机械。（公路中心 石渡镇 白杨乡）"


def test_a_joint_entry_is_parted_at_bold_names():
    entry = entries_of(JOINT.format(a="**石渡镇**", b="**白杨乡**"))[0]

    assert entry.segments == (
        ParsedSegment("公路中心", "县公路中心", "清理路肩。目前，清理30处。"),
        ParsedSegment("石渡镇", "石渡镇", "组织干部。目前，清理20吨。", bold=True),
        ParsedSegment("白杨乡", "白杨乡", "出动机械。", bold=True),
    )


def test_a_joint_entry_is_parted_at_plain_names_that_open_a_sentence():
    entry = entries_of(JOINT.format(a="石渡镇", b="白杨乡"))[0]

    assert [segment.lead for segment in entry.segments] == ["县公路中心", "石渡镇", "白杨乡"]


def test_a_common_opening_is_a_segment_of_nobody():
    text = "两乡镇联手治水 统一调度，错时组织。**石渡镇**清河。目前，清理2公里。**白杨乡**护岸。（石渡镇 白杨乡）"

    entry = entries_of(text)[0]

    assert entry.segments[0] == ParsedSegment(None, "", "统一调度，错时组织。")
    assert "".join(segment.lead + segment.text for segment in entry.segments) == entry.body


@pytest.mark.parametrize(
    ("bracket", "leads"),
    [("（工信局 工信局 税务局）", ["县工信局", "税务局"]), ("（人大办 人大 政协办）", ["县人大办", "政协办"])],
)
def test_units_named_twice_or_within_each_other_never_double_the_text(bracket, leads):
    entry = entries_of(f"三单位联手视察 {leads[0]}组织视察。{leads[1]}提出建议。{bracket}")[0]

    assert [segment.lead for segment in entry.segments] == leads
    assert "".join(segment.lead + segment.text for segment in entry.segments) == entry.body


def test_a_joint_entry_without_leads_has_no_segments():
    assert entries_of("两乡镇联手治水 石渡镇与白杨乡共同清河。（石渡镇 白杨乡）")[0].segments == ()


# -- spans -------------------------------------------------------------------------------------------------------------


def test_spans_name_every_part_of_the_file():
    text = (
        MASTHEAD
        + "---\n【经济发展】\n**县工信局送技术到车间** 目前，走\n— 2 —\n访12家。（工信局）\n本期发：各单位。\n签发：贺景\n"
    )

    assert [(span.kind, text[span.start : span.end]) for span in parse(text).spans][4:] == [
        ("rule", "---"),
        ("section", "【经济发展】"),
        ("title", "**县工信局送技术到车间**"),
        ("body", "目前，走"),
        ("page_number", "— 2 —"),
        ("body", "访12家。"),
        ("source", "（工信局）"),
        ("distribution", "本期发：各单位。"),
        ("credits", "签发：贺景"),
    ]


PIECES = st.sampled_from(
    [
        MASTHEAD,
        ENTRY,
        "【经济发展】\n",
        "## 【民生保障】\n",
        "**石渡镇清洁河道** 目前，清理12公里。\n",
        "（石渡镇 白杨乡）",
        "(石渡镇)\n",
        "— 2 —\n",
        "---\n",
        "本期发：县委常委，各\n单位。\n",
        "责任编辑：沈 舟 审核：顾明川\n",
        "“",
        "”",
        "（",
        "）",
        "【",
        "**",
        "#",
        "\u200b",
        "\ufeff",
        "\u3000",
        "\x0c",
        " ",
        "\n",
        "\r\n",
        "\r",
    ]
)
TEXTS = st.lists(
    PIECES | st.text(alphabet="石渡镇目前，。；清理12ab " + string.punctuation, max_size=30), max_size=30
).map("".join)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_every_character_that_is_not_white_space_is_in_exactly_one_span(text):
    try:
        bulletin = parse(text)
    except ParseError:
        return

    covered = [place for span in bulletin.spans for place in range(span.start, span.end)]
    assert len(covered) == len(set(covered))
    assert [text[place] for place in sorted(set(range(len(text))) - set(covered)) if not text[place].isspace()] == []


SAMPLES = [file.read_text("utf-8") for file in sorted((Path(__file__).parents[2] / "fixtures/bulletins").glob("*.txt"))]
STRAY = st.sampled_from(
    [
        "**",
        "*",
        "#",
        "\n",
        "\n\n",
        " ",
        "\u3000",
        "\u200b",
        "（",
        "）",
        "【",
        "】",
        "“",
        "”",
        "审　核：",
        "签发：",
        "本期发：",
        "第8期",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(SAMPLES), st.lists(st.tuples(st.floats(0, 1), STRAY, st.integers(0, 3)), max_size=6))
def test_a_bulletin_with_anything_put_in_or_taken_out_is_still_read_whole(text, edits):
    for place, stray, taken in edits:
        at = int(place * len(text))
        text = text[:at] + stray + text[at + taken :]

    bulletin = parse(text)

    covered = [place for span in bulletin.spans for place in range(span.start, span.end)]
    assert len(covered) == len(set(covered))
    assert {text[place] for place in set(range(len(text))) - set(covered) if not text[place].isspace()} == set()
    for entry in (entry for issue in bulletin.issues for entry in issue.entries):
        assert entry.title and entry.start < entry.end
        assert not entry.segments or "".join(each.lead + each.text for each in entry.segments) == entry.body


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_titles_and_bodies_hold_every_character_of_their_spans(text):
    """Nothing printed is left out of an entry but blanks, invisible characters and Markdown's marks and backslashes."""
    try:
        bulletin = parse(text)
    except ParseError:
        return

    def letters(part):
        return [char for char in part if char not in "*#\\\u200b\ufeff" and not char.isspace()]

    spanned = letters("".join(text[span.start : span.end] for span in bulletin.spans if span.kind in {"title", "body"}))
    kept = letters("".join(entry.title + entry.body for issue in bulletin.issues for entry in issue.entries))
    assert spanned == kept

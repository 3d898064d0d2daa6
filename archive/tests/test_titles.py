"""Where titles end."""

import pytest

from archive.bulletin.layout import flow_of, read_lines
from archive.bulletin.titles import looks_like_title, title_end


def split(text):
    flow = flow_of(read_lines(text))
    end = title_end(flow)
    return flow.text[: end.place], end.boundary, end.doubtful


@pytest.mark.parametrize(
    ("text", "title", "boundary"),
    [
        ("县商务局紧盯链上缺口开展招商 邀请专家授课，梳理缺项。", "县商务局紧盯链上缺口开展招商", "space"),
        ("县商务局紧盯链上缺口开展招商　　邀请专家授课。", "县商务局紧盯链上缺口开展招商", "space"),
        ("**县商务局紧盯链上缺口开展招商** 邀请专家授课。", "县商务局紧盯链上缺口开展招商", "bold+space"),
        ("**县商务局紧盯链上缺口开展招商**邀请专家授课。", "县商务局紧盯链上缺口开展招商", "bold"),
        (
            "### 县商务局紧盯链上缺口开展招商\n邀请专家授课，梳理缺项，逐一销号。",
            "县商务局紧盯链上缺口开展招商",
            "heading",
        ),
        (
            "县商务局紧盯链上缺口开展招商\n邀请专家授课，梳理产业链上的缺项，编制名录，逐一销号。",
            "县商务局紧盯链上缺口开展招商",
            "newline",
        ),
    ],
)
def test_a_printed_sign_ends_a_title_without_doubt(text, title, boundary):
    assert split(text) == (title, boundary, False)


def test_spaces_around_a_number_do_not_end_a_title():
    text = "县人社局成功举办 2025 年春季线下招聘会 借用商场人气，组织企业设摊。"

    assert split(text) == ("县人社局成功举办2025年春季线下招聘会", "space", False)


def test_a_title_that_wraps_goes_on_to_its_space():
    text = "全县成功创建“省级质量示范县”再添一块响当当的\n\n金字招牌 构建大质量工作格局，完善协作机制。"

    assert split(text)[:2] == ("全县成功创建“省级质量示范县”再添一块响当当的金字招牌", "space")


def test_a_title_that_fills_its_line_ends_with_it():
    text = (
        "柳溪镇把便民大厅搬到集市打通服务群众的“最后一米”\n\n"
        "严格按照标准化要求，设置医保、民政、社保、司法等窗口，\n\n实行首问负责制和限时办结制，方便群众办事。"
    )

    assert split(text)[:2] == ("柳溪镇把便民大厅搬到集市打通服务群众的“最后一米”", "newline")


def test_without_any_sign_the_end_is_found_after_a_closing_quote_and_flagged():
    text = "县金融局搭好政银企平台打通融资“血脉”组织银行、企业当面对接，消除顾虑。"

    assert split(text) == ("县金融局搭好政银企平台打通融资“血脉”", "none", True)


def test_a_quotation_is_never_cut_in_two():
    title, _, doubtful = split("双井镇用好“红黑榜 积分册”激活门前三包依托村民代表会，每月评比，当场公示。")

    assert title == "双井镇用好“红黑榜积分册”激活门前三包"
    assert doubtful


def test_a_paragraph_is_no_title():
    paragraph = "镇村干部每周驻点，逐户走访，发现问题当场记录。截至目前，办结诉求40件。"

    assert not looks_like_title(flow_of(read_lines(paragraph)))


def test_a_subject_with_a_clear_end_is_a_title():
    assert looks_like_title(flow_of(read_lines("县民政局把助餐车开进自然村 购置车辆6辆，定时上门。")))

"""Where titles end."""

import pytest

from archive.bulletin.layout import flow_of, read_lines
from archive.bulletin.titles import Habit, TitleEnd, habit_of, has_clear_title, looks_like_title, title_end

BODY = (
    "借用商场人气，组织企业设摊，当场介绍岗位、薪资和食宿，镇村干部还为行动不便的群众上门送去信息，"
    "做到人不出村就能找到活干。今年以来，办招聘会9场，帮助430人就近就业。"
)


def split(text, habit=None, units=()):
    flow = flow_of(read_lines(text))
    end = title_end(flow, habit, units)
    return flow.text[: end.place], end.boundary, end.doubtful


def wrapped(text, width=28):
    return "\n".join(text[at : at + width] for at in range(0, len(text), width))


def strewn(text, every):
    """A space after every so many characters, as recognition of scanned pages leaves them."""
    return " ".join(text[at : at + every] for at in range(0, len(text), every))


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


@pytest.mark.parametrize(
    "title",
    [
        "县文联送春联进村",
        "县人社局把招聘会开到村口",
        "县人社局搭建用工对接平台帮助返乡农民工在家门口稳定就业实现顾家挣钱两不误",
        "县人社局联合街道和社区在城区十二个网格同步举办“春风送岗”系列招聘活动帮助登记在册的困难群众就近就业增收致富",
    ],
)
@pytest.mark.parametrize("separator", [" ", "　　", "\n", "\n\n"])
def test_a_title_of_any_length_ends_at_its_sign(title, separator):
    assert split(title + separator + BODY)[0] == title


@pytest.mark.parametrize(
    ("text", "title", "boundary"),
    [
        ("**县人社局**春季招聘暖人心 ", "县人社局春季招聘暖人心", "space"),
        ("**县人社局把招聘会**开到家门口帮助群众就业 ", "县人社局把招聘会开到家门口帮助群众就业", "space"),
        ("**县人社局把招聘会** **开到家门口帮助群众就业** ", "县人社局把招聘会开到家门口帮助群众就业", "bold+space"),
        ("**1.县人社局把招聘会开到家门口** ", "1.县人社局把招聘会开到家门口", "bold+space"),
        ("三、**县人社局把招聘会开到家门口**", "三、县人社局把招聘会开到家门口", "bold"),
    ],
)
def test_bold_type_ends_a_title_only_where_it_holds_all_of_it_but_its_number(text, title, boundary):
    assert split(text + BODY) == (title, boundary, False)


def test_bold_type_in_the_body_ends_no_title():
    text = "县人社局把招聘会开到家门口帮助群众就业 借用商场人气，**组织企业设摊**，当场介绍岗位。"

    assert split(text) == ("县人社局把招聘会开到家门口帮助群众就业", "space", False)


@pytest.mark.parametrize("text", ["**{}**", "**{}** ", "## {}\n", "{}\n"])
def test_commas_may_stand_in_a_title_that_is_set_off(text):
    title = "县人社局建平台，送服务，春季招聘暖人心"

    assert split(text.format(title) + BODY)[0] == title


@pytest.mark.parametrize("mark", "！？")
@pytest.mark.parametrize("text", ["**{}**", "## {}\n", "{}\n"])
def test_a_title_may_end_with_a_mark(text, mark):
    title = "县人社局把招聘会办到了家门口" + mark

    assert split(text.format(title) + BODY)[0] == title


def test_a_heading_of_two_lines_ends_with_the_second():
    text = "## 县人社局搭建用工对接平台\n## 帮助返乡群众就近就业\n" + BODY

    assert split(text) == ("县人社局搭建用工对接平台帮助返乡群众就近就业", "heading", False)


@pytest.mark.parametrize("separator", [" ", "　　", "\n"])
def test_of_several_spaces_the_one_before_the_body_ends_the_title(separator):
    text = "抓项目 促发展 县域经济稳中向好" + separator + "今年以来，" + BODY

    assert split(text)[0] == "抓项目促发展县域经济稳中向好"


@pytest.mark.parametrize("separator", [" ", "\n"])
def test_spaces_around_digits_end_no_title_even_at_its_last_word(separator):
    text = f"县人社局 2025 年春季招聘会送出岗位 1200 个{separator}组织企业 36 家，介绍岗位 90 种，帮助 430 人就业。"

    assert split(text)[0] == "县人社局2025年春季招聘会送出岗位1200个"


def test_a_space_before_a_digit_ends_a_title_where_digits_have_no_spaces():
    text = "县供电公司服务迎峰度夏护航万家清凉 7月以来，抢修23次，更换线路14公里，惠及群众8600户。"

    assert split(text) == ("县供电公司服务迎峰度夏护航万家清凉", "space", False)


@pytest.mark.parametrize(
    ("title", "space"),
    [
        ("县人社局搭建用工对接平台帮助返乡农民工在家门口稳定就业", " "),  # fills its line and ends in the next
        ("县人社局搭建用工对接平台帮助返乡农民工在家门口稳定就业顾家挣钱两不误", " "),
        ("县人社局搭建用工对接平台帮助返乡农民工在家门口稳定就业顾家挣钱两不误", "\n"),
    ],
)
def test_a_title_that_wraps_ends_in_its_last_line(title, space):
    text = wrapped(title + space + BODY) if space == " " else wrapped(title) + space + wrapped(BODY)

    assert split(text)[0] == title


def test_a_short_line_in_wrapped_text_ends_a_title_without_doubt():
    text = "县人社局把招聘会搬到家门口帮群众就业\n" + wrapped(BODY)

    assert split(text) == ("县人社局把招聘会搬到家门口帮群众就业", "newline", False)


def test_a_page_that_ends_after_the_first_word_of_the_body_moves_no_title():
    text = wrapped("县人社局把招聘会搬到家门口帮群众就业 借") + "\n" + wrapped(BODY[1:])

    assert split(text)[:2] == ("县人社局把招聘会搬到家门口帮群众就业", "space")


@pytest.mark.parametrize("separator", ["  ", "　", "\n"])
@pytest.mark.parametrize("every", [1, 2, 3, 7])
def test_strewn_single_spaces_say_nothing_beside_a_stronger_sign(separator, every):
    text = strewn("县人社局搭建用工平台帮助群众就近就业", every) + separator + strewn(BODY, every)

    assert split(text)[0] == "县人社局搭建用工平台帮助群众就近就业"


def test_strewn_single_spaces_alone_leave_the_title_in_doubt():
    text = strewn("县人社局搭建用工平台帮助群众就近就业" + BODY, 1)

    assert split(text) == ("县人社局搭建用工平台帮助群众就近就业", "space", True)


def test_without_any_sign_the_words_tell_and_a_person_is_asked():
    text = "县林业局织密防火网络守护万亩青山构建三级巡护体系，配备专职护林员86名，在林区设卡口。"

    assert split(text) == ("县林业局织密防火网络守护万亩青山", "none", True)


@pytest.mark.parametrize("text", ["县人社局把招聘会开到家门口", "县人社局"])
def test_a_title_without_body_is_a_title_as_a_whole_and_in_doubt(text):
    assert split(text) == (text, "none", True)


def test_the_units_of_the_source_tell_where_the_body_begins():
    text = "我县深入开展清洁家园专项行动石渡镇把沟渠、坑塘、村道一并清理，清运垃圾300吨。"

    assert split(text, units=("石渡镇", "大堰镇"))[0] == "我县深入开展清洁家园专项行动"


def test_a_habit_is_made_of_titles_without_doubt():
    ends = [
        TitleEnd(20, "bold+space", doubtful=False),
        TitleEnd(24, "bold", doubtful=False),
        TitleEnd(55, "none", doubtful=True),
    ]

    assert habit_of(ends) == Habit({"bold": 2}, length=22.0, spread=2.0)


def test_without_titles_to_go_by_there_is_no_habit():
    assert habit_of([TitleEnd(20, "space", doubtful=True)]) == habit_of([]) == Habit()


def test_the_habit_of_a_file_decides_between_two_signs():
    text = "县人社局搭平台送服务 春季招聘走进村组\n组织企业设摊，当场介绍岗位，帮助430人就近就业。"
    by_lines = habit_of([TitleEnd(18, "newline", doubtful=False)] * 8)
    by_spaces = habit_of([TitleEnd(10, "space", doubtful=False)] * 8)

    assert split(text, by_lines) == ("县人社局搭平台送服务春季招聘走进村组", "newline", False)
    assert split(text, by_spaces)[:2] == ("县人社局搭平台送服务", "space")


@pytest.mark.parametrize("habit", [None, Habit(), Habit({"space": 9}, length=20.0, spread=0.0)])
@pytest.mark.parametrize("units", [(), ("",), ("县",), ("工信局",)])
@pytest.mark.parametrize(
    "text", ["县", "，。", "“", "”）》", "**县**", "# 县\n局", "1 2 3", "县\n\n\n局", "增", "| 局 |\n| 2 |"]
)
def test_a_title_ends_within_its_text_whatever_the_text_is(text, units, habit):
    flow = flow_of(read_lines(text))

    assert 0 < title_end(flow, habit, units).place <= len(flow.text)


@pytest.mark.parametrize("at", range(0, len(BODY), 28))
def test_no_line_of_a_wrapped_body_is_a_clear_title(at):
    assert not has_clear_title(flow_of(read_lines(wrapped(BODY * 2)[at:].lstrip("，。、"))))

"""OFD files: text by the places of its characters."""

import pytest

from archive.bulletin.reader import NoTextError, ReadError, printed, read_document
from archive.tests.office_files import MM, PAGE_HEIGHT, PAGE_WIDTH, ofd, ofd_pages, ofd_text, zipped

BODY = "目前，走访企业12家，解决问题30个，兑付奖补资金20万元，新增就业260人。"


def text_object(code, **attributes):
    named = " ".join(f'{name}="{value}"' for name, value in attributes.items())
    return f'<ofd:TextObject ID="7" {named}>{code}</ofd:TextObject>'


def read(*pages, **options):
    return read_document(ofd_pages(list(pages), **options))


def test_lines_come_as_printed_with_indents_pages_and_bold():
    document = read_document(ofd(["澄川政务快报", "第 29 期", "**县工信局送技术到车间** " + BODY * 20]))

    first, second = document.text.split("\f")
    assert first.startswith("澄川政务快报\n第 29 期\n　　**县工信局送技术到车间** 目前，走访企业12家，解决问\n")
    assert first.endswith("\n\n— 1 —\n")
    assert second.endswith("新增就业260人。\n\n— 2 —\n")
    assert (document.kind, document.encoding, document.notes) == ("ofd", "", ())


def test_steps_may_be_written_short_and_texts_go_on():
    codes = '<ofd:TextCode X="0" Y="5" DeltaX="g 2 5 9">甲乙丙丁</ofd:TextCode><ofd:TextCode X="30">戊</ofd:TextCode>'

    assert read(text_object(codes, Font="1", Size="5", Boundary="10 10 100 10")).text == "甲乙丙 丁 戊\n"


def test_a_matrix_places_and_enlarges_text():
    small = text_object(
        '<ofd:TextCode X="0" Y="0" DeltaX="1 1">甲乙丙</ofd:TextCode>',
        Font="1",
        Size="1",
        Boundary="10 10 100 10",
        CTM="5 0 0 5 0 20",
    )
    beside = text_object('<ofd:TextCode X="15" Y="20">丁</ofd:TextCode>', Font="1", Size="5", Boundary="10 10 100 10")

    assert read(beside + small).text == "甲乙丙丁\n"


def test_a_template_is_read_with_the_page_that_uses_it():
    template = ofd_text(200, 80, "澄川政务快报")

    assert read(ofd_text(90, 120, BODY), template=template).text == f"澄川政务快报\n{BODY}\n"


def test_bold_is_a_weight_or_a_font():
    heavy = ofd_text(90, 100, "县工信局").replace("<ofd:TextObject", '<ofd:TextObject Weight="700"')

    assert read(heavy + ofd_text(90, 126, BODY)).text.startswith("**县工信局**\n目前")
    assert read(ofd_text(90, 100, "县工信局", font=2) + ofd_text(90, 126, BODY)).text.startswith("**县工信局**\n目前")


def test_what_is_turned_or_not_visible_is_left_out():
    watermark = text_object(
        '<ofd:TextCode X="0" Y="0">内部资料</ofd:TextCode>',
        Font="1",
        Size="5",
        Boundary="50 50 100 100",
        CTM="0.7 0.7 -0.7 0.7 0 0",
    )
    hidden = ofd_text(90, 126, "机密").replace("<ofd:TextObject", '<ofd:TextObject Visible="false"')

    document = read(watermark + hidden + ofd_text(90, 100, BODY))

    assert document.text == f"{BODY}\n"
    assert document.notes == (
        "第1页有斜排或竖排的文字（如水印），没有读入：“内部资料”。",
        "原件不提供下载：里面有隐藏的内容。要提供的，请删去后另存一份再上传。",
    )


PICTURE = f'<ofd:ImageObject ID="8" Boundary="0 0 {PAGE_WIDTH * MM} {PAGE_HEIGHT * MM}" ResourceID="3"/>'


def test_a_scan_has_no_text_and_is_named_among_other_pages():
    with pytest.raises(NoTextError, match="此 OFD 没有文字层"):
        read(PICTURE)
    assert read(ofd_text(90, 100, BODY), PICTURE).notes == (
        "第2页是图片（多半是扫描的），里面的文字没有读，请另外录入。",
    )


def test_steps_without_end_are_cut_to_the_text():
    code = '<ofd:TextCode X="0" Y="5" DeltaX="g 999999999999 5">甲乙</ofd:TextCode>'

    assert read(text_object(code, Font="1", Size="5", Boundary="1 1 9 9")).text == "甲乙\n"


@pytest.mark.parametrize("size", ["", "x", "nan", "inf", "-5", "1e999", "0"])
def test_characters_without_a_size_are_no_print_and_noted(size):
    broken = text_object('<ofd:TextCode X="0" Y="5">乙</ofd:TextCode>', Font="1", Size=size, Boundary="10 10 100 10")

    document = read(broken + ofd_text(90, 100, "甲"))

    assert document.text == "甲\n"
    assert document.notes == ("第1页有没写字号的文字（阅读器里多半看不见），没有读入：“乙”。",)


def figure(identifier, inside):
    """A figure among the resources, which pages show by its identifier."""
    return f'<ofd:CompositeGraphicUnit ID="{identifier}"><ofd:Content>{inside}</ofd:Content></ofd:CompositeGraphicUnit>'


def shown(identifier, **attributes):
    named = " ".join(f'{name}="{value}"' for name, value in attributes.items())
    return f'<ofd:CompositeObject ID="7" ResourceID="{identifier}" {named}/>'


def small(text):
    return text_object(
        f'<ofd:TextCode X="0" Y="1" DeltaX="g {len(text)} 1">{text}</ofd:TextCode>', Size="1", Boundary="0 0 99 1"
    )


def test_figures_are_read_where_they_are_shown():
    resources = figure(21, small("甲乙") + shown(22, Boundary="2 0 9 9")) + figure(22, small("丙"))
    enlarged = shown(21, Boundary="10 10 100 10", CTM="5 0 0 5 0 0")
    beside = text_object('<ofd:TextCode X="0" Y="5">丁</ofd:TextCode>', Size="5", Boundary="25 10 9 9")

    assert read(beside + enlarged, resources=resources).text == "甲乙丙丁\n"


def test_text_within_a_figure_is_read_and_a_hidden_figure_is_not():
    inside = f"<ofd:CompositeObject>{ofd_text(90, 100, '甲')}</ofd:CompositeObject>"
    hidden = f'<ofd:CompositeObject Visible="false">{ofd_text(90, 126, "机密")}</ofd:CompositeObject>'

    assert read(inside + hidden).text == "甲\n"


def test_a_figure_or_template_that_is_not_there_is_noted():
    document = read(ofd_text(90, 100, "甲"), shown(99) + ofd_text(90, 100, "乙"))

    assert document.text == "甲\n\f乙\n"
    assert document.notes == ("第2页有内容在文件里找不到（如模板、图形），没有读入，请对照原件。",)


def test_figures_in_figures_without_end_are_refused():
    circle = figure(21, shown(21))
    tower = "".join(figure(21 + at, shown(22 + at) * 9) for at in range(7))

    wide = figure(21, "<ofd:PathObject/>" * 1000)
    for resources in (circle, tower):
        with pytest.raises(ReadError, match="图形太多"):
            read(shown(21) + ofd_text(90, 100, "甲"), resources=resources)
    with pytest.raises(ReadError, match="图形太多"):
        read(shown(21) * 5000, resources=wide)


@pytest.mark.parametrize("path", ["", "没有.xml", "../../etc/passwd", "Document.txt"])
def test_without_resources_only_the_bold_is_lost(path):
    content = ofd_pages([ofd_text(90, 100, "县工信局", font=2) + ofd_text(90, 126, BODY)], public=path)

    document = read_document(content)

    assert document.text == f"县工信局\n{BODY}\n"
    assert document.notes == ("文件里缺少字体的说明，加粗的字可能没有认出来。",)


def test_turned_text_without_end_is_refused(monkeypatch):
    monkeypatch.setattr(printed, "MOST_CHARACTERS", 100)
    turned = text_object(f"<ofd:TextCode>{'机' * 40}</ofd:TextCode>", Size="5", CTM="0 1 -1 0 0 0")

    with pytest.raises(ReadError, match="OFD 的文字超过"):
        read(turned * 3 + ofd_text(90, 100, "甲"))


@pytest.mark.parametrize(
    "members",
    [
        {"OFD.xml": ""},
        {"OFD.xml": "<ofd/>"},
        {"OFD.xml": '<a xmlns="x"><DocRoot>Doc_0/Document.xml</DocRoot></a>'},
        {"OFD.xml": '<a xmlns="x"><DocRoot>../../../etc/passwd</DocRoot></a>'},
        {"OFD.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a xmlns="x"><DocRoot>&b;</DocRoot></a>'},
    ],
)
def test_a_damaged_file_is_refused(members):
    with pytest.raises(ReadError, match="损坏|DOCTYPE"):
        read_document(zipped(members))

"""Bold, hidden and headings of a .docx, wherever Word keeps them."""

import pytest

from archive.bulletin.reader import read_document
from archive.tests.office_files import word_body

BODY = "<w:p><w:r><w:t>目前，走访企业12家，解决问题30个，兑付奖补资金20万元。</w:t></w:r></w:p>"
STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:eastAsia="仿宋_GB2312"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="n"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="base"><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="bold"><w:basedOn w:val="base"/></w:style>
<w:style w:type="paragraph" w:styleId="light"><w:basedOn w:val="base"/><w:rPr><w:b w:val="0"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="hei"><w:rPr><w:rFonts w:eastAsia="黑体"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="标题 2"/><w:basedOn w:val="1"/></w:style>
<w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="o"><w:name w:val="栏目"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="o2"><w:basedOn w:val="o"/></w:style>
<w:style w:type="paragraph" w:styleId="circle"><w:basedOn w:val="circle2"/></w:style>
<w:style w:type="paragraph" w:styleId="circle2"><w:basedOn w:val="circle"/></w:style>
<w:style w:type="character" w:styleId="strong"><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="character" w:styleId="secret"><w:rPr><w:vanish/></w:rPr></w:style>
"""


def line(paragraph, run, styles=STYLES):
    body = f"<w:p><w:pPr>{paragraph}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>甲</w:t></w:r><w:r><w:t> </w:t></w:r></w:p>"
    return read_document(word_body(body + BODY, styles=styles)).text.split("\n")[0].strip()


@pytest.mark.parametrize(
    ("paragraph", "run", "expected"),
    [
        ("", "<w:b/>", "**甲**"),
        ("", '<w:b w:val="true"/>', "**甲**"),
        ("", '<w:b w:val="0"/>', "甲"),
        ("", '<w:b w:val="false"/>', "甲"),
        ("", "<w:bCs/>", "甲"),
        ('<w:pStyle w:val="bold"/>', "", "**甲**"),
        ('<w:pStyle w:val="light"/>', "", "甲"),
        ('<w:pStyle w:val="bold"/>', '<w:b w:val="0"/>', "甲"),
        ('<w:pStyle w:val="bold"/>', '<w:rStyle w:val="strong"/>', "甲"),
        ("", '<w:rStyle w:val="strong"/>', "**甲**"),
        ("<w:rPr><w:b/></w:rPr>", "", "甲"),
        ('<w:pStyle w:val="hei"/>', "", "**甲**"),
        ("", '<w:rFonts w:eastAsia="方正小标宋简体"/>', "**甲**"),
        ('<w:pStyle w:val="hei"/>', '<w:rFonts w:eastAsia="仿宋"/>', "甲"),
        ("", "<w:rPrChange><w:rPr><w:b/></w:rPr></w:rPrChange>", "甲"),
        ('<w:pStyle w:val="circle"/>', "", "甲"),
        ('<w:pStyle w:val="unknown"/>', "", "甲"),
    ],
)
def test_bold_is_found_at_the_run_or_in_its_styles(paragraph, run, expected):
    assert line(paragraph, run) == expected


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ('<w:pStyle w:val="1"/>', "# 甲"),
        ('<w:pStyle w:val="2"/>', "## 甲"),
        ('<w:pStyle w:val="t"/>', "# 甲"),
        ('<w:pStyle w:val="o2"/>', "### 甲"),
        ('<w:outlineLvl w:val="1"/>', "## 甲"),
        ('<w:pStyle w:val="1"/><w:outlineLvl w:val="9"/>', "甲"),
        ('<w:outlineLvl w:val="x"/>', "甲"),
    ],
)
def test_a_heading_is_a_style_or_an_outline_level(paragraph, expected):
    assert line(paragraph, "") == expected


@pytest.mark.parametrize("run", ["<w:vanish/>", '<w:rStyle w:val="secret"/>'])
def test_hidden_text_is_left_out_and_noted(run):
    body = f"<w:p><w:r><w:rPr>{run}</w:rPr><w:t>机密</w:t></w:r><w:r><w:t>甲</w:t></w:r></w:p>"

    document = read_document(word_body(body, styles=STYLES))

    assert (document.text, document.notes) == ("甲\n", ("有隐藏的文字，没有读入。",))


def test_defaults_may_be_bold():
    bold = "<w:docDefaults><w:rPrDefault><w:rPr><w:b/></w:rPr></w:rPrDefault></w:docDefaults>"

    assert line("", '<w:b w:val="0"/>', bold) == "甲"
    assert (
        read_document(word_body(BODY, styles=bold)).text == "目前，走访企业12家，解决问题30个，兑付奖补资金20万元。\n"
    )

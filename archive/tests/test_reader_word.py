"""A .docx to text: what is printed, in the order of reading, and notes of what was left out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.bulletin.reader import NoTextError, ReadError, read_document
from archive.tests.office_files import word_body, zipped


def p(*runs, properties=""):
    inside = "".join(run if run.startswith("<") else f"<w:r><w:t>{run}</w:t></w:r>" for run in runs)
    return f"<w:p>{properties}{inside}</w:p>"


def r(inside):
    return f"<w:r>{inside}</w:r>"


def box(text):
    return f"<w:txbxContent>{p(text)}</w:txbxContent>"


def read(body, **parts):
    return read_document(word_body(body, **parts))


def test_paragraphs_are_lines_and_an_empty_one_an_empty_line():
    document = read(p("甲") + p() + p("乙 ", "　丙"))

    assert (document.text, document.kind, document.encoding, document.notes) == ("甲\n\n乙 　丙\n", "docx", "", ())


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<w:t>甲</w:t><w:br/><w:t>乙</w:t>", "甲\n乙\n"),
        ("<w:t>甲</w:t><w:cr/><w:t>乙</w:t>", "甲\n乙\n"),
        ("<w:t>甲</w:t><w:tab/><w:t>乙</w:t>", "甲\t乙\n"),
        ('<w:t>甲</w:t><w:br w:type="page"/><w:t>乙</w:t>', "甲\n\f乙\n"),
        ("<w:t>甲</w:t><w:noBreakHyphen/><w:t>乙</w:t>", "甲-乙\n"),
        ("<w:t>甲</w:t><w:softHyphen/><w:t>乙</w:t>", "甲\u00ad乙\n"),
        ("<w:t>甲</w:t><w:lastRenderedPageBreak/><w:t>乙</w:t>", "甲乙\n"),
        (
            "<w:ruby><w:rt><w:r><w:t>jiǎ</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>甲</w:t></w:r></w:rubyBase></w:ruby>"
            "<w:t>乙</w:t>",
            "甲乙\n",
        ),
    ],
)
def test_what_is_no_letter_becomes_one(inside, text):
    assert read(p(r(inside))).text == text


def test_a_page_begins_with_a_paragraph_or_after_a_section():
    section = "<w:pPr><w:sectPr/></w:pPr>"
    continuous = '<w:pPr><w:sectPr><w:type w:val="continuous"/></w:sectPr></w:pPr>'

    body = p("甲", properties=section) + p("乙") + p("丙", properties=continuous) + p("丁")
    assert read(body).text == "甲\n\f乙\n丙\n丁\n"
    assert read(p("甲") + p("乙", properties="<w:pPr><w:pageBreakBefore/></w:pPr>")).text == "甲\n\f乙\n"


def test_what_wraps_text_is_seen_through():
    body = (
        f"<w:sdt><w:sdtContent>{p('甲')}</w:sdtContent></w:sdt>"
        + p("<w:hyperlink><w:r><w:t>乙</w:t></w:r></w:hyperlink>", "<w:smartTag><w:r><w:t>丙</w:t></w:r></w:smartTag>")
        + p("<w:sdt><w:sdtContent><w:r><w:t>丁</w:t></w:r></w:sdtContent></w:sdt>")
        + f"<w:customXml>{p('<w:fldSimple><w:r><w:t>戊</w:t></w:r></w:fldSimple>')}</w:customXml>"
    )

    assert read(body).text == "甲\n乙丙\n丁\n戊\n"


def test_a_field_is_its_result():
    field = (
        r('<w:fldChar w:fldCharType="begin"/>')
        + r("<w:instrText>DATE</w:instrText>")
        + r("<w:t>机密</w:t>")
        + r('<w:fldChar w:fldCharType="separate"/>')
        + r("<w:t>2025年</w:t>")
        + r('<w:fldChar w:fldCharType="end"/>')
    )

    assert read(p(field, "7月")).text == "2025年7月\n"


def test_a_field_that_never_ends_hides_nothing():
    begin = r('<w:fldChar w:fldCharType="begin"/>') + r("<w:instrText>机密</w:instrText>")

    assert read(p(begin) + p("甲")).text == "\n甲\n"
    assert read(p("甲", begin, "乙") + p("丙")).text == "甲乙\n丙\n"


def test_an_instruction_without_a_result_is_not_printed():
    begin, end = r('<w:fldChar w:fldCharType="begin"/>'), r('<w:fldChar w:fldCharType="end"/>')

    assert read(p("甲", begin, "机密", begin, "机密", end, end, "乙")).text == "甲乙\n"


def test_changes_are_read_as_accepted():
    body = (
        p("<w:ins><w:r><w:t>甲</w:t></w:r></w:ins>", "<w:del><w:r><w:delText>机密</w:delText></w:r></w:del>")
        + p("<w:moveTo><w:r><w:t>乙</w:t></w:r></w:moveTo>", "<w:moveFrom><w:r><w:t>机密</w:t></w:r></w:moveFrom>")
        + p("丙", properties="<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>")
        + p("丁")
        + f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{p('机密')}</w:tc></w:tr><w:tr><w:tc>{p('戊')}</w:tc></w:tr></w:tbl>"
    )

    document = read(body)

    assert (document.text, document.notes) == ("甲\n乙\n丙丁\n戊\n", ("有修订痕迹，按全部接受修订读出。",))


DELETED_END = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"


def test_a_paragraph_whose_end_was_deleted_is_read_even_if_none_follows():
    def tc(*paragraphs):
        return f"<w:tc>{''.join(paragraphs)}</w:tc>"

    table = f"<w:tbl><w:tr>{tc(p('丙', properties=DELETED_END))}{tc(p('丁'))}</w:tr></w:tbl>"

    assert read(p("甲") + p("乙", properties=DELETED_END)).text == "甲\n乙\n"
    assert read(p("甲", properties=DELETED_END) + table + p("戊")).text == "甲\n丙\t丁\n戊\n"
    assert (
        read(f"<w:sdt><w:sdtContent>{p('甲', properties=DELETED_END)}</w:sdtContent></w:sdt>" + p("乙")).text
        == "甲乙\n"
    )


def test_what_is_not_known_is_seen_through():
    assert (
        read(f"<w:foo>{p('甲')}</w:foo>" + p("<w:foo><w:bar><w:r><w:t>乙</w:t></w:r></w:bar></w:foo>")).text
        == "甲\n乙\n"
    )
    assert (
        read(p(r("<w:foo><w:t>甲</w:t></w:foo>"), r("<w:foo><w:instrText>机密</w:instrText></w:foo>"))).text == "甲\n"
    )
    assert read("<w:foo><w:r><w:t>甲</w:t></w:r></w:foo>" + p("乙")).text == "甲\n乙\n"
    assert read(f"<w:tbl><w:foo><w:tr><w:foo><w:tc>{p('甲')}</w:tc></w:foo></w:tr></w:foo></w:tbl>").text == "甲\n"


def test_a_formula_between_paragraphs_is_read():
    formula = "<m:oMathPara xmlns:m='m'><m:oMath><m:r><m:t>甲+乙</m:t></m:r></m:oMath></m:oMathPara>"

    assert read(p("前") + formula + p("后")).text == "前\n甲+乙\n后\n"


def test_what_stands_in_a_table_and_in_no_cell_comes_before_it():
    table = f"<w:tbl>{p('表上')}<w:tr>{p('行前')}<w:tc>{p('甲')}</w:tc><w:tc>{p('乙')}</w:tc></w:tr></w:tbl>"

    assert read(table).text == "表上\n行前\n甲\t乙\n"


def test_a_drawing_may_hold_text_of_its_own_kind():
    canvas = (
        "<w:drawing><a:txBody xmlns:a='a'><a:bodyPr/><a:p><a:r><a:t>第29期</a:t></a:r></a:p></a:txBody></w:drawing>"
    )

    assert read(p(r(canvas), "甲")).text == "第29期\n甲\n"


TEXTS = st.sampled_from(["甲", "乙丙", "丁戊己"]).map(lambda text: f"<w:t>{text}</w:t>")
UNPRINTED = st.sampled_from(
    [
        "<w:instrText>机密</w:instrText>",
        "<w:delText>机密</w:delText>",
        '<w:fldChar w:fldCharType="begin"/>',
        "<w:br/>",
        "<w:lastRenderedPageBreak/>",
        "<w:foo/>",
    ]
)
RUNS = st.lists(TEXTS | UNPRINTED, max_size=3).map(lambda parts: r("".join(parts)))


def wrapped(inner, names):
    return st.builds(
        lambda name, parts: f"<w:{name}>{''.join(parts)}</w:{name}>",
        st.sampled_from(names),
        st.lists(inner, max_size=3),
    )


INLINES = st.recursive(RUNS, lambda inner: wrapped(inner, ["ins", "hyperlink", "smartTag", "sdt", "sdtContent", "foo"]))
DELETED = INLINES.map(
    lambda text: f"<w:del>{text.replace('甲', '机').replace('乙丙', '密').replace('丁戊己', '密')}</w:del>"
)
ENDS = st.sampled_from(["", DELETED_END, "<w:pPr><w:sectPr/></w:pPr>", "<w:pPr><w:pageBreakBefore/></w:pPr>"])
PARAGRAPHS = st.builds(lambda parts, end: p(*parts, properties=end), st.lists(INLINES | DELETED, max_size=4), ENDS)
BODIES = st.recursive(
    PARAGRAPHS,
    lambda inner: (
        wrapped(inner, ["sdt", "sdtContent", "customXml", "ins", "foo", "tbl", "tr", "tc"])
        | st.lists(inner, max_size=3).map(lambda parts: f"<w:tbl><w:tr><w:tc>{''.join(parts)}</w:tc></w:tr></w:tbl>")
        | st.lists(inner, max_size=2).map(
            lambda parts: p(r(f"<w:pict><v:x><w:txbxContent>{''.join(parts)}</w:txbxContent></v:x></w:pict>"))
        )
    ),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(BODIES)
def test_all_text_that_was_not_deleted_is_read_whatever_wraps_it(body):
    printed = [char for char in body if char in "甲乙丙丁戊己"]

    text = read(p("澄川") + body).text

    assert sorted(char for char in text if char in "甲乙丙丁戊己机密") == sorted(printed)


def test_a_text_box_is_read_once_before_the_paragraph_of_its_anchor():
    shape = (
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp>{box("第29期")}</wps:wsp></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:shape>{box('第29期')}</v:shape></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    old = f"<w:pict><v:shape><v:textbox>{box('澄川县人民政府办公室')}</v:textbox></v:shape></w:pict>"
    word_art = '<w:pict><v:shape><v:textpath string="澄川政务快报"/></v:shape></w:pict>'

    body = p(r(word_art)) + p("甲", r(shape), "乙") + p(r(old))
    assert read(body).text == "澄川政务快报\n\n第29期\n甲乙\n澄川县人民政府办公室\n\n"


def test_a_table_is_rows_and_its_merged_cells_are_said_once():
    def tc(text, properties=""):
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"

    begin, wide = '<w:vMerge w:val="restart"/>', '<w:gridSpan w:val="2"/>'
    body = (
        f"<w:tbl><w:tr>{tc('乡镇', begin)}{tc('清运', wide)}</w:tr>"
        f"<w:sdt><w:sdtContent><w:tr>{tc('', '<w:vMerge/>')}{tc('车')}{tc('吨')}</w:tr></w:sdtContent></w:sdt></w:tbl>"
    )

    assert read(body).text == "| 乡镇 | 清运 |  |\n|---|---|---|\n|  | 车 | 吨 |\n"


def test_what_is_left_out_is_noted():
    body = p(
        "甲",
        r("<w:drawing><pic:pic/></w:drawing>"),
        r('<w:sym w:font="Wingdings" w:char="F0FC"/>'),
        r("<w:commentReference/>"),
        r('<w:footnoteReference w:id="2"/>'),
    )
    footnotes = f'<w:footnote w:id="1">{p("别的")}</w:footnote><w:footnote w:id="2">{p("据县统计局。")}</w:footnote>'

    document = read(body + "<w:altChunk/>", footnotes=footnotes)

    assert document.text == "甲\n"
    assert document.notes == (
        "有1张图片，图片里的文字没有读。",
        "有1个特殊符号没有读入，请对照原件。",
        "有1条批注，没有读入。",
        "插入了1个别的文件，没有读入。",
        "脚注、尾注没有读入：“据县统计局。”。",
    )


HEADER = (
    '<w:sectPr><w:headerReference w:type="{kind}" r:id="header1"/><w:footerReference r:id="footer1"/>{more}</w:sectPr>'
)


def test_a_masthead_in_the_header_of_the_first_page_is_taken():
    document = read(
        p("县工信局送技术到车间") + HEADER.format(kind="first", more="<w:titlePg/>"),
        header1=p("澄川政务快报") + p("第 29 期"),
        footer1=p("第 1 页 共 4 页"),
    )

    assert document.text == "澄川政务快报\n第 29 期\n县工信局送技术到车间\n"
    assert document.notes == ("报头取自首页的页眉。",)


@pytest.mark.parametrize(
    ("body", "header", "kind", "more"),
    [
        (p("澄川政务快报") + p("第29期"), p("澄川政务快报 第29期"), "first", "<w:titlePg/>"),
        (p("县工信局送技术到车间"), p("内部资料 注意保存"), "default", ""),
        (p("县工信局送技术到车间"), p("第29期"), "even", ""),
    ],
)
def test_another_header_is_left_out_and_noted(body, header, kind, more):
    document = read(body + HEADER.format(kind=kind, more=more), header1=header, footer1=p("印发"))

    assert document.text == read(body).text
    assert document.notes == (f"页眉、页脚没有读入：“{read(header).text.strip()} 印发”。",)


def test_a_header_that_is_not_in_use_is_not_read():
    document = read(p("甲") + HEADER.format(kind="first", more=""), header1=p("第29期"), footer1=p("1"))

    assert (document.text, document.notes) == ("甲\n", ())


def test_the_strict_form_of_the_standard_is_read():
    space = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    links = "http://schemas.openxmlformats.org/package/2006/relationships"
    document = zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": f'<Relationships xmlns="{links}"><Relationship Id="1" '
            'Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/word/d.xml"/></Relationships>',
            "word/d.xml": f'<w:document xmlns:w="{space}"><w:body>{p(r("<w:rPr><w:b/></w:rPr><w:t>甲</w:t>"), "乙")}</w:body></w:document>',
        }
    )

    assert read_document(document).text == "**甲**乙\n"


def test_nothing_outside_the_file_is_followed():
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    document = zipped(
        {
            "word/document.xml": f'<w:document xmlns:w="x"><w:body>{p("甲")}</w:body></w:document>',
            "word/_rels/document.xml.rels": f'<R><R Id="1" Type="{base}/styles" TargetMode="External" Target="file:///etc/passwd"/>'
            f'<R Id="2" Type="{base}/numbering" Target="../../../etc/passwd"/></R>',
        }
    )

    assert read_document(document).text == "甲\n"


def test_a_document_of_pictures_has_no_text():
    with pytest.raises(NoTextError, match="只有图片，没有文字"):
        read(p(r("<w:drawing><pic:pic/></w:drawing>")))
    with pytest.raises(NoTextError, match="文件里没有文字"):
        read(p())


@pytest.mark.parametrize(
    "members",
    [
        {"[Content_Types].xml": ""},
        {"word/document.xml": "<w:document"},
        {"word/document.xml": "<a>&b;</a>"},
        {"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'},
    ],
)
def test_a_damaged_document_is_refused(members):
    with pytest.raises(ReadError, match="文件已损坏|DOCTYPE"):
        read_document(zipped(members))


@pytest.mark.parametrize("limit", ["MOST_CHARACTERS", "MOST_PIECES"])
def test_what_is_too_long_is_refused_as_soon_as_that_is_known(monkeypatch, limit):
    monkeypatch.setattr(f"archive.bulletin.reader.word.body.{limit}", 40)
    table = f"<w:tbl><w:tr><w:tc>{p('甲' * 4) * 11}</w:tc></w:tr></w:tbl>"

    assert read(p("甲" * 4) * 10).text == "甲甲甲甲\n" * 10
    for long in (p("甲" * 4) * 11 + p() * 41, table + p() * 41):
        with pytest.raises(ReadError, match="文件太长.*请拆开后再上传"):
            read(long)
    headed = p("甲" * 4) * 8 + HEADER.format(kind="default", more="")
    assert read(headed, header1=p("甲"), footer1=p("甲")).text == "甲甲甲甲\n" * 8
    with pytest.raises(ReadError, match="文件太长"):
        read(headed, header1=p("甲" * 4) + p() * 12, footer1=p("甲" * 5) + p() * 12)

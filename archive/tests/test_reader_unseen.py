"""What a file holds beside what it prints is found in it, also where it is packed."""

import zlib

import pytest

from archive.bulletin.reader import NoTextError, read_document
from archive.bulletin.reader.document import WITHHELD, unseen
from archive.bulletin.reader.unseen import (
    MOST_UNPACKED,
    says_more,
    unseen_in_docx,
    unseen_in_ofd,
    unseen_in_page,
    unseen_in_pdf,
)
from archive.tests.office_files import docx, ofd, pdf, word_body, zipped

TEXT = "柳河政务快报\n责任编辑：陈  思远\n"


def said(*names):
    return (f"{WITHHELD}：里面有{'、'.join(names)}。要提供的，请删去后另存一份再上传。",)


def a_pdf(objects=b"", end=b"startxref\n9\n%%EOF\n"):
    return b"%PDF-1.7\n1 0 obj\n<< /Type /Page /Contents 4 0 R /Annots [5 0 R] >>\nendobj\n" + objects + end


@pytest.mark.parametrize(
    ("objects", "found"),
    [
        (b"<< /Type /Annot /Subtype /Link /A << /URI (http://a) >> >>", ()),
        (b"<< /Type /Annot /Subtype /Text >>", ("批注",)),
        (b"<</Subtype/Highlight>>", ("批注",)),
        (b"<< /Subtype /#54ext >>", ("批注",)),
        (b"<< /Subtype /Link /Contents (\xbb\xfa) >>", ("批注",)),
        (b"<< /Subtype /Link /Contents () >>", ()),
        (b"<< /Names << /EmbeddedFiles 7 0 R >> >>", ("附件",)),
        (b"<< /OCProperties << /OCGs [] >> >>", ("可以隐藏的图层",)),
        (b"<< /AcroForm << /Fields [9 0 R] >> >>", ("表单或者签名",)),
        (b"<< /AcroForm << /Fields [ ] >> >>", ()),
        (b"trailer << /Encrypt 8 0 R >>", ("加密的内容",)),
        (b"<< /S /JavaScript >>", ("程序留下的数据",)),
        (b"startxref\n1\n%%EOF\n1 0 obj\n<< /Type /Page >>\nendobj\n", ("修改以前的版本",)),
        (b"startxref\n1\n%%EOF\nxref\n0 0\ntrailer\n<< /Prev 1 /XRefStm 9 >>\n", ()),  # as Word ends a file
        (b"<< /Subtype /Text >> << /EF << >> >>", ("批注", "附件")),
    ],
)
def test_the_objects_of_a_pdf_say_what_is_not_printed(objects, found):
    assert unseen_in_pdf(a_pdf(objects), TEXT) == (said(*found) if found else ())


@pytest.mark.parametrize("head", [b"/Filter /FlateDecode", b"/Filter[/FlateDecode]/First 8", b"/Filter/Fl/N 1"])
def test_packed_objects_of_a_pdf_are_looked_at(head):
    packed = zlib.compress(b"<< /Subtype /FreeText >>")
    objects = b"6 0 obj\n<< /Type /ObjStm " + head + b" >>\nstream\n" + packed + b"\nendstream\nendobj\n"

    assert unseen_in_pdf(a_pdf(objects), TEXT) == said("批注")
    assert unseen_in_pdf(a_pdf(objects.replace(b"/ObjStm", b"/XObject")), TEXT) == ()


@pytest.mark.parametrize(
    "head", [b"/Filter /LZWDecode", b"/Filter [/ASCII85Decode /FlateDecode]", b"/Filter /FlateDecode"]
)
def test_what_cannot_be_unpacked_counts_as_found(head):
    objects = b"6 0 obj\n<< /Type /ObjStm " + head + b" >>\nstream\nnot packed\nendstream\nendobj\n"

    assert unseen_in_pdf(a_pdf(objects), TEXT) == said("查不了的部分")


@pytest.mark.parametrize(
    ("author", "is_told"),
    [
        (b"(Administrator)", False),
        (b"()", False),
        ("(张三)".encode("gb18030"), True),
        (b"<FEFF" + "张三".encode("utf-16-be").hex().encode() + b">", True),
        (b"<FEFF" + "陈思远".encode("utf-16-be").hex().encode() + b">", False),
        (b"(\\376\\377\\137\\040)", True),
        (b"(\\(zhang\\))", True),
        (b"(zhang (of the office))", True),
        (b"% the name\n(zhang)", True),
        (b"12 0 R", True),
    ],
)
def test_an_author_who_is_not_printed_is_found(author, is_told):
    found = unseen_in_pdf(a_pdf(b"<< /Author " + author + b" >>"), TEXT)

    assert found == (said("作者等文件属性") if is_told else ())


@pytest.mark.parametrize("name", [b"Company", b"Manager", b"Comments"])
def test_who_else_had_to_do_with_a_pdf_is_found_as_well(name):
    assert unseen_in_pdf(a_pdf(b"<< /" + name + b"(zhang)>>"), TEXT) == said("作者等文件属性")
    assert unseen_in_pdf(a_pdf(b"<< /" + name + b"()>>"), TEXT) == ()


def test_what_unpacks_without_an_end_or_into_too_much_counts_as_found():
    objects = b"6 0 obj\n<< /Type /ObjStm /Filter /FlateDecode >>\nstream\n%s\nendstream\nendobj\n"
    cut = zlib.compress(bytes(range(256)) * 9)[:-9]
    much = zlib.compress(b" " * (MOST_UNPACKED + 1))

    assert unseen_in_pdf(a_pdf(objects % cut, end=b""), TEXT) == said("查不了的部分")
    assert unseen_in_pdf(a_pdf(objects % much), TEXT) == said("查不了的部分")


def test_a_file_that_is_made_for_the_web_has_two_ends_from_the_first():
    first = b"%PDF-1.7\n7 0 obj\n<< /Linearized 1 >>\nendobj\nstartxref\n0\n%%EOF\n"
    whole = first + b"1 0 obj\n<< >>\nendobj\nstartxref\n9\n%%EOF\n"

    assert unseen_in_pdf(whole, TEXT) == ()
    assert unseen_in_pdf(whole + b"1 0 obj\n<< >>\nendobj\nstartxref\n99\n%%EOF\n", TEXT) == said("修改以前的版本")


def test_metadata_in_xml_are_read_too():
    xmp = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="r" xmlns:dc="d"><rdf:Description><dc:creator><rdf:Seq>'
        "<rdf:li>{}</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>"
    )
    stream = b"3 0 obj\n<< /Type /Metadata /Subtype /XML%s >>\nstream\n%s\nendstream\nendobj\n"
    plain, packed = xmp.format("张三").encode(), zlib.compress(xmp.format("张三").encode())

    assert unseen_in_pdf(a_pdf(stream % (b"", plain)), TEXT) == said("作者等文件属性")
    assert unseen_in_pdf(a_pdf(stream % (b" /Filter /FlateDecode", packed)), TEXT) == said("作者等文件属性")
    assert unseen_in_pdf(a_pdf(stream % (b"", xmp.format("陈思远").encode())), TEXT) == ()
    assert unseen_in_pdf(a_pdf(stream % (b"", plain[:99])), TEXT) == said("作者等文件属性")


def test_a_pdf_and_an_ofd_and_a_word_file_of_nothing_but_print_are_clean():
    lines = ["柳河政务快报", "第44期", "县工信局培育中小企业 建立梯度培育体系。（工信局）"]

    for content in (pdf(lines), ofd(lines), docx(lines)):
        assert unseen(read_document(content).notes) == []


@pytest.mark.parametrize(
    ("body", "parts", "found"),
    [
        ("<w:p/>", {"comments": '<w:comment w:id="0"/>'}, "批注"),
        (r'<w:p><pic:cNvPr descr="C:\Users\张三\图.jpg"/></w:p>', {}, "图片原来所在的文件夹"),
        ("<w:p/>", {"vbaProject": ""}, "别的文件或者程序"),
        ("<w:p/>", {"package1": ""}, "别的文件或者程序"),
        ('<w:p><w:pPr><w:pPrChange w:author="张三"/></w:pPr></w:p>', {}, "修订痕迹和修订人"),
        ("<w:p/>", {"footer1": '<w:p><w:ins w:author="张三"/></w:p>'}, "修订痕迹和修订人"),
        ("<w:p/>", {"settings": '<w:docVars><w:docVar w:name="a"/></w:docVars>'}, "文档变量"),
    ],
)
def test_the_parts_of_a_word_file_say_what_is_not_printed(body, parts, found):
    assert unseen_in_docx(word_body(body, **parts)) == said(found)


def test_the_mere_name_of_a_picture_is_no_secret():
    assert unseen_in_docx(word_body('<w:p><pic:cNvPr name="图片 1" descr="会场"/></w:p>')) == ()


def test_text_hidden_in_the_foot_of_a_page_is_found():
    foot = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>机密</w:t></w:r></w:p>"
    sheet = '<w:sectPr><w:footerReference w:type="default" r:id="footer1"/></w:sectPr>'
    notes = read_document(word_body(f"<w:p><w:r><w:t>县工信局</w:t></w:r></w:p>{sheet}", footer1=foot)).notes

    assert unseen(notes) == ["有隐藏的文字，没有读入。"]


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ("<ofd:Author>张三</ofd:Author>", ("作者等文件属性",)),
        ("<ofd:Author>陈思远</ofd:Author>", ()),
        ("<ofd:Attachments/>", ("附件",)),
        ("<ofd:Annotations/>", ("批注",)),
        ('<ofd:Layer Visible="false"/>', ("隐藏的内容",)),
    ],
)
def test_an_ofd_says_what_is_not_printed(more, found):
    content = zipped({"OFD.xml": f'<ofd:OFD xmlns:ofd="a">{more}</ofd:OFD>'})

    assert unseen_in_ofd(content, TEXT) == (said(*found) if found else ())


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ("<!-- 机密 -->", ("注释",)),
        ("<!--[if !supportLists]--><b>一、</b><!--[endif]-->", ()),
        ("<!--[if gte mso 9]><xml><o:Author>zhang</o:Author></xml><![endif]-->", ("注释",)),
        ('<meta name="Author" content="张三">', ("作者等文件属性",)),
        ('<meta name="Author" content="陈思远">', ()),
        ("<script>alert(1)</script>", ()),
        (
            '<style><!-- @font-face {font-family:仿宋_GB2312; mso-font-alt:"宋体";} p {font: 16pt "宋体"} --></style>',
            (),
        ),
        ("<style>p {font-family:宋体} /* 机密 */</style>", ("不显示的文字",)),
        ("<script>var a = '机密'</script>", ("不显示的文字",)),
        ('<input type="hidden" value="1">', ("不显示的文字",)),
    ],
)
def test_a_page_of_the_web_says_what_it_does_not_show(more, found):
    assert unseen_in_page(f"<html><body>{more}<p>正文</p></body></html>", TEXT) == (said(*found) if found else ())


def test_the_names_of_properties_in_a_strict_word_file_are_known():
    """Word's “Strict Open XML” names them in one word: extendedProperties."""
    assert unseen_in_docx(word_body("<w:p/>", extendedProperties="", customProperties="")) == ()


def test_a_comment_before_the_page_itself_is_found():
    assert unseen_in_page("<!-- 机密 --><html><p>正文</p></html>", TEXT) == said("注释")


def test_a_scan_says_so_as_well():
    with pytest.raises(NoTextError) as scan:
        read_document(word_body("<w:p><w:r><w:drawing><pic:pic/></w:drawing></w:r></w:p>", vbaProject=""))

    assert scan.value.notes == said("别的文件或者程序")


def test_a_property_that_is_printed_or_says_nobody_is_no_secret():
    assert says_more("张三", TEXT)
    assert not says_more("陈 思远", TEXT)
    assert not says_more("Windows 用户", TEXT)
    assert not says_more("DESKTOP-4F7K2QA", TEXT)
    assert says_more("DESKTOP-ZHANGSAN", TEXT)
    assert not says_more(" ", TEXT)

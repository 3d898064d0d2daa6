"""Web pages: what a browser shows, in its order, and nothing that it hides."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.bulletin.reader import ReadError, read_document


def text(body, head=""):
    return read_document(f"<html><head>{head}</head><body>{body}</body></html>".encode()).text


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("gb2312", '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'),
        ("gbk", "<meta charset=GBK>"),
        ("utf-8", "<meta charset=gb2312>"),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("big5", "<meta charset=big5>"),
    ],
)
def test_every_encoding_gives_the_same_text(encoding, head):
    page = f"<html><head>{head}<title>不要</title></head><body><p>澄川（石渡）快報</p></body></html>"
    page = page.replace("報", "报") if encoding in ("gb2312", "gbk") else page

    document = read_document(page.encode(encoding))

    assert (document.text.replace("報", "报"), document.kind, document.encoding) == ("澄川（石渡）快报\n", "html", "")


@pytest.mark.parametrize(
    "begin",
    [
        "  <!DOCTYPE html><p>",
        "\ufeff<?xml version='1.0'?>\n<!-- 快报 --><HTML>",
        "<html xmlns:v='urn:schemas-microsoft-com:vml'>",
        "<div>",
        "<META charset=utf-8>",
    ],
)
def test_a_page_is_known_by_its_beginning(begin):
    assert read_document(f"{begin}澄川".encode()).kind == "html"


@pytest.mark.parametrize("begin", ["<关于加强", "<p里", "第1期<html>", "< p >", "<!-- 注 -->县工信局"])
def test_text_that_begins_like_a_page_is_text(begin):
    assert read_document(f"{begin}澄川".encode()).kind == "text"


def test_blocks_are_lines_and_line_breaks_end_them():
    assert text("<div>甲<div>乙</div>丙<br>丁<br></div><p>戊<p>己<hr>庚<ul><li>辛<li>壬</ul>") == (
        "甲\n乙\n丙\n丁\n戊\n己\n庚\n辛\n壬\n"
    )


def test_a_line_end_of_the_source_is_a_blank_only_beside_latin():
    """As Word wraps the source of its pages."""
    assert text("<p>县工信\n局送  技术\n<b>到</b>\n车间 by\nbus</p>") == "县工信局送 技术**到**车间 by bus\n"


def test_a_no_break_space_stays():
    assert text("<p>甲&nbsp;&nbsp;乙&#12288;丙&lt;丁&gt;</p>") == "甲\xa0\xa0乙\u3000丙<丁>\n"


def test_bold_is_said_by_elements_and_styles():
    assert text(
        "<p><b>甲</b><strong>乙</strong><span style='FONT-WEIGHT: bold'>丙</span><span style='font-weight:700'>丁</span>戊"
        "<b>己<span style='font-weight:normal'>庚</span></b></p><p>辛壬癸</p>"
    ) == ("**甲乙丙丁**戊**己**庚\n辛壬癸\n")


def test_headings_have_their_level():
    assert (
        text("<h1>澄川政务快报</h1><h3><span>经济<b>发展</b></span></h3><p>甲</p>")
        == "# 澄川政务快报\n### 经济发展\n甲\n"
    )


def test_a_table_has_rows_and_a_table_for_the_looks_has_none():
    assert text(
        "<table><tr><td><p>甲</p><p>乙</p></td></tr></table>"
        "<table><thead><tr><td>项目<td colspan=2>数<br>量</thead><tbody><tr><td>垃圾<td>20<td>吨</tbody></table>丙"
    ) == ("甲\n乙\n| 项目 | 数 量 |  |\n|---|---|---|\n| 垃圾 | 20 | 吨 |\n丙\n")


@pytest.mark.parametrize(
    ("table", "read"),
    [
        ("<table><form><tr><td>甲<td>乙<tr><td>丙<td>丁</form></table>", "| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |\n"),
        ("<table><center><tr><td>甲<td>乙<tr><td>丙<td>丁</table>", "| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |\n"),
        ("<table><tr><form><td>甲<td>乙</form><tr><td>丙<td>丁</table>", "| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |\n"),
        ("<table><td>甲<td>乙<tr><td>丙<td>丁</table>", "| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |\n"),
        ("<table><caption>表一</caption><tr><td>甲<td>乙</table>", "表一\n甲\t乙\n"),
        ("<table><tr><td>甲<td>乙</tr><p>表下</p></table>", "表下\n甲\t乙\n"),
        ("<table>左<tr>右<td>甲<td>乙</td></tr>后</table>", "左右后\n甲\t乙\n"),
        ("<table><tr><td><table><caption>里</caption><tr><td>甲<td>乙</table></table>", "里\n甲\t乙\n"),
        ("<table><caption>只有表题</caption></table>", "只有表题\n"),
    ],
)
def test_what_stands_in_a_table_and_in_no_cell_comes_before_it(table, read):
    assert text(f"{table}<p>尾</p>") == f"{read}尾\n"


def test_items_of_an_ordered_list_have_the_numbers_that_are_printed():
    assert text("<ol start=3><li>甲<li>乙</ol><ul><li>丙</ul><ol style='list-style-type: none'><li>丁</ol>") == (
        "3. 甲\n4. 乙\n丙\n丁\n"
    )


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>机密</script>",
        "<style>机密</style>",
        "<!-- 机密 -->",
        "<!--[if gte mso 9]><xml>机密</xml><![endif]-->",
        "<span style='display: none'>机密<b>机密</b></span>",
        "<p style='mso-hide:all'>机密</p>",
        "<p hidden>机密</p>",
        "<template>机密</template>",
        "<del>机密</del>",
        "<ruby><rt>机密</rt></ruby>",
        "<input type=hidden value=机密>",
        "<table><tr style='display:none'><td>机密</table>",
    ],
)
def test_what_is_hidden_is_left_out(hidden):
    assert text(f"<p>甲{hidden}乙</p>", head="<title>机密</title>").replace("\n", "") == "甲乙"


@pytest.mark.parametrize(
    ("inside", "note"),
    [
        ("<span style='display:none'>机密</span>", "网页里有隐藏的文字，没有读入。"),
        ("<table><tr hidden><td>机密</table>", "网页里有隐藏的文字，没有读入。"),
        ("<table><tr><td style='mso-hide:all'>机密</table>", "网页里有隐藏的文字，没有读入。"),
        ("<noscript>机密</noscript>", "网页里有隐藏的文字，没有读入。"),
        ("<textarea>机密</textarea>", "网页的输入框和按钮里有文字，没有读入。"),
        ("<table><form><button>机密</button><tr><td>乙</table>", "网页的输入框和按钮里有文字，没有读入。"),
    ],
)
def test_what_a_person_might_miss_is_noted(inside, note):
    document = read_document(f"<html><body><p>甲</p>{inside}</body></html>".encode())

    assert ("机密" in document.text, document.notes) == (False, (note,))


def test_nothing_is_noted_where_only_a_browser_would_look():
    page = (
        "<html><head><title>快报</title><style>p{}</style></head><body><p>甲<span hidden> </span><script>x</script></p>"
    )

    assert read_document(page.encode()).notes == ()


INLINE = ["b", "span", "font", "a", "i", "u", "o:p", "center", "form", "foo"]
BLOCK = ["div", "p", "h2", "ul", "li", "blockquote", "pre", "section", "dl", "dd", "fieldset"]
TABLE = ["table", "thead", "tbody", "tr", "td", "th", "caption", "tfoot"]


def pages_of(names):
    """Element within element, with a text before each and after it."""
    words = st.sampled_from(["", "甲", "乙丙", "丁 戊", "己\n"])
    return st.recursive(
        words,
        lambda inner: st.builds(
            lambda name, parts, tail: f"<{name}>{''.join(parts)}</{name}>{tail}",
            st.sampled_from(names),
            st.lists(inner, max_size=4),
            words,
        ),
        max_leaves=25,
    )


def han(text):
    return [char for char in text if "\u4e00" <= char <= "\u9fff"]


@settings(max_examples=500, deadline=None)
@given(pages_of(INLINE + BLOCK + TABLE))
def test_all_that_is_shown_is_read_however_tables_are_built(body):
    assert sorted(han(text(f"<p>澄川</p>{body}"))) == sorted(han(f"澄川{body}"))


@settings(max_examples=300, deadline=None)
@given(pages_of(INLINE + BLOCK))
def test_outside_of_tables_all_that_is_shown_is_read_in_its_order(body):
    assert han(text(f"<p>澄川</p>{body}")) == han(f"澄川{body}")


def test_what_word_writes_for_itself_does_not_show():
    assert text(
        "<p class=MsoNormal><![if !supportLists]><span>一、</span><![endif]>甲<o:p></o:p></p><p><o:p>&nbsp;</o:p></p>乙"
    ) == ("一、甲\n\xa0\n乙\n")


def test_pictures_are_noted():
    document = read_document("<html><body><p>甲<img src='http://example.invalid/1.png'></p></body></html>".encode())

    assert (document.text, document.notes) == ("甲\n", ("网页里有1张图片，图片里的文字没有读。",))


def test_a_declared_entity_is_not_unfolded():
    page = '<!DOCTYPE html [<!ENTITY x "机密">]><html><body><p>甲&x;乙</p></body></html>'

    assert read_document(page.encode()).text == "]>\n甲&x;乙\n"


def test_a_page_in_the_form_of_a_mail_is_read():
    mail = (
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
        "Content-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        "<html><body><p>澄川政务快报</p></body></html>\r\n--x--\r\n"
    )

    assert read_document(mail.encode("gb2312")).text == "澄川政务快报\n"
    with pytest.raises(ReadError, match="没有网页正文"):
        read_document(b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nx")


def test_a_page_that_chrome_saved_in_one_file_is_read():
    head = (
        "From: <Saved by Blink>\r\nSubject: =?utf-8?Q?x?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
    )
    part = "Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    page = "<html><head><meta charset=3DUTF-8></head><body><p>=E7=94=B2=E4=B9=99</p></body></html>"
    mail = f'{head}\ttype="text/html";\r\n\tboundary="--B"\r\n\r\n\r\n----B\r\n{part}{page}\r\n----B--\r\n'

    assert read_document(mail.encode()).text == "甲乙\n"


def test_elements_within_each_other_without_end_are_refused():
    assert text("<div>" * 100 + "甲" + "</div>" * 100) == "甲\n"
    with pytest.raises(ReadError, match="结构太乱"):
        text("<div>" * 5000 + "甲")


def test_a_page_without_text_is_refused():
    with pytest.raises(ReadError, match="网页里没有文字"):
        text("<img src=1.png>")

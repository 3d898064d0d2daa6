"""PDF files: the text layer by its places, and scans that have none."""

import io

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from archive.bulletin.reader import NoTextError, ReadError, pdf, printed, read_document
from archive.bulletin.reader.pdf import read_pdf
from archive.tests import office_files
from archive.tests.office_files import FONT, PAGE_HEIGHT, PAGE_WIDTH, SIZE

BODY = "目前，走访企业12家，解决问题30个，兑付奖补资金20万元，新增就业260人。"


def drawn(*pages, **options):
    """Each page is a function that draws on a canvas."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(PAGE_WIDTH, PAGE_HEIGHT), **options)
    for page in pages:
        canvas.setFont(FONT, SIZE)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def words(text, x=90, y=700):
    return lambda canvas: canvas.drawString(x, y, text)


def picture(canvas, share=1.0):
    from PIL import Image

    image = Image.new("L", (4, 4), 200)
    canvas.drawInlineImage(image, 0, 0, width=PAGE_WIDTH, height=PAGE_HEIGHT * share)


def both(*drawings):
    return lambda canvas: [draw(canvas) for draw in drawings]


def test_lines_come_as_printed_with_indents_pages_and_bold():
    lines = ["澄川政务快报", "第 29 期", "**县工信局送技术到车间** " + BODY * 20]

    document = read_document(office_files.pdf(lines))

    first, second = document.text.split("\f")
    assert first.startswith("澄川政务快报\n第 29 期\n　　**县工信局送技术到车间** 目前，走访企业12家，解决问\n")
    assert first.endswith("\n\n— 1 —\n")
    assert second.endswith("新增就业260人。\n\n— 2 —\n")
    assert (document.kind, document.encoding, document.notes) == ("pdf", "", ())


def test_the_size_of_characters_is_that_on_the_page():
    """Many programs set all text in size 1 and enlarge the page."""

    def enlarged(canvas):
        canvas.scale(SIZE, SIZE)
        canvas.setFont(FONT, 1)
        canvas.drawString(5, 44, "县工信局")
        canvas.drawString(9.5, 44, "送技术到车间")

    assert read_document(drawn(enlarged)).text == "县工信局 送技术到车间\n"


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_page_that_lies_on_its_side_is_set_up(turned):
    def lying(canvas):
        canvas.translate(300, 400)
        canvas.rotate(turned)
        canvas.drawString(0, 0, "县工信局送技术到车间")
        canvas.drawString(0, -26, "走访企业12家")

    assert read_document(drawn(lying)).text == "县工信局送技术到车间\n走访企业12家\n"


def test_a_watermark_is_left_out_and_noted():
    def watermark(canvas):
        canvas.saveState()
        canvas.translate(200, 300)
        canvas.rotate(45)
        canvas.drawString(0, 0, "内部资料")
        canvas.restoreState()

    document = read_document(drawn(both(watermark, words(BODY))))

    assert document.text == f"{BODY}\n"
    assert document.notes == ("第1页有斜排或竖排的文字（如水印），没有读入：“内部资料”。",)


def test_a_scan_has_no_text():
    with pytest.raises(NoTextError, match="此 PDF 没有文字层（多半是扫描件）"):
        read_document(drawn(picture, picture))
    with pytest.raises(NoTextError):
        read_document(drawn(both(picture, words("扫描全能王"))))
    with pytest.raises(NoTextError):
        read_document(drawn(lambda canvas: None))


def test_pages_that_are_scans_among_others_are_named():
    document = read_document(drawn(words(BODY), picture, words(BODY), picture))

    assert document.text == f"{BODY}\n\f\n\f{BODY}\n\f\n"
    assert document.notes == ("第2、4页是图片（多半是扫描的），里面的文字没有读，请另外录入。",)


def test_a_short_page_with_a_seal_is_no_scan():
    document = read_document(drawn(both(lambda canvas: picture(canvas, 0.2), words("签发：孟广澜"))))

    assert (document.text, document.notes) == ("签发：孟广澜\n", ())


def test_a_layer_that_nobody_sees_is_noted_as_recognised():
    def recognised(canvas):
        text = canvas.beginText(90, 700)
        text.setFont(FONT, SIZE)
        text.setTextRenderMode(3)
        text.textOut(BODY)
        canvas.drawText(text)

    document = read_document(drawn(both(picture, recognised)))

    assert (document.text, document.notes) == (
        f"{BODY}\n",
        ("文字层像是扫描后识别（OCR）出来的，会有错字，请逐字核对。",),
    )


def test_a_file_with_a_password_is_refused_and_one_that_only_forbids_printing_is_read():
    with pytest.raises(ReadError, match="PDF 有密码"):
        read_document(drawn(words(BODY), encrypt=StandardEncryption("secret", "owner")))
    assert read_document(drawn(words(BODY), encrypt=StandardEncryption("", "owner", canPrint=0))).text == f"{BODY}\n"


def test_a_damaged_file_is_refused():
    with pytest.raises(ReadError, match="PDF 已损坏"):
        read_document(b"%PDF-1.7 ...")


@pytest.mark.parametrize(
    ("limit", "words_"), [("MOST_PAGES", "PDF 有2页，一次最多1页"), ("MOST_CHARACTERS", "PDF 的文字超过")]
)
def test_beyond_a_limit_a_file_is_refused(monkeypatch, limit, words_):
    monkeypatch.setattr(printed, limit, 1)

    with pytest.raises(ReadError, match=words_):
        read_pdf(drawn(words(BODY), words(BODY)))


@pytest.mark.parametrize(
    ("limit", "words_"),
    [("MOST_ON_PAGE", "有一页上有11....个字，不像正常的页面"), ("MOST_CHARACTERS", "文字超过")],
)
def test_a_page_that_is_too_full_is_refused_before_it_is_read(limit, words_, monkeypatch):
    def full(canvas):
        canvas.setFont(FONT, 1)
        for at in range(275):
            canvas.drawString(90, 20 + 2 * at, "机" * 400)

    monkeypatch.setattr(pdf, "_read_layer", lambda layer: pytest.fail("read"))
    monkeypatch.setattr(printed, limit, 100_000)

    with pytest.raises(ReadError, match=words_):
        read_pdf(drawn(full))

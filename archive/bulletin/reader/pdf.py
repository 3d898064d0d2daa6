"""A PDF with a text layer to text. A scan has none and is refused with a NoTextError: nothing here guesses at pictures.

pypdfium2 (PDFium, the engine of Chrome) gives every character's place, size and font. The order of the content stream,
which pypdf follows, is often not that of reading; pdfplumber gives places as well, at a fifth of the speed.

Has no limit of its own to memory and time: files from elsewhere go through `apart`.
"""

import ctypes
import math
import threading
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from archive.bulletin.reader.document import Document, ReadError
from archive.bulletin.reader.marks import BOLD, weight_of_face
from archive.bulletin.reader.page import Glyph
from archive.bulletin.reader.printed import PrintedPage, document_of, refuse_many

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

BOLD_WEIGHT = 680  # where 400 is regular and 700 bold
FORCE_BOLD = 1 << 18  # of a font's flags
STROKED, INVISIBLE = 2, 3  # ways to render text: with an outline, which looks bold; not at all, as after OCR
UPRIGHT = math.radians(5)
MAY_BE_SCAN = 200  # characters; with more, pictures need not be looked for
LINE_END_HYPHEN = 2  # PDFium's sign for it
LOCK = threading.Lock()  # PDFium serves one thread at a time


def read_pdf(content: bytes) -> Document:
    """Raises ReadError; NoTextError when the pages are pictures."""
    import pypdfium2

    with LOCK:
        try:
            file = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as error:
            if "password" in str(error).lower():
                raise ReadError("PDF 有密码，打不开。请去掉密码后再上传。") from error
            raise ReadError("PDF 已损坏，打不开。请用阅读器打开看一看，另存一份再上传。") from error
        try:
            pages = _pages(file)
        finally:
            file.close()
    return document_of(pages, "pdf", "PDF")


def _pages(file) -> list[PrintedPage]:
    refuse_many("PDF", pages=len(file))
    pages, characters = [], 0
    for number in range(len(file)):
        page = file[number]
        pages.append(_page(page, characters))
        page.close()
        characters += len(pages[-1].glyphs)
    return pages


def _page(page: "PdfPage", characters: int) -> PrintedPage:
    """`characters` are those of the pages before."""
    layer = page.get_textpage()
    try:
        refuse_many("PDF", characters=characters + layer.count_chars(), on_page=layer.count_chars())
        read = _read_layer(layer)
    finally:
        layer.close()
    if len(read.glyphs) < MAY_BE_SCAN:
        read.pictured = _pictured(page)
    return read


def _read_layer(layer) -> PrintedPage:
    from pypdfium2 import raw

    found = []
    box, matrix, x, y = raw.FS_RECTF(), raw.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
    name, flags = ctypes.create_string_buffer(256), ctypes.c_int()
    high = 0  # first half of a character beyond U+FFFF
    page = PrintedPage()
    for at in range(layer.count_chars()):
        code = raw.FPDFText_GetUnicode(layer, at)
        if raw.FPDFText_IsGenerated(layer, at) or not raw.FPDFText_GetLooseCharBox(layer, at, box):
            continue
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        high = 0
        raw.FPDFText_GetCharOrigin(layer, at, x, y)
        raw.FPDFText_GetMatrix(layer, at, matrix)
        raw.FPDFText_GetFontInfo(layer, at, name, len(name), flags)
        text_object = raw.FPDFText_GetTextObject(layer, at)
        mode = raw.FPDFTextObj_GetTextRenderMode(text_object) if text_object else 0
        page.invisible += mode == INVISIBLE
        weight = _weight(name.value)
        if mode == STROKED or flags.value & FORCE_BOLD or raw.FPDFText_GetFontWeight(layer, at) >= BOLD_WEIGHT:
            weight = BOLD
        size = raw.FPDFText_GetFontSize(layer, at) * math.hypot(matrix.c, matrix.d)
        corners = (box.left, box.bottom), (box.right, box.top)
        found.append(
            (_character(code), corners, (x.value, y.value), raw.FPDFText_GetCharAngle(layer, at), size, weight)
        )
    _keep_upright(found, page)
    return page


def _keep_upright(found: list[tuple], page: PrintedPage) -> None:
    """A page that lies on its side is set up; then what is still not upright is put aside."""
    angles = Counter(round(angle / (math.pi / 2)) % 4 for _, _, _, angle, _, _ in found)
    quarter = angles.most_common(1)[0][0] if angles else 0
    for text, corners, origin, angle, size, weight in found:
        lean = (angle - quarter * math.pi / 2 + math.pi) % (2 * math.pi) - math.pi
        if abs(lean) > UPRIGHT:
            page.put_aside("turned", text)
            continue
        (left, _), (right, _) = sorted(_turn(corner, quarter) for corner in corners)
        page.glyphs.append(Glyph(text, left, right, -_turn(origin, quarter)[1], size, weight))


def _turn(point: tuple[float, float], quarter: int) -> tuple[float, float]:
    """A point after the page has been turned back by so many quarters of a circle; PDFium's angles go clockwise."""
    x, y = point
    return ((x, y), (-y, x), (-x, -y), (y, -x))[quarter]


def _character(code: int) -> str:
    """PDFium gives 0 where the font does not say which character a glyph is."""
    if code == LINE_END_HYPHEN:
        return "-"
    if code < 0x20 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return " " if code in (9, 10, 13) else "\ufffd"
    return chr(code)


@lru_cache(maxsize=256)
def _weight(name: bytes) -> int:
    """By a font's name; Chinese programs write names in GBK."""
    try:
        return weight_of_face(name.decode("utf-8"))
    except UnicodeDecodeError:
        return weight_of_face(name.decode("gb18030", errors="replace"))


def _pictured(page: "PdfPage") -> float:
    """The share of a page that its largest picture covers."""
    from pypdfium2 import raw

    width, height = page.get_size()
    largest = 0.0
    for picture in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = picture.get_bounds()
        largest = max(largest, (right - left) * (top - bottom))
    return largest / (width * height) if width * height else 0.0

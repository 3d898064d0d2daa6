"""What a PDF or an OFD shows, page by page, to a document; or the finding that it is a scan."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from archive.bulletin.reader.document import Document, NoTextError, ReadError
from archive.bulletin.reader.marks import text_of
from archive.bulletin.reader.page import Glyph, pages_said, read_pages

MOST_PAGES = 400
MOST_CHARACTERS = 1_000_000
MOST_ON_PAGE = 100_000  # characters; a page full of small print has 5000
FEW_CHARACTERS = 30  # fewer beside a picture of the whole page are a scanner's stamp
WHOLE_PAGE = 0.6  # share of the page
MOST_PUT_ASIDE = 1000  # characters of a page
LONGEST_QUOTE = 60  # characters of what was left out, in a note


@dataclass(slots=True)
class PrintedPage:
    glyphs: list[Glyph] = field(default_factory=list)
    turned: str = ""  # the beginning of text that is not upright: a watermark
    unsized: str = ""  # the beginning of text without a size, of which a reader shows nothing
    missing: int = 0  # parts that the file speaks of and does not hold
    invisible: int = 0  # characters that are there to be found and not to be seen
    pictured: float = 0.0  # share of the page that its largest picture covers

    def put_aside(self, where: str, text: str) -> None:
        """Add to `turned` or `unsized`, of which only the beginning is said."""
        known = getattr(self, where)
        if len(known) < MOST_PUT_ASIDE:
            setattr(self, where, known + text[:MOST_PUT_ASIDE])

    @property
    def is_scan(self) -> bool:
        """A picture of the page, at most with a stamp."""
        characters = sum(bool(glyph.text.strip()) for glyph in self.glyphs)
        return characters < FEW_CHARACTERS and self.pictured >= (WHOLE_PAGE if characters else 0.01)


def refuse_many(name: str, pages: int = 0, characters: int = 0, on_page: int = 0) -> None:
    """Raises ReadError beyond a limit. `name` is what people call the kind of file."""
    if pages > MOST_PAGES:
        raise ReadError(f"{name} 有{pages}页，一次最多{MOST_PAGES}页。请拆开后再上传。")
    if characters > MOST_CHARACTERS:
        raise ReadError(f"{name} 的文字超过{MOST_CHARACTERS // 10000}万字，没有读。请拆开后再上传。")
    if on_page > MOST_ON_PAGE:
        raise ReadError(f"{name} 有一页上有{on_page}个字，不像正常的页面，没有读。")


def document_of(pages: list[PrintedPage], kind: str, name: str, more_notes: Iterable[str] = ()) -> Document:
    """Raises NoTextError when all pages are pictures."""
    scans = [number for number, page in enumerate(pages, start=1) if page.is_scan]
    result = read_pages([page.glyphs for page in pages])
    text = text_of(result.blocks)
    if len(scans) == len(pages) or not text.strip():
        raise NoTextError(
            f"此 {name} 没有文字层（多半是扫描件），里面只有图片，读不出文字。"
            "原件可以先存着；请向供稿单位要电子版，或者把文字录入后粘贴进来。"
        )
    notes = result.notes
    if scans:
        notes.append(f"{pages_said(scans)}是图片（多半是扫描的），里面的文字没有读，请另外录入。")
    notes += _quote("有斜排或竖排的文字（如水印），没有读入", [page.turned for page in pages])
    notes += _quote("有没写字号的文字（阅读器里多半看不见），没有读入", [page.unsized for page in pages])
    missing = [number for number, page in enumerate(pages, start=1) if page.missing]
    if missing:
        notes.append(f"{pages_said(missing)}有内容在文件里找不到（如模板、图形），没有读入，请对照原件。")
    if sum(page.invisible for page in pages) > sum(len(page.glyphs) for page in pages) / 2:
        notes.append("文字层像是扫描后识别（OCR）出来的，会有错字，请逐字核对。")
    return Document(text, "", kind, (*notes, *more_notes))


def _quote(said: str, put_aside: list[str]) -> list[str]:
    """A note that names the pages and repeats the beginning of what was put aside there."""
    texts = {number: "".join(text.split()) for number, text in enumerate(put_aside, start=1) if text.strip()}
    words = " ".join(dict.fromkeys(texts.values()))[:LONGEST_QUOTE]
    return [f"{pages_said(list(texts))}{said}：“{words}”。"] if texts else []

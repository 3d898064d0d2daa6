"""A .docx, of Word or of WPS, to text.

Headers and footers are not part of the text, but for a masthead that is printed in the header of the first page only.
Footnotes and comments are left out as well: in the running text they would belong to an entry that did not say them.
All that is left out is said in the notes.
"""

import re
from typing import TYPE_CHECKING

from archive.bulletin.reader.document import Document, NoTextError
from archive.bulletin.reader.marks import Block, text_of
from archive.bulletin.reader.tree import child, local, value
from archive.bulletin.reader.word.body import Body, Passed
from archive.bulletin.reader.word.numbering import Numbering
from archive.bulletin.reader.word.package import Package
from archive.bulletin.reader.word.styles import Styles

if TYPE_CHECKING:
    from lxml.etree import _Element

ISSUE_NUMBER = re.compile(r"第\s*[\d〇零○一二三四五六七八九十百]{1,5}\s*期")
LINES_OF_MASTHEAD = 15
LONGEST_QUOTE = 60  # characters of what was left out, in a note
HAN = re.compile(r"[\u4e00-\u9fff]")


def read_docx(content: bytes) -> Document:
    """Raises ReadError; NoTextError when there are pictures and no text."""
    package = Package(content)
    passed = Passed()
    styles = Styles(package.only("styles"))
    body = Body(styles, Numbering(package.only("numbering"), styles), passed)
    main = package.tree(package.main)
    blocks = body.blocks(main)
    notes = []
    margins = _margins(package, main, styles, passed)
    masthead = None
    if not ISSUE_NUMBER.search(_beginning(text_of(blocks))):
        masthead = next((each for is_first, each in margins if is_first and ISSUE_NUMBER.search(text_of(each))), None)
    if masthead:
        blocks = masthead + blocks
        notes.append("报头取自首页的页眉。")
    text = text_of(blocks)
    if not text.strip():
        if passed.pictures:
            raise NoTextError("文件里只有图片，没有文字（多半是扫描件）。原件可以先存着，请另把文字录入后粘贴进来。")
        raise NoTextError("文件里没有文字。")
    footnotes = _footnotes(package, passed, styles)
    notes += _notes(passed)
    notes += _quote("脚注、尾注没有读入", footnotes)
    notes += _quote("页眉、页脚没有读入", [text_of(each) for _, each in margins if each is not masthead])
    return Document(text, "", "docx", tuple(notes))


def _notes(passed: Passed) -> list[str]:
    said = (
        (passed.pictures, f"有{passed.pictures}张图片，图片里的文字没有读。"),
        (passed.charts, f"有{passed.charts}个图表，里面的文字没有读。"),
        (passed.symbols, f"有{passed.symbols}个特殊符号没有读入，请对照原件。"),
        (passed.comments, f"有{passed.comments}条批注，没有读入。"),
        (passed.inserted_files, f"插入了{passed.inserted_files}个别的文件，没有读入。"),
        (passed.hidden, "有隐藏的文字，没有读入。"),
        (passed.revisions, "有修订痕迹，按全部接受修订读出。"),
    )
    return [note for happened, note in said if happened]


def _quote(said: str, texts: list[str]) -> list[str]:
    """A note that repeats the beginning of what was left out; page numbers are not worth one."""
    words = " ".join(
        dict.fromkeys(" ".join(text.split()) for text in texts if HAN.search(re.sub("[第页共]", "", text)))
    )
    if not words:
        return []
    return [f"{said}：“{words[:LONGEST_QUOTE]}{'……' if len(words) > LONGEST_QUOTE else ''}”。"]


def _beginning(text: str) -> str:
    return "\n".join([line for line in text.split("\n") if line.strip()][:LINES_OF_MASTHEAD])


def _margins(package: Package, main, styles: Styles, passed: Passed) -> list[tuple[bool, list[Block]]]:
    """Headers and footers in use, each once, with whether it is the header of the very first page."""
    parts = package.relationships(package.main, "header") | package.relationships(package.main, "footer")
    found: dict[str, bool] = {}
    sections = [each for each in main.iter("{*}sectPr") if local(each.getparent().tag) != "sectPrChange"]
    for section in sections:
        own_first_page = child(section, "titlePg") is not None
        for reference in section:
            name = local(reference.tag)
            part = parts.get(value(reference, "id") or "")
            if part is None or name not in ("headerReference", "footerReference"):
                continue
            kind = value(reference, "type")
            if kind == "first" and not own_first_page:
                continue
            first = name == "headerReference" and section is sections[0] and (kind == "first" or not own_first_page)
            found[part] = found.get(part, False) or (first and kind != "even")
    return [(is_first, _aside(package.tree(part), styles, passed)) for part, is_first in found.items()]


def _aside(element: "_Element", styles: Styles, passed: Passed) -> list[Block]:
    """What stands beside the text. Of what is passed over there only that is noted which nobody sees in print; its
    length counts with that of the text."""
    own = Passed(characters=passed.characters, pieces=passed.pieces)
    blocks = Body(styles, Numbering(None, styles), own).blocks(element)
    passed.characters, passed.pieces = own.characters, own.pieces
    passed.hidden, passed.revisions = passed.hidden or own.hidden, passed.revisions or own.revisions
    return blocks


def _footnotes(package: Package, passed: Passed, styles: Styles) -> list[str]:
    texts = []
    for kind, wanted in (("footnotes", passed.footnotes), ("endnotes", passed.endnotes)):
        root = package.only(kind) if wanted else None
        for each in root if root is not None else ():
            if value(each, "id") in wanted:
                texts.append(text_of(_aside(each, styles, passed)))
    return texts

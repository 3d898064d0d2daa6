"""A web page, also one that Word or WPS saved as such, to text in reading order. Nothing is run, fetched or unfolded.

What a browser does not show is left out: scripts, styles, the head, comments (Word's conditional ones among them) and
what the page itself hides; the last is noted. Bold is said by elements and by style attributes; style sheets are not
looked at.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from archive.bulletin.reader.document import Document, ReadError
from archive.bulletin.reader.marks import BOLD, REGULAR, Block, Cell, Paragraph, Run, Table, text_of
from archive.bulletin.reader.text import decode
from archive.bulletin.reader.unseen import unseen_in_page, withheld

if TYPE_CHECKING:
    from lxml.html import HtmlElement

PAGE = re.compile(
    rb"""(?: \s | <\?xml [^>]{0,500} > | <!-- .{0,2000}? --> )*
    < (?: !doctype\s+html | (?: html | head | body | meta | title | div | p | table | span | font | center ) [\s>/] )""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
LONGEST_PROLOGUE = 4000  # bytes before the first element of a page
CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,30})""", re.IGNORECASE)
BLANKS = re.compile(r"[ \t\n\r\f]+")  # not the no-break space, which is printed

LEFT_OUT = {"script", "style", "head", "title", "template", "xml", "rt", "rp", "noframes", "datalist"}  # never printed
CONTROLS = {"select", "textarea", "button"}
OTHERWISE_SHOWN = {"noscript", "svg", "iframe", "object", "video", "audio", "canvas", "math", "del"}
HEADINGS = {f"h{level}": level for level in range(1, 7)}
BLOCKS = {"p", "div", "center", "section", "article", "header", "footer", "main", "aside", "nav", "address", "form"}
BLOCKS |= {"ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "fieldset", "figure", "figcaption", "caption", "hr"}
BLOCKS |= {"body", "html", "details", "summary", "legend", "dir", "menu"} | set(HEADINGS)
ROWS = {"thead", "tbody", "tfoot", "tr"}
CELLS = {"td", "th"}
BOLD_ELEMENTS = {"b", "strong", "th"} | set(HEADINGS)
PICTURES = {"img", "v:imagedata"}
MOST_DEEP = 200  # elements within each other; pages of an office have some ten
WRAP = "\r"  # a line end in the source, until it is known what stands on both sides
WIDE = re.compile(r"[\u2014-\u2026\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\U00020000-\U0003ffff]")


def is_web_page(content: bytes) -> bool:
    """By its beginning, in whatever encoding that Chinese pages have."""
    head = content[:LONGEST_PROLOGUE].removeprefix(b"\xef\xbb\xbf")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head[2:].replace(b"\0", b"")
    return bool(PAGE.match(head))


def read_web_page(content: bytes, charset: str | None = None) -> Document:
    """Raises ReadError."""
    from lxml import etree, html

    found = CHARSET.search(content[:LONGEST_PROLOGUE])
    source, _ = decode(content, charset or (found[1].decode("ascii").lower() if found else None))
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(source.encode(), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise ReadError("网页读不出来。请用浏览器打开，全选、复制，再粘贴进来。") from error
    reading = _Reading()
    reading.read(root)
    text = text_of(reading.blocks)
    if not text.strip():
        raise ReadError("网页里没有文字。")
    return Document(text, "", "html", (*reading.notes, *unseen_in_page(source, text)))


def read_mail_page(content: bytes) -> Document:
    """A page in the form of a mail, which Word saves as 单个文件网页 .mht. Raises ReadError."""
    from email import message_from_bytes, policy

    for part in message_from_bytes(content, policy=policy.compat32).walk():
        if part.get_content_type() == "text/html":
            page = read_web_page(part.get_payload(decode=True), part.get_content_charset())
            return replace(page, notes=(*page.notes, *withheld(["邮件的其他部分"])))
    raise ReadError("这是邮件或单个文件网页，里面没有网页正文。请把文字复制到 Word 里，另存为 .docx 再上传。")


class _Reading:
    """One walk over the elements. Text goes into the paragraph at hand; a block element ends it before and after."""

    def __init__(self):
        self.blocks: list[Block] = []
        self.paragraph = Paragraph()
        self.pictures = 0
        self.hidden = False  # whether text was left out that the page holds and does not show
        self.controls = False  # … or shows in boxes and on buttons
        self.depth = 0
        self.numbers: dict[HtmlElement, int] = {}  # by ordered list: that of its last item
        self.around_cells: set[HtmlElement] = set()  # what stands between cells and their table

    @property
    def notes(self) -> tuple[str, ...]:
        said = (
            (self.pictures, f"网页里有{self.pictures}张图片，图片里的文字没有读。"),
            (self.controls, "网页的输入框和按钮里有文字，没有读入。"),
            (self.hidden, "网页里有隐藏的文字，没有读入。"),
        )
        return tuple(note for happened, note in said if happened)

    def read(self, root: "HtmlElement") -> None:
        for cell in root.iter(*CELLS):
            self._remember_around(cell)
        self._read(root, REGULAR, 0, False)
        self._end_paragraph()

    def _read(self, element: "HtmlElement", weight: int, heading: int, preformatted: bool) -> None:
        name = _name(element)
        if name in PICTURES:
            self.pictures += 1
        if self._is_left_out(element, name):
            return
        style = _style(element)
        weight = _weight(style, BOLD if name in BOLD_ELEMENTS else weight)
        with self._deeper():
            if name == "table":
                self._end_paragraph()
                self._add_table(element, weight)
            elif name == "br":
                self._break("page-break-before:always" in style)
            else:
                preformatted = preformatted or name == "pre"
                self._read_element(element, name, style, weight, HEADINGS.get(name, heading), preformatted)

    def _is_left_out(self, element: "HtmlElement", name: str) -> bool:
        """Whether an element is not read; what a person might miss is remembered for the notes."""
        if not name or name in LEFT_OUT:
            return True
        if name in CONTROLS:
            self.controls = self.controls or _has_text(element)
        elif name in OTHERWISE_SHOWN or "hidden" in element.attrib or _is_hidden(_style(element)):
            self.hidden = self.hidden or _has_text(element)
        else:
            return False
        return True

    @contextmanager
    def _deeper(self) -> Iterator[None]:
        self.depth += 1
        if self.depth > MOST_DEEP:
            raise ReadError("网页的结构太乱，读不出来。请用浏览器打开，全选、复制，再粘贴进来。")
        yield
        self.depth -= 1

    def _read_element(
        self, element: "HtmlElement", name: str, style: str, weight: int, heading: int, preformatted: bool
    ) -> None:
        block = name in BLOCKS or "display:block" in style
        if block:
            self._end_paragraph()
            self.paragraph.heading = heading
            self.paragraph.new_page = self.paragraph.new_page or "page-break-before:always" in style
        if name == "li":
            self._add(self._number_of_item(element), weight, preformatted)
        self._add(element.text, weight, preformatted)
        for each in element:
            self._read(each, weight, heading, preformatted)
            self._add(each.tail, weight, preformatted)
        if block:
            self._end_paragraph()

    def _add(self, text: str | None, weight: int, preformatted: bool) -> None:
        if not text:
            return
        if preformatted:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        else:
            text = BLANKS.sub(lambda blanks: WRAP if "\n" in blanks[0] else " ", text)
            if not self.paragraph.runs or self.paragraph.runs[-1].text[-1] in " \n\f" + WRAP:
                text = text.lstrip(" " + WRAP)
        if text:
            self.paragraph.runs.append(Run(text, weight))

    def _number_of_item(self, item: "HtmlElement") -> str:
        """The number that a browser prints before an item of an ordered list."""
        items = item.getparent()
        if _name(items) != "ol" or "list-style-type:none" in _style(items) or items.get("type", "1") != "1":
            return ""
        self.numbers[items] = self.numbers[items] + 1 if items in self.numbers else _number(items.get("start"))
        return f"{self.numbers[items]}. "

    def _break(self, page: bool) -> None:
        self.paragraph.runs.append(Run("\f" if page else "\n"))

    def _end_paragraph(self) -> None:
        ended = self.paragraph
        self.paragraph = Paragraph()
        text = ended.text
        if text.strip(" \n\f" + WRAP):
            ended.runs = _settled(ended.runs)
            self.blocks.append(ended)
        elif "\n" in text and self.blocks:  # line breaks between blocks
            self.blocks.append(Paragraph(new_page=ended.new_page))
        else:
            self.paragraph.new_page = ended.new_page or "\f" in text

    def _add_table(self, element: "HtmlElement", weight: int) -> None:
        """A caption, and what stands in a table and in no cell, comes before it, as in a browser."""
        table = Table()
        self._read_table(element, weight, table)
        self._end_paragraph()
        table.rows = [row for row in table.rows if row]
        if table.rows:
            self.blocks.append(table)

    def _read_table(self, element: "HtmlElement", weight: int, table: Table) -> None:
        """What is in a table, in one of its rows, or in whatever wraps rows and cells: forms and the like."""
        self._add(element.text, weight, False)
        for each in element:
            self._read_in_table(each, weight, table)
            self._add(each.tail, weight, False)

    def _read_in_table(self, element: "HtmlElement", weight: int, table: Table) -> None:
        name = _name(element)
        if name in CELLS:
            if not self._is_left_out(element, name):
                if not table.rows:
                    table.rows.append([])
                table.rows[-1].append(Cell(self._read_apart(element, weight), _number(element.get("colspan"))))
        elif name in ROWS or element in self.around_cells:
            if not self._is_left_out(element, name):
                if name == "tr":
                    table.rows.append([])
                with self._deeper():
                    self._read_table(element, _weight(_style(element), weight), table)
        else:
            self._read(element, weight, 0, False)

    def _remember_around(self, cell: "HtmlElement") -> None:
        around = cell.getparent()
        while around is not None and _name(around) != "table" and around not in self.around_cells:
            self.around_cells.add(around)
            around = around.getparent()

    def _read_apart(self, element: "HtmlElement", weight: int) -> list[Block]:
        """The blocks of a cell."""
        outer = self.blocks, self.paragraph
        self.blocks, self.paragraph = [], Paragraph()
        weight = _weight(_style(element), BOLD if _name(element) in BOLD_ELEMENTS else weight)
        with self._deeper():
            self._read_element(element, "td", "", weight, 0, False)
        self._end_paragraph()
        inner = self.blocks
        self.blocks, self.paragraph = outer
        return inner


def _name(element: "HtmlElement") -> str:
    return element.tag.lower() if isinstance(element.tag, str) else ""


def _has_text(element: "HtmlElement") -> bool:
    return any(text.strip() for text in element.itertext())


def _settled(runs: list[Run]) -> list[Run]:
    """Runs without the blank at their end, and with line ends of the source as blanks, but none between Chinese."""
    text = "".join(run.text for run in runs)
    length = len(text.rstrip(" " + WRAP).removesuffix("\n").rstrip(" " + WRAP))
    settled, at = [], 0
    for run in runs:
        chars = [
            char if char != WRAP else "" if WIDE.match(text[place - 1]) and WIDE.match(text[place + 1]) else " "
            for place, char in enumerate(run.text[: max(length - at, 0)], start=at)
        ]
        settled.append(Run("".join(chars), run.weight))
        at += len(run.text)
    return settled


def _style(element: "HtmlElement") -> str:
    return re.sub(r"\s", "", element.get("style", "")).lower()


def _is_hidden(style: str) -> bool:
    return "display:none" in style or "visibility:hidden" in style or "mso-hide:all" in style


def _weight(style: str, weight: int) -> int:
    found = re.search(r"font-weight:(\w+)", style)
    if not found:
        return weight
    if found[1].isdecimal():
        return BOLD if int(found[1][:4]) >= 600 else REGULAR
    return {"bold": BOLD, "bolder": BOLD, "normal": REGULAR, "lighter": REGULAR}.get(found[1], weight)


def _number(text: str | None) -> int:
    return max(1, min(int(text), 100)) if text and text.isascii() and text.isdecimal() and len(text) < 4 else 1

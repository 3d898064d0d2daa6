"""The paragraphs, tables and text boxes of a part of a .docx, in the order in which they are read.

Tracked changes are read as accepted, fields as their results, a text box before the paragraph that holds its anchor.
An element that is not known is seen through: what it wraps is read. What is not read is counted in `Passed` and said to
the person who reviews.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from archive.bulletin.reader.document import ReadError
from archive.bulletin.reader.marks import REGULAR, Block, Cell, Paragraph, Run, Table
from archive.bulletin.reader.tree import child, local, value
from archive.bulletin.reader.word.styles import NO_OUTLINE, value_of

if TYPE_CHECKING:
    from lxml.etree import _Element

    from archive.bulletin.reader.word.numbering import Numbering
    from archive.bulletin.reader.word.styles import Styles

DELETED = {"del", "moveFrom"}
# Elements without anything that is printed, beside those that are named after what they belong to: pPr, rPr, sdtPr …
SKIPPED = {"instrText", "delText", "delInstrText", "rt", "sectPr", "tblGrid"}
REVISIONS = DELETED | {"ins", "moveTo"}
CHARACTERS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\u00ad"}
PICTURES = {"pic", "imagedata"}
DRAWINGS = {"drawing", "pict", "object"}
BOXES = {"txbxContent", "txBody", "p", "tbl", "r"}  # what holds text in a drawing
MOST_CHARACTERS = 1_000_000
MOST_PIECES = 600_000  # runs and paragraphs, also empty ones
CHARTS = {"chart", "relIds"}  # charts and SmartArt


@dataclass(slots=True)
class Passed:
    """What is in the file and not in the text."""

    pictures: int = 0
    charts: int = 0
    symbols: int = 0
    comments: int = 0
    footnotes: list[str] = field(default_factory=list)  # identifiers
    endnotes: list[str] = field(default_factory=list)
    inserted_files: int = 0
    characters: int = 0  # read up to now, and so pieces
    pieces: int = 0
    hidden: bool = False
    revisions: bool = False


class Body:
    """One walk over a part; `passed` and the numbers of lists go on from part to part.

    Raises ReadError beyond a limit, as soon as it is reached.
    """

    def __init__(self, styles: "Styles", numbering: "Numbering", passed: Passed):
        self.styles = styles
        self.numbering = numbering
        self.passed = passed
        self.fields: list[
            int | None
        ] = []  # of those open: the run with which the instruction began; None in the result
        self.boxes: list[Block] = []  # of the paragraph at hand
        self.joined: list[Run] = []  # of a paragraph whose end was deleted
        self.new_page = False  # the next paragraph begins one

    def blocks(self, element: "_Element") -> list[Block]:
        """All of an element's children."""
        return self._apart(element)

    def _apart(self, elements: Iterable["_Element"]) -> list[Block]:
        """Elements whose last paragraph is joined with nothing that comes after."""
        return [*self._blocks(elements), *self._rest()]

    def _rest(self) -> list[Block]:
        """What waits to be joined with a paragraph where none follows."""
        if not self.joined:
            return []
        paragraph = Paragraph(self.joined, new_page=self.new_page)
        self.joined, self.new_page = [], False
        return [paragraph]

    def _blocks(self, elements: Iterable["_Element"]) -> list[Block]:
        found: list[Block] = []
        for each in elements:
            name = local(each.tag)
            if name == "p":
                found += self._paragraph(each, child(each, "pPr"))
            elif name == "tbl":
                found += [*self._rest(), *self._table(each)]
            elif name == "AlternateContent":
                found += self._blocks(_alternative(each))
            elif name in ("altChunk", "subDoc"):
                self.passed.inserted_files += 1
            elif self._is_skipped(name):
                continue
            elif _holds(each, "p", "tbl", "altChunk"):
                found += self._blocks(each)
            elif _holds(each, "r", "t"):  # text that stands in no paragraph, such as a formula
                found += self._paragraph([each], None)
        return found

    def _is_skipped(self, name: str) -> bool:
        if name in REVISIONS:
            self.passed.revisions = True
        return name in DELETED or name in SKIPPED or name.endswith("Pr")

    def _paragraph(self, elements: Iterable["_Element"], own: "_Element | None") -> list[Block]:
        """`own` is what the paragraph says of itself."""
        self._count()
        properties = self.styles.paragraph(own)
        outer, self.boxes = self.boxes, []
        runs: list[Run] = []
        for each in elements:
            self._inline(each, runs, properties)
        boxes, self.boxes = self.boxes, outer
        self.fields = [None] * len(self.fields)  # an instruction does not go beyond its paragraph: nothing gets lost
        label = self._label(own, properties) if runs or self.joined else ""
        if label:
            runs.insert(0, Run(label, next((run.weight for run in runs if run.text.strip()), REGULAR)))
        if _is_on(child(own, "pageBreakBefore")):
            self.new_page = True
        if child(own, "rPr", "del") is not None or child(own, "rPr", "moveFrom") is not None:
            self.passed.revisions = True
            self.joined += runs
            return boxes
        outline = NO_OUTLINE if properties.outline is None else properties.outline
        paragraph = Paragraph(self.joined + runs, heading=outline + 1 if outline < NO_OUTLINE else 0)
        paragraph.new_page, self.new_page, self.joined = self.new_page, False, []
        section = child(own, "sectPr")
        if section is not None and value_of(section, "type") != "continuous":
            self.new_page = True
        return [*boxes, paragraph]

    def _label(self, own: "_Element | None", properties) -> str:
        if not properties.number_id or properties.number_id == "0":
            return ""
        return self.numbering.label(properties.number_id, properties.number_level, value_of(own, "pStyle"))

    def _inline(self, element: "_Element", runs: list[Run], paragraph) -> None:
        """What stands in a paragraph: runs, and what wraps them."""
        name = local(element.tag)
        if name == "r":
            self._run(element, runs, paragraph)
        elif name == "AlternateContent":
            for each in _alternative(element):
                self._inline(each, runs, paragraph)
        elif name == "t":  # of a formula
            self._add(runs, element.text, REGULAR)
        elif name in DRAWINGS:
            self._drawing(element)
        elif name in ("altChunk", "subDoc"):
            self.passed.inserted_files += 1
        elif not self._is_skipped(name):
            for each in element:
                self._inline(each, runs, paragraph)

    def _run(self, element: "_Element", runs: list[Run], paragraph) -> None:
        self._count()
        own = child(element, "rPr")
        weight = self.styles.weight(own, paragraph)
        hidden = self.styles.is_hidden(own, paragraph)
        for each in element:
            self._run_child(each, runs, paragraph, weight, hidden)

    def _run_child(self, element: "_Element", runs: list[Run], paragraph, weight: int, hidden: bool) -> None:
        name = local(element.tag)
        if name == "fldChar":
            self._field(value(element, "fldCharType"), runs)
        elif hidden:
            self.passed.hidden = self.passed.hidden or _holds_text(element)
        elif name == "t":
            self._add(runs, element.text, weight)
        elif name == "br":
            self._add(runs, "\f" if value(element, "type") == "page" else "\n", weight)
        elif name in CHARACTERS:
            self._add(runs, CHARACTERS[name], weight)
        elif name == "sym":
            self.passed.symbols += 1
        elif name == "commentReference":
            self.passed.comments += 1
        elif name in ("footnoteReference", "endnoteReference"):
            notes = self.passed.footnotes if name == "footnoteReference" else self.passed.endnotes
            notes.append(value(element, "id") or "")
        elif name == "AlternateContent":
            for each in _alternative(element):
                self._run_child(each, runs, paragraph, weight, hidden)
        elif name in DRAWINGS:
            self._drawing(element)
        elif name == "r":
            self._run(element, runs, paragraph)
        elif not self._is_skipped(name):  # the base of a ruby among others
            for each in element:
                self._run_child(each, runs, paragraph, weight, hidden)

    def _add(self, runs: list[Run], text: str | None, weight: int) -> None:
        if text:
            self._count(len(text))
            runs.append(Run(text.replace("\r", "\n"), weight))

    def _count(self, characters: int = 0) -> None:
        """One more piece, or so many characters."""
        self.passed.characters += characters
        self.passed.pieces += not characters
        if self.passed.characters > MOST_CHARACTERS or self.passed.pieces > MOST_PIECES:
            raise ReadError("文件太长，文字超过100万字，或者段落超过几十万段，没有读。请拆开后再上传。")

    def _field(self, kind: str | None, runs: list[Run]) -> None:
        """A field is: begin, instruction, separate, result, end. Of what it adds to `runs`, only the result is printed."""
        if kind == "begin":
            self.fields.append(len(runs))
        elif kind in ("separate", "end") and self.fields:
            begin = self.fields.pop()
            if begin is not None:
                del runs[begin:]
            if kind == "separate":
                self.fields.append(None)

    def _drawing(self, element: "_Element") -> None:
        """Text boxes and old WordArt of a drawing; its pictures are counted."""
        for each in element:
            name = local(each.tag)
            if name in BOXES:
                outer = self.joined, self.fields, self.new_page
                self.joined, self.fields, self.new_page = [], [], False
                self.boxes += self._apart([each] if name in ("p", "tbl", "r") else each)
                self.joined, self.fields, self.new_page = outer
            elif name == "textpath":
                self.boxes.append(Paragraph([Run(value(each, "string") or "")]))
            elif name == "AlternateContent":
                self._drawing(_alternative(each))
            elif name not in DELETED:
                self.passed.pictures += name in PICTURES
                self.passed.charts += name in CHARTS
                self._drawing(each)

    def _table(self, element: "_Element") -> list[Block]:
        """The table, after what stands in it and in none of its cells."""
        table = Table()
        stray: list[Block] = []
        for row in self._descend(element, "tr", stray):
            if child(row, "trPr", "del") is not None:
                self.passed.revisions = True
                continue
            cells = []
            for each in self._descend(row, "tc", stray):
                if child(each, "tcPr", "cellDel") is None:
                    cells.append(self._cell(each))
                else:
                    self.passed.revisions = True
            if cells:
                table.rows.append(cells)
        return [*stray, table]

    def _descend(self, element: "_Element", name: str, stray: list[Block]) -> list["_Element"]:
        """Rows of a table or cells of a row, also those wrapped in something. What is neither goes to `stray`."""
        found = []
        for each in element:
            tag = local(each.tag)
            if tag == name:
                found.append(each)
            elif tag == "AlternateContent":
                found += self._descend(_alternative(each), name, stray)
            elif self._is_skipped(tag):
                continue
            elif _holds(each, name):
                found += self._descend(each, name, stray)
            else:
                stray += self._apart([each])
        return found

    def _cell(self, element: "_Element") -> Cell:
        merge = child(element, "tcPr", "vMerge")
        span = value_of(child(element, "tcPr"), "gridSpan") or "1"
        blocks = self.blocks(element)
        if merge is not None and value(merge, "val") in (None, "continue"):
            blocks = [each for each in blocks if isinstance(each, Table) or each.text.strip()]
        return Cell(blocks, min(max(int(span), 1), 100) if span.isdecimal() and len(span) < 4 else 1)


def _alternative(element: "_Element") -> "_Element":
    """The same thing is written for new programs and for old ones: one of both is read."""
    choice = child(element, "Choice")
    fallback = child(element, "Fallback")
    if choice is None or (fallback is not None and not len(choice)):
        choice = fallback
    return element if choice is None else choice


def _holds(element: "_Element", *names: str) -> bool:
    """Whether an element is one of these or has one in it."""
    return next(element.iter(*(f"{{*}}{name}" for name in names)), None) is not None


def _holds_text(element: "_Element") -> bool:
    return any((each.text or "").strip() for each in element.iter("{*}t"))


def _is_on(element: "_Element | None") -> bool:
    return element is not None and (value(element, "val") or "1") not in ("0", "false", "off")

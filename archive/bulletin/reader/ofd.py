"""An OFD (GB/T 33190, the state's form of printed pages: a ZIP of XML) to text, by the places of its characters.

Annotations, attachments, seals and drawn paths are not text of the document and are left out. Without the parts that
describe fonts and figures the text is read all the same; what is lost by it is noted.
"""

import math
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.bulletin.reader.document import Document, ReadError
from archive.bulletin.reader.marks import BOLD, REGULAR, weight_of_face
from archive.bulletin.reader.page import Glyph
from archive.bulletin.reader.printed import PrintedPage, document_of, refuse_many
from archive.bulletin.reader.tree import child, local, parse_xml
from archive.bulletin.reader.zipped import Zipped

if TYPE_CHECKING:
    from lxml.etree import _Element

START = "OFD.xml"
BOLD_WEIGHT = 600  # where 400 is regular and 700 bold
UPRIGHT = math.radians(5)
DEEPEST_FIGURE = 8  # figures within each other
MOST_FIGURES = 20_000  # in a file, each as often as it is shown
MOST_ELEMENTS = 3_000_000  # of pages and figures, each as often as it is shown
TOO_MUCH = "OFD 里的图形太多，没有读。请用阅读器打开，另存为 PDF 再上传。"
Matrix = tuple[float, float, float, float, float, float]
PLAIN: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class _Part:
    """An XML file of the package and its place, from which paths in it are counted."""

    name: str
    root: "_Element"


def read_ofd(content: bytes) -> Document:
    """Raises ReadError; NoTextError when the pages are pictures."""
    package = _Package(Zipped(content))
    pages, notes = [], []
    for place in package.open(START).root.iter("{*}DocRoot"):
        part = package.follow(START, place.text)
        reading = _Reading(package, part)
        pages += reading.pages()
        notes += reading.notes
        refuse_many("OFD", pages=len(pages))
    if not pages:
        raise ReadError("OFD 已损坏：里面没有页面。请用阅读器打开看一看，另存一份再上传。")
    return document_of(pages, "ofd", "OFD", notes)


class _Package:
    def __init__(self, zipped: Zipped):
        self.zipped = zipped
        self.names = {name.lower(): name for name in zipped.names}
        self.characters = self.figures = self.elements = 0  # read up to now

    def follow(self, name: str, path: str | None) -> _Part:
        """The part that a path in another part names: from that part's folder, or from the top."""
        target = posixpath.normpath(posixpath.join("/", posixpath.dirname(name), (path or "").strip())).lstrip("/")
        return self.open(target)

    def open(self, name: str) -> _Part:
        return _Part(name, parse_xml(self.zipped.read(self.names.get(name.lower(), name))))


class _Reading:
    """One document of the package."""

    def __init__(self, package: _Package, document: _Part):
        self.package = package
        self.document = document
        self.common = child(document.root, "CommonData")
        self.weights: dict[str, int] = {}  # by identifier of a font
        self.figures: dict[str, _Element] = {}  # by identifier: what can be shown many times
        self.templates: dict[str, str] = {}
        self.notes: list[str] = []
        for each in self.common if self.common is not None else ():
            if local(each.tag) in ("PublicRes", "DocumentRes"):
                self._read_resources(each.text)
            elif local(each.tag) == "TemplatePage":
                self.templates[each.get("ID", "")] = each.get("BaseLoc", "")

    def pages(self) -> list[PrintedPage]:
        places = child(self.document.root, "Pages")
        found = [each for each in places if local(each.tag) == "Page"] if places is not None else []
        refuse_many("OFD", pages=len(found))
        return [self._page(self.package.follow(self.document.name, each.get("BaseLoc"))) for each in found]

    def _read_resources(self, path: str | None) -> None:
        try:
            resources = self.package.follow(self.document.name, path)
        except ReadError:
            self._note("文件里缺少字体的说明，加粗的字可能没有认出来。")
            return
        for font in resources.root.iter("{*}Font"):
            name = f"{font.get('FontName', '')} {font.get('FamilyName', '')}"
            self.weights[font.get("ID", "")] = BOLD if font.get("Bold") == "true" else weight_of_face(name)
        for figure in resources.root.iter("{*}CompositeGraphicUnit"):
            self.figures[figure.get("ID", "")] = figure

    def _note(self, said: str) -> None:
        if said not in self.notes:
            self.notes.append(said)

    def _page(self, part: _Part) -> PrintedPage:
        page = PrintedPage()
        for each in part.root:
            if local(each.tag) == "Template":
                self._read_template(self.templates.get(each.get("TemplateID", "")), page)
        self._read_objects(part.root, page)
        page.pictured = self._pictured(part)
        return page

    def _read_template(self, path: str | None, page: PrintedPage) -> None:
        if path is None:
            page.missing += 1
            return
        try:
            template = self.package.follow(self.document.name, path)
        except ReadError:
            page.missing += 1
        else:
            self._read_objects(template.root, page)

    def _read_objects(self, root: "_Element", page: PrintedPage, outer: Matrix = PLAIN, depth: int = 0) -> None:
        """The texts in layers, blocks and figures; `outer` places a figure on the page."""
        self.package.elements += len(root)
        if self.package.elements > MOST_ELEMENTS:
            raise ReadError(TOO_MUCH)
        for each in root:
            if each.get("Visible") == "false":
                continue
            name = local(each.tag)
            if name == "TextObject":
                self._read_text(each, page, outer)
            elif name == "CompositeObject":
                self._read_figure(each, page, outer, depth + 1)
            else:
                self._read_objects(each, page, outer, depth)

    def _read_figure(self, element: "_Element", page: PrintedPage, outer: Matrix, depth: int) -> None:
        """What a figure shows is in itself or among the resources."""
        self.package.figures += 1
        if depth > DEEPEST_FIGURE or self.package.figures > MOST_FIGURES:
            raise ReadError(TOO_MUCH)
        placed = _placed(element, outer)
        self._read_objects(element, page, placed, depth)
        figure = self.figures.get(element.get("ResourceID", ""))
        if figure is not None:
            self._read_objects(figure, page, placed, depth)
        elif "ResourceID" in element.attrib:
            page.missing += 1

    def _read_text(self, element: "_Element", page: PrintedPage, outer: Matrix) -> None:
        matrix = _placed(element, outer)
        size = _number(element.get("Size"), 0.0)
        across = size * _number(element.get("HScale"), 1.0)
        weight = self.weights.get(element.get("Font", ""), REGULAR)
        if _number(element.get("Weight"), 400) >= BOLD_WEIGHT:
            weight = BOLD
        characters = list(_characters(element, across))
        refuse_many("OFD", characters=self.package.characters + len(characters))
        self.package.characters += len(characters)
        if size <= 0:
            page.put_aside("unsized", "".join(char for char, *_ in characters))
        elif abs(math.atan2(matrix[1], matrix[0])) > UPRIGHT:
            page.put_aside("turned", "".join(char for char, *_ in characters))
        else:
            height = size * math.hypot(matrix[2], matrix[3])
            for char, x, y, width in characters:
                begin = matrix[0] * x + matrix[2] * y + matrix[4]
                baseline = matrix[1] * x + matrix[3] * y + matrix[5]
                page.glyphs.append(Glyph(char, begin, begin + width * abs(matrix[0]), baseline, height, weight))

    def _pictured(self, part: _Part) -> float:
        """The share of the page that its largest picture covers."""
        box = child(part.root, "Area", "PhysicalBox")
        if box is None:
            box = child(self.common, "PageArea", "PhysicalBox")
        area = _area(None if box is None else box.text)
        pictures = [_area(each.get("Boundary")) for each in part.root.iter("{*}ImageObject")]
        return max(pictures, default=0.0) / area if area else 0.0


def _characters(element: "_Element", size: float) -> Iterator[tuple[str, float, float, float]]:
    """Each character of a text object with the place of its origin and the width it takes, in the object's space."""
    x = y = 0.0
    for code in element:
        if local(code.tag) != "TextCode":
            continue
        x, y = _number(code.get("X"), x), _number(code.get("Y"), y)
        text = "".join(each for each in code.text or "" if each not in "\r\n\t")
        across, down = _deltas(code.get("DeltaX"), len(text)), _deltas(code.get("DeltaY"), len(text))
        for at, char in enumerate(text):
            width = size / 2 if char.isascii() else size
            step = across[at] if at < len(across) else 0.0 if at < len(down) else width
            yield char, x, y, min(width, step) if step > 0 else width
            x += step
            y += down[at] if at < len(down) else 0.0


def _deltas(text: str | None, most: int) -> list[float]:
    """Steps between characters: "5 5 3.5", or in short "g 2 5 3.5". No more than there are characters."""
    deltas: list[float] = []
    words = iter((text or "").split())
    for word in words:
        if len(deltas) >= most:
            break
        if word == "g":
            times, step = int(_number(next(words, None), 0)), _number(next(words, None), 0.0)
            deltas += [step] * max(0, min(times, most - len(deltas)))
        else:
            deltas.append(_number(word, 0.0))
    return deltas


def _matrix(text: str | None) -> Matrix:
    numbers = _numbers(text)
    return tuple(numbers) if len(numbers) == len(PLAIN) else PLAIN


def _placed(element: "_Element", outer: Matrix) -> Matrix:
    """From an object's own space to that of the page: its matrix, then its place, then what it lies in."""
    left, top, *_ = [*_numbers(element.get("Boundary")), 0.0, 0.0]
    a, b, c, d, e, f = _matrix(element.get("CTM"))
    e, f = e + left, f + top
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _area(text: str | None) -> float:
    numbers = _numbers(text)
    return abs(numbers[2] * numbers[3]) if len(numbers) == 4 else 0.0


def _numbers(text: str | None) -> list[float]:
    return [_number(word, 0.0) for word in (text or "").split()]


def _number(text: str | None, default: float) -> float:
    try:
        number = float(text) if text else default
    except ValueError:
        return default
    return number if math.isfinite(number) else default

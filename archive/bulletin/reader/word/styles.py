"""How dark a run of a .docx is printed, whether it is hidden, and which heading or number its paragraph has.

A property is looked for at the run itself, then in its character style, then in the paragraph's style, each with the
styles it is based on. Bold of a character style inside a bold paragraph style is regular: Word toggles it.
"""

import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from archive.bulletin.reader.marks import BOLD, weight_of_face
from archive.bulletin.reader.tree import child, local, value

if TYPE_CHECKING:
    from lxml.etree import _Element

HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
TITLE_NAMES = {"title", "标题"}
NO_OUTLINE = 9  # the outline level that means running text
OFF = {"0", "false", "off", "none"}


@dataclass(slots=True)
class Properties:
    """What is said in one place; None where nothing is."""

    bold: bool | None = None
    hidden: bool | None = None
    face: str | None = None
    outline: int | None = None  # 0 is the highest
    number_id: str | None = None
    number_level: int | None = None


class Styles:
    def __init__(self, root: "_Element | None"):
        self.elements: dict[str, _Element] = {}
        self.standard: str | None = None  # of paragraphs that name no style
        self.found: dict[str, Properties] = {}
        for each in root if root is not None else ():
            if local(each.tag) == "style":
                style_id = value(each, "styleId") or ""
                self.elements[style_id] = each
                if value(each, "type") == "paragraph" and value(each, "default") in ("1", "true", "on"):
                    self.standard = style_id
        self.defaults = properties(None, child(root, "docDefaults", "rPrDefault", "rPr"))

    def style(self, style_id: str | None) -> Properties:
        """The properties of a style with those it inherits."""
        if style_id is None or style_id not in self.elements:
            return Properties()
        if style_id not in self.found:
            self.found[style_id] = Properties()  # ends a circle of styles
            element = self.elements[style_id]
            own = properties(child(element, "pPr"), child(element, "rPr"))
            if own.outline is None:
                own.outline = _outline_of_name(value_of(element, "name") or "")
            self.found[style_id] = _inherit(own, self.style(value_of(element, "basedOn")))
        return self.found[style_id]

    def paragraph(self, element: "_Element | None") -> Properties:
        """Of a paragraph's own pPr. Bold and the like are of its style: those of its mark do not reach its text."""
        style_id = value_of(element, "pStyle")
        own = properties(element, None)
        return _inherit(own, self.style(self.standard if style_id is None else style_id))

    def weight(self, element: "_Element | None", paragraph: Properties) -> int:
        own, style = self._run(element)
        bold = own.bold
        if bold is None:
            bold = bool(self.defaults.bold) or bool(paragraph.bold) != bool(style.bold)
        face = own.face or style.face or paragraph.face or self.defaults.face or ""
        return BOLD if bold else weight_of_face(face)

    def is_hidden(self, element: "_Element | None", paragraph: Properties) -> bool:
        own, style = self._run(element)
        if own.hidden is not None:
            return own.hidden
        return bool(paragraph.hidden) != bool(style.hidden)

    def _run(self, element: "_Element | None") -> tuple[Properties, Properties]:
        return properties(None, element), self.style(value_of(element, "rStyle"))


def properties(of_paragraph: "_Element | None", of_run: "_Element | None") -> Properties:
    """What a pPr and an rPr say themselves."""
    number = child(of_paragraph, "numPr")
    fonts = child(of_run, "rFonts")
    return Properties(
        bold=_switch(of_run, "b"),
        hidden=_switch(of_run, "vanish"),
        face=None if fonts is None else value(fonts, "eastAsia"),
        outline=_number(value_of(of_paragraph, "outlineLvl")),
        number_id=value_of(number, "numId"),
        number_level=_number(value_of(number, "ilvl")),
    )


def value_of(element: "_Element | None", name: str) -> str | None:
    """w:val of a child."""
    found = child(element, name)
    return None if found is None else value(found, "val")


def _switch(element: "_Element | None", name: str) -> bool | None:
    found = child(element, name)
    return None if found is None else (value(found, "val") or "1") not in OFF


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 6 else None


def _outline_of_name(name: str) -> int | None:
    if name.strip().lower() in TITLE_NAMES:
        return 0
    found = HEADING_NAME.fullmatch(name.strip())
    return int(found[1]) - 1 if found else None


def _inherit(own: Properties, base: Properties) -> Properties:
    merged = Properties()
    for field in fields(Properties):
        mine = getattr(own, field.name)
        setattr(merged, field.name, getattr(base, field.name) if mine is None else mine)
    return merged

"""The parts of a .docx and which part belongs to which. Relationships that lead out of the file are not followed."""

import posixpath
from typing import TYPE_CHECKING

from archive.bulletin.reader.document import ReadError
from archive.bulletin.reader.tree import local, parse_xml
from archive.bulletin.reader.zipped import Zipped

if TYPE_CHECKING:
    from lxml.etree import _Element

USUAL_MAIN = "word/document.xml"


class Package:
    """Every method raises ReadError when a part is damaged."""

    def __init__(self, content: bytes):
        self.zipped = Zipped(content)
        self.names = {name.lower(): name for name in self.zipped.names}
        self.main = next(iter(self.related("", "officeDocument")), USUAL_MAIN)
        if self.main.lower() not in self.names:
            raise ReadError("文件已损坏：里面没有正文。请用 Word 或 WPS 打开，另存一份再上传。")

    def tree(self, part: str) -> "_Element":
        return parse_xml(self.zipped.read(self.names[part.lower()]))

    def related(self, part: str, kind: str) -> list[str]:
        """Names of the parts that a part refers to as its styles, header …, in the order written; only those there."""
        return list(self.relationships(part, kind).values())

    def relationships(self, part: str, kind: str) -> dict[str, str]:
        """Identifier → name of part."""
        folder, name = posixpath.split(part)
        list_name = posixpath.join(folder, "_rels", f"{name}.rels").lower()
        if list_name not in self.names:
            return {}
        found = {}
        for each in self.tree(list_name):
            if each.get("TargetMode") != "External" and local(each.get("Type", "").replace("/", "}")) == kind:
                target = posixpath.normpath(posixpath.join("/", folder, each.get("Target", ""))).lstrip("/")
                if target.lower() in self.names:
                    found[each.get("Id", "")] = target
        return found

    def only(self, kind: str) -> "_Element | None":
        """The main part's styles or numbering."""
        part = next(iter(self.related(self.main, kind)), None)
        return self.tree(part) if part else None

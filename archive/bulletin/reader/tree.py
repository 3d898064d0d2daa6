"""XML of office files to elements, safely: no document type, so no entities that unfold, and nothing fetched."""

import functools
from typing import TYPE_CHECKING

from archive.bulletin.reader.document import ReadError

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_TAGS = 4_000_000  # and attributes, in a file; a million characters in short runs have fewer. Each costs 100 bytes
DAMAGED = "文件已损坏：里面的 XML 读不出来。请用 Word 或 WPS 打开，另存一份再上传。"


def parse_xml(content: bytes) -> "_Element":
    """The root element, without comments and processing instructions. Raises ReadError."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    # Looked for before parsing, in the three spellings that XML in use has.
    if any("<!DOCTYPE".encode(encoding) in content for encoding in ("utf-8", "utf-16-le", "utf-16-be")):
        raise ReadError("文件里有不该出现的文档类型声明（DOCTYPE），为安全没有读取。")
    if content.count(b"<") + content.count(b"=") > MOST_TAGS:
        raise ReadError("文件太大，里面的 XML 有几百万个标记，没有读。请拆开后再上传。")
    try:
        root = etree.fromstring(content, parser)
    except (etree.LxmlError, ValueError) as error:
        raise ReadError(DAMAGED) from error
    if root is None or root.getroottree().docinfo.doctype:
        raise ReadError(DAMAGED)
    return root


@functools.lru_cache(maxsize=4096)
def local(tag: str) -> str:
    """p of {http://…}p: office programs differ in namespaces, not in names."""
    return tag.rpartition("}")[2]


def value(element: "_Element", name: str) -> str | None:
    """An attribute by its local name, in the element's own namespace, another or none."""
    own = element.tag[: element.tag.find("}") + 1] + name
    found = element.get(own)
    if found is None:
        found = next((each for key, each in element.attrib.items() if local(key) == name), None)
    return found


def child(element: "_Element | None", *path: str) -> "_Element | None":
    """The first child of that name, and so on down the path."""
    for name in path:
        if element is None:
            return None
        element = next((each for each in element if local(each.tag) == name), None)
    return element

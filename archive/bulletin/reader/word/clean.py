"""A copy of a .docx without what is said of it: properties such as the author's name, data of programs, its preview.

What is printed stays as it is, byte for byte. Comments and revisions are not taken out here: a file that has some is
not sent at all.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterator

from archive.bulletin.reader.tree import parse_xml
from archive.bulletin.reader.unseen import NOT_SENT, RELATIONSHIPS, kind_of_relationship
from archive.bulletin.reader.zipped import Zipped

TYPES = "[Content_Types].xml"
USUAL_TEMPLATE = "Normal.dotm"
UNKNOWN_DAY = (1980, 1, 1, 0, 0, 0)  # the first that a ZIP file can say


def without_properties(content: bytes) -> bytes:
    """The parts that can still be reached when nothing leads to the properties any more. Raises ReadError."""
    from lxml import etree

    zipped = Zipped(content)
    names = {name.lower(): name for name in zipped.names}
    changed = {name.lower(): parse_xml(zipped.read(name)) for name in names.values() if RELATIONSHIPS.fullmatch(name)}
    kept, waiting = {TYPES.lower()}, [""]
    while waiting:
        part = waiting.pop()
        listed = _list_of(part)
        kept |= {part, listed}
        waiting += set(_targets(part, changed[listed])) - kept if listed in changed else ()
    types = changed[TYPES.lower()] = parse_xml(zipped.read(TYPES))
    for each in list(types):
        if each.get("PartName", "/").lstrip("/").lower() not in kept:
            types.remove(each)
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w") as file:
        for key, name in names.items():
            if key in kept:
                tree = changed.get(key)
                written = zipped.read(name) if tree is None else etree.tostring(tree, encoding="UTF-8", standalone=True)
                file.writestr(zipfile.ZipInfo(name, UNKNOWN_DAY), written, zipfile.ZIP_DEFLATED)
    return copy.getvalue()


def _list_of(part: str) -> str:
    """Where a part says what belongs to it; the package itself is the part without a name."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _targets(part: str, tree) -> Iterator[str]:
    """The parts that a list of relationships leads to, in small letters; what is not to be sent is taken from the list."""
    for each in list(tree):
        kind = kind_of_relationship(each)
        if NOT_SENT.fullmatch(kind):
            tree.remove(each)
        elif kind == "attachedTemplate":  # where somebody keeps it, under a name of his own
            each.set("Target", USUAL_TEMPLATE)
        elif each.get("TargetMode") != "External":
            target = posixpath.join("/", posixpath.dirname(part), each.get("Target", ""))
            yield posixpath.normpath(target).lstrip("/").lower()

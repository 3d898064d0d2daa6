"""What a file holds beside what it prints: comments, attachments, hidden layers, the names of those who wrote it.

Readers may have the file of an issue only where there is none of it, so what cannot be looked into counts as found. An
author, a subject or a keyword that stands in the printed text as well is no secret, nor is the name of a machine. The
properties of a .docx are not looked at: they are left out of the copy that is sent (`word.clean`). Those of a PDF are
looked at as they are in the copy that is sent (`blanked`).
"""

import re
import zlib
from collections.abc import Iterable, Iterator
from itertools import chain

from archive.bulletin.reader.document import WITHHELD, ReadError
from archive.bulletin.reader.tree import local, parse_xml
from archive.bulletin.reader.zipped import Zipped

# What programs and shops write where the name of a person should stand.
NOBODY = re.compile(
    "(?:system)?admin(?:istrator)?|users?|owner|anonymous|unknown|unspecified|untitled|windows(?:用户|user)?|microsoft|微软(?:用户|中国)|用户"
    "|雨林木风|番茄花园|深度技术|china|ghost|thinkpad|huawei|honor|tsinghua|tongfang|uos|kylin|(?:desktop|laptop)-[0-9a-z]{7}"
    "|lenovo|hp|dell|asus|acer|pc|office|wps|python-docx|reportlab|kingsoft|acrobat|ghostscript",
    re.IGNORECASE,
)
HAN = re.compile(r"[\u4e00-\u9fff]")


def withheld(found: Iterable[str]) -> tuple[str, ...]:
    """A note that names what was found, each once; none where nothing was."""
    names = "、".join(dict.fromkeys(found))
    return (f"{WITHHELD}：里面有{names}。要提供的，请删去后另存一份再上传。",) if names else ()


def says_more(value: str, text: str) -> bool:
    """Whether a property of a file says what its text does not."""
    said = "".join(value.split())
    return bool(said) and not NOBODY.fullmatch(said) and said not in "".join(text.split())


# -- PDF -----------------------------------------------------------------------------------------------------------

MOST_UNPACKED = 20_000_000  # bytes of all object streams; those of 400 pages have 2
LONGEST_DICTIONARY = 4000  # bytes, before the word "stream"
STREAM = re.compile(rb"\bstream\r?\n")
ANNOTATIONS = (
    rb"Text|FreeText|Line|Square|Circle|Polygon|PolyLine|Highlight|Underline|Squiggly|StrikeOut|Stamp|Caret|Ink|Popup"
    rb"|Sound|Movie|Screen|Redact|RichMedia|3D|Projection|Watermark"
)
IN_PDF = (
    (rb"/Subtype\s*/(?:%s)\b|/Contents\s*(?:\((?!\))|<(?![<>]))" % ANNOTATIONS, "批注"),
    (rb"/EmbeddedFiles?\b|/FileAttachment\b|/EF\s*<<", "附件"),
    (rb"/OCProperties\b", "可以隐藏的图层"),
    (rb"/Subtype\s*/Widget\b|/Fields\s*\[\s*[^\]\s]", "表单或者签名"),
    (rb"/JavaScript\b|/PieceInfo\b", "程序留下的数据"),
    (rb"/Encrypt\b", "加密的内容"),
)
IN_PDF = tuple((re.compile(pattern), name) for pattern, name in IN_PDF)
# A property, and its value where that is a string without brackets in it; what is not a value is no property either.
PROPERTY = re.compile(
    rb"/(?:Author|Subject|Keywords|Company|Manager|Comments|Category)\b(?=[\s(<%]|$)"
    rb"\s*(\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f\s]*>|)",
    re.DOTALL,
)
# One version of the file ends here. Word writes a second end for old readers, with no object before it.
END_OF_VERSION = re.compile(rb"startxref\s+\d+\s+%%EOF")
OBJECT = re.compile(rb"\d\s+obj\b")
ESCAPED = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
CONTROLS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"", b"f": b"", b"\n": b"", b"\r": b"", b"\r\n": b""}
IN_XMP = {"creator", "description", "subject", "Author", "Keywords", "History"}


def unseen_in_pdf(content: bytes, text: str) -> tuple[str, ...]:
    """Looks at the names of all objects, also packed ones, instead of following them: an object that is not in use any
    more is in the file as before."""
    unpacked, opaque = _unpacked(content)
    names = re.sub(rb"#([0-9A-Fa-f]{2})", lambda escape: bytes.fromhex(escape[1].decode()), unpacked)
    found = [name for pattern, name in IN_PDF if pattern.search(names)]
    if opaque:
        found.append("查不了的部分")
    if _has_versions(content):
        found.append("修改以前的版本")
    values = chain((_string(each[1]) for each in PROPERTY.finditer(names)), _xmp(unpacked))
    if any(value is None or says_more(value, text) for value in values):
        found.append("作者等文件属性")
    return withheld(found)


def _has_versions(content: bytes) -> bool:
    """Whether objects were added to a file that was complete. One that is made for the web has two ends from the first."""
    ends = [match.end() for match in END_OF_VERSION.finditer(content)][b"/Linearized" in content[:2000] :]
    return bool(ends and OBJECT.search(content, ends[0]))


def _unpacked(content: bytes) -> tuple[bytes, bool]:
    """The file with what its object streams and metadata say, and whether there are some that cannot be unpacked."""
    parts, size, opaque = [content], 0, False
    packed = memoryview(content)
    for begin in STREAM.finditer(content):
        at = content.rfind(b"obj", max(begin.start() - LONGEST_DICTIONARY, 0), begin.start())
        if at < 0:
            continue
        head = content[at : begin.start()]
        if not re.search(rb"/ObjStm\b|/Metadata\b", head) or b"/Filter" not in head:
            continue
        if (
            not re.search(rb"/Filter\s*\[?\s*/(?:FlateDecode|Fl)\b\s*(?:\]|/(?!\w*Decode)|>)", head)
            or b"/Predictor" in head
        ):
            opaque = True
            continue
        unpacking = zlib.decompressobj()
        try:
            end = content.find(b"endstream", begin.end())  # what follows would be copied each time
            parts.append(unpacking.decompress(packed[begin.end() : end], MOST_UNPACKED - size + 1))
        except zlib.error:
            opaque = True
            continue
        opaque = opaque or not unpacking.eof
        size += len(parts[-1])
        if size > MOST_UNPACKED:
            return b"\n".join(parts), True
    return b"\n".join(parts), opaque


def _string(written: bytes) -> str | None:
    """A string of a PDF; None where it stands elsewhere, or is written as few programs do."""
    if not written:
        return None
    if written.startswith(b"<"):
        digits = b"".join(written[1:-1].split())
        value = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    else:
        value = ESCAPED.sub(_control, written[1:-1])
    if value.startswith(b"\xfe\xff"):
        return value[2:].decode("utf-16-be", "replace")
    return value.decode("utf-8" if value.startswith(b"\xef\xbb\xbf") else "gb18030", "replace").lstrip("\ufeff")


def _control(escape: re.Match[bytes]) -> bytes:
    return bytes([int(escape[1], 8) & 255]) if escape[1].isdigit() else CONTROLS.get(escape[1], escape[1])


def _xmp(content: bytes) -> Iterator[str | None]:
    """What is said of the authors in XML; None for what cannot be read."""
    end = 0
    while (begin := content.find(b"<x:xmpmeta", end)) >= 0:
        end = content.find(b"</x:xmpmeta>", begin)
        if end < 0:
            yield None
            return
        end += len(b"</x:xmpmeta>")
        try:
            root = parse_xml(content[begin:end])
        except ReadError:
            yield None
            continue
        for each in root.iter("{*}*"):
            if local(each.tag) in IN_XMP:
                yield "".join(each.itertext())
            yield from (value for name, value in each.attrib.items() if local(name) in IN_XMP)


# -- Word ----------------------------------------------------------------------------------------------------------

# Parts that a .docx may have, by what they are to others; those of the second kind are not sent.
SENT = re.compile(
    "officeDocument|styles|stylesWithEffects|numbering|settings|webSettings|fontTable|font|theme(?:Override)?|header|footer"
    "|footnotes|endnotes|image|hyperlink|attachedTemplate|chart(?:UserShapes|Style|ColorStyle)?"
    "|diagram(?:Data|Layout|QuickStyle|Colors|Drawing)"
)
NOT_SENT = re.compile(
    "(?:core|extended|custom)-?[pP]roperties|thumbnail|customXml(?:Props)?|people|comments(?:Extended|Ids|Extensible)?"
    "|glossaryDocument|keyMapCustomizations"
)
IN_WORD = {"comment": "批注", "docVar": "文档变量", "mailMerge": "文档变量"}
FOLDER = re.compile(r"[A-Za-z]:\\|\\\\\w|\bfile:")  # which older Word keeps of a picture: C:\Users\张三\图.jpg
RELATIONSHIPS = re.compile(r"(?:.*/)?_rels/[^/]*\.rels", re.IGNORECASE)


def kind_of_relationship(element) -> str:
    return element.get("Type", "").rpartition("/")[2]


def unseen_in_docx(content: bytes) -> tuple[str, ...]:
    zipped = Zipped(content)
    return withheld(name for part in zipped.names for name in _unseen_in_part(zipped, part))


def _unseen_in_part(zipped: Zipped, part: str) -> Iterator[str]:
    if RELATIONSHIPS.fullmatch(part):
        for each in parse_xml(zipped.read(part)):
            kind = kind_of_relationship(each)
            is_outside = each.get("TargetMode") == "External" and kind not in ("hyperlink", "attachedTemplate")
            if is_outside or not (SENT.fullmatch(kind) or NOT_SENT.fullmatch(kind)):
                yield "别的文件或者程序"
    elif part.lower().endswith(".xml"):
        for each in parse_xml(zipped.read(part)).iter("{*}*"):
            name = local(each.tag)
            if name in IN_WORD:
                yield IN_WORD[name]
            elif name in ("docPr", "cNvPr") and FOLDER.search(f"{each.get('descr')} {each.get('name')}"):
                yield "图片原来所在的文件夹"
            elif name.endswith("Change") or any(local(attribute) == "author" for attribute in each.attrib):
                yield "修订痕迹和修订人"


# -- OFD -----------------------------------------------------------------------------------------------------------

OFD_FOUND = {"Annotations": "批注", "Attachments": "附件", "Versions": "修改以前的版本", "CustomTags": "程序留下的数据"}
OFD_FOUND |= {"Extensions": "程序留下的数据", "Signatures": "签名或者签章"}
OFD_PROPERTIES = {"Author", "Subject", "Abstract", "Keyword", "CustomData"}


def unseen_in_ofd(content: bytes, text: str) -> tuple[str, ...]:
    zipped = Zipped(content)
    return withheld(name for part in zipped.names for name in _unseen_in_ofd_part(zipped, part, text))


def _unseen_in_ofd_part(zipped: Zipped, part: str, text: str) -> Iterator[str]:
    if not part.lower().endswith(".xml"):
        return
    for each in parse_xml(zipped.read(part)).iter("{*}*"):
        name = local(each.tag)
        if name in OFD_FOUND:
            yield OFD_FOUND[name]
        elif name in OFD_PROPERTIES and says_more(each.text or "", text):
            yield "作者等文件属性"
        elif each.get("Visible") == "false":
            yield "隐藏的内容"


# -- web pages -----------------------------------------------------------------------------------------------------

CONDITION = re.compile(r"\[(?:if\b[^\[\]]*|endif)\]|StartFragment|EndFragment|saved from url=\S*", re.IGNORECASE)
FONT = re.compile(r"\bfont(?:-[a-z]+)*\s*:[^;{}\n]*", re.IGNORECASE)  # 宋体 in a sheet of styles is a name and no word
META = {"author", "description", "keywords", "subject", "contact", "owner"}


def unseen_in_page(content: str, text: str) -> tuple[str, ...]:
    """What a browser keeps to itself: comments, Word's properties among them, and words in scripts or in the head."""
    from lxml import etree, html

    root = html.document_fromstring(content.encode(), parser=html.HTMLParser(encoding="utf-8", huge_tree=True))
    found = []
    # A page may have comments beside its root, where Word puts its own.
    for each in [*root.itersiblings(preceding=True), *root.iter(), *root.itersiblings()]:
        if each.tag is etree.Comment or each.tag is etree.ProcessingInstruction:
            if re.search(r"\w", CONDITION.sub("", re.sub(r"<[^<>]*>", "", each.text or ""))):
                found.append("注释")
        elif each.tag == "meta" and (each.get("name") or "").lower() in META:
            found += ["作者等文件属性"] * says_more(each.get("content") or "", text)
        elif each.tag in ("script", "style", "template", "noframes", "datalist", "xml"):
            words = FONT.sub("", "".join(each.itertext()))
            found += ["不显示的文字"] * bool(HAN.search(words))
        elif each.tag == "input":
            found += ["不显示的文字"] * bool((each.get("value") or "").strip())
    return withheld(found)

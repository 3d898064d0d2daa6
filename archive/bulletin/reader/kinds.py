"""What a file is, by its bytes and, for a ZIP or OLE file, by what lies inside; and which kinds are refused."""

import re

from archive.bulletin.reader.document import ReadError
from archive.bulletin.reader.zipped import Zipped

DOCX, PDF, OFD, OLE, RTF, ODT, ZIP, MHT, TEXT = "docx", "pdf", "ofd", "doc", "rtf", "odt", "zip", "mht", "text"
WORDML = "xml"  # the Word document of 2003 as one XML file
# What LibreOffice reads for us, and what people call it.
CONVERTED = {
    OLE: "旧版 Word 或 WPS 文件",
    RTF: "RTF 文件",
    ODT: "LibreOffice 文件（.odt）",
    WORDML: "Word 2003 的 XML 文件",
}

SIGNATURES = (
    (b"%PDF-", PDF),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),  # an empty one
    (b"{\\rtf", RTF),
)
# What is refused: how it begins, and what to call it in a message.
REFUSED = (
    (re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|II\*\x00|MM\x00\*|RIFF....WEBP|BM.{4}\x00{4}", re.DOTALL), "图片"),
    (re.compile(rb"\x00\x00\x00.ftyp(?:hei[cfmsx]|hev[cmsx]|mif1|msf1|avif|avis)", re.DOTALL), "图片"),  # of telephones
    (re.compile(rb"Rar!\x1a|7z\xbc\xaf|\x1f\x8b|BZh[1-9]1AY|\xfd7zXZ"), "压缩文件"),
    (re.compile(rb"\x7fELF|MZ.{58}|\xca\xfe\xba\xbe|\xcf\xfa\xed\xfe", re.DOTALL), "程序文件"),
    (re.compile(rb"ID3[\x02-\x04]|OggS\x00|RIFF....(?:WAVE|AVI )|\x00\x00\x00.ftyp", re.DOTALL), "声音或影像文件"),
)
ADVICE = {
    "图片": "图片里的文字读不出来，请把文字录入后粘贴进来。",
    "压缩文件": "请先解开，或者用普通的 .zip 格式重新压缩后再上传。",
    "程序文件": "请核对是不是选错了文件。",
    "声音或影像文件": "请核对是不是选错了文件。",
}
PDF_STARTS_WITHIN = 1024  # bytes; some programs put a line before
PDF_START = re.compile(rb"(?:^|[\r\n])%PDF-\d")
LONGEST_MAIL_HEAD = 4000  # bytes
# A head of mail: lines of fields, those that go on begin with a blank. Word begins with MIME-Version, Chrome with From.
MAIL_HEAD = re.compile(rb"(?:\xef\xbb\xbf)?\s*((?:[A-Za-z][A-Za-z-]*:[^\n]*\n(?:[ \t]+\S[^\n]*\n)*)+)")
OTHER_OFFICE = {"xl": "Excel 表格", "ppt": "PowerPoint 演示文稿", "visio": "Visio 图"}
COPY = "不是快报正文能读的格式。请把文字复制到 Word 或 WPS 文字里，另存为 .docx 再上传，或者粘贴进来。"
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
WORD_ML = re.compile(rb"<\?mso-application\s+progid=\"Word\.Document\"")


def kind_of(content: bytes) -> str:
    """One of the kinds above; whatever is nothing else is TEXT. Raises ReadError for what is never read."""
    for begin, name in REFUSED:
        if begin.match(content):
            raise ReadError(f"这是{name}，不能读取。{ADVICE[name]}", 0)
    kind = next((kind for signature, kind in SIGNATURES if content.startswith(signature)), TEXT)
    if kind == ZIP:
        return _kind_of_zip(content)
    if kind == OLE:
        _refuse_other_ole(content)
    if kind == TEXT:
        head = content[:PDF_STARTS_WITHIN]
        if PDF_START.search(head):
            return PDF
        if WORD_ML.search(head):
            return WORDML
        if _is_mail_page(content[:LONGEST_MAIL_HEAD]):
            return MHT
    return kind


def _is_mail_page(head: bytes) -> bool:
    """Whether it begins with a mail's fields: first that of MIME, or anywhere among them with the type of a saved page."""
    found = MAIL_HEAD.match(head + b"\n")
    if not found:
        return False
    fields = b"\n" + found[1].lower()
    is_saved_page = re.search(rb"\ncontent-type:\s*multipart/related", fields) is not None
    return fields.startswith(b"\nmime-version:") or (is_saved_page and b"\nmime-version:" in fields)


def _kind_of_zip(content: bytes) -> str:
    zipped = Zipped(content)
    names = set(zipped.names)
    if "[Content_Types].xml" in names or "word/document.xml" in names:
        for folder, name in OTHER_OFFICE.items():
            if any(each.startswith(f"{folder}/") for each in names):
                raise ReadError(f"这是{name}，{COPY}", 0)
        return DOCX
    if "OFD.xml" in names:
        return OFD
    if "mimetype" in names:
        mimetype = zipped.read("mimetype").strip()
        if mimetype.startswith(OPEN_DOCUMENT + b"text"):
            return ODT
        if mimetype.startswith(OPEN_DOCUMENT):
            raise ReadError(f"这是 LibreOffice 的表格或演示文稿，{COPY}", 0)
    return ZIP


def _refuse_other_ole(content: bytes) -> None:
    """An OLE file is old Word or WPS when it holds a WordDocument; a newer one with a password is wrapped in OLE, too."""
    import olefile

    try:
        with olefile.OleFileIO(content) as ole:
            streams = {"/".join(path) for path in ole.listdir()}
            encrypted = "EncryptedPackage" in streams
            if "WordDocument" in streams:
                flags = int.from_bytes(ole.openstream("WordDocument").read(12)[10:12], "little")
                encrypted = bool(flags & 0x0100)
    except Exception as error:  # olefile raises whatever the damage leads it into
        raise ReadError(
            "文件已损坏：旧版 Word 文件的目录读不出来。请用 Word 或 WPS 打开，另存为 .docx 再上传。"
        ) from error
    if encrypted:
        raise ReadError("文件有密码，打不开。请去掉密码后再上传。")
    if "WordDocument" in streams:
        return
    known = {
        "Workbook": "Excel 表格",
        "Book": "Excel 表格",
        "PowerPoint Document": "PowerPoint 演示文稿",
        "VisioDocument": "Visio 图",
    }
    name = next((known[each] for each in known if each in streams), None)
    raise ReadError(
        f"这是{name}，{COPY}" if name else "这不是 Word 或 WPS 文字文件，不能读取。请核对是不是选错了文件。", 0
    )

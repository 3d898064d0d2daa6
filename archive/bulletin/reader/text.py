"""Bytes to text: decides what a file is and in which encoding, and refuses what it cannot read without loss.

No byte is ever replaced or dropped: a file that is not wholly valid in one encoding is refused, with the offset of
the first wrong byte. The kind is decided by what the bytes say, never by the file's name.
"""

import codecs
import re

from archive.bulletin.reader.document import Document, ReadError

# What a file that is not text begins with, and what to call it in a message.
SIGNATURES = (
    (b"%PDF-", "PDF 文件"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Word 或 WPS 文件"),
    (b"PK\x03\x04", "Word、OFD 或压缩文件"),
    (b"{\\rtf", "RTF 文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"Rar!", "压缩文件"),
    (b"7z\xbc\xaf", "压缩文件"),
    (b"\x7fELF", "程序文件"),
    (b"MZ", "程序文件"),
)
HTML = re.compile(
    r"(?: \s | <\?xml [^>]* \?> | <!-- .*? --> )* < (?: !doctype\s+html | html | head | body | meta | div | p | table )\b",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
LONGEST_PROLOGUE = 2000  # characters before the first element of a web page
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Characters that no printed text has: the controls but for tab, line ends and form feed.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def read_document(content: bytes) -> Document:
    """Decode a text or Markdown file: UTF-8, UTF-16 with a byte order mark, or GB18030."""
    if not content.strip():
        raise ReadError("文件是空的，没有文字。")
    for signature, kind in SIGNATURES:
        if content.startswith(signature):
            raise ReadError(f"这是{kind}，还不能直接读取。请另存为纯文本（.txt）后再上传，或者把文字粘贴进来。", 0)
    text, encoding, skipped = _decode(content)
    if HTML.match(text[:LONGEST_PROLOGUE]):
        raise ReadError("这实际上是网页文件，还不能直接读取。请另存为纯文本（.txt）后再上传，或者把文字粘贴进来。", 0)
    if wrong := CONTROL.search(text):
        line = text.count("\n", 0, wrong.start()) + 1
        raise ReadError(
            f"第{line}行有不该出现的控制字符（U+{ord(wrong[0]):04X}），这不像是文字文件。请另存为纯文本（.txt）后再上传。",
            skipped + len(text[: wrong.start()].encode(encoding)),
        )
    if not text.strip():
        raise ReadError("文件里没有文字。")
    return Document(text, encoding, kind="text")


def _decode(content: bytes) -> tuple[str, str, int]:
    """The text, its encoding and the length of its byte order mark."""
    for bom, encoding in BOMS:
        if content.startswith(bom):
            return _strict(content[len(bom) :], encoding, len(bom)), encoding, len(bom)
    # Valid UTF-8 is never GB18030 by chance beyond a few bytes; GB18030 accepts much that is UTF-8. So UTF-8 goes first.
    try:
        return content.decode("utf-8"), "utf-8", 0
    except UnicodeDecodeError as utf8_error:
        try:
            return content.decode("gb18030"), "gb18030", 0
        except UnicodeDecodeError as gb_error:
            # The encoding that got further is the one the file is meant to be in.
            encoding, error = max(("UTF-8", utf8_error), ("GB18030", gb_error), key=lambda pair: pair[1].start)
            raise _wrong_byte(encoding, error.start) from None


def _strict(content: bytes, encoding: str, skipped: int) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise _wrong_byte(encoding.upper(), error.start + skipped) from None


def _wrong_byte(encoding: str, offset: int) -> ReadError:
    return ReadError(
        f"第{offset + 1}个字节读不出来：按 {encoding} 编码不是有效的文字。请另存为 UTF-8 编码的纯文本（.txt）后再上传。",
        offset,
    )

"""Bytes of a text file to text: UTF-8, UTF-16 or GB18030, with or without a byte order mark.

No byte is ever replaced or dropped: what is not wholly valid in one encoding is refused, with the offset of the first
wrong byte. The encodings are tried in an order that decides nearly every Chinese text of more than a few characters;
charset-normalizer, which weighs how likely a text is, takes four of five texts of ten characters in GB18030 for
something else, and three of ten texts of twenty; this order takes none (bench/encodings.py).
"""

import codecs
import re

from archive.bulletin.reader.document import Document, ReadError

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Characters that no printed text has: the controls but for tab, line ends and form feed.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
# Characters of Chinese texts, which in the wrong byte order become others.
CHINESE_OR_ASCII = re.compile(r"[\t\n\f\r\x20-\x7e\u2010-\u2027\u3000-\u303f\u4e00-\u9fff\uff01-\uff5e]")
PLAUSIBLE = 0.95  # share of such characters from which on a text without a mark is taken for UTF-16
DECLARED = {"big5", "big5-hkscs", "hz-gb-2312"}  # what is believed of a page that says so; the others are often lies
DAMAGED_BEFORE = "文中有“\ufffd”（第{line}行起），是文件在别处转换时弄丢的字，请对照原件改正。"


def read_text(content: bytes) -> Document:
    """Raises ReadError."""
    text, encoding = decode(content)
    notes = ()
    if "\ufffd" in text:
        notes = (DAMAGED_BEFORE.format(line=_line(text[: text.index("\ufffd")])),)
    return Document(text, encoding, "text", notes)


def decode(content: bytes, declared: str | None = None) -> tuple[str, str]:
    """The text and its encoding. `declared` is what a web page says of itself; UTF-8 and GB18030 are tried without."""
    text, encoding, skipped = _decode(content, declared)
    if wrong := CONTROL.search(text):
        raise ReadError(
            f"第{_line(text[: wrong.start()])}行有不该出现的控制字符（U+{ord(wrong[0]):04X}），这不像是文字文件。"
            "请另存为纯文本（.txt）后再上传。",
            skipped + len(text[: wrong.start()].encode(encoding)),
        )
    if not text.strip():
        raise ReadError("文件里没有文字。")
    return text, encoding


def _decode(content: bytes, declared: str | None) -> tuple[str, str, int]:
    """The text, its encoding and the length of its byte order mark."""
    for bom, encoding in BOMS:
        if content.startswith(bom):
            return _strict(content, encoding, len(bom)), encoding, len(bom)
    # Of the other encodings none has a zero byte; nearly every text in UTF-16 has one, of a line end or a digit.
    if b"\0" in content and (encoding := _utf16_without_mark(content)):
        return content.decode(encoding), encoding, 0
    # Valid UTF-8 is never GB18030 by chance beyond a few bytes; GB18030 accepts much that is UTF-8. So UTF-8 goes first.
    try:
        return content.decode("utf-8"), "utf-8", 0
    except UnicodeDecodeError as utf8_error:
        if declared in DECLARED:
            return _strict(content, declared, 0), declared, 0
        try:
            return content.decode("gb18030"), "gb18030", 0
        except UnicodeDecodeError as gb_error:
            if encoding := _utf16_without_mark(content):
                return content.decode(encoding), encoding, 0
            # The encoding that got further is the one the file is meant to be in.
            encoding, error = max(("utf-8", utf8_error), ("gb18030", gb_error), key=lambda pair: pair[1].start)
            raise _wrong_byte(content, encoding, error.start) from None


def _utf16_without_mark(content: bytes) -> str | None:
    """The byte order in which nearly all is Chinese or ASCII; text in another encoding is so in neither."""
    if len(content) % 2:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if len(CHINESE_OR_ASCII.findall(text)) >= PLAUSIBLE * len(text):
            return encoding
    return None


def _strict(content: bytes, encoding: str, skipped: int) -> str:
    try:
        return content[skipped:].decode(encoding)
    except UnicodeDecodeError as error:
        raise _wrong_byte(content[skipped:], encoding, error.start, skipped) from None


def _wrong_byte(content: bytes, encoding: str, start: int, skipped: int = 0) -> ReadError:
    line = _line(content[:start].decode(encoding, errors="ignore"))
    return ReadError(
        f"第{start + skipped + 1}个字节读不出来（第{line}行）：按 {encoding.upper()} 编码不是有效的文字。"
        "请另存为 UTF-8 编码的纯文本（.txt）后再上传。",
        start + skipped,
    )


def _line(text: str) -> int:
    """The number of the line that comes after this text, counted from 1."""
    return len(re.findall(r"\r\n|\r|\n", text)) + 1

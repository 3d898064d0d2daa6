"""Bytes to text: decides what a file is and in which encoding, and refuses what it cannot read without loss.

The kind is decided by what the bytes say, never by the file's name. This page is the whole of what others may use.
"""

import logging
from dataclasses import replace

from archive.bulletin.reader import kinds
from archive.bulletin.reader.blanked import without_authors
from archive.bulletin.reader.bundle import File, unpack
from archive.bulletin.reader.document import Document, NoTextError, ReadError
from archive.bulletin.reader.text import read_text
from archive.bulletin.reader.unseen import unseen_in_docx, unseen_in_ofd, unseen_in_pdf, withheld
from archive.bulletin.reader.web_page import is_web_page, read_mail_page, read_web_page

__all__ = ["Document", "File", "NoTextError", "ReadError", "read_document", "unpack"]

logger = logging.getLogger(__name__)


def read_document(content: bytes) -> Document:
    """The text of a file of any kind that an office has. Raises ReadError; NoTextError for a scan."""
    if not content.strip():
        raise ReadError("文件是空的，没有文字。")
    kind = kinds.kind_of(content)
    if kind == kinds.TEXT and not is_web_page(content):
        return read_text(content)
    try:
        document = _read(kind, content)
        return replace(document, notes=(*document.notes, *_unseen(kind, content, document.text)))
    except NoTextError as error:
        error.notes = _unseen(kind, content, "")
        raise
    except ReadError:
        raise
    except Exception as error:  # libraries raise whatever a damaged file leads them into
        logger.warning("reading %s of %d bytes", kind, len(content), exc_info=True)
        raise ReadError("文件已损坏，读不出来。请用原来的程序打开看一看，另存一份再上传。") from error


def _read(kind: str, content: bytes) -> Document:
    """The modules are imported when they are needed: plain text is read without waiting for them."""
    match kind:
        case kinds.TEXT:
            return read_web_page(content)
        case kinds.MHT:
            return read_mail_page(content)
        case kinds.DOCX:
            from archive.bulletin.reader.word import read_docx

            return read_docx(content)
        case kinds.PDF:
            from archive.bulletin.reader.apart import read_pdf_apart

            return read_pdf_apart(content)
        case kinds.OFD:
            from archive.bulletin.reader.ofd import read_ofd

            return read_ofd(content)
        case kinds.ZIP:
            raise ReadError(
                f"这是压缩包，里面有{len(unpack('', content))}个文件，不能当作一份快报来读。请先解开，逐个上传。"
            )
    return _converted(kind, content)


def _unseen(kind: str, content: bytes, text: str) -> tuple[str, ...]:
    """Notes on what the file holds beside what it prints. Pages of the web have said so themselves."""
    try:
        match kind:
            case kinds.DOCX:
                return unseen_in_docx(content)
            case kinds.PDF:
                return unseen_in_pdf(without_authors(content), text)
            case kinds.OFD:
                return unseen_in_ofd(content, text)
    except Exception:  # in a part that nothing has been read of
        logger.warning("looking through %s of %d bytes", kind, len(content), exc_info=True)
        return withheld(["查不了的部分"])
    return ()


def _converted(kind: str, content: bytes) -> Document:
    from archive.bulletin.reader.office import convert_to_docx
    from archive.bulletin.reader.word import read_docx

    document = read_docx(convert_to_docx(content, kind, kinds.CONVERTED[kind]))
    return replace(document, kind=kind, notes=("由 LibreOffice 转换后读出，请核对编号和格式。", *document.notes))

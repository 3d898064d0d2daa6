"""Files as they came in: read once when they are brought, kept with their text, parsed at will.

Reading an office format is slow, and other programs may read it otherwise tomorrow; so the text is stored beside the
bytes, and every place in a file is a place in that text. A file that has no text, such as a scanned PDF, is kept for a
person to type what stands in it. Nothing here knows what an issue is in the database.
"""

import hashlib
import re

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from archive.bulletin.parsed import ParsedBulletin
from archive.bulletin.reader import Document, NoTextError
from archive.bulletin.reader.document import unseen
from archive.models import Upload
from archive.reading import NOT_READ, ReadAhead, parse_text, read_storable
from archive.search.index.writing import wait_for_other_writers

# Endings of the files that an office keeps bulletins in. What a file is, its bytes decide.
WORD, OTHERS = (".docx", ".doc", ".wps", ".rtf", ".odt"), (".pdf", ".ofd", ".html", ".htm", ".mht", ".mhtml")
SUFFIXES = (*WORD, *OTHERS, ".txt", ".md", ".zip")
LONGEST_NAME = 120  # characters
# Controls, halves of characters, direction marks that make a name read otherwise than it is, and what separates folders.
UNSAFE_IN_NAME = re.compile(r'[\x00-\x1f\x7f\ud800-\udfff\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff/\\:*?"<>|]')
TYPED = "typed"  # the kind of a file whose text a person has typed
TYPED_NOTE = "这个文件没有文字层，文字由人照原件录入。"


def read_bulletin(content: bytes) -> ParsedBulletin:
    """Read and parse a file without storing it. Raises ReadError or ParseError, in words for who brought the file."""
    document = read_storable(content)
    return parse_text(document.text, document.notes)


def safe_name(name: str) -> str:
    """A file name as it may be shown and sent back: one line, no folders, its ending kept when it is too long."""
    name = UNSAFE_IN_NAME.sub("", name.replace("\\", "/").rpartition("/")[2]).strip(" .")
    stem, dot, ending = name.rpartition(".")
    if len(name) > LONGEST_NAME and dot and len(ending) < 10:
        return f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}"
    return name[:LONGEST_NAME] or "未命名"


def new_upload(
    *, name: str, content: bytes, user: AbstractBaseUser | None = None, ahead: ReadAhead = NOT_READ
) -> Upload:
    """The upload of these bytes: the one already stored, or a new one, read but not stored yet.

    A file without text becomes an upload whose text is empty. Raises ReadError for what cannot be read at all.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    if stored := _stored(sha256):
        return stored
    upload = Upload(name=name, content=content, size=len(content), sha256=sha256, uploaded_by=user)
    if ahead.document:
        _take_over(upload, ahead.document)
    else:
        read_again(upload)
    return upload


def store_upload(upload: Upload) -> tuple[Upload, bool]:
    """Keep a file for review. The second value is False when the same bytes are here already."""
    with transaction.atomic():
        wait_for_other_writers()
        stored = _stored(upload.sha256)
        if stored is None:
            upload.save()
    return stored or upload, stored is None


def read_upload(upload: Upload, ahead: ReadAhead = NOT_READ) -> ParsedBulletin:
    """Parse the text of an upload; one that has not been read yet is read now. Raises ReadError or ParseError.

    The text that is stored counts: what was read ahead is taken where it is the same.
    """
    if upload.text is None:
        read_again(upload)
    if not upload.text:
        raise NoTextError(" ".join(upload.notes) or "这个文件里没有文字。")
    if ahead.parsed and (ahead.document.text, list(ahead.document.notes)) == (upload.text, upload.notes):
        return ahead.parsed
    return parse_text(upload.text, upload.notes)


def read_again(upload: Upload) -> None:
    """Set the text of an upload to what today's reader makes of its bytes; nothing is stored. Raises ReadError.

    Text that a person has typed stays; what the file holds and does not print is looked for all the same.
    """
    try:
        document = read_storable(bytes(upload.content))
    except NoTextError as error:
        document = Document(text="", encoding="", kind="", notes=(str(error), *error.notes))
    if upload.kind == TYPED:
        document = Document(upload.text, "", TYPED, (TYPED_NOTE, *unseen(document.notes)))
    _take_over(upload, document)


def can_be_typed(upload: Upload) -> bool:
    """Whether a person may type, or type again, the text of a file from which none was read."""
    return upload.status == Upload.Status.PENDING and (not upload.text or upload.kind == TYPED)


def type_text(upload: Upload, text: str) -> bool:
    """Store what a person has typed as the text of a file that has none; the original stays as it is.

    False when the file has been settled, or has another text than `upload`, in the meantime. Raises ParseError; then
    nothing is stored.
    """
    parse_text(text)
    with transaction.atomic():
        locked = Upload.objects.select_for_update().defer("content").get(pk=upload.pk)
        if not can_be_typed(locked) or locked.text != upload.text:
            return False
        locked.text, locked.kind, locked.notes = text, TYPED, [TYPED_NOTE, *unseen(locked.notes)]
        locked.save(update_fields=["text", "kind", "notes"])
    upload.text, upload.kind, upload.notes = locked.text, locked.kind, locked.notes
    return True


def _stored(sha256: str) -> Upload | None:
    uploads = Upload.objects.defer("content").filter(sha256=sha256)
    return uploads.exclude(status=Upload.Status.REJECTED).first()


def _take_over(upload: Upload, document: Document) -> None:
    upload.text, upload.kind, upload.notes = document.text, document.kind, list(document.notes)
    upload.looked_through = True

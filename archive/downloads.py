"""Files that are sent to be kept: always as an attachment, never for a browser to guess what they are."""

from io import BytesIO

from django.http import FileResponse

from archive.bulletin.reader import kinds
from archive.bulletin.reader.blanked import without_authors
from archive.bulletin.reader.word.clean import without_properties
from archive.models import Issue, Upload
from archive.uploads import safe_name

BYTES, TEXT = "application/octet-stream", "text/plain; charset=utf-8"


def original_file(upload: Upload) -> FileResponse:
    """The bytes of an upload as they came in, under the name that they came in with."""
    return _attachment(bytes(upload.content), upload.name, BYTES)


def public_file(upload: Upload) -> FileResponse:
    """The same for readers: without the properties of the file, where the names of those stand who wrote it."""
    content = bytes(upload.content)
    match kinds.kind_of(content):
        case kinds.DOCX:
            content = without_properties(content)
        case kinds.PDF:
            content = without_authors(content)
    return _attachment(content, upload.name, BYTES)


def text_file(issue: Issue, text: str) -> FileResponse:
    """The text of an issue, named after it: 澄川政务快报2025年第30期.txt."""
    return _attachment(text.encode(), f"{issue.bulletin or '快报'}{issue.label}.txt", TEXT)


def _attachment(content: bytes, name: str, content_type: str) -> FileResponse:
    """Django writes the name in the header as RFC 5987 has it."""
    response = FileResponse(BytesIO(content), as_attachment=True, filename=safe_name(name), content_type=content_type)
    response["X-Content-Type-Options"] = "nosniff"
    return response

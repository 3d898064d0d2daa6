"""What reading a file gives: its text, or the reason why there is none. Knows nothing of any kind of file."""

from dataclasses import dataclass


class ReadError(ValueError):
    """The file cannot be read as text. `offset` is that of the first wrong byte, where there is one."""

    def __init__(self, message: str, offset: int | None = None):
        super().__init__(message)
        self.offset = offset


class NoTextError(ReadError):
    """There is nothing wrong with the file, but it holds pictures only: a scan. Worth keeping until somebody types it."""


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a file. Offsets elsewhere count its characters.

    Text files keep their line ends, a byte order mark is left out; all others have "\\n" at the end of each line, and
    say what was printed in few marks: `**bold**`, `# heading`, `| table | row |`, a form feed where a page begins.
    `notes` tell the person who reviews, in Chinese sentences, what of the file could not be taken over.
    """

    text: str
    encoding: str  # of text files; "" for others
    kind: str  # "text", "html", "docx", "pdf", "ofd", "doc", "rtf", "odt"
    notes: tuple[str, ...] = ()

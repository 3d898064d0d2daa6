"""What reading a file gives: its text, or the reason why there is none. Knows nothing of any kind of file."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

WITHHELD = "原件不提供下载"  # how a note begins that says so
# In notes: that a file holds what is on no printed sheet, or what nobody has read.
UNSEEN = re.compile(
    rf"{WITHHELD}|有[0-9]+条批注|隐藏的文字|有修订痕迹|插入了[0-9]+个别的文件|里面的文字没有读，请另外录入"
    "|阅读器里多半看不见|在文件里找不到"
)


class ReadError(ValueError):
    """The file cannot be read as text. `offset` is that of the first wrong byte, where there is one."""

    def __init__(self, message: str, offset: int | None = None):
        super().__init__(message)
        self.offset = offset


class NoTextError(ReadError):
    """There is nothing wrong with the file, but it holds pictures only: a scan. Worth keeping until somebody types it.

    `notes` are those on what it holds beside its pictures.
    """

    notes: tuple[str, ...] = ()


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


def holds_unseen(notes: Iterable[str]) -> bool:
    """Whether a file, by the notes on its reading, holds what neither its print nor its text shows: a draft that was
    struck out, a comment, a page that is a picture. Of such a file nobody can say that all of it is public."""
    return bool(unseen(notes))


def unseen(notes: Iterable[str]) -> list[str]:
    """The notes that say so."""
    return [note for note in notes if UNSEEN.search(note)]

"""The bulletins that a path stands for: a file, or each of the files in a .zip. Reads and parses; no database is asked."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from archive.bulletin import document
from archive.bulletin.parsed import ParsedBulletin, ParseError
from archive.bulletin.parser import parse_bulletin
from archive.bulletin.reader import File, ReadError, read_document, unpack
from archive.reading import with_notes


@dataclass
class ParsedFiles:
    """What was read, and what could not be, by the name to call a file by."""

    bulletins: dict[str, ParsedBulletin] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    is_bundle: bool = False

    def as_document(self) -> dict[str, Any]:
        """One object for all files, as for one; in a bundle each issue, warning and span names its file."""
        whole: dict[str, list] = {"issues": [], "warnings": [], "spans": []}
        for label, bulletin in self.bulletins.items():
            for key, rows in document.as_document(bulletin).items():
                whole[key] += [row | {"file": label} for row in rows] if self.is_bundle else rows
        return whole


def members_of(path: Path) -> list[tuple[str, File]]:
    """Each file with the name to call it by, 包.zip/第3期.docx in a .zip. Raises OSError, ReadError."""
    label, name = readable_name(path), readable_name(Path(path.name))
    files = unpack(name, path.read_bytes())
    if [file.name for file in files] == [name]:
        return [(label, files[0])]
    return [(f"{label}/{file.name}", file) for file in files]


def readable_name(path: Path) -> str:
    """A path as text; a name that an older system has written in GBK is read as such."""
    name = str(path)
    try:
        name.encode()
    except UnicodeEncodeError:
        return os.fsencode(name).decode("gb18030", "replace")
    return name


def parse_members(path: Path) -> ParsedFiles:
    """Parse all; one that cannot be read leaves the others. Raises OSError, and ReadError for a .zip that is broken."""
    members = members_of(path)
    parsed = ParsedFiles(is_bundle=[label for label, _ in members] != [readable_name(path)])
    for label, file in members:
        try:
            read = read_document(file.content)
            parsed.bulletins[label] = with_notes(parse_bulletin(read.text), read.notes)
        except ParseError as error:
            parsed.problems[label] = f"第{error.line}行：{error}"
        except ReadError as error:
            parsed.problems[label] = str(error)
    return parsed

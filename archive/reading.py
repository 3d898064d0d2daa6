"""From the bytes of a file to the issues in it, within the limits of what the archive can keep. Pure.

`read_ahead` does in a process of its own what an import needs and what no database is asked for: reading, parsing, and
cutting the words of each entry. The import takes of it what fits and does the rest itself.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from archive.bulletin.parsed import ParsedBulletin, ParseError, ParseWarning
from archive.bulletin.parser import parse_bulletin
from archive.bulletin.reader import Document, File, ReadError, read_document
from archive.search.index.text import IndexedText, Wording, indexed_text
from archive.search.tokenizer import keep_whole, use_cache

LONGEST_FILE = 1_000_000  # characters; a year of a weekly bulletin has some 200,000
LONGEST_ENTRY = 50_000  # characters; more is no entry, and PostgreSQL holds no longer list of lexemes
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # PostgreSQL keeps no NUL and no halves of characters


@dataclass(frozen=True, slots=True)
class ReadAhead:
    """What is known of a file before it is imported; empty where reading it went wrong, which the import then tells.

    `texts` are what the index will hold of the entries, by their wording.
    """

    document: Document | None = None
    parsed: ParsedBulletin | None = None
    texts: Mapping[Wording, IndexedText] = field(default_factory=dict)


NOT_READ = ReadAhead()


def settle_in(cache: Path, whole_words: frozenset[str]) -> None:
    """What a new process has to know for reading ahead: the dictionary's folder, and the words that are kept whole."""
    use_cache(cache)
    keep_whole(whole_words)


def read_ahead(file: File, *, for_index: bool = True) -> ReadAhead:
    """Never raises: what goes wrong here goes wrong again in the import, which knows how to say it."""
    try:
        document = read_storable(file.content)
        parsed = parse_text(document.text, document.notes)
    except Exception:
        return NOT_READ
    entries = [entry for issue in parsed.issues for entry in issue.entries] if for_index else []
    wordings = [(entry.title, entry.body, entry.section or "", entry.units) for entry in entries]
    return ReadAhead(document, parsed, {wording: indexed_text(*wording) for wording in wordings})


def read_storable(content: bytes) -> Document:
    """As `read_document`, but also refuses what PostgreSQL cannot keep as text."""
    document = read_document(content)
    if UNSTORABLE.search(document.text):
        raise ReadError("读出的文字里有不能保存的字符，文件可能已经损坏。请另存为纯文本（.txt）后再上传。")
    return document


def parse_text(text: str, notes: Iterable[str] = ()) -> ParsedBulletin:
    """Parse a text that is to be stored; what its reader noted goes before the warnings. Raises ParseError."""
    if len(text) > LONGEST_FILE:
        raise ParseError(
            f"文字超过{LONGEST_FILE // 10_000}万字，一次读不了这么多。请分成几个文件，每个放一年以内的快报。"
        )
    parsed = parse_bulletin(text)
    for issue in parsed.issues:
        for entry in issue.entries:
            if len(entry.title) + len(entry.body) > LONGEST_ENTRY:
                raise ParseError(f"第{entry.line}行起的一条超过{LONGEST_ENTRY}字，不像快报的条目。", entry.line)
    return with_notes(parsed, notes)


def with_notes(parsed: ParsedBulletin, notes: Iterable[str]) -> ParsedBulletin:
    """What a reader noted, as warnings of the first line."""
    noted = tuple(ParseWarning(1, "reader_note", note) for note in notes)
    return replace(parsed, warnings=noted + parsed.warnings)

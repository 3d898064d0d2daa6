"""What is read from a bulletin, as values: issues, entries, segments, the places of all characters, and warnings.

Field for field the form of the labels that parsers are measured with; what the text does not say is None.
"""

import datetime
from dataclasses import dataclass, field


class ParseError(ValueError):
    """No bulletin can be read from the text. `line` counts from 1."""

    def __init__(self, message: str, line: int = 1):
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class ParseWarning:
    """Something a person should look at. `code` names the case for programs, `message` says it in Chinese."""

    line: int
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text, from `start` up to but not with `end`, in characters of the decoded file."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class ParsedSegment:
    """One unit's part of a joint entry; a common opening has no unit. lead + text, all joined, are the body."""

    unit: str | None
    lead: str
    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class ParsedEntry:
    order: int
    section: str | None
    title: str
    body: str
    units: tuple[str, ...] = ()
    segments: tuple[ParsedSegment, ...] = ()
    source_bracket: str = ""
    boundary: str = field(default="none", compare=False)
    doubtful: bool = field(default=False, compare=False)
    line: int = field(default=0, compare=False, repr=False)
    start: int = field(default=0, compare=False, repr=False)
    end: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ParsedIssue:
    name: str | None = None
    number: int | None = None
    year: int | None = None
    date: datetime.date | None = None
    office: str | None = None
    distribution: str | None = None
    editor: str | None = None
    reviewer: str | None = None
    signer: str | None = None
    entries: tuple[ParsedEntry, ...] = ()
    line: int = field(default=0, compare=False, repr=False)
    distribution_line: int = field(default=0, compare=False, repr=False)
    start: int = field(default=0, compare=False, repr=False)
    end: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ParsedBulletin:
    issues: tuple[ParsedIssue, ...]
    warnings: tuple[ParseWarning, ...]
    spans: tuple[Span, ...] = field(repr=False)
    text: str = field(compare=False, repr=False)

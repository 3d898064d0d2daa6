"""What the index keeps of an entry's words, told from the words alone: pure, so that it can be made in any process."""

from collections.abc import Iterable
from dataclasses import dataclass

from archive.bulletin.figures import figures_of
from archive.search.normalize import normalize
from archive.search.tokenizer import index_lexemes

Wording = tuple[str, str, str, tuple[str, ...]]  # title, body, name of the section or "", names in the source bracket


@dataclass(frozen=True, slots=True)
class IndexedText:
    """`lexemes` are written as PostgreSQL reads a tsvector; `texts` are title, body, section and units, normalised,
    one a line: normalised text holds no line end. `has_figures` says whether the body reports a result in figures."""

    lexemes: str
    texts: str
    has_figures: bool


def indexed_text(title: str, body: str, section: str, units: tuple[str, ...]) -> IndexedText:
    """Of the words as printed; "" for no section."""
    has_figures = any(figures_of(body))
    title, body, section, *units = map(normalize, (title, body, section, *units))
    lexemes = index_lexemes(title, [body, section], units)
    return IndexedText(" ".join(map(quoted, sorted(lexemes))), "\n".join([title, body, section, *units]), has_figures)


def indexed_texts(wordings: Iterable[Wording]) -> list[IndexedText]:
    return [indexed_text(*wording) for wording in wordings]


def quoted(lexeme: str) -> str:
    """A lexeme as PostgreSQL reads it in a tsvector or a tsquery, whatever characters it has."""
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"

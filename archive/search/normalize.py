"""One form of text for searching, with the way back to the text as printed.

Width, case, white space and traditional characters do not matter to a search: full-width characters become half-width,
Latin letters lose their case, traditional characters become simplified ones, and blanks are dropped unless they part
two Latin words or numbers. The text that is shown is never changed. The index holds what this module makes: after a
change here it is rebuilt (manage.py rebuild_search_index).
"""

import re
import unicodedata
from dataclasses import dataclass

from archive.search.simplified import SIMPLIFIED

DROPPED = {"Cc", "Cf", "Cs"}  # controls, zero-width marks and soft hyphens, halves of characters
BLANKS = re.compile(r" +")
IDLE_BLANK = re.compile(r"(?<![0-9a-z]) | (?![0-9a-z])")


class _Folding(dict):
    """A table for str.translate that learns every character when it is first met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char.isspace():
            folded = " "
        else:
            folded = "".join(
                " " if part.isspace() else SIMPLIFIED.get(part, part)
                for part in unicodedata.normalize("NFKC", char).casefold()
                if unicodedata.category(part) not in DROPPED
            )
        self[code] = folded
        return folded


FOLDING = _Folding()


@dataclass(frozen=True, slots=True)
class Normalized:
    """`offsets[i]` is the place in the given text of the character that `text[i]` comes from."""

    text: str
    offsets: tuple[int, ...]


def normalize(text: str) -> str:
    return IDLE_BLANK.sub("", BLANKS.sub(" ", text.translate(FOLDING)))


def normalize_with_offsets(text: str) -> Normalized:
    """The same text as `normalize` gives; slower, because every character keeps its place."""
    kept: list[tuple[str, int]] = []
    blank_at: int | None = None  # of a blank that is kept if a Latin character follows it
    for place, printed in enumerate(text):
        for char in FOLDING[ord(printed)]:
            if char == " ":
                if blank_at is None and kept and _is_latin(kept[-1][0]):
                    blank_at = place
                continue
            if blank_at is not None and _is_latin(char):
                kept.append((" ", blank_at))
            blank_at = None
            kept.append((char, place))
    return Normalized("".join(char for char, _ in kept), tuple(place for _, place in kept))


def _is_latin(char: str) -> bool:
    return "0" <= char <= "9" or "a" <= char <= "z"

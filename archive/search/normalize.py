"""One form of text for searching, with the way back to the text as printed.

Width, case, white space and traditional characters do not matter to a search: full-width characters become half-width,
Latin letters lose their case, traditional characters become simplified ones, and blanks are dropped unless they part
two Latin words or numbers: PCB APP, and 4. 2022年, which is the fourth of a list and not a decimal. An accent written
as a character of its own is put together with its letter. The text that is shown is never changed. The index holds
what this module makes: after a change here it is rebuilt (manage.py rebuild_search_index).
"""

import re
import unicodedata
from dataclasses import dataclass

from archive.search.simplified import SIMPLIFIED

DROPPED = {"Cc", "Cf", "Cs"}  # controls, zero-width marks and soft hyphens, halves of characters
# Marks without width of other categories: variation selectors (☎️), joiners, fillers.
UNSEEN = re.compile("[\u034f\u115f\u1160\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
# ①2025年 would become 12025年, ⒈30吨 1.30吨 and 3½ 31⁄2: what is a number of its own stays as it is.
COUNTED = re.compile("[0-9]+[.,]?|[0-9]*⁄[0-9]*")
COUNTED_KINDS = ("<circle>", "<compat>", "<fraction>")  # of Unicode's decompositions; not <wide>, <super>: ２ m²
ROMAN = re.compile("[\u2160-\u217f]")  # PCBⅡ型 is PCB and II
ENDING_KINDS = ("<square>", "<super>")  # 500㎡3层, m²2025年
BLANKS = re.compile("  +")
# A blank that parts no two: no letter or digit follows; or none is before, nor a list's 4. before a digit.
LAST_BLANK = re.compile(" (?![0-9a-z])")
FIRST_BLANK = re.compile(" (?<![0-9a-z] )(?:(?<![0-9][.,] )|(?![0-9]))")


class _Folding(dict):
    """A table for str.translate that learns every character when it is first met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = " " if char.isspace() else "".join(_folded(part) for part in _compatible(char).casefold())
        self[code] = folded
        return folded


def _compatible(char: str) -> str:
    """What Unicode takes for the same character in another shape, set off where it would grow into its neighbour."""
    form, kind = unicodedata.normalize("NFKC", char), unicodedata.decomposition(char)
    if kind.startswith(COUNTED_KINDS) and COUNTED.fullmatch(form):
        return char
    if ROMAN.match(char):
        return f" {form} "
    return form + " " if kind.startswith(ENDING_KINDS) else form


def _folded(char: str) -> str:
    if char.isspace():
        return " "
    if unicodedata.category(char) in DROPPED or UNSEEN.match(char):
        return ""
    return SIMPLIFIED.get(char, char)


FOLDING = _Folding()


@dataclass(frozen=True, slots=True)
class Normalized:
    """`offsets[i]` is the place in the given text of the character that `text[i]` comes from."""

    text: str
    offsets: tuple[int, ...]


def normalize(text: str) -> str:
    composed = unicodedata.normalize("NFC", text.translate(FOLDING))
    plain = FIRST_BLANK.sub("", LAST_BLANK.sub("", BLANKS.sub(" ", composed)))
    return plain if unicodedata.is_normalized("NFC", plain) else normalize(plain)


def normalize_with_offsets(text: str) -> Normalized:
    """The same text as `normalize` gives; slower, because every character keeps its place."""
    kept = [(char, place) for place, printed in enumerate(text) for char in FOLDING[ord(printed)]]
    while True:
        kept = _without_idle_blanks(_composed(kept))
        normalized = "".join(char for char, _ in kept)
        if unicodedata.is_normalized("NFC", normalized):
            return Normalized(normalized, tuple(place for _, place in kept))


def _composed(kept: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Letters and their accents as one character each, at the place of the letter."""
    if unicodedata.is_normalized("NFC", "".join(char for char, _ in kept)):
        return kept
    groups: list[tuple[str, int]] = []
    for char, place in kept:
        before = groups[-1][0] if groups else ""
        joined = unicodedata.normalize("NFC", before + char)
        if before and (unicodedata.combining(char) or joined != before + char):
            groups[-1] = (joined, groups[-1][1])
        else:
            groups.append((char, place))
    return [(char, place) for group, place in groups for char in group]


def _without_idle_blanks(chars: list[tuple[str, int]]) -> list[tuple[str, int]]:
    kept: list[tuple[str, int]] = []
    blank_at: int | None = None  # of a blank that is kept if what follows it asks for one
    for char, place in chars:
        if char == " ":
            blank_at = place if blank_at is None else blank_at
            continue
        if blank_at is not None and kept and _is_parted(kept, char):
            kept.append((" ", blank_at))
        blank_at = None
        kept.append((char, place))
    return kept


def _is_parted(before: list[tuple[str, int]], char: str) -> bool:
    if _is_latin(before[-1][0]):
        return _is_latin(char)
    is_point = before[-1][0] in ".," and len(before) > 1 and _is_digit(before[-2][0])
    return is_point and _is_digit(char)


def _is_latin(char: str) -> bool:
    return _is_digit(char) or "a" <= char <= "z"


def _is_digit(char: str) -> bool:
    return "0" <= char <= "9"

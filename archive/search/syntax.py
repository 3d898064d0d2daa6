"""What was typed to words, phrases and bars, before anything of it means something.

A phrase stands between quotation marks of any kind. Within a pair the marks of other kinds, and pairs of its own, are
part of the phrase: "特新”企业", 「评为“示范村”」. A mark that finds no other of its kind is closed by any; what then is
left over is passed over.
"""

import re
from dataclasses import dataclass

PAIRS = {"“": "”", "„": "”", "‟": "”", "「": "」", "『": "』", '"': '"', "＂": "＂"}
QUOTES = frozenset(PAIRS) | frozenset(PAIRS.values())
WORD = re.compile(r"[|｜]|[^\s|｜]+")
# As words of their own, in any case: 或 stands within many words, and so does or.
ORS = {"OR", "ＯＲ", "或"}
ANDS = {"AND", "ＡＮＤ"}


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a phrase or a bar; `joined` when no blank stands before it."""

    text: str
    is_phrase: bool = False
    joined: bool = False

    @property
    def is_bar(self) -> bool:
        return not self.is_phrase and self.text in {"|", "｜"}

    @property
    def is_or(self) -> bool:
        return not self.is_phrase and (self.is_bar or self.text.upper() in ORS)

    @property
    def is_and(self) -> bool:
        return not self.is_phrase and self.text.upper() in ANDS


def split(text: str) -> tuple[list[Token], int | None]:
    """The tokens of a text, and the place of a quotation mark that has no other and is passed over."""
    tokens: list[Token] = []
    spare = None
    place = 0
    while place < len(text):
        start = next((i for i in range(place, len(text)) if text[i] in QUOTES), len(text))
        for word in WORD.finditer(text, place, start):
            tokens.append(Token(word.group(), joined=word.start() > 0 and _is_joined(text, word.start())))
        if start == len(text):
            break
        end = _closing(text, start)
        if end is None:
            spare, place = start, start + 1
            continue
        tokens.append(Token(text[start + 1 : end], is_phrase=True, joined=start > 0 and _is_joined(text, start)))
        place = end + 1
    return tokens, spare


def _is_joined(text: str, place: int) -> bool:
    return not text[place - 1].isspace()


def _closing(text: str, start: int) -> int | None:
    """Where the phrase that opens at start ends: pairs within it are part of it, and any mark ends it where none fits."""
    opening = text[start]
    closing = PAIRS.get(opening)
    depth = 0
    for place in range(start + 1, len(text)):
        if text[place] == closing:
            if depth == 0:
                return place
            depth -= 1
        elif text[place] == opening:
            depth += 1
    return next((place for place in range(start + 1, len(text)) if text[place] in QUOTES), None)

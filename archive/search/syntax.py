"""What was typed to words, phrases and bars, before anything of it means something.

A phrase stands between quotation marks of any kind. Within a pair the marks of other kinds, and pairs of its own, are
part of the phrase: "特新”企业", 「评为“示范村”」. A mark that finds no other of its kind is closed by any; what then is
left over is passed over.
"""

import re
from dataclasses import dataclass, replace

PAIRS = {"“": "”", "„": "”", "‟": "”", "「": "」", "『": "』", '"': '"', "＂": "＂"}
QUOTES = frozenset(PAIRS) | frozenset(PAIRS.values())
WORD = re.compile(r"[|｜]|[^\s|｜]+")
OPENING = re.compile(r"((?:^|[-－−:：]|^不含))[(（](?=[^()（）]*$)")  # of a group: 甲（一） is text
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


def ungrouped(tokens: list[Token]) -> list[Token]:
    """The tokens without brackets around an either, which is one without them: (甲 或 乙) 丙, 标题:(甲|乙).

    Its bars stand without blanks, so that a field or minus before the bracket is of all its sides. Any other brackets
    are text.
    """
    kept: list[Token] = []
    place = 0
    while place < len(tokens):
        end = _group_end(tokens, place)
        if end is None:
            kept.append(tokens[place])
            place += 1
            continue
        first, last = tokens[place], tokens[end]
        sides = [
            replace(first, text=OPENING.sub(r"\1", first.text)),
            *(Token("|") if each.is_or else each for each in tokens[place + 1 : end]),
            replace(last, text=last.text[:-1]),
        ]
        sides = [each for each in sides if each.text or each.is_phrase]
        kept += [replace(each, joined=number > 0 or first.joined) for number, each in enumerate(sides)]
        place = end + 1
    return kept


def _group_end(tokens: list[Token], start: int) -> int | None:
    """Where the group that opens at start closes; None where none opens, or where it is more than sides and bars."""
    if tokens[start].is_phrase or not OPENING.search(tokens[start].text):
        return None
    has_or, waits = False, OPENING.sub("", tokens[start].text) == ""
    for place in range(start + 1, len(tokens)):
        token = tokens[place]
        closes = not token.is_phrase and token.text[-1] in ")）"
        if token.is_or:
            if waits:
                return None
            has_or, waits = True, True
        elif waits or (closes and len(token.text) == 1):
            waits = waits and closes and len(token.text) == 1
        else:
            return None
        if closes:
            return place if has_or and not waits else None
    return None


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

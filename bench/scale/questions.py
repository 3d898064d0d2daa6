"""The questions, and what a plain reader takes them to ask for: so the other engines are asked, and so they are judged."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

QUOTED = re.compile(r'"([^"]+)"|“([^”]+)”|(\S+)')
LATIN = re.compile("[0-9a-z]")
LONGEST_LITERAL = (
    12  # characters; a longer word without quotation marks is a sentence, which nobody expects to find as it is
)


@dataclass(frozen=True, slots=True)
class Question:
    """`wanted` and `refused` are what has to stand, and must not stand, in an entry, normalised. `is_sentence`: a
    question of a lay person, which is looked for by its words, any of them."""

    kind: str
    text: str
    wanted: tuple[str, ...]
    quoted: tuple[bool, ...]
    refused: tuple[str, ...]
    is_sentence: bool

    def is_answered_by(self, texts: tuple[str, ...]) -> bool:
        """Whether an entry holds all that is wanted, each within one of its texts, and nothing that is refused."""
        return all(any(_holds(text, part) for text in texts) for part in self.wanted) and not any(
            _holds(text, part) for part in self.refused for text in texts
        )


def _holds(text: str, part: str) -> bool:
    """As a plain scan finds it; but a number or a Latin word is found whole: 20 does not stand in 2023."""
    return part in text and bool(_whole(part).search(text))


@cache
def _whole(part: str) -> re.Pattern:
    before = "(?<![0-9a-z])" if LATIN.match(part[0]) else ""
    after = "(?![0-9a-z])" if LATIN.match(part[-1]) else ""
    return re.compile(before + re.escape(part) + after)


def read_questions(path: Path) -> list[Question]:
    """A line each: the kind, a tab, what is typed."""
    lines = [line.split("\t", 1) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [_question(kind, text) for kind, text in lines]


def _question(kind: str, text: str) -> Question:
    from archive.search.normalize import normalize

    parts = [(bool(match[1] or match[2]), match[1] or match[2] or match[3]) for match in QUOTED.finditer(text)]
    refused = tuple(normalize(part[1:]) for is_quoted, part in parts if not is_quoted and part.startswith("-"))
    kept = [(is_quoted, normalize(part)) for is_quoted, part in parts if is_quoted or not part.startswith("-")]
    is_sentence = any(not is_quoted and len(part) > LONGEST_LITERAL for is_quoted, part in kept)
    wanted, quoted = tuple(part for _, part in kept), tuple(is_quoted for is_quoted, _ in kept)
    return Question(kind, text, wanted, quoted, refused, is_sentence)

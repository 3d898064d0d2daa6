"""Normalised text to lexemes, the strings that the index holds; and the only user of jieba.

Every adjacent pair of characters is a lexeme, so that any substring of two characters or more is found by its pairs,
and one character by the pairs that begin with it. Numbers and Latin words are lexemes of their own as well: 30吨 must
not be found in 130吨. jieba's words serve ranking, vocabulary and the splitting of long questions; they are lexemes of
their own kind and no search requires them, because no segmenter cuts a text the same way twice.
"""

import functools
import re
import threading
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

# Kinds of lexemes other than pairs begin with a character that normalised text cannot hold.
TITLE, RUN, WORD, UNIT = "\x02", "\x03", "\x04", "\x05"
END = "\x1f"  # follows the last character of a field, so that it too begins a pair

LISTED_YEAR = "(?:19|20)[0-9]{2}年"  # after a point it is no decimal: 7.2023年 is the seventh of a list
RUNS = re.compile(rf"[0-9]+(?:\.(?!{LISTED_YEAR})[0-9]+)*|[a-z]+")  # numbers and Latin words: 369.95, pcb
MAYBE_LISTED = re.compile(r"[0-9.]+\.(?:19|20)[0-9]{2}$")  # 7.2023 may be a number, or two before 年
SHORTEST_WORD = 3  # characters; shorter words are pairs already
LONGEST_LEXEME = 100  # characters; PostgreSQL takes up to 2046 bytes

_cache_folder: Path | None = None
_wanted: frozenset[str] = frozenset()  # words to keep whole
_taught: frozenset[str] = _wanted  # what jieba was told of them
_own: dict[str, int] = {}  # how frequent a word of these is in jieba's own dictionary; 0: it is not there
_loading = threading.Lock()
_teaching = threading.Lock()


def use_cache(folder: Path) -> None:
    """Where jieba may keep its compiled dictionary. It is loaded as code would be, so the folder must be private."""
    global _cache_folder
    _cache_folder = folder


def load():
    """jieba with its dictionary, some 90 MB and most of a second; done at the first need, or before a server forks.

    There is one for all threads: what is taught holds for it alone.
    """
    with _loading:
        return _make()


@functools.cache
def _make():
    import jieba

    jieba.setLogLevel("WARNING")
    tokenizer = jieba.Tokenizer()
    if _cache_folder:
        _cache_folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        tokenizer.tmp_dir = str(_cache_folder)
    tokenizer.initialize()
    return tokenizer


def keep_whole(wanted: frozenset[str]) -> None:
    """From now on jieba takes these normalised texts for words, and none that were so named before.

    How frequent they are nobody has to say: jieba is told just enough to cut them out whole. It is not loaded for it.
    """
    global _wanted
    _wanted = wanted


def words(text: str) -> list[str]:
    """The words of a text in order, as jieba cuts them without guessing at unknown ones."""
    jieba = load()
    if _taught is not _wanted:
        _teach(jieba)
    return [word for word in jieba.cut(text, HMM=False) if not word.isspace()]


def _teach(jieba) -> None:
    """Short words first: how frequent a word has to be, to be cut out whole, depends on those within it."""
    global _taught
    with _teaching:
        wanted = _wanted
        jieba.FREQ.update((word, _own.pop(word)) for word in _own.keys() - wanted)
        for word in sorted(wanted - _own.keys(), key=lambda word: (len(word), word)):
            _own[word] = jieba.FREQ.get(word, 0)
            jieba.add_word(word)
        _taught = wanted


def pairs(text: str) -> set[str]:
    return {first + second for first, second in pairwise(text + END)} if text else set()


def runs(text: str) -> set[str]:
    return {RUN + run[:LONGEST_LEXEME] for run in RUNS.findall(text)}


def index_lexemes(title: str, others: Iterable[str], units: Iterable[str] = ()) -> set[str]:
    """All lexemes of an entry. The fields, all normalised, are never joined: no match runs from one into the next.

    The pairs of the title and of the units are marked as such beside, for those who ask for them there.
    """
    units = list(units)
    lexemes = {TITLE + pair for pair in pairs(title)} | {UNIT + pair for unit in units for pair in pairs(unit)}
    for field in (title, *others, *units):
        lexemes |= pairs(field)
        lexemes |= runs(field)
        lexemes |= {WORD + word[:LONGEST_LEXEME] for word in words(field) if len(word) >= SHORTEST_WORD}
    return lexemes


def literal_lexemes(literal: str, *, mark: str = "") -> tuple[set[str], str | None]:
    """What an entry that holds a literal must have in the index: (lexemes, beginning of a lexeme or None).

    `mark` is TITLE or UNIT where it must stand there; numbers and Latin words are not marked, only their pairs are.
    """
    required = set() if mark else runs(MAYBE_LISTED.sub("", literal))
    if len(literal) == 1:
        return (required, None) if required else (required, mark + literal)
    return required | {mark + first + second for first, second in pairwise(literal)}, None


def is_decided_by_lexemes(literal: str, *, mark: str = "") -> bool:
    """Whether having the lexemes means having the literal, so that the text need not be looked at."""
    if mark and RUNS.search(literal):
        return False
    if any("0" <= char <= "9" or char in ".," for char in literal) or len(literal) > LONGEST_LEXEME:
        return False  # 130 may stand in 1,130, which is another number, and so may its sign
    return len(literal) == 1 or bool(RUNS.fullmatch(literal)) or (len(literal) == 2 and not RUNS.search(literal))

"""Write archive/search/syllables.py anew, from pypinyin (MIT): python scripts/syllables.py. Needs requirements-dev.txt.

Characters are those of GB 2312 and of jieba's dictionary. Words are those of the dictionary that are not read as their
characters are when they stand alone, as far as they are in use and no shorter word in the table says the same.
"""

import re
import sys
from collections import defaultdict
from pathlib import Path

import jieba  # noqa: TID253 -- a script of its own
from pypinyin import lazy_pinyin

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from archive.search.simplified import SIMPLIFIED  # noqa: E402 -- the path is set first

IN_USE = 100  # how often jieba's dictionary has counted a word
WRONG = {"乡长"}  # pypinyin reads it xiang chang

HEAD = '''"""How characters are read, in pinyin without tones, ü written v; for `pinyin`.

Made by scripts/syllables.py from pypinyin. A character that is read in several ways has the most usual one, and the
words in which it is read otherwise are listed by themselves.
"""

'''


def read(text: str) -> list[str]:
    return [syllable.replace("ü", "v") for syllable in lazy_pinyin(text)]


def characters() -> dict[str, str]:
    codes = (bytes([high, low]) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    found = {char for code in codes if (char := code.decode("gb2312", "ignore"))}
    found |= {char for word in jieba.dt.FREQ for char in word if "\u4e00" <= char <= "\u9fff"} - SIMPLIFIED.keys()
    return {char: read(char)[0] for char in sorted(found) if re.fullmatch("[a-zü]+", read(char)[0])}


def words(single: dict[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word, count in sorted(jieba.dt.FREQ.items(), key=lambda item: (len(item[0]), item[0])):
        if count < IN_USE or not 2 <= len(word) <= 4 or word in WRONG or not all(char in single for char in word):
            continue
        known = [single[char] for char in word]
        for shorter in found:
            if (start := word.find(shorter)) >= 0:
                known[start : start + len(shorter)] = found[shorter]
        if len(reading := read(word)) == len(word) and reading != known:
            found[word] = reading
    return found


def main() -> None:
    jieba.initialize()
    single = characters()
    by_syllable = defaultdict(str)
    for char, syllable in single.items():
        by_syllable[syllable] += char
    lines = [f"{syllable} {chars}" for syllable, chars in sorted(by_syllable.items())]
    listed = [f"{word} {' '.join(reading)}" for word, reading in words(single).items()]
    (ROOT / "archive/search/syllables.py").write_text(
        HEAD
        + 'CHARACTERS = """\\\n' + "\n".join(lines) + '\n"""\n\n'
        + 'WORDS = """\\\n' + "\n".join(listed) + '\n"""\n\n'
        + "SYLLABLES = {char: line.split()[0] for line in CHARACTERS.splitlines() for char in line.split()[1]}\n"
        + "READINGS = {line.split()[0]: tuple(line.split()[1:]) for line in WORDS.splitlines()}\n"
    )  # fmt: skip


if __name__ == "__main__":
    main()

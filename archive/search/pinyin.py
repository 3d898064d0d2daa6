"""How a text sounds, for finding what is typed in pinyin or with a character that sounds the same.

Sounds that many do not tell apart, and input methods let pass for each other, are folded: zh ch sh as z c s, and a
ng as n; n and l stay two. Pure, and made of a table: nothing has to be loaded.
"""

import re

from archive.search.syllables import READINGS, SYLLABLES

# Names of places that dictionaries read otherwise than those who live there.
LOCAL = {
    "长垣": ("chang", "yuan"),
    "浚县": ("xun", "xian"),
    "中牟": ("zhong", "mu"),
    "武陟": ("wu", "zhi"),
    "柘城": ("zhe", "cheng"),
    "泌阳": ("bi", "yang"),
    "荥阳": ("xing", "yang"),
    "蔚县": ("yu", "xian"),
    "铅山": ("yan", "shan"),
    "六安": ("lu", "an"),
    "乐亭": ("lao", "ting"),
    "尉犁": ("yu", "li"),
}
WORDS = READINGS | LOCAL
LONGEST_WORD = max(map(len, WORDS))
RETROFLEX = re.compile(r"(?<=[zcs])h+")
NASAL = re.compile(r"(?<=n)g+")


def syllables(text: str) -> list[str]:
    """How each character is read, the words of the table first; what has no reading stands for itself."""
    read: list[str] = []
    place = 0
    while place < len(text):
        sizes = range(min(LONGEST_WORD, len(text) - place), 1, -1)
        size = next((size for size in sizes if text[place : place + size] in WORDS), 1)
        word = text[place : place + size]
        read += WORDS[word] if size > 1 else [SYLLABLES.get(word, word)]
        place += size
    return read


def pinyin(text: str) -> str:
    """A normalised text in folded pinyin, written together: 清洁家园 → qinjiejiayuan."""
    return fold("".join(syllables(text)))


def initials(text: str) -> str:
    """The first letters of the syllables, which folding leaves as they are: 清洁家园 → qjjy."""
    return "".join(syllable[0] for syllable in syllables(text))


def fold(letters: str) -> str:
    """Letters in the form that is compared. What is typed has no ends of syllables, so those of a text are not heeded
    either: 单干 and 档案 are one."""
    return NASAL.sub("", RETROFLEX.sub("", letters.casefold().replace("ü", "v")))

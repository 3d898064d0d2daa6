"""Makes archive/search/simplified.py, the table of traditional characters, from OpenCC's conversion (Apache 2.0).

    python scripts/simplified.py > archive/search/simplified.py

The search index is made with the table, so that a new one means an index to rebuild; that is why it is kept here as it
is and not taken from a package at run time, where an update would change it unseen.
"""

import unicodedata

import opencc

PER_LINE = 38  # pairs
BEFORE = '''"""Traditional characters and the simplified ones they are searched as, each one character for one.

Made by scripts/simplified.py from OpenCC's conversion of single characters, as far as the simplified character is in
GBK. Where a traditional character stands for more than one, it is the most usual; 著, 覆 and others that are
simplified characters as well stay what they are. Whoever changes the table rebuilds the search index.
"""

PAIRS = """\\
'''
AFTER = '''"""

SIMPLIFIED = {pair[0]: pair[1] for pair in PAIRS.split()}'''


def pairs() -> dict[str, str]:
    """Traditional to simplified, in the order of Unicode; no simplified character is itself in the table."""
    convert = opencc.OpenCC("t2s").convert
    found = {}
    for code in [*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000)]:
        simplified = convert(chr(code))
        while convert(simplified) != simplified:  # 薴 → 苧 → 苎
            simplified = convert(simplified)
        if simplified != chr(code) and len(simplified) == 1 and _is_usual(simplified):
            found[chr(code)] = unicodedata.normalize("NFKC", simplified)
    return found


def _is_usual(char: str) -> bool:
    try:
        return len(char.encode("gbk")) == 2
    except UnicodeEncodeError:
        return False


if __name__ == "__main__":
    table = [traditional + simplified for traditional, simplified in pairs().items()]
    print(BEFORE, end="")
    for start in range(0, len(table), PER_LINE):
        print(" ".join(table[start : start + PER_LINE]))
    print(AFTER)

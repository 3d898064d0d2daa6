"""What a person typed to what is looked for.

    清洁家园            the literal text
    清洁家园 马庄乡     both
    "产业链发展"        the literal text, blanks in it included; “ ” 「 」 do as well
    "特新”企业"         the literal text with its quotation mark: between two " the others are text
    营商环境 -税务局    the first without the second

Whatever is typed means something: broken syntax is taken as plain words, and `notes` says so in Chinese.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from archive.search.normalize import normalize

LONGEST_QUERY = 200  # characters
MOST_TERMS = 10

THOUSANDS = re.compile(r"[0-9]{3}(?![0-9])")
QUOTES = str.maketrans("“”„‟＂「」『』", '"' * 9)
PART = re.compile(r'(?P<minus>(?<!\S)[-－])?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')


# 2025年第44期, 第44期, 44期, 2025-44
ISSUE = re.compile(r"(?:(?P<year>[12]\d{3})年)?第?(?P<number>\d{1,4})期|(?P<of_year>[12]\d{3})-(?P<in_year>\d{1,3})")


@dataclass(frozen=True, slots=True)
class Query:
    """`terms` must all be there, `excluded` must not; both are normalised literals. `text` is what was typed.

    `phrases` are those of the terms that were quoted: they are never cut into words.
    """

    text: str
    terms: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    phrases: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()

    def __bool__(self):
        return bool(self.terms or self.excluded)


def parse_query(text: str) -> Query:
    text = " ".join(text.replace("\x00", "").split())
    notes = []
    if len(text) > LONGEST_QUERY:
        text = text[:LONGEST_QUERY]
        notes.append(f"检索词太长，只用了前{LONGEST_QUERY}个字。")
    plain = _with_pairs(text)
    if plain.count('"') % 2:
        before, _, after = plain.rpartition('"')
        plain = f"{before} {after}"
        notes.append(f"引号没有成对，已按普通词语检索：{plain.strip()}")
    terms: dict[str, None] = {}
    phrases = set()
    excluded: dict[str, None] = {}
    for part in PART.finditer(plain):
        literal = normalize(part["phrase"] if part["phrase"] is not None else part["word"])
        if literal:
            (excluded if part["minus"] else terms)[literal] = None
            if part["phrase"] is not None:
                phrases.add(literal)
    if len(terms) + len(excluded) > MOST_TERMS:
        notes.append(f"词太多，只用了前{MOST_TERMS}个。")
    kept = tuple(terms)[:MOST_TERMS]
    return Query(text, kept, tuple(excluded)[: MOST_TERMS - len(kept)], frozenset(phrases), tuple(notes))


def issue_reference(text: str) -> tuple[int | None, int] | None:
    """The (year, number) of an issue when nothing else was typed; the year is None where it was left out."""
    match = ISSUE.fullmatch(normalize(text))
    if not match:
        return None
    year, number = match["year"] or match["of_year"], match["number"] or match["in_year"]
    return int(year) if year else None, int(number)


def _with_pairs(text: str) -> str:
    """All quotation marks as ", but for those that stand between two ": they are part of the phrase."""
    if text.count('"') % 2:
        return text.translate(QUOTES)
    parts = text.split('"')
    return '"'.join(part if place % 2 else part.translate(QUOTES) for place, part in enumerate(parts))


def pattern(literals: tuple[str, ...]) -> re.Pattern:
    """Finds any of some literals in normalised text, the longest first.

    A number or a Latin word is one unit: a literal that begins or ends within one does not match, so that 30吨 is not
    in 130吨, 9.95 not in 369.95 and pc not in pcb.
    """
    ordered = sorted(literals, key=len, reverse=True)
    return re.compile("|".join(_guarded(literal) for literal in ordered))


def occurrences(literal: str, text: str) -> Iterator[re.Match]:
    return pattern((literal,)).finditer(text)


def _guarded(literal: str) -> str:
    first, last = literal[0], literal[-1]
    before = after = ""
    if "0" <= first <= "9":
        before = r"(?<![0-9])(?<![0-9]\.)"
        if THOUSANDS.match(literal):
            before += r"(?<![0-9],)"  # 1,130
    elif "a" <= first <= "z":
        before = r"(?<![a-z])"
    if "0" <= last <= "9":
        after = r"(?![0-9])(?!\.[0-9])(?!,[0-9]{3}(?![0-9]))"
    elif "a" <= last <= "z":
        after = r"(?![a-z])"
    return before + re.escape(literal) + after

"""What search has to equal: texts looked through from their beginning to their end, without an index.

A number and a Latin word are units here as they are there, but told in another way: by the cuts that a match would make.
"""

import gzip
import json
import random
import re
from pathlib import Path

from archive.bulletin.parser import parse_bulletin
from archive.bulletin.reader import read_document
from archive.search.normalize import normalize

PROJECT = Path(__file__).resolve().parents[2]
SAMPLES = sorted((PROJECT / "fixtures/bulletins").glob("*.txt"))
CORPUS = PROJECT.parent / "shared/corpus"
DIGITS = frozenset("0123456789")
YEAR = re.compile("(19|20)[0-9][0-9]年")  # 7.2023年: the seventh of a list, which begins with a year
QUOTES = ("“”", "「」", '""')


def stands_alone(term, text):
    """Whether a term stands in a text and cuts no number and no Latin word; both are normalised."""
    start = text.find(term)
    while start >= 0:
        if not _cuts(text, start) and not _cuts(text, start + len(term)):
            return True
        start = text.find(term, start + 1)
    return False


def sample_entries():
    """(title, body, units, section) of every entry of the sample bulletins."""
    for file in SAMPLES:
        for issue in parse_bulletin(read_document(file.read_bytes()).text).issues:
            for entry in issue.entries:
                yield entry.title, entry.body, entry.units, entry.section or ""


def corpus_entries(number):
    """As many of the corpus's texts, spread over all of it, in the same form; nothing where there is no corpus."""
    files = sorted(CORPUS.glob("*.jsonl.gz"))
    for file in files:
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            texts = random.Random(len(files)).sample([json.loads(line) for line in lines], number // len(files))
        yield from ((text["title"], text["text"], (), "") for text in texts)


def substrings(texts, number):
    """As many pieces of the texts as printed, from one character to a few sentences, most of them short."""
    chance = random.Random(number)
    texts = [text for text in texts if text]
    for _ in range(number):
        text = chance.choice(texts)
        start = chance.randrange(len(text))
        yield text[start : start + chance.choice((1, 2, 3, 4, 6, 9, 16, 60))]


def quoted(literal):
    """As a phrase, between marks that it does not hold itself; None where it holds all."""
    pair = next((pair for pair in QUOTES if not any(mark in literal for mark in pair)), None)
    return pair and pair[0] + literal + pair[1]


def normalized(entry):
    """The fields of an entry, normalised: title, body, section and every unit."""
    title, body, units, section = entry
    return [normalize(text) for text in (title, body, section, *units)]


def _cuts(text, place):
    before, after = text[max(place - 2, 0) : place], text[place : place + 6]
    if before[-1:].isascii() and before[-1:].isalpha() and after[:1].isascii() and after[:1].isalpha():
        return True
    digit_before = before[-1:] in DIGITS
    digit_after = after[:1] in DIGITS
    if digit_before and digit_after:
        return True
    if digit_before and re.match(r",[0-9]{3}(?![0-9])", after):
        return True
    if before[-1:] == "," and before[-2:-1] in DIGITS and re.match(r"[0-9]{3}(?![0-9])", after):
        return True
    if digit_after and before[-1:] == "." and before[-2:-1] in DIGITS:
        return not YEAR.match(after)
    return digit_before and after[:1] == "." and after[1:2] in DIGITS and not YEAR.match(after[1:])

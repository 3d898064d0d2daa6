"""What a body says was achieved: its result sentence 成效句."""

import re

SENTENCE = re.compile(r"[^。！？]*[。！？]?")
# The time words with which bulletins open the sentence that reports results.
TIME_WORD = re.compile(
    r"(?:截至|截止)?目前|(?:截至|截止)[^，。]{1,12}|今年以来|近年来，先后|近期，|\d{1,2}月(?:份)?(?:以来|累计)|\d{1,2}月份，"
)
QUANTITY = re.compile(r"\d")


def result_sentence(body: str) -> str:
    """The last sentence that opens a count with a time word (截至目前，清理垃圾20余吨。); empty where there is none."""
    best = ""
    for match in SENTENCE.finditer(body):
        sentence = match[0]
        if QUANTITY.search(sentence) and TIME_WORD.search(sentence):
            best = sentence
    return best

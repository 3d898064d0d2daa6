"""What a body says was achieved: its figures 成效数字 and its result sentence 成效句.

A figure is a quantity that reports a result: 清理生活垃圾20余吨. Dates, plans, rates of subsidies, the extent of an area
and what was spent on the work are quantities but no figures. The rules are about the build of clauses and do not
understand what they read: `quantities` knows numbers and measures, `words` the words by which clauses are recognised,
`extent` where a figure begins and ends, `sentence` what governs a sentence and which of its quantities report.
"""

import re
from collections.abc import Sequence

from archive.bulletin.figures import words
from archive.bulletin.figures.sentence import ParsedFigure, Sentence
from archive.bulletin.layout import TABLE_ROW

__all__ = ["SENTENCE", "ParsedFigure", "figures_of", "half_width", "result_sentence", "without_rows"]

SENTENCE = re.compile(r"[^。！？]*[。！？]?")
# The time words with which bulletins open the sentence that reports results.
TIME_WORD = re.compile(
    r"(?:截至|截止)?目前|(?:截至|截止)[^，。]{1,12}|今年以来|近年来，先后|近期，|\d{1,2}月(?:份)?(?:以来|累计)|\d{1,2}月份，"
)
# And the spans of time with which they open it when they use none of those: 入汛以来，… 1至7月，… 试运行45天来，… Not
# those without a beginning, 近年来 and 长期以来: they open what was the matter before.
SPAN = re.compile(
    rf"\s*(?!近|长期|一直)(?:{words.UNTIL_NOW.pattern}|(?:自|[今去]年)?(?:{words.MONTHS}|{words.SEASON}))，"
)
QUANTITY = re.compile(r"\d")
# What is to be done, and was not yet: 全年，各乡镇要完成造林500亩。
DUTY = re.compile(
    r"[^，。]{0,14}?(?:(?<![主重需摘纪概简])要(?=[在按把将完全达做确严加抓落])|必须|务必|应当|(?<!急)须(?!知)|重点抓|任务为|将(?=召开|举办|举行))"
)
ROW = re.compile(f"^{TABLE_ROW.pattern}$", re.MULTILINE)
STRETCH = re.compile(r"[^。！？]+")

WIDE = str.maketrans("０１２３４５６７８９％．", "0123456789%.")
IS_WIDE = re.compile("[０-９％．]")
WIDE_COMMA = re.compile("(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
# 3，256件: thousands parted by a full-width comma beside half-width digits; not 位列全省第3，256家企业…
MIXED_COMMA = re.compile(r"(?<![\d.,，A-Za-z第前名列居])(\d{1,3})((?:，\d{3})+)(?![\d.，])")
HALF_COMMA = re.compile(r"(?<!\d),|,(?!\d{3}(?!\d))")  # a comma that parts no thousands


def result_sentence(body: str) -> str:
    """The last sentence with a time word and another number (截至目前，清理垃圾20余吨。), else one with a figure that opens
    with a span of time; empty where there is none."""
    with_span = []
    for printed in reversed(SENTENCE.findall(body)):
        sentence = without_rows(printed)
        if word := TIME_WORD.search(sentence):
            if QUANTITY.search(sentence[: word.start()] + sentence[word.end() :]) and _is_done(sentence, word.end()):
                return sentence
        elif (span := SPAN.match(sentence)) and _is_done(sentence, span.end()):
            with_span.append(sentence)
    return next(filter(figures_of, with_span), "")


def without_rows(sentence: str) -> str:
    """What follows the rows of a table: they have no full stop, so the sentence behind them seems to begin before them."""
    *rows, text = ROW.split(sentence)
    return text.lstrip("\n") if rows else sentence


def _is_done(sentence: str, at: int) -> bool:
    """Whether a sentence does not go on from its time with what is still to be done."""
    at += sentence.startswith("，", at)
    return not (words.PLAN.match(sentence, at) or DUTY.match(sentence, at))


def figures_of(body: str, segments: Sequence[tuple[str | None, str, str]] = ()) -> tuple[ParsedFigure, ...]:
    """The figures of a body in order. `segments` of a joint entry are (unit, lead, text), which joined are the body."""
    text = half_width(body)
    found: list[ParsedFigure] = []
    begin = 0
    for unit, lead, part in segments or ((None, "", body),):
        end = begin + len(lead) + len(part)
        asof = None
        for stretch in STRETCH.finditer(text, begin + len(lead), end):
            start = stretch.start()
            sentence = Sentence(body, text, unit, asof if words.CONTINUES.match(text, start) else None)
            found += sentence.figures(start, stretch.end())
            asof = sentence.asof
        begin = end
    return tuple(found)


def half_width(body: str) -> str:
    """The same places with half-width digits, and full-width commas but in 1,200."""
    text = WIDE_COMMA.sub(",", body).translate(WIDE) if IS_WIDE.search(body) else body
    text = HALF_COMMA.sub("，", text) if "," in text else text
    return MIXED_COMMA.sub(lambda match: match[0].replace("，", ","), text)

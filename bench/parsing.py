"""How fast bulletins are parsed, beside what else is done with the same text, and whether hostile text slows it down.

Prints megabytes of UTF-8 text a second on one core: decoding it, parsing it, and cutting it with jieba, with ratios to
the parser. Then seconds for texts that are nothing but one mark, at 10 kB, 100 kB and 1 MB: they must grow like the text.
"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import contextlib

from archive.bulletin.parser import parse_bulletin
from archive.bulletin.reader import read_document
from archive.search.tokenizer import load, words

PROJECT = Path(__file__).parents[1]
ISSUES = sorted((PROJECT / "fixtures/bulletins").glob("*.txt"))
TARGET = 1_000_000  # bytes
ROUNDS = 3  # of which the best counts: the machine has other things to do
HOSTILE = (
    "（", "）（", "【", "**", "“", "#", "|", "\n", "1、", "一、", "（工信局）", "（工信局）\n", "。（工信局", "供稿：工信局\n",
    "供稿：工信局、教育局、\n", "县工信局", "县工信局推进工作 通过走访。\n", "— 3 —", "— 3 —\n", "好— 3 —", "\f好", "3\n好\n好\n好\n",
    "# 好\n", "目录\n", "目录\n县工信局推进\n", "延津政务快报第3期\n", "第3期\n", "发：各局。\n", "审核：李明\n", "| 甲 |\n", "　　好\n",
)  # fmt: skip


def main():
    issues = [file.read_bytes() for file in ISSUES]
    issues = issues * (TARGET // sum(map(len, issues)) + 1)
    size = sum(map(len, issues)) / 1e6
    load()
    texts = [read_document(issue).text for issue in issues]
    print(f"{len(texts)} issues, {size:.2f} MB")
    parsing = best(lambda: [parse_bulletin(text) for text in texts])
    for name, seconds in (
        ("decode", best(lambda: [read_document(issue) for issue in issues])),
        ("parse", parsing),
        ("cut with jieba", best(lambda: [list(words(text)) for text in texts])),
    ):
        print(f"{name:>16}: {size / seconds:8.2f} MB/s   {seconds / parsing:6.2f} × parse")
    print(f"\n{'hostile text':>16}   10 kB  100 kB    1 MB")
    for mark in HOSTILE:
        times = [best(lambda text=text: attempt(text), rounds=1) for text in sizes(mark)]
        print(f"{mark!r:>16} " + " ".join(f"{seconds:7.3f}" for seconds in times))


def best(run, rounds=ROUNDS):
    """Seconds of the fastest round."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times)


def attempt(text):
    with contextlib.suppress(ValueError):
        parse_bulletin(text)


def sizes(mark):
    for size in (10_000, 100_000, 1_000_000):
        yield mark * (size // len(mark.encode()))


main()

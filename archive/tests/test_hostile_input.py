"""Whatever a file holds, it is read or refused: no other exception, no character lost, no hang.

Ten thousand damaged bulletins, each made from a number, so that one that fails can be made again.
"""

import random
from pathlib import Path

import pytest

from archive.bulletin.document import as_document
from archive.bulletin.parsed import ParseError
from archive.bulletin.parser import parse_bulletin
from archive.bulletin.reader import ReadError, read_document

SAMPLES = [file.read_text("utf-8") for file in sorted((Path(__file__).parents[2] / "fixtures/bulletins").glob("*.txt"))]
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "gb18030")
MARKS = (
    "（", "）", "(", "）（", "【", "】", "【】", "**", "*", "#", "# ", "|", "| a | b |\n", "“", "”", "\n", "\r", "\r\n", "\f",
    "\u3000", "\u00a0", "\u200b", "\u00ad", "\ufeff", "\u2028", "\ud7ff", "\U0002ffff", "1、", "（1）", "一、", "— 3 —", "第2页",
    "3\n", "---\n", "本期发：", "责任编辑：", "签发", "供稿：", "——", "目录\n", "第7期", "总第7期", "澄川政务快报", "\n澄川政务快报\n",
    "2025年2月30日", "二〇二五年", "〔2025〕7期", "澄川县人民政府办公室", "（工信局）", "\\", "\\*", "`", "<p>", "&amp;", "\t",
)  # fmt: skip
CASES, BATCHES = 10_000, 40


def damaged(number):
    """A bulletin cut, doubled, mixed, strewn with marks, and here and there with a wrong byte."""
    chance = random.Random(number)
    text = chance.choice(SAMPLES)
    start = chance.randrange(len(text))
    text = text[start : start + chance.choice((40, 200, 1000))]
    for _ in range(chance.randrange(12)):
        at = chance.randrange(len(text) + 1)
        deed = chance.randrange(4)
        if deed == 0:
            text = text[:at] + chance.choice(MARKS) * chance.choice((1, 1, 2, 30)) + text[at:]
        elif deed == 1:
            text = text[:at] + text[at + chance.randrange(20) :]
        elif deed == 2:
            text = text[:at] + text[max(at - 30, 0) : at] + text[at:]
        else:
            text = text[at:] + text[:at]
    content = bytearray(text.encode(chance.choice(ENCODINGS), "surrogatepass"))
    for _ in range(chance.choice((0, 0, 0, 0, 1, 3))):
        if content:
            content[chance.randrange(len(content))] = chance.randrange(256)
    return bytes(content)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_a_damaged_file_is_read_whole_or_refused_with_its_place(batch):
    for number in range(batch, CASES, BATCHES):
        content = damaged(number)
        try:
            text = read_document(content).text
            bulletin = parse_bulletin(text)
        except ReadError:
            continue
        except ParseError as error:
            assert 1 <= error.line <= text.count("\n") + text.count("\r") + 1, number
            continue
        covered = [place for span in bulletin.spans for place in range(span.start, span.end)]
        assert len(covered) == len(set(covered)), number
        assert "".join(text[place] for place in sorted(set(range(len(text))) - set(covered))).strip() == "", number
        assert as_document(bulletin)["issues"], number

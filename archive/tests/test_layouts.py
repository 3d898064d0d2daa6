"""The same issues in every layout: what is read does not depend on how it was printed.

The issues are the samples of this project and, where they are at hand, five real ones; `relayout` prints them anew.
"""

import json
import random
from functools import cache
from pathlib import Path
from shutil import which

import pytest

from archive.bulletin.document import as_document
from archive.bulletin.parser import parse_bulletin
from archive.bulletin.reader import read_document
from archive.tests import office_files, relayout
from archive.tests.relayout import FAMILIES, Layout, expected, print_issue

HERE = Path(__file__).parent
SAMPLES = [json.loads(file.read_text("utf-8")) for file in sorted((HERE / "golden").glob("2*.json"))]
REAL = [
    json.loads(file.read_text("utf-8")) for file in sorted((HERE.parents[2] / "shared" / "gold").glob("*.json"))
]  # fmt: skip
ISSUE_FIELDS = ("name", "number", "year", "date", "office", "distribution")
# Every sample in every family takes a while; three with joint entries, sections and none stand for all in most.
STANDING_FOR_ALL = [issue for issue in SAMPLES if any(entry["segments"] for entry in issue["entries"])][:3]


def read(text):
    """What is read of a text, in the form of `expected`."""
    issue = as_document(parse_bulletin(text))["issues"][0]
    return {name: issue[name] for name in ISSUE_FIELDS} | {"entries": [_entry(entry) for entry in issue["entries"]]}


def _entry(entry):
    segments = [{"unit": each["unit"], "text": each["text"]} for each in entry["segments"]]
    return {name: entry[name] for name in ("section", "title", "body")} | {
        "units": list(entry["units"]),
        "segments": segments,
    }


@pytest.mark.parametrize("family", FAMILIES)
def test_an_issue_reads_the_same_in_every_layout(family):
    layout = FAMILIES[family]

    for issue in STANDING_FOR_ALL:
        assert read(print_issue(issue, layout)) == expected(issue, layout)


@pytest.mark.skipif(not REAL, reason="没有 ../shared/gold：五期真实快报的各种版式没有核对")
@pytest.mark.parametrize("family", FAMILIES)
def test_a_real_issue_reads_the_same_in_every_layout(family):
    layout = FAMILIES[family]

    for issue in REAL:
        assert read(print_issue(issue, layout)) == expected(issue, layout)


def text_file(encoding):
    return lambda lines: "\r\n".join(lines).encode(encoding)


FILES = {
    **{name: text_file(name) for name in ("utf-8", "utf-8-sig", "utf-16", "gb18030")},
    **{name: getattr(office_files, name) for name in ("docx", "html", "pdf", "ofd")},
}
PRINTS = {
    "by a space": Layout(),
    "by their line": Layout(title="{title}\n{body}"),
    "by bold type": Layout(title="**{title}** {body}"),
    "as headings": Layout(title="### {title}\n{body}", section="## {}"),
    "numbered": Layout(title="{number}. {title}\n{body}", section="{number}、{}"),
}


@pytest.mark.skipif(not REAL, reason="没有 ../shared/gold：五期真实快报的各种文件没有核对")
@pytest.mark.parametrize("layout", PRINTS.values(), ids=PRINTS)
@pytest.mark.parametrize("make", FILES.values(), ids=FILES)
def test_a_real_issue_reads_the_same_in_every_kind_of_file(make, layout):
    for issue in REAL:
        lines = [line for line in print_issue(issue, layout).splitlines() if line]

        assert read(read_document(make(lines)).text) == expected(issue, layout)


@pytest.mark.skipif(not REAL, reason="没有 ../shared/gold：五期真实快报的 .doc 没有核对")
@pytest.mark.skipif(not which("soffice"), reason="没有 LibreOffice：.doc 没有核对")
@pytest.mark.parametrize("layout", ["by a space", "by bold type"])
def test_a_real_issue_reads_the_same_in_an_old_word_file(layout):
    test_a_real_issue_reads_the_same_in_every_kind_of_file(office_files.doc, PRINTS[layout])


RUNNING_HEAD = "政务信息摘编"
CHOICES = {
    "masthead": sorted(relayout.MASTHEADS),
    "section": ["【{}】", "〖{}〗", "［{}］", "◆{}", "# {}", "## 【{}】", "**{}**", "{number}、{}", "（{number}）{}", "{}"],
    "title": [
        "{title} {body}", "{title}　{body}", "{title}\n{body}", "**{title}** {body}", "**{title}**\n{body}",
        "{number}.{title} {body}", "{number}. {title}\n{body}", "（{number}）{title}\n{body}", "◆{title}\n{body}",
        "- **{title}** {body}", "### {title}\n{body}",
    ],
    "source": ["（{}）", "({})", "〔{}〕", "[{}]", "\n（{}）", "（供稿：{}）", "\n供稿：{}", "（{}供稿）", "\n——{}"],
    "unit_separator": [" ", "、", "，", "　"],
    "lead": ["{}", "**{}**", "{}：", "**{}：**", "\n{}"],
    "indent": ["", "　　", "    "],
    "width": [0, 18, 24, 28, 35, 45],
    "line_gap": ["\n", "\n\n"],
    "page": [0, 13, 19],
    "page_end": [(), ("— {page} —",), ("{page}",), ("", "第 {page} 页 共 9 页")],
    "page_start": [(), (RUNNING_HEAD,), ("\f",)],
    "spaces_around_digits": ["", " ", "\u00a0"],
    "noise": [0.0, 0.0, 0.02],
    "invisible": ["", "\u200b", "\u00ad"],
    "quotes": ["“”", "「」"],
    "wide_digits": [False, False, True],
    "newline": ["\n", "\r\n"],
}  # fmt: skip
ROUNDS = 400


def test_few_titles_are_wrong_in_any_mixture_of_layouts_and_hardly_any_in_silence():
    """Of a wrong title end a person is told; bounds are a little above what was measured when this was written."""
    entries = wrong = silent = 0
    for number in range(ROUNDS):
        found, want, bulletin = _printed_at_random(number)
        flagged = {warning.line for warning in bulletin.warnings}
        for entry, one, other in zip(bulletin.issues[0].entries, found["entries"], want["entries"], strict=False):
            entries += 1
            wrong += one["title"] != other["title"]
            silent += one["title"] != other["title"] and entry.line not in flagged

    assert (wrong / entries, silent / entries) < (0.01, 0.002)


def test_no_mixture_of_layouts_loses_a_word_an_entry_a_section_or_a_unit():
    for number in range(ROUNDS):
        found, want, bulletin = _printed_at_random(number)

        assert [_whole(entry) for entry in found["entries"]] == [_whole(entry) for entry in want["entries"]], number
        assert {name: found[name] for name in ISSUE_FIELDS} == {name: want[name] for name in ISSUE_FIELDS}, number
        covered = [place for span in bulletin.spans for place in range(span.start, span.end)]
        left = set(range(len(bulletin.text))) - set(covered)
        assert len(covered) == len(set(covered)), number
        assert {bulletin.text[place] for place in left} <= set(" \n\r\t\f\u3000\u00a0"), number


@cache
def _printed_at_random(number):
    """An issue printed in a layout that is made from a number: what is read, what should be, and the bulletin."""
    chance = random.Random(number)
    layout = Layout(**{name: chance.choice(choices) for name, choices in CHOICES.items()})
    issue = chance.choice(SAMPLES)
    text = print_issue(issue, layout, number)
    if text.count(RUNNING_HEAD) < 3:  # too seldom to be told from a section head, where no page numbers stand beside it
        text = text.replace(RUNNING_HEAD, "")
    return read(text), expected(issue, layout), parse_bulletin(text)


def _whole(entry):
    return entry["section"], entry["title"] + entry["body"], entry["units"]

"""Whole bulletins against labels made by hand: the samples of this project, and real issues where they are at hand."""

import json
from pathlib import Path

import pytest

from archive.bulletin.document import as_document
from archive.bulletin.parser import parse_bulletin
from archive.bulletin.reader import read_document

PROJECT = Path(__file__).resolve().parents[2]
SAMPLES = sorted((PROJECT / "fixtures/bulletins").glob("*.txt"))
LABELS = Path(__file__).parent / "golden"
SHARED = PROJECT.parent / "shared"
REAL = sorted((SHARED / "seeds").glob("*.txt"))

ISSUE_FIELDS = ("name", "number", "year", "date", "office", "distribution", "editor", "reviewer", "signer")


def parsed(file):
    return as_document(parse_bulletin(read_document(file.read_bytes()).text))


def issue_view(issue):
    """What labels say of an issue, in their form."""
    return {name: issue[name] for name in ISSUE_FIELDS} | {"entries": [entry_view(entry) for entry in issue["entries"]]}


def entry_view(entry):
    segments = [{name: each.get(name) for name in ("unit", "lead", "text", "bold")} for each in entry["segments"]]
    plain = {name: entry[name] for name in ("order", "section", "title", "body", "boundary")}
    return plain | {"units": list(entry["units"]), "segments": segments}


def test_there_are_samples_and_each_has_its_label():
    assert len(SAMPLES) >= 12
    assert [file.stem for file in SAMPLES] == [file.stem for file in sorted(LABELS.glob("*.json"))]


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.stem)
def test_a_sample_bulletin_is_read_as_labelled(file):
    label = json.loads((LABELS / f"{file.stem}.json").read_text("utf-8"))

    assert [issue_view(issue) for issue in parsed(file)["issues"]] == [issue_view(label)]


@pytest.mark.skipif(not REAL, reason="没有 ../shared/seeds：五期真实快报的核对没有运行")
@pytest.mark.parametrize("file", REAL, ids=lambda file: file.stem)
def test_a_real_bulletin_is_read_as_labelled(file):
    label = json.loads((SHARED / "gold" / f"{file.stem}.json").read_text("utf-8"))

    assert [issue_view(issue) for issue in parsed(file)["issues"]] == [issue_view(label)]


@pytest.mark.parametrize("file", [*SAMPLES, *REAL], ids=lambda file: file.stem)
def test_the_spans_of_a_bulletin_add_up_to_every_character_of_its_file(file):
    text = read_document(file.read_bytes()).text

    spans = parsed(file)["spans"]

    covered = [place for span in spans for place in range(span["start"], span["end"])]
    assert len(covered) == len(set(covered))
    assert {text[place] for place in set(range(len(text))) - set(covered)} <= set(" \n\r\u3000")

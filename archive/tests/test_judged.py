"""Whether search puts first what a clerk would: short questions to the sample bulletins, judged by reading them."""

import math
from pathlib import Path

import pytest
from django.core.management import call_command

from archive.models import Entry
from archive.search.service import search
from archive.tests.plain_scan import PROJECT, SAMPLES

JUDGED = Path(__file__).parent / "judged" / "office.tsv"
GOAL = 0.95
CUT = 10


def judged():
    """(query, {file/place: grade}) for every line."""
    for line in JUDGED.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            query, graded = line.split("\t")
            yield query, {entry: int(grade) for entry, grade in (each.split("=") for each in graded.split())}


def gain(grades):
    """Discounted cumulative gain as Järvelin and Kekäläinen have it, with 2^grade - 1."""
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades[:CUT]))


def ndcg(found, grades):
    return gain([grades.get(entry, 0) for entry in found]) / gain(sorted(grades.values(), reverse=True))


def first_entries(query):
    matches = search(query=query).matches
    return [f"{Path(match.entry.issue.upload.name).stem}/{match.entry.order}" for match in matches]


@pytest.fixture
def samples(db):
    call_command("load_units", str(PROJECT / "fixtures/units.json"), verbosity=0)
    call_command("import_bulletins", str(PROJECT / "fixtures/bulletins"), verbosity=0)


def test_the_measure_is_one_for_the_best_order_and_less_for_any_other():
    grades = {"甲": 3, "乙": 1}

    assert ndcg(["甲", "乙", "丙"], grades) == 1
    assert ndcg(["乙", "甲"], grades) < 1
    assert ndcg(["丙"], grades) == 0


def test_every_question_is_judged_once_and_by_entries_that_there_are(samples):
    there = {f"{Path(name).stem}/{order}" for name, order in Entry.objects.values_list("issue__upload__name", "order")}
    questions = [query for query, _ in judged()]

    assert len(SAMPLES) == 14
    assert len(questions) == len(set(questions)) >= 45
    assert {entry for _, grades in judged() for entry in grades} - there == set()


def test_search_puts_first_what_a_clerk_would(samples):
    scores = {query: ndcg(first_entries(query), grades) for query, grades in judged()}
    worst = sorted(scores.items(), key=lambda each: each[1])[:8]
    mean = sum(scores.values()) / len(scores)

    assert mean >= GOAL, f"nDCG@{CUT} {mean:.3f}, worst: " + ", ".join(f"{query} {score:.2f}" for query, score in worst)

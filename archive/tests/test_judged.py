"""Whether search puts first what a clerk would: questions to the sample bulletins, judged by reading them."""

import pytest
from django.core.management import call_command

from archive.models import Entry
from archive.tests.judged import CUT, ndcg, office_questions, office_scores
from archive.tests.plain_scan import PROJECT

GOAL = 0.95


@pytest.fixture
def samples(db):
    call_command("load_units", str(PROJECT / "fixtures/units.json"), verbosity=0)
    call_command("import_bulletins", str(PROJECT / "fixtures/bulletins"), verbosity=0)


def test_the_measure_is_one_for_the_best_order_and_less_for_any_other():
    grades = {"甲": 3, "乙": 1}

    assert ndcg(["甲", "乙", "丙"], grades) == 1
    assert 0 < ndcg(["乙", "甲"], grades) < 1
    assert ndcg(["丙"], grades) == 0


def test_every_question_is_judged_once_and_by_entries_that_there_are(samples):
    there = Entry.objects.values_list("issue__upload__name", "order")
    questions = [query for query, _ in office_questions()]
    named = {entry for _, grades in office_questions() for entry in grades}

    assert len(questions) == len(set(questions)) >= 45
    assert named - {f"{name.removesuffix('.txt')}/{order}" for name, order in there} == set()


def test_search_puts_first_what_a_clerk_would(samples):
    scores = office_scores()
    mean = sum(scores.values()) / len(scores)
    worst = sorted(scores.items(), key=lambda each: each[1])[:8]

    assert mean >= GOAL, f"nDCG@{CUT} {mean:.3f}, worst: " + ", ".join(f"{query} {score:.2f}" for query, score in worst)

"""Whether an entry answers a query, without a database."""

from datetime import date

import pytest

from archive.search.matching import answers
from archive.search.query import Clause, Literal, Query, parse_query
from archive.search.ranking import Candidate

ENTRY = Candidate(
    1,
    "清洁家园行动",
    "清运30吨垃圾",
    ("县工信局", "石渡镇"),
    "乡村振兴",
    date(2024, 5, 17),
    year=2024,
    number=21,
)
UNDATED = Candidate(2, "清洁家园行动", "清运30吨垃圾")


@pytest.mark.parametrize(
    ("text", "answered"),
    [
        ("标题:清洁", True),
        ("正文:清洁", False),
        ("正文:垃圾", True),
        ("标题:垃圾", False),
        ("正文:0吨", False),
        ("单位:工信局", True),
        ("单位:乡村", False),
        ("栏目:乡村", True),
        ("栏目:工信局", False),
        ("乡村 石渡", True),
        ("-标题:垃圾", True),
        ("-标题:清洁", False),
        ("标题:垃圾|正文:垃圾", True),
        ("-标题:垃圾|正文:垃圾", False),
        ("期:2024-21", True),
        ("期:21", True),
        ("期:2025-21", False),
        ("年:2024", True),
        ("年:..2023", False),
        ("日期:2024-05", True),
        ("日期:2024-06..", False),
        ("-日期:2024-06..", True),
        ("标题:垃圾 | 年:2024", True),
        ("", True),
    ],
)
def test_every_clause_must_hold_and_of_each_one_condition(text, answered):
    assert answers(ENTRY, parse_query(text)) is answered


@pytest.mark.parametrize("asked", ["年:2000..", "日期:2000..", "期:21", "栏目:乡村", "单位:石渡镇"])
def test_what_an_entry_does_not_say_it_does_not_meet(asked):
    assert answers(UNDATED, parse_query(asked)) is False
    assert answers(UNDATED, parse_query(f"-{asked}")) is True


def test_a_unit_is_met_by_another_whole_name_of_it():
    def asked(name):
        return Clause((Literal("工业和信息化局", "unit", names=frozenset({name})),))

    assert answers(ENTRY, Query("", (asked("县工信局"),))) is True
    assert answers(ENTRY, Query("", (asked("工信局"),))) is False

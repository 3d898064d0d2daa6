"""Whether an entry answers a query, without a database; and that lexemes and a look at the texts find all and only those."""

from collections import defaultdict
from datetime import date

import pytest

from archive.search.matching import answers
from archive.search.query import Clause, Literal, Query, parse_query
from archive.search.ranking import Candidate
from archive.search.tokenizer import index_lexemes, is_decided_by_lexemes, literal_lexemes
from archive.tests.plain_scan import corpus_entries, normalized, quoted, sample_entries, stands_alone, substrings

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


class Lexemes:
    """Entries by lexeme, as the index of the database holds them, and by the first character of a pair."""

    def __init__(self, entries):
        self.candidates = []
        self.having = defaultdict(set)
        for place, entry in enumerate(entries):
            title, body, section, *units = normalized(entry)
            self.candidates.append(Candidate(place, title, body, tuple(units), section))
            for lexeme in index_lexemes(title, [body, section], units):
                self.having[lexeme].add(place)
                if lexeme[0] >= " ":
                    self.having[lexeme[0]].add(place)

    def candidates_for(self, literal):
        required, beginning = literal_lexemes(literal)
        wanted = [*required, *([beginning] if beginning else [])]
        return [self.candidates[place] for place in set.intersection(*(self.having[each] for each in wanted))]


def misfound(entries, number):
    """Pieces of the texts for which lexemes and a look at the texts do not give what a plain scan gives."""
    index = Lexemes(entries)
    printed = [text for title, body, units, section in entries for text in (title, title, body, section, *units)]
    wrong, tried = [], 0
    for piece in substrings(printed, number):
        phrase = quoted(piece)
        query = parse_query(phrase) if phrase else None
        if not query or not query.clauses:
            continue
        tried += 1
        (literal,) = query.terms
        expected = {each.pk for each in index.candidates if any(stands_alone(literal, field) for field in each.fields)}
        candidates = index.candidates_for(literal)
        found = {each.pk for each in candidates if answers(each, query)}
        if found != expected or (is_decided_by_lexemes(literal) and {each.pk for each in candidates} != expected):
            wrong.append(piece)
    assert tried > number * 0.9
    return wrong


def test_ten_thousand_pieces_of_the_samples_are_found_where_they_stand_and_nowhere_else():
    assert misfound(list(sample_entries()), 10_000) == []


def test_every_piece_of_a_list_that_begins_with_numbers_and_years_is_found():
    text = "4. 2022年产粮\n7.2023年、8.2024吨①2025年⒈30吨,3, 400人\n1.1.2025年"

    assert misfound([(text, "", (), ""), ("2023年7.2022", "9.2025", (), "")], 2000) == []


def test_pieces_of_news_and_laws_are_found_where_they_stand_and_nowhere_else():
    entries = list(corpus_entries(200))
    if not entries:
        pytest.skip("没有 ../shared/corpus：真实长文的检索没有核对")

    assert misfound(entries, 10_000) == []

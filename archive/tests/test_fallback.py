"""What is listed when nothing holds all that was typed, and what is said about it."""

from datetime import date

import pytest

from archive.search.service import find, search
from archive.tests.conftest import make_entry, make_issue, make_pending_issue

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries():
    issue = make_issue(number=10, date=date(2025, 3, 7))
    make_entry(make_pending_issue(), title="预防煤气中毒不公开", body="便民便民秸秆。")
    make_entry(issue, title="县应急管理局严防中毒", body="冬季入户检查烟道，预防一氧化碳中毒。", units=["应急管理局"])
    make_entry(issue, title="石渡镇便民", body="石渡镇代办服务。", units=["石渡镇"])
    make_entry(issue, title="大堰镇便民", body="便民服务到村。", units=["大堰镇"])
    make_entry(issue, title="双井镇办好便民小事", body="检查沟渠。", units=["双井镇"])


def titles(result):
    return [match.entry.title for match in result.matches]


def test_of_a_few_words_the_most_common_is_given_up_first_and_it_is_said(entries):
    result = search(query="便民 烟道")

    assert (titles(result), result.total) == (["县应急管理局严防中毒"], 1)
    assert result.notes == ("没有一条同时写有“便民”“烟道”；下面是写有“烟道”、没有要求“便民”的。",)


def test_a_word_that_stands_nowhere_is_given_up_before_any_other(entries):
    result = search(query="便民 煤改电 石渡镇")

    assert titles(result) == ["石渡镇便民"]
    assert result.notes == ("没有一条同时写有“便民”“煤改电”“石渡镇”；下面是写有“便民”“石渡镇”、没有要求“煤改电”的。",)


@pytest.mark.parametrize(
    "query",
    ["“便民” “烟道”", "便民 “煤改电”", "便民 -单位:镇", "便民 年:2019", "煤改电", "煤改电 年:2025", "煤改电 光伏"],
)
def test_nothing_is_listed_where_what_was_asked_for_expressly_would_have_to_be_given_up(entries, query):
    result = search(query=query)

    assert (titles(result), result.total, result.notes) == ([], 0, ())


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ("石渡镇代办服务中心", "没有一条连着写“石渡镇代办服务中心”，下面是写有其中的词最多的，少见的词看得更重。"),
        ("服务便民到村", "没有一条连着写“服务便民到村”，下面是同时写有“服务”“便民”“村”的。"),
        ("便民石渡镇 年:2025", "符合其他要求的条目里，没有一条连着写“便民石渡镇”，下面是同时写有“便民”“石渡镇”的。"),
        ("标题:便民石渡镇", "没有一条标题里连着写“便民石渡镇”，下面是标题里同时写有“便民”“石渡镇”的。"),
        ("便民石渡镇 服务", "没有一条同时写有“便民石渡镇”“服务”，下面是同时写有“便民”“石渡镇”“服务”的。"),
        ("标题:便民 正文:烟道", "没有一条在要求的位置同时写有“便民”“烟道”；下面是正文里写有“烟道”、没有要求“便民”的。"),
    ],
)
def test_a_note_says_what_no_entry_holds_where_it_was_asked_for(entries, query, note):
    assert search(query=query).notes == (note,)


def test_a_question_finds_what_holds_most_of_it_and_the_page_says_so(entries):
    result = search(query="冬季怎样预防煤气中毒？")

    assert titles(result) == ["县应急管理局严防中毒"]
    assert result.notes == ("没有一条连着写“冬季怎样预防煤气中毒？”，下面是写有其中的词最多的，少见的词看得更重。",)
    assert result.terms == ("冬季", "预防", "中毒")


def test_a_question_keeps_to_what_was_asked_for_beside_it(entries):
    assert search(query="哪些地方服务便民？ 单位:大堰镇").total == 1
    assert search(query="哪些地方服务便民？ -大堰镇 -石渡镇").matches[0].entry.title == "双井镇办好便民小事"
    assert search(query="哪些地方服务便民？ 年:2019").total == 0


def test_quotation_marks_in_a_sentence_are_taken_back_where_nothing_else_helps_and_it_is_said(entries):
    result = search(query="怎样预防“煤气中毒”？")

    assert titles(result) == ["县应急管理局严防中毒"]
    assert result.notes[-1] == "引号里的字也没有一条连着写，没有要求一字不差。"


def test_a_phrase_beside_a_question_is_never_taken_back(entries):
    assert search(query="怎样预防中毒？ “煤气中毒”").total == 0


def test_the_total_is_what_is_listed_in_every_order(entries):
    for sort in ("relevance", "newest", "oldest"):
        result = search(query="哪些地方的服务最便民？", sort=sort)

        assert result.total == len(result.matches) == 3


def test_what_holds_little_of_a_question_is_no_answer_to_it(entries):
    assert "双井镇办好便民小事" not in titles(search(query="冬季入户检查烟道能预防一氧化碳中毒吗？"))


@pytest.mark.parametrize(
    "query", ["吗？", "什么 怎么 如何", "？？？？？？", "'怎么'\\ & | !:* 办办办？", "的" * 200, "怎" * 200]
)
def test_hostile_questions_are_answered_all_the_same(entries, query):
    assert search(query=query).total == 0


def test_words_are_weighed_by_their_rarity_where_there_are_several(entries):
    weights = {term.text: term.weight for term in find("便民 石渡镇").terms}

    assert weights["石渡镇"] > 1 > weights["便民"]
    assert [term.weight for term in find("便民").terms] == [1.0]

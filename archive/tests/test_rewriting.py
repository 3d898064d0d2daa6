"""What would have to be typed for a query."""

import pytest

from archive.search.query import Clause, Literal, parse_query
from archive.search.rewriting import as_typed


@pytest.mark.parametrize(
    "text",
    [
        "清洁家园",
        "清洁家园 马庄乡",
        "“产业链发展” 秸秆",
        "“iso 9001”",
        "营商环境 -税务局",
        "秸秆|麦茬 石渡镇",
        "-标题:秸秆|标题:麦茬 清洁",
        "标题:清洁家园 正文:“便民” 单位:石渡镇 栏目:经济发展",
        "期:2025-44 期:44",
        "年:2025 年:2023..2025 年:2023.. 年:..2025",
        "日期:2024-05-17 日期:2024-01-01..2024-06-30",
        "369.95 1-7月 covid-19 增长5%",
        "“-税务局” “或” “标题:甲” “甲|乙” “不含税”",
        "",
    ],
)
def test_what_is_written_means_what_was_read(text):
    query = parse_query(text)

    assert as_typed(query.clauses) == text
    assert query.notes == ()
    assert parse_query(as_typed(query.clauses)).clauses == query.clauses


def test_words_that_nobody_typed_are_left_out():
    clause = Clause((Literal("人社局"), Literal("劳动局", is_other=True), Literal("秸秆")))

    assert as_typed((clause,)) == "人社局|秸秆"

import pytest

from archive.pages.prose import anchor_at, bracket_parts, count_matches, paragraphs, title_parts
from archive.tests.conftest import make_entry, make_unit

pytestmark = pytest.mark.django_db


def texts(entry, terms=()):
    return [
        ("".join(f.text for f in part.lead), "".join(f.text for f in part.text)) for part in paragraphs(entry, terms)
    ]


def marks(entry, terms):
    return [f.text for part in paragraphs(entry, terms) for f in [*part.lead, *part.text] if f.is_match]


def test_a_body_is_one_paragraph():
    assert texts(make_entry(body="建立体系。目前，培育91家。")) == [("", "建立体系。目前，培育91家。")]


def test_a_body_without_text_has_no_paragraph():
    assert texts(make_entry(body="")) == []


def test_a_line_end_in_a_body_parts_paragraphs():
    assert texts(make_entry(body="第一段。\n第二段。")) == [("", "第一段。"), ("", "第二段。")]


def test_rows_of_a_table_become_a_table_with_its_head():
    entry = make_entry(body="走访如下：\n| 乡镇 | 户数 |\n|---|---|\n| 石渡镇 | 12 |\n下一步继续走访。")

    first, table, last = paragraphs(entry, ("石渡",))

    assert [[f.text for f in cell] for cell in table.table.head] == [["乡镇"], ["户数"]]
    assert [[[(f.text, f.is_match) for f in cell] for cell in row] for row in table.table.rows] == [
        [[("石渡", True), ("镇", False)], [("12", False)]]
    ]
    assert (first.table, last.table) == (None, None)


def test_columns_of_numbers_are_known_from_columns_of_words():
    body = "| 单位 | 预算（万元） | 进度 | 说明 | 空 |\n|---|---|---|---|---|\n| 财政局 | 1200.5 | 88.2% | 3项 | — |\n| 水利局 | - | 100% | 4 | — |"

    assert paragraphs(make_entry(body=body))[0].table.numeric == (1, 2)


def test_a_bar_that_is_written_inside_a_cell_stays_in_it():
    table = paragraphs(make_entry(body="| 甲\\|乙 | 丙 |"))[0].table

    assert [[[f.text for f in cell] for cell in row] for row in table.rows] == [[["甲|乙"], ["丙"]]]


def test_a_bar_inside_a_text_is_no_table():
    assert [part.table for part in paragraphs(make_entry(body="甲|乙|丙"))] == [None]


def test_each_segment_is_a_paragraph_with_its_lead():
    entry = make_entry(segments=[("", "四乡镇接力。"), ("马庄乡", "清运垃圾。"), ("魏邱乡", "清理坑塘。")])

    assert texts(entry) == [("", "四乡镇接力。"), ("马庄乡", "清运垃圾。"), ("魏邱乡", "清理坑塘。")]
    assert [part.segment for part in paragraphs(entry)] == [None, 2, 3]


def test_nothing_of_the_body_is_lost_when_it_is_cut_and_marked():
    entry = make_entry(segments=[("马庄乡", "清运垃圾。"), ("魏邱乡", "清理坑塘。")])

    assert "".join(lead + text for lead, text in texts(entry, ("垃圾", "坑塘"))) == entry.body


def test_matches_are_marked():
    assert marks(make_entry(body="巩固清洁家园成效。"), ("清洁家园",)) == ["清洁家园"]


def test_a_match_across_the_border_of_lead_and_text_is_marked_on_both_sides():
    assert marks(make_entry(segments=[("马庄乡", "清运垃圾。")]), ("乡清运",)) == ["乡", "清运"]


def test_a_match_that_is_shown_in_pieces_counts_once():
    parts = paragraphs(make_entry(segments=[("马庄乡", "种庄稼。红\n旗好。")]), ("乡种", "红旗"))

    shown = [(f.text, f.number) for part in parts for f in [*part.lead, *part.text] if f.is_match]
    assert shown == [("乡", 1), ("种", 0), ("红", 2), ("旗", 0)]
    assert count_matches(parts) == 2


def test_matches_in_a_table_count():
    assert (
        count_matches(paragraphs(make_entry(body="走访：\n| 乡镇 | 户数 |\n|---|---|\n| 石渡镇 | 石渡 |"), ("石渡",)))
        == 2
    )


def test_names_in_the_bracket_are_set_apart():
    unit = make_unit(name="马庄乡")
    entry = make_entry(units=[unit, "驿站办"], source_bracket="（马庄乡、驿站办）")

    parts = [(part.text, part.unit) for part in bracket_parts(entry)]

    assert parts == [("（", None), ("马庄乡", unit), ("、", None), ("驿站办", None), ("）", None)]


def test_a_blank_that_parted_two_names_is_put_back():
    entry = make_entry(units=["马庄乡", "魏邱乡"], source_bracket="（马庄乡魏邱乡）")

    assert "".join(part.text for part in bracket_parts(entry)) == "（马庄乡 魏邱乡）"


def test_a_bracket_whose_names_are_spelt_otherwise_is_printed_as_it_is():
    entry = make_entry(units=["马庄乡"], source_bracket="（马 庄乡）")

    assert "".join(part.text for part in bracket_parts(entry)) == "（马 庄乡）"


# Anchors


def test_paragraphs_and_sentences_have_anchors_and_a_place_of_the_body_leads_to_its_sentence():
    body = "开头。“先路后渠！”再抓。\n| 甲 | 乙 |\n第二段，没有句号"
    parts = paragraphs(make_entry(body=body))

    assert [(part.anchor, part.at) for part in parts] == [("p1", 0), ("p2", 14), ("p3", 24)]
    assert [[(s.anchor, s.at, "".join(f.text for f in s.text)) for s in part.sentences] for part in parts] == [
        [("t1", 0, "开头。"), ("t2", 3, "“先路后渠！”"), ("t3", 10, "再抓。")],
        [],
        [("t4", 24, "第二段，没有句号")],
    ]
    assert [anchor_at(parts, place) for place in (0, 5, 12, 18, 24, 30)] == ["t1", "t2", "t3", "p2", "t4", "t4"]


def test_places_in_segments_count_from_the_start_of_the_body():
    entry = make_entry(segments=[("", "四镇接力。"), ("马庄乡", "清运。\n再清运。"), ("魏邱乡", "清理。")])
    parts = paragraphs(entry, ("清运",))

    assert [(part.anchor, part.part, part.at) for part in parts] == [
        ("p1", None, 0),
        ("s2", 2, 8),
        ("p3", 2, 12),
        ("s3", 3, 19),
    ]
    assert [entry.body[part.at :][:2] for part in parts] == ["四镇", "清运", "再清", "清理"]
    assert [anchor_at(parts, place) for place in (0, 8, 13, 19)] == ["t1", "t2", "t3", "t4"]


def test_nothing_is_lost_when_a_paragraph_is_cut_into_sentences():
    body = "甲。！？乙”。“丙”丁\n。\n戊"

    for part in paragraphs(make_entry(body=body), ("乙”", "丙")):
        assert [f.text for s in part.sentences for f in s.text if f.is_match] == [
            f.text for f in part.text if f.is_match
        ]
        assert "".join(f.text for s in part.sentences for f in s.text) == "".join(f.text for f in part.text)


# Titles


def test_a_title_is_cut_at_the_names_in_it_and_marked():
    parts = title_parts("推进“清洁家园”行动“一二三四五六七”“”", ("进“清洁", "园"))

    assert [("".join(f.text for f in part.text), part.is_name) for part in parts] == [
        ("推进", False),
        ("“清洁家园”", True),
        ("行动“一二三四五六七”“”", False),
    ]
    assert [f.text for part in parts for f in part.text if f.is_match] == ["进", "“清洁", "园"]

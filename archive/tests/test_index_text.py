"""What the index keeps of an entry's words."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.search.index.text import indexed_text, quoted
from archive.search.tokenizer import END, RUN, TITLE, UNIT, WORD


def test_words_are_normalised_and_kept_one_field_a_line():
    text = indexed_text("县工信局送ＰＣＢ", "目前，培育\n企业12家。", "经济 发展", ("工信局", "开发区"))

    assert text.texts == "县工信局送pcb\n目前,培育企业12家。\n经济发展\n工信局\n开发区"
    assert text.has_figures


def test_without_section_and_units_their_lines_are_empty_or_missing():
    assert indexed_text("甲", "", "", ()).texts == "甲\n\n"


def test_lexemes_are_written_one_by_one_in_order():
    assert indexed_text("甲乙", "", "", ("丙",)).lexemes.split(" ") == [
        f"'{lexeme}'"
        for lexeme in sorted([TITLE + "甲乙", TITLE + "乙" + END, UNIT + "丙" + END, "丙" + END, "乙" + END, "甲乙"])
    ]
    assert f"'{RUN}12'" in indexed_text("12家", "", "", ()).lexemes
    assert f"'{WORD}高血压'" in indexed_text("高血压", "", "", ()).lexemes


@pytest.mark.django_db
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), min_size=1, max_size=9)))
def test_postgresql_reads_any_lexeme_as_it_was_written(lexemes):
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::tsvector = array_to_tsvector(%s::text[])", [" ".join(map(quoted, lexemes)), lexemes])
        assert cursor.fetchone() == (True,)

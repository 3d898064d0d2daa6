"""The office's own language, as it is at the moment."""

import pytest

from archive.models import SynonymGroup, Word
from archive.search import lexicon
from archive.search.lexicon import Lexicon
from archive.search.service import search
from archive.search.tokenizer import words
from archive.tests.conftest import make_entry, make_issue, make_unit

pytestmark = pytest.mark.django_db


def test_names_groups_and_words_are_read_in_one_query_and_normalised(django_assert_num_queries):
    unit = make_unit(name="工信局", full_name="柳河縣工信局")
    SynonymGroup.objects.create(words=["ＰＰＰ", "社会资本 合作", "ppp"])
    Word.objects.create(text="護学岗")
    section = make_entry(section="经济发展").section

    with django_assert_num_queries(1):
        read = lexicon.read()

    assert read == Lexicon(
        names=((unit.pk, "柳河县", "工信局"), (unit.pk, "柳河县", "柳河县工信局")),
        groups=(("ppp", "社会资本合作"),),
        words=frozenset({"工信局", "柳河县工信局", "ppp", "社会资本合作", "护学岗", "经济发展"}),
        own=frozenset({"护学岗"}),
        sections=((section.pk, "经济发展"),),
    )


def test_an_office_without_words_of_its_own_has_an_empty_one():
    assert lexicon.read() == Lexicon()


def test_a_word_is_kept_whole_from_the_next_reading_on():
    assert "护学岗" not in words("推广护学岗")

    Word.objects.create(text="护学岗")
    lexicon.read()

    assert words("推广护学岗") == ["推广", "护学岗"]


def test_what_is_found_does_not_depend_on_the_words_of_the_office():
    issue = make_issue()
    make_entry(issue, title="推广护学岗", body="守住平安路。")
    before = {part: search(query=part).total for part in ("护", "护学", "学岗", "广护学", "护学岗", "安路")}
    Word.objects.create(text="护学岗")
    make_entry(issue, title="推广护学岗", body="守住平安路。")

    assert before == dict.fromkeys(before, 1)
    assert {part: search(query=part).total for part in before} == dict.fromkeys(before, 2)

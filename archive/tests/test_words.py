"""Loading the office's words from a file."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.models import Section, Suggestion, SynonymGroup, Topic, Word
from archive.tests.conftest import make_entry, make_issue
from archive.words import LoadResult, WordsError, load_words

pytestmark = pytest.mark.django_db

SAMPLE = Path(__file__).resolve().parents[2] / "fixtures" / "words.json"


def load(**document):
    return load_words(json.dumps(document))


def test_words_and_groups_are_loaded_once():
    words = {"words": ["护学岗", "帮代办", "护學岗"], "synonyms": [["清洁家园", "人居环境"]]}

    assert load(**words) == LoadResult(created=3, unchanged=0)
    assert load(**words) == LoadResult(created=0, unchanged=3)
    assert [word.text for word in Word.objects.all()] == ["帮代办", "护學岗"]
    assert [group.words for group in SynonymGroup.objects.all()] == [["清洁家园", "人居环境"]]


def test_what_the_office_has_made_of_a_group_stays():
    SynonymGroup.objects.create(words=["人居环境", "清洁家园", "村容村貌"])

    assert load(synonyms=[["清洁家园", "人居环境"]]) == LoadResult(unchanged=1)
    assert [group.words for group in SynonymGroup.objects.all()] == [["人居环境", "清洁家园", "村容村貌"]]


def test_the_same_group_twice_in_a_file_is_one_and_idle_blanks_go():
    load(
        words=[" 护学岗\n"], synonyms=[["清洁家园", "人居环境 "], ["人居環境", "清洁家园"], ["ISO  9001", "质量 认证"]]
    )

    assert [word.text for word in Word.objects.all()] == ["护学岗"]
    assert [group.words for group in SynonymGroup.objects.all()] == [
        ["清洁家园", "人居环境"],
        ["ISO 9001", "质量 认证"],
    ]


def test_two_who_load_words_wait_for_each_other_before_they_look():
    with CaptureQueriesContext(connection) as asked:
        load(words=["护学岗"])

    statements = [query["sql"] for query in asked]
    assert "pg_advisory_xact_lock" in statements[1]  # after the savepoint
    assert "archive_word" in statements[2]


def test_what_is_loaded_is_suggested():
    load(words=["护学岗"], synonyms=[["清洁家园", "人居环境"]])

    assert set(Suggestion.objects.values_list("text", flat=True)) == {"护学岗", "清洁家园", "人居环境"}


def test_a_file_may_begin_with_a_byte_order_mark_as_windows_writes_it(tmp_path):
    (tmp_path / "words.json").write_text('{"words": ["护学岗"]}', "utf-8-sig")

    call_command("load_words", tmp_path / "words.json", stdout=io.StringIO())

    assert Word.objects.get().text == "护学岗"


VILLAGES = {"name": "农业农村", "sections": ["农业生产", "三夏生产"]}


def topics():
    return {section.name: section.topic and section.topic.name for section in Section.objects.order_by("pk")}


def test_topics_are_made_once_and_hold_the_printed_sections_that_are_under_none():
    issue = make_issue()
    for section in ("农业生产", "三夏生产", "经济发展"):
        make_entry(issue, section=section)

    assert load(topics=[VILLAGES]) == LoadResult(created=3)
    assert load(topics=[VILLAGES]) == LoadResult(unchanged=3)
    assert topics() == {"农业生产": "农业农村", "三夏生产": "农业农村", "经济发展": None}


def test_a_section_that_has_not_come_yet_is_named_and_not_made():
    make_entry(section="农业生产")

    assert load(topics=[VILLAGES]).notes == ("主题“农业农村”里的栏目还没有收录：三夏生产",)
    assert topics() == {"农业生产": "农业农村"}

    make_entry(make_issue(number=46), section="三夏生产")

    assert load(topics=[VILLAGES]) == LoadResult(created=1, unchanged=2)
    assert topics() == {"农业生产": "农业农村", "三夏生产": "农业农村"}


def test_where_a_person_has_put_a_section_it_stays_and_it_is_said():
    make_entry(section="农业生产")
    Section.objects.update(topic=Topic.objects.create(name="三农", rank=7))

    result = load(topics=[{"name": "农业农村", "sections": ["农业生产"]}])

    assert result.notes == ("栏目“农业生产”已经归在主题“三农”，没有改到“农业农村”。",)
    assert (topics(), Topic.objects.get(name="农业农村").rank) == ({"农业生产": "三农"}, 8)


def test_a_file_of_the_older_form_without_topics_is_still_read():
    Topic.objects.create(name="三农")

    assert load(words=["护学岗"], synonyms=[]) == LoadResult(created=1)
    assert Topic.objects.count() == 1


def test_the_command_says_what_it_has_left_alone(tmp_path):
    (tmp_path / "words.json").write_text(json.dumps({"topics": [VILLAGES]}), "utf-8")
    said = io.StringIO()

    call_command("load_words", tmp_path / "words.json", stdout=said)

    assert said.getvalue() == "1 created, 0 unchanged\n主题“农业农村”里的栏目还没有收录：农业生产、三夏生产\n"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("{", "词表要是 JSON"),
        ("[]", "词表要形如"),
        ('{"words": "护学岗"}', "词表要形如"),
        ('{"words": ["护学岗", 1]}', "词要是一个到30个字的文字"),
        ('{"words": ["护学岗", ""]}', "词要是一个到30个字的文字"),
        ('{"words": ["护学岗", "\\u0000学"]}', "词要是一个到30个字的文字"),
        ('{"words": ["护学岗", "\\ud800学"]}', "词要是一个到30个字的文字"),
        ('{"words": ["护学岗", "学"]}', "自定词语至少要有两个字：学"),
        ('{"words": null}', "词表要形如"),
        ("[" * 100_000, "词表要是 JSON"),
        ('{"topics": "农业农村"}', "词表要形如"),
        ('{"topics": ["农业农村"]}', "主题要形如"),
        ('{"words": ["护学岗"], "topics": [{"name": "农业农村"}]}', "主题要形如"),
        ('{"topics": [{"name": " ", "sections": []}]}', "主题要形如"),
        ('{"topics": [{"name": "农业农村", "sections": ["\\u0000"]}]}', "主题要形如"),
        ('{"topics": [{"name": ["农"], "sections": []}]}', "主题要形如"),
        ('{"topics": [{"name": "甲", "sections": []}, {"name": "甲 ", "sections": []}]}', "主题“甲”写了两次"),
        (
            '{"topics": [{"name": "甲", "sections": ["丙"]}, {"name": "乙", "sections": ["丙"]}]}',
            "栏目“丙”既写在主题“甲”里，又写在“乙”里",
        ),
        ('{"synonyms": ["护学岗"]}', "词要是一个到30个字的文字"),
        ('{"words": ["护学岗"], "synonyms": [["清洁"]]}', "一组近义词至少要有两个，而且各不相同：清洁"),
        ('{"synonyms": [["PPP", "ｐｐｐ", "清洁"]]}', "一组近义词至少要有两个，而且各不相同：PPP、ｐｐｐ、清洁"),
    ],
)
def test_a_file_that_makes_no_sense_is_refused_and_nothing_is_stored(content, problem):
    with pytest.raises(WordsError, match=problem):
        load_words(content)

    assert (Word.objects.count(), SynonymGroup.objects.count(), Topic.objects.count()) == (0, 0, 0)


def test_the_sample_s_words_can_be_loaded():
    assert load_words(SAMPLE.read_text("utf-8")).unchanged == 0
    assert ["清洁家园", "人居环境"] in SynonymGroup.objects.values_list("words", flat=True)

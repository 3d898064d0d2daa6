"""Reading ahead: what an import needs and no database is asked for."""

import pickle

import pytest

from archive.bulletin.reader import File
from archive.reading import NOT_READ, parse_text, read_ahead
from archive.search.index.text import indexed_text
from archive.tests.test_importer import TEXT


def test_a_file_is_read_parsed_and_its_words_cut():
    ahead = read_ahead(File("第7期.txt", TEXT.encode()))

    assert ahead.document.text == TEXT
    assert ahead.parsed == parse_text(TEXT)
    assert ahead.texts[("县工信局送技术到车间", "目前，走访企业12家。", "经济发展", ("工信局",))] == indexed_text(
        "县工信局送技术到车间", "目前，走访企业12家。", "经济发展", ("工信局",)
    )
    assert len(ahead.texts) == 3


def test_what_is_not_going_to_be_searched_is_not_cut():
    assert read_ahead(File("第7期.txt", TEXT.encode()), for_index=False).texts == {}


def test_it_travels_between_processes():
    ahead = read_ahead(File("第7期.txt", TEXT.encode()))

    assert pickle.loads(pickle.dumps(ahead)) == ahead


@pytest.mark.parametrize(
    "file",
    [
        File("空.txt", b""),
        File("坏.txt", b"\xff\xff"),
        File("坏.txt", "没有条目。".encode()),
        File("锁.txt", b"", "打不开"),
    ],
)
def test_a_file_that_cannot_be_read_is_left_to_the_import(file):
    assert read_ahead(file) == NOT_READ

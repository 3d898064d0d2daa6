"""What numbers or marks an entry, a section head or an item of a list."""

import pytest

from archive.bulletin.numbering import ITEM, after_numbering


@pytest.mark.parametrize(
    "number",
    [
        "1.",
        "12．",
        "3、",
        "（5）",
        "(5)",
        "5）",
        "①",
        "⑴",
        "❶",
        "Ⅱ、",
        "01",
        "[2]",
        "一、",
        "（十一）",
        "◆",
        "-",
        "1.◆",
    ],
)
def test_the_words_begin_after_what_numbers_them(number):
    assert after_numbering(f"{number}县工信局") == len(number)


@pytest.mark.parametrize("text", ["12345热线", "3.15晚会", "一、二、三产", "2025年", "5G基站", "十里八乡", "12家企业"])
def test_a_number_that_belongs_to_the_words_is_none(text):
    assert after_numbering(text) == 0


@pytest.mark.parametrize(("text", "is_item"), [("一、强化", True), ("（二）整治", True), ("一是强化", True), ("1.强化", True), ("强化", False), ("一二三产", False), ("1.5万亩", False)])  # fmt: skip
def test_items_of_a_list_are_told(text, is_item):
    assert bool(ITEM.match(text)) is is_item

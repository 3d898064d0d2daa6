"""What a body says was achieved."""

import pytest

from archive.bulletin.figures import result_sentence


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("逐村排查。截至目前，清运垃圾20余吨。", "截至目前，清运垃圾20余吨。"),
        ("今年以来，开会3次。目前，办结40件，其余正在推进。", "目前，办结40件，其余正在推进。"),
        ("抓住晴好天气。截至9月1日，收获秋粮41万亩", "截至9月1日，收获秋粮41万亩"),
        ("目前，工作进展顺利。共3个组。", ""),
        ("清运垃圾20吨。", ""),
        ("", ""),
    ],
)
def test_the_result_sentence_has_a_time_word_and_a_number(body, sentence):
    assert result_sentence(body) == sentence

"""How texts sound."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search.pinyin import fold, initials, pinyin, syllables


@pytest.mark.parametrize(
    ("text", "sounds", "letters"),
    [
        ("清洁家园", "qinjiejiayuan", "qjjy"),
        ("人居环境", "renjuhuanjin", "rjhj"),
        ("工信局", "gonxinju", "gxj"),
        ("专精特新", "zuanjintexin", "zjtx"),
        ("绿色产业", "lvsecanye", "lscy"),
        ("ppp项目30个", "pppxianmu30ge", "pppxm30g"),
        ("", "", ""),
    ],
)
def test_a_text_has_folded_pinyin_and_initials(text, sounds, letters):
    assert (pinyin(text), initials(text)) == (sounds, letters)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("长垣县", ["chang", "yuan", "xian"]),
        ("县长", ["xian", "zhang"]),
        ("乡长", ["xiang", "zhang"]),
        ("增长", ["zeng", "zhang"]),
        ("银行", ["yin", "hang"]),
        ("行动", ["xing", "dong"]),
        ("重点", ["zhong", "dian"]),
        ("重复", ["chong", "fu"]),
        ("协调", ["xie", "tiao"]),
        ("调查", ["diao", "cha"]),
    ],
)
def test_a_character_is_read_as_its_word_is(text, expected):
    assert syllables(text) == expected


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("zhuanjing", "zuanjin"),
        ("QINGJIE", "qinjie"),
        ("shengchan", "sencan"),
        ("lüse", "lvse"),
        ("nongye", "nonye"),
        ("pingan", "pinan"),
    ],
)
def test_what_sounds_alike_is_folded_together(typed, folded):
    assert fold(typed) == folded


@pytest.mark.parametrize(
    ("text", "typed"), [("平安", "pingan"), ("档案", "dangan"), ("单干", "dangan"), ("防汛", "fangxun")]
)
def test_a_text_sounds_like_its_pinyin_typed_without_ends_of_syllables(text, typed):
    assert pinyin(text) == fold(typed)


def test_n_and_l_stay_two():
    assert pinyin("南") != pinyin("兰")


@given(st.text(max_size=40))
def test_every_text_sounds_like_something_as_long_as_itself(text):
    assert len(syllables(text)) == len(initials(text)) == len(text)


@given(st.text("清洁家园产业链长重行abng阿欧", max_size=12))
def test_folding_what_is_folded_changes_nothing(text):
    assert fold(fold(text)) == fold(text)

"""One form of text for searching, traditional characters among what does not matter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search.normalize import normalize, normalize_with_offsets
from archive.search.simplified import SIMPLIFIED


@pytest.mark.parametrize(
    ("text", "normalized"),
    [
        ("产业链发\n\n展", "产业链发展"),
        ("项目 77 个", "项目77个"),
        ("ＰＣＢ（印制）", "pcb(印制)"),
        ("３０ 吨", "30吨"),
        ("通过 ISO  9001 认证", "通过iso 9001认证"),
        (" 清洁\u3000家园 ", "清洁家园"),
        ("清\u200b洁\u00ad家\ufeff园", "清洁家园"),
        ("㎡", "m2"),
        ("環境整治與清潔傢園", "环境整治与清洁家园"),
        ("頭髮發展", "头发发展"),
        ("乾淨", "干净"),
        ("著名", "著名"),
        ("☎\ufe0f热线", "☎热线"),
        ("葛\U000e0100塘", "葛塘"),
        ("cafe\u0301", "café"),
        ("ｶﾞｽ", "ガス"),
        ("\u1112\u1161\u11ab", "한"),
        ("CO₂ m²", "co2 m2"),
        ("", ""),
    ],
)
def test_width_case_white_space_and_traditional_characters_do_not_matter(text, normalized):
    assert normalize(text) == normalized


@pytest.mark.parametrize(
    ("text", "normalized"),
    [
        ("4. 2022年", "4. 2022年"),
        ("4.\n30吨", "4. 30吨"),
        ("4. 强化", "4.强化"),
        ("3, 400人", "3, 400人"),
        ("3， 400人", "3, 400人"),
        ("3 , 400人", "3, 400人"),
        ("no. 5", "no.5"),
        ("①2025年", "①2025年"),
        ("⒈30吨", "⒈30吨"),
        ("⑴30吨", "(1)30吨"),
        ("3½", "3½"),
        ("500㎡3层", "500m2 3层"),
        ("30m²2025年", "30m2 2025年"),
        ("PCBⅡ型", "pcb ii型"),
        ("Ⅲ级", "iii级"),
    ],
)
def test_what_counts_a_list_or_is_a_sign_never_grows_into_the_number_or_word_beside_it(text, normalized):
    assert normalize(text) == normalized


def test_it_does_not_matter_whether_an_accent_is_a_character_of_its_own():
    assert normalize("a e\u0301 b") == normalize("a é b") == "aéb"
    assert normalize("e\u0301\u0323") == normalize("e\u0323\u0301")


WIDTHS = st.text(alphabet="a9清. \n", max_size=8)  # short, so that every order of blanks is met
MARKS = st.text(alphabet="aeｶ\u1112\u1161\u0301\u0323\u0315\uff9e\ufe0f é1. ", max_size=8)
TEXTS = st.text(
    alphabet=st.sampled_from("清洁家园薴圖鎔，。（ＡＢ㎡²Ⅱ①⒈½ﬁßİ \n\t\u3000\u200b\ufe0f\x00aZ09.-"), max_size=40
)


@given(TEXTS | WIDTHS | MARKS | st.text(max_size=40))
def test_both_ways_give_the_same_text(text):
    assert normalize_with_offsets(text).text == normalize(text)


@given(TEXTS)
def test_every_character_knows_where_it_comes_from(text):
    normalized = normalize_with_offsets(text)

    assert len(normalized.offsets) == len(normalized.text)
    assert list(normalized.offsets) == sorted(normalized.offsets)
    for char, place in zip(normalized.text, normalized.offsets, strict=True):
        assert char in normalize(f"a{text[place]}a")


@given(TEXTS | WIDTHS | MARKS)
def test_normalizing_twice_changes_nothing_more(text):
    assert normalize(normalize(text)) == normalize(text)


def test_a_traditional_character_becomes_one_character_that_stays():
    assert all(len(normalize(char)) == 1 for char in SIMPLIFIED)
    assert [char for char in SIMPLIFIED.values() if normalize(char) != char] == []

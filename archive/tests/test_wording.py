"""How titles and bodies are worded."""

import pytest

from archive.bulletin.wording import KINDS, WEIGHTS, WORDS, evidence, scores


def best(text, units=()):
    weights = scores(text, units)
    return text[: max(weights, key=weights.get)]


def found(text, title, units=()):
    """What was found at the end of a title."""
    return dict(evidence(text, units, places=[len(title)]))[len(title)].keys()


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("县水文站加密监测预报守牢汛期安全底线", "每两小时会商一次，向沿河乡镇发送水位。"),
        ("石渡镇用好“板凳会”打通议事堵点", "围绕修路、饮水等小事，村民围坐商量。"),
        ("县残联上门评定让残疾人少跑腿", "组织医生带设备进村，当场鉴定、当场录入。"),
        ("大堰镇发展庭院经济增收致富", "今年以来，引导农户利用房前屋后种植瓜果。"),
        ("县科协流动展馆进校园守护孩子健康成长", "县科协精选展品48件，按月轮换。"),
    ],
)
def test_the_words_alone_find_where_a_body_begins(title, body):
    assert best(title + body) == title


def test_a_word_of_the_list_is_never_parted():
    text = "县水文站推进现代化建设"

    assert [place for place in scores(text) if text[:place].endswith(("推", "现代", "建"))] == []


def test_a_place_within_a_word_is_weighed_when_print_points_at_it():
    assert "within" in found("县水文站推进现代化建设，", "县水文站推")


def test_a_quotation_is_one_word():
    text = "石渡镇用好“板凳会，夜校”打通堵点，"

    assert [place for place in scores(text) if "“" in text[:place] and "”" not in text[:place]] == []


def test_a_unit_that_acts_opens_a_body():
    text = "三镇合力清沟渠石渡镇组织村民，清运垃圾。"

    assert "opens:actor" in found(text, "三镇合力清沟渠", units=("石渡镇",))
    assert "opens:actor" not in found(text, "三镇合力清沟渠")


def test_a_date_opens_a_body_and_another_number_does_not():
    assert "opens:date" in found("县水文站汛前检查7月8日，出动", "县水文站汛前检查")
    assert "opens:number" in found("县水文站汛前检查78处，出动", "县水文站汛前检查")


def test_a_word_of_the_title_that_comes_again_opens_a_body():
    assert "word again" in found("白杨乡收好秸秆秸秆往哪里去，是大事。", "白杨乡收好秸秆")


def test_every_word_has_one_kind():
    words = [word for words in WORDS.values() for word in words.split()]

    assert len(words) == len(set(words)) == len(KINDS)


def test_a_weight_is_given_for_every_kind_that_opens_a_body():
    assert {f"opens:{kind}" for kind in KINDS.values()} - set(WEIGHTS) <= {"opens:small"}

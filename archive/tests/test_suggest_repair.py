"""Slips, pinyin, and the way on when nothing is found."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.models import SynonymGroup, Word
from archive.search.query import parse_query
from archive.search.service import search
from archive.search.suggest import Nothing, Way, did_you_mean, why_nothing
from archive.search.vocabulary import rebuild
from archive.tests.conftest import make_entry, make_issue, make_pending_issue, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive():
    unit = make_unit(name="工信局", full_name="柳河县工业和信息化局")
    issue = make_issue()
    make_entry(issue, title="石渡镇推进清洁家园", body="目前，清运垃圾20吨，整治人居环境。", section="乡村振兴")
    make_entry(issue, title="县工信局培育“专精特新”企业", body="目前，培育企业91家。", units=[unit])
    make_entry(issue, title="大堰镇举办招聘会", body="目前，人居环境好转，进场企业30家。")
    hidden = make_pending_issue()
    make_entry(hidden, title="清洁佳园机密", body="招聘慧、清洁佳园。")
    Word.objects.create(text="人居环境")
    rebuild()


def meant(typed, **options):
    return [(each.text, each.count) for each in did_you_mean(typed, **options)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("清结家园", ("清洁家园", 1)),
        ("人据环境", ("人居环境", 2)),
        ("人居坏境", ("人居环境", 2)),
        ("人居环镜", ("人居环境", 2)),
        ("人环居境", ("人居环境", 2)),
        ("人居的环境", ("人居环境", 2)),
        ("招聘慧", ("招聘会", 1)),
        ("工新局", ("工信局", 1)),
        ("qjjy", ("清洁家园", 1)),
        ("qingjiejiayuan", ("清洁家园", 1)),
        ("qingjie jiayuan", ("清洁家园", 1)),
        ("rjhj", ("人居环境", 2)),
        ("gxj", ("工信局", 1)),
        ("石渡镇 清结家园", ("石渡镇 清洁家园", 1)),
        ("清结家园 人据环境", ("清洁家园 人居环境", 1)),
        ("标题:清结家园 -大堰镇", ("标题:清洁家园 -大堰镇", 1)),
        ("县清结家园行动", None),
        ("推进清结家园", ("推进清洁家园", 1)),
        ("大堰镇 清结家园", None),
        ("推进清洁加园", ("推进清洁家园", 1)),
        ("大堰镇举办招聘慧", ("大堰镇举办招聘会", 1)),
        ("整治人居坏境", ("整治人居环境", 1)),
        ("目前整治人居坏境", None),
        ("好的", None),
        ("", None),
    ],
)
def test_what_may_have_been_meant_comes_first_and_finds_something(archive, typed, expected):
    assert next(iter(meant(typed)), None) == expected
    assert all(search(query=text).total == count for text, count in meant(typed))


def test_nothing_is_offered_that_was_typed_and_nothing_that_is_not_public(archive):
    assert "清洁家园" not in dict(meant("清洁家园"))
    assert all("佳园" not in text and "招聘慧" not in text for text, _ in meant("清洁佳元") + meant("招聘惠"))


def test_there_are_at_most_as_many_as_wanted(archive):
    assert len(did_you_mean("qingjie jiayuan")) == 2
    assert len(did_you_mean("qingjie jiayuan", limit=1)) == 1


@pytest.mark.parametrize("typed", ["清结家园" * 50, "清" * 200, "qingjie" * 28])
def test_a_pasted_sentence_is_no_slip_and_is_not_compared_with_all_words(archive, typed):
    with CaptureQueriesContext(connection) as asked:
        assert did_you_mean(typed) == []

    assert not any("archive_suggestion" in query["sql"] for query in asked)


def test_a_quoted_word_that_only_another_word_for_it_holds_is_nowhere(archive):
    SynonymGroup.objects.create(words=["村容村貌", "人居环境"])

    assert why("“村容村貌”") == Nothing(("村容村貌",), (Way("不加引号", "村容村貌", 2),))


def test_what_was_meant_by_a_phrase_is_said_in_one_pair_of_marks(archive):
    assert why("“清结家园”").ways == (Way("改为“清洁家园”", "“清洁家园”", 1),)


def why(typed):
    return why_nothing(parse_query(typed))


def test_the_word_that_is_nowhere_is_named_and_left_out(archive):
    assert why("清洁家园 航天") == Nothing(("航天",), (Way("去掉“航天”", "清洁家园", 1),))


def test_words_that_never_stand_together_can_be_asked_for_with_one_less(archive):
    assert why("清洁家园 招聘会") == Nothing(
        (), (Way("去掉“清洁家园”", "招聘会", 1), Way("去掉“招聘会”", "清洁家园", 1))
    )


def test_quotation_marks_can_be_left_out(archive):
    assert why("“家园 推进”") == Nothing(("家园推进",), (Way("不加引号", "家园 推进", 1),))


def test_a_field_can_be_left_out(archive):
    assert why("标题:人居环境") == Nothing((), (Way("不限在哪里，写有“人居环境”就行", "人居环境", 2),))
    assert why("年:2031 清洁家园").ways == (Way("去掉“年:2031”", "清洁家园", 1),)
    assert why("单位:工信局 招聘会").ways == (
        Way("去掉“单位:工信局”", "招聘会", 1),
        Way("去掉“招聘会”", "单位:工信局", 1),
    )


def test_what_is_excluded_can_be_let_in(archive):
    assert why("清洁家园 -石渡镇").ways == (Way("不排除“石渡镇”", "清洁家园", 1),)


def test_a_slip_is_named_first(archive):
    assert why("石渡镇 清结家园") == Nothing(
        ("清结家园",),
        (Way("改为“石渡镇 清洁家园”", "石渡镇 清洁家园", 1), Way("去掉“清结家园”", "石渡镇", 1)),
    )


@pytest.mark.parametrize(
    ("typed", "ways"),
    [
        ("gxj zph", [("只找“工信局”", "工信局", 1), ("只找“招聘会”", "招聘会", 1)]),
        ("大堰镇 清结家园", [("去掉“清结家园”", "大堰镇", 1), ("只找“清洁家园”", "清洁家园", 1)]),
        ("标题:招聘慧 单位:工新局", [("只找“标题:招聘会”", "标题:招聘会", 1), ("只找“单位:工信局”", "单位:工信局", 1)]),
        ("清结佳园|航天 -石渡镇 深海", []),
    ],
)
def test_slips_that_never_stand_together_can_be_asked_for_by_themselves(archive, typed, ways):
    assert why(typed).ways == tuple(Way(*way) for way in ways)


def test_several_words_that_are_nowhere_are_left_out_together(archive):
    assert why("清洁家园 航天 深海") == Nothing(("航天", "深海"), (Way("去掉“航天”“深海”", "清洁家园", 1),))


def test_where_nothing_helps_nothing_is_offered(archive):
    assert why("航天") == Nothing(("航天",), ())
    assert why("机密") == Nothing(("机密",), ())
    assert why("") == Nothing()


def test_a_word_of_which_another_stands_in_an_entry_is_not_missing(archive):
    SynonymGroup.objects.create(words=["村容村貌", "人居环境"])

    assert why("村容村貌 航天") == Nothing(("航天",), (Way("去掉“航天”", "村容村貌", 2),))


def test_every_way_gives_what_it_says(archive):
    for typed in ("清洁家园 航天", "标题:人居环境 招聘会 -石渡镇", "石渡镇 清结家园", "“家园 推进” 年:2031"):
        for way in why(typed).ways:
            assert (typed, way.query, search(query=way.query).total) == (typed, way.query, way.count)


def test_there_is_an_end_to_what_the_index_is_asked(archive, django_assert_max_num_queries):
    with django_assert_max_num_queries(200):
        why(" ".join(f"清结{char}" for char in "甲乙丙丁戊己庚辛壬癸"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)
@given(st.text(max_size=12) | st.text("清结家园qj “”-|:标题年期4 ", max_size=14))
def test_anything_can_be_asked(archive, typed):
    assert len(did_you_mean(typed)) <= 3
    assert len(why(typed).ways) <= 5

"""What has changed between the entries that are here and those that a file brings."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from archive.bulletin.parsed import ParsedEntry, ParsedIssue, ParsedSegment
from archive.comparison import (
    are_alike,
    distribution_difference,
    entry_changes,
    heirs_of,
    kept_entry,
    kept_issue,
    pair_entries,
    recut,
    still_corrected,
)
from archive.models import Entry
from archive.tests.conftest import make_entry, make_issue

pytestmark = pytest.mark.django_db


def here(**fields):
    make_entry(make_issue(), **fields)
    return Entry.objects.for_lists().get()


def brought(order=1, title="县工信局培育中小企业", body="建立梯度培育体系。", section=None, **fields):
    return ParsedEntry(order=order, section=section, title=title, body=body, **fields)


def test_the_same_title_at_the_same_place_goes_before_the_same_title_elsewhere():
    issue = make_issue()
    first, second = make_entry(issue, title="简讯", body="甲"), make_entry(issue, title="简讯", body="乙")

    pairs = pair_entries([first, second], (brought(1, "别的", "丙"), brought(2, "简讯", "乙")))

    assert [old and old.pk for old, _ in pairs] == [first.pk, second.pk]


def test_an_entry_whose_title_ends_elsewhere_is_the_same_by_its_text():
    issue = make_issue()
    first = make_entry(issue, title="县工信局送技术到车间今年以来，", body="走访企业12家。")
    second = make_entry(issue, title="县商务局上门招商", body="签约项目3个。")

    pairs = pair_entries(
        [first, second],
        (
            brought(1, "别的一条", "新来的文字。"),
            brought(2, "县工信局送技术到车间", "今年以来，走访企业12家。"),
            brought(3, "县商务局上门招商", "签约项目3个。"),
        ),
    )

    assert [old and old.pk for old, _ in pairs] == [None, first.pk, second.pk]


def test_an_entry_that_is_parted_stays_where_more_of_it_is():
    issue = make_issue()
    whole = make_entry(issue, title="三月简讯", body="县工信局走访企业，送去技术12项。县商务局招商。")
    last = make_entry(issue, title="县水利局疏浚河道", body="疏浚9公里。")

    pairs = pair_entries(
        [whole, last],
        (
            brought(1, "县工信局走访企业", "送去技术12项。"),
            brought(2, "县商务局招商", ""),
            brought(3, "县水利局疏浚河道", "疏浚9公里。"),
        ),
    )

    assert [old and old.pk for old, _ in pairs] == [whole.pk, None, last.pk]


def test_the_title_that_a_person_has_set_does_not_hide_the_one_in_the_file():
    issue = make_issue()
    corrected = make_entry(issue, title="改过的题", body="甲。", corrected={"title": "原来的题"})
    other = make_entry(issue, title="另一条", body="乙。")

    pairs = pair_entries([corrected, other], (brought(1, "另一条", "乙。"), brought(2, "原来的题", "丙丁。")))

    assert [old and old.pk for old, _ in pairs] == [other.pk, corrected.pk]


def test_what_has_become_part_of_another_entry_is_found_there():
    gone = here(title="县商务局招商", body="签约项目3个。")
    whole = brought(1, "两局联合行动", "县工信局走访企业。县商务局招商 签约项目3个。")

    other = brought(2, "别的", "全是别的话。")
    assert heirs_of([(None, other), (None, whole), (gone, None)]) == {gone.pk: whole}
    assert heirs_of([(None, other), (gone, None)]) == {}
    assert entry_changes(gone, None, whole) == ["第1条并入第1条：县商务局招商"]


def test_what_has_no_counterpart_is_new_or_gone():
    old = here(title="旧条")

    assert pair_entries([old], ()) == [(old, None)]
    assert entry_changes(old, None) == ["删去第1条：旧条"]
    assert entry_changes(None, brought(2, "新条")) == ["新增第2条：新条"]


def test_every_change_is_told():
    old = here(body="旧文。", units=["工信局"], section="经济发展")
    new = brought(2, "新题", "新文。", units=("商务局",), source_bracket="（商务局）")

    assert entry_changes(old, new) == [
        "第1条改为第2条",
        "第2条标题：县工信局培育中小企业 → 新题",
        "第2条正文有改动",
        "第2条栏目：经济发展 → 空",
        "第2条署名：工信局 → 商务局",
    ]


def test_a_change_of_the_bracket_or_the_segments_alone_is_told():
    old = here(body="甲乡清河。乙乡护岸。")
    new = brought(
        body="甲乡清河。乙乡护岸。",
        source_bracket="(甲乡)",
        segments=(ParsedSegment("甲乡", "甲乡", "清河。"), ParsedSegment("乙乡", "乙乡", "护岸。")),
    )

    assert entry_changes(old, new) == ["第1条署名括号：空 → (甲乡)", "第1条分段有改动"]


def test_the_same_entry_has_no_changes():
    assert entry_changes(here(body="建立梯度培育体系。"), brought()) == []


@pytest.mark.parametrize(
    ("title", "body", "alike"),
    [
        ("县工信局培育中小企业", "全是别的话。", True),
        ("县工信局培育中小企业群体", "建立梯度培育体系，再加几句。", True),
        ("县民政局走访老人", "目前，走访老人30人。", False),
    ],
)
def test_a_corrected_form_is_told_from_another_entry(title, body, alike):
    assert are_alike((here(body="建立梯度培育体系。"), brought(title=title, body=body))) is alike


def test_what_a_person_has_set_in_an_issue_stays_and_is_told():
    issue = make_issue(number=48, editor="沈舟", corrected={"number": 47, "editor": "沈丹", "signer": None}, signer="")
    parsed = ParsedIssue(name="柳河政务快报", year=2025, number=47, editor="沈舟", signer="陆平")

    kept, notes = kept_issue(issue, parsed)

    assert (kept.year, kept.number, kept.editor, kept.signer) == (2025, 48, "沈舟", "")
    assert notes == ["期号由人改过，保留48（文件里是47）", "签发由人改过，保留空（文件里是陆平）"]


def test_what_a_person_sets_now_goes_before_what_was_set_before():
    issue = make_issue(number=48, corrected={"number": 47})

    assert kept_issue(issue, ParsedIssue(number=49), {"number"}) == (ParsedIssue(number=49), [])


def test_what_a_person_has_set_in_an_entry_stays_and_is_told():
    old = here(title="新题", body="旧文，改过。", units=["商务局"], corrected={"title": "旧题", "body": "旧文。"})
    new = brought(
        1, "旧题", "旧文。", section="经济发展", units=("工信局",), source_bracket="（工信局）", doubtful=True
    )

    kept, notes = kept_entry(old, new)

    assert (kept.title, kept.body, kept.section, kept.units) == ("新题", "旧文，改过。", "经济发展", ("工信局",))
    assert not kept.doubtful
    assert notes == ["第1条标题由人改过，保留", "第1条正文由人改过，保留"]


def test_a_title_that_a_person_has_looked_at_is_no_longer_doubtful():
    old = here(title="县工信局培育中小企业", corrected={"title": "县工信局培育中小企业"})

    kept, notes = kept_entry(old, brought(body="改过的正文。", doubtful=True))

    assert (kept.doubtful, kept.body, notes) == (False, "改过的正文。", [])


def test_a_correction_does_not_go_over_to_another_entry():
    old = here(title="改过的题", body="建立梯度培育体系。", corrected={"title": "原题"})
    new = brought(1, "县民政局走访老人", "目前，走访老人30人。")

    assert kept_entry(old, new) == (new, [])


# Title and body are one decision

SAID = "县水利局复查险工险段逐段复查堤防，加固14处。"  # what the file said when a person looked at it
BORDER = SAID.index("逐段")


def titled(title, body, said):
    return here(title=title, body=body, corrected={"title": said})


def text_of(entry):
    return "".join(f"{entry.title}{entry.body}".split())


def test_a_title_that_was_looked_at_is_found_again_where_a_file_says_more_of_it():
    old = titled(SAID[:BORDER], SAID[BORDER:], SAID[:BORDER])

    kept, notes = kept_entry(old, brought(1, SAID[:BORDER] + "逐段复查堤防", "，加固14处，群众 满意。", doubtful=True))

    assert (kept.title, kept.body, kept.doubtful) == (SAID[:BORDER], "逐段复查堤防，加固14处，群众 满意。", False)
    assert notes == ["第1条标题由人改过，保留", "第1条正文随标题而定"]


def test_a_title_that_was_looked_at_goes_when_the_file_says_other_words():
    old = titled(SAID[:BORDER], SAID[BORDER:], SAID[:BORDER])
    other = brought(1, "县水利局排查险工险段", SAID[BORDER:], doubtful=True)

    assert kept_entry(old, other) == (other, [])
    assert still_corrected(old, other, other) == {}


def test_a_title_with_a_persons_words_keeps_its_body_when_the_new_one_begins_elsewhere():
    old = titled("县水利局复查堤防险段", SAID[BORDER:], SAID[:BORDER])

    kept, notes = kept_entry(old, brought(1, SAID[: BORDER + 6], SAID[BORDER + 6 :] + "群众满意。"))

    assert (kept.title, kept.body) == (old.title, old.body)
    assert notes == ["第1条标题由人改过，保留", "第1条正文随标题而定"]


def test_parts_of_a_joint_entry_go_with_a_border_that_a_person_has_moved():
    segments = (ParsedSegment("石渡镇", "石渡镇", "清河。"), ParsedSegment("白杨乡", "白杨乡", "护岸5处。"))
    said = {"title": "两乡镇推进清洁家园今年以来，", "body": "石渡镇清河。白杨乡护岸。"}
    old = here(title="两乡镇推进清洁家园", body="今年以来，石渡镇清河。白杨乡护岸。", corrected=said)

    kept, _ = kept_entry(
        old, brought(1, "两乡镇推进清洁家园今年以来，", "石渡镇清河。白杨乡护岸5处。", segments=segments)
    )

    assert kept.body == "今年以来，石渡镇清河。白杨乡护岸5处。"
    assert kept.segments == (ParsedSegment(None, "", "今年以来，"), *segments)
    assert recut(kept.segments, kept.body) == kept.segments


@st.composite
def readings(draw):
    """A text with its border, a person's border in it, and the same text, some of it changed, with a border of its own."""
    words = st.text("县水利局复查堤防，。 1", min_size=1, max_size=12)
    said = draw(words) + SAID + draw(words)
    border, own = (draw(st.integers(1, len(said) - 1)) for _ in range(2))
    start = draw(st.integers(0, len(said)))
    now = said[:start] + draw(st.text("新词，。 2", max_size=6)) + said[draw(st.integers(start, len(said))) :]
    now_border = draw(st.integers(1, max(len(now) - 1, 1)))
    return (said[:border], said[border:]), (said[:own], said[own:]), (now[:now_border], now[now_border:])


@settings(max_examples=150, deadline=None)
@given(readings(), st.sampled_from(["border", "title", "body"]))
def test_no_text_is_lost_or_told_twice_where_a_person_has_set_it(reading, what):
    """The whole text of the file, or the person's own; a person's words for a title replace the file's title alone."""
    (said_title, said_body), own, now = reading
    own = {"border": own, "title": ("县里的题", said_body), "body": (said_title, said_body + "县里的话。")}[what]
    assume(own[0].strip() and now[0].strip())
    old = Entry(title=own[0], body=own[1], corrected={"title": said_title, "body": said_body}, order=1, pk=1)
    old._prefetched_objects_cache = {"segments": [], "attributions": []}
    new = brought(1, *now)

    kept, _ = kept_entry(old, new)

    if what == "title" and kept.title == own[0] and kept.body != own[1]:
        assert kept.body == new.body
        assert (
            "".join(new.title.split()) == "".join(said_title.split()) or new.body.lstrip()[:1] == said_body.lstrip()[:1]
        )
    else:
        assert text_of(kept) in (text_of(old), text_of(new))


@pytest.mark.parametrize(
    ("old", "new", "difference"),
    [
        ("县委，县人大正副主任。", "县委、 县人大正 副主任", []),
        (
            "县委、县人大正副主任、县政协。",
            "县委、县人大大正副主任、县政协。",
            ["“县人大大正副主任”，上期“县人大正副主任”"],
        ),
        ("县委、县政协。", "县委、县人大、县政协。", ["多出“县人大”"]),
        ("县委、县人大、县政协。", "县委、县政协。", ["少了“县人大”"]),
        (
            "、".join("甲乙丙丁戊己庚"),
            "、".join("子乙丑丁寅己卯"),
            ["“子”，上期“甲”", "“丑”，上期“丙”", "“寅”，上期“戊”", "“卯”，上期“庚”"],
        ),
        ("甲、" * 2000, "乙、" * 2000, ["全文有改动"]),
        ("甲、" * 2000, "甲、" * 2000, []),
    ],
)
def test_two_distributions_are_compared_word_by_word(old, new, difference):
    assert distribution_difference(old, new) == difference

"""What a person sets right: written, searchable, and kept whatever file comes later."""

import datetime

import pytest

from archive.bulletin.parsed import ParsedSegment
from archive.comparison import recut, segments_of
from archive.corrections import correct_entry, correct_issue, text_difference
from archive.importer import import_bulletin
from archive.models import Entry, EntrySearch, Issue
from archive.plans import IssueDetails
from archive.search.service import search
from archive.tests.conftest import make_bulletin, make_entry, make_issue, make_unit
from archive.tests.test_importer import FRAGMENT, TEXT, upload

pytestmark = pytest.mark.django_db


def correct(entry, **values):
    now = {
        "title": entry.title,
        "body": entry.body,
        "section": entry.section.name if entry.section else None,
        "units": tuple(entry.attributions.values_list("name", flat=True)),
    }
    return correct_entry(entry, **now | values)


def outcome(result):
    return [(each.outcome, each.changes, each.kept) for each in result.issues]


# An issue


def test_a_field_that_is_set_is_a_persons_and_the_address_stays():
    issue = make_issue(signer="")
    make_entry(issue)

    changed = correct_issue(
        issue, {"number": 45, "date": datetime.date(2025, 9, 26), "signer": "陆平", "office": issue.office}
    )

    issue.refresh_from_db()
    assert changed == ["number", "date", "signer"]
    assert issue.corrected == {"number": 44, "date": "2025-09-19", "signer": ""}
    assert (issue.number, issue.address, EntrySearch.objects.get().day) == (45, "2025/44", issue.date)


def test_a_field_that_is_set_back_is_the_files_again():
    issue = make_issue()

    correct_issue(issue, {"number": 45})
    correct_issue(issue, {"number": 44})

    issue.refresh_from_db()
    assert issue.corrected == {}


def test_another_bulletin_has_another_register():
    elsewhere = make_unit(county="双桥县")
    issue = make_issue()
    entry = make_entry(issue, units=[make_unit()])

    correct_issue(issue, {"bulletin": make_bulletin(name="双桥政务快报", county="双桥县")})

    assert issue.corrected == {"bulletin": "柳河政务快报"}
    assert entry.attributions.get().unit == elsewhere
    assert EntrySearch.objects.get().unit_ids == [elsewhere.pk]


# An entry


def test_the_border_of_a_title_can_be_moved():
    entry = make_entry(title="县工信局培育中小企业今年以来，", body="走访企业12家。", doubtful=True)

    changed = correct(entry, title="县工信局培育中小企业", body="今年以来，走访企业12家。")

    entry = Entry.objects.get()
    assert changed == ["title", "body"]
    assert (entry.title, entry.body, entry.doubtful) == ("县工信局培育中小企业", "今年以来，走访企业12家。", False)
    assert entry.corrected == {"title": "县工信局培育中小企业今年以来，", "body": "走访企业12家。"}
    assert search(query="今年以来 走访").total == 1


def test_the_names_of_who_sent_it_find_their_units():
    unit = make_unit()
    entry = make_entry(title="县工信局培育中小企业", body="走访企业12家。（工信局")

    correct(entry, body="走访企业12家。", units=("工信局", "驿站办"), section="经济发展")

    entry = Entry.objects.get()
    assert list(entry.attributions.values_list("name", "unit")) == [("工信局", unit.pk), ("驿站办", None)]
    assert (entry.source_bracket, entry.section.name) == ("（工信局 驿站办）", "经济发展")
    assert EntrySearch.objects.get().unit_ids == [unit.pk]


def test_a_bracket_that_holds_the_names_stays_as_printed():
    entry = make_entry(units=["工信局"], source_bracket="（供稿：工信局、商务局）")

    correct(entry, units=("工信局", "商务局"))

    assert Entry.objects.get().source_bracket == "（供稿：工信局、商务局）"


def test_looking_at_a_doubtful_title_settles_it():
    entry = make_entry(doubtful=True)

    assert correct(entry) == []

    entry = Entry.objects.get()
    assert (entry.doubtful, entry.corrected) == (False, {"title": entry.title})


def test_parts_of_a_joint_entry_go_with_its_text():
    entry = make_entry(
        title="两乡镇推进清洁家园今年",
        segments=[("", "以来，成效明显。"), ("石渡镇", "清河。目前，清理2公里。"), ("白杨乡", "护岸。")],
        units=["石渡镇", "白杨乡"],
    )

    correct(entry, title="两乡镇推进清洁家园", body="今年以来，成效明显。石渡镇清河。目前，清理2公里。白杨乡护岸。")

    segments = Entry.objects.get().segments
    assert list(segments.values_list("lead", "text")) == [
        ("", "今年以来，成效明显。"),
        ("石渡镇", "清河。目前，清理2公里。"),
        ("白杨乡", "护岸。"),
    ]
    assert "".join(each.lead + each.text for each in segments.all()) == Entry.objects.get().body


def test_a_joint_entry_of_which_one_part_is_left_is_none():
    entry = make_entry(segments=[("石渡镇", "清河。"), ("白杨乡", "护岸。")], units=["石渡镇", "白杨乡"])

    assert recut(segments_of(entry), "石渡镇清河。护岸。") == ()
    assert recut(segments_of(entry), "石渡镇清河，白杨乡护岸。") == (
        ParsedSegment(None, "石渡镇", "清河，"),
        ParsedSegment(None, "白杨乡", "护岸。"),
    )


def test_who_sets_only_the_section_has_said_nothing_about_a_doubtful_title():
    entry = make_entry(doubtful=True)

    assert correct(entry, section="经济发展") == ["section"]

    entry = Entry.objects.get()
    assert (entry.doubtful, entry.corrected) == (True, {"section": None})


@pytest.mark.parametrize(
    ("title", "body", "units", "lost", "added"),
    [
        ("县工信局培育", "中小企业 建立体系。", ("工信局",), "", ""),
        ("县工信局培育中小企业", "建立体系。（工信局）", (), "", ""),
        ("县工信局培育中小企业", "建立。", ("工信局",), "体系", ""),
        ("县工信局培育中小企业", "建立了体系。", ("工信局",), "", "了"),
        ("县工信局培育大企业", "建立体系。", ("商务局",), "中小…工信", "大…商务"),
    ],
)
def test_text_that_goes_missing_or_comes_in_is_told(title, body, units, lost, added):
    entry = make_entry(title="县工信局培育中小企业", body="建立体系。", units=["工信局"])

    assert text_difference(entry, title=title, body=body, units=units) == (lost, added)


# What comes later


def test_the_same_file_again_keeps_what_a_person_has_set():
    import_bulletin(upload())
    correct_issue(Issue.objects.get(), {"number": 8, "signer": "陆平"})
    correct(Entry.objects.get(order=2), title="县商务局登门招商", section="招商引资")

    again = import_bulletin(upload())

    assert outcome(again) == [
        (
            "unchanged",
            (),
            ("期号由人改过，保留8（文件里是7）", "第2条标题由人改过，保留", "第2条栏目由人改过，保留"),
        )
    ]
    assert Issue.objects.get().number == 8


def test_a_corrected_file_changes_only_what_no_person_has_set():
    import_bulletin(upload())
    correct(Entry.objects.get(order=2), title="县商务局登门招商")
    text = TEXT.replace("签约项目3个", "签约项目5个").replace("县商务局上门招商", "县商务局上门引资")

    result = import_bulletin(upload(text))

    assert outcome(result) == [("updated", ("第2条正文有改动",), ("第2条标题由人改过，保留",))]
    entry = Entry.objects.get(order=2)
    assert (entry.title, entry.body) == ("县商务局登门招商", "目前，签约项目5个。")
    assert (search(query="登门招商").total, search(query="上门引资").total) == (1, 0)


def test_a_file_that_says_what_the_person_said_has_nothing_to_tell():
    import_bulletin(upload())
    correct(Entry.objects.get(order=2), title="县商务局登门招商")

    assert outcome(import_bulletin(upload(TEXT.replace("上门招商", "登门招商")))) == [("unchanged", (), ())]


def test_what_is_noted_of_the_file_is_what_it_says_now():
    import_bulletin(upload())
    correct_issue(Issue.objects.get(), {"signer": "陆平"})
    correct(Entry.objects.get(order=2), title="县商务局登门招商", section="招商引资")

    import_bulletin(upload(TEXT.replace("上门招商", "走访招商") + "签发：方明\n"))

    assert Issue.objects.get().corrected == {"signer": "方明"}
    assert Entry.objects.get(order=2).corrected == {"title": "县商务局走访招商", "section": "经济发展"}

    import_bulletin(upload(TEXT.replace("上门招商", "登门招商") + "签发：陆平\n"))

    assert Issue.objects.get().corrected == {}
    assert Entry.objects.get(order=2).corrected == {"section": "经济发展"}


def test_a_border_that_a_person_has_moved_stays_in_a_text_that_changes():
    import_bulletin(upload())
    correct(Entry.objects.get(order=2), title="县商务局上门招商目前，", body="签约项目3个。")

    result = import_bulletin(upload(TEXT.replace("签约项目3个", "签约项目5个")))

    assert outcome(result)[0][1] == ("第2条正文有改动",)
    entry = Entry.objects.get(order=2)
    assert (entry.title, entry.body) == ("县商务局上门招商目前，", "签约项目5个。")
    assert entry.corrected == {"title": "县商务局上门招商", "body": "目前，签约项目5个。"}


def test_what_was_filled_in_on_approval_stays_when_the_file_comes_again():
    details = {0: IssueDetails(bulletin="柳河政务快报", year=2025, number=8, date=datetime.date(2025, 2, 21))}
    import_bulletin(upload(FRAGMENT), details=details)

    again = import_bulletin(upload(FRAGMENT))
    corrected = import_bulletin(upload(FRAGMENT.replace("12家", "21家")))

    assert (outcome(again), Issue.objects.count()) == ([("unchanged", (), ())], 1)
    assert outcome(corrected) == [("updated", ("第1条正文有改动",), ())]
    issue = Issue.objects.get()
    assert (issue.number, issue.date, issue.address) == (8, datetime.date(2025, 2, 21), "2025/8")


def test_a_corrected_part_of_a_joint_entry_stays():
    import_bulletin(upload())
    correct(Entry.objects.get(order=3), body="石渡镇清河。目前，清理20公里。白杨乡护岸。目前，护岸3处。")

    again = import_bulletin(upload(TEXT.replace("县商务局上门招商", "县商务局登门招商")))

    assert outcome(again) == [
        ("updated", ("第2条标题：县商务局上门招商 → 县商务局登门招商",), ("第3条正文由人改过，保留",))
    ]
    segments = Entry.objects.get(order=3).segments
    assert list(segments.values_list("attribution__name", "lead", "text")) == [
        ("石渡镇", "石渡镇", "清河。目前，清理20公里。"),
        ("白杨乡", "白杨乡", "护岸。目前，护岸3处。"),
    ]

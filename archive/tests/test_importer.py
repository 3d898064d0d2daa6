"""From files to rows: what is created, what is updated, and that nothing is stored half."""

import datetime
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.bulletin.parsed import ParseError
from archive.bulletin.reader import ReadError
from archive.importer import ConflictError, import_bulletin
from archive.models import Attribution, Bulletin, Entry, EntrySearch, Issue, Section, Segment, Upload
from archive.plans import IssueDetails
from archive.search.service import search
from archive.units import load_register
from archive.uploads import new_upload

pytestmark = pytest.mark.django_db

TEXT = """柳河政务快报
第 7 期
柳河县人民政府办公室
2025 年 2 月 14 日
【经济发展】
县工信局送技术到车间 目前，走访企业12家。（工信局）
县商务局上门招商 目前，签约项目3个。（商务局）
【人居环境】
两乡镇推进清洁家园 **石渡镇**清河。目前，清理2公里。**白杨乡**护岸。目前，护岸3处。（石渡镇 白杨乡）
本期发：各单位。
责任编辑：沈 舟
"""
FRAGMENT = TEXT[TEXT.index("【") :]


def upload(text=TEXT, name="第7期.txt"):
    return new_upload(name=name, content=text.encode())


def outcomes(result):
    return [each.outcome for each in result.issues]


def test_an_issue_comes_in_whole():
    result = import_bulletin(upload())

    issue = Issue.objects.get()
    assert outcomes(result) == ["created"]
    assert (issue.label, issue.date, issue.office, issue.editor, issue.distribution, issue.address) == (
        "2025年第7期",
        datetime.date(2025, 2, 14),
        "柳河县人民政府办公室",
        "沈舟",
        "各单位。",
        "2025/7",
    )
    assert list(issue.entries.values_list("order", "section__name", "title")) == [
        (1, "经济发展", "县工信局送技术到车间"),
        (2, "经济发展", "县商务局上门招商"),
        (3, "人居环境", "两乡镇推进清洁家园"),
    ]
    assert list(Segment.objects.values_list("attribution__name", "lead", "bold")) == [
        ("石渡镇", "石渡镇", True),
        ("白杨乡", "白杨乡", True),
    ]
    assert (Bulletin.objects.get().county, issue.upload.status) == ("柳河县", "published")


def test_the_original_bytes_are_kept_untouched_and_every_entry_knows_its_place_in_them():
    content = b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode()

    import_bulletin(new_upload(name="第7期.txt", content=content))

    kept = Upload.objects.get()
    text = content.decode("utf-8-sig")
    entry = Entry.objects.get(order=2)
    assert bytes(kept.content) == content
    assert text[entry.start : entry.end] == "县商务局上门招商 目前，签约项目3个。（商务局）"


def test_an_import_is_searchable_at_once():
    import_bulletin(upload())

    assert [match.entry.order for match in search(query="清洁家园").matches] == [3]
    assert search(query="各单位").total == 0


def test_the_same_file_again_is_unchanged_and_is_not_kept_twice():
    import_bulletin(upload())

    again = import_bulletin(upload())
    other_layout = import_bulletin(upload(TEXT.replace("\n", "\n\n")))

    assert (outcomes(again), outcomes(other_layout)) == (["unchanged"], ["unchanged"])
    assert (Upload.objects.count(), Issue.objects.count(), Entry.objects.count()) == (1, 1, 3)


def test_a_corrected_file_updates_its_issue_and_keeps_rows_and_addresses():
    import_bulletin(upload())
    before = {entry.title: (entry.pk, entry.get_absolute_url()) for entry in Entry.objects.all()}

    result = import_bulletin(
        upload(TEXT.replace("走访企业12家", "走访企业21家").replace("本期发：各单位。", "本期发：各乡镇。"))
    )

    assert outcomes(result) == ["updated"]
    assert result.issues[0].changes == ("本期发：各单位。 → 各乡镇。", "第1条正文有改动")
    assert {entry.title: (entry.pk, entry.get_absolute_url()) for entry in Entry.objects.all()} == before
    assert (search(query="21家").total, search(query="12家").total) == (1, 0)


def test_an_entry_put_in_between_moves_the_others_without_losing_their_rows():
    import_bulletin(upload())
    before = dict(Entry.objects.values_list("title", "pk"))
    entry = "县税务局上门辅导 目前，辅导企业8家。（税务局）\n"

    result = import_bulletin(upload(TEXT.replace("县商务局", entry + "县商务局")))

    after = dict(Entry.objects.values_list("title", "pk"))
    assert result.issues[0].changes == ("新增第2条：县税务局上门辅导", "第2条改为第3条", "第3条改为第4条")
    assert {title: after[title] for title in before} == before
    assert list(Entry.objects.order_by("order").values_list("order", flat=True)) == [1, 2, 3, 4]


def test_an_entry_taken_out_leaves_the_index_too():
    import_bulletin(upload())

    result = import_bulletin(upload(TEXT.replace("县商务局上门招商 目前，签约项目3个。（商务局）\n", "")))

    assert result.issues[0].changes == ("第3条改为第2条", "删去第2条：县商务局上门招商")
    assert (search(query="招商").total, EntrySearch.objects.count()) == (0, 2)


def test_the_same_number_in_another_year_is_another_issue():
    import_bulletin(upload())
    import_bulletin(upload(TEXT.replace("2025 年", "2024 年")))

    assert list(Issue.objects.order_by("year").values_list("address", flat=True)) == ["2024/7", "2025/7"]


def test_the_same_number_of_another_bulletin_has_an_address_of_its_own():
    import_bulletin(upload())
    import_bulletin(upload(TEXT.replace("柳河", "双桥")))

    other = Bulletin.objects.get(name="双桥政务快报")
    assert other.issues.get().address == f"2025/7-{other.pk}"


def test_a_fragment_has_a_stable_address_and_is_known_again_by_its_titles():
    import_bulletin(upload(FRAGMENT))
    address = Issue.objects.get().address

    result = import_bulletin(upload(FRAGMENT.replace("12家", "21家")))

    assert (outcomes(result), Issue.objects.get().address) == (["updated"], address)
    assert address == f"undated/{Issue.objects.get().pk}"


def test_another_fragment_is_another_issue():
    import_bulletin(upload(FRAGMENT))
    import_bulletin(upload("县民政局走访老人 目前，走访30人。（民政局）\n县司法局调解到村 目前，调解6起。（司法局）\n"))

    assert Issue.objects.count() == 2


def test_the_whole_file_of_a_fragment_completes_it():
    import_bulletin(upload(FRAGMENT))
    address = Issue.objects.get().address

    result = import_bulletin(upload())

    assert outcomes(result) == ["updated"]
    assert (Issue.objects.get().label, Issue.objects.get().address) == ("2025年第7期", address)


OTHERS = """县民政局走访老人 目前，走访30人。（民政局）
县司法局调解到村 目前，调解6起。（司法局）
县水利局疏浚河道 目前，疏浚9公里。（水利局）
"""


def test_a_fragment_with_one_entry_of_another_leaves_that_one_alone():
    import_bulletin(upload(FRAGMENT))

    result = import_bulletin(upload(OTHERS + "县商务局上门招商 目前，签约项目3个。（商务局）\n"))

    assert outcomes(result) == ["created"]
    assert [w.message for w in result.warnings if w.code == "duplicate_entry"] == [
        "第4条与已收录的未编期的散件第2条标题相同。"
    ]
    assert Entry.objects.count() == 7


def test_a_single_entry_of_a_fragment_does_not_replace_the_fragment():
    import_bulletin(upload(FRAGMENT))

    result = import_bulletin(upload("县商务局上门招商 目前，签约项目3个。（商务局）\n"))

    assert (outcomes(result), Entry.objects.count()) == (["created"], 4)


def test_a_fragment_becomes_part_of_the_issue_that_holds_all_of_it():
    import_bulletin(upload("县商务局上门招商 目前，签约项目3个。（商务局）\n"))

    result = import_bulletin(upload())

    assert (outcomes(result), Issue.objects.count(), Entry.objects.count()) == (["updated"], 1, 3)


def test_two_issues_of_one_file_never_take_the_same_fragment():
    import_bulletin(upload(OTHERS))
    masthead = TEXT[: TEXT.index("【")]
    lines = OTHERS.splitlines(keepends=True)

    result = import_bulletin(
        upload(masthead + lines[0] + lines[1] + masthead.replace("第 7 期", "第 8 期") + lines[1] + lines[2])
    )

    assert outcomes(result) == ["updated", "created"]


def test_quite_other_entries_under_a_number_that_is_taken_are_refused_unless_asked_for():
    import_bulletin(upload())
    other = TEXT[: TEXT.index("【")] + OTHERS

    with pytest.raises(
        ConflictError, match="2025年第7期已经收录，内容却大不一样：已收录3条，这里3条，相同或相近的只有0条"
    ):
        import_bulletin(upload(other))
    assert search(query="招商").total == 1

    assert import_bulletin(upload(other), dry_run=True).warnings[0].code == "number_taken"
    assert outcomes(import_bulletin(upload(other), reviewed=True)) == ["updated"]
    assert (search(query="招商").total, search(query="疏浚").total) == (0, 1)


def test_a_corrected_title_is_no_other_entry():
    text = TEXT[: TEXT.index("县商务局")]
    import_bulletin(upload(text))

    result = import_bulletin(upload(text.replace("送技术到车间", "送服务到车间")))

    assert result.issues[0].changes == ("第1条标题：县工信局送技术到车间 → 县工信局送服务到车间",)


def test_marks_that_part_a_joint_entry_are_a_change():
    import_bulletin(
        upload(TEXT.replace("**石渡镇**清河。目前，", "清河。目前，石渡镇").replace("**白杨乡**", "白杨乡"))
    )

    result = import_bulletin(
        upload(TEXT.replace("**石渡镇**清河。目前，", "清河。目前，**石渡镇**").replace("**白杨乡**", "**白杨乡**"))
    )

    assert result.issues[0].changes == ("第3条分段有改动",)


def test_a_file_that_waits_for_review_is_unchanged_when_it_comes_again():
    import_bulletin(upload(), publish=False)

    assert outcomes(import_bulletin(upload(), publish=False)) == ["unchanged"]


def test_what_a_person_fills_in_goes_before_what_the_file_says():
    details = {0: IssueDetails(bulletin="柳河政务快报", year=2025, number=8, date=datetime.date(2025, 2, 21))}

    import_bulletin(upload(FRAGMENT), details=details)

    issue = Issue.objects.get()
    assert (str(issue), issue.date, issue.address) == ("柳河政务快报 2025年第8期", datetime.date(2025, 2, 21), "2025/8")


def test_a_dry_run_stores_nothing():
    result = import_bulletin(upload(), dry_run=True)

    assert outcomes(result) == ["created"]
    assert not any(model.objects.exists() for model in (Upload, Bulletin, Section, Issue, Entry, EntrySearch))


def test_a_file_for_review_touches_no_issue():
    import_bulletin(upload())

    result = import_bulletin(upload(TEXT.replace("12家", "21家")), publish=False)

    assert outcomes(result) == ["updated"]
    assert (search(query="12家").total, search(query="21家").total) == (1, 0)
    assert list(Upload.objects.order_by("pk").values_list("status", flat=True)) == ["published", "pending"]


def test_a_file_that_was_overtaken_can_be_sent_for_review_again():
    import_bulletin(upload())
    import_bulletin(upload(TEXT.replace("12家", "21家")))

    import_bulletin(upload(), publish=False)

    assert list(Upload.objects.order_by("pk").values_list("status", flat=True)) == ["pending", "published"]
    assert search(query="21家").total == 1


def test_a_withdrawn_issue_is_left_alone_unless_a_person_has_looked():
    import_bulletin(upload())
    Issue.objects.update(status=Issue.Status.WITHDRAWN)

    result = import_bulletin(upload(TEXT.replace("12家", "21家")))

    assert (outcomes(result), [w.code for w in result.warnings][0]) == (["unchanged"], "withdrawn")
    assert not Issue.objects.published().exists()


def test_a_withdrawn_issue_is_public_again_after_a_reviewed_import():
    import_bulletin(upload())
    Issue.objects.update(status=Issue.Status.WITHDRAWN)

    result = import_bulletin(upload(), reviewed=True)

    assert result.issues[0].changes == ("已经撤下，重新公开",)
    assert search(query="清洁家园").total == 1


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"\xff\xff\xff", ReadError),
        (b"", ReadError),
        ("没有条目的文字。".encode(), ParseError),
        (f"县工信局送技术到车间 {'目前' * 30000}。（工信局）".encode(), ParseError),
        ((TEXT + TEXT).encode(), ParseError),
        ((TEXT + "（工信局）\n" * 200_000).encode(), ParseError),
    ],
)
def test_a_file_that_cannot_be_taken_in_leaves_nothing_behind(content, error):
    with pytest.raises(error):
        import_bulletin(new_upload(name="x.txt", content=content))

    assert not any(model.objects.exists() for model in (Upload, Issue, Entry, EntrySearch))


def test_units_are_found_in_the_register_and_others_are_kept_as_printed():
    load_register(json.dumps({"county": "柳河县", "units": [{"name": "工信局", "kind": "department"}]}))

    result = import_bulletin(upload())

    assert result.unresolved == ("商务局", "石渡镇", "白杨乡")
    assert [(w.line, w.code) for w in result.warnings] == [
        (7, "unknown_unit"),
        (9, "unknown_unit"),
        (9, "unknown_unit"),
    ]
    assert list(Attribution.objects.values_list("name", "unit__name")) == [
        ("工信局", "工信局"),
        ("商务局", None),
        ("石渡镇", None),
        ("白杨乡", None),
    ]


def test_without_a_register_there_is_one_warning_and_not_one_for_each_name():
    assert [(w.line, w.code) for w in import_bulletin(upload()).warnings] == [(1, "no_register")]


def test_a_gap_in_the_numbers_and_a_date_out_of_order_are_warnings():
    import_bulletin(upload())
    later = TEXT.replace("第 7 期", "第 10 期").replace("2 月 14 日", "1 月 3 日")

    warnings = [
        (w.code, w.message)
        for w in import_bulletin(upload(later)).warnings
        if w.code not in {"no_register", "duplicate_entry"}
    ]

    assert warnings == [
        ("number_gap", "第8期到第9期还没有收录。"),
        ("date_order", "日期与期号的先后不合：第7期是2025年2月14日。"),
    ]


def test_a_preview_waits_for_nobody():
    import_bulletin(upload())

    with CaptureQueriesContext(connection) as preview:
        import_bulletin(upload(TEXT.replace("12家", "15家")), dry_run=True)
    with CaptureQueriesContext(connection) as stored:
        import_bulletin(upload(TEXT.replace("12家", "15家")))

    assert ["advisory" in str(list(queries)) for queries in (preview, stored)] == [False, True]

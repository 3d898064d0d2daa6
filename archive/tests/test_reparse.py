"""Reading again what is here: what would change, and changing it without losing rows, addresses or corrections."""

import pytest

from archive.bulletin.reader import Document, ReadError
from archive.corrections import correct_entry, correct_issue
from archive.importer import import_bulletin
from archive.models import Entry, EntrySearch, FormerAddress, Issue, Upload
from archive.reparse import UnknownIssueError, find_issue, reparse
from archive.search.service import search
from archive.tests.conftest import SCAN, make_entry, make_issue
from archive.tests.test_importer import FRAGMENT, TEXT, upload
from archive.uploads import TYPED, TYPED_NOTE, new_upload, store_upload, type_text

pytestmark = pytest.mark.django_db

TWO = TEXT + TEXT.replace("第 7 期", "第 8 期").replace("2 月 14 日", "2 月 21 日").replace("12家", "15家")


def read_otherwise(order, /, **fields):
    """Make an entry what an older program may have read."""
    Entry.objects.filter(order=order).update(**fields)


def outcomes(result):
    return [(each.outcome, each.changes, each.kept) for each in result.readings]


def everything():
    return (list(Issue.objects.order_by("pk").values()), list(Entry.objects.order_by("pk").values()))


@pytest.fixture
def imported():
    import_bulletin(upload())
    return Issue.objects.get()


def test_what_today_reads_the_same_is_unchanged(imported):
    result = reparse([imported])

    assert outcomes(result) == [("unchanged", (), ())]
    assert (result.totals, list(result.lines(diff=True))) == ("0 updated, 1 unchanged, 0 failed", [])


def test_what_would_change_is_told_and_nothing_is_written(imported):
    read_otherwise(2, title="县商务局上门招商目前，", body="签约项目3个。")
    Issue.objects.update(editor="")
    before = everything()

    result = reparse(Issue.objects.all())

    assert list(result.lines(diff=True)) == [
        "2025年第7期  /issues/2025/7/",
        "  责任编辑：空 → 沈舟",
        "  第2条标题：县商务局上门招商目前， → 县商务局上门招商",
        "  第2条正文有改动",
        "  --- 2025-7 现在",
        "  +++ 2025-7 重读",
        "  @@ -6,3 +6,3 @@",
        "   本期发：各单位。",
        "  -责任编辑：空",
        "  +责任编辑：沈舟",
        "   审核：空",
        "  @@ -15,6 +15,6 @@",
        "   第2条 /issues/2025/7/2/",
        "  -标题：县商务局上门招商目前，",
        "  +标题：县商务局上门招商",
        "   栏目：经济发展",
        "   署名：（商务局）",
        "  -　　签约项目3个。",
        "  +　　目前，签约项目3个。",
        "   第3条 /issues/2025/7/3/",
    ]
    assert result.totals == "1 updated, 0 unchanged, 0 failed（没有写入，写入请加 --apply）"
    assert everything() == before


def test_what_has_changed_is_written_and_found_when_asked_for(imported):
    read_otherwise(2, title="县商务局上门招商目前，", body="签约项目3个。")
    pks = list(Entry.objects.order_by("order").values_list("pk", flat=True))

    result = reparse([imported], apply=True)

    assert result.totals == "1 updated, 0 unchanged, 0 failed（已写入）"
    assert Entry.objects.get(order=2).title == "县商务局上门招商"
    assert list(Entry.objects.order_by("order").values_list("pk", flat=True)) == pks
    assert search(query="目前，签约").total == 1
    assert outcomes(reparse([imported])) == [("unchanged", (), ())]


def test_an_entry_that_is_now_two_leaves_the_others_their_addresses(imported, client):
    Entry.objects.filter(order=2).delete()
    read_otherwise(1, body="目前，走访企业12家。（工信局）县商务局上门招商目前，签约项目3个。")
    read_otherwise(3, order=2, address=2)
    last = Entry.objects.get(order=2)

    reparse([imported], apply=True)

    assert list(Entry.objects.order_by("order").values_list("order", "address", "title")) == [
        (1, 1, "县工信局送技术到车间"),
        (2, 3, "县商务局上门招商"),
        (3, 2, "两乡镇推进清洁家园"),
    ]
    assert Entry.objects.get(pk=last.pk).get_absolute_url() == "/issues/2025/7/2/"
    assert "两乡镇推进清洁家园" in client.get("/issues/2025/7/2/").content.decode()


def test_two_entries_that_are_now_one_keep_both_addresses(imported, client):
    whole = Entry.objects.get(order=3)
    half = make_entry(imported, order=4, title="白杨乡护岸", body="目前，护岸3处。")
    read_otherwise(3, body="石渡镇清河。目前，清理2公里。")

    result = reparse([imported], apply=True)

    assert "第4条并入第3条：白杨乡护岸" in result.readings[0].changes
    assert not Entry.objects.filter(pk=half.pk).exists()
    response = client.get("/issues/2025/7/4/")
    assert (response.status_code, response["Location"]) == (302, "/issues/2025/7/3/")
    assert FormerAddress.objects.get().entry == whole
    assert EntrySearch.objects.count() == 3


def test_what_a_person_has_set_stays(imported):
    correct_issue(imported, {"number": 9})
    correct_entry(
        Entry.objects.get(order=2), title="县商务局登门招商", body="签约3个。", section=None, units=("商务局",)
    )
    read_otherwise(1, title="县工信局送技术到车间目前", body="，走访企业12家。")

    result = reparse([Issue.objects.get()], apply=True)

    assert outcomes(result) == [
        (
            "updated",
            ("第1条标题：县工信局送技术到车间目前 → 县工信局送技术到车间", "第1条正文有改动"),
            (
                "期号由人改过，保留9（文件里是7）",
                "第2条标题由人改过，保留",
                "第2条正文由人改过，保留",
                "第2条栏目由人改过，保留",
            ),
        )
    ]
    entry = Entry.objects.get(order=2)
    assert (entry.title, entry.body, entry.section, Issue.objects.get().number) == (
        "县商务局登门招商",
        "签约3个。",
        None,
        9,
    )


def test_a_withdrawn_issue_is_read_again_and_stays_withdrawn(imported):
    Issue.objects.update(status=Issue.Status.WITHDRAWN)
    read_otherwise(2, title="旧题")

    result = reparse(Issue.objects.all(), apply=True)

    assert outcomes(result)[0][:2] == ("updated", ("第2条标题：旧题 → 县商务局上门招商",))
    assert not Issue.objects.published().exists()


def test_only_the_issue_asked_for_is_changed():
    import_bulletin(upload(TWO))
    read_otherwise(2, title="旧题")

    reparse([find_issue("2025-8")], apply=True)

    titles = Entry.objects.filter(order=2).order_by("issue__number").values_list("title", flat=True)
    assert list(titles) == ["旧题", "县商务局上门招商"]


def test_a_fragment_is_read_again_too():
    import_bulletin(upload(FRAGMENT))
    read_otherwise(2, title="旧题")

    result = reparse(Issue.objects.all(), apply=True)

    assert [each.outcome for each in result.readings] == ["updated"]
    assert Entry.objects.get(order=2).title == "县商务局上门招商"


def test_typed_text_is_read_as_it_was_typed():
    kept, _ = store_upload(new_upload(name="扫描.pdf", content=SCAN))
    type_text(kept, TEXT)
    kept.refresh_from_db()
    import_bulletin(kept)
    read_otherwise(2, title="旧题")

    result = reparse(Issue.objects.all(), apply=True)

    assert outcomes(result)[0][1] == ("第2条标题：旧题 → 县商务局上门招商",)
    assert result.readings[0].problem == ""


def test_an_original_that_cannot_be_read_now_is_read_from_the_stored_text(imported, monkeypatch):
    def broken(content):
        raise ReadError("没有安装 LibreOffice。")

    monkeypatch.setattr("archive.reading.read_document", broken)
    read_otherwise(2, title="旧题")

    result = reparse([imported], apply=True)

    assert result.readings[0].problem == "原件现在读不出来，用的是收录时存下的文字：没有安装 LibreOffice。"
    assert Entry.objects.get(order=2).title == "县商务局上门招商"
    assert Upload.objects.get().text == TEXT


def test_an_original_that_could_never_be_read_is_a_failure():
    make_entry(make_issue())

    result = reparse(Issue.objects.all(), apply=True)

    assert [each.outcome for each in result.readings] == ["failed"]
    assert result.readings[0].problem.startswith("没有重读：没有认出一条条目")
    assert Entry.objects.get().title == "县工信局培育中小企业"


def test_another_reading_of_the_original_moves_the_places_of_all_its_issues(monkeypatch):
    import_bulletin(upload(TWO))
    other = Document(text="\n\n" + TWO.replace("本期发", "\n本期发"), encoding="", kind="docx")
    monkeypatch.setattr("archive.reading.read_document", lambda content: other)
    read_otherwise(2, title="旧题")

    reparse([find_issue("2025-7")], apply=True)

    kept = Upload.objects.get()
    assert kept.text == other.text
    for entry in Entry.objects.filter(order=1):
        assert kept.text[entry.start : entry.end].startswith("县工信局送技术到车间")
    assert Entry.objects.get(order=2, issue__number=8).title == "旧题"


def test_a_reading_that_loses_an_issue_is_not_taken(monkeypatch):
    import_bulletin(upload(TWO))
    monkeypatch.setattr("archive.reading.read_document", lambda content: Document(TEXT, "", "docx"))

    result = reparse(Issue.objects.all(), apply=True)

    assert [each.outcome for each in result.readings] == ["unchanged", "unchanged"]
    assert result.readings[0].problem == "原件现在读出来少了几期，用的是收录时存下的文字。"
    assert Upload.objects.get().text == TWO


def test_an_issue_that_comes_out_of_another_one_is_told_and_nothing_goes():
    import_bulletin(upload(TWO))
    first, second = Issue.objects.order_by("number")
    for place, entry in enumerate(second.entries.order_by("order"), start=4):
        Entry.objects.filter(pk=entry.pk).update(issue=first, order=place, address=place)
    Issue.objects.filter(pk=first.pk).update(end=second.end)
    second.delete()

    result = reparse(Issue.objects.all(), apply=True, replace=True)

    assert [each.outcome for each in result.readings] == ["failed"]
    assert result.readings[0].problem == "没有改动：原件里多认出第12行起的一期（3条），请把原件重新导入。"
    assert Entry.objects.count() == 6


def test_another_issue_of_the_file_that_a_later_file_has_taken_over_is_no_surprise():
    import_bulletin(upload(TWO))
    later = TWO[len(TEXT) :].replace("签约项目3个", "签约项目5个")
    import_bulletin(upload(later))
    read_otherwise(2, title="旧题")

    result = reparse([find_issue("2025-7")], apply=True)

    assert [each.outcome for each in result.readings] == ["updated"]


def test_an_entry_that_is_read_no_more_goes_only_when_asked(imported):
    make_entry(imported, order=4, title="县民政局走访老人", body="目前，走访老人30人。")
    read_otherwise(2, title="旧题")

    told, kept = reparse([imported]), reparse([imported], apply=True)

    assert [each.outcome for each in (*told.readings, *kept.readings)] == ["failed", "failed"]
    assert kept.readings[0].problem == "没有改动：会丢失第4条。确实要换的，请加 --replace。"
    assert "删去第4条：县民政局走访老人" in kept.readings[0].changes
    assert (Entry.objects.count(), Entry.objects.get(order=2).title) == (4, "旧题")

    assert reparse([imported], apply=True, replace=True).totals == "1 updated, 0 unchanged, 0 failed（已写入）"
    assert Entry.objects.count() == 3


def test_a_reading_that_loses_an_entry_is_not_taken(imported, monkeypatch):
    shorter = TEXT.replace("县商务局上门招商 目前，签约项目3个。（商务局）\n", "")
    monkeypatch.setattr("archive.reading.read_document", lambda content: Document(shorter, "", "docx"))

    result = reparse([imported], apply=True)

    assert [each.outcome for each in result.readings] == ["unchanged"]
    assert result.readings[0].problem == "原件现在读出来少了条目，用的是收录时存下的文字。"
    assert Upload.objects.get().text == TEXT


def test_a_key_that_another_issue_has_fails_for_this_issue_alone():
    import_bulletin(upload(TWO))
    import_bulletin(upload(TEXT.replace("第 7 期", "第 10 期").replace("12家", "30家")))
    for number, other in ((7, 99), (8, 7)):  # 8 has the number that 7 would get again
        Issue.objects.filter(number=number).update(number=other)
    Issue.objects.filter(number=10).update(editor="")

    told, applied = reparse(Issue.objects.all()), reparse(Issue.objects.all(), apply=True)

    for result in (told, applied):
        outcomes_by_address = {each.issue.address: each.outcome for each in result.readings}
        assert outcomes_by_address == {"2025/7": "failed", "2025/8": "updated", "2025/10": "updated"}
    assert "没有改动：2025年第7期已经收录，是另外的一期，不能有两期用同一个期号。" in {
        each.problem for each in applied.readings
    }
    assert dict(Issue.objects.values_list("address", "number")) == {"2025/7": 99, "2025/8": 8, "2025/10": 10}


@pytest.mark.parametrize("reference", ["2025-7", "2025/7", "/issues/2025/7/"])
def test_an_issue_is_named_by_its_address(imported, reference):
    assert find_issue(reference) == imported


def test_an_issue_that_is_not_there_is_answered_with_some_that_are(imported):
    for number in (20, 30, 31, 32, 33, 40):
        make_issue(number=number)

    with pytest.raises(UnknownIssueError) as unknown:
        find_issue("2025-35")

    assert str(unknown.value) == "没有 2025-35 这一期。相近的有：2025-33、2025-32、2025-31、2025-30、2025-40。"


def test_the_report_for_programs(imported):
    read_otherwise(2, title="旧题")

    report = reparse([imported]).as_document()

    counts = {"updated": 1, "unchanged": 0, "failed": 0, "applied": False}
    assert {**report, "issues": []} == {**counts, "issues": [], "looked_through": []}
    (issue,) = report["issues"]
    assert (issue["issue"], issue["url"], issue["outcome"]) == ("2025-7", "/issues/2025/7/", "updated")
    assert issue["changes"] == ["第2条标题：旧题 → 县商务局上门招商"]
    assert issue["diff"][0] == "--- 2025-7 现在"


def test_a_file_that_came_in_long_ago_is_looked_through_for_what_it_does_not_print():
    import_bulletin(new_upload(name="快报.html", content=f"<html><!-- 机密 --><pre>{TEXT}</pre></html>".encode()))
    Upload.objects.update(looked_through=False, notes=["网页里有1张图片，图片里的文字没有读。"])

    assert reparse(Issue.objects.all()).totals.endswith("（没有写入，写入请加 --apply）")
    before = Upload.objects.get()
    told = list(reparse(Issue.objects.all(), apply=True).lines(diff=False))

    assert told == [
        "快报.html：原件不提供下载：里面有注释。要提供的，请删去后另存一份再上传。",
        "原件里看不见的内容：第一次查过1个文件，其中1个有，不提供下载。",
    ]
    assert list(reparse(Issue.objects.all()).lines(diff=False)) == []
    assert not before.looked_through
    assert Upload.objects.get().looked_through
    assert Upload.objects.get().notes == ["原件不提供下载：里面有注释。要提供的，请删去后另存一份再上传。"]


def test_what_a_better_reader_finds_in_a_file_is_noted_however_often_it_was_looked_through():
    import_bulletin(new_upload(name="快报.html", content=f"<html><!-- 机密 --><pre>{TEXT}</pre></html>".encode()))
    Upload.objects.update(notes=[])

    reparse(Issue.objects.all(), apply=True)

    assert Upload.objects.get().notes == ["原件不提供下载：里面有注释。要提供的，请删去后另存一份再上传。"]


def test_a_typed_scan_that_came_in_long_ago_is_looked_through_and_its_text_stays():
    scan, _ = store_upload(new_upload(name="扫描.pdf", content=SCAN))
    type_text(scan, TEXT)
    import_bulletin(scan)
    Upload.objects.update(looked_through=False)

    result = reparse(Issue.objects.all(), apply=True)

    found = Upload.objects.get()
    assert (found.looked_through, found.kind, found.text, found.notes) == (True, TYPED, TEXT, [TYPED_NOTE])
    assert list(result.lines(diff=False)) == ["原件里看不见的内容：第一次查过1个文件，其中0个有，不提供下载。"]

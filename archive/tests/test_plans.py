"""What would be done with an issue: which one is meant, what a person has set, what to look at."""

import datetime

import pytest
from django.db import connection

from archive.bulletin.parsed import ParsedEntry, ParsedIssue
from archive.models import Issue
from archive.plans import IssueDetails, IssuePlan
from archive.tests.conftest import make_bulletin, make_entry, make_issue

pytestmark = pytest.mark.django_db

ENTRY = ParsedEntry(order=1, section=None, title="县工信局培育中小企业", body="建立梯度培育体系。")
OTHER = ParsedEntry(order=1, section=None, title="县民政局走访老人", body="目前，走访老人30人。")


def parsed(number=44, date=datetime.date(2025, 9, 19), entries=(ENTRY,), **fields):
    return ParsedIssue(name="柳河政务快报", year=2025, number=number, date=date, entries=entries, line=1, **fields)


def here(**fields):
    issue = make_issue(**fields)
    make_entry(issue, title=ENTRY.title, body=ENTRY.body)
    return issue


def test_an_issue_is_meant_by_bulletin_year_and_number():
    here(number=43), here(number=44, bulletin=make_bulletin(name="双桥政务快报"), address="2025/44-2")
    issue = here(number=44)

    assert IssuePlan(parsed(entries=(OTHER,))).issue == issue


def test_an_issue_whose_number_a_person_has_set_is_known_by_what_its_file_says():
    issue = here(number=45, corrected={"number": 44})

    plan = IssuePlan(parsed(44))

    assert plan.issue == issue
    assert (plan.outcome, plan.kept) == ("unchanged", ["期号由人改过，保留45（文件里是44）"])
    assert plan.parsed.number == 45


def test_an_issue_with_a_number_that_a_person_has_set_is_not_taken_for_another_with_the_number_in_its_file():
    here(number=45, corrected={"number": 44})
    meant = make_issue(number=44)
    make_entry(meant, title=OTHER.title, body=OTHER.body)

    assert IssuePlan(parsed(44, entries=(OTHER,))).issue == meant


def test_a_fragment_to_which_a_person_gave_a_number_is_known_again():
    said = {"bulletin": None, "year": None, "number": None}
    issue = here(number=44, corrected=said)

    plan = IssuePlan(ParsedIssue(entries=(ENTRY,), line=1))

    assert (plan.issue, plan.kept) == (issue, [])
    assert (plan.parsed.name, plan.parsed.number) == ("柳河政务快报", 44)


def test_an_issue_is_known_by_its_file_and_place_even_when_all_titles_were_corrected():
    issue = make_issue(number=45, corrected={"number": None}, start=0, end=20)
    make_entry(issue, title="人写的标题", body="人写的正文。", corrected={"title": ENTRY.title, "body": ENTRY.body})
    fragment = ParsedIssue(entries=(ENTRY,), line=1, start=0, end=20)

    assert IssuePlan(fragment, upload=issue.upload).issue == issue


def test_what_a_person_fills_in_is_remembered_with_what_the_file_says():
    details = IssueDetails(bulletin="柳河政务快报", year=2025, number=45, date=datetime.date(2025, 9, 26))

    plan = IssuePlan(parsed(44), details=details)

    assert (plan.parsed.number, plan.parsed.date) == (45, datetime.date(2025, 9, 26))
    assert plan.corrected == {"number": 44, "date": "2025-09-19"}


def test_fields_left_as_the_file_has_them_are_not_a_persons():
    issue = parsed(44)
    details = IssueDetails(bulletin=issue.name, year=issue.year, number=issue.number, date=issue.date)

    assert IssuePlan(issue, details=details).corrected == {}


def test_an_issue_that_was_withdrawn_is_left_alone_but_when_it_is_named():
    issue = here(status=Issue.Status.WITHDRAWN)
    changed = parsed(entries=(ENTRY, OTHER))

    plan, named = IssuePlan(changed), IssuePlan(changed, issue=issue)

    assert (plan.outcome, plan.changes, plan.warnings[0].code) == ("unchanged", [], "withdrawn")
    assert (named.outcome, "已经撤下，重新公开" in named.changes) == ("updated", False)


def test_a_number_that_another_issue_has_is_told_before_anything_is_written():
    issue = here(number=45)
    here(number=44, address="2025/44")

    plan = IssuePlan(parsed(44), issue=issue)

    assert plan.key_taken == "2025年第44期已经收录，是另外的一期，不能有两期用同一个期号。"
    assert [(warning.code, warning.message) for warning in plan.warnings[:1]] == [("key_taken", plan.key_taken)]


def test_many_entries_of_another_issue_are_told_at_once():
    titles = ["县工信局走访企业", "县商务局招商", "县民政局走访老人", "县水利局清淤"]
    others = {40: titles[:3], 41: titles[3:]}
    for number, of_issue in others.items():
        issue = make_issue(number=number)
        for title in of_issue:
            make_entry(issue, title=title, body=f"{title}。")
    entries = tuple(
        ParsedEntry(order=place, section=None, title=title, body="别的话。", line=place + 4)
        for place, title in enumerate(titles, start=1)
    )

    warnings = [each for each in IssuePlan(parsed(44, entries=entries)).warnings if each.code == "duplicate_entry"]

    assert [(each.line, each.message) for each in warnings] == [
        (5, "3条（第1、2、3条）与已收录的2025年第40期的条目标题相同。"),
        (8, "第4条与已收录的2025年第41期第1条标题相同。"),
    ]


def test_of_very_many_issues_with_the_same_title_the_first_are_named_and_the_others_counted():
    for number in range(1, 14):
        make_entry(make_issue(number=number), title="县工信局走访企业", body="走访。")
    entries = (ParsedEntry(order=1, section=None, title="县工信局走访企业", body="别的话。", line=5),)

    told = [each for each in IssuePlan(parsed(44, entries=entries)).warnings if each.code == "duplicate_entry"]

    assert len(told) == 11
    assert told[9].message == "第1条与已收录的2025年第10期第1条标题相同。"
    assert told[10].message == "还有3期已收录的快报里有标题相同的条目。"


def test_issues_in_which_a_person_has_set_something_are_found_by_their_index():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        corrected = Issue.objects.corrected().filter(corrected__has_any_keys=["number"])

        assert "issue_corrected" in corrected.explain()


# The distribution of the issue before


def distribution(number, date, text, line=9):
    return IssuePlan(parsed(number, date, distribution=text, distribution_line=line))


def told(plan, others=()):
    return [(warning.line, warning.code, warning.message) for warning in plan.distribution_warnings(others)]


SEPTEMBER = [datetime.date(2025, 9, day) for day in (5, 12, 19, 26)]


def test_a_distribution_is_compared_with_that_of_the_nearest_issue_before():
    make_issue(number=42, date=SEPTEMBER[0], distribution="县委、县人大办。")
    make_issue(number=43, date=SEPTEMBER[1], distribution="县委、县人大正副主任。")
    make_issue(number=45, date=SEPTEMBER[3], distribution="县委、县政协。")

    assert told(distribution(44, SEPTEMBER[2], "县委、县人大大正副主任。")) == [
        (9, "distribution_differs", "本期发与第43期不同：“县人大大正副主任”，上期“县人大正副主任”。")
    ]


def test_the_same_distribution_is_no_warning_whatever_its_blanks():
    make_issue(number=43, date=SEPTEMBER[1], distribution="县委、县人大正副主任。")

    assert told(distribution(44, SEPTEMBER[2], "县委、 县人大正副主任")) == []


def test_other_bulletins_withdrawn_issues_and_the_issue_itself_are_not_compared():
    other = make_bulletin(name="双桥政务快报")
    make_issue(number=43, date=SEPTEMBER[1], distribution="别的。", bulletin=other, address="2025/43-2")
    make_issue(number=42, date=SEPTEMBER[1], distribution="撤下的。", status=Issue.Status.WITHDRAWN)
    make_issue(number=44, date=SEPTEMBER[2], distribution="旧的。")

    assert told(distribution(44, SEPTEMBER[2], "新的。")) == []


def test_the_issue_before_may_be_in_the_same_file_in_any_order():
    make_issue(number=42, date=SEPTEMBER[0], distribution="县委。")
    later, before = distribution(44, SEPTEMBER[2], "县委、政协。"), distribution(43, SEPTEMBER[1], "县委、人大。")

    assert told(later, [later, before]) == [(9, "distribution_differs", "本期发与第43期不同：“政协”，上期“人大”。")]
    assert told(before, [later, before]) == [(9, "distribution_differs", "本期发与第42期不同：多出“人大”。")]


def test_an_issue_without_a_date_is_compared_by_number():
    make_issue(number=43, date=None, distribution="县委。")

    assert told(distribution(44, None, "县委、人大。", line=0)) == [
        (1, "distribution_differs", "本期发与第43期不同：多出“人大”。")
    ]

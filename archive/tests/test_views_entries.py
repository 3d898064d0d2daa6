"""The page of an entry."""

import re
from datetime import date
from urllib.parse import quote

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse

from archive.error_reports import keep_report
from archive.models import Entry, ErrorReport, FormerAddress, Issue
from archive.search import finding
from archive.tests.conftest import make_entry, make_issue, make_pending_issue, make_unit, text_of

pytestmark = pytest.mark.django_db


def test_an_entry_can_be_cited(client, archive):
    page = text_of(client.get("/issues/2025/44/2/"))

    assert "《柳河政务快报》2025年第44期第2条（马庄乡、驿站办）" in page
    assert '<a href="/issues/2025/44/1/" rel="prev">县工信局培育中小企业</a>' in page
    assert "无，已是末条" in page


def test_an_entry_links_units_of_the_register_and_prints_other_names_plain(client, archive):
    page = text_of(client.get("/issues/2025/44/2/"))

    assert f'href="{reverse("archive:unit", args=["马庄乡"])}"' in page
    assert f'href="{reverse("archive:unit", args=["驿站办"])}"' not in page
    assert "驿站办" in page


def test_an_entry_opened_from_a_search_is_marked_and_leads_back(client, archive):
    query = "q=" + quote("清洁家园") + "&year=2025"

    page = text_of(client.get("/issues/2025/44/2/?" + query))

    assert "“<mark>清洁家园</mark>”" in page and '<mark id="m1">清洁家园</mark>' in page  # title and body
    assert '正文有1处<a href="#m1">去看</a>' in page
    assert f'<a href="/search/?{query.replace("&", "&amp;")}">返回“清洁家园”的检索结果</a>' in page


def test_the_search_box_keeps_the_question_that_the_entry_was_opened_with(client, archive):
    opened, alone = (text_of(client.get("/issues/2025/44/2/", query)) for query in ({"q": '清洁"<b>\x00'}, {}))

    assert 'name="q" value="清洁&quot;&lt;b&gt;"' in opened
    assert 'name="q" value=""' in alone


def test_an_entry_leads_to_those_like_it(client):
    texts = ["深耕清洁家园行动，清运垃圾。", "推进清洁家园行动，清运垃圾。", "税务局走访纳税企业。"]
    for number, text in enumerate(texts, start=1):
        make_entry(make_issue(number=number), title=text[:6], body=text)
    make_entry(make_pending_issue(number=9), title="机密清洁家园", body="清洁家园行动，清运垃圾。")

    page = text_of(client.get("/issues/2025/1/1/"))

    assert "相近的条目" in page
    assert '<li><a href="/issues/2025/2/1/">推进清洁家园</a>' in page
    assert "同一事项" not in page
    assert "税务局走访" not in page and "机密" not in page
    assert "相近的条目" not in text_of(client.get("/issues/2025/3/1/"))


def test_matches_of_an_entry_lead_to_each_other(client):
    make_entry(make_issue(), title="清洁家园", body="建设清洁家园。清洁家园好。\n再看清洁家园。")

    page = text_of(client.get("/issues/2025/44/1/?q=" + quote("清洁家园")))

    assert '正文有3处<a href="#m1">逐处看</a>' in page
    assert [page.count(f'<mark id="m{number}">清洁家园</mark>') for number in (0, 1, 2, 3, 4)] == [0, 1, 1, 1, 0]
    assert '<span><a href="#m1">上一处</a></span><span>第2处，共3处</span><span><a href="#m3">下一处</a></span>' in page
    assert "<span>上一处</span><span>第1处，共3处</span>" in page


def test_an_entry_with_a_great_many_matches_marks_them_without_links_between_them(client):
    make_entry(make_issue(), title="清洁", body="清洁，" * 501)

    page = text_of(client.get("/issues/2025/44/1/?q=" + quote("清洁")))

    assert page.count("<mark id=") == 501 and 'class="hop' not in page


def test_a_field_marks_its_own_place_on_the_page_of_the_entry(client, archive):
    page = text_of(client.get("/issues/2025/44/2/?q=" + quote("标题:清洁家园")))

    assert page.count("<mark>清洁家园</mark>") == 1 and 'id="m1"' not in page


# Figures


FIGURES = "截至目前，清运垃圾860余吨，节约开支约110万元。"


def test_the_figures_of_an_entry_are_a_table_whose_rows_lead_to_their_sentence(client):
    make_entry(title="石渡镇清运垃圾", body=f"先路后渠。{FIGURES}\n下一步再抓。", units=["石渡镇"])

    page = text_of(client.get("/issues/2025/44/1/"))

    assert '<span id="t1">先路后渠。</span><span id="t2">截至目前' in page
    assert '<th scope="rowgroup" rowspan="2">石渡镇</th><td><a class="plain" href="#t2">清运垃圾</a></td>' in page
    assert '<td class="n big">860</td><td class="q">余吨</td>' in page
    assert '<td class="n big"><span class="about">约</span>110</td><td class="q">万元</td>' in page
    assert "2个，取自正文" in page and "其余" not in page


def test_a_figure_inside_a_printed_table_leads_to_the_table(client):
    make_entry(body="情况如下。\n| 目前，清运垃圾860吨。 | 12 |\n再抓。")

    page = text_of(client.get("/issues/2025/44/1/"))

    assert '<div id="p2">' in page and 'href="#p2">清运垃圾</a>' in page


def test_of_a_joint_entry_the_figures_stand_under_the_unit_and_lead_to_its_part(client, archive):
    page = text_of(client.get("/issues/2025/44/2/"))

    assert '<th scope="rowgroup" rowspan="1"><a class="plain" href="#s1">马庄乡</a></th>' in page
    assert '<p id="s1" data-part="1"><strong>马庄乡</strong><span id="t1">清理垃圾20余吨。</span>' in page


def test_a_text_without_figures_says_so(client):
    make_entry(body="召开会议。")

    page = text_of(client.get("/issues/2025/44/1/"))

    assert "本条正文没有写数字。" in page and "figures.csv" not in page


def test_many_figures_are_folded_but_all_there(client):
    make_entry(body="。".join(f"目前，清运垃圾{number}车" for number in range(1, 31)) + "。")

    page = text_of(client.get("/issues/2025/44/1/"))

    assert "30个，取自正文" in page and "<summary>其余12个数字</summary>" in page
    assert page.count('<td class="n big">') == 30


def test_the_figures_can_be_downloaded_without_script(client):
    make_entry(title="石渡镇清运垃圾", body=FIGURES, units=["石渡镇"])

    response = client.get("/issues/2025/44/1/figures.csv")

    assert 'href="/issues/2025/44/1/figures.csv"' in text_of(client.get("/issues/2025/44/1/"))
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    name = quote("2025年第44期第1条成效数字.csv")
    assert response["Content-Disposition"] == f"attachment; filename*=utf-8''{name}"
    assert response.content.startswith("\ufeff单位,事项".encode()) and "860,余吨".encode() in response.content


# The same matter


def test_the_same_matter_in_other_issues_is_a_timeline_whose_count_opens(client):
    for number, amount in ((3, 860), (6, 540)):
        issue = make_issue(number=number, date=date(2025, number, 1))
        make_entry(issue, title="石渡镇“清洁家园”<b>", body=f"截至目前，清运垃圾{amount}吨。", units=["石渡镇"])
    make_entry(make_pending_issue(number=9), title="机密“清洁家园”", body="清洁家园。")

    page = text_of(client.get("/issues/2025/6/1/"))

    question = quote("“清洁家园”")
    assert "同一事项：清洁家园" in page
    assert f'2025年以来<a href="/search/?q={question}&amp;sort=newest">2条</a>，新的在前' in page
    assert text_of(client.get(f"/search/?q={question}&sort=newest")).count('class="hit-no') == 2
    assert '<a href="/issues/2025/3/1/">第3期第1条' in page and '<span class="here">本条</span>' in page
    assert "● 低于3月1日" in page
    assert f"{reverse('archive:compare')}?q={quote('清洁家园')}" in page
    assert "<b></span>" not in page and "机密" not in page


# Neighbours


def test_an_entry_leads_to_those_beside_it_in_its_issue_and_of_its_units(client):
    town, other = make_unit(name="石渡镇"), make_unit(name="大堰镇")
    for number, unit in ((1, town), (2, other), (3, town), (5, town), (6, other)):
        make_entry(make_issue(number=number, date=date(2025, number, 1)), title=f"第{number}件", units=[unit])
    make_entry(make_issue(number=4, date=date(2025, 4, 1)), title="联合", units=[town, other])
    make_entry(make_pending_issue(number=7, date=date(2025, 7, 1)), title="机密", units=[town])

    assert beside(client, "/issues/2025/4/1/") == [
        ("本期上一条", "无，已是首条"),
        ("本期下一条", "无，已是末条"),
        ("石渡镇上一条", "第3件"),
        ("石渡镇下一条", "第5件"),
        ("大堰镇上一条", "第2件"),
        ("大堰镇下一条", "第6件"),
    ]
    assert beside(client, "/issues/2025/1/1/")[2:] == [("石渡镇下一条", "第3件")]
    assert beside(client, "/issues/2025/5/1/")[2:] == [("石渡镇上一条", "联合")]
    of_other = beside(client, "/issues/2025/4/1/?unit=" + quote(other.slug))
    assert of_other[2:] == [("大堰镇上一条", "第2件"), ("大堰镇下一条", "第6件")]


def beside(client, address):
    """(whose, title) of the neighbours that a page names."""
    page = text_of(client.get(address)).split('id="h-near"')[1].split("</section>")[0]
    rows = re.findall(r'<li><span class="quiet">(.*?)</span><(?:a|span)[^>]*>(.*?)</', page)
    assert len(rows) == page.count("<li>")
    return rows


@pytest.mark.parametrize("fields", [{}, {"year": None, "number": None, "date": None}])
def test_entries_of_one_issue_follow_each_other_as_printed_dated_or_not(client, fields):
    town = make_unit(name="石渡镇")
    issue = make_issue(**fields)
    for title in ("甲", "乙", "丙"):
        make_entry(issue, title=title, units=[town])

    assert beside(client, issue.get_absolute_url() + "2/") == [
        ("本期上一条", "甲"),
        ("本期下一条", "丙"),
        ("石渡镇上一条", "甲"),
        ("石渡镇下一条", "丙"),
    ]


# Citing and copying


def test_an_entry_is_cited_with_its_whole_address_and_the_buttons_wait_for_their_script(client, archive):
    page = text_of(client.get("/issues/2025/44/2/"))

    assert '<dd class="addr" id="address">http://testserver/issues/2025/44/2/</dd>' in page.replace("<wbr>", "")
    buttons = re.findall('data-copy="[^"]*" data-said="[^"]*"(.*?)>', page)
    assert [button.endswith(" hidden") for button in buttons] == [True] * 5  # table, citation, text, two parts


# Reports


REPORT = "/issues/2025/44/1/report/"


def test_a_reader_reports_what_is_wrong_without_a_name(client):
    entry = make_entry(title="石渡镇<b>")
    page = text_of(client.get(REPORT))

    response = client.post(REPORT, {"text": " 38公里应为83公里 "}, follow=True)

    report = ErrorReport.objects.get()
    assert (report.entry, report.text, report.settled) == (entry, "38公里应为83公里", False)
    assert response.redirect_chain == [("/issues/2025/44/1/", 302)]
    assert "<b>收到了</b>" in text_of(response)
    assert "noindex" in page and "石渡镇&lt;b&gt;" in page and "csrfmiddlewaretoken" in page
    assert f'<a href="{REPORT}" rel="nofollow">报告本条的错误</a>' in text_of(client.get("/issues/2025/44/1/"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "还没有写错在哪里。"),
        ("  \n", "还没有写错在哪里。"),
        ("错" * 1001, "最多1000字，现在有1001字"),
        ("\x00", "没有保存"),
    ],
)
def test_a_report_that_says_nothing_or_too_much_is_refused_in_words(client, text, said):
    make_entry()

    page = text_of(client.post(REPORT, {"text": text}))

    assert said in page and 'role="alert"' in page
    assert not ErrorReport.objects.exists()


def test_a_report_as_long_as_may_be_is_kept(client):
    make_entry()

    client.post(REPORT, {"text": "错" * 1000})

    assert ErrorReport.objects.count() == 1


def test_the_end_of_a_line_counts_as_one_character_as_in_the_browser(client):
    make_entry()

    client.post(REPORT, {"text": "错\r\n" * 499 + "错\x00\x00\x00"})

    assert ErrorReport.objects.get().text == "错\n" * 499 + "错"


def test_a_report_sent_twice_is_one_until_it_is_settled(client):
    entry = make_entry()

    for _ in range(2):
        assert client.post(REPORT, {"text": "错了。"}).status_code == 302
    assert entry.error_reports.count() == 1
    ErrorReport.objects.bulk_create(ErrorReport(entry=entry, text=f"错{n}。") for n in range(19))
    assert client.post(REPORT, {"text": "错了。"}).status_code == 302  # it waits already, though there is no more room
    ErrorReport.objects.update(settled=True)
    client.post(REPORT, {"text": "错了。"})
    assert entry.error_reports.filter(settled=False).count() == 1


@pytest.mark.parametrize("is_deleted", [False, True])
def test_of_an_entry_taken_away_while_a_report_is_sent_nothing_is_kept(is_deleted):
    entry = make_entry()
    if is_deleted:
        Entry.objects.filter(pk=entry.pk).delete()
    else:
        Issue.objects.update(status=Issue.Status.WITHDRAWN)

    with pytest.raises(Http404, match="报告没有保存"):
        keep_report(entry, "错了。")
    assert not ErrorReport.objects.exists()


def test_of_one_entry_only_so_many_reports_wait(client):
    issue = make_issue()
    entry, other = make_entry(issue), make_entry(issue)
    ErrorReport.objects.bulk_create(ErrorReport(entry=entry, text="错了。") for _ in range(20))

    refused = text_of(client.post(REPORT, {"text": "这里也错了。"}))

    assert "本条已有20份报告等候处理" in refused and "本条已有20份报告等候处理" in text_of(client.get(REPORT))
    assert entry.error_reports.count() == 20
    client.post(other.get_absolute_url() + "report/", {"text": "错了。"})
    assert other.error_reports.count() == 1
    ErrorReport.objects.update(settled=True)
    client.post(REPORT, {"text": "这里也错了。"})
    assert entry.error_reports.filter(settled=False).count() == 1


def test_a_report_sent_to_an_address_that_has_moved_says_that_it_was_not_kept(client):
    issue, hidden = make_issue(), make_pending_issue()
    entry, pending = make_entry(issue), hidden.entries.get()
    FormerAddress.objects.create(issue=issue, address=7, entry=entry)
    FormerAddress.objects.create(issue=issue, address=8, entry=pending)

    to_entry, to_nothing, read = (
        client.post("/issues/2025/44/7/report/", {"text": "错了。"}, follow=True),
        client.post("/issues/2025/44/8/report/", {"text": "错了。"}, follow=True),
        client.get("/issues/2025/44/7/report/", follow=True),
    )

    assert to_entry.redirect_chain == [("/issues/2025/44/1/", 302)] == read.redirect_chain
    assert to_nothing.status_code == 404 and "机密" not in text_of(to_nothing)
    assert [text_of(each).count("没有保存。") for each in (to_entry, to_nothing, read)] == [1, 1, 0]
    assert not ErrorReport.objects.exists()


def test_a_report_needs_the_token_of_its_page():
    make_entry()

    assert Client(enforce_csrf_checks=True).post(REPORT, {"text": "错了。"}).status_code == 403
    assert not ErrorReport.objects.exists()


@pytest.mark.parametrize("name", ["", "figures.csv", "report/"])
def test_what_is_pending_or_not_there_has_no_page_of_any_kind(client, archive, name):
    pending = Entry.objects.get(title="机密的标题").get_absolute_url()

    for address in (pending, "/issues/2025/44/99/", "/issues/1/1/1/"):
        response = client.get(address + name)

        assert response.status_code == 404 and "机密" not in text_of(response)
    assert client.post(pending + "report/", {"text": "错了。"}).status_code == 404
    assert not ErrorReport.objects.exists()


# How much is asked of the database


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("title", "query", "number"),
    [
        ("我县开展“清洁家园”行动", "", 8),  # with a timeline
        ("我县开展“独此一条”行动", "", 10),  # of a matter that no other has: then those like it are looked for
        ("我县开展行动", "", 10),
        ("我县开展行动", "q=清洁家园", 9),
        ("我县开展行动", "q=清洁 家园&n=1", 11),
        ("我县开展“清洁家园”行动", "n=1", 11),
        ("我县开展“清洁家园”行动", "year=2025&n=1", 12),
        ("我县开展“清洁家园”行动", "year=2025&n=99", 11),  # as a list that has changed
        ("我县开展“独此一条”行动", "year=2025&n=1", 12),
        ("我县开展“独此一条”行动", "q=独此一条&n=1", 11),
        ("我县开展“独此一条”行动", "q=独此 一条&n=1", 11),
        ("我县开展“清洁家园”行动", "q=清洁|垃圾&n=1", 11),
    ],
)
def test_a_page_asks_as_much_for_many_as_for_one(client, django_assert_num_queries, rows, title, query, number):
    town = make_unit(name="石渡镇")
    body = "清洁家园。截至目前，清运垃圾860余吨。"
    parts = [("石渡镇", body), ("大堰镇", body)]
    for month in range(1, rows + 2):
        issue = make_issue(number=month, date=date(2025, month, 1))
        for _ in range(rows):
            make_entry(issue, title="我县“清洁家园”", units=[town, "大堰镇"], segments=parts)
    entry = make_entry(issue, title=title, units=[town, "大堰镇"], segments=parts)
    make_pending_issue(number=60)

    client.get(entry.get_absolute_url())  # what a process remembers from then on is not asked for again
    with django_assert_num_queries(number):
        page = text_of(client.get(f"{entry.get_absolute_url()}?{query}"))

    assert "机密" not in page


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("q=清洁家园&n=2", 13),
        ("q=清洁家园&n=2&sort=newest", 12),
        ("q=清洁家园&n=2&year=2025", 14),
        ("q=清洁家园 垃圾&n=2", 15),
        ("q=清洁家园 垃圾&n=2&sort=oldest", 14),
    ],
)
def test_beside_a_list_of_very_many_results_it_asks_little_more(
    client, django_assert_num_queries, monkeypatch, query, number
):
    """Up to three of them are asked only here: the words of the office and the size of the index are remembered until
    something changes, and those that compete with each other are more than lie about the second place."""
    monkeypatch.setattr(finding, "EXACT_LIMIT", 2)
    town = make_unit(name="石渡镇")
    for month in range(1, 7):
        issue = make_issue(number=month, date=date(2025, month, 1))
        entry = make_entry(issue, title="我县“清洁家园”", body="清洁家园。目前，清运垃圾860吨。", units=[town])
    make_pending_issue(number=60)

    with django_assert_num_queries(number):
        page = text_of(client.get(f"{entry.get_absolute_url()}?{query}"))

    assert "机密" not in page

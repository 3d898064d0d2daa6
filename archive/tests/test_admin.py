import gettext
import json
import re

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from archive.models import (
    Entry,
    EntrySearch,
    ErrorReport,
    SearchLog,
    Section,
    Suggestion,
    SynonymGroup,
    Topic,
    Unit,
    UnitAlias,
    Word,
)
from archive.search.suggest.completion import SURE
from archive.search.vocabulary import rebuild
from archive.tests.conftest import COUNTY, make_bulletin, make_entry, make_issue, make_unit, make_upload, text_of

pytestmark = pytest.mark.django_db

ADD_UNIT = "admin:archive_unit_add"
CHANGE_UNIT = "admin:archive_unit_change"


def unit_data(aliases=(), **fields):
    """What the form of a unit sends; an alias is (pk or "", name)."""
    data = {"county": COUNTY, "name": "石渡镇", "full_name": "", "kind": "township", "rank": "1"} | fields
    kept = sum(1 for pk, _ in aliases if pk)
    data |= {"aliases-TOTAL_FORMS": len(aliases), "aliases-INITIAL_FORMS": kept}
    for place, (pk, name) in enumerate(aliases):
        data |= {f"aliases-{place}-id": pk, f"aliases-{place}-name": name, f"aliases-{place}-unit": ""}
    return data


def names_of(unit):
    return set(unit.aliases.values_list("name", flat=True))


def test_a_new_unit_has_an_address_and_its_own_name_among_its_names(admin_client):
    admin_client.post(reverse(ADD_UNIT), unit_data([("", "石渡乡")], full_name="石渡镇人民政府"))

    unit = Unit.objects.get()
    assert unit.slug == "石渡镇"
    assert names_of(unit) == {"石渡镇", "石渡镇人民政府", "石渡乡"}
    assert set(unit.aliases.values_list("county", flat=True)) == {COUNTY}


def test_registering_a_unit_resolves_names_that_were_printed_before(admin_client):
    entry = make_entry(make_issue(bulletin=make_bulletin()), units=["石渡乡"])

    admin_client.post(reverse(ADD_UNIT), unit_data([("", "石渡乡")]))

    unit = Unit.objects.get()
    assert entry.attributions.get().unit == unit
    assert EntrySearch.objects.get().unit_ids == [unit.pk]


def test_a_name_of_another_unit_is_refused_in_words(admin_client):
    make_unit(name="大堰镇")

    response = admin_client.post(reverse(ADD_UNIT), unit_data([("", "大堰镇")]))

    assert "“大堰镇”已经是大堰镇的名称。" in response.content.decode()
    assert Unit.objects.count() == 1


def test_a_unit_cannot_take_the_alias_of_another_as_its_name(admin_client):
    other = make_unit(name="大堰镇")
    UnitAlias.objects.create(unit=other, county=COUNTY, name="石渡镇")

    response = admin_client.post(reverse(ADD_UNIT), unit_data())

    assert "“石渡镇”已经是大堰镇的名称。" in response.content.decode()


def test_an_alias_written_twice_is_refused(admin_client):
    response = admin_client.post(reverse(ADD_UNIT), unit_data([("", "石渡乡"), ("", "石渡乡")]))

    assert response.status_code == 200
    assert Unit.objects.count() == 0


def test_the_same_name_in_another_county_is_another_unit(admin_client):
    make_unit()

    admin_client.post(reverse(ADD_UNIT), unit_data(county="澄川县", name="工信局", kind="department"))

    assert set(Unit.objects.values_list("slug", flat=True)) == {"工信局", "澄川县工信局"}


def test_renaming_keeps_the_address_and_the_old_name(admin_client):
    unit = make_unit(name="石渡乡", kind="township")
    alias = unit.aliases.get()

    admin_client.post(reverse(CHANGE_UNIT, args=[unit.pk]), unit_data([(alias.pk, "石渡乡")]))

    unit.refresh_from_db()
    assert (unit.name, unit.slug) == ("石渡镇", "石渡乡")
    assert names_of(unit) == {"石渡镇", "石渡乡"}


def test_a_unit_does_not_move_to_another_county(admin_client):
    unit = make_unit(name="石渡镇", kind="township")

    data = unit_data([(unit.aliases.get().pk, "石渡镇")], county="澄川县")
    admin_client.post(reverse(CHANGE_UNIT, args=[unit.pk]), data)

    unit.refresh_from_db()
    assert unit.county == COUNTY


def test_a_change_of_kind_reaches_the_search(admin_client):
    unit = make_unit(name="石渡镇", kind="township")
    make_entry(make_issue(), units=[unit])

    data = unit_data([(unit.aliases.get().pk, "石渡镇")], kind="subdistrict")
    admin_client.post(reverse(CHANGE_UNIT, args=[unit.pk]), data)

    assert EntrySearch.objects.get().unit_kinds == ["subdistrict"]


def test_deleting_a_unit_keeps_the_entry_and_the_name_as_printed(admin_client):
    unit = make_unit()
    entry = make_entry(make_issue(), units=[unit])

    admin_client.post(reverse("admin:archive_unit_delete", args=[unit.pk]), {"post": "yes"})

    attribution = Entry.objects.get(pk=entry.pk).attributions.get()
    assert (attribution.name, attribution.unit) == ("工信局", None)
    assert EntrySearch.objects.get().unit_ids == []


def test_an_issue_can_be_taken_off_the_public_pages_and_put_back(admin_client, client):
    issue = make_issue()
    make_entry(issue)
    address = reverse("admin:archive_issue_change", args=[issue.pk])

    admin_client.post(address, {"status": "withdrawn"})
    assert client.get(issue.get_absolute_url()).status_code == 404
    assert EntrySearch.objects.count() == 0

    admin_client.post(address, {"status": "published"})
    assert client.get(issue.get_absolute_url()).status_code == 200
    assert EntrySearch.objects.count() == 1


def issue_data(issue, **fields):
    """What the form of an issue sends."""
    names = ["status", "year", "number", "date", "office", "distribution", "editor", "reviewer", "signer"]
    sent = {name: getattr(issue, name) or "" for name in names} | {"bulletin": issue.bulletin_id}
    return sent | fields


def test_fields_of_an_issue_are_set_right_and_remembered_as_a_persons(admin_client):
    issue = make_issue()
    make_entry(issue)
    address = reverse("admin:archive_issue_change", args=[issue.pk])

    admin_client.post(address, issue_data(issue, number="45", date="2025-09-26", signer="陆平"))

    issue.refresh_from_db()
    assert (issue.number, issue.signer, issue.address, issue.status) == (45, "陆平", "2025/44", "published")
    assert issue.corrected == {"number": 44, "date": "2025-09-19", "signer": ""}
    assert str(EntrySearch.objects.get().day) == "2025-09-26"
    assert (
        "期号（文件里是44）；日期（文件里是2025-09-19）；签发（文件里是空）"
        in admin_client.get(address).content.decode()
    )


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"number": "43"}, "这一期已经收录。"),
        ({"date": "2024-09-19"}, "日期在2024年，与年份2025不一致。"),
        ({"year": "", "date": ""}, "有期号就要有年份"),
    ],
)
def test_what_cannot_be_of_an_issue_is_refused_in_words(admin_client, fields, message):
    make_issue(number=43)
    issue = make_issue()

    response = admin_client.post(reverse("admin:archive_issue_change", args=[issue.pk]), issue_data(issue, **fields))

    assert message in response.content.decode()
    issue.refresh_from_db()
    assert (issue.year, issue.number, issue.corrected) == (2025, 44, {})


def test_an_entry_leads_to_where_it_is_set_right(admin_client):
    entry = make_entry(make_issue())

    page = admin_client.get(reverse("admin:archive_entry_change", args=[entry.pk])).content.decode()

    assert f'href="/desk/entries/{entry.pk}/"' in page


@pytest.mark.parametrize("model", ["bulletin", "issue", "entry", "section", "topic", "unit", "upload"])
def test_every_list_and_form_opens(admin_client, model):
    unit, upload = make_unit(), make_upload(name="终稿.txt")
    entry = make_entry(make_issue(upload=upload), units=[unit], section="经济发展")
    rows = {
        "bulletin": entry.issue.bulletin,
        "issue": entry.issue,
        "entry": entry,
        "section": entry.section,
        "topic": Topic.objects.create(name="农业农村"),
        "unit": unit,
        "upload": upload,
    }

    assert admin_client.get(reverse(f"admin:archive_{model}_changelist")).status_code == 200
    assert admin_client.get(reverse(f"admin:archive_{model}_change", args=[rows[model].pk])).status_code == 200


@pytest.mark.parametrize("model", ["entry", "upload"])
def test_what_is_printed_is_not_changed_here(admin_client, model):
    upload = make_upload()
    entry = make_entry(make_issue(upload=upload), section="经济发展")
    row = {"entry": entry, "upload": upload}[model]

    assert admin_client.get(reverse(f"admin:archive_{model}_add")).status_code == 403
    assert admin_client.post(reverse(f"admin:archive_{model}_change", args=[row.pk]), {"name": "x"}).status_code == 403
    assert (
        admin_client.post(reverse(f"admin:archive_{model}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403
    )


def test_lists_of_uploads_do_not_load_the_files(admin_client, django_assert_num_queries):
    make_upload()

    with django_assert_num_queries(8) as captured:
        admin_client.get(reverse("admin:archive_upload_changelist"))

    sent = "".join(query["sql"] for query in captured.captured_queries)
    assert '"archive_upload"."content"' not in sent
    assert '"archive_upload"."text",' not in sent  # it is asked only whether there is any


def test_two_names_of_a_unit_can_change_places(admin_client):
    unit = make_unit(name="石渡镇", kind="township")
    own = unit.aliases.get()
    first, second = (UnitAlias.objects.create(unit=unit, county=COUNTY, name=name) for name in ("石渡乡", "石渡公社"))
    swapped = [(own.pk, "石渡镇"), (first.pk, "石渡公社"), (second.pk, "石渡乡")]
    data = unit_data(swapped) | {f"aliases-{place}-unit": unit.pk for place in range(3)}

    response = admin_client.post(reverse(CHANGE_UNIT, args=[unit.pk]), data)

    assert response.status_code == 302
    assert dict(unit.aliases.values_list("pk", "name")) == dict(swapped)


def test_a_name_can_be_taken_over_from_one_that_is_deleted(admin_client):
    unit = make_unit(name="石渡镇", kind="township")
    own = unit.aliases.get()
    first, second = (UnitAlias.objects.create(unit=unit, county=COUNTY, name=name) for name in ("石渡乡", "石渡公社"))
    data = unit_data([(own.pk, "石渡镇"), (first.pk, "石渡公社"), (second.pk, "石渡公社")])
    data |= {f"aliases-{place}-unit": unit.pk for place in range(3)} | {"aliases-2-DELETE": "on"}

    response = admin_client.post(reverse(CHANGE_UNIT, args=[unit.pk]), data)

    assert response.status_code == 302
    assert names_of(unit) == {"石渡镇", "石渡公社"}


def test_a_full_name_of_another_unit_is_refused_in_words(admin_client):
    make_unit(name="大堰镇")

    response = admin_client.post(reverse(ADD_UNIT), unit_data(full_name="大堰镇"))

    assert "“大堰镇”已经是大堰镇的名称。" in response.content.decode()


def test_a_bulletin_that_gets_its_county_gets_its_units(admin_client):
    unit = make_unit(name="工信局")
    bulletin = make_bulletin(name="工作简报", county="")
    entry = make_entry(make_issue(bulletin=bulletin), units=["工信局"])
    address = reverse("admin:archive_bulletin_change", args=[bulletin.pk])

    admin_client.post(address, {"name": "改名", "county": COUNTY})

    bulletin.refresh_from_db()
    assert (bulletin.name, bulletin.county, entry.attributions.get().unit) == ("工作简报", COUNTY, unit)


ADD_GROUP = "admin:archive_synonymgroup_add"
ADD_WORD = "admin:archive_word_add"
SEARCHES = "admin:archive_searchlog_changelist"


@pytest.mark.parametrize(
    "typed",
    ["人居环境\n清洁家园\r\n村容村貌", "人居环境、清洁家园，村容村貌", " 人居环境, 清洁家园;；村容村貌、\n"],
)
def test_a_group_of_words_is_written_one_a_line_or_with_commas(admin_client, typed):
    admin_client.post(reverse(ADD_GROUP), {"words": typed})

    assert SynonymGroup.objects.get().words == ["人居环境", "清洁家园", "村容村貌"]
    assert set(Suggestion.objects.values_list("text", flat=True)) == {"人居环境", "清洁家园", "村容村貌"}


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("人居环境", "一组至少要有两个词。"),
        ("PPP项目、ｐｐｐ 项目", "“ｐｐｐ 项目”与“PPP项目”检索时是同一个词，请去掉一个。"),
        ("人居環境、人居环境、清洁", "“人居环境”与“人居環境”检索时是同一个词，请去掉一个。"),
        ("清洁、" + "长" * 31, f"“{'长' * 30}”不能作一个词。"),
        ("清洁、\u200b", "“\u200b”不能作一个词。"),
        ("", "这个字段是必填项。"),
    ],
)
def test_a_group_that_makes_no_sense_is_refused_in_words(admin_client, typed, problem):
    response = admin_client.post(reverse(ADD_GROUP), {"words": typed})

    assert problem in response.content.decode()
    assert SynonymGroup.objects.count() == 0


def test_a_group_is_shown_one_word_a_line_and_a_word_may_be_in_several(admin_client):
    SynonymGroup.objects.create(words=["清洁家园", "村容村貌"])
    group = SynonymGroup.objects.create(words=["人居环境", "清洁家园"])

    page = admin_client.get(reverse("admin:archive_synonymgroup_change", args=[group.pk])).content.decode()

    assert "人居环境\n清洁家园</textarea>" in page


def test_words_of_withdrawn_titles_are_suggested_no_more_however_many_there_were(admin_client, client):
    issue = make_issue()
    for place in range(SURE + 1):
        make_entry(issue, order=place + 1, title="机密行动")
    rebuild()
    address, suggest = reverse("admin:archive_issue_change", args=[issue.pk]), reverse("archive:suggest")
    offered = [each["text"] for each in client.get(suggest, {"q": "机"}).json()["suggestions"]]

    admin_client.post(address, {"status": "withdrawn"})
    assert client.get(suggest, {"q": "机"}).json() == {"suggestions": []}

    admin_client.post(address, {"status": "published"})
    assert [each["text"] for each in client.get(suggest, {"q": "机"}).json()["suggestions"]] == offered != []


def test_a_word_that_is_there_already_in_another_form_is_refused(admin_client):
    Word.objects.create(text="护学崗")

    response = admin_client.post(reverse(ADD_WORD), {"text": "护学岗"})
    short = admin_client.post(reverse(ADD_WORD), {"text": "护"})

    assert "已经有“护学崗”了，检索时两者是同一个词。" in response.content.decode()
    assert "一个词至少要有两个字。" in short.content.decode()
    assert [word.text for word in Word.objects.all()] == ["护学崗"]


@pytest.mark.parametrize(("address", "data"), [(ADD_WORD, {"text": "护学岗"}), (ADD_GROUP, {"words": "甲乙、丙丁"})])
def test_who_writes_words_waits_for_who_loads_them_before_looking_at_any(admin_client, address, data):
    with CaptureQueriesContext(connection) as asked:
        admin_client.post(reverse(address), data)

    first = next(query["sql"] for query in asked if "pg_advisory" in query["sql"] or "archive_" in query["sql"])
    assert "pg_advisory_xact_lock" in first


def test_a_new_name_of_a_unit_is_suggested_at_once(admin_client):
    admin_client.post(reverse(ADD_UNIT), unit_data([("", "石渡乡")]))

    assert set(Suggestion.objects.values_list("text", flat=True)) == {"石渡镇", "石渡乡"}


def test_what_people_missed_is_listed_once_each(admin_client):
    for query, hits in (("航天", 0), ("航天", 0), ("招聘会", 0), ("招聘会", 3), ("秸秆", 2)):
        SearchLog.objects.create(query=query, hits=hits)

    rows = admin_client.get(reverse(SEARCHES), {"outcome": "missed"}).context["cl"].result_list

    assert [(row.query, row.times) for row in rows] == [("航天", 2)]
    assert len(admin_client.get(reverse(SEARCHES)).context["cl"].result_list) == 5


def test_nobody_writes_in_the_search_log(admin_client):
    row = SearchLog.objects.create(query="航天", hits=0)

    assert admin_client.get(reverse("admin:archive_searchlog_add")).status_code == 403
    admin_client.post(reverse("admin:archive_searchlog_change", args=[row.pk]), {"query": "改了", "hits": 1})
    assert [each.query for each in SearchLog.objects.all()] == ["航天"]

    admin_client.post(reverse("admin:archive_searchlog_delete", args=[row.pk]), {"post": "yes"})
    assert SearchLog.objects.count() == 0


# What readers report


@pytest.fixture
def reports():
    """One that waits, and one that is done with."""
    entry = make_entry(title="石渡镇疏通沟渠")
    return [
        ErrorReport.objects.create(entry=entry, text=text, settled=settled)
        for text, settled in (("38公里应为83公里", False), ("署名漏了大堰镇", True))
    ]


def test_reports_that_wait_are_shown_first_and_the_others_when_asked_for(admin_client, reports):
    address = reverse("admin:archive_errorreport_changelist")
    waiting, done, both = (
        admin_client.get(address + query).content.decode() for query in ("", "?settled=yes", "?settled=all")
    )

    assert "38公里应为83公里" in waiting and "署名漏了大堰镇" not in waiting
    assert "署名漏了大堰镇" in done and "38公里应为83公里" not in done
    assert "38公里应为83公里" in both and "署名漏了大堰镇" in both
    assert '<a href="/issues/2025/44/1/">2025年第44期第1条　石渡镇疏通沟渠</a>' in waiting


def test_a_report_is_ticked_off_in_the_list(admin_client, reports):
    data = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1, "form-0-id": reports[0].pk, "form-0-settled": "on"}

    admin_client.post(reverse("admin:archive_errorreport_changelist"), data | {"_save": "保存"})

    assert not ErrorReport.objects.filter(settled=False).exists()


def test_what_a_reader_wrote_is_not_changed_and_nobody_adds_a_report_here(admin_client, reports):
    address = reverse("admin:archive_errorreport_change", args=[reports[0].pk])

    admin_client.post(address, {"text": "没有错", "settled": "on"})

    reports[0].refresh_from_db()
    assert (reports[0].text, reports[0].settled) == ("38公里应为83公里", True)
    assert f'href="/desk/entries/{reports[0].entry_id}/"' in admin_client.get(address).content.decode()
    assert admin_client.get(reverse("admin:archive_errorreport_add")).status_code == 403


# Topics


@pytest.fixture
def sections():
    issue = make_issue()
    for name in ("农业生产", "三夏生产", "经济发展"):
        make_entry(issue, section=name)
    return {section.name: section for section in Section.objects.all()}


def topics_of(sections):
    return dict(Section.objects.filter(name__in=sections).values_list("name", "topic__name"))


def test_a_person_puts_sections_under_a_topic_and_takes_them_out_again(admin_client, sections):
    chosen = [sections["农业生产"].pk, sections["三夏生产"].pk]

    admin_client.post(reverse("admin:archive_topic_add"), {"name": " 农业农村 ", "rank": "1", "sections": chosen})

    topic = Topic.objects.get()
    assert topics_of(sections) == {"农业生产": "农业农村", "三夏生产": "农业农村", "经济发展": None}

    change = reverse("admin:archive_topic_change", args=[topic.pk])
    admin_client.post(change, {"name": "农业农村", "rank": "1", "sections": chosen[:1]})

    assert topics_of(sections) == {"农业生产": "农业农村", "三夏生产": None, "经济发展": None}


def test_a_section_that_is_under_another_topic_says_so_and_comes_over(admin_client, sections):
    other = Topic.objects.create(name="三农")
    Section.objects.filter(name="农业生产").update(topic=other)

    form = text_of(admin_client.get(reverse("admin:archive_topic_add")))
    admin_client.post(
        reverse("admin:archive_topic_add"), {"name": "农业农村", "rank": "0", "sections": [sections["农业生产"].pk]}
    )

    assert "农业生产（现归三农）" in form and "三夏生产</option>" in form
    assert topics_of(sections)["农业生产"] == "农业农村"


def test_two_topics_of_one_name_are_refused_in_words(admin_client):
    Topic.objects.create(name="农业农村")

    response = admin_client.post(reverse("admin:archive_topic_add"), {"name": "农业农村", "rank": "0", "sections": []})

    assert "这个主题已经有了。" in text_of(response)


def test_the_topic_of_a_section_is_set_in_the_list_and_its_name_is_not(admin_client, sections):
    topic = Topic.objects.create(name="农业农村")
    rows = list(Section.objects.order_by("name"))
    data = {"form-TOTAL_FORMS": len(rows), "form-INITIAL_FORMS": len(rows), "_save": "1"}
    for place, section in enumerate(rows):
        data |= {f"form-{place}-id": section.pk, f"form-{place}-name": "别的", f"form-{place}-topic": ""}
    place = [section.name for section in rows].index("三夏生产")

    response = admin_client.post(reverse("admin:archive_section_changelist"), data | {f"form-{place}-topic": topic.pk})

    assert response.status_code == 302
    assert topics_of(sections) == {"农业生产": None, "三夏生产": "农业农村", "经济发展": None}


@pytest.mark.parametrize("rows", [1, 6])
def test_the_list_of_sections_asks_for_the_topics_once(admin_client, django_assert_num_queries, rows):
    for place in range(rows):
        topic = Topic.objects.create(name=f"主题{place}")
        Section.objects.create(name=f"栏目{place}", topic=topic)

    with django_assert_num_queries(13):
        page = text_of(admin_client.get(reverse("admin:archive_section_changelist")))

    assert page.count(f'<option value="{topic.pk}"') == rows
    assert page.count(f'<option value="{topic.pk}" selected>') == 1


def test_a_section_has_the_name_that_is_printed_and_goes_with_the_bulletins(admin_client, sections):
    section = sections["三夏生产"]

    admin_client.post(reverse("admin:archive_section_change", args=[section.pk]), {"name": "别的", "topic": ""})

    assert Section.objects.get(pk=section.pk).name == "三夏生产"
    assert admin_client.get(reverse("admin:archive_section_add")).status_code == 403
    delete = reverse("admin:archive_section_delete", args=[section.pk])
    assert admin_client.post(delete, {"post": "yes"}).status_code == 403


def test_a_topic_that_goes_leaves_its_sections_and_their_entries(admin_client, sections):
    topic = Topic.objects.create(name="农业农村")
    Section.objects.update(topic=topic)

    admin_client.post(reverse("admin:archive_topic_delete", args=[topic.pk]), {"post": "yes"})

    assert topics_of(sections) == {"农业生产": None, "三夏生产": None, "经济发展": None}
    assert Entry.objects.count() == 3


def test_the_back_office_says_in_chinese_what_django_has_left_in_english(admin_client):
    page, scripts = (text_of(admin_client.get(reverse(f"admin:{name}"))) for name in ("index", "jsi18n"))

    assert '<th scope="col">资料</th>' in page and "Model name" not in page
    assert json.loads(scripts.split("newcatalog = ")[1].split(";\n")[0])["Choose all %s"] == "选入全部%s"


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_the_translation_that_is_used_is_the_one_that_is_written(domain):
    folder = settings.BASE_DIR / "archive/locale/zh_Hans/LC_MESSAGES"
    written = re.findall(r'^msgid "(.+)"\nmsgstr "(.+)"$', (folder / f"{domain}.po").read_text("utf-8"), re.MULTILINE)
    with (folder / f"{domain}.mo").open("rb") as file:
        used = gettext.GNUTranslations(file)

    assert written
    assert [(said, used.gettext(said.replace('\\"', '"'))) for said, _ in written] == written

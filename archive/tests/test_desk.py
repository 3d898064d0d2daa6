"""Upload, review, approve, reject: what editors do, and what others must not."""

import re
from urllib.parse import quote

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from archive.models import Entry, ErrorReport, Issue, Section, Suggestion, Upload
from archive.tests.conftest import SCAN, make_entry, make_issue, make_unit, make_upload, zip_of
from archive.uploads import new_upload, store_upload

pytestmark = pytest.mark.django_db

BULLETIN = "柳河政务快报\n第47期\n柳河县人民政府办公室\n2025年10月17日\n县工信局培育<b>小企业</b>\n建立梯度培育体系。目前，培育企业91家。（工信局）\n"
FRAGMENT = "县工信局培育中小企业\n建立梯度培育体系。目前，培育企业91家。（工信局）\n"
APPROVE = {"issue0-bulletin": "柳河政务快报", "issue0-year": "2025", "issue0-number": "47", "issue0-date": "2025-10-17"}


def text_of(response):
    return response.content.decode()


def stored(content=BULLETIN, **fields):
    upload, _ = store_upload(new_upload(name="快报47期.txt", content=content.encode()))
    if fields:
        Upload.objects.filter(pk=upload.pk).update(**fields)
        upload.refresh_from_db()
    return upload


def review_url(upload):
    return f"/desk/uploads/{upload.pk}/"


def send(client, content=None, name="快报47期.txt"):
    content = BULLETIN.encode() if content is None else content
    return client.post("/desk/upload/", {"file": SimpleUploadedFile(name, content), "text": ""})


def user_with(django_user_model, *codenames):
    user = django_user_model.objects.create_user("wang")
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return user


# Who may do what

PAGES = ["/desk/", "/desk/upload/", "/desk/uploads/1/", "/desk/uploads/1/reject/", "/desk/uploads/1/original/"]
PAGES += ["/desk/uploads/1/text/", "/desk/entries/1/"]


@pytest.mark.parametrize("address", PAGES)
def test_the_desk_asks_to_log_in(client, address):
    response = client.get(address)

    assert response.status_code == 302
    assert response["Location"] == f"/login/?next={address}"


@pytest.mark.parametrize("address", PAGES)
def test_the_desk_is_closed_to_accounts_without_permission(client, django_user_model, address):
    client.force_login(user_with(django_user_model))

    response = client.get(address)

    assert response.status_code == 403
    assert "您的账号不能做这件事" in text_of(response)
    assert '<form method="post" action="/logout/"' in text_of(response)  # another account may do it


def test_who_may_only_upload_cannot_approve(client, django_user_model):
    upload = stored()
    client.force_login(user_with(django_user_model, "add_upload"))

    assert client.post(review_url(upload), APPROVE).status_code == 403
    assert client.post(review_url(upload) + "reject/").status_code == 403
    assert "批准发布</button>" not in text_of(client.get(review_url(upload)))
    upload.refresh_from_db()
    assert upload.status == "pending"


def test_who_may_only_approve_cannot_upload(client, django_user_model):
    client.force_login(user_with(django_user_model, "change_upload"))

    assert send(client).status_code == 403
    assert Upload.objects.count() == 0


def test_pages_of_the_desk_are_kept_in_no_cache(desk):
    assert "no-store" in desk.get("/desk/")["Cache-Control"]


# The overview


def test_the_desk_lists_what_waits_what_is_new_and_what_is_unresolved(desk):
    upload = stored()
    make_entry(make_issue(), units=["驿站办"])

    page = text_of(desk.get("/desk/"))

    assert review_url(upload) in page
    assert "2025年第44期" in page
    assert "驿站办" in page


def test_the_desk_says_when_nothing_waits(desk):
    assert "没有等候审核的文件。" in text_of(desk.get("/desk/"))


def test_the_desk_says_how_many_reports_of_readers_wait(desk, admin_client):
    entry = make_entry()
    for settled in (False, False, True):
        ErrorReport.objects.create(entry=entry, text="第二段的数字错了。", settled=settled)

    address = reverse("admin:archive_errorreport_changelist")
    assert "2份未处理" in text_of(desk.get("/desk/")) and address not in text_of(desk.get("/desk/"))
    assert f'<a href="{address}">看2份报告</a>' in text_of(admin_client.get("/desk/"))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_desk_needs_as_many_queries_for_three_as_for_one(desk, django_assert_num_queries, rows):
    for place in range(rows):
        make_upload(status="pending")
        make_upload(status="rejected")
        make_entry(make_issue(number=40 + place), units=["驿站办"])

    with django_assert_num_queries(14):  # six of them for session, account and permissions
        desk.get("/desk/")


# Uploading


def test_an_uploaded_file_waits_for_review_and_is_not_public(desk, client):
    response = send(desk)

    upload = Upload.objects.get()
    assert response.status_code == 302 and response["Location"] == review_url(upload)
    assert bytes(upload.content) == BULLETIN.encode()
    assert (upload.name, upload.status, upload.uploaded_by.username) == ("快报47期.txt", "pending", "li")
    assert "0</b>条" in text_of(client.get("/search/?q=" + quote("梯度")))


def test_pasted_text_can_be_uploaded(desk):
    desk.post("/desk/upload/", {"text": BULLETIN})

    assert Upload.objects.get().name == "粘贴的文字.txt"


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", "买三斤苹果。".encode(), b"\xff\xff"])
def test_a_wrong_file_is_answered_in_words_and_nothing_is_stored(desk, content):
    response = send(desk, content)

    assert response.status_code == 200
    assert "没有保存" in text_of(response)
    assert Upload.objects.count() == 0


def test_the_same_file_is_not_stored_twice(desk):
    first = stored()

    response = desk.post(
        "/desk/upload/", {"file": SimpleUploadedFile("副本.txt", BULLETIN.encode()), "text": ""}, follow=True
    )

    assert Upload.objects.get() == first
    assert "“快报47期.txt”完全相同，没有再次收录。" in text_of(response)


OTHER = BULLETIN.replace("第47期", "第48期").replace("17日", "24日")


def test_every_file_of_a_zip_waits_for_review(desk):
    packed = zip_of({"第47期.txt": BULLETIN, "照片.jpg": "不是图片", "第48期.txt": OTHER})

    response = desk.post("/desk/upload/", {"file": SimpleUploadedFile("包.zip", packed), "text": ""}, follow=True)

    page = text_of(response)
    assert response.redirect_chain == [("/desk/", 302)]
    assert "压缩包里有3个文件：2个待审；1个没有读出。" in page
    assert "照片.jpg：没有认出一条条目" in page
    assert [(upload.name, upload.status) for upload in Upload.objects.order_by("pk")] == [
        ("第47期.txt", "pending"),
        ("第48期.txt", "pending"),
    ]
    assert {upload.uploaded_by.username for upload in Upload.objects.all()} == {"li"}


def test_several_files_can_be_chosen_at_once(desk):
    stored()
    files = [("副本.txt", BULLETIN.encode()), ("第48期.txt", OTHER.encode()), ("扫描.pdf", SCAN)]

    response = desk.post("/desk/upload/", {"file": [SimpleUploadedFile(*each) for each in files]}, follow=True)

    assert "一共3个文件：1个待审；1个没有文字层，等待录入；1个以前收到过，没有再次收录。" in text_of(response)
    assert Upload.objects.count() == 3


def test_a_zip_of_which_nothing_can_be_read_is_answered_in_words(desk):
    packed = zip_of({"甲.txt": "买三斤苹果。", "<b>乙.txt": "买四斤苹果。"})

    page = text_of(desk.post("/desk/upload/", {"file": SimpleUploadedFile("包.zip", packed), "text": ""}))

    assert "没有读出快报，没有保存。甲.txt：没有认出一条条目" in page
    assert "b乙.txt：" in page and "<b>乙" not in page
    assert Upload.objects.count() == 0


def test_two_files_of_a_zip_that_are_the_same_are_not_taken_for_known_ones(desk):
    packed = zip_of({"甲.txt": BULLETIN, "乙.txt": BULLETIN, "丙.txt": OTHER})

    response = desk.post("/desk/upload/", {"file": SimpleUploadedFile("包.zip", packed), "text": ""}, follow=True)

    assert "压缩包里有3个文件：2个待审；1个与其中另一个完全相同。" in text_of(response)


def test_a_zip_with_one_file_is_told_of_as_a_zip(desk):
    packed = zip_of({"第47期.txt": BULLETIN})

    response = desk.post("/desk/upload/", {"file": SimpleUploadedFile("包.zip", packed), "text": ""}, follow=True)

    assert "压缩包里有1个文件：1个待审。" in text_of(response)


def test_the_page_names_what_can_be_uploaded(desk):
    page = text_of(desk.get("/desk/upload/"))

    assert 'multiple accept=".docx,.doc,.wps,' in page
    assert "一共不超过20" in page


# Scans


def test_a_scan_is_kept_and_waits_for_somebody_to_type_it(desk):
    response = desk.post("/desk/upload/", {"file": SimpleUploadedFile("扫描.pdf", SCAN), "text": ""}, follow=True)

    upload = Upload.objects.get()
    assert response.redirect_chain == [(review_url(upload), 302)]
    assert "此 PDF 没有文字层" in text_of(response)
    overview = text_of(desk.get("/desk/"))
    assert "没有文字层，等待录入" in overview and "没有等候审核的文件。" in overview


def test_typed_text_is_reviewed_and_published_and_the_scan_stays_the_original(desk):
    send(desk, SCAN, "扫描.pdf")
    upload = Upload.objects.get()

    page = text_of(desk.post(review_url(upload) + "text/", {"text": BULLETIN}, follow=True))
    assert "文字已存下，原件不变。" in page
    assert "这个文件没有文字层，文字由人照原件录入。" in page
    assert "改录入的文字" in page

    answer = text_of(desk.post(review_url(upload), APPROVE | seen_on(page), follow=True))
    assert "2025年第47期已发布，1条。" in answer
    original = desk.get(review_url(upload) + "original/")
    assert b"".join(original.streaming_content) == SCAN
    assert Issue.objects.get().upload == upload


def test_typed_text_that_is_no_bulletin_is_answered_and_stays_in_the_page(desk):
    send(desk, SCAN, "扫描.pdf")
    upload = Upload.objects.get()

    page = text_of(desk.post(review_url(upload) + "text/", {"text": "买三斤苹果。"}))

    assert "没有读出快报，没有保存。第1行：没有认出一条条目" in page
    assert ">\n买三斤苹果。</textarea>" in page
    upload.refresh_from_db()
    assert upload.text == ""


def typed_scan(desk, text=BULLETIN):
    """A scan whose text has been typed, and the page to type it again."""
    send(desk, SCAN, "扫描.pdf")
    upload = Upload.objects.get()
    desk.post(review_url(upload) + "text/", {"text": text})
    return upload, text_of(desk.get(review_url(upload) + "text/"))


def test_typed_text_that_a_colleague_has_changed_is_not_published_unseen(desk):
    upload, typing = typed_scan(desk)
    page = text_of(desk.get(review_url(upload)))
    changed = BULLETIN.replace("91家", "19家")
    desk.post(review_url(upload) + "text/", {"text": changed} | seen_on(typing))

    second = text_of(desk.post(review_url(upload), APPROVE | seen_on(page)))

    assert "录入的文字刚才有人改过，核对无误再批准一次。" in second and "19家" in second
    assert not Issue.objects.exists()
    desk.post(review_url(upload), APPROVE | seen_on(second))
    assert "19家" in Entry.objects.get().body


def test_typed_text_of_a_colleague_is_not_overwritten_unseen(desk):
    upload, typing = typed_scan(desk)
    changed = BULLETIN.replace("91家", "19家")
    desk.post(review_url(upload) + "text/", {"text": changed} | seen_on(typing))

    mine = {"text": BULLETIN.replace("91家", "92家")}
    page = text_of(desk.post(review_url(upload) + "text/", mine | seen_on(typing)))

    assert "录入的文字刚才有别人改过。" in page and "92家" in page
    upload.refresh_from_db()
    assert upload.text == changed
    desk.post(review_url(upload) + "text/", mine | seen_on(page))
    upload.refresh_from_db()
    assert "92家" in upload.text


def test_the_text_of_a_file_that_was_read_cannot_be_typed_over(desk):
    upload = stored()

    response = desk.post(review_url(upload) + "text/", {"text": OTHER})

    upload.refresh_from_db()
    assert (response["Location"], upload.text) == (review_url(upload), BULLETIN)


# Reviewing


def test_a_review_shows_the_lines_and_what_was_found(desk):
    page = text_of(desk.get(review_url(stored())))

    assert 'id="L5"' in page
    assert "县工信局培育&lt;b&gt;小企业&lt;/b&gt;" in page and "<b>小企业" not in page
    assert "目前，培育企业91家。" in page
    assert 'value="2025-10-17"' in page
    assert "批准之后：新收录1条。" in page


def test_a_review_points_at_the_lines_to_look_at(desk):
    page = text_of(desk.get(review_url(stored(BULLETIN.replace("2025年10月17日\n", "")))))

    assert "报头没有日期" in page
    assert 'href="#L1"' in page
    assert "f-warn" in page


def test_a_review_says_that_a_number_needs_its_year_before_anybody_is_refused(desk):
    undated = BULLETIN.replace("2025年10月17日\n", "")

    page = text_of(desk.get(review_url(stored(undated))))

    assert "处，年份填好才能发布" in page and "原文有期号、没有年份" in page
    assert "不妨碍发布" not in page


def test_a_fragment_needs_no_year(desk):
    page = text_of(desk.get(review_url(stored(FRAGMENT))))

    assert "不妨碍发布" in page
    assert "填好才能发布" not in page


def test_a_review_names_units_that_are_not_in_the_register(desk):
    upload = stored()
    assert "工信局，未登记的单位" in text_of(desk.get(review_url(upload)))

    make_unit()
    assert "未登记的单位" not in text_of(desk.get(review_url(upload)))


def test_looking_changes_nothing(desk):
    upload = stored()

    desk.get(review_url(upload))

    assert Issue.objects.count() == 0
    upload.refresh_from_db()
    assert upload.status == "pending"


def test_a_file_that_can_no_longer_be_read_can_still_be_fetched_and_rejected(desk):
    upload = make_upload(status="pending", content=b"%PDF-1.7")

    page = text_of(desk.get(review_url(upload)))

    assert "打不开" in page
    assert review_url(upload) + "original/" in page and review_url(upload) + "reject/" in page


def test_an_issue_that_is_twice_in_a_file_is_shown_and_not_published(desk):
    upload = stored(BULLETIN + BULLETIN.replace("中小", "大"))

    assert "出现了两次" in text_of(desk.get(review_url(upload)))
    second = {name.replace("issue0", "issue1"): value for name, value in APPROVE.items()}
    assert "没有发布" in text_of(desk.post(review_url(upload), APPROVE | second))
    assert Issue.objects.count() == 0


def test_an_upload_that_is_not_there_is_answered_in_words(desk):
    response = desk.get("/desk/uploads/999/")

    assert response.status_code == 404
    assert "上传记录里没有这个文件。" in text_of(response)


def test_the_original_is_sent_back_byte_for_byte(desk):
    upload = make_upload(name='快"报\r\n.txt', content=b"\xef\xbb\xbf<script>alert(1)</script>\r\n")

    response = desk.get(review_url(upload) + "original/")

    assert b"".join(response.streaming_content) == b"\xef\xbb\xbf<script>alert(1)</script>\r\n"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"] == "application/octet-stream"


def test_who_was_signed_out_is_told_that_nothing_was_saved(client):
    response = client.post(review_url(stored()), APPROVE, follow=True)

    assert response.redirect_chain[0][0].startswith("/login/?next=")
    assert "刚才的内容没有保存，请登录后重做一次。" in text_of(response)
    assert not Issue.objects.exists()


# Approving


def seen_on(page):
    """What the review page carries along of the changes that it shows."""
    return {"seen": re.search(r'name="seen" value="(\w*)"', page)[1]}


def test_a_colleagues_correction_is_not_overwritten_unseen(desk):
    desk.post(review_url(stored()), APPROVE)
    mine, theirs = stored(BULLETIN.replace("91家", "92家")), stored(BULLETIN.replace("91家", "93家"))
    seen = seen_on(text_of(desk.get(review_url(mine))))
    desk.post(review_url(theirs), APPROVE | seen_on(text_of(desk.get(review_url(theirs)))))

    response = desk.post(review_url(mine), APPROVE | seen)

    assert "这一期已经收录，批准就会更新它。" in text_of(response)
    assert "93家" in Entry.objects.get().body


def test_a_withdrawn_issue_is_named_on_the_desk_and_beside_its_file(desk):
    upload = stored()
    desk.post(review_url(upload), APPROVE)
    Issue.objects.update(status=Issue.Status.WITHDRAWN)

    assert "已撤下" in text_of(desk.get("/desk/"))
    assert '<div class="msg warn"><b>已撤下</b><p>2025年第47期已经撤下，读者看不到。' in text_of(
        desk.get(review_url(upload))
    )


def test_what_the_file_says_cannot_be_emptied(desk):
    response = desk.post(review_url(stored()), APPROVE | {"issue0-number": ""})

    assert "原文写着“47”，不能清空。" in text_of(response)
    assert not Issue.objects.exists()


def test_an_approved_file_is_public_and_found_at_once(desk, client):
    upload = stored()

    response = desk.post(review_url(upload), APPROVE, follow=True)

    assert response.redirect_chain == [("/desk/", 302)]
    assert "2025年第47期已发布，1条。" in text_of(response)
    assert '<a href="/issues/2025/47/">去看这一期</a>' in text_of(response)
    assert '<b class="num">1</b>条含有“梯度”' in text_of(client.get("/search/?q=" + quote("梯度")))
    assert Suggestion.objects.filter(kind="word").exists()


def test_what_a_person_filled_in_completes_a_fragment(desk):
    desk.post(review_url(stored(FRAGMENT)), APPROVE)

    issue = Issue.objects.get()
    assert (str(issue), issue.address) == ("柳河政务快报 2025年第47期", "2025/47")


def test_a_fragment_can_be_published_without_a_number(desk):
    response = desk.post(review_url(stored(FRAGMENT)), {}, follow=True)

    assert "未编期的散件已发布，1条。" in text_of(response)


def test_wrong_fields_are_answered_beside_the_fields(desk):
    response = desk.post(review_url(stored()), APPROVE | {"issue0-date": "十月"})

    assert response.status_code == 200
    assert "请写成2025年10月17日或2025-10-17。" in text_of(response)
    assert Issue.objects.count() == 0


def test_approving_twice_says_so(desk):
    upload = stored()
    desk.post(review_url(upload), APPROVE)

    response = desk.post(review_url(upload), APPROVE, follow=True)

    assert "“快报47期.txt”已经处理过了，现在是“已发布”。" in text_of(response)
    assert Entry.objects.count() == 1


def test_a_rejected_file_cannot_be_approved(desk):
    upload = stored(status="rejected")

    response = desk.post(review_url(upload), APPROVE, follow=True)

    assert "现在是“已退回”" in text_of(response)
    assert Issue.objects.count() == 0


def test_a_corrected_file_shows_what_it_would_change_and_keeps_addresses(desk):
    desk.post(review_url(stored()), APPROVE)
    corrected = stored(BULLETIN.replace("91家", "92家"))

    page = text_of(desk.get(review_url(corrected)))
    assert "批准之后：更新已收录的" in page and "第1条正文有改动" in page

    seen = seen_on(page)
    assert "2025年第47期已更新，1条。" in text_of(desk.post(review_url(corrected), APPROVE | seen, follow=True))
    assert Entry.objects.get().get_absolute_url() == "/issues/2025/47/1/"


def test_a_number_filled_in_that_is_taken_is_shown_before_anything_is_replaced(desk):
    desk.post(review_url(stored()), APPROVE)
    other = stored("县民政局走访老人 目前，走访30人。（民政局）")

    first = text_of(desk.post(review_url(other), APPROVE))

    assert "这一期已经收录，批准就会更新它。" in first
    assert "2025年第47期已经收录，内容却大不一样" in first
    assert "第1条标题：" in first
    assert "梯度" in Entry.objects.get().body

    desk.post(review_url(other), APPROVE | seen_on(first))
    assert Entry.objects.get().title == "县民政局走访老人"


def test_a_published_file_is_shown_without_buttons(desk):
    upload = stored()
    desk.post(review_url(upload), APPROVE)

    page = text_of(desk.get(review_url(upload)))

    assert "批准发布</button>" not in page
    assert '<a href="/issues/2025/47/">2025年第47期</a>' in page


# Setting an entry right

TITLE, BODY = "县工信局培育中小企业", "建立梯度培育体系。目前，培育企业91家。"


def edit_url(entry):
    return f"/desk/entries/{entry.pk}/"


def edit_data(desk, entry, **fields):
    """What the page sends; a section that is given is known."""
    if fields.get("section"):
        Section.objects.get_or_create(name=fields["section"])
    page = text_of(desk.get(edit_url(entry)))
    seen = re.search(r'name="seen" value="(\w+)"', page)[1]
    return {"title": entry.title, "body": entry.body, "section": "", "units": "工信局", "seen": seen} | fields


def test_the_border_of_a_title_is_moved_at_the_desk(desk, client):
    entry = make_entry(make_issue(), title=TITLE + "建立", body=BODY[2:], units=["工信局"], doubtful=True)
    assert "标题断处存疑" in text_of(desk.get(edit_url(entry)))

    response = desk.post(edit_url(entry), edit_data(desk, entry, title=TITLE, body=BODY), follow=True)

    assert response.redirect_chain == [("/issues/2025/44/1/", 302)]
    assert "标题、正文已改好。以后再导入或者重读原件，都会保留。" in text_of(response)
    entry.refresh_from_db()
    assert (entry.title, entry.body, entry.doubtful) == (TITLE, BODY, False)
    assert "这一条由人改过：标题、正文。" in text_of(desk.get(edit_url(entry)))


def test_text_that_would_be_lost_is_shown_and_has_to_be_confirmed(desk):
    entry = make_entry(make_issue(), title=TITLE, body=BODY, units=["工信局"])
    data = edit_data(desk, entry, body="建立<b>梯度。目前，培育企业91家。")

    page = text_of(desk.post(edit_url(entry), data))

    assert "<del>培育体系</del>" in page and "<ins>&lt;b&gt;</ins>" in page
    entry.refresh_from_db()
    assert entry.body == BODY

    desk.post(edit_url(entry), data | {"confirmed": "on"})
    entry.refresh_from_db()
    assert entry.body == "建立<b>梯度。目前，培育企业91家。"


def test_a_colleagues_correction_of_an_entry_is_not_overwritten_unseen(desk):
    entry = make_entry(make_issue(), title=TITLE, body=BODY, units=["工信局"])
    mine = edit_data(desk, entry, title=TITLE + "建立", body=BODY[2:])
    desk.post(edit_url(entry), edit_data(desk, entry, section="经济发展"))

    page = text_of(desk.post(edit_url(entry), mine))

    assert "这一条刚才有别人改过。" in page
    entry.refresh_from_db()
    assert (entry.title, entry.section.name) == (TITLE, "经济发展")
    seen = re.search(r'name="seen" value="(\w+)"', page)[1]
    desk.post(edit_url(entry), mine | {"seen": seen, "section": "经济发展"})
    entry.refresh_from_db()
    assert entry.title == TITLE + "建立"


@pytest.mark.parametrize(
    "fields", [{"title": " \n "}, {"title": "长" * 301}, {"body": "字" * 50_001}, {"title": "a\x00b"}]
)
def test_what_is_no_entry_is_refused(desk, fields):
    entry = make_entry(make_issue(), title=TITLE, body=BODY, units=["工信局"])

    page = text_of(desk.post(edit_url(entry), edit_data(desk, entry, **fields)))

    assert "没有保存" in page
    entry.refresh_from_db()
    assert (entry.title, entry.body) == (TITLE, BODY)


def test_the_page_leads_to_the_line_of_the_file(desk):
    upload = stored(BULLETIN.replace("\n", "\r\n"))
    desk.post(review_url(upload), APPROVE)

    assert f'href="{review_url(upload)}#L5"' in text_of(desk.get(edit_url(Entry.objects.get())))


def test_the_line_is_that_of_the_file_where_its_text_is_not_stored_yet(desk):
    upload = stored()
    desk.post(review_url(upload), APPROVE)
    Upload.objects.update(text=None)

    assert f'href="{review_url(upload)}#L5"' in text_of(desk.get(edit_url(Entry.objects.get())))


def test_a_file_that_cannot_be_read_now_has_no_line_to_lead_to(desk):
    entry = make_entry(make_issue(upload=make_upload(content=b"%PDF-1.7")))

    assert f'href="{review_url(entry.issue.upload)}">看原文</a>' in text_of(desk.get(edit_url(entry)))


def test_a_section_that_no_entry_has_had_is_asked_about(desk):
    entry = make_entry(make_issue(), title=TITLE, body=BODY, units=["工信局"], section="经济发展")
    data = edit_data(desk, entry) | {"section": "经济发屏"}
    assert '<option value="经济发展">' in text_of(desk.get(edit_url(entry)))

    page = text_of(desk.post(edit_url(entry), data))

    assert "“经济发屏”不在已有的栏目里。" in page
    assert not Section.objects.filter(name="经济发屏").exists()
    desk.post(edit_url(entry), data | {"new_section": "on"})
    entry.refresh_from_db()
    assert entry.section.name == "经济发屏"


def test_punctuation_does_not_vanish_unasked(desk):
    entry = make_entry(make_issue(), title=TITLE, body=BODY, units=["工信局"])

    page = text_of(desk.post(edit_url(entry), edit_data(desk, entry, body=BODY.replace("，", ""))))

    assert "<del>，</del>" in page
    entry.refresh_from_db()
    assert entry.body == BODY


def test_who_may_only_upload_cannot_set_entries_right(client, django_user_model):
    entry = make_entry(make_issue())
    client.force_login(user_with(django_user_model, "add_upload"))

    assert client.get(edit_url(entry)).status_code == 403
    assert "改正这一条" not in text_of(client.get("/issues/2025/44/1/"))


def test_editors_are_led_from_an_entry_and_from_its_file_to_where_it_is_set_right(desk):
    upload = stored()
    assert "/desk/entries/" not in text_of(desk.get(review_url(upload)))
    desk.post(review_url(upload), APPROVE)
    link = f'href="{edit_url(Entry.objects.get())}"'

    assert link in text_of(desk.get("/issues/2025/47/1/"))
    assert link in text_of(desk.get(review_url(upload)))


def test_an_entry_of_a_withdrawn_issue_leads_back_to_the_desk(desk):
    entry = make_entry(make_issue(status=Issue.Status.WITHDRAWN), title=TITLE, body=BODY, units=["工信局"])

    response = desk.post(edit_url(entry), edit_data(desk, entry, section="经济发展"))

    assert response["Location"] == "/desk/"


def test_a_review_says_what_stays_as_a_person_has_set_it(desk):
    desk.post(review_url(stored()), APPROVE)
    entry = Entry.objects.get()
    desk.post(edit_url(entry), edit_data(desk, entry, section="经济发展"))

    page = text_of(desk.get(review_url(stored(BULLETIN.replace("91家", "92家")))))

    assert "第1条正文有改动" in page
    assert "第1条栏目由人改过，保留" in page


def test_an_entry_that_is_not_there_is_answered_in_words(desk):
    response = desk.get("/desk/entries/999/")

    assert response.status_code == 404
    assert "没有这一条。" in text_of(response)


# Rejecting


def test_rejecting_asks_first(desk):
    upload = stored()

    page = text_of(desk.get(review_url(upload) + "reject/"))

    assert "退回“快报47期.txt”？" in page and "不退回" in page
    upload.refresh_from_db()
    assert upload.status == "pending"


def test_a_rejected_file_is_kept_and_can_be_sent_again(desk):
    upload = stored()

    response = desk.post(review_url(upload) + "reject/", follow=True)
    upload.refresh_from_db()
    assert upload.status == "rejected"
    assert "可以再次送审" in text_of(response)

    desk.post(review_url(upload) + "reopen/")
    upload.refresh_from_db()
    assert upload.status == "pending"


def test_a_published_file_cannot_be_rejected(desk):
    upload = stored()
    desk.post(review_url(upload), APPROVE)

    response = desk.post(review_url(upload) + "reject/", follow=True)

    assert "现在是“已发布”" in text_of(response)
    assert Issue.objects.published().count() == 1


# Logging in


def test_logging_in_leads_to_where_one_wanted_to_go(client, editor):
    response = client.post(
        "/login/?next=/desk/upload/", {"username": "li", "password": "kuaibao-2025", "next": "/desk/upload/"}
    )

    assert response["Location"] == "/desk/upload/"


def test_logging_in_leads_nowhere_else(client, editor):
    response = client.post("/login/", {"username": "li", "password": "kuaibao-2025", "next": "https://example.org/"})

    assert response["Location"] == "/desk/"


def test_a_wrong_password_is_answered_in_words(client, editor):
    response = client.post("/login/", {"username": "li", "password": "wrong"})

    assert response.status_code == 200
    assert "没有登录" in text_of(response)


def test_who_is_logged_in_without_permission_is_not_sent_round_in_circles(client, django_user_model):
    client.force_login(user_with(django_user_model))

    response = client.get("/login/?next=/desk/", follow=True)

    assert response.status_code == 403


def test_the_page_to_log_in_bears_the_name_of_the_bulletin(client):
    make_entry(make_issue())

    assert "登录｜柳河政务快报" in text_of(client.get("/login/"))


def test_logging_out_leads_home(desk):
    assert desk.post("/logout/")["Location"] == "/"
    assert desk.get("/desk/").status_code == 302

"""The original of an issue: its lines, its text and its file, and nothing of what else stands in the file."""

from urllib.parse import quote

import pytest

from archive.bulletin.reader import read_document
from archive.importer import import_bulletin
from archive.models import Issue, Upload
from archive.tests.conftest import make_upload, text_of
from archive.tests.office_files import docx, pdf, word_body
from archive.uploads import TYPED_NOTE, new_upload, type_text

pytestmark = pytest.mark.django_db

FIRST = """柳河政务快报
2025年第44期
柳河县人民政府办公室
2025年9月19日

县工信局培育中小企业 建立梯度培育体系。目前，培育企业91家。（工信局）
石渡镇清洁河道 清理河道12公里。（石渡镇）
"""
SECOND = """柳河政务快报
2025年第45期
柳河县人民政府办公室
2025年9月26日

机密的标题 机密的正文，目前，机密91家。（机密单位）
"""


def publish(text, name="快报.txt"):
    """The issues of a file, published."""
    result = import_bulletin(new_upload(name=name, content=text if isinstance(text, bytes) else text.encode()))
    return [each.issue for each in result.issues]


def pages(client, issue="2025/44"):
    return [client.get(f"/issues/{issue}/original/{page}") for page in ("", "text/", "file/")]


def test_the_original_is_shown_line_by_line_with_what_was_recognised(client):
    publish(FIRST)

    page = text_of(client.get("/issues/2025/44/original/"))

    assert '<li id="L7" class="k-title"><span class="ln num">7</span>' in page
    assert '<span class="sp-title">石渡镇清洁河道</span>' in page
    assert '<span class="sp-source">（石渡镇）</span>' in page
    assert '<a id="e2" href="/issues/2025/44/2/">第2条</a>' in page


def test_the_text_is_sent_as_it_was_read(client):
    publish(FIRST.replace("\n", "\r\n"))

    response = client.get("/issues/2025/44/original/text/")

    assert b"".join(response.streaming_content).decode() == FIRST.strip().replace("\n", "\r\n")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Content-Disposition"] == ("attachment; filename*=utf-8''" + quote("柳河政务快报2025年第44期.txt"))


def test_the_file_is_sent_untouched_and_never_opened_by_the_browser(client):
    publish("<html><script>alert(1)</script>" + FIRST.replace("\n", "<br>"), name='a"b\r\n快报<.html')

    response = client.get("/issues/2025/44/original/file/")

    assert b"".join(response.streaming_content).startswith(b"<html><script>")
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''" + quote("ab快报.html")


def test_a_line_that_holds_marks_of_html_is_shown_as_text(client):
    publish(FIRST.replace("梯度", "<script>alert(1)</script>"))

    assert "<script>alert" not in text_of(client.get("/issues/2025/44/original/"))


def withdraw(first, second):
    Issue.objects.filter(pk=second.pk).update(status=Issue.Status.WITHDRAWN)


def delete(first, second):
    second.delete()


def replace(first, second):
    """The second issue comes in with another file, and is withdrawn then."""
    second.upload = make_upload(text=SECOND)
    second.status = Issue.Status.WITHDRAWN
    second.save()


def replace_and_publish(first, second):
    """Another file has set the second issue right: what the first file says of it is what nobody was to read."""
    second.upload = make_upload(text=SECOND.replace("机密", "公开"))
    second.save()


@pytest.mark.parametrize("hide", [withdraw, delete, replace, replace_and_publish])
@pytest.mark.parametrize("text", [FIRST + SECOND, SECOND + FIRST], ids=["behind", "before"])
def test_nothing_of_an_issue_that_is_not_public_leaves_with_another_of_its_file(client, hide, text):
    first, second = sorted(publish(text), key=lambda issue: issue.number)
    hide(first, second)

    lines, as_text, file = pages(client)

    assert "机密" not in text_of(lines)
    assert "原件里还有没有公开的内容，所以只提供本期的文字。" in text_of(lines)
    assert "机密" not in b"".join(as_text.streaming_content).decode()
    assert file.status_code == 404
    assert "下载原件" not in text_of(client.get("/issues/2025/44/"))
    for response in pages(client, "2025/45"):
        assert response.status_code == 404 or hide is replace_and_publish


def test_a_file_of_two_published_issues_is_sent_with_either(client):
    publish(FIRST + SECOND)

    for issue in ("2025/44", "2025/45"):
        assert client.get(f"/issues/{issue}/original/file/").status_code == 200
    assert "第45期" not in text_of(client.get("/issues/2025/44/original/")).split("<main")[1].split("</main")[0]


def test_a_file_is_not_sent_when_words_of_it_belong_to_no_issue(client):
    issue = publish(FIRST)[0]
    Upload.objects.filter(pk=issue.upload_id).update(text=FIRST + "机密的附件\n")

    lines, as_text, file = pages(client)

    assert "机密" not in text_of(lines) and file.status_code == 404
    assert "机密" not in b"".join(as_text.streaming_content).decode()


def word_file(more):
    """FIRST as a .docx, with more in it."""
    lines = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in FIRST.splitlines())
    return word_body(lines + f"<w:p>{more}</w:p>")


@pytest.mark.parametrize(
    "unseen",
    [
        "<w:del><w:r><w:delText>机密</w:delText></w:r></w:del>",
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>机密</w:t></w:r>",
        '<w:r><w:commentReference w:id="0"/></w:r>',
        '</w:p><w:altChunk r:id="rId9"/><w:p>',
    ],
    ids=["a deleted draft", "hidden text", "a comment", "another file"],
)
def test_a_word_file_with_what_is_not_printed_is_not_sent(client, unseen):
    publish(word_file(unseen), name="快报.docx")

    lines, as_text, file = pages(client)

    assert file.status_code == 404
    assert "原件里还有没有公开的内容" in text_of(lines) and "机密" not in text_of(lines)
    assert "机密" not in b"".join(as_text.streaming_content).decode()
    assert "下载文字" in text_of(client.get("/issues/2025/44/"))


def test_a_word_file_without_it_is_sent(client):
    publish(word_file("<w:r><w:drawing><pic:pic/></w:drawing></w:r>"), name="快报.docx")

    assert pages(client)[2].status_code == 200


def test_a_word_file_is_sent_without_the_name_of_its_author_and_an_editor_gets_all_of_it(client, admin_client):
    content = docx(FIRST.splitlines())  # whose properties say who wrote it
    upload = publish(content, name="快报.docx")[0].upload

    sent = b"".join(pages(client)[2].streaming_content)
    whole = b"".join(admin_client.get(f"/desk/uploads/{upload.pk}/original/").streaming_content)

    assert read_document(sent).text == read_document(content).text
    assert b"docProps" not in sent and b"docProps" in whole == content


def test_a_pdf_is_sent_with_blanks_for_the_name_of_its_author_and_an_editor_gets_all_of_it(client, admin_client):
    content = pdf(FIRST.splitlines()).replace(b"/Author (anonymous)", b"/Author (zhang san)")
    upload = publish(content, name="快报.pdf")[0].upload

    sent = b"".join(pages(client)[2].streaming_content)
    whole = b"".join(admin_client.get(f"/desk/uploads/{upload.pk}/original/").streaming_content)

    assert whole == content and b"zhang san" in content
    assert sent == content.replace(b"zhang san", b" " * 9).replace(b"unspecified", b" " * 11)


@pytest.mark.parametrize(("fields", "why"), [({"looked_through": False}, "还没有查清"), ({"kind": "doc"}, "查不出来")])
def test_a_file_that_nobody_has_looked_through_or_can_is_not_sent(client, fields, why):
    issue = publish(word_file(""), name="快报.docx")[0]
    Upload.objects.filter(pk=issue.upload_id).update(**fields)

    lines, _, file = pages(client)

    assert file.status_code == 404
    assert f"{why}，所以只提供本期的文字。" in text_of(lines)


def test_a_typed_scan_with_an_attachment_is_not_sent(client):
    issue = publish(FIRST)[0]
    upload = make_upload(
        text="", notes=["没有文字层。", "原件不提供下载：里面有附件。"], status="pending", looked_through=True
    )
    type_text(upload, FIRST)
    Upload.objects.filter(pk=upload.pk).update(status="published")
    Issue.objects.filter(pk=issue.pk).update(upload=upload)

    assert pages(client)[2].status_code == 404
    assert Upload.objects.get(pk=upload.pk).notes == [TYPED_NOTE, "原件不提供下载：里面有附件。"]


def test_a_web_page_with_text_that_it_does_not_show_is_not_sent(client):
    publish(f"<html><pre>{FIRST}</pre><p hidden>机密</p></html>", name="快报.html")

    assert pages(client)[2].status_code == 404


@pytest.mark.parametrize(
    "note",
    [
        "第2页是图片（多半是扫描的），里面的文字没有读，请另外录入。",
        "第1页有没写字号的文字（阅读器里多半看不见），没有读入：“乙”。",
        "第1页有内容在文件里找不到（如模板、图形），没有读入，请对照原件。",
    ],
)
def test_a_file_with_pages_that_nobody_has_read_is_not_sent(client, note):
    issue = publish(FIRST)[0]
    Upload.objects.filter(pk=issue.upload_id).update(notes=[note])

    assert pages(client)[2].status_code == 404


def test_a_file_that_is_not_published_is_not_sent(client):
    issue = publish(FIRST)[0]
    Upload.objects.filter(pk=issue.upload_id).update(status=Upload.Status.REJECTED)

    assert client.get("/issues/2025/44/original/file/").status_code == 404


def test_an_issue_whose_file_was_not_read_says_so(client):
    issue = publish(FIRST)[0]
    Upload.objects.filter(pk=issue.upload_id).update(text=None)

    assert "还没有读出来" in text_of(client.get("/issues/2025/44/original/"))


def test_typed_text_is_called_so(client):
    issue = publish(FIRST)[0]
    Upload.objects.filter(pk=issue.upload_id).update(kind="typed", name="扫描.pdf")

    assert "由人照原件录入" in text_of(client.get("/issues/2025/44/original/"))
    assert "（pdf，" in text_of(client.get("/issues/2025/44/"))


def test_an_address_that_is_not_the_issues_own_leads_to_it(client):
    issue = publish(FIRST)[0]
    Issue.objects.filter(pk=issue.pk).update(address="undated/9")

    for response in pages(client):
        assert response["Location"] == "/issues/undated/9/"

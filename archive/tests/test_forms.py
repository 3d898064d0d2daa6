from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from archive.bulletin.parser import parse_bulletin
from archive.forms import IssueForm, UploadForm, issue_forms
from archive.plans import IssueDetails

pytestmark = pytest.mark.django_db

BULLETIN = "柳河政务快报\n第47期\n柳河县人民政府办公室\n2025年10月17日\n县工信局培育中小企业\n建立体系。目前，培育企业91家。（工信局）\n"


def upload_form(content=None, name="快报47期.txt", text=""):
    files = {"file": SimpleUploadedFile(name, content)} if content is not None else {}
    return UploadForm({"text": text}, files)


def messages(form):
    return [message for errors in form.errors.values() for message in errors]


def test_a_file_is_taken_as_it_is():
    form = upload_form(BULLETIN.encode("gb18030"))

    assert form.is_valid()
    (upload,) = form.cleaned_data["uploads"]
    assert (upload.name, upload.content, upload.text) == ("快报47期.txt", BULLETIN.encode("gb18030"), BULLETIN)


def test_pasted_text_becomes_a_file():
    form = upload_form(text=BULLETIN)

    assert form.is_valid()
    (upload,) = form.cleaned_data["uploads"]
    assert (upload.name, upload.content) == ("粘贴的文字.txt", BULLETIN.encode())


def test_neither_file_nor_text_is_refused():
    assert messages(upload_form(text="  \n")) == ["请选择一个文件，或者把快报的文字粘贴进来。"]


def test_file_and_text_together_are_refused():
    assert messages(upload_form(BULLETIN.encode(), text=BULLETIN)) == ["文件和粘贴的文字只能用一样，请去掉其中一样。"]


def test_an_empty_file_is_refused():
    assert messages(upload_form(b"")) == ["这个文件是空的，没有文字。请换一个文件。"]


def test_a_file_that_is_too_large_is_refused(settings):
    settings.UPLOAD_MAX_BYTES = 10

    (message,) = messages(upload_form(BULLETIN.encode()))

    assert "超过了上限10" in message and "没有保存" in message


def test_pasted_text_that_is_too_large_is_refused(settings):
    settings.UPLOAD_MAX_BYTES = 10

    assert "超过了上限" in messages(upload_form(text=BULLETIN))[0]


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7 ...",
        b"PK\x03\x04...",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"\x89PNG\r\n",
        b"<html><body>",
        b"\xff\xff\xff\xff",
        b"text\x00text",
        "买三斤苹果。\n".encode(),
        b"   \n\n",
    ],
)
def test_what_is_no_bulletin_is_refused_with_the_reason(content):
    (message,) = messages(upload_form(content, name="文件.txt"))

    assert message.startswith("没有读出快报，没有保存。")


def issue_form(**data):
    return IssueForm({"bulletin": "", "year": "", "number": "", "date": ""} | data)


def test_what_is_left_empty_stays_as_parsed():
    form = issue_form()

    assert form.is_valid()
    assert form.details() == IssueDetails()


@pytest.mark.parametrize("written", ["2025-10-17", "2025年10月17日", "2025.10.17", "2025/10/17"])
def test_a_date_may_be_written_in_several_ways(written):
    form = issue_form(number="47", date=written)

    assert form.is_valid()
    assert form.details() == IssueDetails(year=2025, number=47, date=date(2025, 10, 17))


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"date": "十月"}, "date"),
        ({"date": "2025-13-45"}, "date"),
        ({"date": "0025-10-17"}, "date"),
        ({"year": "25"}, "year"),
        ({"year": "99999999999999"}, "year"),
        ({"number": "0", "year": "2025"}, "number"),
        ({"number": "99999", "year": "2025"}, "number"),
        ({"number": "47"}, "year"),
        ({"year": "2024", "date": "2025-10-17"}, "date"),
        ({"bulletin": "快" * 61}, "bulletin"),
    ],
)
def test_what_cannot_be_is_refused(data, field):
    assert field in issue_form(**data).errors


def test_every_issue_of_a_file_has_a_form_filled_with_what_the_file_says():
    forms = issue_forms(parse_bulletin(BULLETIN + "\n" + BULLETIN.replace("47期", "48期")))

    assert [form.initial["number"] for form in forms] == [47, 48]
    assert forms[0].initial["date"] == date(2025, 10, 17)
    assert forms[0].prefix != forms[1].prefix


def test_a_number_lacks_its_year_until_somebody_fills_it_in():
    undated = parse_bulletin("柳河政务快报\n第 44 期\n县工信局培育企业。目前，培育12家。（工信局）\n")
    filled = {"issue0-number": "44", "issue0-bulletin": "柳河政务快报", "issue0-year": "", "issue0-date": ""}

    def lacks(**more):
        (form,) = issue_forms(undated, {**filled, **more} if more else None)
        return form.lacks_year

    assert lacks()
    assert lacks(**{"issue0-year": ""})
    assert not lacks(**{"issue0-year": "2025"})
    assert not lacks(**{"issue0-date": "2025-10-17"})

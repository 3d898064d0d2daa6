"""What people send: files or pasted text, and what they know about an issue or an entry that the file does not say.

A file is read and parsed before anything is stored: what is not a bulletin is refused with the reason, in Chinese. A
scan is no bulletin yet, but is kept for a person to type it.
"""

import re
from hashlib import sha256

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat

from archive.bulletin.reader import File, NoTextError, unpack
from archive.comparison import entry_value
from archive.corrections import text_difference
from archive.models import Section
from archive.plans import IssueDetails
from archive.reading import LONGEST_ENTRY, parse_text
from archive.uploads import new_upload, read_upload, safe_name

PASTED_NAME = "粘贴的文字.txt"
NOT_READ = "没有读出快报，没有保存。"
YEARS = (1949, 2100)
DATE_FORMATS = ["%Y-%m-%d", "%Y年%m月%d日", "%Y.%m.%d", "%Y/%m/%d"]
NAME_SEPARATOR = re.compile(r"[\s、，,；;（）()]+")


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files, each checked as Django checks one."""

    widget = FilesInput

    def clean(self, data, initial=None):
        files = data if isinstance(data, list | tuple) else [data]
        return [cleaned for each in files if (cleaned := super(FilesField, self).clean(each, initial))]


class UploadForm(forms.Form):
    """Files, .zip files among them, or pasted text.

    Once valid it knows `uploads`, read but not stored yet; `refused`, the names and reasons of files that were not read;
    `is_bundle`, whether all of them were in one .zip; and `is_single`, whether one file was brought, not in a .zip.
    """

    file = FilesField(
        label="快报文件",
        required=False,
        error_messages={"empty": "这个文件是空的，没有文字。请换一个文件。"},
    )
    text = forms.CharField(label="粘贴文字", required=False, strip=False, widget=forms.Textarea(attrs={"rows": 10}))

    def clean_file(self):
        files = self.cleaned_data["file"]
        _refuse_too_large(sum(file.size for file in files))
        return files

    def clean_text(self):
        text = self.cleaned_data["text"]
        _refuse_too_large(len(text.encode("utf-8", "replace")))
        return text

    def clean(self):
        cleaned = super().clean()
        files, text = cleaned.get("file"), cleaned.get("text", "")
        if self.errors:
            return cleaned
        if bool(files) == bool(text.strip()):
            raise forms.ValidationError(
                "文件和粘贴的文字只能用一样，请去掉其中一样。"
                if files
                else "请选择一个文件，或者把快报的文字粘贴进来。"
            )
        brought = [File(file.name, file.read()) for file in files]
        brought = brought or [File(PASTED_NAME, text.encode("utf-8", "replace"))]
        cleaned["uploads"], cleaned["refused"], cleaned["is_bundle"] = [], [], False
        for file in brought:
            self._read(file, cleaned)
        count = len(cleaned["uploads"]) + len(cleaned["refused"])
        cleaned["is_single"] = count == 1 and not cleaned["is_bundle"]
        cleaned["is_bundle"] &= len(brought) == 1
        if not cleaned["uploads"]:
            reasons = [reason if cleaned["is_single"] else f"{name}：{reason}" for name, reason in cleaned["refused"]]
            self.add_error("file" if files else "text", [f"{NOT_READ}{reason}" for reason in reasons])
        return cleaned

    def _read(self, brought, cleaned):
        """Read a file, or all files of a .zip, into `cleaned`; one that cannot be read does not keep the others out."""
        try:
            files = unpack(brought.name, brought.content)
        except ValueError as error:
            cleaned["refused"].append((safe_name(brought.name), str(error)))
            return
        cleaned["is_bundle"] |= [file.name for file in files] != [brought.name]
        for file in files:
            name = safe_name(file.name)
            try:
                upload = new_upload(name=name, content=file.content)
                read_upload(upload)
            except NoTextError:
                cleaned["uploads"].append(upload)
            except ValueError as error:
                cleaned["refused"].append((name, str(error)))
            else:
                cleaned["uploads"].append(upload)


class TypedTextForm(forms.Form):
    """The text of a file that has none of its own, as a person has typed it.

    `now` is what the text is, as a value that the page carries along as `seen`, so that nobody's typing is overwritten
    unseen.
    """

    text = forms.CharField(
        label="照原件录入的文字",
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24}),
        error_messages={"required": "请把原件里的文字录入或者粘贴进来。"},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, upload, data=None):
        self.now = seen_text(upload)
        super().__init__(data, initial={"text": upload.text or ""})

    def clean_seen(self):
        if self.cleaned_data["seen"] != self.now:
            raise forms.ValidationError(
                "录入的文字刚才有别人改过。下面是您填的内容，请对照现在的文字再存一次。", code="seen"
            )
        return self.now

    def clean_text(self):
        text = self.cleaned_data["text"]
        _refuse_too_large(len(text.encode("utf-8", "replace")))
        try:
            parse_text(text)
        except ValueError as error:
            line = getattr(error, "line", 1)
            raise forms.ValidationError(f"{NOT_READ}第{line}行：{error}") from None
        return text


class EntryForm(forms.Form):
    """Title, body, section and sources of an entry. Text that goes missing or comes in new has to be confirmed, and so
    has a section that no entry has had yet.

    `seen` tells what the entry was when the page was opened, so that nobody's correction is overwritten unseen.
    """

    title = forms.CharField(label="标题", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    body = forms.CharField(
        label="正文", required=False, max_length=LONGEST_ENTRY, widget=forms.Textarea(attrs={"rows": 12})
    )
    section = forms.CharField(
        label="栏目", required=False, max_length=60, widget=forms.TextInput(attrs={"list": "sections"})
    )
    units = forms.CharField(label="署名单位（照原文，用空格隔开）", required=False, max_length=1000)
    confirmed = forms.BooleanField(label="已与原件核对，照此保存", required=False)
    new_section = forms.BooleanField(label="原件就是这样写的，新增这个栏目", required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, entry, data=None):
        self.entry = entry
        self.lost = self.added = ""
        self.unknown_section = ""
        self.sections = list(Section.objects.order_by("name").values_list("name", flat=True))
        self.now = seen_of(entry)
        units = " ".join(entry_value(entry, "units"))
        initial = {"title": entry.title, "body": entry.body, "section": entry_value(entry, "section"), "units": units}
        super().__init__(data, initial=initial)

    def clean_title(self):
        title = "".join(self.cleaned_data["title"].splitlines()).strip()
        if not title:
            raise forms.ValidationError("标题不能空着。")
        return title

    def clean_body(self):
        return self.cleaned_data["body"].replace("\r\n", "\n").strip()

    def clean_section(self):
        return self.cleaned_data["section"].strip("【】 ") or None

    def clean_units(self):
        return tuple(name for name in NAME_SEPARATOR.split(self.cleaned_data["units"]) if name)

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        if cleaned["seen"] != self.now:
            raise forms.ValidationError(
                "这一条刚才有别人改过。下面是您填的内容，请对照现在的文字再保存一次。", code="seen"
            )
        text = {name: cleaned[name] for name in ("title", "body", "units")}
        self.lost, self.added = text_difference(self.entry, **text)
        if (self.lost or self.added) and not cleaned["confirmed"]:
            self.add_error(None, forms.ValidationError("文字与原来的不一样，请核对。", code="differs"))
        if cleaned["section"] and cleaned["section"] not in self.sections:
            self.unknown_section = cleaned["section"]
            if not cleaned["new_section"]:
                self.add_error(None, forms.ValidationError("还没有这个栏目，请核对。", code="section"))
        return cleaned

    def values(self):
        """What `correct_entry` takes."""
        return {name: self.cleaned_data[name] for name in ("title", "body", "section", "units")}


def seen_of(entry) -> str:
    """What an entry is now, as a value that a page carries along."""
    now = [entry_value(entry, name) for name in ("title", "body", "section", "units")]
    return sha256(repr(now).encode()).hexdigest()[:16]


def seen_text(upload) -> str:
    """The text of an upload as a value that a page carries along; "" when there is none."""
    return sha256(upload.text.encode()).hexdigest()[:16] if upload.text else ""


class IssueForm(forms.Form):
    """What is known about one issue of a file. A field left empty stays as the file has it."""

    bulletin = forms.CharField(label="刊名", required=False, max_length=60)
    year = forms.IntegerField(label="年份", required=False, min_value=YEARS[0], max_value=YEARS[1])
    number = forms.IntegerField(label="期号", required=False, min_value=1, max_value=9999)
    date = forms.DateField(
        label="日期",
        required=False,
        input_formats=DATE_FORMATS,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": "请写成2025年10月17日或2025-10-17。"},
    )

    def clean_date(self):
        date = self.cleaned_data["date"]
        if date and not YEARS[0] <= date.year <= YEARS[1]:
            raise forms.ValidationError(f"年份应在{YEARS[0]}至{YEARS[1]}之间。")
        return date

    def clean(self):
        cleaned = super().clean()
        for name, printed in self.initial.items():
            if printed is not None and name not in self.errors and cleaned.get(name) in (None, ""):
                self.add_error(name, f"原文写着“{printed}”，不能清空。写错了请改成正确的，不知道请先改好文件再传。")
        date, year = cleaned.get("date"), cleaned.get("year")
        if date and year and date.year != year:
            self.add_error("date", f"日期在{date.year}年，与年份{year}不一致。")
        if cleaned.get("number") and not (year or date) and not self.errors:
            self.add_error("year", "有期号就要有年份，否则分不清是哪一年的这一期。")
        return cleaned

    @property
    def lacks_year(self) -> bool:
        """Whether a number stands here without a year, as the file or a person has it: so it cannot be approved."""
        number, year, date = (self[name].value() for name in ("number", "year", "date"))
        return bool(number) and not (year or date)

    def details(self) -> IssueDetails:
        cleaned = self.cleaned_data
        year = cleaned["year"] or (cleaned["date"].year if cleaned["date"] else None)
        return IssueDetails(
            bulletin=cleaned["bulletin"] or None, year=year, number=cleaned["number"], date=cleaned["date"]
        )


def issue_forms(parsed, data=None) -> list[IssueForm]:
    """A form for every issue of a file, filled with what the file says."""
    return [
        IssueForm(
            data,
            prefix=f"issue{place}",
            initial={"bulletin": issue.name, "year": issue.year, "number": issue.number, "date": issue.date},
        )
        for place, issue in enumerate(parsed.issues)
    ]


def _refuse_too_large(size):
    if size > settings.UPLOAD_MAX_BYTES:
        raise forms.ValidationError(
            f"有{filesizeformat(size)}，超过了上限{filesizeformat(settings.UPLOAD_MAX_BYTES)}，没有保存。请分成几个文件。"
        )

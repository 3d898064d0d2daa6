"""What people send: a file or pasted text, and what they know about an issue that the file does not say.

A file is read and parsed before anything is stored: what is not a bulletin is refused with the reason, in Chinese.
"""

import re

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat

from archive.plans import IssueDetails
from archive.uploads import read_bulletin

LONGEST_NAME = 120  # characters
PASTED_NAME = "粘贴的文字.txt"
# Controls, direction marks that make a name read otherwise than it is, and what separates folders.
UNSAFE_IN_NAME = re.compile(r'[\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff/\\:*?"<>|]')

YEARS = (1949, 2100)
DATE_FORMATS = ["%Y-%m-%d", "%Y年%m月%d日", "%Y.%m.%d", "%Y/%m/%d"]


def safe_name(name: str) -> str:
    """A file name as it may be shown and sent back: one line, no folders, its ending kept when it is too long."""
    name = UNSAFE_IN_NAME.sub("", name.replace("\\", "/").rpartition("/")[2]).strip(" .")
    stem, dot, ending = name.rpartition(".")
    if len(name) > LONGEST_NAME and dot and len(ending) < 10:
        return f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}"
    return name[:LONGEST_NAME] or "未命名"


class UploadForm(forms.Form):
    """A file or pasted text, exactly one of the two. Once valid it knows `name` and `content`."""

    file = forms.FileField(
        label="快报文件", required=False, error_messages={"empty": "这个文件是空的，没有文字。请换一个文件。"}
    )
    text = forms.CharField(label="粘贴文字", required=False, strip=False, widget=forms.Textarea(attrs={"rows": 10}))

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file:
            self._refuse_too_large(file.size)
        return file

    def clean_text(self):
        text = self.cleaned_data["text"]
        self._refuse_too_large(len(text.encode("utf-8", "replace")))
        return text

    def clean(self):
        cleaned = super().clean()
        file, text = cleaned.get("file"), cleaned.get("text", "")
        if self.errors:
            return cleaned
        if bool(file) == bool(text.strip()):
            raise forms.ValidationError(
                "文件和粘贴的文字只能用一样，请去掉其中一样。" if file else "请选择一个文件，或者把快报的文字粘贴进来。"
            )
        cleaned["name"] = safe_name(file.name) if file else PASTED_NAME
        cleaned["content"] = file.read() if file else text.encode("utf-8", "replace")
        self._try_reading(cleaned)
        return cleaned

    def _try_reading(self, cleaned):
        try:
            read_bulletin(cleaned["content"])
        except ValueError as error:
            self.add_error("file" if cleaned.get("file") else "text", f"没有读出快报，没有保存。{error}")

    def _refuse_too_large(self, size):
        if size > settings.UPLOAD_MAX_BYTES:
            raise forms.ValidationError(
                f"有{filesizeformat(size)}，超过了上限{filesizeformat(settings.UPLOAD_MAX_BYTES)}，没有保存。请分成几个文件。"
            )


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

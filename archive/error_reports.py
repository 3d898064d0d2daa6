"""What readers say is wrong in an entry. Nobody is named, and nothing is changed by it: a person of the office looks."""

from django import forms
from django.db import transaction
from django.http import Http404

from archive.models import Entry, ErrorReport

LONGEST_REPORT = 1000  # characters
MOST_UNSETTLED = 20  # of one entry: enough to know that something is wrong
TOO_MANY = f"本条已有{MOST_UNSETTLED}份报告等候处理，暂时不再收新的。请过几天再看。"


class ReportField(forms.CharField):
    """Counts as the reader's browser does, to which the end of a line is one character; PostgreSQL takes no NUL."""

    def to_python(self, value):
        return super().to_python((value or "").replace("\x00", "").replace("\r\n", "\n"))


class ErrorReportForm(forms.Form):
    text = ReportField(
        label="错在哪里",
        max_length=LONGEST_REPORT,
        help_text=f"例如：第二段“38公里”，印刷件是“83公里”。最多{LONGEST_REPORT}字，不用写姓名。",
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": "还没有写错在哪里。",
            "max_length": f"写得太长，最多{LONGEST_REPORT}字，现在有%(show_value)d字。",
        },
    )


def is_full(entry: Entry) -> bool:
    """Whether there are so many reports of an entry that nobody has looked at that no more are taken."""
    return entry.error_reports.filter(settled=False).count() >= MOST_UNSETTLED


def keep_report(entry: Entry, text: str) -> bool:
    """Whether there was room for it; one that waits already, sent twice, needs none. Those who report the same entry at
    once wait for each other. Http404 where it has been taken off the public pages meanwhile."""
    with transaction.atomic():
        if not Entry.objects.published().select_for_update(of=["self"]).filter(pk=entry.pk).first():
            raise Http404("这一条刚刚撤下，报告没有保存。")
        if entry.error_reports.filter(text=text, settled=False).exists():
            return True
        if is_full(entry):
            return False
        ErrorReport.objects.create(entry=entry, text=text)
    return True


def unsettled() -> int:
    """How many reports wait for a person."""
    return ErrorReport.objects.filter(settled=False).count()

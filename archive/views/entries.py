"""An entry, read by itself; its figures as a file; and what a reader says is wrong in it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from archive.context import is_sample
from archive.error_reports import TOO_MANY, ErrorReportForm, is_full, keep_report
from archive.models import Entry
from archive.pages.entry_page import entries_to_read, entry_page, figures_for_download
from archive.pages.figure_table import as_csv
from archive.views.addresses import elsewhere, moved
from archive.views.page import page


@page
def entry(request, year, number, order):
    found = entries_to_read().filter(issue__address=f"{year}/{number}", address=order).first()
    if found is None:
        return moved(year, number, order) or redirect(elsewhere(year, number, order))
    shown = entry_page(found, request.GET)
    context = {
        "entry": found,
        "issue": found.issue,
        "sample": is_sample(found.issue),
        "address": request.build_absolute_uri(found.get_absolute_url()),
        "page": shown,
        "question": shown.asked,
    }
    return render(request, "archive/entry_detail.html", context)


@page
def entry_figures(request, year, number, order):
    found = _read(year, number, order)
    if found is None:
        return moved(year, number, order) or redirect(elsewhere(year, number, order))
    response = HttpResponse(as_csv(figures_for_download(found)), content_type="text/csv; charset=utf-8")
    name = f"{found.issue.label}第{found.order}条成效数字.csv"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def report_entry(request, year, number, order):
    found = _read(year, number, order)
    if found is None:
        if request.method == "POST":  # moved or taken away while the reader wrote
            messages.error(request, "这一条的地址已经变了，刚才写的报告没有保存。", extra_tags="没有保存")
        return moved(year, number, order) or redirect(elsewhere(year, number, order))
    form = ErrorReportForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and keep_report(found, form.cleaned_data["text"]):
        messages.success(request, "谢谢。编辑会对照印刷件核对，属实的会改正。", extra_tags="收到了")
        return redirect(found)
    refused = TOO_MANY if is_full(found) else ""
    context = {"entry": found, "issue": found.issue, "form": form, "refused": refused}
    return render(request, "archive/report.html", context)


def _read(year, number, order):
    entries = Entry.objects.published().for_lists()
    return entries.filter(issue__address=f"{year}/{number}", address=order).first()

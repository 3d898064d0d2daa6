"""The editors' desk 编辑台: upload, look at what was found, approve or reject. Nothing here is seen by readers.

An upload is the file itself; what the review page shows is parsed afresh from its text each time, and approving runs
the same import once more, this time for good. The row of the upload is locked while its state changes, so that two
people cannot settle the same file twice. A file without text waits for a person to type it.
"""

import re
from functools import wraps
from hashlib import sha256

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.html import format_html, format_html_join
from django.utils.timezone import localtime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from archive import error_reports
from archive.comparison import ENTRY_LABELS
from archive.corrections import correct_entry
from archive.downloads import original_file
from archive.forms import EntryForm, TypedTextForm, UploadForm, issue_forms, seen_text
from archive.importer import ImportResult, IssueResult, import_bulletin
from archive.models import Entry, Issue, Upload
from archive.pages.original import original_lines
from archive.plans import CREATED, UNCHANGED, UPDATED
from archive.search.index.writing import wait_for_other_writers
from archive.search.vocabulary import learn
from archive.units import unresolved_names
from archive.uploads import SUFFIXES, TYPED, can_be_typed, read_again, read_upload, store_upload, type_text

UPLOAD, APPROVE = "archive.add_upload", "archive.change_upload"
MOST_TOLD = 20  # files that were not read, named with the reason
LINE_END = re.compile(r"\r\n|\r|\n")
LATEST = 10  # issues and settled uploads listed on the desk
OUTCOMES = {CREATED: "已发布", UPDATED: "已更新", UNCHANGED: "没有改变"}


def editors_only(*permissions):
    """Log in first; then one of the permissions is needed. Pages of the desk are never kept in a cache."""

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not request.user.is_authenticated:
                if request.method == "POST":
                    text = "离开太久，已经退出登录。刚才的内容没有保存，请登录后重做一次。"
                    messages.warning(request, text, extra_tags="没有保存")
                return redirect_to_login(request.get_full_path())
            if not any(request.user.has_perm(permission) for permission in permissions):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return never_cache(guarded)

    return decorate


@require_safe
@editors_only(UPLOAD, APPROVE)
def overview(request):
    uploads = Upload.objects.for_lists().select_related("uploaded_by")
    waiting = list(uploads.filter(status=Upload.Status.PENDING))
    context = {
        "pending": [upload for upload in waiting if not upload.is_untyped],
        "untyped": [upload for upload in waiting if upload.is_untyped],
        "latest": _with_entry_counts(Issue.objects.published()).order_by("-upload__uploaded_at", "-pk")[:LATEST],
        "rejected": uploads.filter(status=Upload.Status.REJECTED),
        "withdrawn": Issue.objects.withdrawn().newest_first(),
        "unresolved": unresolved_names(),
        "error_reports": error_reports.unsettled(),
    }
    return render(request, "desk/overview.html", context)


def _with_entry_counts(issues):
    return issues.select_related("bulletin").annotate(entry_count=Count("entries"))


@require_http_methods(["GET", "HEAD", "POST"])
@editors_only(UPLOAD)
def upload(request):
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if not form.is_valid():
        context = {"form": form, "max_bytes": settings.UPLOAD_MAX_BYTES, "accept": ",".join(SUFFIXES)}
        return render(request, "desk/upload.html", context)
    kept = [_keep(each, request.user) for each in form.cleaned_data["uploads"]]
    if not form.cleaned_data["is_single"]:
        _tell_of_many(request, form.cleaned_data, kept)
        return redirect("archive:desk")
    (stored, is_new) = kept[0]
    if not is_new:
        when = localtime(stored.uploaded_at).strftime("%Y年%-m月%-d日")
        text = f"这个文件与{when}上传的“{stored.name}”完全相同，没有再次收录。"
        messages.warning(request, text, extra_tags="重复")
    return redirect(stored)


@require_http_methods(["GET", "HEAD", "POST"])
@editors_only(UPLOAD, APPROVE)
def review(request, pk):
    found = _find(pk)
    try:
        parsed = read_upload(found)
    except ValueError as error:
        return _show_unreadable(request, found, error, TypedTextForm(found))
    if request.method == "POST":
        return _approve(request, found, parsed)
    return _show(request, found, parsed, issue_forms(parsed))


@require_http_methods(["GET", "HEAD", "POST"])
@editors_only(UPLOAD, APPROVE)
def typed_text(request, pk):
    """The text of a scan, typed by a person; it can be typed again until the file is settled."""
    found = _find(pk)
    if not can_be_typed(found):
        return redirect(found)
    form = TypedTextForm(found, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _show_unreadable(request, found, "", form)
    if type_text(found, form.cleaned_data["text"]):
        messages.success(request, "文字已存下，原件不变。请核对识别结果。", extra_tags="已录入")
        return redirect(found)
    found.refresh_from_db(fields=["text", "kind", "status"])
    if can_be_typed(found):  # somebody else was quicker; what was typed here stays in the page
        return _show_unreadable(request, found, "", TypedTextForm(found, request.POST))
    messages.warning(request, _already(found), extra_tags="没有保存")
    return redirect(found)


@require_http_methods(["GET", "HEAD", "POST"])
@editors_only(APPROVE)
def reject(request, pk):
    found = _find(pk)
    if request.method != "POST":
        return render(request, "desk/reject.html", {"upload": found})
    if _settle(found, Upload.Status.PENDING, Upload.Status.REJECTED):
        messages.success(request, f"“{found.name}”没有发布。原件保留在上传记录里，可以再次送审。", extra_tags="已退回")
        return redirect("archive:desk")
    messages.warning(request, _already(found), extra_tags="没有退回")
    return redirect(found)


@require_POST
@editors_only(UPLOAD, APPROVE)
def reopen(request, pk):
    found = _find(pk)
    if _settle(found, Upload.Status.REJECTED, Upload.Status.PENDING):
        messages.success(request, f"“{found.name}”回到待审。", extra_tags="再次送审")
    else:
        messages.warning(request, _already(found), extra_tags="没有改变")
    return redirect(found)


@require_http_methods(["GET", "HEAD", "POST"])
@editors_only(APPROVE)
@transaction.atomic
def edit_entry(request, pk):
    """Set an entry right: where its title ends, its section, who sent it."""
    if request.method == "POST":
        wait_for_other_writers()  # what the form compares with must not change before it is written
    found = Entry.objects.for_lists().prefetch_related("segments").filter(pk=pk).first()
    if found is None:
        raise Http404("没有这一条。")
    form = EntryForm(found, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        corrected = "、".join(ENTRY_LABELS[name] for name in ENTRY_LABELS if name in found.corrected)
        context = {"entry": found, "issue": found.issue, "form": form, "corrected": corrected, "line": _line_of(found)}
        return render(request, "desk/entry.html", context)
    changed = [ENTRY_LABELS[name] for name in correct_entry(found, **form.values())]
    text = (
        f"{'、'.join(changed)}已改好。以后再导入或者重读原件，都会保留。" if changed else "文字没有改动，已记为核对过。"
    )
    messages.success(request, text, extra_tags="已保存")
    return redirect(found if found.issue.status == Issue.Status.PUBLISHED else "archive:desk")


@require_safe
@editors_only(UPLOAD, APPROVE)
def original(request, pk):
    return original_file(_find(pk))


# What the pages above are made of


def _find(pk):
    """Without the bytes, which may be many; who needs them gets them."""
    found = Upload.objects.defer("content").select_related("uploaded_by").filter(pk=pk).first()
    if found is None:
        raise Http404("上传记录里没有这个文件。")
    return found


def _keep(upload, user):
    """Store a file that was brought; whether it is new."""
    if upload.pk is None:
        upload.uploaded_by = user
    return store_upload(upload)


def _tell_of_many(request, brought, kept):
    """压缩包里有5个文件：3个待审，1个没有文字层，等待录入，1个没有读出。 And which were not read, and why."""
    refused, where = brought["refused"], "压缩包里有" if brought["is_bundle"] else "一共"
    twice = len(kept) - len({stored.pk for stored, _ in kept})
    new = [stored for stored, is_new in kept if is_new]
    untyped = sum(stored.text == "" for stored in new)
    counted = [
        (len(new) - untyped, "个待审"),
        (untyped, "个没有文字层，等待录入"),
        (twice, "个与其中另一个完全相同"),
        (len(kept) - len(new) - twice, "个以前收到过，没有再次收录"),
        (len(refused), "个没有读出"),
    ]
    told = "；".join(f"{count}{what}" for count, what in counted if count)
    messages.success(request, f"{where}{len(kept) + len(refused)}个文件：{told}。", extra_tags="已上传")
    if refused:
        reasons = format_html_join("", "<br>{}：{}", refused[:MOST_TOLD])
        more = f"等{len(refused)}个。" if len(refused) > MOST_TOLD else ""
        messages.warning(request, format_html("这些没有保存：{}{}", reasons, more), extra_tags="没有读出")


def _show_unreadable(request, found, problem, form):
    context = {"upload": found, "problem": problem, "form": form if can_be_typed(found) else None}
    return render(request, "desk/unreadable.html", context)


def _show(request, found, parsed, forms, *, problem=""):
    """The review page; a file that is settled is shown without fields and buttons."""
    details = _details(forms) if all(form.is_valid() for form in forms) else None
    try:
        preview = import_bulletin(found, dry_run=True, reviewed=True, details=details)
    except ValueError as error:
        preview = ImportResult(
            found, tuple(IssueResult(issue, "", None) for issue in parsed.issues), parsed.warnings, ()
        )
        problem = problem or str(error)
    context = {
        "upload": found,
        "can_be_typed": can_be_typed(found),
        "is_open": found.status == Upload.Status.PENDING and request.user.has_perm(APPROVE),
        "results": [
            (result, form, _entries(result, found)) for result, form in zip(preview.issues, forms, strict=True)
        ],
        "entry_total": sum(len(issue.entries) for issue in parsed.issues),
        "warnings": preview.warnings,
        "unresolved": preview.unresolved,
        "lines": original_lines(parsed, preview.warnings),
        "published": found.issues.published(),
        "withdrawn": found.issues.withdrawn(),
        "problem": problem,
        "seen": _seen(preview),
        "has_errors": any(form.errors for form in forms),
        "lacks_year": any(form.lacks_year for form in forms),
    }
    return render(request, "desk/review.html", context)


def _approve(request, found, parsed):
    """Publish what is in the file, with what was filled in, and say so with links to the issues."""
    if not request.user.has_perm(APPROVE):
        raise PermissionDenied
    forms = issue_forms(parsed, request.POST)
    if not all(form.is_valid() for form in forms):
        return _show(request, found, parsed, forms)
    try:
        result = _publish(found, _details(forms), seen=request.POST.get("seen", ""))
    except ValueError as error:
        return _show(request, found, parsed, forms, problem=str(error))
    if result is None:
        found.refresh_from_db(fields=["status"])
        messages.warning(request, _already(found), extra_tags="没有再次发布")
        return redirect(found)
    learn(Entry.objects.filter(issue__in=[each.issue for each in result.issues]))
    messages.success(request, _published(result), extra_tags="已发布")
    return redirect("archive:desk")


def _entries(result, found):
    """Each entry that was read, with its row once it is published from this file, so that it can be set right."""
    is_published = found.status == Upload.Status.PUBLISHED and result.issue and result.issue.upload_id == found.pk
    rows = {row.order: row for row in result.issue.entries.all()} if is_published else {}
    return [(entry, rows.get(entry.order)) for entry in result.parsed.entries]


def _line_of(entry):
    """The line of the file on which an entry begins; None where the file cannot be read now."""
    found = Upload.objects.defer("content").get(pk=entry.issue.upload_id)
    try:
        if found.text is None:
            read_again(found)
    except ValueError:
        return None
    return len(LINE_END.findall(found.text, 0, entry.start)) + 1


class _NotSeenError(ValueError):
    """Approving would publish a text, or change published issues, as the review page has not shown it yet."""


@transaction.atomic
def _publish(found, details, *, seen):
    """None when somebody else has settled the file in the meantime. `seen` is what the review page showed."""
    wait_for_other_writers()
    locked = Upload.objects.select_for_update().defer("content").get(pk=found.pk)
    if locked.status != Upload.Status.PENDING:
        return None
    preview = import_bulletin(locked, dry_run=True, reviewed=True, details=details)
    if _seen(preview) != seen:
        what = "这一期已经收录，批准就会更新它。请看下面的改动" if _touched(preview) else "录入的文字刚才有人改过"
        raise _NotSeenError(f"{what}，核对无误再批准一次。")
    return import_bulletin(locked, reviewed=True, details=details)


def _seen(preview):
    """What the review page shows and others may change, as a value that the page carries along; "" for nothing: the
    text that a person has typed, and what an import changes in issues that are here."""
    upload = preview.upload
    shown = [seen_text(upload) if upload.kind == TYPED else "", *_touched(preview)]
    return sha256(repr(shown).encode()).hexdigest() if any(shown) else ""


def _touched(preview):
    return [
        (each.issue.pk, each.issue.upload_id, each.changes)
        for each in preview.issues
        if each.issue and each.outcome != UNCHANGED
    ]


def _details(forms):
    return {place: form.details() for place, form in enumerate(forms)}


def _published(result):
    """2025年第47期已发布，5条。去看这一期"""
    rows = (
        (each.issue.label, OUTCOMES[each.outcome], len(each.parsed.entries), each.issue.get_absolute_url())
        for each in result.issues
    )
    return format_html_join(" ", '{}{}，{}条。<a href="{}">去看这一期</a>', rows)


def _settle(found, before, after):
    """Change the state if it is still what the person saw; tells whether it was."""
    changed = Upload.objects.filter(pk=found.pk, status=before).update(status=after)
    found.refresh_from_db(fields=["status"])
    return bool(changed)


def _already(found):
    return f"“{found.name}”已经处理过了，现在是“{found.get_status_display()}”。"

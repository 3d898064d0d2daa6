"""What has come in: bulletins, issues, entries and files, and what readers say is wrong in them."""

from django import forms
from django.contrib import admin
from django.db.models import Count
from django.urls import reverse
from django.utils.html import format_html

from archive.admin.ways import ReadOnlyAdmin, WritingAdmin
from archive.comparison import LABELS, shown
from archive.corrections import ISSUE_FIELDS, correct_issue
from archive.models import Bulletin, Entry, ErrorReport, Issue, Upload
from archive.search.vocabulary import forget, learn
from archive.units import resolve_again


@admin.register(Bulletin)
class BulletinAdmin(WritingAdmin):
    """The county decides which register its units are looked up in; the name is part of the key of its issues."""

    list_display = ["name", "county"]
    readonly_fields = ["name"]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        resolve_again(obj.county)

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class IssueForm(forms.ModelForm):
    def clean(self):
        cleaned = super().clean()
        date, year = cleaned.get("date"), cleaned.get("year")
        if date and year and date.year != year:
            self.add_error("date", f"日期在{date.year}年，与年份{year}不一致。")
        if cleaned.get("number") and not year:
            self.add_error("year", "有期号就要有年份，否则分不清是哪一年的这一期。")
        return cleaned


@admin.register(Issue)
class IssueAdmin(WritingAdmin):
    """What a person sets here goes before what a file says, also when it is imported again.

    The state takes an issue off the public pages and puts it back.
    """

    form = IssueForm

    list_display = ["label", "bulletin", "date", "entry_count", "status"]
    list_filter = ["status", "bulletin", "year"]
    search_fields = ["address", "entries__title"]
    list_select_related = ["bulletin"]
    fields = ["status", *ISSUE_FIELDS, "by_person"]
    readonly_fields = ["by_person"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(entry_count=Count("entries")).order_by("-year", "-number", "-pk")

    @admin.display(description="条数")
    def entry_count(self, issue):
        return issue.entry_count

    @admin.display(description="期")
    def label(self, issue):
        return issue.label

    @admin.display(description="由人改过")
    def by_person(self, issue):
        said = {LABELS[name]: shown(issue.corrected[name]) for name in LABELS if name in issue.corrected}
        return "；".join(f"{label}（文件里是{value}）" for label, value in said.items()) or "没有"

    def save_model(self, request, obj, form, change):
        issue = Issue.objects.select_related("bulletin").get(pk=obj.pk)
        was_published, issue.status = issue.status == Issue.Status.PUBLISHED, obj.status
        issue.save(update_fields=["status"])
        correct_issue(issue, {name: form.cleaned_data[name] for name in form.changed_data if name in ISSUE_FIELDS})
        if was_published != (issue.status == Issue.Status.PUBLISHED):
            (forget if was_published else learn)(issue.entries.all())

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Entry)
class EntryAdmin(ReadOnlyAdmin):
    list_display = ["title", "issue", "order", "section", "doubtful"]
    list_filter = ["doubtful", "issue__year", "section"]
    search_fields = ["title"]
    list_select_related = ["issue__bulletin", "section"]
    fields = ["issue", "order", "section", "title", "body", "source_bracket", "doubtful", "edit"]

    @admin.display(description="改正")
    def edit(self, entry):
        return format_html('<a href="{}">在编辑台打开</a>', reverse("archive:entry_edit", args=[entry.pk]))


class SettledFilter(admin.SimpleListFilter):
    """What waits for a person is shown first; what is done with is there when one asks for it."""

    title = "处理"
    parameter_name = "settled"
    ALL = "all"

    def lookups(self, request, model_admin):
        return [("no", "未处理"), ("yes", "已处理"), (self.ALL, "全部")]

    def choices(self, changelist):
        for value, label in self.lookup_choices:
            query = changelist.get_query_string({self.parameter_name: value})
            yield {"selected": (self.value() or "no") == value, "query_string": query, "display": label}

    def queryset(self, request, queryset):
        if self.value() == self.ALL:
            return queryset
        return queryset.filter(settled=self.value() == "yes")


@admin.register(ErrorReport)
class ErrorReportAdmin(admin.ModelAdmin):
    """Readers write here, on the page of an entry; a person looks, sets the entry right at the desk, and ticks it off."""

    list_display = ["text", "of_entry", "reported_at", "settled"]
    list_display_links = ["text"]
    list_editable = ["settled"]
    list_filter = [SettledFilter]
    list_select_related = ["entry__issue"]
    search_fields = ["text", "entry__title"]
    fields = ["text", "of_entry", "edit", "reported_at", "settled"]
    readonly_fields = ["text", "of_entry", "edit", "reported_at"]

    @admin.display(description="条目")
    def of_entry(self, report):
        entry = report.entry
        where = f"{entry.issue.label}第{entry.order}条"
        return format_html('<a href="{}">{}　{}</a>', entry.get_absolute_url(), where, entry.title)

    @admin.display(description="改正")
    def edit(self, report):
        return format_html('<a href="{}">在编辑台打开</a>', reverse("archive:entry_edit", args=[report.entry_id]))

    def has_add_permission(self, request):
        return False


@admin.register(Upload)
class UploadAdmin(ReadOnlyAdmin):
    list_display = ["name", "status", "size", "uploaded_by", "uploaded_at", "review"]
    list_filter = ["status"]
    search_fields = ["name", "sha256"]
    list_select_related = ["uploaded_by"]
    fields = ["name", "status", "size", "sha256", "uploaded_by", "uploaded_at", "review"]

    def get_queryset(self, request):
        return super().get_queryset(request).for_lists()

    @admin.display(description="审核")
    def review(self, upload):
        return format_html('<a href="{}">打开</a>', reverse("archive:upload_review", args=[upload.pk]))

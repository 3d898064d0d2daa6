"""The back office: the register of units is kept here, and what is wrong in the head or foot of an issue is set right.

Rows are written as usual; what follows from a change, names and search index, is done after saving by the functions
that own them. Files are uploaded and approved at the desk, and entries set right there, not here.
"""

import re
from contextlib import contextmanager

from django import forms
from django.contrib import admin
from django.db import transaction
from django.db.models import Count, F, TextField, Value, Window
from django.db.models.functions import Cast, Concat, FirstValue, RowNumber
from django.urls import reverse
from django.utils.html import format_html

from archive.comparison import LABELS, shown
from archive.corrections import ISSUE_FIELDS, correct_issue
from archive.models import (
    Bulletin,
    Entry,
    ErrorReport,
    Issue,
    SearchLog,
    Section,
    SynonymGroup,
    Unit,
    UnitAlias,
    Upload,
    Word,
)
from archive.search.index.writing import index_entries, wait_for_other_writers
from archive.search.normalize import normalize
from archive.search.vocabulary import forget, learn, refresh_names, wait_for_others
from archive.units import index_unit, resolve_again, save_names, slug_for

admin.site.site_header = admin.site.site_title = "快报资料库后台"
admin.site.index_title = "资料"

TAKEN = "“%(name)s”已经是%(unit)s的名称。"


def _refuse_taken_name(county, name, unit):
    """A name belongs to one unit of a county; `unit` may be new."""
    taken = UnitAlias.objects.filter(county=county, name=name).exclude(unit_id=unit.pk).select_related("unit").first()
    if taken:
        raise forms.ValidationError(TAKEN, params={"name": name, "unit": taken.unit.name})


class UnitForm(forms.ModelForm):
    def clean(self):
        cleaned = super().clean()
        county = cleaned.get("county", self.instance.county)
        for name in filter(None, (cleaned.get("name"), cleaned.get("full_name"))):
            if county:
                _refuse_taken_name(county, name, self.instance)
        return cleaned


class AliasFormSet(forms.BaseInlineFormSet):
    def clean(self):
        super().clean()
        names = set()
        for form in self.forms:
            name = form.cleaned_data.get("name") if hasattr(form, "cleaned_data") else None
            if not name or form.cleaned_data.get("DELETE"):
                continue
            if name in names:
                raise forms.ValidationError("“%(name)s”写了两次。", params={"name": name})
            names.add(name)
            _refuse_taken_name(self.instance.county, name, self.instance)

    def save(self, commit=True):
        """Names may change places among themselves: what goes goes first, and what changes lets go of its old name."""
        changed = [form.instance.pk for form in self.initial_forms if form.has_changed()]
        UnitAlias.objects.filter(pk__in=[form.instance.pk for form in self.deleted_forms]).delete()
        UnitAlias.objects.filter(pk__in=changed).update(name=Concat(Value("\x1f"), Cast("pk", TextField())))
        return super().save(commit=commit)

    def save_new(self, form, commit=True):
        form.instance.county = self.instance.county
        return super().save_new(form, commit=commit)


class WritingAdmin(admin.ModelAdmin):
    """Changes here take the lock of all writers before they read or touch a row, as imports do."""

    def changeform_view(self, request, *args, **kwargs):
        with _writing(request):
            return super().changeform_view(request, *args, **kwargs)

    def delete_view(self, request, *args, **kwargs):
        with _writing(request):
            return super().delete_view(request, *args, **kwargs)

    def changelist_view(self, request, *args, **kwargs):
        with _writing(request):
            return super().changelist_view(request, *args, **kwargs)


@contextmanager
def _writing(request):
    with transaction.atomic():
        if request.method == "POST":
            wait_for_other_writers()
        yield


class AliasInline(admin.TabularInline):
    model = UnitAlias
    formset = AliasFormSet
    fields = ["name", "since", "until"]
    extra = 1


@admin.register(Unit)
class UnitAdmin(WritingAdmin):
    form = UnitForm
    list_display = ["name", "full_name", "kind", "county", "rank"]
    list_filter = ["county", "kind"]
    search_fields = ["name", "full_name", "aliases__name"]
    inlines = [AliasInline]

    def get_readonly_fields(self, request, obj=None):
        """A unit does not move to another county; there it is another unit."""
        return ["county"] if obj else []

    def save_model(self, request, obj, form, change):
        obj.slug = obj.slug or slug_for(obj)  # an address, once given, stays
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        save_names(form.instance)
        resolve_again(form.instance.county)
        index_unit(form.instance)
        refresh_names()

    def delete_model(self, request, obj):
        self.delete_queryset(request, Unit.objects.filter(pk=obj.pk))

    def delete_queryset(self, request, queryset):
        """The entries stay, with the names as printed; only the index has to forget the unit."""
        entries = list(Entry.objects.filter(units__in=queryset).values_list("pk", flat=True))
        queryset.delete()
        index_entries(Entry.objects.filter(pk__in=entries))
        refresh_names()


class ReadOnlyAdmin(admin.ModelAdmin):
    """For looking: what is printed is changed by uploading a corrected file."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


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


@admin.register(Section)
class SectionAdmin(ReadOnlyAdmin):
    list_display = ["name"]
    search_fields = ["name"]


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


# The office's own words, and what was asked for


class WordForm(forms.ModelForm):
    def clean_text(self):
        text = self.cleaned_data["text"].strip()
        if len(normalize(text)) < 2:
            raise forms.ValidationError("一个词至少要有两个字。")
        others = Word.objects.exclude(pk=self.instance.pk).values_list("text", flat=True)
        if same := next((other for other in others if normalize(other) == normalize(text)), None):
            raise forms.ValidationError("已经有“%(same)s”了，检索时两者是同一个词。", params={"same": same})
        return text


class WordsField(forms.CharField):
    """Several words, one a line or parted by 、 or a comma; a blank may be part of a word (ISO 9001)."""

    widget = forms.Textarea(attrs={"rows": 6, "cols": 40})
    PARTED = re.compile(r"[\n\r、，,；;]+")

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value):
        words = [word for part in self.PARTED.split(super().clean(value)) if (word := " ".join(part.split()))]
        seen: dict[str, str] = {}
        for word in words:
            key = normalize(word)
            if len(word) > LONGEST_WORD or not key:
                raise forms.ValidationError("“%(word)s”不能作一个词。", params={"word": word[:LONGEST_WORD]})
            if key in seen:
                same = {"word": word, "same": seen[key]}
                raise forms.ValidationError("“%(word)s”与“%(same)s”检索时是同一个词，请去掉一个。", params=same)
            seen[key] = word
        if len(words) < 2:
            raise forms.ValidationError("一组至少要有两个词。")
        return words


LONGEST_WORD = SynonymGroup._meta.get_field("words").base_field.max_length


class SynonymGroupForm(forms.ModelForm):
    words = WordsField(
        label="词语", help_text="一行一个，或者用顿号、逗号隔开。查其中一个，也会找到写着其他几个的条目。"
    )

    class Meta:
        model = SynonymGroup
        fields = ["words"]


class WordsAdmin(admin.ModelAdmin):
    """What is saved here holds for the next search; what is suggested while one types follows."""

    def changeform_view(self, request, *args, **kwargs):
        with transaction.atomic():
            if request.method == "POST":
                wait_for_others()  # who loads a file of words, or builds the suggestions
            return super().changeform_view(request, *args, **kwargs)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        refresh_names()


@admin.register(Word)
class WordAdmin(WordsAdmin):
    form = WordForm
    search_fields = ["text"]


@admin.register(SynonymGroup)
class SynonymGroupAdmin(WordsAdmin):
    form = SynonymGroupForm


class OutcomeFilter(admin.SimpleListFilter):
    """Questions that found nothing when they were last asked, each once: what people missed."""

    title = "结果"
    parameter_name = "outcome"

    def lookups(self, request, model_admin):
        return [("missed", "没有结果（按检索词归并）")]

    def queryset(self, request, queryset):
        if self.value() != "missed":
            return queryset
        newest_first = {"partition_by": [F("query")], "order_by": [F("time").desc(), F("pk").desc()]}
        asked = queryset.annotate(
            back=Window(RowNumber(), **newest_first), last_hits=Window(FirstValue("hits"), **newest_first)
        )
        return asked.filter(back=1, last_hits=0)  # both are windows, so that `times` still counts the rows before


@admin.register(SearchLog)
class SearchLogAdmin(ReadOnlyAdmin):
    """Nobody writes here; a row that should not have been kept can be deleted."""

    list_display = ["query", "hits", "times", "time"]
    list_filter = [OutcomeFilter, "time"]
    search_fields = ["query"]
    list_display_links = None

    def get_queryset(self, request):
        times = Window(Count("pk"), partition_by=[F("query")])
        return super().get_queryset(request).annotate(times=times)

    @admin.display(description="查过几次", ordering="times")
    def times(self, row):
        return row.times

    def has_delete_permission(self, request, obj=None):
        return admin.ModelAdmin.has_delete_permission(self, request, obj)

"""The office's own words, and what was asked for."""

import re

from django import forms
from django.contrib import admin
from django.db import transaction
from django.db.models import Count, F, Window
from django.db.models.functions import FirstValue, RowNumber

from archive.admin.ways import ReadOnlyAdmin
from archive.models import SearchLog, SynonymGroup, Word
from archive.search.normalize import normalize
from archive.search.vocabulary import refresh_names, wait_for_others


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

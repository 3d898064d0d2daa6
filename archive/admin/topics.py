"""Topics, and which printed sections people have put under each."""

from functools import cache

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import FilteredSelectMultiple
from django.db.models import Count, Q

from archive.admin.ways import WritingAdmin
from archive.models import Issue, Section, Topic

PUBLISHED = Q(entries__issue__status=Issue.Status.PUBLISHED)


class TopicForm(forms.ModelForm):
    """A topic with its sections. One that is under another topic comes over from there: it says which."""

    sections = forms.ModelMultipleChoiceField(
        Section.objects.select_related("topic").order_by("name"),
        required=False,
        label="栏目",
        widget=FilteredSelectMultiple("栏目", is_stacked=False),
        help_text="名称照印刷件。一个栏目只归一个主题：选了已经归在别处的，就改到这里。",
    )

    class Meta:
        model = Topic
        fields = ["name", "rank", "sections"]

    def __init__(self, *arguments, **fields):
        super().__init__(*arguments, **fields)
        chosen = self.fields["sections"]
        chosen.label_from_instance = self._with_topic
        if self.instance.pk:
            chosen.initial = self.instance.sections.all()

    def clean_name(self):
        return self.cleaned_data["name"].strip()

    def _with_topic(self, section):
        is_elsewhere = section.topic and section.topic != self.instance
        return f"{section.name}（现归{section.topic.name}）" if is_elsewhere else section.name


@admin.register(Topic)
class TopicAdmin(WritingAdmin):
    form = TopicForm
    list_display = ["name", "rank", "section_names"]
    list_editable = ["rank"]
    search_fields = ["name", "sections__name"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("sections")

    @admin.display(description="栏目")
    def section_names(self, topic):
        return "、".join(section.name for section in topic.sections.all()) or "还没有栏目"

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        topic, chosen = form.instance, form.cleaned_data["sections"]
        topic.sections.exclude(pk__in=chosen).update(topic=None)
        Section.objects.filter(pk__in=chosen).update(topic=topic)


@admin.register(Section)
class SectionAdmin(WritingAdmin):
    """The name is what is printed and comes with the bulletins; a person says what topic it belongs to."""

    list_display = ["name", "topic", "entry_count"]
    list_display_links = None
    list_editable = ["topic"]
    list_filter = [("topic", admin.RelatedOnlyFieldListFilter), ("topic", admin.EmptyFieldListFilter)]
    search_fields = ["name"]
    list_select_related = ["topic"]
    list_per_page = 200
    ordering = ["name"]
    readonly_fields = ["name"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(entry_count=Count("entries", filter=PUBLISHED))

    def formfield_for_foreignkey(self, db_field, request, **options):
        """The topics are read once for the page, not once a row."""
        field = super().formfield_for_foreignkey(db_field, request, **options)
        topics = field.choices
        field.choices = cache(lambda: list(topics))
        return field

    @admin.display(description="条数", ordering="entry_count")
    def entry_count(self, section):
        return section.entry_count

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

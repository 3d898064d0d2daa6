"""The register of units, and the names under which they are printed."""

from django import forms
from django.contrib import admin
from django.db.models import TextField, Value
from django.db.models.functions import Cast, Concat

from archive.admin.ways import WritingAdmin
from archive.models import Entry, Unit, UnitAlias
from archive.search.index.writing import index_entries
from archive.search.vocabulary import refresh_names
from archive.units import index_unit, resolve_again, save_names, slug_for

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

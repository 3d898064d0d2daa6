"""The ways in which rows are kept: written beside imports, or only looked at."""

from contextlib import contextmanager

from django.contrib import admin
from django.db import transaction

from archive.search.index.writing import wait_for_other_writers


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


class ReadOnlyAdmin(admin.ModelAdmin):
    """For looking: what is printed is changed by uploading a corrected file."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

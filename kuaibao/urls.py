"""The site map."""

from django.contrib import admin
from django.urls import include, path
from django.views.i18n import JavaScriptCatalog

from kuaibao.health import healthz

handler404 = "archive.views.missing.not_found"

urlpatterns = [
    # for machines
    path("healthz", healthz, name="healthz"),
    # for administrators
    path("admin/jsi18n/", JavaScriptCatalog.as_view(packages=["archive", "django.contrib.admin"])),  # all in Chinese
    path("admin/", admin.site.urls),
    # for everybody
    path("", include("archive.urls")),
]

"""The site map."""

from django.contrib import admin
from django.urls import include, path

from kuaibao.health import healthz

handler404 = "archive.views.missing.not_found"

urlpatterns = [
    # for machines
    path("healthz", healthz, name="healthz"),
    # for administrators
    path("admin/", admin.site.urls),
    # for everybody
    path("", include("archive.urls")),
]

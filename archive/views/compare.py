"""One matter side by side: what units, or years, have reported of it."""

from django.shortcuts import render

from archive.views.page import page


@page
def compare(request):
    return render(request, "archive/compare.html", {})

"""One matter side by side: what units, or years, have reported of it."""

from django.shortcuts import render

from archive.pages.choosing import chosen
from archive.pages.side_by_side import side_by_side
from archive.views.page import page


@page
def compare(request):
    return render(request, "archive/compare.html", {"comparison": side_by_side(chosen(request.GET))})

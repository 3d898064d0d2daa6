"""How the archive is used, and how one searches."""

from django.shortcuts import render

from archive.views.page import page


@page
def help_page(request):
    return render(request, "archive/help.html")


@page
def search_help(request):
    return render(request, "archive/search_help.html")

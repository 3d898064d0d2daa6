"""The original of an issue, for readers: its lines, its text, and the file where all that stands in it is public."""

from django.http import Http404
from django.shortcuts import redirect, render

from archive.downloads import public_file, text_file
from archive.pages import original
from archive.pages.sheet import published_issue
from archive.views.addresses import elsewhere
from archive.views.page import page


@page
def issue_original(request, year, number):
    found = published_issue(year, number)
    if found is None:
        return redirect(elsewhere(year, number))
    lines = original.lines_of_issue(found, found.entries.select_related("issue"))
    context = {
        "issue": found,
        "upload": found.upload,
        "lines": lines,
        "kinds": original.labels_of(lines),
        "withheld": original.why_withheld(found.upload),
    }
    return render(request, "archive/original.html", context)


@page
def issue_text(request, year, number):
    found = published_issue(year, number)
    if found is None:
        return redirect(elsewhere(year, number))
    return text_file(found, original.text_of_issue(found))


@page
def issue_file(request, year, number):
    found = published_issue(year, number)
    if found is None:
        return redirect(elsewhere(year, number))
    if why := original.why_withheld(found.upload):
        raise Http404(why)
    return public_file(found.upload)

"""The search page."""

from django.shortcuts import render

from archive.filters import EntryFilter
from archive.pages.results import results
from archive.search import log
from archive.search.index.listing import planner_settings
from archive.views.page import page


@page
def search(request):
    given = request.GET  # refused where it has too many parts: before a transaction is begun
    with planner_settings():
        filterset = EntryFilter(given)
        context = results(filterset, filterset.data)
    if request.method == "GET" and request.GET.keys() == {"q"}:  # and not each look through its pages and filters
        log.record(filterset.question, 0 if context["is_relaxed"] else context["result"].total)
    return render(request, "archive/entry_list.html", context)

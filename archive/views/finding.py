"""The search page."""

from django.http import HttpResponse
from django.template.loader import render_to_string

from archive.filters import EntryFilter
from archive.links import in_characters
from archive.pages.results import results
from archive.search import log
from archive.search.index.listing import planner_settings
from archive.search.query import LONGEST_QUERY, parse_query
from archive.views.page import page


@page
def search(request):
    given = request.GET  # refused where it has too many parts: before a transaction is begun
    with planner_settings():
        filterset = EntryFilter(given)
        request.GET = _in_links(filterset)
        context = results(filterset, request.GET)
    if request.method == "GET" and given.keys() == {"q"}:  # and not each look through its pages and filters
        log.record(filterset.question, 0 if context["is_relaxed"] else context["result"].total)
    return HttpResponse(in_characters(render_to_string("archive/entry_list.html", context, request)))


def _in_links(filterset):
    """What the links of the page keep of what was asked: of too long a question, what was looked for."""
    kept = filterset.data.copy()
    if len(filterset.question) > LONGEST_QUERY:
        kept["q"] = parse_query(filterset.question).text
    return kept

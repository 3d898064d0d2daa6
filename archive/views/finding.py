"""The search page."""

from django.shortcuts import render

from archive import hints
from archive.facets import chips, facet_counts, timeline, without_facets
from archive.filters import EntryFilter
from archive.search import log
from archive.search.ordering import RELEVANCE, SORTS
from archive.search.query import parse_query
from archive.search.service import PAGE_SIZES
from archive.search.understood import understood
from archive.views.page import page


@page
def search(request):
    filterset = EntryFilter(request.GET)
    found, result = filterset.found, filterset.search()
    asked, is_relaxed = parse_query(filterset.question), hints.is_relaxed(found)
    if request.method == "GET" and request.GET.keys() == {"q"}:
        log.record(filterset.question, 0 if is_relaxed else result.total)
    facets = facet_counts(filterset, request.GET)
    nothing = hints.nothing(found)
    context = {
        "question": filterset.question,
        "result": result,
        "is_relaxed": is_relaxed,
        # Of a relaxed list a note says what is below, where nothing may be when filters are chosen.
        "notes": result.notes if result.total else found.query.notes,
        # Plain words of which less was looked for: the note says it all.
        "understood": "" if is_relaxed and asked.is_plain else understood(asked),
        "facets": facets,
        "timeline": timeline(filterset, request.GET) if result.total else None,
        "direct": hints.direct(result.query, facets),
        "meant": hints.meant(found, filterset.question),
        "other_words": hints.without_words(filterset, request.GET, result.total),
        "missing": nothing.missing,
        "ways": [] if result.total else hints.ways_out(filterset, request.GET, facets, nothing),
        "chips": chips(facets, filterset, request.GET),
        "clear_url": without_facets(filterset, request.GET),
        "sorts": [(value, label) for value, label in SORTS.items() if result.terms or value != RELEVANCE],
        "sizes": PAGE_SIZES,
        "query": request.GET.urlencode(),
    }
    return render(request, "archive/entry_list.html", context)

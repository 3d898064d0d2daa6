"""An entry, read by itself."""

from django.shortcuts import redirect, render

from archive import prose
from archive.context import is_sample
from archive.models import Entry
from archive.search.query import Query
from archive.search.similar import similar
from archive.trail import follow
from archive.views.addresses import elsewhere, moved
from archive.views.page import page


@page
def entry(request, year, number, order):
    entries = Entry.objects.published().for_lists().prefetch_related("segments")
    found = entries.filter(issue__address=f"{year}/{number}", address=order).first()
    if found is None:
        return moved(year, number, order) or redirect(elsewhere(year, number, order))
    trail = follow(found, request.GET)
    asked = trail.query if trail else Query("")
    paragraphs = prose.paragraphs(found, asked.body_terms)
    context = {
        "entry": found,
        "issue": found.issue,
        "sample": is_sample(found.issue),
        "segments": [segment for segment in found.segments.all() if segment.lead],
        "previous": _beside(found, order__lt=found.order).last(),
        "next": _beside(found, order__gt=found.order).first(),
        "trail": trail,
        "question": trail.question if trail else "",
        "title_terms": asked.title_terms,
        "paragraphs": paragraphs,
        "match_count": prose.count_matches(paragraphs),
        "similar": similar(found),
    }
    return render(request, "archive/entry_detail.html", context)


def _beside(found, **where):
    return Entry.objects.filter(issue=found.issue, **where).select_related("issue").order_by("order")

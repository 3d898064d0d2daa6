"""What the search page is made of: the results, what narrows them, and what is offered beside them."""

from dataclasses import replace
from urllib.parse import urlencode

from django.http import QueryDict

from archive.facets import chips, facet_counts, timeline, without_facets
from archive.filters import NO_YEAR, EntryFilter
from archive.pages import hints
from archive.pages.choosing import BY_YEAR
from archive.search.ordering import RELEVANCE, SORTS
from archive.search.query import parse_query
from archive.search.service import SearchResult
from archive.search.suggest import Asked
from archive.search.understood import understood

CUT = "检索词较长，筛选项每类只列出前几个；检索词短一些，可以看到全部。"


def results(filterset: EntryFilter, params: QueryDict) -> dict[str, object]:
    """The template's context for what was asked; `params` are kept in the links that narrow, sort and turn pages."""
    found, result = filterset.found, filterset.search()
    is_relaxed = hints.is_relaxed(found)
    beside = _beside(filterset, params, result)
    return {
        "question": filterset.question,
        "result": result,
        "is_relaxed": is_relaxed,
        # Of a relaxed list a note says what is below, where nothing may be when filters are chosen.
        "notes": (*(result.notes if result.total else found.query.notes), *beside.pop("cut")),
        "understood": _understood(filterset.question, is_relaxed),
        "sorts": [(value, label) for value, label in SORTS.items() if result.terms or value != RELEVANCE],
        "sizes": filterset.page_sizes,
        "query": params.urlencode(),
        "compared": "" if is_relaxed else _compared(filterset.question, params),
        **beside,
    }


def _understood(question: str, is_relaxed: bool) -> str:
    """How a question of more than words was read. Of plain words of which less was looked for, the note says it all."""
    asked = parse_query(question)
    return "" if is_relaxed and asked.is_plain else understood(asked)


def _compared(question: str, params: QueryDict) -> str:
    """The query string of 对照 for the same question, with the units and years chosen here; several years of no more
    than one unit stand side by side themselves."""
    units, years = params.getlist("unit"), [year for year in params.getlist("year") if year != NO_YEAR]
    by = BY_YEAR if len(years) > 1 and len(units) < 2 else ""
    chosen = {"q": question, "by": by, "unit": units, "year": years}
    return urlencode({name: value for name, value in chosen.items() if value}, doseq=True) if question else ""


def _beside(filterset: EntryFilter, params: QueryDict, result: SearchResult) -> dict[str, object]:
    """What narrows the list, and where else the question leads."""
    facets = facet_counts(filterset, params)
    cut = bool(result.matches) and filterset.is_long and any(facet.rest for facet in facets)  # else none are shown
    if cut:
        facets = [
            replace(facet, choices=facet.first + tuple(each for each in facet.rest if each.chosen)) for facet in facets
        ]
    asked = Asked()
    nothing = hints.nothing(filterset.found, asked)
    return {
        "facets": facets,
        "cut": (CUT,) if cut else (),
        "chips": chips(facets, filterset, params),
        "clear_url": without_facets(filterset, params),
        "timeline": timeline(filterset, params) if result.total else None,
        "direct": hints.direct(result.query, facets),
        "meant": hints.meant(filterset.found, filterset.question, asked),
        "other_words": hints.without_words(filterset, params, result.total),
        "missing": nothing.missing,
        "ways": [] if result.total else hints.ways_out(filterset, params, facets, nothing),
    }

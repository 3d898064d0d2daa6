"""The public pages. Every queryset here starts from `.published()`: what is withdrawn or waits for review is not there,
its address is a 404.

A view looks up its subject first and gives a 404 in words when there is none; then it builds one context and renders.
"""

import re
from dataclasses import dataclass
from itertools import groupby

from django.core.paginator import Paginator
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_cookie

from archive import counts, hints, prose
from archive.context import SAMPLE_COUNTY, SIZES, THEMES
from archive.facets import chips, facet_counts, timeline, without_facets
from archive.filters import EntryFilter
from archive.grid import count_missing, make_grids
from archive.models import Attribution, Entry, Issue, Unit
from archive.search import log
from archive.search.ordering import RELEVANCE, SORTS
from archive.search.query import Query, issue_reference, parse_query
from archive.search.service import PAGE_SIZES
from archive.search.similar import similar
from archive.search.understood import understood
from archive.trail import follow
from archive.units import unresolved_names

PAGE_SIZE = 20
ONE_YEAR = 365 * 24 * 3600


def page(view):
    """For reading only, and it looks as the reader's cookies say."""
    return require_safe(vary_on_cookie(view))


@page
def home(request):
    latest, previous = (*_newest_issues()[:2], None, None)[:2]
    if latest is None:
        return render(request, "archive/home.html", {"latest": None})
    year = latest.year
    of_year = {"issue__year": year}
    context = {
        "latest": latest,
        "previous": previous,
        "entries": latest.entries.for_lists(),
        "year": year,
        "grids": make_grids(_issues_of(year).filter(bulletin=latest.bulletin)) if year else [],
        "busiest": counts.units_with_counts(**of_year)
        .filter(entry_count__gt=0)
        .order_by("-entry_count", "rank", "pk")[:6],
        "sections": counts.sections_with_counts(**of_year)[:6],
        "holdings": counts.holdings(),
    }
    return render(request, "archive/home.html", context)


@page
def issue_list(request, year=None):
    years = _years()
    if year is None and years:
        year = years[0].year
    elif year is not None and year not in {row.year for row in years}:
        raise Http404(f"没有{year}年的快报。")
    issues = list(_issues_of(year)) if year else []
    grids = make_grids(issues)
    context = {
        "years": years,
        "year": year,
        "issues": issues,
        "grids": grids,
        "has_holes": any(grid.missing for grid in grids),
        "latest": issues[0] if issues and year == years[0].year else None,
        "fragments": _newest_issues().filter(Q(number=None) | Q(year=None)),
    }
    return render(request, "archive/issue_list.html", context)


@page
def issue(request, year, number):
    found = Issue.objects.published().select_related("bulletin").filter(address=f"{year}/{number}").first()
    if found is None:
        return redirect(_elsewhere(year, number))
    previous, following = _neighbours(found)
    entries = list(found.entries.for_lists().prefetch_related("segments"))
    context = {
        "issue": found,
        "sample": _is_sample(found),
        "entries": entries,
        "units": _units_of(entries),
        "previous": previous,
        "next": following,
    }
    return render(request, "archive/issue_detail.html", context)


@page
def entry(request, year, number, order):
    entries = Entry.objects.published().for_lists().prefetch_related("segments")
    found = entries.filter(issue__address=f"{year}/{number}", address=order).first()
    if found is None:
        return _moved(year, number, order) or redirect(_elsewhere(year, number, order))
    trail = follow(found, request.GET)
    asked = trail.query if trail else Query("")
    paragraphs = prose.paragraphs(found, asked.body_terms)
    context = {
        "entry": found,
        "issue": found.issue,
        "sample": _is_sample(found.issue),
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


@page
def section_list(request):
    return render(request, "archive/section_list.html", {"sections": counts.sections_with_counts()})


@page
def section(request, name):
    entries = Entry.objects.published().filter(section__name=name)
    rows = _page(request, entries)
    if not rows.paginator.count:
        raise Http404(f"没有叫“{name}”的栏目。")
    context = {"section": rows[0].section, "by_year": counts.by_year(entries), "page": rows}
    return render(request, "archive/section_detail.html", context)


@page
def unit_list(request):
    units = list(counts.units_with_counts())
    counties = [(county, list(group)) for county, group in groupby(units, key=lambda unit: unit.county)]
    counties.sort(key=lambda county: -sum(unit.entry_count for unit in county[1]))
    context = {
        "counties": [(county, _by_kind(of_county)) for county, of_county in counties],
        "most": max((unit.entry_count for unit in units), default=0) or 1,
        "unresolved": unresolved_names(),
    }
    return render(request, "archive/unit_list.html", context)


@page
def unit(request, slug):
    found = Unit.objects.prefetch_related("aliases").filter(slug=slug).first()
    if found is None:
        raise Http404(f"单位名册里没有“{slug}”。")
    entries = Entry.objects.published().filter(pk__in=Attribution.objects.filter(unit=found).values("entry"))
    newest = entries.newest_first().filter(issue__date__isnull=False)
    context = {
        "unit": found,
        "other_names": [alias for alias in found.aliases.all() if alias.name not in (found.name, found.full_name)],
        "by_year": counts.by_year(entries),
        "last_date": newest.values_list("issue__date", flat=True).first(),
        "page": _page(request, entries),
    }
    return render(request, "archive/unit_detail.html", context)


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


@page
def search_help(request):
    return render(request, "archive/search_help.html")


@page
def display(request):
    """Remember type size and colours in cookies and go back; how pages look needs no script."""
    back = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(back if is_ours and back.startswith("/") else reverse("archive:home"))
    for name, choices in (("size", SIZES), ("theme", THEMES)):
        if request.GET.get(name) in choices:
            response.set_cookie(name, request.GET[name], max_age=ONE_YEAR, samesite="Lax", httponly=True)
    return response


@require_safe
def favicon(request):
    """For pages that do not name an icon, those of the back office among them."""
    return redirect(static("icon.svg"))


# What the pages above are made of


@dataclass(frozen=True)
class YearRow:
    year: int
    issues: int
    entries: int
    missing: int


@dataclass
class UnitRow:
    """A unit of an issue, or a printed name that is not in the register, and where it stands in it."""

    name: str
    unit: Unit | None
    orders: list[int]


def _newest_issues():
    first_titles = Entry.objects.filter(issue=OuterRef("pk")).order_by("order").values("title")[:1]
    issues = Issue.objects.published().select_related("bulletin").newest_first()
    return issues.annotate(entry_count=Count("entries"), first_title=Subquery(first_titles))


def _issues_of(year):
    return _newest_issues().filter(year=year)


def _years():
    """The newest year first, with what is there and what is missing."""
    issues = Issue.objects.published().filter(year__isnull=False)
    rows = list(issues.values_list("year", "bulletin_id", "number").annotate(Count("entries")).order_by("-year", "pk"))
    missing = count_missing(row[:3] for row in rows if row[2])
    years = []
    for year, group in groupby(rows, key=lambda row: row[0]):
        entries = [row[3] for row in group]
        years.append(YearRow(year, issues=len(entries), entries=sum(entries), missing=missing[year]))
    return years


def _elsewhere(year, number, order=None):
    """The issue or entry that is meant by an address which is not its own: a fragment keeps its first address when its
    number comes to be known. What an issue of this address does not hold is held by no other: then, and otherwise, a 404
    that says what there is."""
    if Issue.objects.filter(address=f"{year}/{number}").exists():
        raise Http404(_why_not_there(year, number, order))
    named = issue_reference(f"{year}-{number}") or (None, 0)
    found = Issue.objects.published().numbered(*named).exclude(year=None).order_by("pk").first()
    meant = found and (found if order is None else found.entries.filter(address=order).first())
    if meant is None:
        raise Http404(_why_not_there(year, number, order))
    return meant


def _moved(year, number, address):
    """To the entry of which the one that had this address has become part; not for good, for it may come back."""
    entries = Entry.objects.published().select_related("issue")
    entry = entries.filter(
        former_addresses__issue__address=f"{year}/{number}", former_addresses__address=address
    ).first()
    return entry and redirect(entry)


def _why_not_there(year, number, order=None):
    if not re.fullmatch(r"[0-9]{4}/[0-9]{1,4}", f"{year}/{number}"):
        return "这个地址没有收录。"
    issues = Issue.objects.published().filter(year=int(year))
    if order and issues.filter(number=int(number)).exists():
        return f"{year}年第{number}期没有第{order}条。"
    last = issues.order_by(F("number").desc(nulls_last=True)).values_list("number", flat=True).first()
    return f"没有{year}年第{number}期。" + (f"{year}年目前到第{last}期。" if last else "")


def _is_sample(found):
    return bool(found.bulletin and found.bulletin.county == SAMPLE_COUNTY)


def _neighbours(found):
    """The issues of the same bulletin before and after; one without a date has no place among them."""
    if not found.date:
        return None, None
    others = Issue.objects.published().filter(bulletin=found.bulletin, date__isnull=False).exclude(pk=found.pk)
    number = found.number or 0
    before = others.filter(Q(date__lt=found.date) | Q(date=found.date, number__lt=number))
    after = others.filter(Q(date__gt=found.date) | Q(date=found.date, number__gt=number))
    return before.newest_first().first(), after.order_by("date", "number", "pk").first()


def _units_of(entries):
    """Units in the order in which they first appear in the issue."""
    rows = {}
    for item in entries:
        for attribution in item.attributions.all():
            key = attribution.unit or attribution.name
            row = rows.setdefault(key, UnitRow(str(key), attribution.unit, []))
            if item.order not in row.orders:
                row.orders.append(item.order)
    return list(rows.values())


def _by_kind(units):
    """In the order of the register, which keeps units of a kind together or not as the county likes."""
    kinds = {}
    for each in units:
        kinds.setdefault(each.get_kind_display(), []).append(each)
    return list(kinds.items())


def _beside(found, **where):
    return Entry.objects.filter(issue=found.issue, **where).select_related("issue").order_by("order")


def _page(request, entries):
    return Paginator(entries.newest_first().for_lists(), PAGE_SIZE).get_page(request.GET.get("page"))

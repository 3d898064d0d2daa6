"""What every page needs: the name of the site, whether it holds sample data, and how the reader wants it to look."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db import connection
from django.http import QueryDict
from django.urls import reverse
from django.utils.encoding import escape_uri_path, uri_to_iri
from django.utils.functional import SimpleLazyObject

from archive.models import Issue

DEFAULT_NAME = "政务快报"
SAMPLE_COUNTY = "澄川县"  # the invented county of the sample bulletins

SIZES = {"standard": "标准", "large": "大字版"}
QUESTIONS = ("archive:search", "archive:compare", "archive:search_feed")  # pages that are what their parameters ask
LONGEST_WAY_BACK = 1024  # characters of an address that a page leads back to: it has seven of these links
PAGE_NUMBER = re.compile(r"[2-9]|[1-9][0-9]{1,6}", re.ASCII)
THEMES = {"auto": "跟随电脑", "light": "浅色", "dark": "深色", "contrast": "高对比"}


@dataclass(frozen=True)
class Site:
    name: str
    county: str
    sample: bool


@dataclass(frozen=True)
class Seen:
    """What a page sees of the archive before anything else. `revision` stands for its present state, None where it
    has none or changes are being written in this very transaction."""

    revision: str | None
    site: Site


@dataclass(frozen=True)
class PageAddress:
    """Absolute: of the site without a slash at its end, and that under which a page is known to others, without what
    is only about how one came to it."""

    site: str
    canonical: str


@dataclass(frozen=True)
class DisplayChoice:
    label: str
    url: str
    chosen: bool


@dataclass(frozen=True)
class Display:
    """The reader's choice of type size and colours, and the links that change it."""

    size: str
    theme: str
    sizes: list[DisplayChoice]
    themes: list[DisplayChoice]


def site(request):
    """Template context for all pages. A page that has not looked at the archive does so when a template first asks.

    The site is `archive` in templates: `site` is a name that Django's page to log in takes for itself.
    """
    return {
        "archive": SimpleLazyObject(lambda: site_of(request)),
        "display": read_display(request),
        "page_address": SimpleLazyObject(lambda: read_address(request)),
    }


def site_of(request) -> Site:
    seen = getattr(request, "seen", None)
    return seen.site if seen else look().site


# The state, whether this very transaction changes something, and the bulletins unless the state is the one known already.
# A backup that is put back has the token of when it was made; a page of then may be newer than its token, and show what
# the backup does not hold. The number of the table, which a restore makes anew, tells the two apart.
STATE = """
    SELECT r.state, due.here, CASE WHEN r.state = %(known)s AND NOT due.here THEN NULL ELSE (
        SELECT coalesce(json_agg(json_build_array(name, county) ORDER BY held DESC, name), '[]') FROM (
            SELECT b.name, b.county, count(*) AS held FROM archive_bulletin b
            JOIN archive_issue i ON i.bulletin_id = b.id WHERE i.status = %(published)s GROUP BY b.id
        ) AS public
    ) END
    FROM (SELECT EXISTS (SELECT FROM archive_revisiondue) AS here) AS due
    LEFT JOIN (SELECT token::text || '-' || tableoid AS state FROM archive_revision) AS r ON true
"""
_last_seen: Seen | None = None  # by this process


def look() -> Seen:
    """The archive as it is now, in one query. What the site is called is counted only when something has changed.

    Named after the bulletin with most published issues; the sample line shows while a sample bulletin is public.
    """
    global _last_seen
    last = _last_seen
    given = {"known": last and last.revision, "published": Issue.Status.PUBLISHED}
    with connection.cursor() as cursor:
        cursor.execute(STATE, given)
        state, is_due, bulletins = cursor.fetchone()
    if bulletins is None:
        return last
    seen = Seen(revision=None if is_due else state, site=_site_of(bulletins))
    if seen.revision:
        _last_seen = seen
    return seen


def _site_of(bulletins: list[list[str]]) -> Site:
    """Of the names and counties of all bulletins that are public, the one with most issues first."""
    name, county = bulletins[0] if bulletins else (DEFAULT_NAME, "")
    return Site(name=name, county=county, sample=any(of == SAMPLE_COUNTY for _, of in bulletins))


def read_display(request) -> Display:
    size, theme = request.COOKIES.get("size"), request.COOKIES.get("theme")
    size = size if size in SIZES else "standard"
    theme = theme if theme in THEMES else "auto"
    back = request.get_full_path() if request.method == "GET" else request.path
    back = uri_to_iri(back if len(back) <= LONGEST_WAY_BACK else request.path)  # else each character is escaped twice
    return Display(
        size=size,
        theme=theme,
        sizes=_choices("size", SIZES, chosen=size, back=back),
        themes=_choices("theme", THEMES, chosen=theme, back=back),
    )


def _choices(name, labels, *, chosen, back):
    url = reverse("archive:display")
    return [
        DisplayChoice(label, f"{url}?{urlencode({name: value, 'next': back})}", value == chosen)
        for value, label in labels.items()
    ]


def read_address(request) -> PageAddress:
    """Pages of a list are each their own; a search and a comparison are what was asked."""
    match = request.resolver_match
    if match and match.view_name in QUESTIONS:
        kept = request.GET
    else:
        number = request.GET.get("page", "")
        kept = QueryDict(f"page={number}" if PAGE_NUMBER.fullmatch(number) else "")
    path = escape_uri_path(request.path) + (f"?{kept.urlencode()}" if kept else "")
    site = request.build_absolute_uri("/")[:-1]
    return PageAddress(site, canonical=f"{site}{path}")  # joined otherwise, //b.cn/ would be another site's address


def is_sample(issue) -> bool:
    """Whether the issue is of the invented county."""
    return bool(issue.bulletin and issue.bulletin.county == SAMPLE_COUNTY)

"""What every page needs: the name of the site, whether it holds sample data, and how the reader wants it to look."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Count, Exists, Q, Value, When
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from archive.models import Bulletin, Issue, Revision, RevisionDue

DEFAULT_NAME = "政务快报"
SAMPLE_COUNTY = "澄川县"  # the invented county of the sample bulletins

SIZES = {"standard": "标准", "large": "大字版"}
THEMES = {"auto": "跟随电脑", "light": "浅色", "dark": "深色", "contrast": "高对比"}


@dataclass(frozen=True)
class Site:
    name: str
    county: str
    sample: bool


@dataclass(frozen=True)
class Seen:
    """What a page sees of the archive before anything else. `revision` is the token of its present state, None where it
    has none or changes are being written in this very transaction."""

    revision: str | None
    site: Site


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

    It is not called `site`, a name that Django's page to log in takes for itself.
    """
    return {"archive": SimpleLazyObject(lambda: site_of(request)), "display": read_display(request)}


def site_of(request) -> Site:
    seen = getattr(request, "seen", None)
    return seen.site if seen else look().site


_last_seen: Seen | None = None  # by this process


def look() -> Seen:
    """The archive as it is now, in one query. What the site is called is counted only when something has changed.

    Named after the bulletin with most published issues; the sample line shows while a sample bulletin is public.
    """
    global _last_seen
    last = _last_seen
    is_due = Exists(RevisionDue.objects.all())
    is_known = Q(token=last.revision if last else None) & ~is_due
    bulletins = ArraySubquery(_public_bulletins().values(row=JSONObject(name="name", county="county")))
    state = Revision.objects.annotate(
        is_due=is_due, bulletins=Case(When(is_known, then=Value(None)), default=bulletins)
    ).values_list("token", "is_due", "bulletins")
    token, is_due, rows = state.first() or (None, True, list(_public_bulletins().values("name", "county")))
    if rows is None:
        return last
    seen = Seen(revision=None if is_due else token.hex, site=_site_of(rows))
    if seen.revision:
        _last_seen = seen
    return seen


def _public_bulletins():
    published = Count("issues", filter=Q(issues__status=Issue.Status.PUBLISHED))
    return Bulletin.objects.annotate(held=published).filter(held__gt=0).order_by("-held", "name")


def _site_of(bulletins: list[dict[str, str]]) -> Site:
    first = bulletins[0] if bulletins else {"name": DEFAULT_NAME, "county": ""}
    sample = any(bulletin["county"] == SAMPLE_COUNTY for bulletin in bulletins)
    return Site(name=first["name"], county=first["county"], sample=sample)


def read_display(request) -> Display:
    size, theme = request.COOKIES.get("size"), request.COOKIES.get("theme")
    size = size if size in SIZES else "standard"
    theme = theme if theme in THEMES else "auto"
    back = request.get_full_path() if request.method == "GET" else request.path
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


def is_sample(issue) -> bool:
    """Whether the issue is of the invented county."""
    return bool(issue.bulletin and issue.bulletin.county == SAMPLE_COUNTY)

"""What every page needs: the name of the site, whether it holds sample data, and how the reader wants it to look."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from archive.models import Bulletin, Issue

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
    """Template context for all pages. The one query runs when a template first asks for the archive's name.

    It is not called `site`, a name that Django's page to log in takes for itself.
    """
    return {"archive": SimpleLazyObject(read_site), "display": read_display(request)}


def read_site() -> Site:
    """Named after the bulletin with most published issues; the sample line shows while a sample bulletin is public."""
    published = Count("issues", filter=Q(issues__status=Issue.Status.PUBLISHED))
    bulletins = list(Bulletin.objects.annotate(held=published).filter(held__gt=0).order_by("-held", "name"))
    first = bulletins[0] if bulletins else Bulletin(name=DEFAULT_NAME)
    sample = any(bulletin.county == SAMPLE_COUNTY for bulletin in bulletins)
    return Site(name=first.name, county=first.county, sample=sample)


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

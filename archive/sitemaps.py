"""The map of the site for search engines, where there are any: of issues, entries, units, sections and topics.

`lastmod` of an issue or entry is when its file came in. Pages that list entries tell none: that of the newest would have
to be looked for among all of them.
"""

from django.contrib.sitemaps import Sitemap
from django.db.models import Exists, F, Max, OuterRef
from django.urls import reverse

from archive.models import Attribution, Entry, EntrySearch, Issue, Section, Topic, Unit, Upload

PAGES = ("home", "issues", "units", "sections", "help", "search_help")
LIMIT = 500  # addresses in a file


class Map(Sitemap):
    limit = LIMIT

    def location(self, item):
        return item if isinstance(item, str) else item.get_absolute_url()


class Pages(Map):
    """Those that there is one of, and the years."""

    def items(self):
        years = Issue.objects.published().exclude(year=None).order_by("-year").values_list("year", flat=True).distinct()
        pages = [reverse(f"archive:{name}") for name in PAGES]
        return pages + [reverse("archive:year", args=[year]) for year in years]


class Issues(Map):
    def items(self):
        return Issue.objects.published().only("address").annotate(came_in=F("upload__uploaded_at")).order_by("pk")

    def lastmod(self, item):
        return item.came_in

    def get_latest_lastmod(self):
        published = Upload.objects.filter(issues__status=Issue.Status.PUBLISHED)
        return published.aggregate(last=Max("uploaded_at"))["last"]


class Entries(Issues):
    def items(self):
        return ByKey(EntrySearch.objects.order_by("pk").values_list("pk", flat=True))


class ByKey:
    """Published entries, some at a time: the narrow table says which they are, however many lie before them."""

    def __init__(self, keys):
        self.keys = keys

    def count(self):
        return self.keys.count()

    def __getitem__(self, some: slice):
        entries = Entry.objects.published().filter(pk__in=list(self.keys[some]))
        entries = entries.select_related("issue").only("address", "issue__address")
        return list(entries.annotate(came_in=F("issue__upload__uploaded_at")).order_by("pk"))

    def __len__(self):
        return self.count()


class Units(Map):
    def items(self):
        here = Attribution.objects.filter(unit=OuterRef("pk"), entry__issue__status=Issue.Status.PUBLISHED)
        return Unit.objects.filter(Exists(here)).order_by("pk")


class Sections(Map):
    def items(self):
        here = Entry.objects.published().filter(section=OuterRef("pk"))
        return Section.objects.filter(Exists(here)).order_by("pk")


class Topics(Map):
    def items(self):
        here = Entry.objects.published().filter(section__topic=OuterRef("pk"))
        return Topic.objects.filter(Exists(here)).order_by("pk")


MAPS = {"pages": Pages, "issues": Issues, "entries": Entries, "units": Units, "sections": Sections, "topics": Topics}

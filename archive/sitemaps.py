"""The map of the site for search engines, where there are any: of issues, entries, units, sections and topics.

`lastmod` of an issue or entry is when its file came in. Pages that list entries tell none: that of the newest would have
to be looked for among all of them.
"""

from django.contrib.sitemaps import Sitemap
from django.db.models import Count, F, Func, Max, Value, Window
from django.db.models.functions import Mod, RowNumber
from django.urls import reverse

from archive.models import Entry, EntrySearch, Issue, Section, Topic, Unit, Upload
from archive.revision import remembered

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
    """Of each its address and when it came in, and no `Issue`: a file has hundreds."""

    def items(self):
        return Issue.objects.published().order_by("pk").values_list("address", "upload__uploaded_at")

    def location(self, item):
        return f"{reverse('archive:issues')}{item[0]}/"

    def lastmod(self, item):
        return item[1]

    def get_latest_lastmod(self):
        published = Upload.objects.filter(issues__status=Issue.Status.PUBLISHED)
        return remembered("last upload", lambda: published.aggregate(last=Max("uploaded_at"))["last"])


class Entries(Issues):
    def items(self):
        return ByKey(self.limit)


class ByKey:
    """Published entries, a file's at a time: the narrow table says which they are. With which key each file begins is
    looked up once for each state of the archive, for there may be thousands of entries before."""

    def __init__(self, limit: int):
        self.limit = limit

    def __len__(self):
        return self._begun[1]

    def __getitem__(self, some: slice):
        starts = self._begun[0][some.start // self.limit :][:1]
        keys = EntrySearch.objects.filter(pk__gte=starts[0]).order_by("pk") if starts else EntrySearch.objects.none()
        entries = Entry.objects.published().filter(pk__in=keys.values("pk")[: some.stop - some.start])
        rows = entries.order_by("pk").values_list("issue__address", "address", "issue__upload__uploaded_at")
        return [(f"{issue}/{entry}", came_in) for issue, entry, came_in in rows]

    @property
    def _begun(self) -> tuple[list[int], int]:
        """The first keys of the files, and how many entries there are in all."""
        return remembered(("entries of the map", self.limit), self._begin)

    def _begin(self) -> tuple[list[int], int]:
        counted = EntrySearch.objects.annotate(place=Window(RowNumber(), order_by="pk") - 1, in_all=Window(Count("pk")))
        first = counted.annotate(rest=Mod("place", Value(self.limit))).filter(rest=0).order_by("pk")
        rows = list(first.values_list("pk", "in_all"))
        return [pk for pk, _ in rows], rows[0][1] if rows else 0


class Held(Map):
    """What has published entries: the narrow table says so, once for each state of the archive."""

    def items(self):
        return remembered(("of the map", type(self)), lambda: [each.get_absolute_url() for each in self.held()])


class Units(Held):
    def held(self):
        here = EntrySearch.objects.order_by().annotate(of_unit=Func(F("unit_ids"), function="unnest"))
        return Unit.objects.filter(pk__in=here.values("of_unit").distinct()).order_by("pk")


class Sections(Held):
    def held(self):
        return Section.objects.filter(pk__in=_sections_here()).order_by("pk")


class Topics(Held):
    def held(self):
        return Topic.objects.filter(sections__in=_sections_here()).distinct().order_by("pk")


def _sections_here():
    return EntrySearch.objects.order_by().exclude(section=None).values("section").distinct()


MAPS = {"pages": Pages, "issues": Issues, "entries": Entries, "units": Units, "sections": Sections, "topics": Topics}

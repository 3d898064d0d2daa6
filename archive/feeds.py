"""What one can subscribe to: the latest issues, the entries of a unit, a section or a topic, and any search. As Atom.

Addresses in a feed are absolute, under the name that the reader knows the server by. An id is not one of them: it stays
when the archive moves from http to https or to another port, so that nothing old comes back as new.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time

from django.contrib.syndication.views import Feed
from django.db.models import F, Prefetch
from django.http import Http404
from django.http.request import split_domain_port
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html, format_html_join

from archive.bulletin.figures import result_sentence
from archive.context import site_of
from archive.facets import month_name
from archive.filters import NO_YEAR, EntryFilter
from archive.models import Attribution, Entry, Issue, Unit
from archive.pages.hints import is_relaxed
from archive.search.ordering import NEWEST, keys_between
from archive.search.understood import in_quotes
from archive.views.page import page

MOST_ENTRIES = 50
MOST_ISSUES = 10
SINCE = 2026  # in ids, which are tag: addresses: a year in which the server had its name
# What XML 1.0 cannot say in any way of writing it. Some of it comes in with files that were converted badly.
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Item:
    """An issue or entry in a feed. `html` is escaped; `path` is its address on the site; `authors` are units."""

    title: str
    path: str
    html: str
    published: datetime | None
    updated: datetime
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a feed is about: `path` is the page that shows the same, `archive` the name of the whole."""

    name: str
    path: str
    items: Iterable[Item]
    archive: str = ""


class Atom(Atom1Feed):
    """Takes any text, and has an author for each unit of a joint entry."""

    def __init__(self, *arguments, **fields):
        super().__init__(*arguments, **fields)
        self.feed = {name: _cleaned(value) for name, value in self.feed.items()}

    def add_item(self, *arguments, **fields):
        super().add_item(*arguments, **fields)
        self.items[-1] = {name: _cleaned(value) for name, value in self.items[-1].items()}

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for name in filter(str.strip, item["authors"]):  # of one in characters that XML has not, nothing is left
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            handler.endElement("author")


class ArchiveFeed(Feed):
    """A feed of what a function says that it is about; the function takes the request and the parts of the address."""

    feed_type = Atom
    language = "zh-CN"

    def __init__(self, about: Callable[..., Subscription]):
        self.about = about

    def __call__(self, request, *arguments, **parts):
        """Not with the time of the newest: that says nothing of what has been corrected, or is gone."""
        response = super().__call__(request, *arguments, **parts)
        del response["Last-Modified"]
        return response

    def get_object(self, request, **parts):
        return replace(self.about(request, **parts), archive=site_of(request).name)

    def get_feed(self, obj, request):
        """Ids and the feed's own address depend on the request, and Django asks for them without it."""
        feed = super().get_feed(obj, request)
        feed.feed["feed_url"] = request.build_absolute_uri()
        feed.feed["id"] = _tag(request, request.get_full_path())
        for item, made in zip(feed.items, obj.items, strict=True):
            item["unique_id"] = _tag(request, made.path)
        return feed

    def title(self, obj):
        return f"{obj.archive}：{obj.name}"

    def author_name(self, obj):
        return obj.archive

    def link(self, obj):
        return obj.path

    def items(self, obj):
        return obj.items

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        return item.html

    def item_link(self, item):
        return item.path

    def item_pubdate(self, item):
        return item.published

    def item_updateddate(self, item):
        return item.updated

    def item_categories(self, item):
        return item.categories

    def item_extra_kwargs(self, item):
        return {"authors": item.authors}


def latest_issues(request) -> Subscription:
    entries = Prefetch("entries", Entry.objects.select_related("section"))
    issues = Issue.objects.published().select_related("bulletin").prefetch_related(entries).newest_first()
    issues = _with_time(issues, "upload__uploaded_at")[:MOST_ISSUES]
    return Subscription("各期", reverse("archive:issues"), [_issue_item(issue) for issue in issues])


def of_unit(request, slug) -> Subscription:
    unit = Unit.objects.filter(slug=slug).first()
    if unit is None:
        raise Http404(f"单位名册里没有“{slug}”。")
    entries = Entry.objects.published().filter(pk__in=Attribution.objects.filter(unit=unit).values("entry"))
    return Subscription(unit.name, unit.get_absolute_url(), _newest(entries))


def of_section(request, name) -> Subscription:
    entries = Entry.objects.published().filter(section__name=name)
    items = _newest(entries)
    if not items:
        raise Http404(f"没有叫“{name}”的栏目。")
    return Subscription(f"栏目“{name}”", reverse("archive:section", args=[name]), items)


def of_topic(request, name) -> Subscription:
    items = _newest(Entry.objects.published().filter(section__topic__name=name))
    if not items:
        raise Http404(f"没有叫“{name}”的主题。")
    return Subscription(f"主题“{name}”", reverse("archive:topic", args=[name]), items)


def of_search(request) -> Subscription:
    """What answers a question, the newest first; what only comes near to it is nothing to be told of."""
    filterset = EntryFilter(request.GET)
    found, answering = filterset.found, []
    if not is_relaxed(found):
        answering = keys_between(found, filterset.rows, NEWEST, 0, MOST_ENTRIES).keys.values()
    path = reverse("archive:search") + (f"?{request.GET.urlencode()}" if request.GET else "")
    return Subscription(_asked(filterset), path, _newest(Entry.objects.filter(pk__in=list(answering))))


latest_issues_feed, unit_feed, section_feed, topic_feed, search_feed = (
    page(ArchiveFeed(about)) for about in (latest_issues, of_unit, of_section, of_topic, of_search)
)


def _newest(entries) -> list[Item]:
    entries = _with_time(entries.published().for_lists(), "issue__upload__uploaded_at").newest_first()
    return [_entry_item(entry) for entry in entries[:MOST_ENTRIES]]


def _with_time(rows, field):
    """When the file came in that a row was read from: neither its bytes nor its text are fetched for that."""
    return rows.annotate(came_in=F(field))


def _issue_item(issue: Issue) -> Item:
    parts = ((entry.title, result_sentence(entry.body)) for entry in issue.entries.all())
    rows = [(format_html_join("", "<p>{}</p>", ((text,) for text in texts if text)),) for texts in parts]
    return Item(
        title=str(issue),
        path=issue.get_absolute_url(),
        html=format_html("<ol>{}</ol>", format_html_join("", "<li>{}</li>", rows)),
        published=_start_of(issue.date),
        updated=issue.came_in,
    )


def _entry_item(entry: Entry) -> Item:
    lines = filter(str.strip, entry.body.split("\n"))
    return Item(
        title=entry.title,
        path=entry.get_absolute_url(),
        html=format_html_join("", "<p>{}</p>", ((line,) for line in lines)),
        published=_start_of(entry.issue.date),
        updated=entry.came_in,
        authors=tuple(dict.fromkeys(attribution.name for attribution in entry.attributions.all())),
        categories=(entry.section.name,) if entry.section else (),
    )


def _asked(filterset: EntryFilter) -> str:
    """What was asked for in words: the question, then what was chosen."""
    chosen = filterset.chosen
    units = dict(Unit.objects.filter(slug__in=chosen["unit"]).values_list("slug", "name")) if chosen["unit"] else {}
    said = [
        in_quotes(filterset.question) if filterset.question else "",
        "、".join(f"年份{NO_YEAR}" if year == NO_YEAR else f"{year}年" for year in chosen["year"]),
        "、".join(map(month_name, chosen["month"])),
        "、".join(dict(Unit.Kind.choices)[kind] for kind in chosen["kind"]),
        "、".join(units.get(slug, slug) for slug in chosen["unit"]),
        "、".join(chosen["topic"]),
        "、".join(chosen["section"]),
        "、".join(f"署名“{name}”" for name in chosen["signed"]),
        "、".join(f"刊名“{name}”" for name in chosen["bulletin"]),
        "有成效数字" if chosen["figures"] else "",
    ]
    return "检索" + "，".join(filter(None, said)) if any(said) else "全部条目"


def _start_of(day) -> datetime | None:
    return datetime.combine(day, time()) if day else None


def _tag(request, path: str) -> str:
    """An id that stays: tag:kuaibao.example,2026:/issues/2025/44/8/"""
    host, _ = split_domain_port(request.get_host())
    return f"tag:{host.strip('[]').replace(':', '-') or 'localhost'},{SINCE}:{path}"


def printable(text: str) -> str:
    """The text without what XML cannot say."""
    return NOT_XML.sub("", text)


def _cleaned(value):
    if isinstance(value, str):
        return printable(value)
    return tuple(map(_cleaned, value)) if isinstance(value, (list, tuple)) else value

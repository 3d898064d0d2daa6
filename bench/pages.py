"""How long the server takes for each public page of a large archive, how often it asks the database, and how heavy the
page is.

    python bench/pages.py 100k                      makes the archive first, which takes ten minutes
    python bench/pages.py 100k --keep /tmp/scale    in the archive that bench/search_scale.py has kept there

make bench runs it last, in the archive in which the search was measured.

Times are of the whole request in the server, from Django's test client, without a network: of a page that is made,
where the process does not keep it; of the first request after a change of the archive, when nothing at all is kept; of a
page that the process has kept; and of the answer 304 to a browser that has it already. The floor is the page of help,
which asks the database one thing. A query is a statement; BEGIN and COMMIT are not counted. Busy is the time of the
processor that a page took in this process and in the one of PostgreSQL that serves it: what it would take where nothing
else runs. The goal is held to the clock, so it wants a quiet machine.
The archive is made by bench/search_scale.py's own means, from texts in ../shared; the units that its bulletins name are
put into a register, and two of its sections under a topic. It prints Markdown; docs/benchmarks.md holds what it printed.
"""

import argparse
import gc
import gzip
import json
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

from scale import measures, report
from scale.place import Place

ROUNDS = 20
CHANGES = 5
GOAL_QUERIES, GOAL_MS = 14, 100
KINDS = {"乡": "township", "镇": "township", "街道": "subdistrict", "中心": "institution", "农场": "institution"}
TOPIC = "经济与项目"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("size", nargs="?", default="100k")
    options.add_argument("--keep", type=Path, help="folder for the corpus and the archive, kept")
    options.add_argument("--rounds", type=int, default=ROUNDS)
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="kuaibao-bench-") as thrown_away:
        place = Place(given.size, (given.keep or Path(thrown_away)).resolve() / given.size.lower())
        place.folder.mkdir(parents=True, exist_ok=True)
        place.make_bulletins()
        if place.import_bulletins() is not None:
            place.import_time.touch()
        place.manage("collectstatic", "--no-input", "--verbosity=0")
        place.open()
        name_units(place)
        gc.freeze()  # as gunicorn.conf.py does
        measure(given.rounds)


def name_units(place: Place) -> None:
    """A register of the units that the bulletins name, and a topic, once for an archive."""
    from archive.models import Attribution, Bulletin, Section, Topic, Unit
    from archive.search import vocabulary
    from archive.units import load_register

    if Unit.objects.exists():
        return
    names = Attribution.objects.order_by("name").values_list("name", flat=True).distinct()
    units = [{"name": name, "kind": kind_of(name)} for name in names]
    county = Bulletin.objects.values_list("county", flat=True)[0]
    load_register(json.dumps({"county": county, "units": units}))
    topic = Topic.objects.create(name=TOPIC)
    Section.objects.filter(pk__in=Section.objects.order_by("pk").values("pk")[:2]).update(topic=topic)
    vocabulary.rebuild()


def kind_of(name: str) -> str:
    return next((kind for end, kind in KINDS.items() if name.endswith(end)), "department")


def pages() -> dict[str, str]:
    """The address of each kind of page, of the fullest where there are several."""
    from django.db.models import Count

    from archive.models import Entry, Issue, Section, Topic, Unit

    latest = Issue.objects.published().newest_first().first()
    entry = Entry.objects.published().filter(issue__year=2015).order_by("pk")[7]
    unit = Unit.objects.annotate(number=Count("attributions")).order_by("-number")[0]
    units = [each.slug for each in Unit.objects.annotate(number=Count("attributions")).order_by("-number")[:4]]
    section = Section.objects.annotate(number=Count("entries")).order_by("-number")[0]
    question = f"q={quote('清洁家园')}"
    return {
        "floor: help": "/help/",
        "home": "/",
        "issues": "/issues/",
        "year": "/issues/2015/",
        "issue": latest.get_absolute_url(),
        "brief": f"{latest.get_absolute_url()}brief/",
        "original": f"{latest.get_absolute_url()}original/",
        "entry": entry.get_absolute_url(),
        "entry from a list": f"{entry.get_absolute_url()}?q={quote(entry.title[:2])}&n=1",
        "units": "/units/",
        "unit, the busiest": unit.get_absolute_url(),
        "unit, page 50": f"{unit.get_absolute_url()}?page=50",
        "sections": "/sections/",
        "section, the fullest": section.get_absolute_url(),
        "topic": Topic.objects.all()[0].get_absolute_url(),
        "compare units": f"/compare/?{question}&" + "&".join(f"unit={quote(slug)}" for slug in units),
        "compare years": f"/compare/?{question}&by=year",
        "search, all entries": "/search/",
        "search 清洁家园": f"/search/?{question}",
        "search 发展": f"/search/?q={quote('发展')}",
        "search, three facets": f"/search/?q={quote('发展')}&year=2015&kind=township&section={quote(section.name)}",
        "search, nothing found": f"/search/?q={quote('不会有这句话的')}",
        "search, four unknown words": f"/search/?q={quote('清结佳园 人据环境 航天深海 qjjy')}",
        "search, an unanswered question": f"/search/?q={quote('怎样在“航天深海”里预防“潮汐车道”？')}",
        "search, hidden by filters": f"/search/?q={quote('发展 航天深海')}&year=1999&kind=zone&unit=nobody&signed=x",
        "search, page 99999": f"/search/?q={quote('发展')}&page=99999",
        "entry from a near list": f"{entry.get_absolute_url()}?q={quote('发展 航天深海')}&n=1",
        "feed of issues": "/feeds/issues/",
        "feed of a unit": f"/feeds{unit.get_absolute_url()}",
        "feed of a section": f"/feeds{section.get_absolute_url()}",
        "feed of a search": f"/feeds/search/?q={quote('发展')}",
        "sitemap": "/sitemap.xml",
        "sitemap, last of entries": f"/sitemap-entries.xml?p={-(-Entry.objects.published().count() // 500)}",
        "opensearch": "/opensearch.xml",
    }


def measure(rounds: int) -> None:
    from django.conf import settings
    from django.test import Client

    from archive.views import page

    settings.ALLOWED_HOSTS = ["testserver"]
    print(f"Machine: {measures.machine()}.\n")
    client, floor, rows = Client(), None, []
    kept = page.pages
    for name, address in pages().items():
        response = client.get(address)  # templates compiled, dictionary loaded
        if response.status_code != 200:
            print(f"{name}: {address} answers {response.status_code} and is left out.\n")
            continue
        page.pages = page.Pages(0)
        queries = asked(client, address)[0]
        measured = [busy_milliseconds(client, address) for _ in range(rounds)]
        times, busy = sorted(taken for taken, _ in measured), [taken for _, taken in measured]
        p50, p95 = report.quantile(times, 0.5), report.quantile(times, 0.95)
        busy_p50, busy_p95 = report.quantile(busy, 0.5), report.quantile(busy, 0.95)
        floor = floor or p50
        after, queries_after = after_changes(client, address)
        page.pages = kept
        response = client.get(address)
        again = [
            report.quantile((milliseconds(client, address, tag) for _ in range(rounds)), 0.5)
            for tag in ("", response["ETag"])
        ]
        is_missed = max(queries, queries_after) > GOAL_QUERIES or p95 > GOAL_MS
        sizes = (len(response.content), len(gzip.compress(response.content)))
        numbers = (busy_p50, busy_p95, times[0], p50, p95, p50 / floor, after, *again, *(size / 1000 for size in sizes))
        rows.append([name, queries, queries_after, *(f"{number:.1f}" for number in numbers), "**over**" * is_missed])
    heads = [
        "page",
        "queries",
        "after a change",
        "busy p50 ms",
        "busy p95 ms",
        "least ms",
        "p50 ms",
        "p95 ms",
        "p50 / floor",
        "ms after a change",
        "ms, kept",
    ]
    report.table([*heads, "ms, 304", "kB", "kB gzip", f"over {GOAL_QUERIES} or {GOAL_MS} ms"], rows)


def asked(client, address: str) -> tuple[int, float]:
    """How many statements a page needs, and its milliseconds."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        taken = milliseconds(client, address)
    return sum(query["sql"] not in {"BEGIN", "COMMIT"} for query in queries), taken


def after_changes(client, address: str) -> tuple[float, int]:
    """Of the first request after each of some changes: the median in milliseconds, and the most queries."""
    from django.db import transaction

    from archive.revision import revise

    times, queries = [], []
    for _ in range(CHANGES):
        with transaction.atomic():
            revise()
        number, taken = asked(client, address)
        times.append(taken)
        queries.append(number)
    return report.quantile(times, 0.5), max(queries)


def busy_milliseconds(client, address: str) -> tuple[float, float]:
    """Of a request: how long it took, and how long the processor was busy with it."""
    from django.db import connection

    connection.ensure_connection()
    served_by = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")

    def busy() -> float:
        return time.process_time() * 1000 + int(served_by.read_text().split()[0]) / 1e6

    start = busy()
    taken = milliseconds(client, address)
    return taken, busy() - start


def milliseconds(client, address: str, tag: str = "") -> float:
    start = time.perf_counter()
    response = client.get(address, headers={"If-None-Match": tag} if tag else None)
    taken = (time.perf_counter() - start) * 1000
    assert response.status_code == (304 if tag else 200), f"{address}: {response.status_code}"
    return taken


if __name__ == "__main__":
    main()

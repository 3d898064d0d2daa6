"""How long the server takes for a search page, and how many database queries, at the size of the sample archive.

    make bench          the sample bulletins, in an archive of their own that is thrown away afterwards

Times are of the whole request in the server, from Django's test client, without a network. The floor is /healthz of the
same run: a request that asks the database one thing. Machines differ and are noisy: the ratio to the floor says more
than the milliseconds.
"""

import atexit
import io
import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
ROUNDS = 40
PAGES = {
    "floor: /healthz": "/healthz",
    "browse, no question": "/search/",
    "清洁家园": "/search/?q=清洁家园",
    "one character: 清": "/search/?q=清",
    "number: 12个": "/search/?q=12个",
    "phrase": "/search/?q=“专精特新”",
    "several words": "/search/?q=清洁家园 沟渠",
    "words written together": "/search/?q=沟渠清洁家园",
    "nothing found": "/search/?q=不会有这句话",
    "frequent, three facets": "/search/?q=目前&year=2024&year=2025&kind=township&section=乡村振兴",
    "100 a page": "/search/?q=目前&size=100",
}


def main() -> None:
    data = tempfile.mkdtemp(prefix="kuaibao-bench-")
    atexit.register(shutil.rmtree, data, ignore_errors=True)  # after the database has stopped, which registers later
    os.environ |= {"KUAIBAO_DATA": data, "DJANGO_SETTINGS_MODULE": "kuaibao.settings", "ALLOWED_HOSTS": "testserver"}
    os.environ.pop("DATABASE_URL", None)
    sys.path.insert(0, str(PROJECT))
    import django

    django.setup()
    prepare()
    measure()


def prepare() -> None:
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("migrate", verbosity=0)
    call_command("load_units", str(PROJECT / "fixtures/units.json"), stdout=sys.stdout)
    call_command("import_bulletins", str(PROJECT / "fixtures/bulletins"), stdout=sys.stdout, stderr=io.StringIO())


def measure() -> None:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    floor = None
    print(f"\n{'page':<28}{'queries':>8}{'p50 ms':>9}{'p95 ms':>9}{'max ms':>9}{'p50/floor':>11}{'kB':>7}")
    for name, address in PAGES.items():
        client.get(address)  # templates compiled, dictionary loaded
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
        count = sum(query["sql"] not in {"BEGIN", "COMMIT"} for query in queries.captured_queries)
        assert response.status_code == 200, f"{address}: {response.status_code}"
        times = sorted(timed(client, address) for _ in range(ROUNDS))
        p50, p95 = statistics.median(times), times[int(len(times) * 0.95) - 1]
        floor = floor or p50
        size = len(response.content) / 1000
        columns = f"{count:>8}{p50:>9.1f}{p95:>9.1f}{times[-1]:>9.1f}{p50 / floor:>11.1f}{size:>7.1f}"
        print(name + " " * (28 - width(name)) + columns)


def timed(client, address: str) -> float:
    """Milliseconds."""
    start = time.perf_counter()
    client.get(address)
    return (time.perf_counter() - start) * 1000


def width(text: str) -> int:
    return sum(1 if char.isascii() else 2 for char in text)


if __name__ == "__main__":
    main()

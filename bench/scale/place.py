"""Where a corpus of one size lies, and the archive that is made of it."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
SHARED = PROJECT.parent / "shared"
MAKE_BULLETINS = SHARED / "tools" / "make_bulletins.py"
QUESTIONS = SHARED / "corpus" / "queries.tsv"


@dataclass(frozen=True, slots=True)
class Place:
    size: str  # as it was asked for: 100k
    folder: Path

    @property
    def entries(self) -> int:
        number, unit = self.size[:-1], self.size[-1].lower()
        return int(number) * {"k": 1000, "m": 1_000_000}[unit] if unit in "km" else int(self.size)

    @property
    def bulletins(self) -> Path:
        return self.folder / "b"

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def make_bulletins(self) -> None:
        if not (self.bulletins / "map.tsv").exists():
            command = [sys.executable, MAKE_BULLETINS, "--out", self.bulletins, "--entries", str(self.entries)]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    def import_bulletins(self) -> float | None:
        """Seconds that the command took; None where the archive is here already, which is brought up to date."""
        self.manage("migrate", "--verbosity=0")
        if self.import_time.exists():
            return None
        start = time.perf_counter()
        self.manage("import_bulletins", "--verbosity=0", str(self.bulletins))
        return time.perf_counter() - start

    @property
    def import_time(self) -> Path:
        """What was measured when the archive was made: the import and its floor belong together."""
        return self.folder / "import.md"

    def manage(self, *arguments: str) -> None:
        command = [sys.executable, PROJECT / "manage.py", *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=self.environment)

    @property
    def environment(self) -> dict[str, str]:
        return os.environ | {"KUAIBAO_DATA": str(self.data), "SEARCH_LOG": "off"}

    def open(self) -> None:
        """Be a program of this archive, from now on."""
        os.environ |= {**self.environment, "DJANGO_SETTINGS_MODULE": "kuaibao.settings"}
        os.environ.pop("DATABASE_URL", None)
        sys.path[:0] = [str(PROJECT)]
        import django

        django.setup()

    def rows(self, stop: int | None = None) -> Iterator[tuple[int, str, str, int]]:
        """(id, title, rest, year) of every entry, normalised; rest are body, section and units. The archive is open."""
        from archive.models import EntrySearch

        rows = EntrySearch.objects.order_by("pk").values_list("pk", "texts", "year")
        for pk, texts, year in rows[:stop].iterator(chunk_size=2000) if stop else rows.iterator(chunk_size=2000):
            title, _, rest = texts.partition("\n")
            yield pk, title, rest, year

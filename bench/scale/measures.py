"""What is measured beside answering: recall, sizes, the memory of a web worker, one more issue."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import defaultdict

import psutil

from scale.clients import engine
from scale.place import PROJECT, QUESTIONS, Place
from scale.questions import Question, read_questions

ASKED_OF_WORKER = 50


def truth(place: Place, questions: list[Question]) -> dict[Question, set[int]]:
    """By a plain scan: the entries that hold what is asked for. Sentences are left out: nobody wants them as they are."""
    literal = [question for question in questions if not question.is_sentence]
    found: dict[Question, set[int]] = {question: set() for question in literal}
    for pk, title, rest, _ in place.rows():
        texts = (title, *rest.split("\n"))
        for question in literal:
            if question.is_answered_by(texts):
                found[question].add(pk)
    return found


def recall(name: str, place: Place, right: dict[Question, set[int]]) -> dict[str, tuple[int, int, int]]:
    """By kind of question: hits that are right, hits that there are, and hits that do not hold what was asked for."""
    asked = engine(name).open(place)
    counts = defaultdict(lambda: [0, 0, 0])
    for question, pks in right.items():
        found = asked.found(question)
        for place_, number in enumerate((len(found & pks), len(pks), len(found - pks))):
            counts[question.kind][place_] += number
    return {kind: tuple(numbers) for kind, numbers in counts.items()}


def sizes() -> dict[str, int]:
    """Bytes of the parts of the index and of all tables, in the archive that is open."""
    from django.db import connection

    from archive.models import EntrySearch

    table = EntrySearch._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_relation_size('entry_search_lexemes'), pg_indexes_size(%s), pg_relation_size(%s),"
            " pg_table_size(%s) - pg_relation_size(%s), pg_database_size(current_database())",
            [table] * 4,
        )
        names = ("index of lexemes", "all indexes of the search table", "its rows", "its lexemes and texts", "database")
        return dict(zip(names, cursor.fetchone(), strict=True))


def worker_memory(place: Place) -> tuple[int, int, int]:
    """PSS, RSS and unshared bytes of the web worker after fifty searches, sentences among them."""
    questions = read_questions(QUESTIONS)
    sentences = [question for question in questions if question.is_sentence]
    others = [question for question in questions if not question.is_sentence]
    asked = [*sentences, *others[:: max(len(others) // (ASKED_OF_WORKER - len(sentences)), 1)]][:ASKED_OF_WORKER]
    port = _free_port()
    environment = place.environment | {"PORT": str(port), "HOST": "127.0.0.1", "WEB_CONCURRENCY": "1"}
    environment |= {"DJANGO_SETTINGS_MODULE": "kuaibao.settings", "ALLOWED_HOSTS": "127.0.0.1"}
    place.manage("collectstatic", "--no-input", "--verbosity=0")
    command = [sys.executable, "-m", "gunicorn", "kuaibao.wsgi"]
    server = subprocess.Popen(command, cwd=PROJECT, env=environment, stderr=subprocess.DEVNULL)
    try:
        _wait_for(f"http://127.0.0.1:{port}/healthz")
        for question in asked:
            address = f"http://127.0.0.1:{port}/search/?q={urllib.parse.quote(question.text)}"
            urllib.request.urlopen(address, timeout=60).read()
        (worker,) = [
            child for child in psutil.Process(server.pid).children() if "keeper" not in " ".join(child.cmdline())
        ]
        memory = worker.memory_full_info()
        return getattr(memory, "pss", 0), memory.rss, memory.uss
    finally:
        server.terminate()
        server.wait()


def one_more_issue(place: Place) -> tuple[float, float]:
    """Seconds for an issue of ten entries to be public and searchable: the whole command, and the import as such."""
    from archive.importer import import_bulletin
    from archive.models import Issue, Upload
    from archive.uploads import new_upload

    text = next(place.bulletins.glob("*/*.txt")).read_text("utf-8")
    numbers = iter((9001, 9002))

    def another() -> bytes:
        return re.sub(r"第 \d+ 期", f"第 {next(numbers)} 期", text, count=1).encode()

    file = place.folder / "one more.txt"
    file.write_bytes(another())
    start = time.perf_counter()
    place.manage("import_bulletins", "--verbosity=0", str(file))
    command = time.perf_counter() - start
    start = time.perf_counter()
    import_bulletin(new_upload(name=file.name, content=another()))
    alone = time.perf_counter() - start
    Issue.objects.filter(upload__name=file.name).delete()
    Upload.objects.filter(name=file.name).delete()
    return command, alone


def machine() -> str:
    gigabytes = round(psutil.virtual_memory().total / 2**30)
    return f"{os.cpu_count()} processor cores, {gigabytes} GB of memory, Python {sys.version.split()[0]}"


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def _wait_for(address: str) -> None:
    while True:
        try:
            urllib.request.urlopen(address, timeout=5).read()
            return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)

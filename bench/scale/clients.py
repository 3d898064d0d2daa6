"""Clients: each a process of its own that asks all questions in an order of its own, several times over."""

import importlib
import json
import random
import subprocess
import sys
import time
from pathlib import Path

from scale.place import QUESTIONS, Place
from scale.questions import read_questions

ENGINES = {name: f"scale.engines.{name}" for name in ("archive", "sqlite", "tantivy_words", "postgres")}
WARM_UP = ("的", "不会有这句话")  # none of the questions: connections, dictionary and programs are loaded by them

Times = list[tuple[str, str, float]]  # kind, question, milliseconds


def engine(name: str):
    return importlib.import_module(ENGINES[name])


def measure(name: str, place: Place, clients: int, rounds: int) -> Times:
    """Times of all clients together. The questions are asked once before, so that all read what the disk had to give."""
    ask(name, place, seed=0, rounds=1, clients=1)
    return ask(name, place, seed=1, rounds=rounds, clients=clients)


def ask(name: str, place: Place, *, seed: int, rounds: int, clients: int) -> Times:
    script = Path(__file__).resolve().parents[1] / "search_scale.py"
    command = [sys.executable, script, "--client", name, "--keep", place.folder.parent, place.size]
    processes = [
        subprocess.Popen(
            [*map(str, command), "--rounds", str(rounds), "--seed", str(seed + number)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(clients)
    ]
    for process in processes:  # all begin when all are ready
        process.stdout.readline()
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    return [tuple(time) for process in processes for time in json.loads(process.communicate()[0])]


def be_a_client(name: str, place: Place, rounds: int, seed: int) -> None:
    place.open()
    asked = engine(name).open(place)
    questions = read_questions(QUESTIONS)
    for text in WARM_UP:
        asked.page(type(questions[0])("", text, (text,), (False,), (), False))
    print("ready", flush=True)
    sys.stdin.readline()
    times = []
    order = random.Random(seed)
    for _ in range(rounds):
        for question in order.sample(questions, len(questions)):
            start = time.perf_counter()
            asked.page(question)
            times.append((question.kind, question.text, (time.perf_counter() - start) * 1000))
    print(json.dumps(times))

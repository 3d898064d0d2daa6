"""How fast the search is at ten thousand, a hundred thousand and a million entries, beside other engines.

    python bench/search_scale.py 10k 100k                 what make bench runs
    python bench/search_scale.py 1M --keep /tmp/scale     keep the corpus and the archive, use them again the next time
    make bench SIZE=1M KEEP=/tmp/scale                    the same

The bulletins are made and the questions are read from ../shared, which has to lie beside the project. It prints
Markdown; docs/benchmarks.md holds what it printed. The other engines are asked up to PEERS entries, above that they
take too long to build.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from scale import floor, measures, report
from scale.clients import ENGINES, be_a_client, engine, measure
from scale.place import MAKE_BULLETINS, QUESTIONS, Place
from scale.questions import read_questions

PEERS = 100_000  # entries, up to which other engines are measured, and recall
FLOOR = 100_000  # entries for which the floor of an import is measured; above that it is scaled up
CLIENTS = (1, 2)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("sizes", nargs="+", help="10k, 100k, 1M")
    options.add_argument("--keep", type=Path, help="folder for the corpora, kept; otherwise they are thrown away")
    options.add_argument("--rounds", type=int, default=3, help="how often each client asks the archive all questions")
    options.add_argument("--seed", type=int, default=0, help=argparse.SUPPRESS)
    options.add_argument("--client", choices=ENGINES, help=argparse.SUPPRESS)
    given = options.parse_args()
    if missing := [str(file) for file in (MAKE_BULLETINS, QUESTIONS) if not file.exists()]:
        sys.exit(f"没有 {'、'.join(missing)}：检索测速要用项目旁边 shared 文件夹里的文章和问题。")
    if given.client:
        be_a_client(given.client, Place(given.sizes[0], given.keep / given.sizes[0].lower()), given.rounds, given.seed)
        return
    with tempfile.TemporaryDirectory(prefix="kuaibao-bench-") as thrown_away:
        whole = {}
        print(f"Machine: {measures.machine()}.\n")
        for size in given.sizes:
            place = Place(size, (given.keep or Path(thrown_away)).resolve() / size.lower())
            place.folder.mkdir(parents=True, exist_ok=True)
            whole[size] = in_process_of_its_own(measure_size, place, given.rounds)
        compare(whole)


def in_process_of_its_own(function: Callable, *arguments):
    """An archive is opened once in the life of a process."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(function, *arguments).result()


def measure_size(place: Place, rounds: int) -> dict[str, dict]:
    """All measurements of one size, printed as they come; the times of each run by its name."""
    print(f"## {place.size} entries\n", flush=True)
    place.make_bulletins()
    seconds = place.import_bulletins()
    place.open()
    import_time(place, seconds)
    names = ["archive"]
    if place.entries <= PEERS:
        names += [name for name in ENGINES if name != "archive" and built(name, place)]
    times = {}
    for name in names:
        for clients in CLIENTS if name == "archive" else CLIENTS[:1]:
            run = engine(name).NAME + (f", {clients} clients" if clients > 1 else "")
            times[run] = measure(name, place, clients, rounds if name == "archive" else 1)
    report.milliseconds(times)
    print(f"Slowest here: {report.slowest(times[engine('archive').NAME])}\n")
    if place.entries <= PEERS:
        recall_of(names, place)
    memory = measures.worker_memory(place)
    print(
        "A web worker after 50 searches: "
        + ", ".join(
            f"{report.megabytes(size)} {name}" for name, size in zip(("PSS", "RSS", "of its own"), memory, strict=True)
        )
        + "."
    )
    command, alone = measures.one_more_issue(place)
    print(f"One more issue of ten entries: {alone:.2f} s, as a command {command:.2f} s.\n", flush=True)
    return times


def import_time(place: Place, seconds: float | None) -> None:
    """Of an archive that was kept, what was measured when it was made."""
    if seconds is not None:
        least, share = floor.cut_and_copy(place, min(FLOOR, place.entries))
        scaled = "" if share == 1 else f" (scaled up from {share:.0%} of them)"
        place.import_time.write_text(
            f"Import: {seconds:.0f} s; jieba-cut and COPY of the same texts in one process: {least / share:.0f} s{scaled}; "
            f"ratio {seconds * share / least:.2f}.\n"
        )
    print(place.import_time.read_text())
    report.table(["size", "MB"], [[name, report.megabytes(size)] for name, size in measures.sizes().items()])


def built(name: str, place: Place) -> bool:
    peer = engine(name)
    if why := peer.is_here():
        print(f"{peer.NAME} is left out: {why}.\n")
        return False
    mark = place.folder / f"{name}.built"
    if not mark.exists():
        peer.build(place)
        mark.touch()
    print(f"{peer.NAME}: {peer.TOLD}. {report.megabytes(peer.size(place))}.\n", flush=True)
    return True


def recall_of(names: list[str], place: Place) -> None:
    right = measures.truth(place, read_questions(QUESTIONS))
    counts = {engine(name).NAME: measures.recall(name, place, right) for name in names}
    kinds = list(dict.fromkeys(question.kind for question in right))
    rows = []
    for kind in kinds:
        cells = [counts[name][kind] for name in counts]
        rows.append(
            [
                kind,
                cells[0][1],
                *(f"{found / there:.1%}, {wrong} wrong" if there else "—" for found, there, wrong in cells),
            ]
        )
    report.table(["recall against a plain scan", "there are", *counts], rows)


def compare(whole: dict[str, dict]) -> None:
    """The goals, as far as the sizes that were measured tell."""
    ours, p95 = (
        engine("archive").NAME,
        {size: report.summary(times[engine("archive").NAME])[1] for size, times in whole.items()},
    )
    print("## Goals\n")
    for size, times in whole.items():
        p50 = report.summary(times[ours])[0]
        if other := times.get(engine("sqlite").NAME):
            print(
                f"- {size}: p95 is {p95[size] / report.summary(other)[1]:.2f} of SQLite's (goal at 100k: at most 0.2)"
            )
        if other := times.get(engine("tantivy_words").NAME):
            print(f"- {size}: the median is {p50 / report.summary(other)[0]:.1f} times tantivy's (goal: at most 10)")
        kinds = {kind for kind, _, _ in times[ours]}
        slow = {kind: worst for kind in kinds if (worst := report.summary(times[ours], kind)[2]) >= 200}
        told = "、".join(f"{kind} {worst:.0f} ms" for kind, worst in slow.items()) or "none"
        print(f"- {size}: classes with a question of 200 ms or more: {told} (goal at 1M: none)")
    sizes = list(p95)
    for small, large in zip(sizes, sizes[1:], strict=False):
        print(f"- p95 at {large} / p95 at {small}: {p95[large] / p95[small]:.1f} (goal from 10k to 1M: at most 6)")


if __name__ == "__main__":
    main()

"""How often the end of a title is found: entries whose title is known, printed in every way that bulletins print them.

    python bench/titles.py          how many ends are found, for each way of parting title and body
    python bench/titles.py --fit    fit the weights of archive/bulletin/wording.py again, cross-validated (needs numpy)

The entries: real issues labelled by hand, where they are at hand; the labels of this project's samples; and invented
titles with the openings of their bodies in bench/titles.txt, of which every second line was kept aside: neither words
nor weights were chosen by those. A cell says: found of all, found but marked as doubtful, wrong and not marked.
"""

import json
import random
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))

from archive.bulletin.layout import flow_of, join, read_lines  # noqa: E402 -- the project is found from here
from archive.bulletin.titles import TitleEnd, habit_of, title_end  # noqa: E402
from archive.bulletin.wording import WEIGHTS, evidence  # noqa: E402

REAL = PROJECT.parent / "shared" / "gold"
SAMPLES = PROJECT / "archive" / "tests" / "golden"
INVENTED = PROJECT / "bench" / "titles.txt"
LINE = 28  # characters of a wrapped line
SENTENCES = {"in:comma", "in:stop"}  # no title without a sign has them: their weights are set by hand


@dataclass(frozen=True, slots=True)
class Entry:
    title: str
    body: str
    units: tuple[str, ...] = ()


Files = dict[str, list[Entry]]


def main() -> None:
    sets = {"real": labelled(REAL), "samples": labelled(SAMPLES)} | invented()
    sets = {name: files for name, files in sets.items() if files}
    if "real" not in sets:
        print("No real issues at hand: they are left out.")
    if "--fit" in sys.argv:
        fit(sets)
    else:
        measure(sets)


def labelled(folder: Path) -> Files:
    files = {}
    for file in sorted(folder.glob("*.json")):
        entries = json.loads(file.read_text("utf-8"))["entries"]
        files[file.stem] = [Entry(each["title"], each["body"], tuple(each["units"])) for each in entries]
    return files


def invented() -> dict[str, Files]:
    lines = [line.rsplit(" ", 1) for line in INVENTED.read_text("utf-8").splitlines()]
    entries = [Entry(join(title), body) for title, body in lines]
    return {"invented": {"invented": entries[0::2]}, "kept aside": {"kept aside": entries[1::2]}}


# -- ways to print an entry --------------------------------------------------------------------------------------------


def wrapped(text: str) -> str:
    return "\n".join(text[at : at + LINE] for at in range(0, len(text), LINE))


def noisy(text: str, share: float) -> str:
    """Single spaces strewn between Chinese characters, as recognition of scanned pages does."""
    strewn = random.Random(text)
    return re.sub(r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])", lambda _: " " if strewn.random() < share else "", text)


PRINTS: dict[str, Callable[[Entry], str]] = {
    "nothing": lambda entry: entry.title + entry.body,
    "nothing, wrapped": lambda entry: wrapped(entry.title + entry.body),
    "space": lambda entry: f"{entry.title} {entry.body}",
    "space, wrapped": lambda entry: wrapped(f"{entry.title} {entry.body}"),
    "wide space": lambda entry: f"{entry.title}　　{entry.body}",
    "line end": lambda entry: f"{entry.title}\n{entry.body}",
    "line end, wrapped": lambda entry: f"{wrapped(entry.title)}\n{wrapped(entry.body)}",
    "bold": lambda entry: f"**{entry.title}**{entry.body}",
    "heading": lambda entry: f"## {entry.title}\n{entry.body}",
    "space, 2% strewn": lambda entry: f"{noisy(entry.title, 0.02)} {noisy(entry.body, 0.02)}",
    "space, 5% strewn": lambda entry: f"{noisy(entry.title, 0.05)} {noisy(entry.body, 0.05)}",
    "wide, 5% strewn": lambda entry: f"{noisy(entry.title, 0.05)}  {noisy(entry.body, 0.05)}",
    "wide, 50% strewn": lambda entry: f"{noisy(entry.title, 0.5)}  {noisy(entry.body, 0.5)}",
    "line end, 5% strewn": lambda entry: f"{noisy(entry.title, 0.05)}\n{noisy(entry.body, 0.05)}",
}


# -- measuring ---------------------------------------------------------------------------------------------------------


def measure(sets: dict[str, Files]) -> None:
    print(f"{'':<34}" + "".join(f"{f'{name} ({count(files)})':>20}" for name, files in sets.items()))
    for name, how in PRINTS.items():
        for hints in (False, True):
            cells = [cell(results(files, how, how if hints else None, hints)) for files in sets.values()]
            print(f"{name + (', with hints' if hints else ''):<34}" + "".join(f"{each:>20}" for each in cells))
    others = PRINTS["space"]
    cells = [cell(results(files, PRINTS["nothing"], others, hints=True)) for files in sets.values()]
    print(f"{'nothing, the others by a space':<34}" + "".join(f"{each:>20}" for each in cells))


def count(files: Files) -> int:
    return sum(map(len, files.values()))


def results(
    files: Files, how: Callable[[Entry], str], others: Callable[[Entry], str] | None, hints: bool
) -> Iterator[tuple[bool, bool]]:
    """Whether each end was found, and whether it is marked; hints are the units and the habit of the file's other titles."""
    for entries in files.values():
        ends = [end_of(others(entry)) for entry in entries] if others else []
        for at, entry in enumerate(entries):
            flow = flow_of(read_lines(how(entry)))
            habit = habit_of(ends[:at] + ends[at + 1 :]) if hints else None
            end = title_end(flow, habit, entry.units if hints else ())
            yield flow.text[: end.place] == entry.title, end.doubtful


def end_of(text: str) -> TitleEnd:
    return title_end(flow_of(read_lines(text)))


def cell(pairs: Iterator[tuple[bool, bool]]) -> str:
    pairs = list(pairs)
    found = sum(right for right, _ in pairs)
    marked = sum(right and doubtful for right, doubtful in pairs)
    missed = sum(not right and not doubtful for right, doubtful in pairs)
    return f"{found} {marked} {missed}"


# -- fitting -----------------------------------------------------------------------------------------------------------


def fit(sets: dict[str, Files]) -> None:
    """Cross-validate file by file, then print the weights fitted to everything but what was kept aside."""
    import numpy

    names: dict[str, int] = {}
    held_out = sets.pop("kept aside")
    examples = [
        (name, fold, *example(entry, names))
        for name, files in sets.items()
        for file, entries in files.items()
        for at, entry in enumerate(entries)
        for fold in [file if name != "invented" else f"invented {at % 5}"]
    ]
    tests = [example(entry, names) for entries in held_out.values() for entry in entries]

    def matrix(places):
        rows = numpy.zeros((len(places), len(names)))
        for row, (_, found) in enumerate(places):
            for name, amount in found.items():
                rows[row, names[name]] = amount
        return rows

    examples = [(name, fold, matrix(places), right) for name, fold, places, right in examples]
    folds = sorted({fold for _, fold, _, _ in examples})
    found = dict.fromkeys(sets, 0)
    for fold in folds:
        weights = fitted(numpy, [each[2:] for each in examples if each[1] != fold], len(names))
        for name, _, rows, right in (each for each in examples if each[1] == fold):
            found[name] += right is not None and int(numpy.argmax(rows @ weights)) == right
    print("without any sign, each file by weights fitted to the other files:")
    for name, files in sets.items():
        print(f"  {name}: {found[name]} of {count(files)}")
    weights = fitted(numpy, [each[2:] for each in examples], len(names))
    kept = sum(right is not None and int(numpy.argmax(matrix(places) @ weights)) == right for places, right in tests)
    print(f"  kept aside: {kept} of {len(tests)}\n")
    for name in sorted(names):
        print(f'    "{name}": {weights[names[name]]:.1f},  # now {WEIGHTS.get(name, 0.0):.1f}')


def example(entry: Entry, names: dict[str, int]) -> tuple[list, int | None]:
    """The places of an entry without any sign, and which is the right one; new names get a column."""
    places = []
    for place, found in evidence(entry.title + entry.body):
        if not SENTENCES & found.keys():
            places.append((place, found))
            for name in found:
                names.setdefault(name, len(names))
    right = [at for at, (place, _) in enumerate(places) if place == len(entry.title)]
    return places, right[0] if right else None


def fitted(numpy, examples: list, count: int, loss: float = 0.5, rounds: int = 200):
    """Weights that make the right places likely among all places of their entries, none larger than it pays for."""
    weights, mean, square = numpy.zeros(count), numpy.zeros(count), numpy.zeros(count)
    for step in range(1, rounds + 1):
        slope = -loss * weights
        for rows, right in examples:
            if right is not None:
                chances = numpy.exp(rows @ weights - (rows @ weights).max())
                slope += rows[right] - chances @ rows / chances.sum()
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        pace = 0.15 * 0.995**step * (mean / (1 - 0.9**step))
        weights = weights + pace / (numpy.sqrt(square / (1 - 0.99**step)) + 1e-6)
    return weights


if __name__ == "__main__":
    main()

"""Questions that people judged, and how well an order of results agrees with them."""

import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from archive.search.service import search

OFFICE = Path(__file__).parent / "office.tsv"
CUT = 10  # results that count


def office_questions() -> Iterator[tuple[str, dict[str, int]]]:
    """(query, {file/place: grade}) for every line of office.tsv."""
    for line in OFFICE.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            query, graded = line.split("\t")
            yield query, {entry: int(grade) for entry, grade in (each.split("=") for each in graded.split())}


def office_scores() -> dict[str, float]:
    """nDCG of each question, in an archive of the sample bulletins."""
    return {query: ndcg(_first_entries(query), grades) for query, grades in office_questions()}


def ndcg(found: Sequence[str], grades: Mapping[str, int]) -> float:
    """Normalised discounted cumulative gain, with a gain of 2^grade - 1: 1 for the best order that there is."""
    return _gain([grades.get(each, 0) for each in found]) / _gain(sorted(grades.values(), reverse=True))


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades[:CUT]))


def _first_entries(query: str) -> list[str]:
    matches = search(query=query).matches
    return [f"{Path(match.entry.issue.upload.name).stem}/{match.entry.order}" for match in matches]

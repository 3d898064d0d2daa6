"""The measurements as Markdown."""

from collections.abc import Iterable, Mapping

from scale.clients import Times


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    head = list(head)
    print("| " + " | ".join(head) + " |")
    print("|" + "---|" + "---:|" * (len(head) - 1))
    for row in rows:
        print("| " + " | ".join(map(str, row)) + " |")
    print(flush=True)


def quantile(times: Iterable[float], share: float) -> float:
    """The smallest of the times that this share of them does not go beyond."""
    ordered = sorted(times)
    return ordered[max(-(-len(ordered) * share // 1) - 1, 0).__int__()] if ordered else float("nan")


def summary(times: Times, kind: str | None = None) -> tuple[float, float, float]:
    """p50, p95 and maximum, in milliseconds."""
    of_kind = [each for known, _, each in times if kind in (None, known)]
    return quantile(of_kind, 0.5), quantile(of_kind, 0.95), max(of_kind, default=float("nan"))


def milliseconds(times: Mapping[str, Times]) -> None:
    """A table of p50 / p95 / max by kind of question; a column for each run."""
    kinds = list(dict.fromkeys(kind for of_run in times.values() for kind, _, _ in of_run))
    rows = [
        [
            name,
            *(
                " / ".join(f"{number:.0f}" if number >= 10 else f"{number:.1f}" for number in summary(run, kind))
                for run in times.values()
            ),
        ]
        for name, kind in [*((kind, kind) for kind in kinds), ("**all**", None)]
    ]
    table(["p50 / p95 / max, ms", *times], rows)


def slowest(times: Times, count: int = 5) -> str:
    """The questions that took longest, by their medians."""
    by_question: dict[str, list[float]] = {}
    for _, question, each in times:
        by_question.setdefault(question, []).append(each)
    medians = sorted(((quantile(each, 0.5), question) for question, each in by_question.items()), reverse=True)
    return "、".join(f"{question[:14]} {each:.0f} ms" for each, question in medians[:count])


def megabytes(size: float) -> str:
    return f"{size / 2**20:,.0f} MB"

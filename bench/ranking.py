"""How well search ranks, against judgements made by people.

    make ranking        both sets below, each in an archive of its own that is thrown away afterwards

office: short questions to the sample bulletins, judged by reading them (archive/tests/judged/office.tsv); nDCG@10.
lay: questions of laymen to 20,000 passages of law, made into bulletins and imported like any other, where they are at
hand (../shared/corpus/ranking). MRR, nDCG and recall at 10, of all questions and of two halves by chance: what differs
less than they do means nothing. Beside it, in the same run and over the same texts, plain BM25 over jieba's words.
"""

import json
import math
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
SHARED = PROJECT.parent / "shared"
LAY = SHARED / "corpus" / "ranking"
MAKE_BULLETINS = SHARED / "tools" / "make_bulletins.py"
CUT = 10
K1, B = 1.2, 0.75  # BM25 as everybody has it

Place = tuple[int, int, int]  # year and number of an issue, place in it


def main() -> None:
    if len(sys.argv) == 2:
        {"office": office, "lay": lay}[sys.argv[1]]()
        return
    for name in ("office", "lay"):
        if name == "lay" and not LAY.exists():
            print(f"\nlay: {LAY} is not at hand, left out")
            continue
        with tempfile.TemporaryDirectory(prefix="kuaibao-ranking-", ignore_cleanup_errors=True) as data:
            environment = os.environ | {"KUAIBAO_DATA": data, "SEARCH_LOG": "off"}
            environment.pop("DATABASE_URL", None)
            subprocess.run([sys.executable, __file__, name], check=True, env=environment)


def office() -> None:
    open_archive()
    manage("load_units", str(PROJECT / "fixtures/units.json"))
    manage("import_bulletins", str(PROJECT / "fixtures/bulletins"))
    from archive.tests.judged import office_scores

    scores = office_scores()
    print(f"\noffice: {len(scores)} questions  nDCG@{CUT} {sum(scores.values()) / len(scores):.3f}")
    for query, score in sorted(scores.items(), key=lambda each: each[1])[:8]:
        if score < 1:
            print(f"  {score:.2f}  {query}")


def lay() -> None:
    folder = Path(os.environ["KUAIBAO_DATA"]) / "bulletins"
    documents = LAY / "docs.jsonl.gz"
    command = [sys.executable, MAKE_BULLETINS, "--entries", "0", "--docs", documents, "--out", folder]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    open_archive()
    manage("import_bulletins", str(folder))
    questions = {each["qid"]: each["query"] for each in map(json.loads, lines(LAY / "queries.jsonl"))}
    relevant = judged(folder / "map.tsv")
    print(f"\nlay: {len(relevant)} questions, MRR@{CUT}, nDCG@{CUT}, recall@{CUT}; nDCG of two halves")
    for name, answer in {"this archive": answers, "BM25 over jieba's words": bm25()}.items():
        scores = {qid: measures(answer(questions[qid]), relevant[qid]) for qid in relevant}
        order = sorted(scores)
        random.Random(1).shuffle(order)
        halves = order[: len(order) // 2], order[len(order) // 2 :]
        three = "  ".join(f"{mean(scores[qid][column] for qid in order):.3f}" for column in range(3))
        two = "  ".join(f"{mean(scores[qid][1] for qid in half):.3f}" for half in halves)
        print(f"  {name:<24} {three}   {two}")


def answers(question: str) -> list[Place]:
    from archive.search.service import search

    found = search(query=question, page_size=20).matches[:CUT]
    return [(each.entry.issue.year, each.entry.issue.number, each.entry.order) for each in found]


def bm25() -> Callable[[str], list[Place]]:
    """Of title and body as one text, all words of the question, none left out."""
    from archive.models import Entry
    from archive.search.normalize import normalize
    from archive.search.tokenizer import words

    def tokens(text: str) -> list[str]:
        return [word for word in words(normalize(text)) if any(map(str.isalnum, word))]

    places: list[Place] = []
    lengths: list[int] = []
    postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
    columns = ("issue__year", "issue__number", "order", "title", "body")
    for *place, title, body in Entry.objects.published().order_by("pk").values_list(*columns):
        counts = Counter(tokens(f"{title} {body}"))
        for word, count in counts.items():
            postings[word].append((len(places), count))
        places.append(tuple(place))
        lengths.append(sum(counts.values()))
    average = sum(lengths) / len(lengths)

    def answer(question: str) -> list[Place]:
        scores: Counter[int] = Counter()
        for word, asked in Counter(tokens(question)).items():
            held = postings.get(word, [])
            rarity = math.log(1 + (len(places) - len(held) + 0.5) / (len(held) + 0.5))
            for document, count in held:
                saturation = K1 * (1 - B + B * lengths[document] / average)
                scores[document] += asked * rarity * count * (K1 + 1) / (count + saturation)
        return [places[document] for document, _ in sorted(scores.items(), key=lambda each: (-each[1], each[0]))[:CUT]]

    return answer


def judged(mapping: Path) -> dict[str, set[Place]]:
    """The places of the passages that answer each question."""
    where = {}
    for line in lines(mapping):
        identity, *place = line.split("\t")
        where[identity] = tuple(map(int, place))
    relevant: dict[str, set[Place]] = defaultdict(set)
    for line in lines(LAY / "qrels.tsv"):
        question, identity, grade = line.split("\t")
        if int(grade) > 0 and identity in where:
            relevant[question].add(where[identity])
    return dict(relevant)


def measures(found: list[Place], relevant: set[Place]) -> tuple[float, float, float]:
    """Reciprocal rank, nDCG and recall of the first ten."""
    hits = [place in relevant for place in found]
    reciprocal = next((1 / place for place, hit in enumerate(hits, start=1) if hit), 0.0)
    ideal = sum(1 / math.log2(place + 2) for place in range(min(CUT, len(relevant))))
    gain = sum(hit / math.log2(place + 2) for place, hit in enumerate(hits))
    return reciprocal, gain / ideal, sum(hits) / len(relevant)


def open_archive() -> None:
    """Be a program of the archive in KUAIBAO_DATA, which is empty."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "kuaibao.settings"
    sys.path.insert(0, str(PROJECT))
    import django

    django.setup()
    manage("migrate", "--verbosity=0")


def manage(*arguments: str) -> None:
    """In a process of its own, which may say what it likes."""
    subprocess.run([sys.executable, PROJECT / "manage.py", *arguments], check=True, capture_output=True)


def mean(values) -> float:
    values = list(values)
    return sum(values) / len(values)


def lines(file: Path) -> list[str]:
    return [line for line in file.read_text("utf-8").splitlines() if line.strip()]


if __name__ == "__main__":
    main()

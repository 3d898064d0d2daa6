"""How often the encoding of a short Chinese file is told rightly: by the reader's order, and by charset-normalizer.

    .venv/bin/pip install charset-normalizer && .venv/bin/python bench/encodings.py

The texts are stretches of the sample bulletins, from five places of each; right is a text that is character for
character that of the sample. A file that is refused is not right, but nobody is misled either: it is counted apart.
"""

import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
LENGTHS = (10, 20, 50, 200)  # characters
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be")
PLACES = 5


def main() -> None:
    sys.path.insert(0, str(PROJECT))
    texts = [file.read_text("utf-8") for file in sorted((PROJECT / "fixtures/bulletins").glob("*.txt"))]
    print(f"{'characters':<12}{'encoding':<12}{'files':>7}{'reader':>9}{'refused':>9}{'normalizer':>12}{'refused':>9}")
    for length in LENGTHS:
        stretches = [stretch for text in texts for stretch in cut(text, length)]
        for encoding in ENCODINGS:
            contents = [(stretch, stretch.encode(encoding)) for stretch in stretches]
            row = [shares(contents, read) for read in (by_reader, by_normalizer)]
            columns = f"{row[0][0]:>9.1%}{row[0][1]:>9.1%}{row[1][0]:>12.1%}{row[1][1]:>9.1%}"
            print(f"{length:<12}{encoding:<12}{len(contents):>7}{columns}")


def cut(text: str, length: int) -> list[str]:
    step = (len(text) - length) // PLACES
    stretches = (text[at * step : at * step + length] for at in range(PLACES))
    return [stretch for stretch in stretches if stretch.strip()]


def shares(contents, read) -> tuple[float, float]:
    """Of files read rightly, and of files refused."""
    texts = [(stretch, read(content)) for stretch, content in contents]
    right = sum(text == stretch for stretch, text in texts)
    return right / len(texts), sum(text is None for _, text in texts) / len(texts)


def by_reader(content: bytes) -> str | None:
    from archive.bulletin.reader import ReadError, read_document

    try:
        return read_document(content).text
    except ReadError:
        return None


def by_normalizer(content: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(content).best()
    return None if best is None else str(best)


if __name__ == "__main__":
    main()

"""SQLite's full-text index of trigrams, which finds substrings as this archive does."""

import sqlite3

NAME = "SQLite FTS5"
TOLD = (
    "FTS5 with the trigram tokenizer: `count(*)`, the best 20 by bm25 with `snippet`, hits by year; where a part has fewer "
    "than three characters, `LIKE` for it, and by date where nothing is left to rank by; of a sentence any of the jieba "
    "words of three characters or more"
)


def is_here() -> str:
    try:
        sqlite3.connect(":memory:").execute("CREATE VIRTUAL TABLE t USING fts5(x, tokenize='trigram')")
    except sqlite3.OperationalError as error:
        return f"SQLite {sqlite3.sqlite_version}: {error}"
    return ""


def _file(place):
    return place.folder / "sqlite.db"


def build(place) -> None:
    _file(place).unlink(missing_ok=True)
    database = sqlite3.connect(_file(place))
    database.execute("CREATE TABLE entry (id INTEGER PRIMARY KEY, title TEXT, rest TEXT, year INTEGER)")
    database.execute(
        "CREATE VIRTUAL TABLE words USING fts5(title, rest, content='entry', content_rowid='id', tokenize='trigram')"
    )
    database.executemany("INSERT INTO entry VALUES (?, ?, ?, ?)", place.rows())
    database.execute("INSERT INTO words (words) VALUES ('rebuild')")
    database.execute("INSERT INTO words (words) VALUES ('optimize')")
    database.execute("CREATE INDEX entry_year ON entry (year)")
    database.commit()
    database.execute("ANALYZE")
    database.close()


def size(place) -> int:
    return _file(place).stat().st_size


def open(place):
    return Sqlite(place)


class Sqlite:
    def __init__(self, place):
        self.database = sqlite3.connect(f"file:{_file(place)}?mode=ro", uri=True)
        self.database.execute("PRAGMA mmap_size = 8589934592")

    def page(self, question):
        source, condition, given, is_ranked = self._where(question)
        total = self.database.execute(f"SELECT count(*) FROM {source} WHERE {condition}", given).fetchone()[0]
        shown = "snippet(words, 1, '[', ']', '…', 60)" if is_ranked else "substr(entry.rest, 1, 120)"
        order = "bm25(words, 4, 1)" if is_ranked else "entry.year DESC, entry.id DESC"
        best = self.database.execute(
            f"SELECT entry.id, entry.title, {shown} FROM {source} WHERE {condition} ORDER BY {order} LIMIT 20", given
        ).fetchall()
        years = self.database.execute(
            f"SELECT entry.year, count(*) FROM {source} WHERE {condition} GROUP BY entry.year", given
        ).fetchall()
        return total, best, years

    def found(self, question) -> set[int]:
        source, condition, given, _ = self._where(question)
        return {pk for (pk,) in self.database.execute(f"SELECT entry.id FROM {source} WHERE {condition}", given)}

    def _where(self, question) -> tuple[str, str, list[str], bool]:
        parts, joined = question.wanted, " AND "
        if question.is_sentence:
            from archive.search.tokenizer import words

            cut = list(dict.fromkeys(word for part in parts for word in words(part)))
            parts = [word for word in cut if len(word) >= 3] or [word for word in cut if len(word) == 2]
            joined = " OR "
        long = [part for part in parts if len(part) >= 3]
        conditions, given = [], []
        if long:
            conditions.append("words MATCH ?")
            given.append(joined.join(_phrase(part) for part in long))
        for part in parts:
            if len(part) < 3:
                conditions.append("(entry.title LIKE ? OR entry.rest LIKE ?)")
                given += [f"%{part}%"] * 2
        for part in question.refused:
            conditions.append("NOT (entry.title LIKE ? OR entry.rest LIKE ?)")
            given += [f"%{part}%"] * 2
        source = "words JOIN entry ON entry.id = words.rowid" if long else "entry"
        between = " OR " if question.is_sentence else " AND "
        return source, between.join(conditions), given, bool(long)


def _phrase(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'

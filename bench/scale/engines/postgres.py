"""PostgreSQL's own full-text search over the words that jieba cuts, as tutorials have it."""

NAME = "PostgreSQL ts_rank"
TOLD = (
    "a tsvector of jieba's words with a GIN index in the same PostgreSQL, with its default settings: all words of each part, "
    "a quoted part as a phrase; `count(*)`, the best 20 by `ts_rank` with `ts_headline`, hits by year; of a sentence any of "
    "its words"
)
TABLE = "bench_words"


def is_here() -> str:
    return ""


def build(place) -> None:
    """The table has been filled already, when the floor of an import was measured."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"CREATE INDEX {TABLE}_words ON {TABLE} USING gin (words)")
        cursor.execute(f"ALTER TABLE {TABLE} ADD PRIMARY KEY (id)")
        cursor.execute(f"ANALYZE {TABLE}")


def size(place) -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_total_relation_size('{TABLE}')")
        return cursor.fetchone()[0]


def vector(words: list[str]) -> str:
    """Words with their places as PostgreSQL reads a tsvector; it keeps 256 places of a word, up to the 16383rd."""
    places: dict[str, list[int]] = {}
    for place, word in enumerate(words, start=1):
        if len(word) <= 100:
            places.setdefault(word, []).append(min(place, 16383))
    return " ".join(f"{_quoted(word)}:{','.join(map(str, at[:256]))}" for word, at in places.items())


def open(place):
    return Postgres()


class Postgres:
    def page(self, question):
        from django.db import connection

        query = self._query(question)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {TABLE} WHERE words @@ %s::tsquery", [query])
            total = cursor.fetchone()[0]
            cursor.execute(
                f"SELECT id, title, ts_headline('simple', rest, %s::tsquery) FROM (SELECT id, title, rest FROM {TABLE}"
                " WHERE words @@ %s::tsquery ORDER BY ts_rank(words, %s::tsquery) DESC LIMIT 20) best",
                [query] * 3,
            )
            best = cursor.fetchall()
            cursor.execute(f"SELECT year, count(*) FROM {TABLE} WHERE words @@ %s::tsquery GROUP BY year", [query])
            return total, best, cursor.fetchall()

    def found(self, question) -> set[int]:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(f"SELECT id FROM {TABLE} WHERE words @@ %s::tsquery", [self._query(question)])
            return {pk for (pk,) in cursor.fetchall()}

    def _query(self, question) -> str:
        from archive.search.tokenizer import words

        if question.is_sentence:
            cut = dict.fromkeys(word for part in question.wanted for word in words(part) if len(word) > 1)
            return " | ".join(map(_quoted, cut))
        parts = []
        for part, is_quoted in zip(question.wanted, question.quoted, strict=True):
            parts.append((" <-> " if is_quoted else " & ").join(map(_quoted, words(part))))
        parts += [f"!({' <-> '.join(map(_quoted, words(part)))})" for part in question.refused]
        return " & ".join(f"({part})" if " " in part else part for part in parts)


def _quoted(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"

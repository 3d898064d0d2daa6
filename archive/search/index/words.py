"""The words that jieba has seen in the entries, told from the index, so that no text has to be cut again."""

from collections.abc import Iterator

from django.db import connection

from archive.models import EntrySearch
from archive.search.tokenizer import WORD


def words_held(*, least: int) -> Iterator[str]:
    """Words of three characters or more that at least so many published entries hold, each once."""
    table = EntrySearch._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT substr(lexeme, 2) FROM {table}, unnest(lexemes) WHERE left(lexeme, 1) = %s "
            "GROUP BY lexeme HAVING count(*) >= %s",
            [WORD, least],
        )
        yield from (word for (word,) in cursor.fetchall())

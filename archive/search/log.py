"""What was asked, and how many entries it found, so that the office sees what people miss. It does not say who asked.

What looks like the number of a person, a telephone or a bank card, or like an address of e-mail, is not kept, and
nothing is kept for longer than KEPT_DAYS: rows go when new ones come, or with the command prune_search_log.
"""

import logging
import re
import unicodedata
from datetime import timedelta

from django.conf import settings
from django.db import Error, connection
from django.utils.timezone import now

from archive.models import SearchLog
from archive.search.query import LONGEST_QUERY

logger = logging.getLogger(__name__)

KEPT_DAYS = 180
PRUNED_EVERY = 200  # rows
# A telephone has eleven digits, an identity card eighteen, a bank card more; 138-0013-8000, (0373) 7692012 are numbers
# as well, 2024.01.01..2024.06.30 are two days.
PERSONAL = re.compile(r"(?:\d(?: ?[^\w\s] ?| )?){10}\d|[\w.]@\w+\.\w")


def record(query: str, hits: int) -> None:
    """Keep a question, unless SEARCH_LOG is off or it may be personal. Never raises: a page goes before its log."""
    text = " ".join(query.replace("\x00", "").split())
    if not settings.SEARCH_LOG or not text or PERSONAL.search(unicodedata.normalize("NFKC", text)):
        return
    try:
        if _write(text[:LONGEST_QUERY], max(hits, 0)) % PRUNED_EVERY == 0:
            prune()
    except (Error, UnicodeEncodeError):
        logger.warning("A question could not be kept in the search log.", exc_info=True)


def prune() -> int:
    """Delete what is too old. The number of rows."""
    deleted, _ = SearchLog.objects.filter(time__lt=now() - timedelta(days=KEPT_DAYS)).delete()
    return deleted


def _write(query: str, hits: int) -> int:
    """Without waiting for the disk: a row that is lost in a power cut is no loss, a reader who waits is. In one
    statement, which is a transaction of its own. The key of the row."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH soon AS (SELECT set_config('synchronous_commit', 'off', true)) INSERT INTO {SearchLog._meta.db_table}"
            " (time, query, hits) SELECT %s, %s, %s FROM soon RETURNING id",
            [now(), query, hits],
        )
        return cursor.fetchone()[0]

"""What can be asked for with success: the rows of `Suggestion`, made of what is published and of the office's own words.

`rebuild` makes them all anew; `learn` adds the words of a few entries that have just been published, in milliseconds,
and `forget` counts those that have been withdrawn no longer; `refresh_names` follows a change of the register or of the
office's words. What is no longer published leaves the table with the next rebuild; until then `suggest`, which looks at
the index before it shows a word that few titles hold, does not show it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from django.db import connection, transaction
from django.db.models import Count, F, Func, QuerySet
from django.db.models.functions import Greatest, TruncDate

from archive.models import Attribution, Entry, Issue, SearchLog, Section, Suggestion, SynonymGroup, UnitAlias, Word
from archive.search import lexicon
from archive.search.index.words import words_held
from archive.search.normalize import normalize
from archive.search.pinyin import initials, pinyin
from archive.search.query import parse_query
from archive.search.tokenizer import words

LONGEST_PHRASE = 8  # characters
SHORTEST_PHRASE = 3
MOST_WORDS = 3  # of a phrase
FILLERS = frozenset("的了和与及在是有等把将对为以从到并让使向个用好")  # with which nobody begins or ends a question
SMALL = 2000  # entries; in a greater archive a phrase has to stand in two titles
ASKED = 2  # days on which a query was asked before it is suggested to others: a page loaded again says nothing
LONGEST_ASKED = 20  # characters of such a query
BATCH = 2000  # rows written in one statement
VOCABULARY_LOCK = 0x6B7563  # any number, the same for all

Kind = Suggestion.Kind
WRITTEN = re.compile(r"[^\W_]+")  # letters and digits of any script: a word without a sign in it


def wait_for_others() -> None:
    """Two who write the vocabulary or the office's words at once would write one twice. Until the transaction's end.

    Whoever waits for the writers of the index as well does that first, so that two never wait for each other.
    """
    with connection.cursor() as cursor:
        # A page may not wait long for the database, but a writer has to.
        cursor.execute("SET LOCAL statement_timeout = 0; SELECT pg_advisory_xact_lock(%s)", [VOCABULARY_LOCK])


@transaction.atomic
def rebuild() -> int:
    """Make all rows anew; readers see the old ones until it is done. The number of rows."""
    wait_for_others()
    names = _unit_names()
    Suggestion.objects.all().delete()
    count = _write(_names())
    count += _write(_rows(Kind.WORD, _office_words() | _words_of_archive(names)))
    return count + _write(_rows(Kind.QUERY, _queries()))


@transaction.atomic
def learn(entries: QuerySet[Entry]) -> int:
    """Add the words of the titles, and the sections, of those entries that are published. The number of rows added."""
    wait_for_others()
    names = _unit_names()
    published = entries.published().order_by()
    counted = Counter(term for title in published.values_list("title", flat=True) for term in terms(title, names))
    sections = Counter(name for name in published.values_list("section__name", flat=True) if name)
    if not _is_small():
        counted = Counter({term: count for term, count in counted.items() if len(words(term)) == 1})
    return _add(Kind.WORD, counted) + _add(Kind.SECTION, sections)


@transaction.atomic
def forget(entries: QuerySet[Entry]) -> None:
    """Count the titles of those entries no longer: they are public no more. A word that is left with few is asked of
    the index before it is suggested, so that none comes from what was withdrawn."""
    wait_for_others()
    names = _unit_names()
    titles = entries.order_by().values_list("title", flat=True)
    counted = Counter(term for title in titles for term in terms(title, names))
    _weigh(Kind.WORD, counted, -1)


@transaction.atomic
def refresh_names() -> None:
    """Follow the register, the sections and the office's own words, after a person has changed them."""
    wait_for_others()
    Suggestion.objects.filter(kind__in=[Kind.UNIT, Kind.SECTION]).delete()
    _write(_names())
    own = _office_words()
    here = set(Suggestion.objects.filter(kind=Kind.WORD, text__in=own).values_list("text", flat=True))
    _write(_rows(Kind.WORD, {word: 0 for word in own if word not in here}))


def terms(title: str, names: frozenset[str] = frozenset()) -> set[str]:
    """The words of a title, and phrases of two or three words side by side, as somebody may type them; normalised.

    A phrase does not begin with one of the names: 工信局推动 is the unit and what it did.
    """
    found: set[str] = set()
    for run in WRITTEN.findall(normalize(title)):
        cut = words(run)
        found.update(word for word in cut if len(word) > 1 and not word.isdecimal())
        for size in range(2, MOST_WORDS + 1):
            for place in range(len(cut) - size + 1):
                if _is_phrase(parts := cut[place : place + size], names):
                    found.add("".join(parts))
    return {term for term in found if 1 < len(term) <= LONGEST_PHRASE and not term[0].isdecimal()}


def _is_phrase(parts: list[str], names: frozenset[str]) -> bool:
    """A character at an end is most often left over from a word that jieba does not know, but 养老圈 is one."""
    ends = parts[0], parts[-1]
    is_cut_off = min(map(len, ends)) == 1 and sum(map(len, parts)) != SHORTEST_PHRASE
    return not is_cut_off and not FILLERS.intersection(ends) and parts[0] not in names


def _words_of_archive(names: frozenset[str]) -> dict[str, int]:
    """Words and phrases of titles with the number of titles, and the longer words that stand in several bodies."""
    counted: Counter[str] = Counter()
    for title in Entry.objects.published().order_by().values_list("title", flat=True).iterator():
        counted.update(terms(title, names))
    if not _is_small():
        single = {term for term, count in counted.items() if count == 1 and len(words(term)) > 1}
        for term in single:
            del counted[term]
    held = {word: 0 for word in words_held(least=2) if WRITTEN.fullmatch(word) and not word[0].isdecimal()}
    return held | counted


def _office_words() -> dict[str, int]:
    """The words that the office has named itself; how often they stand somewhere is not known here."""
    members = SynonymGroup.objects.annotate(member=Func(F("words"), function="unnest"))
    own = [*members.values_list("member", flat=True), *Word.objects.values_list("text", flat=True)]
    return {word: 0 for text in own if (word := normalize(text))}


def _queries() -> dict[str, int]:
    """Plain questions that were asked on several days and found something, with how often they were asked."""
    found = SearchLog.objects.filter(hits__gt=0).order_by().values_list("query").annotate(times=Count("pk"))
    asked = found.alias(days=Count(TruncDate("time"), distinct=True)).filter(days__gte=ASKED)
    return {
        text: times
        for text, times in asked
        if len(text) <= LONGEST_ASKED and not normalize(text).isdecimal() and parse_query(text).is_plain
    }


def _names() -> Iterator[Suggestion]:
    published = Attribution.objects.filter(entry__issue__status=Issue.Status.PUBLISHED).order_by()
    held = dict(published.values_list("unit").annotate(Count("entry", distinct=True)))
    names: dict[str, tuple[int, str]] = {}
    for name, unit, slug in UnitAlias.objects.values_list("name", "unit", "unit__slug"):
        names[name] = max((held.get(unit, 0), slug), names.get(name, (0, "")))
    yield from (_row(Kind.UNIT, name, *known) for name, known in names.items())
    sections = Section.objects.filter(entries__issue__status=Issue.Status.PUBLISHED).order_by()
    yield from _rows(Kind.SECTION, dict(sections.values_list("name").annotate(Count("entries"))))


def _rows(kind: str, weighed: dict[str, int]) -> Iterator[Suggestion]:
    yield from (_row(kind, text, weight) for text, weight in weighed.items())


def _row(kind: str, text: str, weight: int, address: str = "") -> Suggestion:
    key = normalize(text)
    return Suggestion(
        text=text,
        key=key,
        kind=kind,
        weight=weight,
        pinyin=pinyin(key),
        initials=initials(key),
        pairs=sorted(pairs_of(key)),
        address=address,
    )


def pairs_of(key: str) -> set[str]:
    return {first + second for first, second in pairwise(key)}


def _add(kind: str, counted: Counter[str]) -> int:
    known = set(Suggestion.objects.filter(kind=kind, text__in=list(counted)).values_list("text", flat=True))
    _weigh(kind, counted, 1)
    return _write(_rows(kind, {text: count for text, count in counted.items() if text not in known}))


def _weigh(kind: str, counted: Counter[str], sign: int) -> None:
    """Add the numbers to the weights of the rows that are here, or take them away."""
    for number in set(counted.values()):
        held = Suggestion.objects.filter(kind=kind, text__in=[text for text in counted if counted[text] == number])
        held.update(weight=Greatest(F("weight") + sign * number, 0))


def _write(rows: Iterable[Suggestion]) -> int:
    written = 0
    batch: list[Suggestion] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            written += len(Suggestion.objects.bulk_create(batch))
            batch = []
    return written + len(Suggestion.objects.bulk_create(batch))


def _unit_names() -> frozenset[str]:
    """Read with the office's other words, which from here on are cut out whole."""
    return frozenset(form for _, county, name in lexicon.read().names for form in lexicon.forms_of(county, name))


def _is_small() -> bool:
    return not Entry.objects.published().order_by()[SMALL:].exists()

"""The office's own language as it is now: the names of units, words that count as each other, words to keep whole.

One query reads all of it, and a page needs it only once for each state of the archive: what is changed in the back
office holds at once in every process, and nothing has to be indexed again. What is made of the rows is kept until they
are others.
"""

from dataclasses import dataclass
from functools import lru_cache

from django.db.models import CharField, F, Func, Value
from django.db.models.functions import Cast

from archive.models import Section, SynonymGroup, UnitAlias, Word
from archive.revision import remembered
from archive.search import tokenizer
from archive.search.normalize import normalize

NAME, GROUP, WORD, SECTION = "name", "group", "word", "section"

Row = tuple[str, int, str, str]  # what it is, the key of its unit or group or its own, county, text


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Normalised texts. `names` are (unit, county, name), `groups` are words of which each counts as the others.

    `words` are all that are kept whole, names among them; `own` are those that the office has entered as words.
    `sections` are (key, name).
    """

    names: tuple[tuple[int, str, str], ...] = ()
    groups: tuple[tuple[str, ...], ...] = ()
    words: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    sections: tuple[tuple[int, str], ...] = ()


def forms_of(county: str, name: str) -> tuple[str, str, str]:
    """A unit's name as it is printed: as it is, and with 县 or its county before it."""
    return name, f"县{name}", f"{county}{name}"


def read() -> Lexicon:
    """The lexicon of now; from here on the tokenizer keeps its words whole as well."""
    lexicon = remembered("lexicon", lambda: _made_of(tuple(_rows())))
    tokenizer.keep_whole(lexicon.words)
    return lexicon


def _rows():
    nobody, nowhere = Value(0), Value("", CharField())
    names = UnitAlias.objects.order_by().values_list(_kind(NAME), "unit_id", "county", "name")
    members = SynonymGroup.objects.order_by().annotate(member=Func(F("words"), function="unnest"))
    groups = members.values_list(_kind(GROUP), "pk", nowhere, Cast("member", CharField()))
    words = Word.objects.order_by().values_list(_kind(WORD), nobody, nowhere, "text")
    sections = Section.objects.order_by().values_list(_kind(SECTION), "pk", nowhere, "name")
    return sorted(names.union(groups, words, sections, all=True))


def _kind(name: str) -> Value:
    return Value(name, CharField())


@lru_cache(maxsize=2)
def _made_of(rows: tuple[Row, ...]) -> Lexicon:
    known = [(kind, owner, normalize(county), word) for kind, owner, county, text in rows if (word := normalize(text))]
    members: dict[int, list[str]] = {}
    for kind, owner, _, word in known:
        if kind == GROUP:
            members.setdefault(owner, []).append(word)
    return Lexicon(
        names=tuple((owner, county, word) for kind, owner, county, word in known if kind == NAME),
        groups=tuple(tuple(dict.fromkeys(words)) for words in members.values()),
        words=frozenset(word for _, _, _, word in known if len(word) > 1),
        own=frozenset(word for kind, _, _, word in known if kind == WORD),
        sections=tuple((key, name) for kind, key, _, name in known if kind == SECTION),
    )

"""What can be put side by side: the matter, the units and the years that an address names, and those that it could.

`q` is the matter, `by` says whether units or years stand side by side, `unit` and `year` which; those of the other kind
narrow. What makes no sense is passed over, and said.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import QueryDict

from archive.models import Issue, Suggestion, SynonymGroup, Unit, Word
from archive.search.normalize import normalize
from archive.search.query import LONGEST_QUERY

BY_UNIT, BY_YEAR = "unit", "year"
MOST_COLUMNS = 4
MOST_OFFERED = 8
MOST_EXAMPLES = 8
LONGEST_QUOTED = 20  # characters of what was not understood


@dataclass(frozen=True, slots=True)
class Chosen:
    """What an address asks for. `register` are all units; `notes` say what of the address is left out, and why."""

    question: str
    by: str
    units: list[Unit]
    years: list[int]
    register: list[Unit]
    notes: list[str]

    @property
    def subjects(self) -> list[Unit] | list[int]:
        """What stands side by side."""
        return self.units if self.by == BY_UNIT else self.years

    @property
    def narrowed_to(self) -> str:
        """What does not stand side by side, in words: 2025年."""
        names = [f"{year}年" for year in self.years] if self.by == BY_UNIT else [unit.name for unit in self.units]
        return "、".join(names)

    def query_string(self, **changed: object) -> str:
        """The address of the same page with some of it changed: the question, by, unit (slugs), year."""
        by = self.by if self.by != BY_UNIT else ""
        now = {"q": self.question, "by": by, "unit": [unit.slug for unit in self.units], "year": self.years} | changed
        return f"?{urlencode({name: value for name, value in now.items() if value}, doseq=True)}"


@dataclass(frozen=True, slots=True)
class Option:
    """A unit or a year in the form, with how many entries it has on the matter; None where none is asked for."""

    value: str
    label: str
    is_chosen: bool
    count: int | None = None


@dataclass(frozen=True, slots=True)
class OptionGroup:
    """The units of a kind; `is_open` where one of them is chosen, or the kind has most entries on the matter."""

    label: str
    options: list[Option]
    is_open: bool = False

    @property
    def chosen_count(self) -> int:
        return sum(option.is_chosen for option in self.options)


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to choose, and the query string that does."""

    label: str
    url: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Offers:
    """The first of those that could be chosen, of `in_all`, each by itself and some of them `together`."""

    together: Offer | None
    each: list[Offer]
    in_all: int


def chosen(params: QueryDict) -> Chosen:
    by = BY_YEAR if params.get("by") == BY_YEAR else BY_UNIT
    register = list(Unit.objects.all())
    by_slug, notes = {unit.slug: unit for unit in register}, []
    slugs = _given(params, "unit")
    units = [by_slug[slug] for slug in slugs if slug in by_slug]
    if unknown := [slug for slug in slugs if slug not in by_slug]:
        notes.append(f"名册里没有{_quoted(unknown)}，已略过。")
    given = _given(params, "year")
    years = sorted(int(year) for year in given if _is_year(year))
    if unknown := [year for year in given if not _is_year(year)]:
        notes.append(f"{_quoted(unknown)}不是年份，已略过。")
    if by == BY_UNIT and len(units) > MOST_COLUMNS:
        left_out = "、".join(unit.name for unit in units[MOST_COLUMNS:])
        notes.append(f"一次最多对照{MOST_COLUMNS}个单位，只列出前{MOST_COLUMNS}个；没有列出{left_out}。")
        units = units[:MOST_COLUMNS]
    if by == BY_YEAR and len(years) > MOST_COLUMNS:
        left_out = "、".join(f"{year}年" for year in years[:-MOST_COLUMNS])
        notes.append(f"一次最多对照{MOST_COLUMNS}年，只列出最近{MOST_COLUMNS}年；没有列出{left_out}。")
        years = years[-MOST_COLUMNS:]
    question = params.get("q", "").replace("\x00", "").strip()
    if len(question) > LONGEST_QUERY:  # it stands in every address of the page
        notes.append(f"事项太长，只用了前{LONGEST_QUERY}个字。")
        question = question[:LONGEST_QUERY].strip()
    return Chosen(question, by, units, years, register, notes)


def _given(params: QueryDict, name: str) -> list[str]:
    """Each value once; PostgreSQL takes no NUL in any."""
    values = (value.replace("\x00", "") for value in params.getlist(name))
    return [value for value in dict.fromkeys(values) if value]


def unit_options(asked: Chosen, counted: Mapping[int, int] | None = None) -> list[OptionGroup]:
    """The register by kind, with the county where there are several; `counted` are entries on the matter by unit."""
    several = len({unit.county for unit in asked.register}) > 1
    groups: dict[str, list[Unit]] = {}
    for unit in asked.register:
        groups.setdefault((unit.county if several else "") + unit.get_kind_display(), []).append(unit)
    held = {label: sum((counted or {}).get(unit.pk, 0) for unit in units) for label, units in groups.items()}
    fullest = max(held, key=lambda label: held[label], default=None)
    return [
        OptionGroup(
            label,
            [
                Option(unit.slug, unit.name, unit in asked.units, None if counted is None else counted.get(unit.pk, 0))
                for unit in units
            ],
            is_open=any(unit in asked.units for unit in units) or (not asked.units and label == fullest),
        )
        for label, units in groups.items()
    ]


def year_options(asked: Chosen, counted: Mapping[int, int] | None = None) -> list[Option]:
    """The years of which there are entries on the matter, or of any where no matter is asked for; the newest first."""
    known = _years_held() if counted is None else counted
    years = sorted({*known, *asked.years}, reverse=True)
    return [
        Option(str(year), f"{year}年", year in asked.years, None if counted is None else counted.get(year, 0))
        for year in years
    ]


def offers(asked: Chosen, options: Iterable[Option]) -> Offers:
    """Where nothing stands side by side yet: those with entries on the matter, the fullest first; of years the last."""
    held = [option for option in options if option.count]
    if asked.by == BY_UNIT:
        held.sort(key=lambda option: -option.count)
    each = [_offer(asked, option.label, [option], option.count) for option in held[:MOST_OFFERED]]
    first = held[:MOST_COLUMNS]
    together = _offer(asked, "、".join(option.label for option in first), first) if len(first) > 1 else None
    return Offers(together, each, len(held))


def _offer(asked: Chosen, label: str, options: list[Option], count: int | None = None) -> Offer:
    return Offer(label, asked.query_string(**{asked.by: [option.value for option in options]}), count)


def examples(asked: Chosen) -> list[Offer]:
    """Matters to begin with: the office's own words and one of each of its groups that stand in published titles."""
    groups = [list(words) for words in SynonymGroup.objects.values_list("words", flat=True)]
    groups += [[word] for word in Word.objects.values_list("text", flat=True)]
    keys = {normalize(word): word for words in groups for word in words}
    weights = dict(_titles_with(keys).values_list("key", "weight"))
    best = {max(words, key=lambda word: weights.get(normalize(word), 0)) for words in groups}
    held = sorted(
        (word for word in best if weights.get(normalize(word))), key=lambda word: (-weights[normalize(word)], word)
    )
    return [Offer(word, asked.query_string(q=word)) for word in held[:MOST_EXAMPLES]]


def _titles_with(words: Iterable[str]) -> QuerySet[Suggestion]:
    return Suggestion.objects.filter(kind=Suggestion.Kind.WORD, key__in=list(words), weight__gt=0)


def _years_held() -> list[int]:
    years = Issue.objects.published().exclude(year=None).order_by()
    return list(years.values_list("year", flat=True).distinct())


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isascii() and text.isdecimal() and text[0] != "0"


def _quoted(texts: list[str]) -> str:
    first = texts[:MOST_COLUMNS]
    shown = "、".join(f"“{text[:LONGEST_QUOTED]}……”" if len(text) > LONGEST_QUOTED else f"“{text}”" for text in first)
    return shown + (f"等{len(texts)}个" if len(texts) > MOST_COLUMNS else "")

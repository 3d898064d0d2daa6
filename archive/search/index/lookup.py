"""Asking the index: which entries may hold what is asked for, and their texts for a closer look."""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import reduce
from operator import or_

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import BigIntegerField, BooleanField, F, Func, Q, QuerySet, TextField, Value
from django.db.models.expressions import RawSQL
from django.db.models.lookups import Regex

from archive.models import EntrySearch
from archive.search import lexicon, tokenizer
from archive.search.query import (
    ANYWHERE,
    BODY,
    SECTION,
    TITLE,
    UNIT,
    Condition,
    InDays,
    InIssue,
    InYears,
    Literal,
    Query,
    occurrences,
    pattern,
)
from archive.search.ranking import UNIT_OF_WRITING, Candidate
from archive.search.tokenizer import is_decided_by_lexemes, literal_lexemes

LINES = {TITLE: 1, BODY: 2}  # of the texts of a row
BEFORE_UNITS = r"^(?:[^\n]*\n){2}[^\n]*\n?"  # title, body and section


@SearchVectorField.register_lookup
class Holds(models.Lookup):
    """`lexemes__holds="'清洁' & '洁家'"`: the text is a tsquery with every lexeme quoted, taken as it is."""

    lookup_name = "holds"
    prepare_rhs = False

    def get_db_prep_lookup(self, value, connection):
        return "%s", [value]

    def as_sql(self, compiler, connection):
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"{left} @@ {right}::tsquery", [*left_params, *right_params]


def matching(
    query: Query, *, among: QuerySet[EntrySearch] | None = None, in_title: bool = False, as_words: bool = False
) -> QuerySet[EntrySearch]:
    """Rows, of all or of some, that have the lexemes of what is asked for and are of the sections and times asked for.

    A few of them may not hold a text as such. `in_title` asks for the title where the query leaves the place open;
    `as_words` asks for a text that its pairs do not decide as a word of jieba's, and leaves out rows that have what must
    not be there, which only lexemes that decide can tell.
    """
    rows = EntrySearch.objects.all() if among is None else among
    lexemes = []
    for clause in query.clauses:
        exact = [_exactly(each) for each in clause.conditions if _is_exact(each)]
        texts = [
            _word(each) if as_words and not _is_told(each) else _tsquery(each, in_title)
            for each in clause.conditions
            if not _is_exact(each)
        ]
        if clause.negative:
            excluded = [*exact, *(Q(lexemes__holds=text) for text in texts if as_words)]
            rows = rows.exclude(reduce(or_, excluded)) if excluded else rows
        elif exact:
            rows = rows.filter(reduce(or_, [*exact, *(Q(lexemes__holds=text) for text in texts)]))
        else:
            lexemes.append(_any_of(texts))
    return rows.filter(lexemes__holds=" & ".join(lexemes)) if lexemes else rows


def which_hold(sets: Mapping[int, QuerySet[EntrySearch]]) -> set[int]:
    """The keys of those sets of rows that are not empty, asked in one statement."""
    asked = [rows.annotate(key=Value(key)).values_list("key", flat=True)[:1] for key, rows in sets.items()]
    if not asked:
        return set()
    first, *others = asked
    return set(first.union(*others, all=True) if others else first)


def is_decisive(query: Query) -> bool:
    """Whether every row that `matching` gives holds the query, so that counts are exact without looking at texts."""
    return all(
        _is_exact(each) or (not clause.negative and _is_decided(each))
        for clause in query.clauses
        for each in clause.conditions
    )


def holding(query: Query, rows: QuerySet[EntrySearch]) -> QuerySet[EntrySearch]:
    """Those of `matching` rows that do hold the query, told by PostgreSQL from the texts, by the patterns that Python
    goes by.
    """
    for clause in query.clauses:
        either = reduce(or_, (_exactly(each) if _is_exact(each) else _stands(each) for each in clause.conditions))
        rows = rows.exclude(either) if clause.negative else rows.filter(either)
    return rows


def holding_as_words(query: Query) -> QuerySet[EntrySearch] | None:
    """Rows that hold the query for sure, because jieba has found each text in them as a word that the lexemes alone do
    not decide. None where neither tells: of what must not be there, what is asked for in one field, ends of numbers.
    """
    undecided = [(each, clause) for clause in query.clauses for each in clause.conditions if not _is_told(each)]
    if any(clause.negative or not _can_be_a_word(each) for each, clause in undecided):
        return None
    return matching(query, as_words=True)


def load_candidates(pks: list[int]) -> list[Candidate]:
    """The normalised texts of entries, for looking at and for ranking. Those not indexed yet are left out."""
    return [candidate(*row) for row in texts_of(with_keys(pks))]


class Among(Func):
    """Whether a row is one of some keys, which are one parameter: of a thousand, Django takes longer than PostgreSQL."""

    template, arg_joiner, output_field = "%(expressions)s)", " = ANY(", BooleanField()

    def __init__(self, pks: Iterable[int]):
        super().__init__(F("entry"), Value(list(pks), ArrayField(BigIntegerField())))


def with_keys(pks: Collection[int]) -> QuerySet[EntrySearch]:
    return EntrySearch.objects.filter(Among(pks)) if pks else EntrySearch.objects.none()


def keyed(keys: str, *params: object) -> QuerySet[EntrySearch]:
    """The rows of the keys that a statement gives. They are brought together before any row is looked for, or PostgreSQL
    may look for each by itself."""
    column = f'"{EntrySearch._meta.db_table}"."entry_id"'
    return EntrySearch.objects.filter(RawSQL(f"{column} = ANY(ARRAY({keys}))", params, output_field=BooleanField()))


def texts_of(rows: QuerySet[EntrySearch]) -> QuerySet[EntrySearch]:
    """What a `candidate` is made of."""
    return rows.exclude(texts="").values_list("pk", "texts", "day", "issue_id", "order", "year", "number")


def candidate_of(row: EntrySearch) -> Candidate | None:
    """The same of a row that has been read already; None where it is not indexed yet."""
    known = (row.pk, row.texts, row.day, row.issue_id, row.order, row.year, row.number)
    return candidate(*known) if row.texts else None


def candidate(
    pk: int, texts: str, day: date | None, issue: int, order: int, year: int | None, number: int | None
) -> Candidate:
    title, body, section, *units = texts.split("\n")
    return Candidate(pk, title, body, tuple(units), section, day, (-issue, order), year, number)


def _stands(literal: Literal) -> Q:
    """Line ends part the texts of a row, so that none is found across two of them."""
    if literal.field == UNIT:
        return _stands_among_units(literal)
    line = LINES.get(literal.field)
    line_of = Func(F("texts"), Value("\n"), Value(line), function="split_part", output_field=TextField())
    return Q(Regex(line_of if line else F("texts"), pattern((literal.text,)).pattern))


def _stands_among_units(literal: Literal) -> Q:
    """In the name of a unit, or one of them is a name that counts as well."""
    units = Func(F("texts"), Value(BEFORE_UNITS), Value(""), function="regexp_replace", output_field=TextField())
    texts = [pattern((literal.text,)).pattern]
    if literal.names:
        texts.append(rf"(?:^|\n)(?:{'|'.join(map(re.escape, sorted(literal.names)))})(?:\n|$)")
    return Q(Regex(units, "|".join(texts)))


def _is_exact(condition: Condition) -> bool:
    """Whether the row's own columns decide a condition."""
    return not isinstance(condition, Literal) or condition.field == SECTION


def _is_decided(literal: Literal) -> bool:
    """Whether a row with the lexemes holds the text where it was asked for. A body has no lexemes of its own."""
    return literal.field != BODY and not literal.names and is_decided_by_lexemes(literal.text, mark=_mark(literal))


def _is_told(condition: Condition) -> bool:
    return _is_exact(condition) or _is_decided(condition)


def _can_be_a_word(literal: Literal) -> bool:
    """A number or a Latin word at an end may be a part of one in the text; words are cut at other places there."""
    ends = literal.text[0] + literal.text[-1]
    return (
        literal.field == ANYWHERE and len(literal.text) <= tokenizer.LONGEST_LEXEME and not UNIT_OF_WRITING.search(ends)
    )


def _word(literal: Literal) -> str:
    return _quoted(tokenizer.WORD + literal.text)


def _exactly(condition: Condition) -> Q:
    match condition:
        case Literal():
            held = [key for key, name in lexicon.read().sections if any(occurrences(condition.text, name))]
            return Q(section__in=held)
        case InIssue():
            return Q(number=condition.number, **({"year": condition.year} if condition.year else {}))
        case InYears():
            return _within("year", condition.first, condition.last)
        case InDays():
            return _within("day", condition.first, condition.last)


def _within(column: str, first, last) -> Q:
    ends = {f"{column}__gte": first, f"{column}__lte": last}
    return Q(**{name: end for name, end in ends.items() if end is not None})


def _mark(literal: Literal) -> str:
    return {TITLE: tokenizer.TITLE, UNIT: tokenizer.UNIT}.get(literal.field, "")


def _tsquery(literal: Literal, in_title: bool) -> str:
    """What the rows have that hold a text, or one of the names that count as well."""
    mark = tokenizer.TITLE if in_title and literal.field == ANYWHERE else _mark(literal)
    return _any_of([_all_of(text, mark) for text in (literal.text, *sorted(literal.names))])


def _all_of(text: str, mark: str) -> str:
    required, beginning = literal_lexemes(text, mark=mark)
    parts = {_quoted(lexeme) for lexeme in required}
    if beginning:
        parts.add(_quoted(beginning) + ":*")
    return " & ".join(sorted(parts))


def _any_of(texts: list[str]) -> str:
    return texts[0] if len(texts) == 1 else f"({' | '.join(f'({text})' for text in texts)})"


def _quoted(lexeme: str) -> str:
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"

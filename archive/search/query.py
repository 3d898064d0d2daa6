"""What a person typed to what is looked for.

    清洁家园              the literal text
    清洁家园 马庄乡       both
    "产业链发展"          the literal text, blanks in it included; “ ” 「 」 do as well
    "特新”企业"           the literal text with its quotation mark: within a pair the others are text
    营商环境 -税务局      the first without the second; 不含税务局, 不含 税务局 and 不含：税务局 as well
    秸秆|麦茬             either; OR or 或 between blanks as well, and it binds closer than a blank, which means AND
    标题:清洁家园         where it stands: 标题 正文 单位 栏目, or title body unit section
    期:2025-44 年:2025    when it was: 期 年 日期, or issue year date; 日期:2024-01..2024-06, periods.py has the forms
    年:2024、2025         either as well, of issues, years, dates and units

A query is clauses that must all hold, each of conditions of which one must: 甲|乙 丙. That is what an office asks for,
so there are no brackets to group with: those around 甲|乙 change nothing, any others are text. Whatever is typed means something: broken syntax is taken as plain words or
passed over, and `notes` says so in Chinese.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from archive.bulletin.dates import NUMERAL, numeral
from archive.search.normalize import normalize
from archive.search.periods import read_days, read_years
from archive.search.syntax import Token, split, ungrouped
from archive.search.tokenizer import LISTED_YEAR

LONGEST_QUERY = 80  # characters: a sentence; each link of the page of results holds them
MOST_TERMS = 10  # conditions

ANYWHERE, TITLE, BODY, UNIT, SECTION = "", "title", "body", "unit", "section"  # where a text stands
ISSUE, YEAR, DATE = "issue", "year", "date"
FIELDS = {
    **{"标题": TITLE, "正文": BODY, "单位": UNIT, "栏目": SECTION},
    **{"期": ISSUE, "期号": ISSUE, "年": YEAR, "年份": YEAR, "日期": DATE},
    **{name: name for name in (TITLE, BODY, UNIT, SECTION, ISSUE, YEAR, DATE)},
}
FORMS = {ISSUE: "2025-44或第44期", YEAR: "2025或2023..2025", DATE: "2024-05-17、2024-05或2024-01..2024-06"}

LAST_UNIT = re.compile(r"[0-9a-z.,]{2,}\Z", re.IGNORECASE)
THOUSANDS = re.compile(r"[0-9]{3}(?![0-9])")
WITHOUT = "不含"
DASHES = re.compile(r"[-－−]{2,}")
# A field's name is letters: the colon of 8:30 names none, and that of http:// neither.
# Longer ones are words of a text that was pasted. A minus may stand after the colon as well, but -10℃ is a text.
HEAD = re.compile(
    rf"(?P<minus>[-－−](?![-－−])|{WITHOUT}[:：]?)?"
    r"(?:(?P<field>[a-zA-Z]{1,8}|[^\W\d_]{1,7})[:：](?!//)(?P<inner>[-－−](?=[^\W\d_]|$))?)?"
)
LONGEST_NAME = 4  # characters of a Chinese field's name, such as somebody may think that there is
# Blanks that are no ends of words: 标题 ：清洁; 日期:2024-01 至 2024-06; 期:2025年 第 44 期
LOOSE = re.compile(
    rf"(?<!\S)[-－−]?(?:{'|'.join(FIELDS)}) (?=[:：])"
    r"|(?:日期|年份?|date|year)[:：] ?[0-9年月日/.-]+? ?(?:\.{2,}|…+|[~～至到]|—+) ?(?=[0-9])"
    r"|(?:期号?|issue)[:：] ?(?:[12][0-9]{3} ?年 ?)?第 ?[0-9]+(?: ?期)?",
    re.IGNORECASE,
)
LIST_SIGN = re.compile(r"[、，,；;]")
LISTED = (UNIT, ISSUE, YEAR, DATE)  # what never holds such a sign itself

# 2025年第44期, 2025第44期, 2025-44期, 〔2025〕44期, 第44期, 44期, 2025-44; 二〇二五年第四十四期
ISSUE_NAME = re.compile(
    r"(?:[〔(\[]?(?P<year>[12][0-9]{3})(?:[年〕)\]]第?|第|-)|第)?(?P<number>[0-9]{1,4})期"
    r"|(?P<of_year>[12][0-9]{3})-(?P<in_year>[0-9]{1,3})"
    rf"|(?:(?P<written_year>{NUMERAL}{{4}})年)?第(?P<written>{NUMERAL}{{1,6}})期"
)
NUMBER = re.compile(rf"第?(?P<number>[0-9]{{1,4}}|{NUMERAL}{{1,6}})")


@dataclass(frozen=True, slots=True)
class Literal:
    """A normalised text and where it stands. A phrase was quoted: it is never cut into words.

    `names` are whole names of units that count as well as one with the text in it: the other names of units that bear it.
    `is_other` says that nobody typed it: it stands for the literal before it that somebody did (`widening`).
    """

    text: str
    field: str = ANYWHERE
    is_phrase: bool = False
    names: frozenset[str] = frozenset()
    is_other: bool = False


@dataclass(frozen=True, slots=True)
class InIssue:
    """An issue's number, in one year or in any."""

    year: int | None
    number: int


@dataclass(frozen=True, slots=True)
class InYears:
    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class InDays:
    first: date | None
    last: date | None


Condition = Literal | InIssue | InYears | InDays


@dataclass(frozen=True, slots=True)
class Clause:
    """One of the conditions must hold; where it is negative, none of them may."""

    conditions: tuple[Condition, ...]
    negative: bool = False

    @property
    def typed(self) -> tuple[Condition, ...]:
        """The conditions but for those that widening has added."""
        return tuple(each for each in self.conditions if not (isinstance(each, Literal) and each.is_other))


@dataclass(frozen=True, slots=True)
class Query:
    """Clauses that must all hold. `text` is what was typed."""

    text: str
    clauses: tuple[Clause, ...] = ()
    notes: tuple[str, ...] = ()

    def __bool__(self):
        return bool(self.clauses)

    @property
    def is_plain(self) -> bool:
        """Nothing but words and phrases that must all be there was typed."""
        return all(
            not clause.negative
            and len(clause.typed) == 1
            and isinstance(clause.typed[0], Literal)
            and clause.typed[0].field == ANYWHERE
            for clause in self.clauses
        )

    @property
    def only(self) -> Condition | None:
        """The one thing that is asked for, when it is one."""
        asked = [each for clause in self.clauses for each in clause.typed]
        return asked[0] if len(asked) == 1 and not self.clauses[0].negative else None

    @property
    def widenings(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """(what was typed, the other words looked for as well), in the order typed."""
        others: dict[Literal, dict[str, None]] = {}
        for clause in self.clauses:
            typed = clause.conditions[0]
            for condition in clause.conditions:
                if isinstance(condition, Literal) and condition.is_other:
                    others.setdefault(typed, {})[condition.text] = None
                else:
                    typed = condition
        return tuple((typed.text, tuple(texts)) for typed, texts in others.items())

    @property
    def terms(self) -> tuple[str, ...]:
        """The texts looked for in title and body, for ranking."""
        return self._texts(ANYWHERE, TITLE, BODY)

    @property
    def title_terms(self) -> tuple[str, ...]:
        """What is marked in a title."""
        return self._texts(ANYWHERE, TITLE)

    @property
    def body_terms(self) -> tuple[str, ...]:
        """What is marked in a body."""
        return self._texts(ANYWHERE, BODY)

    @property
    def excluded(self) -> tuple[str, ...]:
        return self._texts(ANYWHERE, TITLE, BODY, negative=True)

    @property
    def phrases(self) -> frozenset[str]:
        return frozenset(each.text for each in self._literals(negative=False) if each.is_phrase)

    def _texts(self, *fields: str, negative: bool = False) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each.text for each in self._literals(negative) if each.field in fields))

    def _literals(self, negative: bool) -> Iterator[Literal]:
        for clause in self.clauses:
            if clause.negative == negative:
                yield from (each for each in clause.conditions if isinstance(each, Literal))


def parse_query(text: str) -> Query:
    text = " ".join(text.replace("\x00", "").split())
    notes = []
    if len(text) > LONGEST_QUERY:
        text = _beginning(text)
        notes.append(f"检索词太长，只用了前{LONGEST_QUERY}个字。")
    typed = LOOSE.sub(lambda match: match.group().replace(" ", ""), text)
    tokens, spare_mark = split(typed)
    if spare_mark is not None:
        plain = " ".join((typed[:spare_mark] + " " + typed[spare_mark + 1 :]).split())
        notes.append(f"引号没有成对，已按普通词语检索：{plain}")
    reading = _Reading(ungrouped(tokens))
    reading.read()
    notes += reading.notes
    if notes and not reading.clauses:
        notes.append("没有可以检索的词，下面是全部条目。")
    clauses, was_cut = _first(reading.clauses, MOST_TERMS)
    if was_cut:
        notes.append(f"词太多，只用了前{MOST_TERMS}个。")
    return Query(text, clauses, tuple(notes))


def _beginning(text: str) -> str:
    """The first LONGEST_QUERY characters, less the number or Latin word that this would cut, for half of one is in no text."""
    whole = LAST_UNIT.sub("", text[: LONGEST_QUERY + 1]).rstrip()
    return whole[:LONGEST_QUERY] or text[:LONGEST_QUERY]


def issue_reference(text: str) -> tuple[int | None, int] | None:
    """The (year, number) of an issue when nothing else was typed; the year is None where it was left out."""
    match = ISSUE_NAME.fullmatch(normalize(text))
    if not match:
        return None
    year = match["year"] or match["of_year"] or match["written_year"]
    number = numeral(match["number"] or match["in_year"] or match["written"])
    return None if number is None else (numeral(year) if year else None, number)


def pattern(literals: tuple[str, ...]) -> re.Pattern:
    """Finds any of some literals in normalised text, the longest first.

    A number or a Latin word is one unit: a literal that begins or ends within one does not match, so that 30吨 is not
    in 130吨, 9.95 not in 369.95 and pc not in pcb. In 7.2023年 there are two: the seventh of a list begins with a year.
    """
    ordered = sorted(literals, key=len, reverse=True)
    return re.compile("|".join(_guarded(literal) for literal in ordered))


def occurrences(literal: str, text: str) -> Iterator[re.Match]:
    return pattern((literal,)).finditer(text)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What stands before a text: the field, and whether it must not be there. `head` is that as typed."""

    field: str = ANYWHERE
    negative: bool = False
    head: str = ""


class _Reading:
    """Reads tokens from left to right into `clauses`, with `notes` on what made no sense."""

    def __init__(self, tokens: list[Token]):
        self.tokens = tokens
        self.clauses: list[Clause] = []
        self.notes: list[str] = []
        self._wanted = _Wanted()
        self._either = False  # an OR waits for its other side
        self._lost = False  # what was read last made no sense, so that an OR has nothing before it
        self._attached: dict[Condition, str] = {}  # what 不含 excludes, and the word it makes together with it

    def read(self) -> None:
        for place, token in enumerate(self.tokens):
            self._read(place, token)
        if self._wanted.head:
            self._miss(self._wanted.head, "后面没有写要找的字")
        self._keep_attached_words()
        self.clauses = list(dict.fromkeys(self.clauses))

    def _read(self, place: int, token: Token) -> None:
        if token.is_or and self._read_or(place, token):
            return
        if token.is_and and 0 < place < len(self.tokens) - 1:
            return
        if token.is_phrase:
            self._add(token.text, token, is_phrase=True)
            return
        if DASHES.fullmatch(token.text) and len(self.tokens) > 1:
            self._miss(token.text, "减号只写一个，后面不空格")
            return
        match = HEAD.match(token.text) if not (token.joined and place and self.tokens[place - 1].is_phrase) else None
        rest = self._read_head(place, token, match) if match and match.group() else token.text
        if rest and self._wanted.field in LISTED:
            self._add_list(LIST_SIGN.split(rest), token)
        elif rest:
            self._add(rest, token)

    def _read_or(self, place: int, token: Token) -> bool:
        """Whether a word parts two sides of which one must hold. At an end a bar is passed over, 或 is a word."""
        if self._either:
            self._miss(token.text, "两边都要有词")
            return True
        is_before = bool(self.clauses) and not (self._lost or self._wanted.head)
        if is_before and place + 1 < len(self.tokens):
            self._either = True
        elif token.is_bar and len(self.tokens) > 1:
            self._miss(token.text, "两边都要有词")
        else:
            return False
        return True

    def _read_head(self, place: int, token: Token, match: re.Match) -> str:
        """Take field and minus from the beginning of a word. What is left of it is the text."""
        minus, name = match["minus"], match["field"]
        known = name and FIELDS.get(normalize(name))
        rest = token.text[match.end() :] if known or not name else token.text[match.end("minus") if minus else 0 :]
        if minus and not rest and not known and not self._has_value(place, minus):
            if len(self.tokens) == 1 or minus.startswith(WITHOUT):
                return token.text
            self._miss(token.text, "前后都是空格")
            return ""
        is_name = name and (name.isascii() or len(name) <= LONGEST_NAME)
        if is_name and not known and token.text[match.end() :]:
            self.notes.append(f"没有看懂：没有“{name}”这一项，已按原文的字“{rest}”检索。")
        if minus == WITHOUT and rest and not known and not self._wanted.head and (literal := normalize(rest)):
            self._attached[Literal(literal)] = token.text
        if known and self._wanted.field:
            self._miss(self._wanted.head, "后面没有写要找的字")
            self._wanted = _Wanted()
        negative = self._wanted.negative or bool(minus) or bool(known and match["inner"])
        head = self._wanted.head + token.text[: len(token.text) - len(rest)]
        self._wanted = _Wanted(known or self._wanted.field, negative, head)
        return rest

    def _has_value(self, place: int, minus: str) -> bool:
        """Whether a minus on its own belongs to what follows: a sign must touch it, the word 不含 need not."""
        following = self.tokens[place + 1 : place + 2]
        return bool(following) and (minus.startswith(WITHOUT) or following[0].joined) and not following[0].is_or

    def _add_list(self, texts: list[str], token: Token) -> None:
        """年:2024、2025 is either of them."""
        wanted = self._wanted
        for number, text in enumerate(texts):
            if text:
                self._wanted = wanted
                self._either = self._either or (number > 0 and bool(self.clauses) and not self._lost)
                self._add(text, token if number == 0 else replace(token, joined=True))

    def _add(self, text: str, token: Token, *, is_phrase: bool = False) -> None:
        """One more condition: of the clause before it after an OR, else in one of its own."""
        wanted, either = self._wanted, self._either
        self._wanted, self._either = _Wanted(), False
        before = self.clauses[-1] if self.clauses else None
        if either and token.joined:  # 标题:甲|乙 is a title in both, -甲|乙 neither
            wanted = _Wanted(wanted.field or self._field_before(), wanted.negative or before.negative, wanted.head)
        condition = self._condition(text, wanted, is_phrase)
        self._lost = condition is None
        if condition is None:
            return
        if either and token.joined and isinstance(condition, InIssue) and condition.year is None:
            condition = replace(condition, year=self._year_before())  # 期:2025-44|45
        if either and before.negative == wanted.negative:
            if condition not in before.conditions:
                self.clauses[-1] = replace(before, conditions=(*before.conditions, condition))
            return
        if either:
            self._miss("或", "不能一边要有、一边不含，已按“并且”理解")
        self.clauses.append(Clause((condition,), wanted.negative))

    def _field_before(self) -> str:
        last = self.clauses[-1].conditions[-1]
        kinds = {InIssue: ISSUE, InYears: YEAR, InDays: DATE}
        return last.field if isinstance(last, Literal) else kinds[type(last)]

    def _year_before(self) -> int | None:
        last = self.clauses[-1].conditions[-1]
        return last.year if isinstance(last, InIssue) else None

    def _condition(self, text: str, wanted: _Wanted, is_phrase: bool) -> Condition | None:
        literal = normalize(text)
        if not literal:
            if wanted.head:
                self._miss(wanted.head, "后面没有写要找的字")
            return None
        if wanted.field not in FORMS:
            return Literal(literal, wanted.field, is_phrase)
        condition = _read_time(wanted.field, literal)
        if condition is None:
            self._miss(f"{wanted.head}{text}", f"要写成{FORMS[wanted.field]}")
        return condition

    def _keep_attached_words(self) -> None:
        """不含税 is a word of the text where nothing is asked for that could be had without 税.

        不含 on its own, and 含 anywhere, are words as any other; who wants 不含税 beside another word puts it in
        quotation marks.
        """
        if not all(clause.negative for clause in self.clauses):
            return
        self.clauses = [
            Clause(tuple(Literal(normalize(self._attached[each])) for each in clause.conditions))
            if all(each in self._attached for each in clause.conditions)
            else clause
            for clause in self.clauses
        ]

    def _miss(self, what: str, why: str) -> None:
        self.notes.append(f"没有看懂：{what}（{why}）。")


def _read_time(field_name: str, text: str) -> Condition | None:
    if field_name == ISSUE:
        bare = NUMBER.fullmatch(text)
        named = (None, numeral(bare["number"])) if bare else issue_reference(text)
        return InIssue(*named) if named and named[1] is not None else None
    span, kind = (read_years(text), InYears) if field_name == YEAR else (read_days(text), InDays)
    return kind(*span) if span else None


def _first(clauses: list[Clause], most: int) -> tuple[tuple[Clause, ...], bool]:
    """As many conditions as are allowed, what must be there before what must not; and whether some were left out."""
    left = most
    kept: dict[int, Clause] = {}
    for place, clause in sorted(enumerate(clauses), key=lambda each: each[1].negative):
        if conditions := clause.conditions[:left]:
            kept[place] = replace(clause, conditions=conditions)
            left -= len(conditions)
    return tuple(kept[place] for place in sorted(kept)), sum(len(clause.conditions) for clause in clauses) > most


def _guarded(literal: str) -> str:
    first, last = literal[0], literal[-1]
    before = after = ""
    if "0" <= first <= "9":
        before = rf"(?<![0-9])(?:(?<![0-9]\.)|(?={LISTED_YEAR}))"
        if THOUSANDS.match(literal):
            before += r"(?<![0-9],)"  # 1,130
    elif "a" <= first <= "z":
        before = r"(?<![a-z])"
    elif first in ".,":
        before = rf"(?<![0-9](?=\.(?!{LISTED_YEAR})[0-9]|,[0-9]{{3}}(?![0-9])))"  # .95亿
    if "0" <= last <= "9":
        after = rf"(?![0-9])(?!\.(?!{LISTED_YEAR})[0-9])(?!,[0-9]{{3}}(?![0-9]))"
    elif "a" <= last <= "z":
        after = r"(?![a-z])"
    elif last in ".,":
        after = rf"(?!(?<=[0-9]\.)(?!{LISTED_YEAR})[0-9])(?!(?<=[0-9],)[0-9]{{3}}(?![0-9]))"
    return before + re.escape(literal) + after

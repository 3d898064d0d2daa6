"""What governs a sentence, and which of its quantities report results.

A quantity reports a result where a time word governs it (截至目前, 8月份以来), where a word of counting does (累计, 先后), or
where its own verb says so. Plans, rates for each one and spans of time do not. Both reach to the end of the sentence.
"""

import re
from dataclasses import dataclass

import archive.bulletin.figures.words as words
from archive.bulletin.figures.extent import (
    LONGEST_HEAD,
    LONGEST_TAIL,
    Item,
    counts_first,
    end_of_counted,
    end_of_number,
    is_cut_short,
    items_of,
    start_of,
)
from archive.bulletin.figures.quantities import Quantity, arabic_quantities, chinese_quantities, ranks, shares

CLAUSE = re.compile(r"(?:[^，；：（()）\n]+|[（(][^（()）\d]{0,40}[)）])+")
QUOTED = re.compile(r"“[^“”]{0,60}”|《[^《》]{0,80}》")
SHORT_LEAD = 10  # characters before a number that may go on from a figure whatever their verb


@dataclass(frozen=True, slots=True)
class ParsedFigure:
    """A quantity that reports a result. `text` stands in the body `at` that many characters from its start.

    `value` counts in the printed `measure` (万元, 人次, %); that of 百分之九十 and 一半 is %, that of 全市第一 is empty.
    `asof` is the printed time word that governs it, `carried` a verb or head it takes from the figures before it, `unit`
    the unit of its segment in a joint entry.
    """

    text: str
    at: int
    label: str
    value: float
    measure: str
    approx: bool = False
    qualifier: str | None = None
    bound: str | None = None
    asof: str | None = None
    carried: str | None = None
    unit: str | None = None
    per: str | None = None
    ordinal: bool = False


class Sentence:
    """One sentence, read clause by clause: what governs it so far, what its lists share, what was found."""

    def __init__(self, body: str, text: str, unit: str | None, asof: str | None):
        self.body, self.text, self.unit, self.asof = body, text, unit, asof
        self.planned = self.counting = False  # counting: after 共, 累计, 先后
        self.found: list[ParsedFigure] = []
        self.scope_end = -1  # where the last population ends that only says for whom
        self.verb = self.object = self.head = ""  # of the last figure that had its own

    def figures(self, start: int, end: int) -> list[ParsedFigure]:
        """The figures of the sentence, which is text[start:end]."""
        quantities = self._quantities(start, end)
        if not quantities:
            self.asof = None
            return []
        left = 0
        for clause in CLAUSE.finditer(self.text, start, end):
            right = left
            while right < len(quantities) and quantities[right].number < clause.end():
                right += 1
            self._read(clause.start(), clause.end(), quantities[left:right])
            left = right
        return self.found

    def _quantities(self, start: int, end: int) -> list[Quantity]:
        """All quantities of the sentence but those in names: “15分钟养老圈”."""
        quantities = list(arabic_quantities(self.text, start, end))
        for in_words in (chinese_quantities, shares, ranks):
            quantities += in_words(self.text, start, end)
        quantities.sort(key=lambda quantity: quantity.number)
        if not quantities:
            return quantities
        named = {place for match in QUOTED.finditer(self.text, start, end) for place in range(*match.span())}
        return [each for each in quantities if each.number not in named]

    def _read(self, start: int, end: int, quantities: list[Quantity]) -> None:
        """One clause: its time word, whether it speaks of plans, its items."""
        text = self.text
        if start and text[start - 1] == "；":
            self.planned = False
        begin = self._take_time(start, end)
        if not quantities:
            return
        plan = words.PLAN.match(text, begin, end)
        if plan and not (plan[0].endswith("拟") and self._counts_on(quantities)):
            self.planned = True
            return
        if self.planned and words.MARKED.search(text, begin, end):
            self.planned = False
        if self.planned:
            return
        for item in items_of(text, begin, end, [each for each in quantities if each.start >= begin]):
            self._take(item, start)

    def _take_time(self, start: int, end: int) -> int:
        """Note the time word of a clause; the place where the clause goes on after it."""
        text = self.text
        match = words.UNTIL_NOW.match(text, start) or words.NOW.search(text, start, end)
        if match:
            self.planned = False
        else:
            match = words.PERIOD.match(text, start)
            if not match or words.NOT_A_PERIOD.match(text, match.end()):
                return start
        self.asof = self.body[match.start() : match.end()]
        return match.end()

    def _counts_on(self, quantities: list[Quantity]) -> bool:
        """发现在建5处，拟建1处: what is planned has been counted along with the rest."""
        return bool(self.found) and self.found[-1].measure == quantities[0].measure

    def _take(self, item: Item, clause: int) -> None:
        """Keep an item as a figure if it reports a result."""
        text, quantity = self.text, item.quantity
        start = start_of(text, item)
        lead = text[start : quantity.start]
        leads = counts_first(text, item, lead)
        if self._is_population(item, lead, leads):
            self.scope_end = quantity.end
        elif self._reports(item, clause, lead, leads):
            end = end_of_counted(text, item, lead) if leads else end_of_number(text, item)
            if lead or end > quantity.end or self._just_listed(item):  # else nobody knows of what: 第12期5份
                self.found.append(self._figure(item, start, end, lead))

    def _is_population(self, item: Item, lead: str, leads: bool) -> bool:
        """Whether a quantity says how many there are of whom nothing is told: 60岁以上老人4.5万人.

        Members of a list are counted with the rest of it, and a part with its whole: 其中特困老人12人.
        """
        quantity = item.quantity
        if item.begin == self.scope_end == quantity.number:  # 脱贫户1234户|3456人
            return True
        if leads or quantity.measure[-1:] not in words.OF_PEOPLE or (item.listed and self._just_listed(item)):
            return False
        if words.PART.search(self.text, max(item.begin - 2, 0), item.begin + 2):
            return False
        people = words.PREPOSITION.sub("", lead, count=1) if words.PREPOSITION.match(lead) else lead
        if words.VERB.search(people) or not words.POPULATION.fullmatch(people):
            return False
        return people != lead or not words.ALL_OF_THEM.match(self.text, quantity.end, item.limit)

    def _reports(self, item: Item, clause: int, lead: str, leads: bool) -> bool:
        """Whether a quantity reports a result."""
        text, quantity = self.text, item.quantity
        before = text[max(clause, quantity.start - LONGEST_HEAD) : quantity.start]
        following = text[quantity.end : min(item.limit, quantity.end + LONGEST_TAIL)]
        if quantity.ordinal:
            rank = words.RANK if quantity.measure else words.RANK_BARE
            return bool(rank.search(before)) and not words.STRIVEN.search(before)
        if words.TIMETABLE.match(following) or (following.startswith("的") and words.CAPACITY.search(lead)):
            return False
        if words.NOT_DONE.search(lead) or words.THESE.search(before[-2:]) or _is_no_result(quantity, before):
            return False
        report = self.asof is not None or self._counts(item, lead, before)
        if leads and words.LEADS_NUMBER.search(before):
            return report and bool(words.FOR.search(before))
        return report or self._reports_alone(item, lead, before, following, leads)

    def _counts(self, item: Item, lead: str, before: str) -> bool:
        """Whether a word of counting governs instead of a time word, or the list goes on that was a figure."""
        self.counting = self.counting or bool(lead and words.MARKED.search(before))
        return self.counting or (item.listed and self._just_listed(item))

    def _just_listed(self, item: Item) -> bool:
        """Whether the item of the list before this one was a figure."""
        last = self.found[-1] if self.found else None
        return last is not None and item.begin - (last.at + len(last.text)) <= 1

    def _reports_alone(self, item: Item, lead: str, before: str, following: str, leads: bool) -> bool:
        """The same where nothing governs: only what says so by its verb, or goes on from a figure."""
        quantity = item.quantity
        printed = self.text[quantity.number : quantity.end]
        if words.POLICY.search(before + printed + following) or lead.endswith("的"):
            return False
        if not printed[0].isdigit() and not (quantity.measure == "%" and words.RATE.search(lead)):
            return False
        if words.CONDITION.match(following):
            return False
        if words.TAKEN.match(lead) or (words.RATE.search(lead) and words.REACHES.search(lead)):
            return True
        if words.OUTPUT.search(lead) and words.EXCEEDS.search(before):
            return True
        if words.COMPARED.match(lead) and words.REACHES.search(lead):
            return bool(self.found)
        if self.found and not leads and len(lead) <= SHORT_LEAD and not words.INPUT.match(lead):
            return True
        if leads and not lead:
            return bool(words.MARKED.search(before)) or (bool(self.found) and bool(words.BECAME.match(following)))
        if words.INPUT.match(lead) or not words.STARTS_WITH_VERB.match(lead):
            return False
        if lead.endswith("等"):
            return bool(words.MADE.match(lead) and words.MADE_THING.match(following))
        if leads:
            return not (words.GATHERED.match(lead) and words.PEOPLE_OR_TOOLS.search(quantity.measure))
        return not is_cut_short(self.text, item)

    def _figure(self, item: Item, start: int, end: int, lead: str) -> ParsedFigure:
        quantity, text = item.quantity, self.body[start:end]
        head = words.BEFORE_LABEL.sub("", words.END_OF_LABEL.sub("", self.body[start : quantity.start]))
        per = words.PER_WORD.search(lead or self.verb)
        return ParsedFigure(
            text=text,
            at=start,
            label=head + self.body[quantity.end : end],
            value=quantity.value,
            measure=quantity.measure,
            approx=quantity.approx,
            qualifier=quantity.qualifier,
            bound=quantity.bound,
            asof=self.asof,
            carried=self._carried(item, start, end, lead),
            unit=self.unit,
            per=words.PER[per[0]] if per else None,
            ordinal=quantity.ordinal,
        )

    def _carried(self, item: Item, start: int, end: int, lead: str) -> str | None:
        """What an item takes from those before it: the verb of a list, an object, or 其中. Notes what it passes on."""
        measure, last = item.quantity.measure, self.found[-1] if self.found else None
        verb = words.STARTS_WITH_VERB.match(lead)
        same = last and last.measure[:1] == measure[:1] and not words.MONEY_OR_SHARE.search(measure)
        bare = words.BARE_VERB.fullmatch(lead)
        if last and not lead and end == item.quantity.end and not self.verb and self._just_listed(item):
            return self.head or None  # 同比分别增长17.3%和12.8%
        if part := words.PART.search(self.text, max(start - 2, 0), start):
            return part[0]
        if not lead and not item.listed and words.BECAME.match(self.text, item.quantity.end, end):
            return None
        if last and words.OF_THE_LAST.fullmatch(lead):
            return self.object if lead == "计" and self.object else self.head
        if same and self.object and bare:
            return self.object
        if not verb and self.verb and (item.listed or same):
            return self.verb
        self.verb = lead if bare else verb[0] if verb else ""
        self.object = lead[verb.end() :] if verb and not bare else ""
        self.head = lead
        return None


def _is_no_result(quantity: Quantity, before: str) -> bool:
    """Years, spans of time that nothing was brought down to, and rates of payment for each one."""
    measure = quantity.measure
    if measure.endswith("元"):
        return bool(words.RATE_FOR_EACH.search(before))
    if words.DURATION.search(measure):
        return not words.OF_TIME.search(before) or (measure == "年" and quantity.value >= 1000)
    return False

"""Where figures begin and end: the items of a clause, and what of an item belongs to its figure.

A clause is bounded by ，；： and by brackets that hold a number. Within it 、 and 和 part the items of a list where a
quantity stands directly before or after them; a quantity that another one builds on is a scope (组织|19个村|开展整治16次)
or a former value (由52%提高到86%) and no item. Knows nothing of whether an item reports a result.
"""

import re
from dataclasses import dataclass

import archive.bulletin.figures.words as words
from archive.bulletin.figures.quantities import Quantity
from archive.bulletin.layout import HAN

LONGEST_HEAD = 80  # characters before a number that can belong to it
LONGEST_TAIL = 60  # characters after it
SHORT_NOUN = 8  # characters after a number that are taken whole
FORMER = 16  # characters before a former value in which its 由 or 从 stands
TAIL = re.compile(rf"[{HAN}]")


@dataclass(slots=True)
class Item:
    """The stretch of a clause that belongs to one quantity, from `begin` up to `limit`."""

    begin: int
    quantity: Quantity
    limit: int
    scope_end: int | None = None  # a scope before it ends here
    listed: bool = False  # after 、 or 和
    changed: bool = False  # 由52%提高到86%


def items_of(text: str, begin: int, end: int, quantities: list[Quantity]) -> list[Item]:
    """The quantities of a clause with their stretches; scopes and former values of others are left out."""
    items: list[Item] = []
    for quantity in quantities:
        if not items:
            items.append(Item(begin, quantity, end))
            continue
        item = _next_item(text, items[-1], quantity, end)
        if item.begin == items[-1].begin:
            items.pop()
        else:
            items[-1].limit = item.begin
        items.append(item)
    return items


def start_of(text: str, item: Item) -> int:
    """Where the figure of an item begins: after adverbs, subjects and scopes."""
    at = item.quantity.start
    begin = _skip_leading(text, max(item.begin, at - LONGEST_HEAD), at)
    if item.quantity.ordinal and item.scope_end:
        ranking = words.RANKED.search(text, item.scope_end, at)
        return ranking.start() if ranking else begin
    if item.scope_end:
        verb = words.VERB.search(text, item.scope_end, at)
        begin = verb.start() if verb else _after_markers(text, item, begin, at)
        return begin
    begin = _after_markers(text, item, begin, at)
    if item.quantity.ordinal:
        ranking = words.RANK_IN_AREA.search(text, begin, at)
        return ranking.start() if ranking else begin
    if item.changed:
        return begin
    realised = words.REALISED.match(text, begin, at)
    if realised:
        return realised.end()
    preposition = words.PREPOSITION.match(text, begin, at)
    if preposition:
        verb = words.VERB.search(text, preposition.end() + 1, at)
        people = words.PEOPLE.match(text, preposition.end(), at) if preposition[0] in "为给对向" else None
        return verb.start() if verb else people.end() if people else begin
    if text.startswith("从", begin):
        taken = words.TAKEN.search(text, begin, at)
        return taken.start() if taken else begin
    return _after_subject(text, begin, at, item.quantity.measure)


def counts_first(text: str, item: Item, lead: str) -> bool:
    """Whether what is counted stands after the number: 组织41家企业, 等29项制度; 投入资金30元进行… has it before."""
    if not TAIL.match(text, item.quantity.end, item.limit):
        return False
    if not lead:
        return True
    if words.MONEY_OR_SHARE.search(item.quantity.measure):
        return False
    return lead.endswith("等") or bool(words.BARE_VERB.fullmatch(lead) or words.LEADS_NUMBER.search(lead))


def end_of_counted(text: str, item: Item, lead: str) -> int:
    """The end of a figure whose number comes first: of what it counts and does."""
    quantity = item.quantity
    limit = min(item.limit, quantity.end + LONGEST_TAIL)
    if lead and not words.REST.match(lead):
        stop = words.STOP_AFTER_VERB.search(text, quantity.end + 1, limit)
        limit = stop.start() if stop else limit
    tail = text[quantity.end : limit]
    return quantity.end + len(words.LIST_MARK.sub("", tail) if limit == item.limit else tail)


def end_of_number(text: str, item: Item) -> int:
    """The end of any other: its measure, or a few characters up to the end of the clause (通达25个国家)."""
    end = item.quantity.end
    if item.limit - end > SHORT_NOUN or not is_cut_short(text, item):
        return end
    return end + len(words.LIST_MARK.sub("", text[end : item.limit]))


def is_cut_short(text: str, item: Item) -> bool:
    """Whether a figure that ended with its measure would lack what is counted: 协调周边5家|单位开放车位."""
    end, limit = item.quantity.end, item.limit
    if words.MONEY_OR_SHARE.search(item.quantity.measure) or not TAIL.match(text, end, limit):
        return False
    return not words.VERB.match(text, end, limit) and not words.GOES_ON.match(text, end, limit)


def _next_item(text: str, last: Item, quantity: Quantity, limit: int) -> Item:
    """How a quantity goes on from the one before it. Where it takes that one over, it begins where that one does."""
    end, at = last.quantity.end, quantity.start
    if at - end > LONGEST_HEAD:
        return Item(end, quantity, limit)
    between = text[end:at]
    former = max(last.begin, last.quantity.start - FORMER)
    if words.FROM.search(text, former, last.quantity.start) and words.TO.fullmatch(between):
        return Item(last.begin, quantity, limit, changed=True)
    connected = words.CONNECTED.match(between)
    if connected:
        return Item(end + connected.end(), quantity, limit, listed=True)
    if text.endswith("连续", last.begin, last.quantity.start):
        return Item(last.begin, quantity, limit, scope_end=end)  # 连续3年|位居全省前10名
    if last.quantity.ordinal:  # 第3批|补助资金200万元
        head = text[_skip_leading(text, last.begin, last.quantity.start) : last.quantity.start]
        part_of_name = head and (between or words.VERB.search(head))  # but 公告〔2025〕第12期|5份
        return Item(last.begin if part_of_name else end, quantity, limit)
    if words.ADJACENT.fullmatch(between):
        return Item(end, quantity, limit)
    if between.endswith(("、", "和", "及")):
        return Item(at, quantity, limit, listed=True)
    mean = words.MEAN_WORD.search(between)
    if mean and words.WON.match(text, start_of(text, last)):
        return Item(end + mean.start(), quantity, limit)
    if words.SAME_KIND.fullmatch(between) and not words.VERB.search(between) and TAIL.match(text, quantity.end, limit):
        return Item(at, quantity, limit, listed=True)  # 8个乡镇120个村
    return Item(last.begin, quantity, limit, scope_end=end)


def _skip_leading(text: str, begin: int, at: int) -> int:
    leading = words.LEADING.match(text, begin, at)
    return leading.end() if leading else begin


def _after_markers(text: str, item: Item, begin: int, at: int) -> int:
    """The place after the last 共, 已, 先后 … that what follows can do without."""
    for marker in words.MARKER.finditer(text, begin, at):
        rest = text[marker.end() : at]
        if not rest:
            leads = at == item.quantity.number and TAIL.match(text, item.quantity.end, item.limit)
            begin = at if leads else begin
        elif not words.NEEDS_SUBJECT.fullmatch(rest):
            begin = _skip_leading(text, marker.end(), at)
    return begin


def _after_subject(text: str, begin: int, at: int, measure: str) -> int:
    """The place after who did it: 便民服务中心|受理事项30件. A clause that opens with a verb has no subject."""
    place = words.PLACE.match(text, begin, at)
    if place and (
        words.STARTS_WITH_VERB.match(text, place.end(), at)
        or not (words.MONEY_OR_SHARE.search(measure) or words.OF_PLACE.search(text, begin, at))
    ):
        begin = place.end()
    if words.STARTS_WITH_VERB.match(text, begin, at):
        return begin
    subject = words.SUBJECT.match(text, begin, at)
    if not subject:
        return begin
    rest = text[subject.end() : at]
    if words.BARE_VERB.fullmatch(rest) and not words.OFFICE.search(subject[0]):
        return begin
    return subject.end()

"""What to ask instead when nothing holds all that was typed. Pure: which step helps, `fallback` finds out.

What was quoted, fields other than title and body, times and what must not be there are never given up. Of the rest,
long texts are cut into words; of few words some are given up; of a question, what holds most of it is looked for.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from archive.search.query import ANYWHERE, BODY, TITLE, Clause, Condition, Literal, Query
from archive.search.ranking import Term
from archive.search.tokenizer import words

LONGEST_WORD = 4  # characters; up to here what is typed is one word, and a reader expects it as it stands
FEW = 3  # words of which some are given up; more of them are a question, of which no one word is what matters
MOST_PARTS = 80  # of a question: the most telling ones, so that a pasted page costs no more than a long question
SINGLE = 0.5  # of a character against a word or a pair: alone it says little

# Words that only hold a sentence together, and those that only ask. They are left out of questions, never of the index.
JOINING = """
    的 了 和 与 及 在 是 有 等 把 将 对 为 被 从 到 向 以 于 由 给 跟 同 或 或者 还
    也 都 就 而 但 但是 若 如果 因 因为 所以 以及 并且 而且 关于 对于 这 那 这个 那个
    这些 那些 其 该 之 个 一个 我 我们 你 你们 您 他 她 它 他们 自己 别人 没有 没 不 应
    应当 应该 需要 需 必须 一定 时 时候 后 之后 情况
"""
ASKING = """
    ? 吗 呢 吧 啊 么 嘛 请问 谁 何时 何种 几 多少 多久 多长 多长时间 什么 怎么 怎么办
    怎么样 怎样 如何 为什么 为何 哪 哪些 哪个 哪里 哪种 哪儿 能 能否 能不能 可以 可否
    可不可以 会 会不会 要 要不要 是否 是不是 还是 有没有 有无 有哪些
"""
ASKED = frozenset(ASKING.split())
FILLERS = ASKED | frozenset(JOINING.split())


def cut(query: Query) -> Query:
    """The query with its long unquoted texts cut into words, each of which must be there."""
    clauses: dict[Clause, None] = {}
    for clause in query.clauses:
        only = clause.conditions[0]
        if clause.negative or len(clause.conditions) > 1 or not _can_be_cut(only):
            clauses[clause] = None
        else:
            clauses |= {Clause((replace(only, text=part),)): None for part in _parts(only.text)}
    return replace(query, clauses=tuple(clauses))


def loose(query: Query) -> tuple[Clause, ...]:
    """The clauses that may be given up: one unquoted text each, with other words for it, in title or body or anywhere."""
    return tuple(
        clause
        for clause in query.clauses
        if not clause.negative and len(clause.typed) == 1 and _is_loose(clause.typed[0])
    )


def asks(query: Query) -> bool:
    """Whether it is a question rather than a name or a heading: of a question no answer has to hold every word."""
    return any(word in ASKED for clause in loose(query) for word in words(clause.typed[0].text))


def kept(query: Query) -> Query:
    """What is never given up of a query."""
    given_up = loose(query)
    return replace(query, clauses=tuple(clause for clause in query.clauses if clause not in given_up))


def without(query: Query, clause: Clause) -> Query:
    return replace(query, clauses=tuple(each for each in query.clauses if each != clause))


def any_of(query: Query, present: Collection[str]) -> Query:
    """What is kept, and one at least of what may be given up. For a word that is not `present` its pairs will do that are."""
    conditions: dict[Condition, None] = {}
    for clause in loose(query):
        for each in clause.conditions:
            is_there = each.is_other or each.text in present
            texts = [each.text] if is_there else [pair for pair in _pairs(each.text) if pair in present]
            conditions |= {replace(each, text=text): None for text in texts}
    together = (Clause(tuple(conditions)),) if conditions else ()
    return replace(query, clauses=(*kept(query).clauses, *together))


def unquoted(query: Query) -> Query:
    """In prose quotation marks stand around names as well, of which nobody asks that they be there as they are."""
    return replace(query, clauses=tuple(_unquoted(clause) for clause in query.clauses))


def pieces(query: Query) -> tuple[str, ...]:
    """What speaks for an entry that holds a part of a question: the words it was cut into and the pairs of its characters.

    Pairs run across words, for words are cut in more ways than one, but not across signs.
    """
    found: dict[str, None] = {clause.typed[0].text: None for clause in loose(cut(query))}
    for text in _long(query):
        found |= dict.fromkeys(_pairs(text))
    return tuple(found)


def evidence(query: Query, rarities: Mapping[str, float]) -> tuple[Term, ...]:
    """The terms that a question is ranked by, weighed by the rarity of its `pieces`; those that are nowhere are left out.

    A word of two characters counts as a word and as a pair. A character in one of the words is worth half of the most
    common pair that it stands in: it is more common than each of them.
    """
    wanted = [clause.typed[0].text for clause in loose(cut(query))]
    weights: dict[str, float] = dict.fromkeys(wanted, 0.0)
    for text in wanted:
        weights[text] += rarities.get(text, 0.0)
    singles: dict[str, float] = {}
    for long in _long(query):
        for pair in _pairs(long):
            weights[pair] = rarities.get(pair, 0.0) * (1 + (pair in wanted))
            for char in pair:
                if (told := rarities.get(pair)) and any(char in text for text in wanted):
                    singles[char] = min(singles.get(char, told), told)
    terms = [Term(text, weight, is_part=True) for text, weight in weights.items() if weight]
    terms += [Term(char, SINGLE * told, is_part=True) for char, told in singles.items() if char not in weights]
    return tuple(sorted(terms, key=lambda term: (-term.weight, term.text))[:MOST_PARTS])


def _unquoted(clause: Clause) -> Clause:
    if clause.negative:
        return clause
    plain = (replace(each, is_phrase=False) if isinstance(each, Literal) else each for each in clause.conditions)
    return replace(clause, conditions=tuple(plain))


def _can_be_cut(condition: Condition) -> bool:
    """A long text, or a short one with a word in it that asks: 怎样预防 is no word that anybody looks for."""
    return _is_loose(condition) and (len(condition.text) > LONGEST_WORD or _has_question(condition.text))


def _has_question(text: str) -> bool:
    return any(len(word) > 1 and word in ASKED for word in words(text))


def _is_loose(condition: Condition) -> bool:
    is_text = isinstance(condition, Literal) and condition.field in (ANYWHERE, TITLE, BODY)
    return is_text and not condition.is_phrase


def _parts(term: str) -> list[str]:
    """A term's words. Single characters side by side are one part, for jieba cuts up names it does not know: 马|庄|乡.

    Signs and fillers are left out; nothing else is, or the answer would not be one.
    """
    parts: list[str] = []
    joinable = False
    for word in words(term):
        if word in FILLERS or not any(map(str.isalnum, word)):
            joinable = False
        elif len(word) == 1 and joinable:
            parts[-1] += word
        else:
            parts.append(word)
            joinable = len(word) == 1
    return list(dict.fromkeys(parts)) or [term]


def _long(query: Query) -> Iterator[str]:
    """The texts that are cut: short words keep their characters together."""
    return (clause.typed[0].text for clause in loose(query) if _can_be_cut(clause.typed[0]))


def _pairs(text: str) -> Iterator[str]:
    return (first + second for first, second in pairwise(text) if first.isalnum() and second.isalnum())

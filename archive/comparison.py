"""What has changed between an issue that is here and what a file brings, told in Chinese; what a person has set stays.

Nothing here reads or writes the database. Entries are paired by what they say before they are paired by place, so that
an entry keeps its row and its address when a better reading parts or joins its neighbours.
"""

import datetime
import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from difflib import SequenceMatcher

from archive.bulletin.parsed import ParsedEntry, ParsedIssue, ParsedSegment
from archive.models import Entry, Issue

ALIKE = 0.5  # of a text that two entries share when one is a corrected form of the other
SWALLOWED = 0.8  # of an entry that is gone, found again within another one
MOST_COMPARED = 40_000  # pairs of entries; more are no two versions of one issue
LONGEST_DISTRIBUTION = 1000  # words that are compared one by one
MOST_WORDS = 6  # of a distribution that differ, named in a warning
KEY = ("bulletin", "year", "number")
PRINTED = ("office", "distribution", "editor", "reviewer", "signer")
LABELS = {"bulletin": "刊名", **{name: Issue._meta.get_field(name).verbose_name for name in ("year", "number", "date")}}
LABELS |= {name: Issue._meta.get_field(name).verbose_name for name in PRINTED}
ENTRY_LABELS = {"title": "标题", "body": "正文", "section": "栏目", "units": "署名"}
BLANK = re.compile(r"\s+")
WORD = re.compile(r"[^，、；,;]+")

Pair = tuple[Entry | None, ParsedEntry | None]

# -- which entries are the same ------------------------------------------------------------------------------------


def pair_entries(entries: list[Entry], parsed_entries: tuple[ParsedEntry, ...]) -> list[Pair]:
    """Old and new entries that are the same: by title, by text, then by place. None where there is no counterpart."""
    left = {entry.pk: entry for entry in entries}
    text = {id(each): _squeezed(each) for each in (*entries, *parsed_entries)}
    found: dict[int, Entry] = {}
    for is_same in (
        lambda old, new: new.title in _titles(old) and old.order == new.order,
        lambda old, new: new.title in _titles(old),
        lambda old, new: text[id(old)] == text[id(new)],
    ):
        for new in parsed_entries:
            if new.order not in found and (old := next((old for old in left.values() if is_same(old, new)), None)):
                found[new.order] = left.pop(old.pk)
    for old, new in _most_alike(left.values(), [new for new in parsed_entries if new.order not in found]):
        if new.order not in found and old.pk in left:
            found[new.order] = left.pop(old.pk)
    for new in parsed_entries:
        if new.order not in found and (old := next((old for old in left.values() if old.order == new.order), None)):
            found[new.order] = left.pop(old.pk)
    return [(found.get(new.order), new) for new in parsed_entries] + [(old, None) for old in left.values()]


def are_alike(pair: Pair) -> bool:
    """Whether the new entry can be a corrected form of the old one."""
    old, new = pair
    if old is None or new is None:
        return False
    if new.title in _titles(old) or old.body == new.body:
        return True
    return SequenceMatcher(None, old.title + old.body, new.title + new.body, autojunk=False).ratio() >= ALIKE


def heirs_of(pairs: list[Pair]) -> dict[int, ParsedEntry]:
    """For entries that are gone, by their keys, the new entry that each has become part of, if there is one."""
    gone = [old for old, new in pairs if old and new is None]
    here = [new for _, new in pairs if new]
    if len(gone) * len(here) > MOST_COMPARED:
        return {}
    pieces = [(new, _bigrams(_squeezed(new))) for new in here] if gone else []
    heirs = {}
    for old in gone:
        lost = _bigrams(_squeezed(old))
        share, _, heir = max(
            ((len(lost & held), -new.order, new) for new, held in pieces),
            default=(0, 0, None),
            key=lambda each: each[:2],
        )
        if lost and share >= SWALLOWED * len(lost):
            heirs[old.pk] = heir
    return heirs


def _most_alike(entries: Collection[Entry], parsed_entries: list[ParsedEntry]) -> list[tuple[Entry, ParsedEntry]]:
    """Pairs of which one holds at least half of the other, the best first."""
    if len(entries) * len(parsed_entries) > MOST_COMPARED:
        return []
    new_pieces = [(new, _bigrams(_squeezed(new))) for new in parsed_entries]
    scored = []
    for old in entries:
        pieces = _bigrams(_squeezed(old))
        for new, others in new_pieces:
            shared = len(pieces & others)
            if shared and shared >= ALIKE * min(len(pieces), len(others)):
                scored.append((-shared / len(pieces | others), new.order, old.order, old, new))
    return [(old, new) for *_, old, new in sorted(scored, key=lambda each: each[:3])]


def _titles(entry: Entry) -> set[str]:
    """The title, and the one that the file says when a person has set another."""
    return {entry.title, entry.corrected.get("title", entry.title)}


def _squeezed(entry: Entry | ParsedEntry) -> str:
    return BLANK.sub("", entry.title + entry.body)


def _bigrams(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


# -- what a person has set -----------------------------------------------------------------------------------------


def kept_issue(issue: Issue, parsed: ParsedIssue, filled: Iterable[str] = ()) -> tuple[ParsedIssue, list[str]]:
    """What a file says of an issue, but with what a person has set before; and a note for each field that differs.

    `filled` are fields that a person has set now: they go before what was set earlier.
    """
    kept, notes = {}, []
    for name in (name for name in LABELS if name in issue.corrected):
        value = issue_value(issue, name)
        said = getattr(parsed, parsed_name(name))
        if name in filled or value == said:
            continue
        kept[parsed_name(name)] = value
        if said not in (None, ""):
            notes.append(f"{LABELS[name]}由人改过，保留{shown(value)}（文件里是{shown(said)}）")
    return replace(parsed, **kept), notes


def kept_entry(entry: Entry, parsed: ParsedEntry) -> tuple[ParsedEntry, list[str]]:
    """The same for an entry. A person's correction goes with its text: another entry at its place takes none of it."""
    corrected = [name for name in ENTRY_LABELS if name in entry.corrected]
    if not corrected or not are_alike((entry, parsed)):
        return parsed, []
    kept = {name: entry_value(entry, name) for name in corrected}
    changed = [name for name in corrected if kept[name] != getattr(parsed, name)]
    if "body" in changed:
        unit_of = {attribution.pk: attribution.name for attribution in entry.attributions.all()}
        kept["segments"] = tuple(
            ParsedSegment(unit_of.get(each.attribution_id), each.lead, each.text, each.bold)
            for each in entry.segments.all()
        )
    if "units" in changed:
        kept["source_bracket"] = entry.source_bracket
    if {"title", "body"} & set(corrected):
        kept["doubtful"] = False
    return replace(parsed, **kept), [f"第{parsed.order}条{ENTRY_LABELS[name]}由人改过，保留" for name in changed]


def issue_value(issue: Issue, name: str) -> object:
    """A field as a parsed issue has it: the bulletin by its name."""
    return getattr(issue.bulletin, "name", None) if name == "bulletin" else getattr(issue, name)


def entry_value(entry: Entry, name: str) -> object:
    """A field as a parsed entry has it: the section by its name, the units as printed."""
    if name == "section":
        return entry.section.name if entry.section else None
    if name == "units":
        return tuple(attribution.name for attribution in entry.attributions.all())
    return getattr(entry, name)


def parsed_name(name: str) -> str:
    """A field's name in a parsed issue."""
    return "name" if name == "bulletin" else name


# -- what has changed ----------------------------------------------------------------------------------------------


def issue_fields(parsed: ParsedIssue, issue: Issue | None) -> dict[str, object]:
    """The values an issue gets, but for its bulletin. What the file does not say leaves what is known as it is."""
    fields = {
        name: getattr(parsed, name) or (getattr(issue, name) if issue else None) for name in ("year", "number", "date")
    }
    for name in PRINTED:
        fields[name] = getattr(parsed, name) or (getattr(issue, name) if issue else "")
    return fields


def issue_changes(issue: Issue, parsed: ParsedIssue) -> list[str]:
    changes = [
        f"{LABELS[name]}：{shown(old)} → {shown(new)}"
        for name, new in issue_fields(parsed, issue).items()
        if (old := getattr(issue, name)) != new
    ]
    if parsed.name and parsed.name != getattr(issue.bulletin, "name", None):
        changes.append(f"刊名：{issue.bulletin or '空'} → {parsed.name}")
    return changes


def entry_changes(entry: Entry | None, parsed: ParsedEntry | None, heir: ParsedEntry | None = None) -> list[str]:
    """`heir` is the entry that one which is gone has become part of."""
    if entry is None:
        return [f"新增第{parsed.order}条：{parsed.title}"]
    if parsed is None:
        return [
            f"第{entry.order}条并入第{heir.order}条：{entry.title}" if heir else f"删去第{entry.order}条：{entry.title}"
        ]
    changes = []
    if entry.order != parsed.order:
        changes.append(f"第{entry.order}条改为第{parsed.order}条")
    if entry.title != parsed.title:
        changes.append(f"第{parsed.order}条标题：{entry.title} → {parsed.title}")
    if entry.body != parsed.body:
        changes.append(f"第{parsed.order}条正文有改动")
    if entry_value(entry, "section") != parsed.section:
        changes.append(f"第{parsed.order}条栏目：{entry.section or '空'} → {parsed.section or '空'}")
    names = entry_value(entry, "units")
    if names != parsed.units:
        changes.append(f"第{parsed.order}条署名：{'、'.join(names) or '空'} → {'、'.join(parsed.units) or '空'}")
    elif entry.source_bracket != parsed.source_bracket:
        changes.append(f"第{parsed.order}条署名括号：{entry.source_bracket or '空'} → {parsed.source_bracket or '空'}")
    segments = [(segment.lead, segment.text, segment.bold) for segment in entry.segments.all()]
    if entry.body == parsed.body and segments != [(each.lead, each.text, each.bold) for each in parsed.segments]:
        changes.append(f"第{parsed.order}条分段有改动")
    return changes


def distribution_difference(old: str, new: str) -> list[str]:
    """The words of two distributions that differ, both readings of each: “县人大”，上期“县人大办”. Blanks do not count."""
    before, now = _words(old), _words(new)
    if max(len(before), len(now)) > LONGEST_DISTRIBUTION:
        return [] if before == now else ["全文有改动"]
    matcher = SequenceMatcher(None, before, now, autojunk=False)
    told = []
    for kind, *places in matcher.get_opcodes():
        first, second = "、".join(before[places[0] : places[1]]), "、".join(now[places[2] : places[3]])
        if kind == "replace":
            told.append(f"“{second}”，上期“{first}”")
        elif kind == "insert":
            told.append(f"多出“{second}”")
        elif kind == "delete":
            told.append(f"少了“{first}”")
    return told[:MOST_WORDS] + (["等等"] if len(told) > MOST_WORDS else [])


def shown(value: object) -> str:
    if isinstance(value, datetime.date):
        return f"{value.year}年{value.month}月{value.day}日"
    return str(value) if value not in (None, "") else "空"


def _words(distribution: str) -> list[str]:
    return WORD.findall(BLANK.sub("", distribution).rstrip("。."))

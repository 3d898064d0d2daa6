"""What has changed between an issue that is here and what a file brings, told in Chinese; what a person has set stays.

Nothing here writes the database. Entries are paired by what they say before they are paired by place, so that
an entry keeps its row and its address when a better reading parts or joins its neighbours. Title and body are cut from
one text: a title that a person has set is never put before a body that begins elsewhere.
"""

import datetime
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from archive.bulletin.parsed import ParsedEntry, ParsedIssue, ParsedSegment
from archive.models import Entry, FormerAddress, Issue

ALIKE = 0.5  # of a text that two entries share when one is a corrected form of the other
SWALLOWED = 0.8  # of an entry that is gone, found again within another one
MOST_COMPARED = 40_000  # pairs of entries; more are no two versions of one issue
LONGEST_DISTRIBUTION = 1000  # words that are compared one by one
MOST_WORDS = 6  # of a distribution that differ, named in a warning
RECOGNISED_BY = 6  # characters that tell where a body, or the part of a unit in it, begins
KEY = ("bulletin", "year", "number")
PRINTED = ("office", "distribution", "editor", "reviewer", "signer")
LABELS = {"bulletin": "刊名", **{name: Issue._meta.get_field(name).verbose_name for name in ("year", "number", "date")}}
LABELS |= {name: Issue._meta.get_field(name).verbose_name for name in PRINTED}
ENTRY_LABELS = {"title": "标题", "body": "正文", "section": "栏目", "units": "署名"}
GOES_WITH = {"title": "正文", "body": "标题"}  # a note on the one when a person has set the other
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
    pieces, others = _bigrams(_squeezed(old)), _bigrams(_squeezed(new))
    return 2 * len(pieces & others) >= ALIKE * (len(pieces) + len(others))


def is_another(pair: Pair) -> bool:
    """Whether quite another entry has taken the place of an old one: neither is a form or a part of the other."""
    old, new = pair
    if old is None or new is None or new.title in _titles(old) or old.body == new.body:
        return False
    pieces, others = _bigrams(_squeezed(old)), _bigrams(_squeezed(new))
    return len(pieces & others) < ALIKE * min(len(pieces), len(others))


def has_come_back(former: FormerAddress, entry: Entry) -> bool:
    """Whether an entry that comes in is the one that had an address before."""
    pieces, others = _bigrams(_squeezed(former)), _bigrams(_squeezed(entry))
    needed = ALIKE if former.title == entry.title else SWALLOWED
    return 2 * len(pieces & others) >= needed * (len(pieces) + len(others))


def heirs_of(pairs: list[Pair]) -> dict[int, ParsedEntry]:
    """For entries that are gone, by their keys, the new entry that each has become part of, if there is one."""
    gone = [old for old, new in pairs if old and (new is None or is_another((old, new)))]
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


def _squeezed(entry: Entry | FormerAddress | ParsedEntry) -> str:
    return _squeeze(entry.title + entry.body)


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
    if not entry.corrected or not are_alike((entry, parsed)):
        return parsed, []
    kept = {name: entry_value(entry, name) for name in ("section", "units") if name in entry.corrected}
    if "title" in entry.corrected or "body" in entry.corrected:
        kept |= _kept_text(entry, parsed)
    if kept.get("units", parsed.units) != parsed.units:
        kept["source_bracket"] = entry.source_bracket
    notes = [
        f"第{parsed.order}条{label}" + ("由人改过，保留" if name in entry.corrected else f"随{GOES_WITH[name]}而定")
        for name, label in ENTRY_LABELS.items()
        if name in kept and kept[name] != getattr(parsed, name)
    ]
    return replace(parsed, **kept), notes


def still_corrected(entry: Entry, said: ParsedEntry, kept: ParsedEntry) -> dict[str, object]:
    """What a person has set in an entry, with what the file says of it now; `kept` is what the entry becomes.

    A field in which the file has come to agree is the file's again. A title that was only looked at stays looked at.
    """
    if not entry.corrected or not are_alike((entry, said)):
        return {}
    values = {name: (as_json(getattr(said, name)), as_json(getattr(kept, name))) for name in ENTRY_LABELS}
    return {
        name: value
        for name, (value, becomes) in values.items()
        if value != becomes or (name in entry.corrected and entry.corrected[name] == value)
    }


def recut(segments: Sequence[ParsedSegment], body: str) -> tuple[ParsedSegment, ...]:
    """The segments of a joint entry in a changed body: each begins where its unit's name stands, as before."""
    found: list[tuple[int, ParsedSegment]] = []
    at = 0
    for segment in segments:
        beginnings = (segment.lead + segment.text[:RECOGNISED_BY], segment.lead) if segment.lead else ()
        place = next((place for each in beginnings if (place := body.find(each, at)) >= 0), None)
        if place is not None:
            found.append((place, segment))
            at = place + len(segment.lead)
    if len(found) < 2:
        return ()
    stops = [place for place, _ in found[1:]] + [len(body)]
    opening = [ParsedSegment(None, "", body[: found[0][0]])] if found[0][0] else []
    return (
        *opening,
        *(
            ParsedSegment(segment.unit, segment.lead, body[place + len(segment.lead) : stop], segment.bold)
            for (place, segment), stop in zip(found, stops, strict=True)
        ),
    )


def segments_of(entry: Entry) -> tuple[ParsedSegment, ...]:
    unit_of = {attribution.pk: attribution.name for attribution in entry.attributions.all()}
    return tuple(
        ParsedSegment(unit_of.get(segment.attribution_id), segment.lead, segment.text, segment.bold)
        for segment in entry.segments.all()
    )


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


def as_json(value: object) -> object:
    """A value as `corrected` holds it."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _kept_text(entry: Entry, parsed: ParsedEntry) -> dict[str, object]:
    """Title and body, where a person has set one of them. They are one decision, so that no text between them is lost
    or told twice: the person's whole text, or the file's, cut where the person has cut it."""
    said_title, said_body = (entry.corrected.get(name, getattr(entry, name)) for name in ("title", "body"))
    whole = {"title": entry.title, "body": entry.body, "doubtful": False}
    if entry.body != parsed.body:
        whole["segments"] = segments_of(entry)
    now = _squeezed(parsed)
    if _squeezed(entry) == _squeeze(said_title + said_body):  # the words are the file's, where the title ends is not
        if _is_same(parsed.title, entry.title):
            return {"title": entry.title, "doubtful": False}
        if now != _squeezed(entry) and now.startswith(_squeeze(entry.title)):
            body = _after(_squeeze(entry.title), parsed)
            return {"title": entry.title, "body": body, "segments": recut(parsed.segments, body), "doubtful": False}
        return {} if now != _squeezed(entry) and entry.title == said_title else whole
    begins_as_before = _squeeze(parsed.body)[:RECOGNISED_BY] == _squeeze(said_body)[:RECOGNISED_BY]
    if entry.body == said_body and (begins_as_before or _is_same(parsed.title, said_title)):
        return {"title": entry.title, "doubtful": False}
    return whole


def _after(title: str, parsed: ParsedEntry) -> str:
    """What follows in the text of an entry on a title without blanks that it begins with."""
    text = parsed.title + parsed.body
    at = left = 0
    while left < len(title):
        left += not BLANK.match(text[at])
        at += 1
    return text[at:].strip()


def _is_same(one: str, other: str) -> bool:
    return _squeeze(one) == _squeeze(other)


def _squeeze(text: str) -> str:
    return BLANK.sub("", text)


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

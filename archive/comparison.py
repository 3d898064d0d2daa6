"""What has changed between the entries of an issue that are here and those that a file brings, told in Chinese."""

import datetime
from difflib import SequenceMatcher

from archive.bulletin.parser import ParsedEntry
from archive.models import Entry

ALIKE = 0.5  # of a text that two entries share when one is a corrected form of the other


def pair_entries(
    entries: list[Entry], parsed_entries: tuple[ParsedEntry, ...]
) -> list[tuple[Entry | None, ParsedEntry | None]]:
    """Old and new entries that are the same: by title, then by place. None where there is no counterpart."""
    left = {entry.pk: entry for entry in entries}
    found: dict[int, Entry] = {}
    for is_same in (
        lambda old, new: old.title == new.title and old.order == new.order,
        lambda old, new: old.title == new.title,
        lambda old, new: old.order == new.order,
    ):
        for new in parsed_entries:
            if new.order not in found and (old := next((old for old in left.values() if is_same(old, new)), None)):
                found[new.order] = left.pop(old.pk)
    return [(found.get(new.order), new) for new in parsed_entries] + [(old, None) for old in left.values()]


def are_alike(pair: tuple[Entry | None, ParsedEntry | None]) -> bool:
    """Whether the new entry can be a corrected form of the old one."""
    old, new = pair
    if old is None or new is None:
        return False
    if old.title == new.title or old.body == new.body:
        return True
    return SequenceMatcher(None, old.title + old.body, new.title + new.body, autojunk=False).ratio() >= ALIKE


def entry_changes(entry: Entry | None, parsed: ParsedEntry | None) -> list[str]:
    if entry is None:
        return [f"新增第{parsed.order}条：{parsed.title}"]
    if parsed is None:
        return [f"删去第{entry.order}条：{entry.title}"]
    changes = []
    if entry.order != parsed.order:
        changes.append(f"第{entry.order}条改为第{parsed.order}条")
    if entry.title != parsed.title:
        changes.append(f"第{parsed.order}条标题：{entry.title} → {parsed.title}")
    if entry.body != parsed.body:
        changes.append(f"第{parsed.order}条正文有改动")
    if (entry.section.name if entry.section else None) != parsed.section:
        changes.append(f"第{parsed.order}条栏目：{entry.section or '空'} → {parsed.section or '空'}")
    names = [attribution.name for attribution in entry.attributions.all()]
    if names != list(parsed.units):
        changes.append(f"第{parsed.order}条署名：{'、'.join(names) or '空'} → {'、'.join(parsed.units) or '空'}")
    elif entry.source_bracket != parsed.source_bracket:
        changes.append(f"第{parsed.order}条署名括号：{entry.source_bracket or '空'} → {parsed.source_bracket or '空'}")
    segments = [(segment.lead, segment.text, segment.bold) for segment in entry.segments.all()]
    if entry.body == parsed.body and segments != [(each.lead, each.text, each.bold) for each in parsed.segments]:
        changes.append(f"第{parsed.order}条分段有改动")
    return changes


def shown(value: object) -> str:
    if isinstance(value, datetime.date):
        return f"{value.year}年{value.month}月{value.day}日"
    return str(value) if value not in (None, "") else "空"

"""What a person sets right in an issue or an entry: written, remembered as a person's, and searchable at once.

Later imports and readings keep what is written here (`comparison.kept_issue`, `kept_entry`). A field that is set back
to what the file says counts as the file's again. Nothing is lost unasked: `text_difference` tells what a changed entry
would have more or less than before.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from difflib import SequenceMatcher

from django.db import transaction

from archive.bulletin.parsed import ParsedEntry, ParsedSegment
from archive.comparison import BLANK, KEY, PRINTED, as_json, entry_value, issue_value, recut, segments_of
from archive.models import Entry, Issue
from archive.rows import section_named, write_parts
from archive.search.index.writing import index_entries, wait_for_other_writers
from archive.units import Register, county_of

ISSUE_FIELDS = (*KEY, "date", *PRINTED)
LONGEST_COMPARED = 2000  # characters between the first and the last difference


@transaction.atomic(savepoint=False)
def correct_issue(issue: Issue, values: Mapping[str, object]) -> list[str]:
    """Set fields of an issue, a bulletin as a Bulletin; its address stays. The names of the fields that have changed."""
    wait_for_other_writers()
    changed = [name for name in ISSUE_FIELDS if name in values and values[name] != getattr(issue, name)]
    for name in changed:
        before = as_json(issue_value(issue, name))
        setattr(issue, name, values[name])
        _remember(issue.corrected, name, before, as_json(issue_value(issue, name)))
    issue.save(update_fields=[*changed, "corrected"])
    if "bulletin" in changed:
        _resolve(issue)
    index_entries(Entry.objects.filter(issue=issue))
    return changed


@transaction.atomic(savepoint=False)
def correct_entry(entry: Entry, *, title: str, body: str, section: str | None, units: Iterable[str]) -> list[str]:
    """Set the text of an entry, its section and the names that sent it. The names of the fields that have changed.

    What was doubtful about its title is settled when a person sets the text, or has looked and sets nothing; who sets
    only the section or the names has said nothing about it.
    """
    wait_for_other_writers()
    values = {"title": title, "body": body, "section": section, "units": tuple(units)}
    changed = [name for name, value in values.items() if value != entry_value(entry, name)]
    for name in changed:
        _remember(entry.corrected, name, as_json(entry_value(entry, name)), as_json(values[name]))
    is_settled = not changed or bool({"title", "body"} & set(changed))
    if entry.doubtful and is_settled:
        entry.corrected.setdefault("title", entry.title)
    segments = recut(segments_of(entry), body) if "body" in changed else segments_of(entry)
    entry.title, entry.body, entry.doubtful = title, body, entry.doubtful and not is_settled
    entry.section = section_named(section)
    if "units" in changed:
        entry.source_bracket = _bracket(entry.source_bracket, values["units"])
    entry.save(update_fields=["title", "body", "section", "source_bracket", "doubtful", "corrected"])
    _write_parts(entry, values["units"], segments)
    index_entries(Entry.objects.filter(pk=entry.pk))
    return changed


def text_difference(entry: Entry, *, title: str, body: str, units: Iterable[str]) -> tuple[str, str]:
    """What would be lost and what would be new, in characters; both "" when only borders and blanks have moved.

    A name may move between the end of the body, where its bracket is printed, and the names.
    """
    before = _told(entry.title, entry.body, entry_value(entry, "units"))
    after = _told(title, body, units)
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    before, after = before[start : len(before) - end], after[start : len(after) - end]
    if len(before) + len(after) > LONGEST_COMPARED:
        return before, after
    changes = [
        each for each in SequenceMatcher(None, before, after, autojunk=False).get_opcodes() if each[0] != "equal"
    ]
    return "…".join(before[a:b] for _, a, b, _, _ in changes if a < b), "…".join(
        after[a:b] for *_, a, b in changes if a < b
    )


def _remember(corrected: dict[str, object], name: str, before: object, now: object) -> None:
    """Note a field as a person's, with what the file says; no longer when it says what the file says."""
    if now == corrected.setdefault(name, before):
        del corrected[name]


def _bracket(printed: str, units: tuple[str, ...]) -> str:
    """The bracket as printed while it holds all the names, else one made of them."""
    if units and all(name in printed for name in units):
        return printed
    return f"（{' '.join(units)}）" if units else ""


def _resolve(issue: Issue) -> None:
    """Look up the names of an issue's entries again, in the register of its bulletin's county."""
    for entry in issue.entries.prefetch_related("attributions", "segments"):
        _write_parts(entry, entry_value(entry, "units"), segments_of(entry))


def _write_parts(entry: Entry, units: tuple[str, ...], segments: tuple[ParsedSegment, ...]) -> None:
    register = Register(county_of(entry.issue.bulletin, entry.title + entry.body))
    parts = ParsedEntry(order=entry.order, section=None, title=entry.title, body=entry.body)
    write_parts([(entry, replace(parts, units=units, segments=segments))], register)


def _told(title: str, body: str, units: Iterable[str]) -> str:
    """All that an entry says, without blanks."""
    names = "".join(units)
    return BLANK.sub("", title + body + (f"（{names}）" if names else ""))


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    length = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        length += 1
    return length

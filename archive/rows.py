"""Writing issues and entries: a plan becomes rows, and what hangs on them is brought up to date.

The only place where an issue gets its address, and an entry its own. Everything here runs inside the transaction of
who calls it, which has waited for other writers.
"""

import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping

from archive.bulletin.parsed import ParsedEntry
from archive.comparison import Pair, has_come_back, is_another, issue_fields
from archive.models import UNDATED, Attribution, Bulletin, Entry, FormerAddress, Issue, Section, Segment, Upload
from archive.plans import IssuePlan
from archive.search.index.text import IndexedText, Wording
from archive.search.index.writing import index_issue
from archive.units import Register

ENTRY_FIELDS = ["order", "title", "body", "section", "source_bracket", "doubtful", "corrected", "start", "end"]


def write_issue(
    upload: Upload,
    plan: IssuePlan,
    *,
    status: str = Issue.Status.PUBLISHED,
    texts: Mapping[Wording, IndexedText] | None = None,
) -> Issue:
    """Write one issue with its entries, and index them. `texts` are what is known already of their words."""
    parsed = plan.parsed
    is_new = plan.issue is None
    issue = plan.issue or Issue(address=uuid.uuid4().hex)
    for name, value in issue_fields(parsed, plan.issue).items():
        setattr(issue, name, value)
    if parsed.name:
        issue.bulletin = _bulletin(plan)
    issue.corrected = plan.corrected
    issue.status = status
    issue.upload, issue.start, issue.end = upload, parsed.start, parsed.end
    if is_new and issue.year and issue.number:
        issue.address = _free_address(issue)
    issue.save()
    if is_new and not (issue.year and issue.number):  # its address has its key, which it did not have before
        issue.address = _free_address(issue)
        issue.save(update_fields=["address"])
    plan.issue = issue
    index_issue(issue, _write_entries(issue, plan, is_new), texts or {}, is_new=is_new)
    return issue


def write_parts(
    entries: Iterable[tuple[Entry, ParsedEntry]], register: Register, *, are_new: bool = False
) -> dict[Entry, list[Attribution]]:
    """The names in the source brackets, which are returned, and the segments of joint entries.

    What was there before is replaced; entries that are new have nothing.
    """
    entries = list(entries)
    if not are_new:
        Attribution.objects.filter(entry__in=[entry for entry, _ in entries]).delete()
        Segment.objects.filter(entry__in=[entry for entry, _ in entries]).delete()
    attributions = {
        entry: [
            Attribution(entry=entry, order=order, name=name, unit=register.resolve(name))
            for order, name in enumerate(parsed.units, start=1)
        ]
        for entry, parsed in entries
    }
    Attribution.objects.bulk_create(each for of_entry in attributions.values() for each in of_entry)
    of_name = {(each.entry_id, each.name): each for of_entry in attributions.values() for each in of_entry}
    Segment.objects.bulk_create(
        Segment(
            entry=entry,
            order=order,
            attribution=of_name.get((entry.pk, segment.unit)),
            lead=segment.lead,
            text=segment.text,
            bold=segment.bold,
        )
        for entry, parsed in entries
        for order, segment in enumerate(parsed.segments, start=1)
    )
    return attributions


def move_places(plan: IssuePlan) -> None:
    """Bring only the places in the file up to date, after its text has been read otherwise."""
    plan.issue.start, plan.issue.end = plan.printed.start, plan.printed.end
    plan.issue.save(update_fields=["start", "end"])
    kept = [(entry, parsed) for entry, parsed in plan.pairs if entry and parsed]
    for entry, parsed in kept:
        entry.start, entry.end = parsed.start, parsed.end
    Entry.objects.bulk_update([entry for entry, _ in kept], ["start", "end"])


def note_what_is_said(plan: IssuePlan) -> None:
    """Bring up to date only what the file says where a person has set otherwise: nothing else has changed."""
    if plan.issue.corrected != plan.corrected:
        plan.issue.corrected = plan.corrected
        plan.issue.save(update_fields=["corrected"])
    for entry, _ in plan.pairs:
        if entry.corrected != plan.corrected_entries[entry.pk]:
            entry.corrected = plan.corrected_entries[entry.pk]
            entry.save(update_fields=["corrected"])


def section_named(name: str | None) -> Section | None:
    return Section.objects.get_or_create(name=name)[0] if name else None


def _write_entries(issue: Issue, plan: IssuePlan, is_new: bool) -> dict[Entry, list[Attribution]]:
    sections = _sections({entry.section for entry in plan.parsed.entries if entry.section})
    written: dict[int, Entry] = {}
    gone: list[Entry] = []
    for entry, parsed in _parted(plan.pairs):
        if parsed is None:
            gone.append(entry)
            continue
        row = entry or Entry(issue=issue)
        row.corrected = plan.corrected_entries[row.pk] if entry else {}
        row.order, row.title, row.body = parsed.order, parsed.title, parsed.body
        row.section = sections.get(parsed.section)
        row.source_bracket, row.doubtful = parsed.source_bracket, parsed.doubtful
        row.start, row.end = parsed.start, parsed.end
        written[parsed.order] = row
    created = [row for row in written.values() if row.pk is None]
    former = [] if is_new else list(issue.former_addresses.order_by("address"))
    _give_addresses(created, former, [entry.address for entry, _ in plan.pairs if entry])
    Entry.objects.bulk_update([row for row in written.values() if row.pk], ENTRY_FIELDS)
    Entry.objects.bulk_create(created)
    _let_go(issue, gone, {pk: written[heir.order] for pk, heir in plan.heirs.items()})
    parsed_entries = [(written[parsed.order], parsed) for _, parsed in plan.pairs if parsed]
    return write_parts(parsed_entries, plan.register, are_new=is_new)


def _sections(names: Collection[str]) -> dict[str, Section]:
    sections = {section.name: section for section in Section.objects.filter(name__in=names)} if names else {}
    return sections | {name: section_named(name) for name in names if name not in sections}


def _parted(pairs: Iterable[Pair]) -> Iterator[Pair]:
    """An entry at whose place quite another one stands now is gone, and the other one is new."""
    for entry, parsed in pairs:
        if is_another((entry, parsed)):
            yield entry, None
            yield None, parsed
        else:
            yield entry, parsed


def _give_addresses(created: list[Entry], former: list[FormerAddress], here: list[int]) -> None:
    """An entry that comes back gets the address that it had; another new one its printed place, or the next number that
    no entry of the issue has ever had. `here` are the addresses of the entries that were there before."""
    used = {*here, *(each.address for each in former)}
    for row in created:
        if own := next((each for each in former if has_come_back(each, row)), None):
            row.address = own.address
            former.remove(own)
            own.delete()
            continue
        row.address = row.order if row.order not in used else max(used) + 1
        used.add(row.address)


def _let_go(issue: Issue, gone: list[Entry], heirs: dict[int, Entry]) -> None:
    """Delete entries; what led to one, and its own address, leads to what it has become part of, or nowhere."""
    if not gone:
        return
    for entry in gone:
        heir = heirs.get(entry.pk)
        entry.former_addresses.update(entry=heir)
        FormerAddress.objects.create(issue=issue, address=entry.address, title=entry.title, body=entry.body, entry=heir)
    Entry.objects.filter(pk__in=[entry.pk for entry in gone]).delete()


def _bulletin(plan: IssuePlan) -> Bulletin:
    bulletin = (
        plan.bulletin or Bulletin.objects.get_or_create(name=plan.parsed.name, defaults={"county": plan.county})[0]
    )
    if plan.county and not bulletin.county:
        bulletin.county = plan.county
        bulletin.save(update_fields=["county"])
    return bulletin


def _free_address(issue: Issue) -> str:
    """2025/44; with the bulletin's key where another bulletin has that; undated/17 without year or number."""
    if not (issue.year and issue.number):
        return f"{UNDATED}/{issue.pk}"
    address = f"{issue.year}/{issue.number}"
    taken = Issue.objects.filter(address=address).exclude(pk=issue.pk).exists()
    return f"{address}-{issue.bulletin_id or issue.pk}" if taken else address

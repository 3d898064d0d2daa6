"""From a file to rows: the one door through which bulletins come in, for the command, the upload page and others.

An import is one transaction: a file and all that was read from it are stored together or not at all. It is idempotent
on the issue's key (bulletin, year, number); an issue without one is recognised by its titles. A corrected file updates
its issue: entries keep their rows and, where the printed order is the same, their addresses.
"""

import datetime
import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Count, Q

from archive.bulletin.parser import ParsedBulletin, ParsedEntry, ParsedIssue, ParseError, ParseWarning, parse_bulletin
from archive.bulletin.reader import read_document
from archive.comparison import are_alike, entry_changes, pair_entries, shown
from archive.models import UNDATED, Attribution, Bulletin, Entry, Issue, Section, Segment, Upload
from archive.search.index import index_entries, wait_for_other_writers
from archive.units import Register, county_of, county_of_bulletin

LONGEST_FILE = 1_000_000  # characters; a year of a weekly bulletin has some 200,000
LONGEST_ENTRY = 50_000  # characters; more is no entry, and PostgreSQL holds no longer list of lexemes
CREATED, UPDATED, UNCHANGED = "created", "updated", "unchanged"


class ConflictError(ValueError):
    """An issue is here already with quite other entries; it is not replaced unasked. `line` is that of its masthead."""

    def __init__(self, message: str, line: int):
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class IssueDetails:
    """What a person filled in for an issue because the file does not say it, or says it wrongly. None: as parsed."""

    bulletin: str | None = None
    year: int | None = None
    number: int | None = None
    date: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class IssueResult:
    """What an import did, or would do, with an issue. `changes` tells a reader in Chinese what is not as before."""

    parsed: ParsedIssue
    outcome: str
    issue: Issue | None
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportResult:
    upload: Upload
    issues: tuple[IssueResult, ...]
    warnings: tuple[ParseWarning, ...]
    unresolved: tuple[str, ...]  # printed names of units that are not in the register


def read_bulletin(content: bytes) -> ParsedBulletin:
    """Raises ReadError or ParseError, whose messages are for the person who brought the file."""
    text = read_document(content).text
    if len(text) > LONGEST_FILE:
        raise ParseError(
            f"文字超过{LONGEST_FILE // 10_000}万字，一次读不了这么多。请分成几个文件，每个放一年以内的快报。"
        )
    parsed = parse_bulletin(text)
    for issue in parsed.issues:
        for entry in issue.entries:
            if len(entry.title) + len(entry.body) > LONGEST_ENTRY:
                raise ParseError(f"第{entry.line}行起的一条超过{LONGEST_ENTRY}字，不像快报的条目。", entry.line)
    return parsed


def new_upload(*, name: str, content: bytes, user: AbstractBaseUser | None = None) -> Upload:
    """The upload of these bytes: the one already stored, or a new one that is not stored yet."""
    sha256 = hashlib.sha256(content).hexdigest()
    stored = Upload.objects.filter(sha256=sha256).exclude(status=Upload.Status.REJECTED).first()
    return stored or Upload(name=name, content=content, size=len(content), sha256=sha256, uploaded_by=user)


def store_upload(*, name: str, content: bytes, user: AbstractBaseUser | None = None) -> tuple[Upload, bool]:
    """Keep a file for review. The second value is False when the same bytes are here already."""
    with transaction.atomic():
        wait_for_other_writers()
        upload = new_upload(name=name, content=content, user=user)
        is_new = upload.pk is None
        if is_new:
            upload.save()
    return upload, is_new


def import_bulletin(
    upload: Upload,
    *,
    publish: bool = True,
    dry_run: bool = False,
    reviewed: bool = False,
    details: Mapping[int, IssueDetails] | None = None,
) -> ImportResult:
    """Bring an upload's issues into the archive, public and searchable at once.

    With `publish=False` the file is kept for review and no issue is touched; with `dry_run` nothing is stored at all.
    Both answer what an import would do. `details` are by the issue's place in the file, from 0.
    `reviewed` says that a person has seen what changes: quite other entries may then replace those that are here, and
    an issue that was withdrawn is published again. Without it the former is a ConflictError, and a withdrawn issue is
    left as it is. Raises ReadError or ParseError as well; then nothing is stored.
    """
    parsed = read_bulletin(bytes(upload.content))
    issues = [_with_details(issue, (details or {}).get(index)) for index, issue in enumerate(parsed.issues)]
    _refuse_repeated(issues)
    with transaction.atomic():
        wait_for_other_writers()
        plans: list[_Plan] = []
        for issue in issues:
            plans.append(_Plan(issue, {plan.issue.pk for plan in plans if plan.issue}, reviewed=reviewed))
        is_waiting = not publish and upload.pk is not None and upload.status == Upload.Status.PENDING
        if not dry_run and publish:
            _refuse_conflicts(plans, reviewed)
            _store(upload, plans)
        elif not dry_run and not is_waiting and any(plan.outcome != UNCHANGED for plan in plans):
            upload.status = Upload.Status.PENDING
            upload.save()
    unresolved = dict.fromkeys(name for plan in plans for name in plan.unresolved)
    return ImportResult(
        upload=upload,
        issues=tuple(
            IssueResult(plan.parsed, UNCHANGED if is_waiting else plan.outcome, plan.issue, tuple(plan.changes))
            for plan in plans
        ),
        warnings=tuple(sorted([*parsed.warnings, *(w for p in plans for w in p.warnings)], key=lambda each: each.line)),
        unresolved=tuple(unresolved),
    )


class _Plan:
    """What is to be done with one issue: found out without changing anything."""

    def __init__(self, parsed: ParsedIssue, taken: set[int], *, reviewed: bool):
        """`taken` are issues that other parts of the same file update."""
        self.parsed = parsed
        self.bulletin = Bulletin.objects.filter(name=parsed.name).first() if parsed.name else None
        self.issue = self._existing(taken)
        self.county = self._county()
        self.register = Register(self.county)
        self.unresolved = [
            name for entry in parsed.entries for name in entry.units if self.register.resolve(name) is None
        ]
        old = list(self.issue.entries.for_lists().prefetch_related("segments")) if self.issue else []
        self.pairs = pair_entries(old, parsed.entries)
        is_keyed = bool(old) and self.issue.number is not None
        self.conflict = is_keyed and 2 * sum(map(are_alike, self.pairs)) < max(len(old), len(parsed.entries))
        self.changes = self._changes()
        is_withdrawn = self.issue is not None and self.issue.status != Issue.Status.PUBLISHED
        self.is_left_alone = is_withdrawn and not reviewed
        if self.is_left_alone:
            self.changes = []
        self.outcome = CREATED if self.issue is None else UPDATED if self.changes else UNCHANGED
        self.warnings = [*self._conflict_warnings(), *self._unit_warnings(), *self._numbering_warnings()]
        self.warnings += self._duplicate_warnings()

    def _existing(self, taken: set[int]) -> Issue | None:
        """The issue with this key; else an issue of unknown key that has the same entries."""
        parsed = self.parsed
        issues = Issue.objects.select_related("bulletin").exclude(pk__in=taken)
        is_keyed = bool(parsed.name and parsed.year and parsed.number)
        if is_keyed and self.bulletin:
            keyed = issues.filter(bulletin=self.bulletin, year=parsed.year, number=parsed.number).first()
            if keyed:
                return keyed
        titles = {entry.title for entry in parsed.entries}
        unkeyed = Q(issue__number=None) | Q(issue__year=None) | Q(issue__bulletin=None)
        same = Q(issue__bulletin=None) | Q(issue__bulletin=self.bulletin) if parsed.name else Q()
        shared = Entry.objects.filter(unkeyed, same, title__in=titles).exclude(issue__in=taken).order_by()
        best = (
            shared.values("issue").annotate(titles=Count("title", distinct=True)).order_by("-titles", "issue").first()
        )
        if best is None:
            return None
        issue = issues.get(pk=best["issue"])
        held = issue.entries.count()
        is_part = is_keyed and best["titles"] == held  # a fragment of the issue that has now come in whole
        return issue if is_part or 2 * best["titles"] >= max(len(titles), held) else None

    def _county(self) -> str:
        if self.parsed.name and not (self.bulletin and self.bulletin.county):
            return county_of_bulletin(self.parsed.name, self.parsed.office)
        return county_of(self.bulletin, "".join(entry.title + entry.body for entry in self.parsed.entries))

    def _changes(self) -> list[str]:
        if self.issue is None:
            return []
        changes = [
            f"{Issue._meta.get_field(name).verbose_name}：{shown(old)} → {shown(new)}"
            for name, new in _issue_fields(self.parsed, self.issue).items()
            if (old := getattr(self.issue, name)) != new
        ]
        if self.parsed.name and self.parsed.name != getattr(self.issue.bulletin, "name", None):
            changes.append(f"刊名：{self.issue.bulletin or '空'} → {self.parsed.name}")
        if self.issue.status != Issue.Status.PUBLISHED:
            changes.append("已经撤下，重新公开")
        for entry, parsed in self.pairs:
            changes += entry_changes(entry, parsed)
        return changes

    def _conflict_warnings(self) -> list[ParseWarning]:
        if self.is_left_alone:
            message = f"{self.issue.label}已经撤下，这次没有改动它。要恢复，请在后台把状态改回“已发布”。"
            return [ParseWarning(self.parsed.line, "withdrawn", message)]
        if not self.conflict:
            return []
        old = sum(entry is not None for entry, _ in self.pairs)
        alike = sum(map(are_alike, self.pairs))
        message = (
            f"{self.issue.label}已经收录，内容却大不一样：已收录{old}条，这里{len(self.parsed.entries)}条，"
            f"相同或相近的只有{alike}条。请核对期号。"
        )
        return [ParseWarning(self.parsed.line, "number_taken", message)]

    def _duplicate_warnings(self) -> list[ParseWarning]:
        """Entries whose titles stand in other issues too."""
        titles = {entry.title: entry for entry in self.parsed.entries}
        others = Entry.objects.filter(title__in=titles).select_related("issue")
        if self.issue:
            others = others.exclude(issue=self.issue)
        return [
            ParseWarning(
                titles[other.title].line,
                "duplicate_entry",
                f"第{titles[other.title].order}条与已收录的{other.issue.label}第{other.order}条标题相同。",
            )
            for other in others.order_by("pk")
        ]

    def _unit_warnings(self) -> list[ParseWarning]:
        if self.unresolved and not self.register:
            where = self.county or "这份快报所在县"
            names = len(set(self.unresolved))
            message = f"还没有{where}的单位名册，{names}个署名都照原文保留，未归到单位。"
            return [ParseWarning(self.parsed.line, "no_register", message)]
        return [
            ParseWarning(entry.line, "unknown_unit", f"第{entry.order}条署名“{name}”不在单位名册里，照原文保留。")
            for entry in self.parsed.entries
            for name in entry.units
            if name in self.unresolved
        ]

    def _numbering_warnings(self) -> list[ParseWarning]:
        """Compared with the issues of the same year that are already here."""
        parsed = self.parsed
        if self.issue or not (self.bulletin and parsed.year and parsed.number):
            return []
        others = dict(
            Issue.objects.filter(bulletin=self.bulletin, year=parsed.year, number__isnull=False).values_list(
                "number", "date"
            )
        )
        warnings = []
        before = max((number for number in others if number < parsed.number), default=None)
        if before is not None and before < parsed.number - 1:
            gap = f"第{before + 1}期" if before == parsed.number - 2 else f"第{before + 1}期到第{parsed.number - 1}期"
            warnings.append(ParseWarning(parsed.line, "number_gap", f"{gap}还没有收录。"))
        for number, day in others.items():
            if day and parsed.date and (number < parsed.number) != (day <= parsed.date):
                message = f"日期与期号的先后不合：第{number}期是{shown(day)}。"
                warnings.append(ParseWarning(parsed.line, "date_order", message))
                break
        return warnings


def _refuse_conflicts(plans: list[_Plan], reviewed: bool) -> None:
    for plan in plans:
        if plan.conflict and plan.outcome != UNCHANGED and not reviewed:
            raise ConflictError(plan.warnings[0].message, plan.parsed.line)


def _store(upload: Upload, plans: list[_Plan]) -> None:
    """Write what has changed. A file that changes nothing is not kept, unless it has been waiting for review."""
    changed = [plan for plan in plans if plan.outcome != UNCHANGED]
    upload.status = Upload.Status.PUBLISHED
    if upload.pk:
        upload.save(update_fields=["status"])  # not the bytes again
    elif changed:
        upload.save()
    entries = [entry for plan in changed for entry in _store_issue(upload, plan)]
    index_entries(Entry.objects.filter(pk__in=entries))


def _store_issue(upload: Upload, plan: _Plan) -> list[int]:
    """Write one issue with its entries. The keys of its entries."""
    parsed = plan.parsed
    issue = plan.issue or Issue(address=uuid.uuid4().hex)
    for name, value in _issue_fields(parsed, plan.issue).items():
        setattr(issue, name, value)
    if parsed.name:
        issue.bulletin = _bulletin(parsed.name, plan.county)
    issue.status = Issue.Status.PUBLISHED
    issue.upload, issue.start, issue.end = upload, parsed.start, parsed.end
    issue.save()
    if plan.issue is None:
        issue.address = _free_address(issue)
        issue.save(update_fields=["address"])
    plan.issue = issue
    _store_entries(issue, plan)
    return list(issue.entries.values_list("pk", flat=True))


def _store_entries(issue: Issue, plan: _Plan) -> None:
    sections = {name: Section.objects.get_or_create(name=name)[0] for name in _section_names(plan.parsed)}
    gone = [entry.pk for entry, parsed in plan.pairs if parsed is None]
    Entry.objects.filter(pk__in=gone).delete()
    created: list[tuple[Entry, ParsedEntry]] = []
    kept: list[tuple[Entry, ParsedEntry]] = []
    for entry, parsed in plan.pairs:
        if parsed is None:
            continue
        row = entry or Entry(issue=issue)
        row.order, row.title, row.body = parsed.order, parsed.title, parsed.body
        row.section = sections.get(parsed.section)
        row.source_bracket, row.doubtful = parsed.source_bracket, parsed.doubtful
        row.start, row.end = parsed.start, parsed.end
        (kept if entry else created).append((row, parsed))
    fields = ["order", "title", "body", "section", "source_bracket", "doubtful", "start", "end"]
    Entry.objects.bulk_update([entry for entry, _ in kept], fields)
    Entry.objects.bulk_create([entry for entry, _ in created])
    Attribution.objects.filter(entry__in=[entry for entry, _ in kept]).delete()
    Segment.objects.filter(entry__in=[entry for entry, _ in kept]).delete()
    _store_parts([*kept, *created], plan.register)


def _store_parts(entries: list[tuple[Entry, ParsedEntry]], register: Register) -> None:
    """The names in the source brackets, and the segments of joint entries."""
    attributions = [
        Attribution(entry=entry, order=order, name=name, unit=register.resolve(name))
        for entry, parsed in entries
        for order, name in enumerate(parsed.units, start=1)
    ]
    Attribution.objects.bulk_create(attributions)
    of_name = {(attribution.entry_id, attribution.name): attribution for attribution in attributions}
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


def _issue_fields(parsed: ParsedIssue, issue: Issue | None) -> dict[str, object]:
    """The values an issue gets. What the file does not say leaves what is known as it is."""
    fields = {
        name: getattr(parsed, name) or (getattr(issue, name) if issue else None) for name in ("year", "number", "date")
    }
    for name in ("office", "distribution", "editor", "reviewer", "signer"):
        fields[name] = getattr(parsed, name) or (getattr(issue, name) if issue else "")
    return fields


def _with_details(issue: ParsedIssue, details: IssueDetails | None) -> ParsedIssue:
    if details is None:
        return issue
    year = details.year or (details.date.year if details.date and not issue.year else None)
    given = {"name": details.bulletin, "year": year, "number": details.number, "date": details.date}
    return replace(issue, **{name: value for name, value in given.items() if value is not None})


def _refuse_repeated(issues: list[ParsedIssue]) -> None:
    seen: dict[tuple, ParsedIssue] = {}
    for issue in issues:
        key = (issue.name, issue.year, issue.number)
        if None in key:
            continue
        if key in seen:
            raise ParseError(
                f"同一期在这个文件里出现了两次：{issue.year}年第{issue.number}期，第{seen[key].line}行和第{issue.line}行。"
                "请分成两个文件，或者改正期号。",
                issue.line,
            )
        seen[key] = issue


def _bulletin(name: str, county: str) -> Bulletin:
    bulletin, _ = Bulletin.objects.get_or_create(name=name, defaults={"county": county})
    if county and not bulletin.county:
        bulletin.county = county
        bulletin.save(update_fields=["county"])
    return bulletin


def _free_address(issue: Issue) -> str:
    """2025/44; with the bulletin's key where another bulletin has that; undated/17 without year or number."""
    if not (issue.year and issue.number):
        return f"{UNDATED}/{issue.pk}"
    address = f"{issue.year}/{issue.number}"
    taken = Issue.objects.filter(address=address).exclude(pk=issue.pk).exists()
    return f"{address}-{issue.bulletin_id or issue.pk}" if taken else address


def _section_names(issue: ParsedIssue) -> set[str]:
    return {entry.section for entry in issue.entries if entry.section}

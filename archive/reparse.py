"""Reading what is here again, with today's reader and parser: what would change, and changing it.

Each issue is read from its original, or from the stored text where the original cannot be read now. Entries keep their
rows and addresses, corrections stay, and an issue that was withdrawn stays withdrawn. Without `apply` nothing is
written; with it, each issue in a transaction of its own. An upload may hold several issues: only those asked for change.
No entry goes unasked: an issue that would lose one, or the key of which another has, fails and stays as it is.
"""

import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches, unified_diff
from itertools import groupby
from typing import Any

from django.db import DatabaseError, transaction

from archive.bulletin.parsed import ParsedIssue, ParseError
from archive.bulletin.reader import ReadError
from archive.bulletin.reader.document import unseen
from archive.comparison import KEY, LABELS, entry_value, issue_fields, issue_value, shown
from archive.models import Issue, Upload
from archive.plans import UNCHANGED, UPDATED, IssuePlan
from archive.rows import move_places, note_what_is_said, write_issue
from archive.search.index.writing import wait_for_other_writers
from archive.uploads import read_again, read_upload

logger = logging.getLogger(__name__)

FAILED = "failed"
MOST_NEAR = 5  # issues named when the one asked for is not there
SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]?")


class UnknownIssueError(ValueError):
    """No issue has this address; the message names some that are near."""


@dataclass(frozen=True, slots=True)
class IssueReading:
    """What another reading of an issue gives. `changes` are told in Chinese, `kept` is what a person has set.

    `diff` is a unified diff of the issue as text. `problem` says why there is none, or why the stored text was read.
    """

    issue: Issue
    outcome: str
    changes: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    diff: tuple[str, ...] = ()
    problem: str = ""

    def as_document(self) -> dict[str, Any]:
        return {
            "issue": reference_of(self.issue),
            "url": self.issue.get_absolute_url(),
            "outcome": self.outcome,
            "changes": list(self.changes),
            "kept": list(self.kept),
            "diff": list(self.diff),
            "problem": self.problem,
        }


@dataclass(slots=True)
class Reparse:
    """All readings of a run, for the report. `looked_through` are the files in which what they do not print was looked
    for the first time: the name of each with what was found."""

    applied: bool
    readings: list[IssueReading]
    looked_through: list[tuple[str, list[str]]] = field(default_factory=list)

    def count(self, outcome: str) -> int:
        return sum(reading.outcome == outcome for reading in self.readings)

    @property
    def totals(self) -> str:
        """One line: 2 updated, 40 unchanged, 0 failed（没有写入，写入请加 --apply）"""
        counts = ", ".join(f"{self.count(outcome)} {outcome}" for outcome in (UPDATED, UNCHANGED, FAILED))
        is_open = not self.applied and (self.count(UPDATED) or self.looked_through)
        return counts + ("（已写入）" if self.applied else "（没有写入，写入请加 --apply）" if is_open else "")

    def lines(self, *, diff: bool) -> Iterator[str]:
        """For reading: only issues about which there is something to say."""
        for reading in self.readings:
            if not (reading.changes or reading.kept or reading.problem):
                continue
            yield f"{reading.issue.label}  {reading.issue.get_absolute_url()}"
            yield from (f"  {line}" for line in (reading.problem, *reading.changes, *reading.kept) if line)
            yield from (f"  {line}" for line in reading.diff if diff)
        yield from (f"{name}：{' '.join(found)}" for name, found in self.looked_through if found)
        if self.looked_through:
            held = sum(bool(found) for _, found in self.looked_through)
            yield f"原件里看不见的内容：第一次查过{len(self.looked_through)}个文件，其中{held}个有，不提供下载。"

    def as_document(self) -> dict[str, Any]:
        counts = {outcome: self.count(outcome) for outcome in (UPDATED, UNCHANGED, FAILED)}
        issues = [reading.as_document() for reading in self.readings]
        files = [{"name": name, "found": found} for name, found in self.looked_through]
        return {**counts, "applied": self.applied, "issues": issues, "looked_through": files}


def find_issue(reference: str) -> Issue:
    """The issue of an address written with a dash, 2025-44, or as it is. Raises UnknownIssueError."""
    address = reference.strip().strip("/").removeprefix("issues/").replace("-", "/", 0 if "/" in reference else 1)
    if issue := Issue.objects.filter(address=address).first():
        return issue
    message = f"没有 {reference} 这一期。"
    near = [address.replace("/", "-", 1) for address in _near(address)]
    raise UnknownIssueError(message + (f"相近的有：{'、'.join(near)}。" if near else ""))


def reference_of(issue: Issue) -> str:
    return issue.address.replace("/", "-", 1)


def reparse(issues: Iterable[Issue], *, apply: bool = False, replace: bool = False) -> Reparse:
    """Read issues again, those of one upload together, and write what has changed if asked to.

    With `replace` entries may go that are read no more, and an issue may get quite other ones.
    """
    wanted = sorted(issues, key=lambda issue: (issue.upload_id, issue.start))
    readings, looked_through = [], []
    for pk, group in groupby(wanted, key=lambda issue: issue.upload_id):
        upload = Upload.objects.get(pk=pk)
        before = upload.looked_through
        readings += _reparse_upload(upload, [issue.pk for issue in group], apply, replace)
        if upload.looked_through > before:
            looked_through.append((upload.name, unseen(upload.notes)))
    readings.sort(key=lambda reading: (reading.issue.year or 0, reading.issue.number or 0, reading.issue.pk))
    return Reparse(apply, readings, looked_through)


def _reparse_upload(upload: Upload, wanted: list[int], apply: bool, replace: bool) -> Iterator[IssueReading]:
    issues = list(Issue.objects.select_related("bulletin").filter(upload=upload).order_by("start"))
    stored, noted = upload.text, (upload.notes, upload.looked_through)
    try:
        note = _read_original(upload)
        parts, more = _read_parts(upload, issues)
        if stored and upload.text != stored and (why := _worse(issues, parts, more, replace)):
            upload.text, note = stored, f"原件现在读出来{why}，用的是收录时存下的文字。"
            parts, more = _read_parts(upload, issues)
    except (ReadError, ParseError) as error:
        parts, more, note = {}, "", f"没有重读：{error}"
    if apply and len(parts) == len(issues) and not more and upload.text != stored:
        _take_over_text(upload, parts)
    if apply and (upload.notes, upload.looked_through) != noted:
        upload.save(update_fields=["notes", "looked_through"])
    for issue in issues:
        if issue.pk in wanted:
            try:
                yield _reparse_issue(upload, issue, parts.get(issue.pk), apply, replace, note, more)
            except DatabaseError as error:  # the others can go on
                logger.exception("%s", issue.address)
                yield IssueReading(issue, FAILED, problem=f"程序出错，请告诉管理员：{type(error).__name__}: {error}")


def _read_parts(upload: Upload, issues: list[Issue]) -> tuple[dict[int, ParsedIssue], str]:
    """Which part of the file each issue is, and in Chinese which parts are none that is here. Raises as read_upload."""
    parsed_issues = read_upload(upload).issues
    parts = _parts(issues, parsed_issues)
    others: list[IssuePlan] = []
    for parsed in parsed_issues:
        if all(parsed is not part for part in parts.values()):
            others.append(IssuePlan(parsed, others=others))
    here = {issue.pk for issue in issues}
    new = [plan.parsed for plan in others if plan.issue is None or plan.issue.pk in here]
    return parts, "、".join(f"第{parsed.line}行起的一期（{len(parsed.entries)}条）" for parsed in new)


def _worse(issues: list[Issue], parts: dict[int, ParsedIssue], more: str, replace: bool) -> str:
    """Why another reading of the original is not taken over, in Chinese; "" when it is."""
    if len(parts) < len(issues):
        return "少了几期"
    if more:
        return f"多出{more}"
    if not replace and any(_loss(IssuePlan(parts[issue.pk], issue=issue)) for issue in issues):
        return "少了条目"
    return ""


def _loss(plan: IssuePlan) -> str:
    """What a plan would take away unasked, in Chinese."""
    if plan.conflict:
        return "内容大不一样"
    return f"会丢失{'、'.join(f'第{entry.order}条' for entry in plan.lost)}" if plan.lost else ""


def _read_original(upload: Upload) -> str:
    """Set the text to today's reading, or leave it where there is none; then the answer says why."""
    stored, kind, notes, looked_through = upload.text, upload.kind, upload.notes, upload.looked_through
    try:
        read_again(upload)
        problem = "" if upload.text else " ".join(upload.notes)
    except ReadError as error:
        problem = str(error)
    if problem and not stored:
        raise ReadError(problem)
    if problem:
        upload.text, upload.kind, upload.notes, upload.looked_through = stored, kind, notes, looked_through
        return f"原件现在读不出来，用的是收录时存下的文字：{problem}"
    return ""


def _reparse_issue(
    upload: Upload, issue: Issue, parsed: ParsedIssue | None, apply: bool, replace: bool, note: str, more: str
) -> IssueReading:
    if parsed is None:
        return IssueReading(issue, FAILED, problem=note or "没有重读：原件里这次没有认出这一期。")
    with transaction.atomic():
        if apply:
            wait_for_other_writers()
        plan = IssuePlan(parsed, issue=Issue.objects.select_related("bulletin").get(pk=issue.pk))
        diff = tuple(_diff(plan))
        problem = _problem(plan, replace, more) if plan.outcome == UPDATED else ""
        if apply and not problem and plan.outcome == UPDATED:
            write_issue(upload, plan, status=plan.issue.status)
        elif apply and not problem:
            note_what_is_said(plan)
    told = " ".join(each for each in (note, problem) if each)
    outcome = FAILED if problem else plan.outcome
    return IssueReading(plan.issue, outcome, tuple(plan.changes), tuple(plan.kept), diff, told)


def _problem(plan: IssuePlan, replace: bool, more: str) -> str:
    """Why a plan is not carried out, in Chinese."""
    if plan.key_taken:
        return f"没有改动：{plan.key_taken}"
    if more:
        return f"没有改动：原件里多认出{more}，请把原件重新导入。"
    if not replace and (loss := _loss(plan)):
        return f"没有改动：{loss}。确实要换的，请加 --replace。"
    return ""


@transaction.atomic
def _take_over_text(upload: Upload, parts: dict[int, ParsedIssue]) -> None:
    """Store another reading of the original, and the places of all its issues in it."""
    wait_for_other_writers()
    upload.save(update_fields=["text", "kind", "notes"])
    for issue in Issue.objects.filter(pk__in=parts):
        move_places(IssuePlan(parts[issue.pk], issue=issue))


def _parts(issues: list[Issue], parsed_issues: tuple[ParsedIssue, ...]) -> dict[int, ParsedIssue]:
    """Which part of a file each of its issues is: by what is in it, then by its key, then by its place."""
    texts = {issue.pk: {text for row in issue.entries.values_list("title", "body") for text in row} for issue in issues}
    scored = []
    for issue in issues:
        for place, parsed in enumerate(parsed_issues):
            shared = texts[issue.pk] & {text for entry in parsed.entries for text in (entry.title, entry.body)}
            is_key = (parsed.name, parsed.year, parsed.number) == tuple(issue_value(issue, name) for name in KEY)
            overlap = min(issue.end, parsed.end) - max(issue.start, parsed.start)
            if shared or is_key or overlap > 0:
                scored.append((len(shared), is_key, overlap, -place, issue.pk, parsed))
    parts: dict[int, ParsedIssue] = {}
    for *_, pk, parsed in sorted(scored, key=lambda each: each[:5], reverse=True):
        if pk not in parts and all(parsed is not other for other in parts.values()):
            parts[pk] = parsed
    return parts


def _diff(plan: IssuePlan) -> Iterator[str]:
    reference = reference_of(plan.issue)
    before, after = list(_lines_before(plan)), list(_lines_after(plan))
    yield from unified_diff(before, after, f"{reference} 现在", f"{reference} 重读", n=1, lineterm="")


def _lines_before(plan: IssuePlan) -> Iterator[str]:
    for name in LABELS:
        yield f"{LABELS[name]}：{shown(issue_value(plan.issue, name))}"
    for entry in sorted((entry for entry, _ in plan.pairs if entry), key=lambda entry: entry.order):
        yield f"第{entry.order}条 {entry.get_absolute_url()}"
        yield from _entry_lines(entry.title, entry_value(entry, "section"), entry.source_bracket, entry.body)


def _lines_after(plan: IssuePlan) -> Iterator[str]:
    fields = issue_fields(plan.parsed, plan.issue) | {"bulletin": plan.parsed.name or plan.issue.bulletin}
    for name in LABELS:
        yield f"{LABELS[name]}：{shown(fields[name])}"
    for entry, parsed in plan.pairs:
        if parsed:
            yield f"第{parsed.order}条 {entry.get_absolute_url() if entry else '新的地址'}"
            yield from _entry_lines(parsed.title, parsed.section, parsed.source_bracket, parsed.body)


def _entry_lines(title: str, section: str | None, bracket: str, body: str) -> Iterator[str]:
    """A body is told sentence by sentence, so that a difference is short."""
    yield f"标题：{title}"
    yield f"栏目：{section or '空'}"
    yield f"署名：{bracket or '空'}"
    yield from (f"　　{sentence.strip()}" for sentence in SENTENCE.findall(body) if sentence.strip())


def _near(address: str) -> list[str]:
    """Addresses like this one: of the same year the next numbers, else those that are spelled alike."""
    addresses = list(Issue.objects.order_by("year", "number").values_list("address", flat=True))
    year, _, number = address.partition("/")
    of_year = [each for each in addresses if each.startswith(f"{year}/") and each.partition("/")[2].isdigit()]
    if number.isdigit() and of_year:
        return sorted(of_year, key=lambda each: abs(int(each.partition("/")[2]) - int(number)))[:MOST_NEAR]
    return get_close_matches(address, addresses, n=MOST_NEAR, cutoff=0.5)

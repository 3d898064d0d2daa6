"""From a file to rows: the one door through which bulletins come in, for the command, the upload page and others.

An import is one transaction: a file and all that was read from it are stored together or not at all. It is idempotent
on the issue's key (bulletin, year, number); an issue without one is recognised by its titles. A corrected file updates
its issue: entries keep their rows and their addresses, and what a person has set stays.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from archive.bulletin.parsed import ParsedIssue, ParseError, ParseWarning
from archive.models import Issue, Upload
from archive.plans import UNCHANGED, IssueDetails, IssuePlan
from archive.reading import NOT_READ, ReadAhead
from archive.rows import note_what_is_said, write_issue
from archive.search.index.writing import wait_for_other_writers
from archive.uploads import read_upload


class ConflictError(ValueError):
    """An issue is here already with quite other entries; it is not replaced unasked. `line` is that of its masthead."""

    def __init__(self, message: str, line: int):
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class IssueResult:
    """What an import did, or would do, with an issue. `changes` tells a reader in Chinese what is not as before.

    `kept` are notes on what stays as a person has set it, though the file says otherwise.
    """

    parsed: ParsedIssue
    outcome: str
    issue: Issue | None
    changes: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportResult:
    upload: Upload
    issues: tuple[IssueResult, ...]
    warnings: tuple[ParseWarning, ...]
    unresolved: tuple[str, ...]  # printed names of units that are not in the register


def import_bulletin(
    upload: Upload,
    *,
    publish: bool = True,
    dry_run: bool = False,
    reviewed: bool = False,
    details: Mapping[int, IssueDetails] | None = None,
    ahead: ReadAhead = NOT_READ,
) -> ImportResult:
    """Bring an upload's issues into the archive, public and searchable at once.

    With `publish=False` the file is kept for review and no issue is touched; with `dry_run` nothing is stored at all.
    Both answer what an import would do; a preview waits for nobody. `details` are by the issue's place in the file, from 0.
    `reviewed` says that a person has seen what changes: quite other entries may then replace those that are here, and
    an issue that was withdrawn is published again. Without it the former is a ConflictError, and a withdrawn issue is
    left as it is. `ahead` is what is known of the file already. Raises ReadError or ParseError as well; then nothing is
    stored.
    """
    parsed = read_upload(upload, ahead)
    with transaction.atomic():
        if not dry_run:
            wait_for_other_writers()
        plans: list[IssuePlan] = []
        for index, issue in enumerate(parsed.issues):
            filled_in = (details or {}).get(index)
            plans.append(IssuePlan(issue, details=filled_in, upload=upload, others=plans, reviewed=reviewed))
        _refuse_repeated([plan.parsed for plan in plans])
        is_waiting = not publish and upload.pk is not None and upload.status == Upload.Status.PENDING
        if not dry_run and publish:
            _refuse_conflicts(plans, reviewed)
            _store(upload, plans, ahead)
        elif not dry_run and not is_waiting and any(plan.outcome != UNCHANGED for plan in plans):
            upload.status = Upload.Status.PENDING
            upload.save()
        warnings = [*parsed.warnings, *(w for p in plans for w in [*p.warnings, *p.distribution_warnings(plans)])]
    unresolved = dict.fromkeys(name for plan in plans for name in plan.unresolved)
    return ImportResult(
        upload=upload,
        issues=tuple(_result(plan, UNCHANGED if is_waiting else plan.outcome) for plan in plans),
        warnings=tuple(sorted(warnings, key=lambda warning: warning.line)),
        unresolved=tuple(unresolved),
    )


def _result(plan: IssuePlan, outcome: str) -> IssueResult:
    return IssueResult(plan.parsed, outcome, plan.issue, tuple(plan.changes), tuple(plan.kept))


def _store(upload: Upload, plans: list[IssuePlan], ahead: ReadAhead) -> None:
    """Write what has changed. A file that changes nothing is not kept, unless it has been waiting for review."""
    changed = [plan for plan in plans if plan.outcome != UNCHANGED]
    upload.status = Upload.Status.PUBLISHED
    if upload.pk:
        upload.save(update_fields=["status", "text", "kind", "notes"])  # not the bytes again
    elif changed:
        upload.save()
    for plan in plans:
        if plan.outcome != UNCHANGED:
            write_issue(upload, plan, texts=ahead.texts)
        elif not plan.is_left_alone:
            note_what_is_said(plan)


def _refuse_conflicts(plans: list[IssuePlan], reviewed: bool) -> None:
    for plan in plans:
        if plan.outcome == UNCHANGED:
            continue
        if plan.conflict and not reviewed:
            raise ConflictError(plan.warnings[0].message, plan.parsed.line)
        if plan.key_taken:
            raise ConflictError(plan.key_taken, plan.parsed.line)


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

"""A parsed bulletin as plain values, for JSON: what `parse_bulletin --json` prints and the gold labels are written in."""

import dataclasses
import datetime
from collections.abc import Iterator
from typing import Any

from archive.bulletin.figures import figures_of
from archive.bulletin.parsed import ParsedBulletin, ParsedEntry, ParsedIssue

PLACES = {"line", "start", "end"}  # where things stand in the file; `spans` tells it for all


def as_document(bulletin: ParsedBulletin) -> dict[str, Any]:
    """{"issues": […], "warnings": [{"line", "code", "message"}], "spans": [{"start", "end", "kind"}]}"""
    return {
        "issues": [_issue(issue) for issue in bulletin.issues],
        "warnings": [dataclasses.asdict(warning) for warning in bulletin.warnings],
        "spans": [dataclasses.asdict(span) for span in bulletin.spans],
    }


def as_lines(bulletin: ParsedBulletin) -> Iterator[str]:
    """A table of contents, for reading."""
    for issue in bulletin.issues:
        number = f"第{issue.number}期" if issue.number else "期号不详"
        yield f"{issue.name or '刊名不详'} {number} {issue.date or '日期不详'}：{len(issue.entries)}条"
        for entry in issue.entries:
            yield f"  {entry.order:2}. {entry.title}（{' '.join(entry.units)}）"


def _issue(issue: ParsedIssue) -> dict[str, Any]:
    values = _without_places(dataclasses.asdict(issue))
    values["entries"] = [_entry(entry) for entry in issue.entries]
    if isinstance(issue.date, datetime.date):
        values["date"] = issue.date.isoformat()
    return values


def _entry(entry: ParsedEntry) -> dict[str, Any]:
    segments = [(segment.unit, segment.lead, segment.text) for segment in entry.segments]
    figures = [dataclasses.asdict(figure) for figure in figures_of(entry.body, segments)]
    return _without_places(dataclasses.asdict(entry)) | {"figures": figures}


def _without_places(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in PLACES}

"""Importing many files: each in its own transaction, so that one that fails leaves the others in."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from archive.bulletin.parser import ParseError
from archive.bulletin.reader import ReadError
from archive.importer import CREATED, UNCHANGED, UPDATED, import_bulletin, new_upload

SUFFIXES = {".txt", ".md"}  # what is taken from a folder; a file that is named is always tried


@dataclass
class Batch:
    """What has become of the files so far. `messages` name the file and the line."""

    dry_run: bool = False
    publish: bool = True
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys((CREATED, UPDATED, UNCHANGED), 0))
    failed: int = 0
    entries: int = 0
    messages: list[str] = field(default_factory=list)
    files: list[dict[str, Any]] = field(default_factory=list)

    def take(self, file: Path) -> None:
        try:
            upload = new_upload(name=file.name, content=file.read_bytes())
            result = import_bulletin(upload, publish=self.publish, dry_run=self.dry_run)
        except OSError as error:
            return self._fail(file, f"打不开：{error.strerror}")
        except ParseError as error:
            return self._fail(file, f"第{error.line}行：{error}")
        except ReadError as error:
            return self._fail(file, str(error))
        for each in result.issues:
            self.counts[each.outcome] += 1
            self.entries += len(each.parsed.entries)
        self.messages += [f"{file}：第{warning.line}行：{warning.message}" for warning in result.warnings]
        self.files.append(
            {
                "file": str(file),
                "issues": [_issue(each) for each in result.issues],
                "warnings": [asdict(warning) for warning in result.warnings],
            }
        )
        return None

    def _fail(self, file: Path, message: str) -> None:
        self.failed += 1
        self.messages.append(f"{file}：没有导入：{message}")
        self.files.append({"file": str(file), "error": message})

    @property
    def totals(self) -> str:
        """One line: 5 created, 0 updated, 0 unchanged, 0 failed（39条）"""
        counts = ", ".join(f"{count} {outcome}" for outcome, count in self.counts.items())
        kind = "，试运行，什么也没有存" if self.dry_run else "" if self.publish else "，存为待审"
        return f"{counts}, {self.failed} failed（{self.entries}条{kind}）"

    def as_document(self) -> dict[str, Any]:
        return {**self.counts, "failed": self.failed, "entries": self.entries, "files": self.files}


def bulletin_files(paths: Iterable[Path]) -> list[Path]:
    """The files named, and those in the folders named, in order and once each."""
    files: dict[Path, None] = {}
    for path in paths:
        found = sorted(file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES) if path.is_dir() else [path]
        files |= dict.fromkeys(file for file in found if file.is_file())
    return list(files)


def _issue(result) -> dict[str, Any]:
    parsed = result.parsed
    return {
        "outcome": result.outcome,
        "name": parsed.name,
        "year": parsed.year,
        "number": parsed.number,
        "entries": len(parsed.entries),
        "url": result.issue.get_absolute_url() if result.issue else None,
        "changes": list(result.changes),
    }

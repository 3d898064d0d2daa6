"""Importing many files: each in its own transaction, so that one that fails leaves the others in.

A .zip is a folder in one file. A scan, which has no text to import, fails, but is kept for a person to type it. Many
files are read ahead by as many processes as there are processors; one after the other they are then written, in order.
"""

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, nullcontext
from dataclasses import asdict, dataclass, field
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

from django.conf import settings

from archive.bulletin.parsed import ParseError
from archive.bulletin.reader import File, NoTextError, ReadError
from archive.importer import ConflictError, import_bulletin
from archive.members import members_of, readable_name
from archive.models import Entry, Upload
from archive.plans import CREATED, UNCHANGED, UPDATED
from archive.processes import Crash, in_order, processors
from archive.reading import NOT_READ, ReadAhead, read_ahead, settle_in
from archive.search import lexicon, vocabulary
from archive.search.index.bulk import end_of_bulk, in_bulk
from archive.uploads import SUFFIXES, new_upload, safe_name, store_upload

MANY = 40  # files; for fewer it does not pay to begin new processes, each of which loads the dictionary
VERY_MANY = 500  # files that are put into the index in bulk
CRASHED = "读这个文件的程序突然中断了，文件可能已经损坏，也可能是内存不够。请把它单独再导入一次。"

logger = logging.getLogger(__name__)


@dataclass
class Batch:
    """What has become of the files so far. `messages` name the file and the line; who tells them may take them out.

    `files` is the report for programs, kept where it is `reported`: of very many files it is long.
    """

    dry_run: bool = False
    publish: bool = True
    reviewed: bool = False  # a person has seen what would be replaced
    reported: bool = True
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys((CREATED, UPDATED, UNCHANGED), 0))
    failed: int = 0
    waiting: int = 0  # of those that failed: scans, kept for a person to type them
    passed_over: int = 0  # files in the folders that are of another kind
    entries: int = 0
    messages: list[str] = field(default_factory=list)
    written: list[int] = field(default_factory=list)  # the issues that were, by their keys
    files: list[dict[str, Any]] = field(default_factory=list)

    def take(self, file: Path) -> None:
        """Import one file, or all that are in a .zip. Whatever goes wrong with it, the others can go on."""
        for label, member in _members(file):
            self._take(label, member)

    def take_all(self, files: Sequence[Path], jobs: int | None = None) -> Iterator[Path]:
        """Import files in order; yields each when it is done. `jobs` processes read ahead, by default where it pays."""
        if jobs is None:
            jobs = processors() if len(files) >= MANY else 0
        words = lexicon.read().words
        if self._is_published:
            end_of_bulk()  # of an import that was killed
        with in_bulk() if self._is_published and len(files) >= VERY_MANY else nullcontext():
            if jobs:
                yield from self._take_ahead(files, jobs, words)
            else:
                for file in files:
                    self.take(file)
                    yield file
        self._tell_vocabulary()

    def _take_ahead(self, files: Sequence[Path], jobs: int, words: frozenset[str]) -> Iterator[Path]:
        members = (((file, label, member), member) for file in files for label, member in _members(file))
        work = partial(read_ahead, for_index=self._is_published)
        settled = {"prepare": settle_in, "prepared_with": (settings.DATA / "cache", words)}
        with closing(in_order(work, members, jobs=jobs, **settled)) as results:
            for file, of_file in groupby(results, key=lambda result: result[0][0]):
                for (_, label, member), ahead in of_file:
                    if isinstance(ahead, Crash):
                        self._fail(label, CRASHED)
                    else:
                        self._take(label, member, ahead)
                yield file

    def _tell_vocabulary(self) -> None:
        """What can be asked for now is suggested: the words of a few issues are added, for many all are made anew."""
        if len(self.written) >= VERY_MANY:
            vocabulary.rebuild()
        elif self.written:
            vocabulary.learn(Entry.objects.filter(issue__in=self.written))

    @property
    def _is_published(self) -> bool:
        return self.publish and not self.dry_run

    def _take(self, label: str, member: File, ahead: ReadAhead = NOT_READ) -> None:
        upload = None
        try:
            upload = new_upload(name=safe_name(member.name), content=member.content, ahead=ahead)
            result = import_bulletin(
                upload, publish=self.publish, dry_run=self.dry_run, reviewed=self.reviewed, ahead=ahead
            )
        except (ParseError, ConflictError) as error:
            return self._fail(label, f"第{error.line}行：{error}")
        except NoTextError as error:
            return self._fail(label, f"{error}{self._keep(upload)}")
        except ReadError as error:
            return self._fail(label, str(error))
        except Exception as error:  # a mistake of the program or the database must not keep the other files out
            logger.exception("%s", label)
            return self._fail(label, f"程序出错，请告诉管理员：{type(error).__name__}: {error}")
        for each in result.issues:
            self.counts[each.outcome] += 1
            self.entries += len(each.parsed.entries)
            if self._is_published and each.issue and each.outcome != UNCHANGED:
                self.written.append(each.issue.pk)
            self.messages += [f"{label}：{note}" for note in each.kept]
        self.messages += [f"{label}：第{warning.line}行：{warning.message}" for warning in result.warnings]
        if self.reported:
            issues = [_issue(each) for each in result.issues]
            warnings = [asdict(warning) for warning in result.warnings]
            self.files.append({"file": label, "issues": issues, "warnings": warnings})
        return None

    def _keep(self, upload: Upload | None) -> str:
        """Keep a file without text for a person to type it; what to add to its message."""
        if self.dry_run or upload is None:
            return ""
        store_upload(upload)
        self.waiting += 1
        return "原件已存为待审，请在编辑台录入文字。"

    def _fail(self, label: str, message: str) -> None:
        self.failed += 1
        self.messages.append(f"{label}：没有导入：{message}")
        if self.reported:
            self.files.append({"file": label, "error": message})

    @property
    def totals(self) -> str:
        """One line: 5 created, 0 updated, 0 unchanged, 0 failed（39条）"""
        counts = ", ".join(f"{count} {outcome}" for outcome, count in self.counts.items())
        notes = [f"{self.entries}条"]
        notes += [f"{self.waiting}个没有文字层，存为待审"] if self.waiting else []
        notes += [f"跳过{self.passed_over}个别种格式的文件"] if self.passed_over else []
        notes += ["试运行，什么也没有存"] if self.dry_run else [] if self.publish else ["存为待审"]
        return f"{counts}, {self.failed} failed（{'，'.join(notes)}）"

    def as_document(self) -> dict[str, Any]:
        return {
            **self.counts,
            "failed": self.failed,
            "waiting": self.waiting,
            "entries": self.entries,
            "files": self.files,
        }


def bulletin_files(paths: Iterable[Path]) -> tuple[list[Path], int]:
    """The files named and those in the folders named, in order and once each; and how many others the folders hold."""
    files: dict[Path, None] = {}
    passed_over = 0
    for path in paths:
        if not path.is_dir():
            files[path] = None
            continue
        found = sorted(file for file in path.rglob("*") if file.is_file() and not file.name.startswith("."))
        files |= dict.fromkeys(file for file in found if file.suffix.lower() in SUFFIXES)
        passed_over += sum(file.suffix.lower() not in SUFFIXES for file in found)
    return list(files), passed_over


def _members(file: Path) -> Iterator[tuple[str, File]]:
    """The files behind a path, each with the name to call it by; one that cannot be opened says why."""
    name = readable_name(file)
    try:
        if not file.is_file():
            raise OSError(None, "不是文件")
        yield from members_of(file)
    except OSError as error:
        yield name, File(name, b"", f"打不开：{error.strerror}")
    except ReadError as error:
        yield name, File(name, b"", str(error))


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
        "kept": list(result.kept),
    }

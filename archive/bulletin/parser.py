"""Text to issues: finds mastheads, section heads, entries, distribution and credits, and what belongs to none.

Promises: every character that is not white space belongs to exactly one `Span`; printed words, marks and misprints are
kept; what the text does not say stays None; every doubtful decision is a `ParseWarning` with its line. Text in which
no entry can be recognised is refused with a `ParseError`. Pure: no files, no database, no register of units.
"""

import datetime
import re
from dataclasses import dataclass, field, replace

from archive.bulletin.contents import contents_lines
from archive.bulletin.coverage import Coverage
from archive.bulletin.ending import (
    distribution_text,
    foot,
    goes_on,
    is_certain,
    is_credits,
    is_distribution,
    parse_credits,
)
from archive.bulletin.entries import Draft, Zone, drafts_of, entry_warnings, finished, titles_of, zone_of
from archive.bulletin.furniture import BARE_NUMBER, name_furniture, name_running_heads, possible_heads
from archive.bulletin.layout import HAN, Line, flow_of, read_lines
from archive.bulletin.masthead import Masthead, is_running_head, masthead_at, parse_masthead
from archive.bulletin.parsed import ParsedBulletin, ParsedIssue, ParseError, ParseWarning
from archive.bulletin.sections import section_names, split_run_in
from archive.bulletin.sources import ENDS

NAME_BELOW = re.compile(rf"[{HAN}]{{1,4}}(?:\s[{HAN}]{{1,3}})?")


def parse_bulletin(text: str) -> ParsedBulletin:
    """All issues in a text, in the order printed."""
    return _Parser(text).parse()


@dataclass(slots=True)
class _IssueDraft:
    """An issue whose entries have not been parted into title and body yet."""

    line: int
    start: int
    head: Masthead | None
    entries: list[Draft] = field(default_factory=list)
    credits: dict[str, str] = field(default_factory=dict)
    distribution: str | None = None
    distribution_line: int = 0
    printed_on: datetime.date | None = None
    end: int = 0

    @property
    def has_ended(self) -> bool:
        """Whether distribution or credits stand below the entries; some editors print them below the masthead."""
        return bool(self.entries) and (self.distribution is not None or bool(self.credits))


class _Parser:
    """One pass over the lines. Each `_take_…` method consumes the lines of one part and records their spans."""

    def __init__(self, text: str):
        self.text = text
        self.lines = list(split_run_in(name_furniture(read_lines(text))))
        self.at = 0  # index of the next line
        self.coverage = Coverage(text)
        self.warnings: list[ParseWarning] = []
        self.mastheads = self._find_mastheads()  # index of the first line → number of lines
        self.masthead_lines = {at + place for at, count in self.mastheads.items() for place in range(count)}
        name_running_heads(self.lines, self.masthead_lines)
        self.sections = section_names(self.lines, self.masthead_lines)  # index of the line → name

    def parse(self) -> ParsedBulletin:
        if not self.lines:
            raise ParseError("文件里没有文字。")
        drafts = []
        while self.at < len(self.lines):
            drafts.append(self._take_issue())
        issues = tuple(issue for issue in self._finished(drafts) if issue.entries)
        if not issues:
            raise ParseError(
                "没有认出一条条目：全文没有报头（刊名、第几期），也没有署名括号，如“（工信局）”。请核对是不是政务快报。",
                self.lines[0].number,
            )
        self._warn_repeated(issues)
        return ParsedBulletin(
            issues=issues,
            warnings=tuple(sorted(self.warnings, key=lambda warning: warning.line)),
            spans=self.coverage.spans(),
            text=self.text,
        )

    # -- the parts of an issue -----------------------------------------------------------------------------------

    def _take_issue(self) -> _IssueDraft:
        """From a masthead, or from wherever the last issue ended, to the next masthead or the end."""
        first = self.at
        issue = _IssueDraft(self.lines[first].number, self.lines[first].start, self._take_masthead())
        for line in self.lines[first : self.at]:
            issue.credits |= parse_credits(line.text)
        section = None
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if line.furniture:
                self._take_line(line.furniture)
            elif self.at > first and self.at in self.mastheads:
                break
            elif self._is_distribution(self.at):
                self._take_distribution(issue)
            elif self._is_credits(self.at):
                issue.credits |= self._take_credits()
            elif self._is_foot(self.at):
                issue.printed_on = foot(line)
                self._take_line("foot")
            elif issue.has_ended and (self.at in self.sections or zone_of(self._zone_lines()).has_source):
                break  # entries after the end of an issue: another one begins, without a masthead
            elif issue.has_ended:
                self._take_rest()
            elif not issue.entries and (count := contents_lines(self.lines, self.at)):
                for line in self.lines[self.at : self.at + count]:
                    self._take_line(line.furniture or "contents")
            elif self.at in self.sections:
                section = self._take_section(self.sections[self.at])
            else:
                issue.entries += self._take_entries(issue, section)
        issue.end = self.lines[self.at - 1].end
        return issue

    def _find_mastheads(self) -> dict[int, int]:
        """Where issues begin: at a bulletin's name that has a number or a date with it.

        The name alone, or with the number of the issue it stands in, is a running head: furniture.
        """
        found: dict[int, int] = {}
        current = None
        at = 0
        while at < len(self.lines):
            count = masthead_at(self.lines, at)
            block = self._masthead(at, count) if count else Masthead()
            repeats = current and not block.date and block.number in (None, current.number)
            if repeats and is_running_head(self.lines[at], current):
                self.lines[at] = replace(self.lines[at], furniture="running_head")
                count = 1
            elif block.number or block.date:
                found[at], current = count, block
            at += count or 1
        return found

    def _masthead(self, at: int, count: int) -> Masthead:
        return parse_masthead([line for line in self.lines[at : at + count] if not line.furniture])

    def _take_masthead(self) -> Masthead | None:
        first, count = self.at, self.mastheads.get(self.at, 0)
        for line in self.lines[first : first + count]:
            self._take_line(line.furniture or "masthead")
        return self._masthead(first, count) if count else None

    def _take_section(self, name: str) -> str:
        places = range(self.at + 1, len(self.lines))
        following = next((at for at in places if not self.lines[at].furniture), None)
        if following is None or following in self.sections or self._is_distribution(following):
            self._warn(self.lines[self.at].number, "empty_section", f"栏目“{name}”下面没有条目。")
        self._take_line("section")
        return name

    def _take_entries(self, issue: _IssueDraft, section: str | None) -> list[Draft]:
        """The entries between here and the next other part."""
        zone = zone_of(self._zone_lines())
        self.at += len(zone.lines)
        first, last = zone.lines[0], zone.lines[-1]
        if not zone.chunks or not (issue.head or section or zone.has_source):
            self.coverage.add_stretch(zone.lines, first.start, last.end, "other")
            self._warn(first.number, "unrecognised_text", "这些文字不像条目：没有报头、栏目，也没有署名括号。")
            return []
        self._warn_furniture(zone)
        return list(drafts_of(zone, self.coverage, section, len(issue.entries) + 1))

    def _take_distribution(self, issue: _IssueDraft) -> None:
        """A distribution line with its wrapped continuations: those below a full line, up to a full stop."""
        taken: list[Line] = []
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if taken and not line.furniture and not (goes_on(taken, line) and not self._begins_other_part(self.at)):
                break
            if line.furniture == "rule" and taken:
                break
            self._take_line(line.furniture or "distribution")
            if not line.furniture:
                taken.append(line)
                if line.text.endswith("。"):
                    break
        text = flow_of(taken).text
        if issue.distribution is None:
            issue.distribution, issue.distribution_line = distribution_text(text), taken[0].number
        else:  # 报：… 送：… 发：…
            issue.distribution += f" {text}"

    def _take_credits(self) -> dict[str, str]:
        """A line of credits, with the next one where a name stands below its label."""
        text = self.lines[self.at].text
        self._take_line("credits")
        if text.endswith(("：", ":")) and self.at < len(self.lines) and NAME_BELOW.fullmatch(self.lines[self.at].text):
            text += " " + self.lines[self.at].text
            self._take_line("credits")
        return parse_credits(text)

    def _take_rest(self) -> None:
        """Words after the end of an issue that are no entries."""
        lines = self._zone_lines()
        self._warn(lines[0].number, "unrecognised_text", "本期发或落款之后还有文字，没有归入任何条目。")
        for line in lines:
            self._take_line(line.furniture or "other")

    def _take_line(self, kind: str) -> None:
        self.coverage.add_line(self.lines[self.at], kind)
        self.at += 1

    # -- where parts begin ---------------------------------------------------------------------------------------

    def _zone_lines(self) -> list[Line]:
        """The lines from here to the next line that is not part of an entry."""
        end = self.at
        while end < len(self.lines) and (end == self.at or not self._begins_other_part(end)):
            end += 1
        return self.lines[self.at : end]

    def _begins_other_part(self, at: int) -> bool:
        is_part = at in self.mastheads or at in self.sections or self._is_distribution(at)
        return is_part or self._is_credits(at) or self._is_foot(at)

    def _is_distribution(self, at: int) -> bool:
        return is_distribution(self.lines[at]) and (self._is_after_sentence(at) or is_certain(self.lines[at]))

    def _is_credits(self, at: int) -> bool:
        return is_credits(self.lines[at]) and self._is_after_sentence(at)

    def _is_foot(self, at: int) -> bool:
        return at > 0 and foot(self.lines[at]) is not None and self._is_after_sentence(at)

    def _is_after_sentence(self, at: int) -> bool:
        """Whether the text before a line has ended; a wrapped line may well begin with 审核： or 发送："""
        above = next((place for place in range(at - 1, -1, -1) if not self.lines[place].furniture), None)
        if above is None or above in self.masthead_lines:
            return True
        before = self.lines[above]
        return before.text.rstrip("*")[-1:] in ENDS or is_credits(before) or is_distribution(before)

    # -- values --------------------------------------------------------------------------------------------------

    def _finished(self, drafts: list[_IssueDraft]) -> list[ParsedIssue]:
        """The issues, now that the titles of all entries can be compared."""
        ends = iter(titles_of([entry for draft in drafts for entry in draft.entries]))
        issues = []
        for draft in drafts:
            entries = []
            for each in draft.entries:
                entry = finished(each, next(ends), self.coverage)
                self.warnings += entry_warnings(each, entry)
                entries.append(entry)
            head = draft.head or Masthead()
            date = head.date or (draft.printed_on if draft.head else None)
            issue = ParsedIssue(
                name=head.name,
                number=head.number,
                year=head.year or (date.year if date else None),
                date=date,
                office=head.office,
                distribution=draft.distribution,
                entries=tuple(entries),
                line=draft.line,
                distribution_line=draft.distribution_line,
                start=draft.start,
                end=draft.end,
                **draft.credits,
            )
            self._warn_masthead(draft, issue)
            issues.append(issue)
        return issues

    # -- warnings ------------------------------------------------------------------------------------------------

    def _warn(self, line: int, code: str, message: str) -> None:
        self.warnings.append(ParseWarning(line, code, message))

    def _warn_masthead(self, draft: _IssueDraft, issue: ParsedIssue) -> None:
        """What an issue's masthead leaves open."""
        if not issue.entries:
            if draft.head:
                self._warn(issue.line, "empty_issue", "有报头，但下面没有条目，这一期没有收录。")
            return
        if not draft.head:
            self._warn(issue.line, "no_masthead", "没有报头：刊名、期号和日期不详，请照印刷件填写，不要估计。")
            return
        if issue.name is None:
            self._warn(issue.line, "no_name", "报头没有刊名，请照印刷件填写。")
        if issue.number is None:
            self._warn(issue.line, "no_number", "报头没有期号，请照印刷件填写，不要估计。")
        if issue.date is None:
            self._warn(issue.line, "no_date", "报头没有日期，请照印刷件填写，不要估计。")
        elif draft.head.date is None:
            self._warn(issue.line, "date_at_foot", f"报头没有日期，取了文末的印发日期{issue.date:%Y-%m-%d}。")
        elif issue.year != issue.date.year:
            self._warn(issue.line, "year_differs", f"期号写的是{issue.year}年，日期在{issue.date.year}年，请核对。")

    def _warn_furniture(self, zone: Zone) -> None:
        """What may have been printed on the page and is now part of an entry."""
        for line in zone.lines:
            if not line.furniture and BARE_NUMBER.fullmatch(line.text):
                message = f"只有一个数“{line.text}”的一行，可能是页码，现在留在正文里。"
                self._warn(line.number, "bare_number", message)
        for at in possible_heads(zone.lines):
            message = f"一页开头的“{zone.lines[at].text}”可能是页眉，现在留在正文里。"
            self._warn(zone.lines[at].number, "possible_head", message)

    def _warn_repeated(self, issues: tuple[ParsedIssue, ...]) -> None:
        seen: dict[tuple, int] = {}
        for issue in issues:
            if issue.number is None:
                continue
            key = (issue.name, issue.year, issue.number)
            if key in seen:
                message = f"第{issue.number}期在这个文件里出现了两次，前一次在第{seen[key]}行。"
                self._warn(issue.line, "repeated_issue", message)
            seen.setdefault(key, issue.line)

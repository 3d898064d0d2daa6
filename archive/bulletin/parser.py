"""Text to issues: finds mastheads, section heads, entries, titles, source brackets, distribution and credits.

Promises: every character that is not white space belongs to exactly one `Span`; printed words, marks and misprints are
kept; what the text does not say stays None; every doubtful decision is a `ParseWarning` with its line. Text in which
no entry can be recognised is refused with a `ParseError`. Pure: no files, no database, no register of units.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from archive.bulletin import masthead
from archive.bulletin.furniture import BARE_NUMBER, name_furniture, name_running_heads
from archive.bulletin.layout import HAN, INVISIBLE, Flow, Line, flow_of, read_lines
from archive.bulletin.parsed import ParsedBulletin, ParsedEntry, ParsedIssue, ParseError, ParseWarning, Span
from archive.bulletin.sections import section_names, split_run_in
from archive.bulletin.segments import segments_of
from archive.bulletin.sources import ENDS, Chunk, chunks_of, is_source, possible_sources, printed, source_names
from archive.bulletin.titles import title_end

NAME_BELOW = re.compile(rf"[{HAN}]{{1,4}}(?:\s[{HAN}]{{1,3}})?")
INVISIBLE_RUN = re.compile(f"[{INVISIBLE}]+")


def parse_bulletin(text: str) -> ParsedBulletin:
    """All issues in a text, in the order printed."""
    return _Parser(text).parse()


class _Parser:
    """One pass over the lines. Each `_take_…` method consumes the lines of one part and records their spans."""

    def __init__(self, text: str):
        self.text = text
        self.lines = list(split_run_in(name_furniture(read_lines(text))))
        self.at = 0  # index of the next line
        self.spans: list[Span] = []
        self.warnings: list[ParseWarning] = []
        self.issues: list[ParsedIssue] = []
        self.distribution_line = 0  # of the issue at hand
        self.line_starts = [line.start for line in self.lines]
        self.mastheads = self._find_mastheads()  # index of the first line → number of lines
        taken = {at + place for at, count in self.mastheads.items() for place in range(count)}
        name_running_heads(self.lines, taken)
        self.sections = section_names(self.lines, taken)  # index of the line → name

    def parse(self) -> ParsedBulletin:
        if not self.lines:
            raise ParseError("文件里没有文字。")
        while self.at < len(self.lines):
            self._take_issue()
        if not any(issue.entries for issue in self.issues):
            raise ParseError(
                "没有认出一条条目：全文没有报头（刊名、第几期），也没有署名括号，如“（工信局）”。请核对是不是政务快报。",
                self.lines[0].number,
            )
        self._warn_repeated_issues()
        return ParsedBulletin(
            issues=tuple(issue for issue in self.issues if issue.entries),
            warnings=tuple(sorted(self.warnings, key=lambda warning: warning.line)),
            spans=tuple(sorted([*self.spans, *self._invisible_spans()], key=lambda span: span.start)),
            text=self.text,
        )

    # -- the parts of an issue -----------------------------------------------------------------------------------

    def _take_issue(self) -> None:
        """From a masthead, or from wherever the last issue ended, to the next masthead or the end."""
        first = self.at
        head = self._take_masthead()
        entries: list[ParsedEntry] = []
        ending: dict[str, str] = {}  # what stands after the entries: distribution and credits
        section = printed_on = None
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if line.furniture:
                self._take_line(line.furniture)
            elif self.at > first and self.at in self.mastheads:
                break
            elif self._is_distribution(self.at):
                ending["distribution"] = self._take_distribution(ending.get("distribution", ""))
            elif self._is_credits(self.at):
                ending |= self._take_credits()
            elif self._is_foot(self.at):
                printed_on = masthead.foot(line)
                self._take_line("foot")
            elif ending and (self.at in self.sections or self._entries_follow()):
                break  # entries after the end of an issue: another one begins, without a masthead
            elif ending:
                self._take_rest()
            elif masthead.opens_contents(line) and not entries:
                self._take_contents()
            elif self.at in self.sections:
                section = self._take_section(self.sections[self.at])
            else:
                entries += self._take_entries(section, len(entries) + 1, has_masthead=head is not None)
        if head and head.date is None and printed_on:
            head = replace(head, date=printed_on, year=head.year or printed_on.year)
            self._warn(
                self.lines[first].number, "date_at_foot", f"报头没有日期，取了文末的印发日期{printed_on:%Y-%m-%d}。"
            )
        self._add_issue(first, head, entries, ending)

    def _find_mastheads(self) -> dict[int, int]:
        """Where issues begin: at a bulletin's name that has a number or a date with it.

        The name alone, or with the number of the issue it stands in, is a running head: furniture.
        """
        found: dict[int, int] = {}
        current = None
        at = 0
        while at < len(self.lines):
            count = masthead.masthead_at(self.lines, at)
            block = masthead.Masthead()
            if count:
                block = masthead.parse_masthead([line for line in self.lines[at : at + count] if not line.furniture])
            repeats = current and not block.date and block.number in (None, current.number)
            if repeats and masthead.is_running_head(self.lines[at], current):
                self.lines[at] = replace(self.lines[at], furniture="running_head")
                count = 1
            elif block.number or block.date:
                found[at], current = count, block
            at += count or 1
        return found

    def _take_masthead(self) -> masthead.Masthead | None:
        first, count = self.at, self.mastheads.get(self.at, 0)
        for line in self.lines[first : first + count]:
            self._take_line(line.furniture or "masthead")
        lines = [line for line in self.lines[first : self.at] if not line.furniture]
        return masthead.parse_masthead(lines) if lines else None

    def _take_section(self, name: str) -> str:
        places = range(self.at + 1, len(self.lines))
        following = next((at for at in places if not self.lines[at].furniture), None)
        if following is None or following in self.sections or self._is_distribution(following):
            self._warn(self.lines[self.at].number, "empty_section", f"栏目“{name}”下面没有条目。")
        self._take_line("section")
        return name

    def _take_contents(self) -> None:
        """The list of contents: the lines below its heading that stand in the text once more further down."""
        self._take_line("contents")
        below = [line.label for line in self.lines[self.at :]]
        while self.at < len(self.lines):
            line = self.lines[self.at]
            below.pop(0)
            title = masthead.listed_title(line)
            if not line.furniture and not any(title in label or label.endswith(title) for label in below if title):
                break
            self._take_line(line.furniture or "contents")

    def _take_distribution(self, before: str) -> str:
        """A distribution line with its wrapped continuations; it ends with a full stop or where something else begins."""
        taken = []
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if taken and (self._begins_other_part(self.at) or line.furniture == "rule"):
                break
            self._take_line(line.furniture or "distribution")
            if not line.furniture:
                taken.append(line)
                if line.text.endswith("。"):
                    break
        text = flow_of(taken).text
        if before:  # 报：… 送：… 发：…
            return f"{before} {text}"
        self.distribution_line = taken[0].number
        return masthead.distribution_text(text)

    def _take_credits(self) -> dict[str, str]:
        """A line of credits, with the next one where a name stands below its label."""
        text = self.lines[self.at].text
        self._take_line("credits")
        if text.endswith(("：", ":")) and self.at < len(self.lines) and NAME_BELOW.fullmatch(self.lines[self.at].text):
            text += " " + self.lines[self.at].text
            self._take_line("credits")
        return masthead.parse_credits(text)

    def _take_line(self, kind: str) -> None:
        line = self.lines[self.at]
        self.spans.append(Span(line.start, line.end, kind))
        self.at += 1

    def _take_rest(self) -> None:
        """Words after the end of an issue that are no entries."""
        zone = self._zone()
        self._warn(zone[0].number, "unrecognised_text", "本期发或落款之后还有文字，没有归入任何条目。")
        for line in zone:
            self._take_line(line.furniture or "other")

    def _add_issue(
        self, first: int, head: masthead.Masthead | None, entries: list[ParsedEntry], ending: dict[str, str]
    ) -> None:
        known = head or masthead.Masthead()
        issue = ParsedIssue(
            name=known.name,
            number=known.number,
            year=known.year,
            date=known.date,
            office=known.office,
            entries=tuple(entries),
            line=self.lines[first].number,
            distribution_line=self.distribution_line if "distribution" in ending else 0,
            start=self.lines[first].start,
            end=self.lines[self.at - 1].end,
            **ending,
        )
        self.issues.append(issue)
        if not entries:
            if head:
                self._warn(issue.line, "empty_issue", "有报头，但下面没有条目，这一期没有收录。")
        elif head is None:
            self._warn(issue.line, "no_masthead", "没有报头：刊名、期号和日期不详，请照印刷件填写，不要估计。")
        else:
            self._warn_missing_fields(issue)

    # -- where parts begin ---------------------------------------------------------------------------------------

    def _begins_other_part(self, at: int) -> bool:
        is_part = at in self.mastheads or at in self.sections or self._is_distribution(at)
        return is_part or self._is_credits(at) or self._is_foot(at)

    def _is_distribution(self, at: int) -> bool:
        label = masthead.DISTRIBUTION.match(self.lines[at].label)
        return bool(label) and (bool(masthead.OWN_DISTRIBUTION.match(label[0])) or self._is_after_sentence(at))

    def _is_credits(self, at: int) -> bool:
        return masthead.is_credits(self.lines[at]) and self._is_after_sentence(at)

    def _is_foot(self, at: int) -> bool:
        return at > 0 and masthead.foot(self.lines[at]) is not None and self._is_after_sentence(at)

    def _is_after_sentence(self, at: int) -> bool:
        """Whether the text before a line has ended; a wrapped line may well begin with 审核： or 发送："""
        before = next((self.lines[place] for place in range(at - 1, -1, -1) if not self.lines[place].furniture), None)
        if before is None or masthead.is_credits(before):
            return True
        return before.text.rstrip("*")[-1:] in ENDS or bool(masthead.DISTRIBUTION.match(before.label))

    def _entries_follow(self) -> bool:
        """Whether what comes before the next other part holds an entry with a source bracket."""
        flow = flow_of(self._zone())
        return any(is_source(flow, source) for source in possible_sources(flow))

    def _zone(self) -> list[Line]:
        """The lines from here to the next line that is not part of an entry."""
        end = self.at
        while end < len(self.lines) and (end == self.at or not self._begins_other_part(end)):
            end += 1
        return self.lines[self.at : end]

    # -- entries -------------------------------------------------------------------------------------------------

    def _take_entries(self, section: str | None, order: int, *, has_masthead: bool) -> list[ParsedEntry]:
        """The entries between here and the next other part."""
        zone = self._zone()
        self.at += len(zone)
        flow = flow_of(zone)
        chunks = chunks_of(flow)
        if not chunks or not (has_masthead or section or any(chunk.source for chunk in chunks)):
            self._cover(zone, zone[0].start, zone[-1].end, "other")
            self._warn(zone[0].number, "unrecognised_text", "这些文字不像条目：没有报头、栏目，也没有署名括号。")
            return []
        for line in zone:
            if BARE_NUMBER.fullmatch(line.text):
                self._warn(line.number, "bare_number", f"只有一个数“{line.text}”的一行，可能是页码，现在留在正文里。")
        entries = []
        start = zone[0].start
        for chunk in chunks:
            end = zone[-1].end if chunk is chunks[-1] else self._after_marks(flow.offsets[chunk.end - 1] + 1)
            entries.append(self._take_entry(zone, flow, chunk, section, order + len(entries), (start, end)))
            start = self._after_blank(end)
        return entries

    def _take_entry(
        self, zone: list[Line], flow: Flow, chunk: Chunk, section: str | None, order: int, place: tuple[int, int]
    ) -> ParsedEntry:
        """The entry in a chunk of a zone's flow; `place` is where it stands in the file."""
        start, end = place
        text_end = chunk.source.start if chunk.source else chunk.end
        text = flow.cut(chunk.title, text_end)
        ending = title_end(text)
        body = text.cut(ending.place, len(text.text))
        units = source_names(flow, chunk.source) if chunk.source else ()
        entry = ParsedEntry(
            order=order,
            section=section,
            title=text.text[: ending.place].strip(),
            body=body.text.strip(),
            units=units,
            segments=segments_of(body, units),
            source_bracket=printed(flow, chunk.source) if chunk.source else "",
            boundary=ending.boundary,
            doubtful=ending.doubtful,
            line=self._line_number(text.offsets[0]),
            start=start,
            end=end,
        )
        title_stop = self._after_marks(text.offsets[ending.place - 1] + 1)
        body_stop = flow.offsets[text_end] if chunk.source else end
        if chunk.title > chunk.start:
            self._cover(zone, start, text.offsets[0], "numbering")
            start = text.offsets[0]
        self._cover(zone, start, title_stop, "title")
        self._cover(zone, title_stop, body_stop, "body")
        self._cover(zone, body_stop, end, "source")
        self._warn_entry(entry, self._line_number(flow.offsets[chunk.end - 1]))
        if not entry.segments and (other := _other_title(entry.title, body, units)):
            message = f"第{order}条署名“{units[0]}”不在标题里，正文中“{_short(other)}”起可能是另一条。"
            self._warn(self._line_number(body.offsets[body.text.index(other)]), "two_entries", message)
        return entry

    # -- spans ---------------------------------------------------------------------------------------------------

    def _cover(self, zone: list[Line], start: int, end: int, kind: str) -> None:
        """Spans of a kind from `start` to `end`, parted by the furniture among the lines, which gets spans of its own."""
        first = max(bisect_right(zone, start, key=lambda line: line.start) - 1, 0)
        stretch: list[int] | None = None
        for at in range(first, len(zone)):
            line = zone[at]
            if line.start >= end:
                break
            if line.furniture:
                if start <= line.start:
                    self.spans.append(Span(line.start, line.end, line.furniture))
                if stretch:
                    self.spans.append(Span(*stretch, kind))
                stretch = None
                continue
            a, b = self._trim(max(line.start, start), min(line.end, end))
            if a < b:
                stretch = [stretch[0] if stretch else a, b]
        if stretch:
            self.spans.append(Span(*stretch, kind))

    def _trim(self, start: int, end: int) -> tuple[int, int]:
        while start < end and self.text[start].isspace():
            start += 1
        while start < end and self.text[end - 1].isspace():
            end -= 1
        return start, end

    def _after_marks(self, offset: int) -> int:
        """Past the closing bold marks that follow a stretch of text."""
        while self.text.startswith("**", offset):
            offset += 2
        return offset

    def _after_blank(self, offset: int) -> int:
        while offset < len(self.text) and self.text[offset].isspace():
            offset += 1
        return offset

    def _invisible_spans(self) -> Iterator[Span]:
        """Zero-width characters between lines belong to no part; they are named so that nothing goes missing."""
        place = 0
        for span in [*sorted(self.spans, key=lambda span: span.start), Span(len(self.text), len(self.text), "")]:
            for match in INVISIBLE_RUN.finditer(self.text, place, span.start):
                yield Span(match.start(), match.end(), "mark")
            place = span.end

    def _line_number(self, offset: int) -> int:
        return self.lines[bisect_right(self.line_starts, offset) - 1].number

    # -- warnings ------------------------------------------------------------------------------------------------

    def _warn(self, line: int, code: str, message: str) -> None:
        self.warnings.append(ParseWarning(line, code, message))

    def _warn_missing_fields(self, issue: ParsedIssue) -> None:
        if issue.number is None:
            self._warn(issue.line, "no_number", "报头没有期号，请照印刷件填写，不要估计。")
        if issue.date is None:
            self._warn(issue.line, "no_date", "报头没有日期，请照印刷件填写，不要估计。")
        elif issue.year != issue.date.year:
            self._warn(issue.line, "year_differs", f"期号写的是{issue.year}年，日期在{issue.date.year}年，请核对。")

    def _warn_entry(self, entry: ParsedEntry, last_line: int) -> None:
        if not entry.source_bracket:
            self._warn(last_line, "no_source", f"第{entry.order}条没有署名括号：“{_short(entry.title)}”。")
        text = entry.title + entry.body
        text += entry.source_bracket
        if (text.count("（") + text.count("(")) != (text.count("）") + text.count(")")):
            self._warn(entry.line, "unclosed_bracket", f"第{entry.order}条的括号没有成对，可能有署名没有认出来。")
        if not entry.body:
            self._warn(entry.line, "no_body", f"第{entry.order}条只有标题，没有正文：“{_short(entry.title)}”。")
        elif entry.doubtful:
            self._warn(
                entry.line,
                "title_doubtful",
                f"第{entry.order}条标题与正文的分界没有把握，现断在竖线处：……{entry.title[-10:]}｜{entry.body[:8]}……",
            )

    def _warn_repeated_issues(self) -> None:
        seen: dict[tuple, int] = {}
        for issue in self.issues:
            if issue.number is None:
                continue
            key = (issue.name, issue.year, issue.number)
            if key in seen:
                self._warn(
                    issue.line, "repeated_issue", f"第{issue.number}期在这个文件里出现了两次，前一次在第{seen[key]}行。"
                )
            seen.setdefault(key, issue.line)


def _other_title(title: str, body: Flow, units: tuple[str, ...]) -> str:
    """The line of a body that begins with the unit of the source, after a sentence, where the title does not name it."""
    if not units or any(unit in title for unit in units):
        return ""
    for start, end in pairwise([*body.breaks, len(body.text)]):
        line = body.text[start:end]
        if start and body.text[start - 1] in ENDS and line.removeprefix("县").startswith(units):
            return line
    return ""


def _short(title: str) -> str:
    return title if len(title) <= 24 else title[:24] + "…"

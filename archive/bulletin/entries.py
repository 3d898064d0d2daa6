"""The entries of an issue: chunks of running text, each parted into title, body and source.

An entry is a `Draft` until all of a file are known, for how the others part their titles tells where a doubtful title
ends; `titles_of` settles that, and `finished` makes the entry, its spans and its warnings.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from archive.bulletin.coverage import Coverage
from archive.bulletin.layout import HAN, Flow, Line, flow_of
from archive.bulletin.names import ACTING_UNIT, LABEL, NAME_SEPARATOR, TITLE_SUBJECT, UNIT, are_units
from archive.bulletin.numbering import MARKS
from archive.bulletin.parsed import ParsedEntry, ParseWarning
from archive.bulletin.segments import segments_of
from archive.bulletin.sources import BRACKET, ENDS, Chunk, chunks_of, printed
from archive.bulletin.titles import TitleEnd, habit_of, title_end

# What titles of county bulletins do not have; such an entry was read wrongly, or is printed wrongly.
TITLE_BEGIN = re.compile(rf"[{HAN}A-Za-z1-9１-９“‘《「『]")
INNER_ITEM = re.compile(
    r"(?<!^)(?:[一二三四五六七八九十]、(?![一二三四五六七八九十])|[（(][一二三四五六七八九十][）)](?!$))"
)
INNER_MARK = re.compile(rf"[{MARKS.replace('·', '').replace('•', '')}|：](?=我县|[{HAN}]{{2,12}}?[县局镇乡])")
SHORTEST_UNIT = 2  # characters by which a unit is known
TITLE_NEVER_ENDS = "，、：；,:;_*|"
SHORTEST_TITLE, LONGEST_TITLE = 6, 50  # characters
STRAY_LABEL = re.compile(rf"{LABEL}[：:]")
JOINT_LEADS = re.compile(r"一是|【|(?:^|\n)[（(]?\d[.．、）)]")
SHORTENED = 24  # characters of a title in a message


@dataclass(frozen=True, slots=True)
class Zone:
    """The lines from one section head or other part to the next, and their running text."""

    lines: list[Line]
    flow: Flow
    chunks: list[Chunk]

    @property
    def has_source(self) -> bool:
        return any(chunk.source for chunk in self.chunks)

    def line_number(self, offset: int) -> int:
        """The line of the file that an offset is in."""
        return self.lines[max(bisect_right(self.lines, offset, key=lambda line: line.start) - 1, 0)].number


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry whose title is not parted from its body yet. It stands in the file from `start` to `end`."""

    zone: Zone
    chunk: Chunk
    section: str | None
    order: int
    start: int
    end: int
    text: Flow  # title and body
    units: tuple[str, ...]


def zone_of(lines: list[Line]) -> Zone:
    flow = flow_of(lines)
    return Zone(lines, flow, chunks_of(flow))


def drafts_of(zone: Zone, coverage: Coverage, section: str | None, order: int) -> Iterator[Draft]:
    """The entries of a zone; the first has the place `order` in its issue."""
    flow, start = zone.flow, zone.lines[0].start
    for place, chunk in enumerate(zone.chunks, start=order):
        is_last = chunk is zone.chunks[-1]
        end = zone.lines[-1].end if is_last else coverage.after_marks(flow.offsets[chunk.end - 1] + 1)
        text = flow.cut(chunk.title, chunk.source.start if chunk.source else chunk.end)
        yield Draft(zone, chunk, section, place, start, end, text, chunk.units)
        start = coverage.after_blank(end)


def titles_of(drafts: list[Draft]) -> list[TitleEnd]:
    """Where the title of each entry ends. Doubtful ones are looked at again in the light of the others."""
    ends = [title_end(draft.text, units=draft.units) for draft in drafts]
    if not any(end.doubtful for end in ends):
        return ends
    habit = habit_of(ends)
    return [
        title_end(draft.text, habit, draft.units) if end.doubtful else end
        for draft, end in zip(drafts, ends, strict=True)
    ]


def finished(draft: Draft, ending: TitleEnd, coverage: Coverage) -> ParsedEntry:
    """The entry that a draft makes, its spans recorded."""
    zone, chunk, text = draft.zone, draft.chunk, draft.text
    body = text.cut(ending.place, len(text.text))
    _cover(draft, ending, coverage)
    return ParsedEntry(
        order=draft.order,
        section=draft.section,
        title=text.text[: ending.place].strip(),
        body=body.text.strip(),
        units=draft.units,
        segments=segments_of(body, draft.units),
        source_bracket=printed(zone.flow, chunk.source) if chunk.source else "",
        boundary=ending.boundary,
        doubtful=ending.doubtful,
        line=zone.line_number(text.offsets[0]),
        start=draft.start,
        end=draft.end,
    )


def entry_warnings(draft: Draft, entry: ParsedEntry) -> Iterator[ParseWarning]:
    """What a person should look at."""
    zone = draft.zone
    if not entry.source_bracket:
        last_line = zone.line_number(zone.flow.offsets[draft.chunk.end - 1])
        yield ParseWarning(last_line, "no_source", f"第{entry.order}条没有署名括号：“{_short(entry.title)}”。")
    doubtful = [name for name in entry.units if not UNIT.fullmatch(name)]
    if doubtful:
        message = f"第{entry.order}条署名里的“{'”“'.join(doubtful)}”不像单位名称，请核对。"
        yield ParseWarning(zone.line_number(zone.flow.offsets[draft.chunk.source.start]), "unit_doubtful", message)
    is_of_one = bool(entry.units) and not entry.segments
    if is_of_one and (subject := TITLE_SUBJECT.match(entry.title)) and not _names_unit(entry):
        message = (
            f"第{entry.order}条的标题说的是“{subject[1]}”，署名是“{entry.units[0]}”，请核对署名有没有串到别的条目。"
        )
        yield ParseWarning(entry.line, "unit_not_in_title", message)
    if strange := _strange_title(entry.title):
        yield ParseWarning(entry.line, "title_strange", f"第{entry.order}条的标题{strange}：“{_short(entry.title)}”。")
    if label := STRAY_LABEL.search(entry.title) or STRAY_LABEL.search(entry.body):
        message = f"第{entry.order}条里有“{label[0]}”，可能是没有认出来的署名。"
        yield ParseWarning(entry.line, "source_label", message)
    if bracket := _inner_source(entry.body):
        message = f"第{entry.order}条正文中的“{bracket}”像是署名，后面可能是另一条。"
        yield ParseWarning(entry.line, "possible_source", message)
    if len(entry.units) > 1 and not entry.segments and JOINT_LEADS.search(entry.body):
        yield ParseWarning(entry.line, "joint_without_parts", f"第{entry.order}条有几个单位，没有分出各自的一段。")
    text = entry.title + entry.body + entry.source_bracket
    if (text.count("（") + text.count("(")) != (text.count("）") + text.count(")")):
        message = f"第{entry.order}条的括号没有成对，可能有署名没有认出来。"
        yield ParseWarning(entry.line, "unclosed_bracket", message)
    if not entry.body:
        message = f"第{entry.order}条只有标题，没有正文：“{_short(entry.title)}”。"
        yield ParseWarning(entry.line, "no_body", message)
    elif entry.doubtful:
        place = f"……{entry.title[-10:]}｜{entry.body[:8]}……"
        message = f"第{entry.order}条标题与正文的分界没有把握，现断在竖线处：{place}"
        yield ParseWarning(entry.line, "title_doubtful", message)
    if not entry.segments and (at := _other_title(draft, entry.title)):
        line = draft.text.text[at : at + SHORTENED]
        message = f"第{entry.order}条署名“{entry.units[0]}”不在标题里，正文中“{_short(line)}”起可能是另一条。"
        yield ParseWarning(zone.line_number(draft.text.offsets[at]), "two_entries", message)


def _names_unit(entry: ParsedEntry) -> bool:
    """Whether the title names one of those who sent the entry: 文广旅游局 is named by 文广旅游 as well."""
    return any(unit[:SHORTEST_UNIT] in entry.title or unit.rstrip("局委办") in entry.title for unit in entry.units)


def _strange_title(title: str) -> str:
    """What a title has that titles do not have; empty for an ordinary one."""
    if not TITLE_BEGIN.match(title):
        return "开头有符号，可能混进了栏目或编号"
    if INNER_ITEM.search(title):
        return "里有序号，可能混进了正文的小标题"
    if INNER_MARK.search(title):
        return "里有符号，可能混进了栏目或页眉"
    if title[-1] in TITLE_NEVER_ENDS:
        return f"末尾是“{title[-1]}”"
    if not SHORTEST_TITLE <= len(title) <= LONGEST_TITLE:
        return f"有{len(title)}个字"
    return ""


def _inner_source(body: str) -> str:
    """A bracket of units inside a body before what begins like another entry, or nothing."""
    for match in BRACKET.finditer(body):
        names = [name for name in NAME_SEPARATOR.split(match[1]) if name]
        if are_units(names) and ACTING_UNIT.match(body, match.end()):
            return match[0]
    return ""


def _cover(draft: Draft, ending: TitleEnd, coverage: Coverage) -> None:
    zone, text, source = draft.zone, draft.text, draft.chunk.source
    start = draft.start
    if draft.chunk.title > draft.chunk.start:
        coverage.add_stretch(zone.lines, start, text.offsets[0], "numbering")
        start = text.offsets[0]
    title_end = coverage.after_marks(text.offsets[ending.place - 1] + 1)
    body_end = zone.flow.offsets[source.start] if source else draft.end
    coverage.add_stretch(zone.lines, start, title_end, "title")
    coverage.add_stretch(zone.lines, title_end, body_end, "body")
    coverage.add_stretch(zone.lines, body_end, draft.end, "source")


def _other_title(draft: Draft, title: str) -> int:
    """Where a line begins with the unit of the source, after a sentence, though the title does not name it; 0: nowhere."""
    text, units = draft.text, draft.units
    if not units or any(unit in title for unit in units):
        return 0
    for start, _ in pairwise([*text.breaks, len(text.text)]):
        name = start + text.text.startswith("县", start)
        if start > len(title) and text.text[start - 1] in ENDS and text.text.startswith(units, name):
            return start
    return 0


def _short(title: str) -> str:
    return title if len(title) <= SHORTENED else title[:SHORTENED] + "…"

"""A labelled issue printed anew in another layout: what the parser reads of it must be what the label says.

A `Layout` names one choice for each thing that editors and conversions do differently. `print_issue` makes the text;
only that which `expected` names is changed in what is to be read.
"""

import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

WIDE = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(ord("0"), ord("9") + 1)})
NUMERALS = "〇一二三四五六七八九"
FULL_MARKS = "，。：；（）"
CLOSING = "，。、；：！？）”’」』》"  # what no printed line begins with


@dataclass(frozen=True)
class Layout:
    masthead: str = "lines"  # one of MASTHEADS
    section: str = "【{}】"
    title: str = "{title} {body}"  # {number} counts the entries
    source: str = "（{}）"  # "\n" before it: on a line of its own
    unit_separator: str = " "
    lead: str = "{}"  # the unit's name before its part of a joint entry
    indent: str = ""
    width: int = 0  # characters in a printed line; 0: a paragraph is one line
    line_gap: str = "\n"  # between the lines of a paragraph
    entry_gap: str = "\n"  # "" puts all entries of a section on one line
    page: int = 0  # lines on a page; 0: no pages
    page_end: tuple[str, ...] = ()  # what stands at the end of a page; {page} counts
    page_start: tuple[str, ...] = ()
    spaces_around_digits: str = ""
    noise: float = 0.0  # share of places between characters that get a space
    invisible: str = ""  # put in here and there
    quotes: str = "“”"
    wide_digits: bool = False
    newline: str = "\n"
    credits: str = "{label}：{name}"
    line: str = "{}"  # every printed line
    marks: str = ""  # half-width marks that stand for their full-width ones: ,.:;()


def one_line(issue, date):
    return [f"{issue['name']} 第{issue['number']}期 {issue['office']} {date}"]


def lines(issue, date):
    return [issue["name"], "", f"第 {issue['number']} 期", "", issue["office"], "", date]


def letter_spaced(issue, date):
    return ["\u3000".join(issue["name"]), f"{issue['year']}年第{issue['number']}期", f"{issue['office']} {date}"]


def date_first(issue, date):
    return [issue["name"], f"第{issue['number']}期（总第{300 + issue['number']}期）", date, issue["office"]]


def document_number(issue, date):
    return [
        "内部资料\u3000注意保存",
        issue["name"],
        f"〔{issue['year']}〕{issue['number']}期",
        f"{issue['office']}编\u3000{date}",
    ]


def number_first(issue, date):
    return [f"第{issue['number']}期", issue["name"], f"主办：{issue['office']}", f"{date}（星期五）"]


def chinese_numerals(issue, date):
    year, month, day = (int(part) for part in issue["date"].split("-"))
    date = f"{''.join(NUMERALS[int(digit)] for digit in str(year))}年{chinese(month)}月{chinese(day)}日"
    return [issue["name"], f"第{chinese(issue['number'])}期", issue["office"], date]


def iso_date(issue, date):
    return [f"# {issue['name']}", f"第{issue['number']}期", f"{issue['office']}\u3000{issue['date']}"]


def broken_name(issue, date):
    return [issue["name"][:2], issue["name"][2:], f"(第{issue['number']}期)", issue["office"], date]


MASTHEADS = {
    each.__name__: each
    for each in (
        lines, one_line, letter_spaced, date_first, document_number, number_first, chinese_numerals, iso_date, broken_name
    )
}  # fmt: skip


def chinese(number: int) -> str:
    """103 → 一百零三"""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = (NUMERALS[hundreds] + "百" if hundreds else "") + ("零" if hundreds and not tens and ones else "")
    text += ("" if tens == 1 and not hundreds else NUMERALS[tens]) + "十" if tens else ""
    return text + (NUMERALS[ones] if ones else "")


def print_issue(issue: dict[str, Any], layout: Layout, seed: int = 0) -> str:
    """The text of a labelled issue in a layout. The same seed makes the same text."""
    chance = random.Random(seed)
    paragraphs = [*_masthead(issue, layout), *_entries(issue, layout), *_ending(issue, layout)]
    printed = [
        layout.line.format(line) if line else line for text in paragraphs for line in _lines(text, layout, chance)
    ]
    return layout.newline.join(_pages(printed, layout)) + layout.newline


def expected(issue: dict[str, Any], layout: Layout) -> dict[str, Any]:
    """The label as this layout prints it: its quotation marks and digits are not those of the original."""
    entries = []
    for entry in issue["entries"]:
        segments = [
            {"unit": each["unit"], "text": _glyphs(each["text"], layout)} for each in entry.get("segments") or []
        ]
        title, body = (_glyphs(entry[name], layout) for name in ("title", "body"))
        if segments:
            body = _body(entry, layout).replace("**", "").replace("\n", "")
        entries.append(
            {
                "section": entry["section"],
                "title": title,
                "body": body,
                "units": list(entry["units"]),
                "segments": segments,
            }
        )
    return {name: issue[name] for name in ("name", "number", "year", "date", "office", "distribution")} | {
        "entries": entries
    }


def _masthead(issue: dict[str, Any], layout: Layout) -> list[str]:
    if not issue["number"]:
        return []
    year, month, day = (int(part) for part in issue["date"].split("-"))
    return [_glyphs(line, layout) for line in MASTHEADS[layout.masthead](issue, f"{year}年{month}月{day}日")]


def _entries(issue: dict[str, Any], layout: Layout) -> Iterator[str]:
    section = None
    together: list[str] = []
    for number, entry in enumerate(issue["entries"], start=1):
        if entry["section"] != section:
            section = entry["section"]
            yield from _joined(together)
            together = []
            yield _Head(layout.section.format(section, number=chinese(_place(issue, section))))
        text = layout.title.format(title=_glyphs(entry["title"], layout), body=_body(entry, layout), number=number)
        if entry["units"]:
            text += layout.source.format(layout.unit_separator.join(entry["units"]))
        if layout.entry_gap:
            yield text
        else:
            together.append(text)
    yield from _joined(together)


class _Head(str):
    """A line that is neither wrapped nor indented."""


def _joined(texts: list[str]) -> Iterable[str]:
    return ["".join(texts)] if texts else []


def _place(issue: dict[str, Any], section: str) -> int:
    return list(dict.fromkeys(entry["section"] for entry in issue["entries"])).index(section) + 1


def _body(entry: dict[str, Any], layout: Layout) -> str:
    if not entry.get("segments"):
        return _glyphs(entry["body"], layout)
    parts = [
        (layout.lead.format(each["lead"]) if each["lead"] else "") + _glyphs(each["text"], layout)
        for each in entry["segments"]
    ]
    return "".join(parts)


def _ending(issue: dict[str, Any], layout: Layout) -> Iterator[str]:
    if issue["distribution"]:
        yield "本期发：" + issue["distribution"]
    for label, name in (("责任编辑", issue["editor"]), ("审核", issue["reviewer"]), ("签发", issue["signer"])):
        if name:
            yield _Head(layout.credits.format(label=label, name=" ".join(name) if len(name) == 2 else name))


def _glyphs(text: str, layout: Layout) -> str:
    text = text.translate(str.maketrans("“”", layout.quotes))
    text = text.translate(str.maketrans(FULL_MARKS[: len(layout.marks)], layout.marks))
    return text.translate(WIDE) if layout.wide_digits else text


def _lines(text: str, layout: Layout, chance: random.Random) -> Iterator[str]:
    if isinstance(text, _Head):
        yield str(text)
        yield from [""] * (layout.line_gap == "\n\n")
        return
    if layout.spaces_around_digits:
        space = layout.spaces_around_digits
        text = re.sub(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=\d)(?=[\u4e00-\u9fff])", space, text)
    if layout.noise:
        text = re.sub(
            r"(?<=[\u4e00-\u9fff，。、])(?=[\u4e00-\u9fff，。、])",
            lambda _: " " if chance.random() < layout.noise else "",
            text,
        )
    if layout.invisible:
        text = re.sub(
            r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])",
            lambda _: layout.invisible if chance.random() < 0.05 else "",
            text,
        )
    for paragraph in text.split("\n"):
        yield from _wrapped(layout.indent + paragraph if paragraph else "", layout)


def _wrapped(text: str, layout: Layout) -> Iterator[str]:
    if not layout.width:
        yield text
    place = 0
    while layout.width and place < len(text):
        end = min(place + layout.width, len(text))
        while end < len(text) and text[end] in CLOSING:
            end += 1
        while end < len(text) and (
            text[end - 1] == text[end] == "*" or text[end - 1].isdigit() and text[end].isdigit()
        ):
            end += 1
        yield text[place:end]
        place = end
        if layout.line_gap == "\n\n":
            yield ""


def _pages(printed: list[str], layout: Layout) -> Iterator[str]:
    if not layout.page:
        yield from printed
        return
    for page, start in enumerate(range(0, len(printed), layout.page), start=1):
        if page > 1:
            yield from (line.format(page=page) for line in layout.page_start)
        yield from printed[start : start + layout.page]
        yield from (line.format(page=page) for line in layout.page_end)


PLAIN = Layout()
WRAPPED = replace(PLAIN, width=28)

FAMILIES = {
    "plain": PLAIN,
    **{f"wrapped at {width}": replace(PLAIN, width=width) for width in (14, 20, 23, 28, 35, 40, 64)},
    "wrapped with blank lines": replace(WRAPPED, line_gap="\n\n"),
    "wrapped with indents": replace(WRAPPED, indent="\u3000\u3000"),
    "wrapped with blanks and indents": replace(WRAPPED, line_gap="\n\n", indent="\u3000\u3000"),
    "indented by spaces": replace(WRAPPED, indent="    "),
    "indented by no-break spaces": replace(WRAPPED, indent="\u00a0\u00a0\u00a0\u00a0"),
    "CRLF": replace(WRAPPED, newline="\r\n"),
    "CR": replace(WRAPPED, newline="\r"),
    "page numbers in dashes": replace(WRAPPED, page=11, page_end=("— {page} —",)),
    "page numbers in hyphens": replace(WRAPPED, page=11, page_end=("- {page} -",)),
    "page numbers in words": replace(WRAPPED, page=11, page_end=("第 {page} 页 共 9 页",)),
    "bare page numbers": replace(WRAPPED, page=11, page_end=("{page}",)),
    "bare page numbers between blank lines": replace(WRAPPED, page=11, page_end=("", "{page}", "")),
    "bare page numbers and form feeds": replace(WRAPPED, page=11, page_end=("{page}\f",)),
    "form feeds": replace(WRAPPED, page=11, page_start=("\f",)),
    "a running head": replace(WRAPPED, page=11, page_end=("— {page} —",), page_start=("政务信息摘编",)),
    "a running head with the page": replace(WRAPPED, page=11, page_start=("\f办公室编印\u3000{page}",)),
    "no-break spaces around digits": replace(WRAPPED, spaces_around_digits="\u00a0"),
    "spaces around digits": replace(WRAPPED, spaces_around_digits=" "),
    "zero-width spaces": replace(WRAPPED, invisible="\u200b"),
    "soft hyphens": replace(WRAPPED, invisible="\u00ad"),
    "corner quotes": replace(WRAPPED, quotes="「」"),
    "wide digits": replace(WRAPPED, wide_digits=True),
    **{f"masthead: {name}": replace(PLAIN, masthead=name) for name in MASTHEADS},
    **{
        f"sections like {style}": replace(PLAIN, section=style)
        for style in (
            "〖{}〗", "[{}]", "［{}］", "〔{}〕", "◆{}", "◆ {}", "■{}", "● {}", "# {}", "## 【{}】", "**{}**", "{number}、{}",
            "（{number}）{}", "★{}★", "栏目：{}", "{}",
        )
    },
    "a section head before its first entry": replace(PLAIN, section="【{}】\n", entry_gap="\n"),
    **{
        f"titles like {style!r}": replace(PLAIN, title=style)
        for style in (
            "{title}  {body}", "{title}\u3000{body}", "{title}\u3000\u3000{body}", "{title}\n{body}", "{title}\n\n{body}",
            "**{title}** {body}", "**{title}**{body}", "**{title}**\n{body}", "### {title}\n{body}", "### {title}\n\n{body}",
            "{number}.{title} {body}", "{number}. {title}\n{body}", "{number}．{title} {body}", "{number}、{title} {body}",
            "（{number}）{title} {body}", "({number}) {title}\n{body}", "**{number}. {title}**\n{body}", "◆{title}\n{body}",
            "{title}\t{body}", "- **{title}** {body}",
        )
    },
    "wrapped, titles on their own line": replace(WRAPPED, title="{title}\n{body}"),
    "wrapped, titles on their own line, indented": replace(WRAPPED, title="{title}\n{body}", indent="\u3000\u3000"),
    "narrow, titles on their own line": replace(PLAIN, width=18, title="{title}\n{body}"),
    "wrapped, bold titles": replace(WRAPPED, title="**{title}**\n{body}"),
    "wrapped, bold titles in the line": replace(WRAPPED, title="**{title}** {body}"),
    "wrapped, numbered": replace(WRAPPED, title="{number}．{title} {body}"),
    "all entries of a section on one line": replace(PLAIN, entry_gap=""),
    "all entries of a section wrapped together": replace(WRAPPED, entry_gap=""),
    **{
        f"sources like {style!r}": replace(PLAIN, source=style)
        for style in (
            "({})", "〔{}〕", "﹙{}﹚", "[{}]", "〖{}〗", "\n（{}）", "\n\u3000\u3000\u3000\u3000（{}）", "（供稿：{}）",
            "（来源：{}）", "\n供稿：{}", "\n来源：{}", "\n供稿单位：{}", "（{}供稿）", "\n({})", "（ {} ）", "\n【{}】", "\n——{}",
        )
    },
    **{f"units parted by {mark!r}": replace(PLAIN, unit_separator=mark) for mark in ("、", "，", ",", "\u3000", " 、", "；")},
    "joint parts in bold": replace(PLAIN, lead="**{}**"),
    "joint parts with colon": replace(PLAIN, lead="{}："),
    "joint parts in bold with colon": replace(PLAIN, lead="**{}：**"),
    "joint parts on lines of their own": replace(WRAPPED, lead="\n{}"),
    "spaces here and there": replace(WRAPPED, noise=0.02, title="{title}  {body}"),
    "many spaces": replace(PLAIN, noise=0.1, title="{title}\n{body}"),
    "half-width marks": replace(WRAPPED, marks=",.:;()"),
    "quoted as in mails": replace(WRAPPED, line="> {}"),
    "stray marks at the ends of lines": replace(WRAPPED, line="{} .", title="{title}\u3000{body}"),
    "credits on one line": replace(PLAIN, credits="{label}:{name}"),
}  # fmt: skip

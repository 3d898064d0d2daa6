"""What is to be done with one issue of a file: found out without changing anything.

A plan is made anew for a preview and for the import itself, so that both say the same. It knows which issue of the
archive is meant, which of its entries are which, what a person has set and is kept, and what a person should look at.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from django.db.models import Count, Max, Q

from archive.bulletin.parsed import ParsedEntry, ParsedIssue, ParseWarning
from archive.comparison import (
    KEY,
    PRINTED,
    are_alike,
    as_json,
    distribution_difference,
    entry_changes,
    heirs_of,
    is_another,
    issue_changes,
    issue_value,
    kept_entry,
    kept_issue,
    pair_entries,
    parsed_name,
    shown,
    still_corrected,
)
from archive.models import Bulletin, Entry, Issue, Upload
from archive.units import Register, county_of, county_of_bulletin

MANY_REPEATED = 3  # entries of one other issue that are told in one warning
MOST_TOLD = 10  # other issues with the same titles that are named
CREATED, UPDATED, UNCHANGED = "created", "updated", "unchanged"


@dataclass(frozen=True, slots=True)
class IssueDetails:
    """What a person filled in for an issue because the file does not say it, or says it wrongly. None: as parsed."""

    bulletin: str | None = None
    year: int | None = None
    number: int | None = None
    date: datetime.date | None = None


class IssuePlan:
    """What an import of one parsed issue would do.

    `parsed` is what the issue will be; `printed` what the file says. `changes` tells what will not be as before,
    `kept` what stays because a person has set it; `corrected_entries` holds by the keys of entries what a person has set
    in them, with what the file says now; `key_taken` says why the plan cannot be carried out at all. `issue` may be given when it is known, as when a file is read again.
    """

    def __init__(
        self,
        printed: ParsedIssue,
        *,
        details: IssueDetails | None = None,
        upload: Upload | None = None,
        others: Iterable["IssuePlan"] = (),
        issue: Issue | None = None,
        reviewed: bool = False,
    ):
        """`others` are plans for other parts of the same file, whose issues are taken."""
        self.printed = printed
        self._titles_asked: frozenset[str] | None = None
        self.filled = _filled(printed, details)
        self.parsed = replace(printed, **{parsed_name(name): value for name, value in self.filled.items()})
        name, self.bulletin = self.parsed.name, self._bulletin()
        self.issue = issue or self._existing(upload, {plan.issue.pk for plan in others if plan.issue})
        self.kept: list[str] = []
        self.corrected_entries: dict[int, dict[str, object]] = {}
        self.pairs = self._pairs()
        self.heirs = heirs_of(self.pairs)
        if self.parsed.name != name:  # a person has set another
            self.bulletin = self._bulletin()
        self.county = self._county()
        self.register = Register(self.county)
        self.unresolved = [
            name for entry in self.parsed.entries for name in entry.units if self.register.resolve(name) is None
        ]
        self.alike = sum(map(are_alike, self.pairs))
        old = sum(entry is not None for entry, _ in self.pairs)
        is_keyed = bool(old) and self.issue.number is not None
        self.conflict = is_keyed and 2 * self.alike < max(old, len(self.parsed.entries))
        is_withdrawn = self.issue is not None and self.issue.status != Issue.Status.PUBLISHED
        self.republishes = is_withdrawn and reviewed
        self.is_left_alone = is_withdrawn and not reviewed and issue is None
        self.changes = [] if self.is_left_alone else self._changes()
        self.key_taken = self._key_taken()
        self.outcome = CREATED if self.issue is None else UPDATED if self.changes else UNCHANGED
        self.warnings = [*self._conflict_warnings(), *self._unit_warnings(), *self._numbering_warnings()]
        self.warnings += self._duplicate_warnings()

    @property
    def corrected(self) -> dict[str, object]:
        """All that a person has set in the issue, now or before, with what the file says of it now.

        A field in which the file has come to agree is the file's again; but a fragment to which a person gave its key
        has to be known again.
        """
        before = self.issue.corrected if self.issue else {}
        corrected = {}
        for name in {**before, **self.filled}:
            said, becomes = (
                as_json(getattr(issue, parsed_name(name))) or ("" if name in PRINTED else None)
                for issue in (self.printed, self.parsed)
            )
            if said != becomes:
                corrected[name] = said
            elif name in KEY and before.get(name, said) is None:
                corrected[name] = None
        return corrected

    @property
    def lost(self) -> list[Entry]:
        """Entries that are here and would be nowhere, not even within another one."""
        gone = [pair[0] for pair in self.pairs if pair[0] and (pair[1] is None or is_another(pair))]
        return [entry for entry in gone if entry.pk not in self.heirs]

    def distribution_warnings(self, others: Iterable["IssuePlan"]) -> list[ParseWarning]:
        """How the distribution differs from that of the issue before: in the same file or in the archive."""
        parsed = self.parsed
        if not (parsed.name and parsed.distribution and (parsed.date or parsed.number)):
            return []
        others = [plan for plan in others if plan is not self]
        here = [
            (*_place(plan.parsed), plan.parsed.distribution)
            for plan in others
            if plan.parsed.name == parsed.name and plan.parsed.distribution and _is_before(plan.parsed, parsed)
        ]
        if stored := self._stored_before(others):
            here.append((*_place(stored), stored.distribution))
        if not here:
            return []
        _, number, distribution = max(here)
        difference = distribution_difference(distribution, parsed.distribution)
        if not difference:
            return []
        before = f"第{number}期" if number else "上一期"
        line = parsed.distribution_line or parsed.line
        return [ParseWarning(line, "distribution_differs", f"本期发与{before}不同：{'；'.join(difference)}。")]

    def _bulletin(self) -> Bulletin | None:
        return Bulletin.objects.filter(name=self.parsed.name).first() if self.parsed.name else None

    # -- which issue is meant ------------------------------------------------------------------------------------

    def _existing(self, upload: Upload | None, taken: set[int]) -> Issue | None:
        """The issue that is meant, the surest sign first; `taken` are those that other parts of the file update."""
        issues = Issue.objects.select_related("bulletin").exclude(pk__in=taken)
        if self.filled.keys() & set(KEY) and (keyed := self._keyed(issues)):
            return keyed
        if upload is not None and upload.pk:
            own = issues.filter(upload=upload, start=self.printed.start, end=self.printed.end).first()
            if own:
                return own
        return self._corrected(issues) or self._keyed(issues) or self._of_unknown_key(issues, taken)

    def _keyed(self, issues) -> Issue | None:
        parsed = self.parsed
        if not (self.bulletin and parsed.year and parsed.number):
            return None
        return issues.filter(bulletin=self.bulletin, year=parsed.year, number=parsed.number).first()

    def _corrected(self, issues) -> Issue | None:
        """An issue whose key a person has set, made from a file that says of itself what this one says."""
        printed = self.printed
        same = [
            issue
            for issue in issues.corrected().filter(corrected__has_any_keys=list(KEY))
            if (printed.name, printed.year, printed.number)
            == tuple(issue.corrected.get(name, issue_value(issue, name)) for name in KEY)
        ]
        titles = {entry.title for entry in printed.entries}
        shared = Entry.objects.filter(Q(title__in=titles) | Q(corrected__title__in=list(titles)), issue__in=same)
        best = shared.order_by().values("issue").annotate(shared=Count("pk")).order_by("-shared", "issue").first()
        if best is None:
            return None
        issue = next(issue for issue in same if issue.pk == best["issue"])
        return issue if 2 * best["shared"] >= max(issue.entries.count(), len(titles)) else None

    def _of_unknown_key(self, issues, taken: set[int]) -> Issue | None:
        """An issue without a number, a year or a bulletin that has the same entries."""
        parsed = self.parsed
        titles = frozenset(entry.title for entry in parsed.entries)
        if not self._entries_with(titles):
            return None
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
        is_keyed = bool(parsed.name and parsed.year and parsed.number)
        is_part = is_keyed and best["titles"] == held  # a fragment of the issue that has now come in whole
        return issue if is_part or 2 * best["titles"] >= max(len(titles), held) else None

    # -- what becomes of it --------------------------------------------------------------------------------------

    def _pairs(self) -> list[tuple[Entry | None, ParsedEntry | None]]:
        """Old and new entries that are the same, with what a person has set put into the new ones."""
        if self.issue is None:
            return [(None, entry) for entry in self.parsed.entries]
        self.parsed, self.kept = kept_issue(self.issue, self.parsed, self.filled)
        old = list(self.issue.entries.for_lists().prefetch_related("segments"))
        pairs = []
        for entry, new in pair_entries(old, self.parsed.entries):
            notes: list[str] = []
            if entry and new:
                said = new
                new, notes = kept_entry(entry, said)
                self.corrected_entries[entry.pk] = still_corrected(entry, said, new)
            pairs.append((entry, new))
            self.kept += notes
        self.parsed = replace(self.parsed, entries=tuple(new for _, new in pairs if new))
        return pairs

    def _county(self) -> str:
        if self.parsed.name and not (self.bulletin and self.bulletin.county):
            return county_of_bulletin(self.parsed.name, self.parsed.office)
        bulletin = self.bulletin or (self.issue.bulletin if self.issue else None)
        return county_of(bulletin, "".join(entry.title + entry.body for entry in self.parsed.entries))

    def _changes(self) -> list[str]:
        if self.issue is None:
            return []
        changes = issue_changes(self.issue, self.parsed)
        if self.republishes:
            changes.append("已经撤下，重新公开")
        for entry, new in self.pairs:
            changes += entry_changes(entry, new, self.heirs.get(entry.pk) if new is None else None)
        return changes

    def _key_taken(self) -> str:
        """Why the issue cannot get its key, in Chinese: another issue than the one that is updated has it. Else ""."""
        known = self.issue
        if known is None or not self.changes:
            return ""
        bulletin = self.bulletin or (None if self.parsed.name else known.bulletin)
        year, number = self.parsed.year or known.year, self.parsed.number or known.number
        if not (bulletin and year and number):
            return ""
        other = Issue.objects.filter(bulletin=bulletin, year=year, number=number).exclude(pk=known.pk).first()
        return f"{other.label}已经收录，是另外的一期，不能有两期用同一个期号。" if other else ""

    # -- what a person should look at ----------------------------------------------------------------------------

    def _conflict_warnings(self) -> list[ParseWarning]:
        if self.is_left_alone:
            message = f"{self.issue.label}已经撤下，这次没有改动它。要恢复，请在后台把状态改回“已发布”。"
            return [ParseWarning(self.parsed.line, "withdrawn", message)]
        if self.key_taken:
            return [ParseWarning(self.parsed.line, "key_taken", self.key_taken)]
        if not self.conflict:
            return []
        old = sum(entry is not None for entry, _ in self.pairs)
        message = (
            f"{self.issue.label}已经收录，内容却大不一样：已收录{old}条，这里{len(self.parsed.entries)}条，"
            f"相同或相近的只有{self.alike}条。请核对期号。"
        )
        return [ParseWarning(self.parsed.line, "number_taken", message)]

    def _duplicate_warnings(self) -> list[ParseWarning]:
        """Entries whose titles stand in other issues too; many of one other issue are told at once."""
        titles = {entry.title: entry for entry in self.parsed.entries}
        own = self.issue.pk if self.issue else None
        by_issue: dict[int, list[tuple[ParsedEntry, int]]] = {}
        for issue, title, order in self._entries_with(frozenset(titles)):
            if issue != own:
                by_issue.setdefault(issue, []).append((titles[title], order))
        told = list(by_issue)[:MOST_TOLD]
        issues = Issue.objects.in_bulk(told) if told else {}
        warnings = [
            ParseWarning(line, "duplicate_entry", message)
            for issue in told
            for line, message in _repeated(issues[issue], by_issue[issue])
        ]
        if more := len(by_issue) - len(told):
            message = f"还有{more}期已收录的快报里有标题相同的条目。"
            warnings.append(ParseWarning(self.parsed.line, "duplicate_entry", message))
        return warnings

    def _entries_with(self, titles: frozenset[str]) -> list[tuple[int, str, int]]:
        """What is here with one of some titles: issue, title, order. Asked twice for the same, it is looked up once."""
        if self._titles_asked != titles:
            same = Entry.objects.filter(title__in=titles).order_by("pk")
            self._titles_asked, self._titles_found = titles, list(same.values_list("issue", "title", "order"))
        return self._titles_found

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
        others = Issue.objects.filter(bulletin=self.bulletin, year=parsed.year, number__isnull=False)
        warnings = []
        before = others.filter(number__lt=parsed.number).aggregate(number=Max("number"))["number"]
        if before is not None and before < parsed.number - 1:
            gap = f"第{before + 1}期" if before == parsed.number - 2 else f"第{before + 1}期到第{parsed.number - 1}期"
            warnings.append(ParseWarning(parsed.line, "number_gap", f"{gap}还没有收录。"))
        if parsed.date:
            earlier, later = Q(number__lt=parsed.number), Q(number__gte=parsed.number)
            wrong = others.filter(earlier & Q(date__gt=parsed.date) | later & Q(date__lte=parsed.date))
            if other := wrong.order_by("number").first():
                message = f"日期与期号的先后不合：第{other.number}期是{shown(other.date)}。"
                warnings.append(ParseWarning(parsed.line, "date_order", message))
        return warnings

    def _stored_before(self, others: list["IssuePlan"]) -> Issue | None:
        """The published issue of the bulletin that comes before this one, unless the file brings it anew."""
        parsed = self.parsed
        if not self.bulletin:
            return None
        if parsed.date:
            before = Q(date__lt=parsed.date) | Q(date=parsed.date, number__lt=parsed.number or 0)
        else:
            before = Q(year=parsed.year, number__lt=parsed.number)
        brought = [plan.issue.pk for plan in (self, *others) if plan.issue]
        issues = Issue.objects.published().filter(before, bulletin=self.bulletin).exclude(pk__in=brought)
        return issues.exclude(distribution="").newest_first().first()


def _filled(printed: ParsedIssue, details: IssueDetails | None) -> Mapping[str, object]:
    """The fields in which a person says otherwise than the file."""
    if details is None:
        return {}
    year = details.year or (details.date.year if details.date and not printed.year else None)
    given = {"bulletin": details.bulletin, "year": year, "number": details.number, "date": details.date}
    return {
        name: value
        for name, value in given.items()
        if value is not None and value != getattr(printed, parsed_name(name))
    }


def _repeated(issue: Issue, same: list[tuple[ParsedEntry, int]]) -> Iterator[tuple[int, str]]:
    """Which entries have the titles of entries of another issue, at which places there: lines and messages."""
    orders = sorted({entry.order for entry, _ in same})
    if len(orders) >= MANY_REPEATED:
        which = "、".join(map(str, orders))
        yield (
            min(entry.line for entry, _ in same),
            f"{len(orders)}条（第{which}条）与已收录的{issue.label}的条目标题相同。",
        )
        return
    for entry, order in same:
        yield entry.line, f"第{entry.order}条与已收录的{issue.label}第{order}条标题相同。"


def _place(issue: ParsedIssue | Issue) -> tuple[datetime.date, int]:
    """Where an issue stands among others."""
    return issue.date or datetime.date(issue.year or 1, 1, 1), issue.number or 0


def _is_before(one: ParsedIssue, other: ParsedIssue) -> bool:
    if one.date and other.date:
        return _place(one) < _place(other)
    return bool(one.year == other.year and one.number and other.number and one.number < other.number)

"""The register of units: from a printed name to the unit it stands for, or to nobody, for a person to decide.

A name is looked up among the names of one county, as it is and without the 县 or 澄川县 that texts put before it.
Nothing is guessed beyond that. Names that stand for no unit stay in `Attribution` as printed, without a unit.
"""

import json
import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from archive.models import Attribution, Bulletin, Entry, Issue, Unit, UnitAlias
from archive.search.index.writing import index_entries, wait_for_other_writers

# 延津县 of 延津县人民政府办公室, 中共柳河县委办公室, 吉林省通化市柳河县人民政府
COUNTY = re.compile(
    r"(?:中共)?(?:[\u4e00-\u9fff]{2,8}?(?:省|自治区))?(?:[\u4e00-\u9fff]{2,6}?市)?(?P<county>[\u4e00-\u9fff]{1,6}?[县市区旗])"
)
COUNTY_SUFFIX = "县市区旗"


class RegisterError(ValueError):
    """A register file that cannot be loaded; the message says what is wrong with which unit."""


@dataclass(frozen=True, slots=True)
class LoadResult:
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    resolved: int = 0  # printed names in the archive that found their unit through the new register


class Register:
    """The names of a county's units, read once and asked often."""

    def __init__(self, county: str):
        self.county = county
        self._units = (
            {alias.name: alias.unit for alias in UnitAlias.objects.filter(county=county).select_related("unit")}
            if county
            else {}
        )

    def __bool__(self):
        return bool(self._units)

    def resolve(self, name: str) -> Unit | None:
        """The unit that a printed name stands for."""
        name = "".join(name.split())
        without_county = (name.removeprefix(prefix) for prefix in ("", self.county, "县"))
        return next((unit for each in without_county if (unit := self._units.get(each))), None)


def county_of(bulletin: Bulletin | None, text: str) -> str:
    """The county whose register holds for a text: its bulletin's, else the one county of a register that it names."""
    if bulletin:
        return bulletin.county
    counties = Unit.objects.order_by().values_list("county", flat=True).distinct()
    named = [county for county in counties if county.rstrip(COUNTY_SUFFIX) in text]
    return named[0] if len(named) == 1 else ""


def county_of_bulletin(name: str, office: str | None) -> str:
    """The county of a register that the office names or the bulletin's name begins with; else the office's county."""
    office = office or ""
    counties = Unit.objects.order_by().values_list("county", flat=True).distinct()
    for county in counties:
        if county in office or name.startswith(county.rstrip(COUNTY_SUFFIX)):
            return county
    match = COUNTY.match(office)
    return match["county"] if match else ""


def load_register(content: str) -> LoadResult:
    """Load a register file (fixtures/units.json shows its form): units are created or brought up to date, none removed.

    Loading the same file again changes nothing. Raises RegisterError; then nothing is stored.
    """
    county, entries = _register(content)
    counts = {"created": 0, "updated": 0, "unchanged": 0}
    with transaction.atomic():
        wait_for_other_writers()
        for rank, entry in enumerate(entries, start=1):
            counts[_load_unit(county, rank, entry)] += 1
        return LoadResult(**counts, resolved=resolve_again(county))


def save_names(unit: Unit) -> None:
    """Keep a unit's own names among its aliases, and their county its county."""
    unit.aliases.exclude(county=unit.county).update(county=unit.county)
    for name in filter(None, (unit.name, unit.full_name)):
        UnitAlias.objects.get_or_create(county=unit.county, name=name, defaults={"unit": unit})


def slug_for(unit: Unit) -> str:
    """The unit's name in its address; with the county before it where another county has the name."""
    name = unit.name.replace("/", "-")
    taken = Unit.objects.filter(slug=name).exclude(pk=unit.pk).exists()
    return f"{unit.county}{name}".replace("/", "-") if taken else name


def names_apart(units: Collection[Unit]) -> dict[str, str]:
    """Names by slug, with the county where two counties have a unit of that name."""
    met = Counter(unit.name for unit in units)
    return {unit.slug: f"{unit.name}（{unit.county}）" if met[unit.name] > 1 else unit.name for unit in units}


def unresolved_names() -> QuerySet:
    """Printed names that stand for no unit, with how many published entries bear them; the most frequent first."""
    published = Attribution.objects.unresolved().filter(entry__issue__status=Issue.Status.PUBLISHED)
    return (
        published.order_by().values("name").annotate(entries=Count("entry", distinct=True)).order_by("-entries", "name")
    )


def resolve_again(county: str) -> int:
    """Look up the printed names of a county's issues once more, after the register has changed.

    The register is the truth: a name that has moved to another unit moves its entries too, and one that has been taken
    out leaves them unresolved. The number of names in brackets that changed their unit.
    """
    _give_bulletins_their_county(county)
    register = Register(county)
    issues = Q(entry__issue__bulletin__county=county) | Q(entry__issue__in=_fragments_of(county))
    attributions = Attribution.objects.filter(issues)
    entries: set[int] = set()
    count = 0
    for name, before in set(attributions.order_by().values_list("name", "unit").distinct()):
        unit = register.resolve(name)
        if before == (unit.pk if unit else None):
            continue
        changed = Attribution.objects.filter(
            pk__in=list(attributions.filter(name=name, unit=before).values_list("pk", flat=True))
        )
        entries.update(changed.values_list("entry", flat=True))
        count += changed.update(unit=unit)
    if entries:
        index_entries(Entry.objects.filter(pk__in=entries))
    return count


def index_unit(unit: Unit) -> int:
    """Bring the index up to date after a unit's kind has changed. The number of entries indexed."""
    return index_entries(Entry.objects.filter(attributions__unit=unit).distinct())


def _give_bulletins_their_county(county: str) -> None:
    """Bulletins that came in before the register and did not say their county."""
    for bulletin in Bulletin.objects.filter(county=""):
        if county_of_bulletin(bulletin.name, bulletin.issues.values_list("office", flat=True).first()) == county:
            Bulletin.objects.filter(pk=bulletin.pk).update(county=county)


def _fragments_of(county: str) -> list[int]:
    """Issues without a bulletin whose text names the county and no other."""
    fragments = Issue.objects.filter(bulletin=None).prefetch_related("entries")
    return [
        issue.pk
        for issue in fragments
        if county_of(None, "".join(entry.title + entry.body for entry in issue.entries.all())) == county
    ]


def _register(content: str) -> tuple[str, list[dict]]:
    """A register file's county and units, their form checked."""
    try:
        document = json.loads(content)
    except ValueError as error:
        raise RegisterError(f"名册要是 JSON：{error}") from None
    if not isinstance(document, dict) or not _is_text(document.get("county")) or not _is_list(document.get("units")):
        raise RegisterError('名册要形如 {"county": "…县", "units": [{"name": …, "kind": …}]}。')
    for rank, unit in enumerate(document["units"], start=1):
        known = isinstance(unit, dict) and unit.get("kind") in Unit.Kind.values and _is_text(unit.get("name"))
        if not known or not isinstance(unit.get("full_name") or "", str):
            raise RegisterError(f"名册第{rank}个单位要有 name，kind 要是 {'、'.join(Unit.Kind.values)} 之一：{unit}")
        for alias in unit.get("aliases") or []:
            if not (isinstance(alias, dict) and _is_text(alias.get("name")) and _are_years(alias)):
                raise RegisterError(f"名册里{unit['name']}的别名要有 name，since 和 until 要是年份：{alias}")
    return document["county"], document["units"]


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and "\x00" not in value


def _is_list(value: object) -> bool:
    return isinstance(value, list)


def _are_years(alias: dict) -> bool:
    years = [year for name in ("since", "until") if (year := alias.get(name)) is not None]
    return all(type(year) is int and 0 < year < 10000 for year in years) and years == sorted(years)


def _load_unit(county: str, rank: int, entry: dict) -> str:
    """Create or update one unit: "created", "updated" or "unchanged"."""
    wanted = {"full_name": entry.get("full_name") or "", "kind": entry["kind"], "rank": rank}
    unit = Unit.objects.filter(county=county, name=entry["name"]).first()
    is_new = unit is None
    is_changed = False
    if is_new:
        unit = Unit(county=county, name=entry["name"], **wanted)
        unit.slug = slug_for(unit)
        unit.save()
    elif is_changed := any(getattr(unit, field) != value for field, value in wanted.items()):
        Unit.objects.filter(pk=unit.pk).update(**wanted)
        unit.refresh_from_db()
        index_unit(unit)
    own = [{"name": name} for name in (unit.name, unit.full_name) if name]
    for alias in [*own, *(entry.get("aliases") or [])]:
        is_changed |= _load_alias(unit, alias)
    return "created" if is_new else "updated" if is_changed else "unchanged"


def _load_alias(unit: Unit, alias: dict) -> bool:
    """Whether anything had to be stored."""
    wanted = {"since": alias.get("since"), "until": alias.get("until")}
    existing = UnitAlias.objects.filter(county=unit.county, name=alias["name"]).select_related("unit").first()
    if existing and existing.unit_id != unit.pk:
        raise RegisterError(f"“{alias['name']}”已经是{existing.unit.name}的名称，不能再给{unit.name}。")
    if existing and all(getattr(existing, field) == value for field, value in wanted.items()):
        return False
    UnitAlias.objects.update_or_create(county=unit.county, name=alias["name"], defaults={"unit": unit, **wanted})
    return True

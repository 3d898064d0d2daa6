"""The part that a unit has in a joint entry: what it reports itself, among what others report."""

from archive.bulletin.numbering import after_numbering
from archive.models import Entry, Segment, Unit


def printed_name(segment: Segment) -> str:
    """Whose part it is, as printed at its beginning: 石渡镇 of 1.石渡镇：; empty for an opening."""
    return segment.lead[after_numbering(segment.lead) :].rstrip("：:")


def own_segments(entry: Entry, unit: Unit) -> set[int]:
    """The orders of the segments that are the unit's; none where the entry is not parted, or it has no part of its own."""
    names = {each.pk: each.name for each in entry.attributions.all() if each.unit_id == unit.pk}
    return {
        segment.order
        for segment in entry.segments.all()
        if segment.attribution_id in names
        or (segment.attribution_id is None and printed_name(segment) in names.values())
    }


def own_text(entry: Entry, unit: Unit) -> str:
    """The text of the unit's own part; of an entry that is not parted, or in which it has none, the whole body."""
    own = own_segments(entry, unit)
    return "".join(segment.text for segment in entry.segments.all() if segment.order in own) if own else entry.body

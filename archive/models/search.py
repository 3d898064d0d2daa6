"""What search derives from the entries; written by `search.index` alone."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.lookups import Exact

from archive.models.issues import Entry, Section

# One row of sixteen has a small index of its own, by which many hits are counted: rows that came in one after the other,
# so that they lie in few pages of the table.
SAMPLE = 16
_PART = Func(F("entry"), template="MOD(%(expressions)s / 64, 16)", output_field=models.IntegerField())
IN_SAMPLE = Q(Exact(_PART, 0))


class EntrySearch(models.Model):
    """What search needs of one published entry, in a narrow table of its own; written by `search.index` alone.

    Narrow, because PostgreSQL's planner does not see the cost of fetching a wide row or what is stored away from it, as
    the vector and the texts are; the storage settings are in the migrations that add them.
    """

    entry = models.OneToOneField(Entry, primary_key=True, on_delete=models.CASCADE, related_name="search")
    issue_id = models.BigIntegerField()  # with `order` the place among entries of one day
    order = models.PositiveIntegerField()
    day = models.DateField(null=True)
    year = models.PositiveSmallIntegerField(null=True)
    number = models.PositiveSmallIntegerField(null=True)  # of the issue, as its year is
    section = models.ForeignKey(Section, null=True, on_delete=models.SET_NULL, related_name="+")
    unit_ids = ArrayField(models.BigIntegerField())
    unit_kinds = ArrayField(models.CharField(max_length=12))
    has_figures = models.BooleanField(default=False)  # whether the body reports a result in figures
    lexemes = SearchVectorField()
    texts = models.TextField(
        default=""
    )  # title, body, section and units, normalised, one a line; empty: not indexed yet

    class Meta:
        indexes = [
            GinIndex(fields=["lexemes"], name="entry_search_lexemes", fastupdate=False),
            GinIndex(fields=["lexemes"], name="entry_search_sample", fastupdate=False, condition=IN_SAMPLE),
            models.Index(
                F("day").desc(nulls_last=True), F("issue_id").desc(), F("order").asc(), name="entry_search_day"
            ),
            models.Index(
                F("day").asc(nulls_last=True), F("issue_id").desc(), F("order").asc(), name="entry_search_oldest"
            ),
            models.Index(fields=["number", "year"], name="entry_search_issue"),
            models.Index(fields=["year"], name="entry_search_year"),
            GinIndex(fields=["unit_ids", "unit_kinds"], name="entry_search_units", fastupdate=False),
        ]

    def __str__(self):
        return str(self.entry)

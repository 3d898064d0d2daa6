"""Which state of the archive is the present one, so that pages and counts that were made of it can be kept.

Both tables are written by PostgreSQL itself, whoever changes something and however: the triggers are in migration 0009.
"""

from django.db import models
from django.db.models import Q


class Revision(models.Model):
    """The one row: a `token` that no other state has had, drawn anew with each commit that changes what pages show."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    token = models.UUIDField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="revision_is_one_row")]

    def __str__(self):
        return str(self.token)


class RevisionDue(models.Model):
    """A transaction under way that has changed something: at its commit the token is drawn, and the row goes.

    So writers meet in the row of `Revision` no earlier than at their very end, and never wait for each other there;
    and whoever sees such a row sees what is not committed yet, which is nothing to keep.
    """

    transaction = models.BigIntegerField(primary_key=True)

    def __str__(self):
        return str(self.transaction)

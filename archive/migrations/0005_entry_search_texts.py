from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models
from django.db.models.lookups import Exact


class Migration(migrations.Migration):
    """The texts beside their lexemes, so that search reads one table. An archive from before is indexed again
    (manage.py rebuild_search_index); until then entries whose texts have to be looked at are not found.
    """

    dependencies = [("archive", "0004_search_vocabulary")]

    operations = [
        migrations.AddField("entrysearch", "number", models.PositiveSmallIntegerField(null=True)),
        migrations.AddField("entrysearch", "texts", models.TextField(default="")),
        migrations.AddIndex(
            "entrysearch",
            models.Index(
                models.F("day").asc(nulls_last=True),
                models.F("issue_id").desc(),
                models.F("order").asc(),
                name="entry_search_oldest",
            ),
        ),
        migrations.AddIndex("entrysearch", models.Index(fields=["number", "year"], name="entry_search_issue")),
        migrations.AddIndex("entrysearch", models.Index(fields=["year"], name="entry_search_year")),
        migrations.AddIndex(
            "entrysearch", GinIndex(fields=["unit_ids", "unit_kinds"], name="entry_search_units", fastupdate=False)
        ),
        migrations.AddIndex(
            "entrysearch",
            GinIndex(
                fields=["lexemes"],
                name="entry_search_sample",
                fastupdate=False,
                condition=models.Q(
                    Exact(
                        models.Func(
                            models.F("entry"),
                            template="MOD(%(expressions)s / 64, 16)",
                            output_field=models.IntegerField(),
                        ),
                        0,
                    )
                ),
            ),
        ),
        migrations.RunSQL(
            sql=[
                "ALTER TABLE archive_entrysearch ALTER COLUMN texts SET STORAGE EXTERNAL",  # out of the row, as it is
                "ALTER TABLE archive_entrysearch ALTER COLUMN texts SET STATISTICS 0",  # nothing is planned by it
                # In the row, because facets read them of every hit.
                "ALTER TABLE archive_entrysearch ALTER COLUMN unit_ids SET STORAGE MAIN",
                "ALTER TABLE archive_entrysearch ALTER COLUMN unit_kinds SET STORAGE MAIN",
                "UPDATE archive_entrysearch SET number = archive_issue.number FROM archive_issue"
                " WHERE archive_issue.id = archive_entrysearch.issue_id",
            ],
            reverse_sql=migrations.RunSQL.noop,
        ),
    ]

from django.db import migrations


class Migration(migrations.Migration):
    """Keep the vector out of the row: bitmap scans over the narrow table then stay in memory and are never lossy."""

    dependencies = [("archive", "0001_initial")]

    operations = [
        migrations.RunSQL(
            sql=[
                "ALTER TABLE archive_entrysearch ALTER COLUMN lexemes SET STORAGE EXTERNAL",
                "ALTER TABLE archive_entrysearch SET (toast_tuple_target = 128)",
            ],
            reverse_sql=[
                "ALTER TABLE archive_entrysearch RESET (toast_tuple_target)",
                "ALTER TABLE archive_entrysearch ALTER COLUMN lexemes SET STORAGE EXTENDED",
            ],
        ),
    ]

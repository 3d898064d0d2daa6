"""The present state of the archive has a token, which PostgreSQL draws anew when what pages show has changed.

A statement on one of the tables leaves a row in `archive_revisiondue`, one for each transaction. The trigger of that row
waits for the end of the transaction: only then is the one row of `archive_revision` locked, for as long as a commit
takes. The index is not among the tables, for it follows from them; its rebuild, which puts another table in its place,
says so itself.
"""

from django.db import migrations, models

TABLES = [
    *["bulletin", "upload", "topic", "section", "issue", "entry", "formeraddress", "attribution", "segment"],
    *["unit", "unitalias", "word", "synonymgroup", "suggestion"],
]
FUNCTIONS = """
CREATE FUNCTION archive_note_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO archive_revisiondue VALUES (pg_current_xact_id()::text::bigint) ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE FUNCTION archive_draw_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO archive_revision (id, token, changed_at) VALUES (1, gen_random_uuid(), clock_timestamp())
    ON CONFLICT (id) DO UPDATE SET token = EXCLUDED.token, changed_at = EXCLUDED.changed_at;
  DELETE FROM archive_revisiondue WHERE transaction = NEW.transaction;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER archive_draw_revision AFTER INSERT ON archive_revisiondue
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION archive_draw_revision();
INSERT INTO archive_revision (id, token, changed_at) VALUES (1, gen_random_uuid(), clock_timestamp());
"""
NO_FUNCTIONS = """
DROP TRIGGER archive_draw_revision ON archive_revisiondue;
DROP FUNCTION archive_draw_revision();
DROP FUNCTION archive_note_change();
"""
TRIGGER = """
CREATE TRIGGER archive_note_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON archive_{}
  FOR EACH STATEMENT EXECUTE FUNCTION archive_note_change();
"""
NO_TRIGGER = "DROP TRIGGER archive_note_change ON archive_{};"


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0008_topics_and_error_reports"),
    ]

    operations = [
        migrations.CreateModel(
            name="Revision",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("token", models.UUIDField()),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="revision_is_one_row")],
            },
        ),
        migrations.CreateModel(
            name="RevisionDue",
            fields=[
                ("transaction", models.BigIntegerField(primary_key=True, serialize=False)),
            ],
        ),
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
        *[migrations.RunSQL(TRIGGER.format(table), NO_TRIGGER.format(table)) for table in TABLES],
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    """Every import asks whether a person has set the key of an issue; with many issues that took longest of all."""

    dependencies = [("archive", "0006_suggestion_keys")]

    operations = [
        migrations.AddIndex(
            "issue",
            models.Index(fields=["year"], condition=models.Q(("corrected", {}), _negated=True), name="issue_corrected"),
        ),
    ]

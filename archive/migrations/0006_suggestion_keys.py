import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0005_entry_search_texts"),
    ]

    operations = [
        migrations.RemoveIndex("suggestion", "suggestion_text"),
        migrations.AddField("suggestion", "key", models.CharField(default="", verbose_name="归一的文字")),
        migrations.AddField("suggestion", "address", models.CharField(blank=True, default="", verbose_name="地址")),
        migrations.AddField(
            "suggestion",
            "pairs",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.TextField(), default=list, size=None, verbose_name="二字"
            ),
        ),
        migrations.AddIndex(
            "suggestion",
            models.Index(fields=["key"], name="suggestion_key", opclasses=["varchar_pattern_ops"]),
        ),
        migrations.AddIndex(
            "suggestion",
            django.contrib.postgres.indexes.GinIndex(fields=["pairs"], name="suggestion_pairs", fastupdate=False),
        ),
        migrations.AddIndex("searchlog", models.Index(fields=["query"], name="search_log_query")),
    ]

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Keep the text that was read, what persons have corrected, and an address of its own for every entry."""

    dependencies = [("archive", "0002_entry_search_storage")]

    operations = [
        migrations.AddField(
            model_name="upload",
            name="text",
            field=models.TextField(editable=False, null=True, verbose_name="读出的文字"),
        ),
        migrations.AddField(
            model_name="upload",
            name="kind",
            field=models.CharField(
                blank=True, default="", editable=False, help_text="按内容判断，不看文件名", verbose_name="文件格式"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="upload",
            name="notes",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.TextField(), default=list, editable=False, size=None, verbose_name="读取时的提示"
            ),
        ),
        migrations.AddField(
            model_name="issue",
            name="corrected",
            field=models.JSONField(blank=True, default=dict, editable=False, verbose_name="由人改过"),
        ),
        migrations.AddField(
            model_name="entry",
            name="corrected",
            field=models.JSONField(blank=True, default=dict, editable=False, verbose_name="由人改过"),
        ),
        migrations.AddField(
            model_name="entry",
            name="address",
            field=models.PositiveIntegerField(
                editable=False, help_text="一经给出不再改变", null=True, verbose_name="地址"
            ),
        ),
        # Checked at once, because a table with checks still to come cannot be altered further in this transaction.
        migrations.RunSQL(
            sql=["SET CONSTRAINTS ALL IMMEDIATE", 'UPDATE archive_entry SET address = "order"'],
            reverse_sql=migrations.RunSQL.noop,
        ),
        migrations.AlterField(
            model_name="entry",
            name="address",
            field=models.PositiveIntegerField(editable=False, help_text="一经给出不再改变", verbose_name="地址"),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(fields=("issue", "address"), name="entry_address_unique"),
        ),
        migrations.CreateModel(
            name="FormerAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.PositiveIntegerField(verbose_name="地址")),
                ("title", models.TextField(verbose_name="标题")),
                ("body", models.TextField(blank=True, verbose_name="正文")),
                (
                    "entry",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="former_addresses",
                        to="archive.entry",
                        verbose_name="条目",
                    ),
                ),
                (
                    "issue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_addresses",
                        to="archive.issue",
                        verbose_name="期",
                    ),
                ),
            ],
            options={"verbose_name": "旧地址", "verbose_name_plural": "旧地址"},
        ),
        migrations.AddConstraint(
            model_name="formeraddress",
            constraint=models.UniqueConstraint(fields=("issue", "address"), name="former_address_unique"),
        ),
    ]

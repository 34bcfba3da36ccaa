"""Lists that people keep under a name, and the way along expedited reviews."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """A table and an index."""

    dependencies = (("openimr", "0015_first_passwords"),)

    operations = (
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("login", models.TextField()),
                ("name", models.TextField()),
                ("filters", models.TextField()),
                ("role", models.TextField()),
            ],
            options={
                "db_table": "openimr_saved_view",
                "indexes": [models.Index(fields=["role"], name="view_by_role")],
                "constraints": [
                    models.UniqueConstraint(fields=("login", "name"), name="view_named_once")
                ],
            },
        ),
        migrations.AddIndex(
            model_name="caselisting",
            index=models.Index(
                condition=models.Q(priority="expedited"),
                fields=["sort_due", "case"],
                name="expedited_by_due",
            ),
        ),
    )

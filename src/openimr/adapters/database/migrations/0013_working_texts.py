"""Texts that reviewers are still writing, beside the record."""

from __future__ import annotations

from django.db import migrations, models

_TEXT = migrations.CreateModel(
    name="WorkingText",
    fields=[
        ("id", models.BigAutoField(primary_key=True, serialize=False)),
        ("case", models.TextField()),
        ("seat", models.PositiveSmallIntegerField()),
        ("reviewer", models.TextField()),
        ("treatment", models.PositiveSmallIntegerField()),
        ("version", models.PositiveIntegerField()),
        ("at", models.DateTimeField()),
        ("body", models.TextField()),
    ],
    options={
        "db_table": "openimr_working_text",
        "constraints": [
            models.UniqueConstraint(
                fields=("case", "seat", "reviewer", "treatment"), name="working_text_once"
            )
        ],
    },
)


class Migration(migrations.Migration):
    """The table of working texts."""

    dependencies = (("openimr", "0012_saved_applications"),)
    operations = (_TEXT,)

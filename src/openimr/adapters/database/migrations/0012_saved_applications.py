"""Applications that are not filed yet."""

from __future__ import annotations

from django.db import migrations, models

_SAVED = migrations.CreateModel(
    name="SavedApplication",
    fields=[
        ("name", models.TextField(primary_key=True, serialize=False)),
        ("code", models.BinaryField(unique=True)),
        ("content", models.BinaryField()),
        ("expires", models.DateTimeField(db_index=True)),
        ("claimed", models.DateTimeField(null=True)),
        ("case", models.TextField(null=True)),
    ],
    options={"db_table": "openimr_saved_application"},
)


class Migration(migrations.Migration):
    """The table of saved applications."""

    dependencies = (("openimr", "0011_api_tokens"),)
    operations = (_SAVED,)

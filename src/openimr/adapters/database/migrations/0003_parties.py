"""Names of parties and secrets of the installation, beside the record."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """The tables of what is kept outside the events."""

    dependencies = (("openimr", "0002_events_stay"),)

    operations = [
        migrations.CreateModel(
            name="Party",
            fields=[
                ("id", models.TextField(primary_key=True, serialize=False)),
                ("role", models.TextField()),
                ("name", models.TextField()),
            ],
            options={
                "db_table": "openimr_party",
            },
        ),
        migrations.CreateModel(
            name="Secret",
            fields=[
                ("name", models.TextField(primary_key=True, serialize=False)),
                ("content", models.BinaryField()),
            ],
            options={
                "db_table": "openimr_secret",
            },
        ),
    ]

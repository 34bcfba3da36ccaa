"""Addresses of parties, a row for each change, beside the record."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """The table of addresses."""

    dependencies = (("openimr", "0004_panel"),)

    operations = [
        migrations.CreateModel(
            name="PartyAddress",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("party", models.TextField()),
                ("at", models.DateTimeField()),
                ("role", models.TextField()),
                ("actor", models.TextField()),
                ("name", models.TextField()),
                ("email", models.TextField()),
                ("postal", models.TextField()),
            ],
            options={
                "db_table": "openimr_address",
                "indexes": [models.Index(fields=["party", "id"], name="address_by_party")],
            },
        ),
    ]

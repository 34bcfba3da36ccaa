"""Tokens by which programs ask."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

_TOKEN = migrations.CreateModel(
    name="ApiToken",
    fields=[
        ("id", models.BigAutoField(primary_key=True, serialize=False)),
        ("name", models.TextField()),
        ("digest", models.TextField(unique=True)),
        ("bound", models.TextField()),
        ("scopes", models.TextField()),
        ("made", models.DateTimeField()),
        ("expires", models.DateTimeField()),
        ("last_used", models.DateTimeField(null=True)),
        ("revoked", models.DateTimeField(null=True)),
        (
            "account",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="tokens",
                to="openimr.account",
            ),
        ),
    ],
    options={"db_table": "openimr_api_token"},
)


class Migration(migrations.Migration):
    """The table of tokens."""

    dependencies = (("openimr", "0010_security_log"),)
    operations = (_TOKEN,)

"""Accounts, the cases of parties' accounts, and sessions of the web."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

_ACCOUNT = migrations.CreateModel(
    name="Account",
    fields=[
        ("id", models.BigAutoField(primary_key=True, serialize=False)),
        ("login", models.TextField(unique=True)),
        ("role", models.TextField()),
        ("actor", models.TextField()),
        ("password", models.TextField()),
        ("disabled", models.BooleanField()),
        ("failures", models.IntegerField()),
        ("locked_until", models.DateTimeField(null=True)),
        ("made", models.DateTimeField()),
    ],
    options={"db_table": "openimr_account"},
)

_CASE = migrations.CreateModel(
    name="AccountCase",
    fields=[
        ("id", models.BigAutoField(primary_key=True, serialize=False)),
        ("case", models.TextField()),
        (
            "account",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="cases",
                to="openimr.account",
            ),
        ),
    ],
    options={
        "db_table": "openimr_account_case",
        "constraints": [
            models.UniqueConstraint(fields=("account", "case"), name="account_case_once")
        ],
    },
)

_SESSION = migrations.CreateModel(
    name="WebSession",
    fields=[
        (
            "session_key",
            models.CharField(
                max_length=40, primary_key=True, serialize=False, verbose_name="session key"
            ),
        ),
        ("session_data", models.TextField(verbose_name="session data")),
        ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
    ],
    options={
        "verbose_name": "session",
        "verbose_name_plural": "sessions",
        "db_table": "openimr_web_session",
        "abstract": False,
    },
)


class Migration(migrations.Migration):
    """The tables of accounts."""

    dependencies = (("openimr", "0007_panel_not_replaced"),)
    operations = (_ACCOUNT, _CASE, _SESSION)

"""Saved alerts of the library, and what was found for each."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Two tables."""

    dependencies = (("openimr", "0019_papers_filed"),)

    operations = (
        migrations.CreateModel(
            name="LibraryAlert",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("login", models.TextField()),
                ("name", models.TextField()),
                ("search", models.TextField()),
                ("email", models.TextField()),
                ("reached", models.TextField()),
                ("kept", models.DateTimeField()),
            ],
            options={
                "db_table": "openimr_library_alert",
                "constraints": [
                    models.UniqueConstraint(fields=("login", "name"), name="alert_named_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="LibraryAlertFound",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "alert",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="found",
                        to="openimr.libraryalert",
                    ),
                ),
                ("determination", models.TextField()),
                ("mailed", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "openimr_library_alert_found",
                "indexes": [
                    models.Index(
                        condition=models.Q(mailed__isnull=True),
                        fields=["alert", "id"],
                        name="alert_found_waiting",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("alert", "determination"), name="alert_found_once"
                    )
                ],
            },
        ),
    )

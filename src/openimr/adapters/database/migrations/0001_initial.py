"""The tables as they were first made."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Every table."""

    initial = True

    dependencies: list[tuple[str, str]] = []

    operations = [
        migrations.CreateModel(
            name="Anchor",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False)),
                ("heads", models.PositiveIntegerField()),
                ("previous", models.TextField()),
                ("root", models.TextField()),
            ],
            options={
                "db_table": "openimr_anchor",
            },
        ),
        migrations.CreateModel(
            name="Access",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("role", models.TextField()),
                ("actor", models.TextField()),
                ("case", models.TextField()),
                ("what", models.TextField()),
            ],
            options={
                "db_table": "openimr_access",
                "indexes": [models.Index(fields=["case", "at"], name="access_by_case")],
            },
        ),
        migrations.CreateModel(
            name="CaseListing",
            fields=[
                ("case", models.TextField(primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("state", models.TextField()),
                ("owner", models.TextField()),
                ("priority", models.TextField()),
                ("received", models.DateTimeField()),
                ("updated", models.DateTimeField()),
                ("filer", models.TextField()),
                ("administrator", models.TextField()),
                ("sort_due", models.DateTimeField()),
                ("due_rule", models.TextField()),
                ("same_dispute", models.TextField()),
                ("same_course", models.TextField()),
            ],
            options={
                "db_table": "openimr_case",
                "indexes": [
                    models.Index(fields=["state", "sort_due", "case"], name="case_by_state_due"),
                    models.Index(
                        fields=["state", "received", "case"], name="case_by_state_received"
                    ),
                    models.Index(fields=["owner", "sort_due", "case"], name="case_by_owner_due"),
                    models.Index(fields=["sort_due", "case"], name="case_by_due"),
                    models.Index(fields=["received", "case"], name="case_by_received"),
                    models.Index(
                        fields=["administrator", "sort_due", "case"],
                        name="case_by_administrator_due",
                    ),
                    models.Index(fields=["same_dispute", "case"], name="case_by_dispute"),
                    models.Index(fields=["same_course", "case"], name="case_by_course"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Clock",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "case",
                        "place",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("case", models.TextField()),
                ("place", models.PositiveSmallIntegerField()),
                ("rule", models.TextField()),
                ("role", models.TextField()),
                ("who", models.TextField()),
                ("due", models.DateTimeField()),
                ("right", models.BooleanField()),
                ("ended", models.DateTimeField(null=True)),
                ("satisfied", models.BooleanField()),
            ],
            options={
                "db_table": "openimr_deadline",
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended__isnull", True), ("right", False)),
                        fields=["role", "due", "case", "place"],
                        name="open_duty_by_role",
                    ),
                    models.Index(
                        condition=models.Q(("ended__isnull", True), ("right", False)),
                        fields=["due", "case", "place"],
                        name="open_duty_by_due",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "case",
                        "number",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("case", models.TextField()),
                ("number", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                ("role", models.TextField()),
                ("actor", models.TextField()),
                ("key", models.TextField()),
                ("position", models.PositiveSmallIntegerField()),
                ("kind", models.TextField()),
                ("body", models.BinaryField()),
                ("previous", models.BinaryField(max_length=32)),
                ("digest", models.BinaryField(max_length=32)),
            ],
            options={
                "db_table": "openimr_event",
                "indexes": [models.Index(fields=["at"], name="event_by_time")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("case", "key", "position"), name="event_once_per_key"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OutboxErrand",
            fields=[
                ("id", models.TextField(primary_key=True, serialize=False)),
                ("case", models.TextField()),
                ("kind", models.TextField()),
                ("body", models.BinaryField()),
                ("priority", models.SmallIntegerField()),
                ("not_before", models.DateTimeField()),
                ("done", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "openimr_outbox",
                "indexes": [
                    models.Index(
                        condition=models.Q(("done__isnull", True)),
                        fields=["priority", "not_before", "id"],
                        name="outbox_waiting",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "case",
                        "seat",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("case", models.TextField()),
                ("seat", models.PositiveSmallIntegerField()),
                ("reviewer", models.TextField()),
            ],
            options={
                "db_table": "openimr_seat",
                "indexes": [models.Index(fields=["reviewer", "case"], name="seat_by_reviewer")],
            },
        ),
    ]

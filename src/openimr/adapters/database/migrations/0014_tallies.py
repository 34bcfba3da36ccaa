"""The figures of management."""

from __future__ import annotations

from django.db import migrations, models

_OF_CASE = migrations.CreateModel(
    name="CaseTallies",
    fields=[
        ("case", models.TextField(primary_key=True, serialize=False)),
        ("body", models.BinaryField()),
    ],
    options={"db_table": "openimr_case_tallies"},
)
_SUM = migrations.CreateModel(
    name="TallySum",
    fields=[
        (
            "pk",
            models.CompositePrimaryKey(
                "measure",
                "month",
                "key",
                blank=True,
                editable=False,
                primary_key=True,
                serialize=False,
            ),
        ),
        ("measure", models.TextField()),
        ("month", models.DateField()),
        ("key", models.TextField()),
        ("count", models.IntegerField()),
    ],
    options={"db_table": "openimr_tally"},
)
_MARK = migrations.CreateModel(
    name="TallyMark",
    fields=[
        ("id", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
        ("at", models.DateTimeField()),
        ("case", models.TextField()),
        ("number", models.PositiveIntegerField()),
        ("until", models.DateTimeField()),
    ],
    options={"db_table": "openimr_tally_mark"},
)


class Migration(migrations.Migration):
    """Sums over all cases, what each case adds, and how far they go."""

    dependencies = (("openimr", "0013_working_texts"),)
    operations = (_OF_CASE, _SUM, _MARK)

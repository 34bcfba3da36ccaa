"""The panel with its versions, pseudonyms, answers on ties; and who filed, by identifier.

As with events, the database itself refuses to change or delete what is kept of the panel.
"""

from __future__ import annotations

from typing import Any

import django.db.models
from django.db import migrations, models

_TABLES = ("openimr_panel", "openimr_pseudonym", "openimr_tie")
_STAYS = "what is kept of the panel is neither changed nor deleted"

SQLITE = tuple(
    f"""CREATE TRIGGER {table}_no_{word} BEFORE {word} ON {table}
    BEGIN SELECT RAISE(ABORT, '{_STAYS}'); END"""
    for table in _TABLES
    for word in ("update", "delete")
)

POSTGRESQL = (
    f"""CREATE FUNCTION openimr_panel_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{_STAYS}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    *(
        f"""CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION openimr_panel_stays()"""
        for table in _TABLES
    ),
)


def lay_triggers(_: Any, schema_editor: Any) -> None:
    """Make the triggers of this kind of database."""
    statements = {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]
    for statement in statements:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """The tables of the panel."""

    dependencies = (("openimr", "0003_parties"),)

    operations = [
        migrations.CreateModel(
            name="PanelVersion",
            fields=[
                (
                    "pk",
                    django.db.models.CompositePrimaryKey(
                        "reviewer",
                        "number",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("reviewer", models.TextField()),
                ("number", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                ("role", models.TextField()),
                ("actor", models.TextField()),
                ("source", models.TextField()),
                ("body", models.BinaryField(null=True)),
            ],
            options={"db_table": "openimr_panel"},
        ),
        migrations.CreateModel(
            name="Pseudonym",
            fields=[
                ("reviewer", models.TextField(primary_key=True, serialize=False)),
                ("pseudonym", models.TextField(unique=True)),
            ],
            options={"db_table": "openimr_pseudonym"},
        ),
        migrations.CreateModel(
            name="AnsweredTie",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("tie", models.TextField()),
                ("case", models.TextField()),
                ("reviewer", models.TextField()),
                ("party", models.TextField()),
                ("with_whom", models.TextField()),
                ("verdict", models.TextField()),
                ("reason", models.TextField()),
                ("role", models.TextField()),
                ("actor", models.TextField()),
                ("at", models.DateTimeField()),
            ],
            options={"db_table": "openimr_tie"},
        ),
        migrations.AddField(
            model_name="caselisting",
            name="filer_party",
            field=models.TextField(default=""),
        ),
        migrations.RunPython(lay_triggers),
    ]

"""Nobody puts a row of the panel in another's place, nor empties its tables, past the triggers.

In SQLite `INSERT OR REPLACE` takes the old row out without a delete that a trigger would see; in
PostgreSQL `TRUNCATE` does. A pseudonym that is given already is passed over and not refused: of
two who give at one moment, whoever was later keeps what the first gave.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations

_STAYS = "what is kept of the panel is neither changed nor deleted"
_REFUSED = f"RAISE(ABORT, '{_STAYS}')"
_GIVEN = "reviewer = NEW.reviewer OR pseudonym = NEW.pseudonym"

_THERE_ALREADY = (
    ("openimr_panel", "reviewer = NEW.reviewer AND number = NEW.number", _REFUSED),
    ("openimr_pseudonym", _GIVEN, "RAISE(IGNORE)"),
    ("openimr_tie", "id = NEW.id", _REFUSED),
)

SQLITE = tuple(
    f"""CREATE TRIGGER {table}_not_replaced BEFORE INSERT ON {table}
    WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})
    BEGIN SELECT {answer}; END"""
    for table, same, answer in _THERE_ALREADY
)

POSTGRESQL = tuple(
    f"""CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION openimr_panel_stays()"""
    for table, _, _ in _THERE_ALREADY
)


def lay_triggers(_: Any, schema_editor: Any) -> None:
    """Make the triggers of this kind of database."""
    statements = {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]
    for statement in statements:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """Triggers that keep the panel as it is."""

    dependencies = (("openimr", "0006_seats_by_due"),)
    operations = (migrations.RunPython(lay_triggers),)

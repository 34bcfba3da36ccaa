"""The database itself refuses to change or delete an event, and one that follows no other.

Nor does it take one for a day that is closed by its anchor. Accesses, too, are only added. Case
numbers are ordered by code points in every database, as the anchors need it.

Whoever has the rights of the database's owner can drop these triggers; what was altered then is
found by the chain and the daily anchors. A later step that makes SQLite build the table of
events anew must lay the triggers again.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations

_REFUSED = "events and accesses are neither changed nor deleted"
_LOOSE = "an event follows the last one of its case"
_CLOSED = "the day of the event is closed by its anchor"
_FOLLOWS = """NEW.number = 1 OR EXISTS (
    SELECT 1 FROM openimr_event
    WHERE "case" = NEW."case" AND number = NEW.number - 1 AND digest = NEW.previous)"""

SQLITE = (
    f"""CREATE TRIGGER event_not_changed BEFORE UPDATE ON openimr_event
    BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END""",
    f"""CREATE TRIGGER event_not_deleted BEFORE DELETE ON openimr_event
    BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END""",
    f"""CREATE TRIGGER event_not_replaced BEFORE INSERT ON openimr_event
    WHEN EXISTS (SELECT 1 FROM openimr_event WHERE "case" = NEW."case" AND number = NEW.number)
    BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END""",
    f"""CREATE TRIGGER event_follows BEFORE INSERT ON openimr_event
    WHEN NOT ({_FOLLOWS})
    BEGIN SELECT RAISE(ABORT, '{_LOOSE}'); END""",
    f"""CREATE TRIGGER access_not_changed BEFORE UPDATE ON openimr_access
    BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END""",
    f"""CREATE TRIGGER access_not_deleted BEFORE DELETE ON openimr_access
    BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END""",
    f"""CREATE TRIGGER event_of_open_day BEFORE INSERT ON openimr_event
    WHEN EXISTS (SELECT 1 FROM openimr_anchor WHERE day >= date(NEW.at))
    BEGIN SELECT RAISE(ABORT, '{_CLOSED}'); END""",
)

_WITH_CASE = (
    "openimr_event",
    "openimr_case",
    "openimr_seat",
    "openimr_deadline",
    "openimr_outbox",
    "openimr_access",
)

POSTGRESQL = (
    *(f'ALTER TABLE {table} ALTER COLUMN "case" TYPE text COLLATE "C"' for table in _WITH_CASE),
    f"""CREATE FUNCTION openimr_event_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{_REFUSED}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    """CREATE TRIGGER event_not_changed BEFORE UPDATE OR DELETE ON openimr_event
    FOR EACH ROW EXECUTE FUNCTION openimr_event_stays()""",
    """CREATE TRIGGER access_not_changed BEFORE UPDATE OR DELETE ON openimr_access
    FOR EACH ROW EXECUTE FUNCTION openimr_event_stays()""",
    """CREATE TRIGGER event_not_emptied BEFORE TRUNCATE ON openimr_event
    FOR EACH STATEMENT EXECUTE FUNCTION openimr_event_stays()""",
    f"""CREATE FUNCTION openimr_event_follows() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (SELECT 1 FROM openimr_anchor WHERE day >= (NEW.at AT TIME ZONE 'UTC')::date)
        THEN RAISE EXCEPTION '{_CLOSED}' USING ERRCODE = 'integrity_constraint_violation'; END IF;
        IF {_FOLLOWS} THEN RETURN NEW; END IF;
        RAISE EXCEPTION '{_LOOSE}' USING ERRCODE = 'integrity_constraint_violation';
    END $$""",
    """CREATE TRIGGER event_follows BEFORE INSERT ON openimr_event
    FOR EACH ROW EXECUTE FUNCTION openimr_event_follows()""",
)


def lay_triggers(_: Any, schema_editor: Any) -> None:
    """Make the triggers of this kind of database."""
    statements = {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]
    for statement in statements:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """Triggers that keep events as they are."""

    dependencies = (("openimr", "0001_initial"),)
    operations = (migrations.RunPython(lay_triggers),)

"""The security log, which the database keeps for two years as it is, and counted tries."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models

_STAYS = "entries of the security log are not changed, and not deleted for two years"
_DAYS = 730

_SQLITE = (
    f"""CREATE TRIGGER security_not_changed BEFORE UPDATE ON openimr_security
    BEGIN SELECT RAISE(ABORT, '{_STAYS}'); END""",
    f"""CREATE TRIGGER security_not_deleted BEFORE DELETE ON openimr_security
    WHEN OLD.at > datetime('now', '-{_DAYS} days')
    BEGIN SELECT RAISE(ABORT, '{_STAYS}'); END""",
    f"""CREATE TRIGGER security_not_replaced BEFORE INSERT ON openimr_security
    WHEN EXISTS (SELECT 1 FROM openimr_security WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, '{_STAYS}'); END""",
)

_POSTGRESQL = (
    f"""CREATE FUNCTION openimr_security_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' AND OLD.at <= now() - interval '{_DAYS} days' THEN RETURN OLD; END IF;
        RAISE EXCEPTION '{_STAYS}' USING ERRCODE = 'integrity_constraint_violation';
    END $$""",
    """CREATE TRIGGER security_not_changed BEFORE UPDATE OR DELETE ON openimr_security
    FOR EACH ROW EXECUTE FUNCTION openimr_security_stays()""",
    f"""CREATE FUNCTION openimr_security_not_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{_STAYS}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    """CREATE TRIGGER security_not_emptied BEFORE TRUNCATE ON openimr_security
    FOR EACH STATEMENT EXECUTE FUNCTION openimr_security_not_emptied()""",
)


def lay_triggers(_: Any, schema_editor: Any) -> None:
    """Make the triggers of this kind of database."""
    statements = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}[schema_editor.connection.vendor]
    for statement in statements:
        schema_editor.execute(statement, params=None)


_LOG = migrations.CreateModel(
    name="SecurityEntry",
    fields=[
        ("id", models.BigAutoField(primary_key=True, serialize=False)),
        ("at", models.DateTimeField(db_index=True)),
        ("happened", models.TextField()),
        ("account", models.TextField()),
        ("by", models.TextField()),
        ("client", models.TextField()),
        ("about", models.TextField()),
    ],
    options={
        "db_table": "openimr_security",
        "indexes": [models.Index(fields=["account", "id"], name="security_by_account")],
    },
)

_COUNT = migrations.CreateModel(
    name="TryCount",
    fields=[
        ("id", models.BigAutoField(primary_key=True, serialize=False)),
        ("name", models.TextField()),
        ("who", models.TextField()),
        ("began", models.DateTimeField(db_index=True)),
        ("count", models.IntegerField()),
    ],
    options={
        "db_table": "openimr_try_count",
        "constraints": [
            models.UniqueConstraint(fields=("name", "who", "began"), name="try_count_once")
        ],
    },
)


class Migration(migrations.Migration):
    """What happened with accounts, and how often somebody tried."""

    dependencies = (("openimr", "0009_second_factor"),)
    operations = (_LOG, _COUNT, migrations.RunPython(lay_triggers))

"""The tables of the record as JSON lines, and back, in SQLite and PostgreSQL alike.

Import it only after ``database.connect``: it looks at every table of the record's app.
"""

from __future__ import annotations

import datetime as dt
import gzip
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import IO, Any

import msgspec
from django.apps import apps
from django.core.management.color import no_style
from django.db import connections, models, transaction

from openimr.adapters.database.configuration import sqlite
from openimr.adapters.database.connect import connect, disconnect
from openimr.adapters.database.faults import attempt
from openimr.vocabulary.errors import BadInput, Refused

APP = "openimr"
_ROWS = 2_000

PASSING = frozenset({"openimr_web_session", "openimr_try_count"})
"""Tables that are left out: a restore must bring back nobody who was signed in. A backup of an
older version has them; its rows are passed over."""
ERRANDS_AGAIN = dt.timedelta(days=30)
"""Errands of so many days before the backup become jobs again after a restore."""


@contextmanager
def snapshot(alias: str, folder: Path) -> Iterator[str]:
    """The database as it stands at one moment, while others go on writing.

    SQLite is copied by its online backup; PostgreSQL shows one moment to a transaction.
    """
    connection = connections[alias]
    if connection.vendor == "postgresql":
        with transaction.atomic(using=alias):
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield alias
        return
    copy = folder / "copy.sqlite3"
    connection.ensure_connection()
    with sqlite3.connect(copy) as target:
        attempt(alias, lambda: connection.connection.backup(target, pages=10_000))
    target.close()
    other = connect(sqlite(copy))
    try:
        yield other
    finally:
        disconnect(other)


def write_tables(alias: str, folder: Path) -> dict[str, Path]:
    """Each table as a compressed file of JSON lines, by the table's name."""
    kept = [one for one in _tables() if one._meta.db_table not in PASSING]
    return {one._meta.db_table: _write(one, alias, folder) for one in kept}


def count_rows(alias: str, table: str) -> int:
    """How many rows a table has."""
    (model,) = (one for one in _tables() if one._meta.db_table == table)
    return int(attempt(alias, model._default_manager.using(alias).count))


def check_empty(alias: str) -> None:
    """Nothing is restored over a record.

    Raises:
        Refused: when the database holds rows.
    """
    for model in _tables():
        if attempt(alias, model._default_manager.using(alias).exists):
            raise Refused(
                "The database holds a record already.",
                rule="restore-into-nothing",
                remedy="Name an empty database in OPENIMR_DATABASE or an empty OPENIMR_DATA.",
            )


def read_table(alias: str, table: str, lines: IO[bytes]) -> int:
    """Put the rows of one table back; how many.

    Raises:
        BadInput: when this version of OpenIMR has no such table, or not such rows.
    """
    if table in PASSING:
        return 0
    model = next((one for one in _tables() if one._meta.db_table == table), None)
    if model is None:
        raise BadInput("the backup", f"holds a table {table} that is not known here")
    count = 0
    with gzip.open(lines) as plain:
        while rows := [_row(model, line) for line in islice(plain, _ROWS)]:
            model._default_manager.using(alias).bulk_create(rows)
            count += len(rows)
    return count


def ask_again(alias: str, made: dt.datetime) -> int:
    """Let the errands of the last days before a backup become jobs anew; how many."""
    errands = apps.get_model(APP, "OutboxErrand")._default_manager.using(alias)
    young = errands.filter(done__isnull=False, not_before__gte=made - ERRANDS_AGAIN)
    return int(attempt(alias, lambda: young.update(done=None)))


def reset_counters(alias: str) -> None:
    """Let numbers that the database gives go on behind those that were put back."""
    connection = connections[alias]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), _tables()):
            cursor.execute(statement)


def _tables() -> list[type[models.Model]]:
    return list(apps.get_app_config(APP).get_models())


def _columns(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    return list(model._meta.concrete_fields)


def _write(model: type[models.Model], alias: str, folder: Path) -> Path:
    path = folder / f"{model._meta.db_table}.jsonl.gz"
    names = [column.attname for column in _columns(model)]
    rows = model._default_manager.using(alias).order_by("pk").values_list(*names)
    with gzip.open(path, "wb", compresslevel=1) as lines:
        for row in rows.iterator(chunk_size=_ROWS):
            fields = dict(zip(names, map(_plain, row), strict=True))
            lines.write(msgspec.json.encode(fields) + b"\n")
    return path


def _plain(content: object) -> object:
    return bytes(content) if isinstance(content, memoryview) else content


def _row(model: type[models.Model], line: bytes) -> models.Model:
    try:
        fields = msgspec.json.decode(line)
        columns = {column.attname: column for column in _columns(model)}
        return model(**{name: _content(columns[name], one) for name, one in fields.items()})
    except (msgspec.DecodeError, KeyError, ValueError, TypeError):
        found = f"holds a row of {model._meta.db_table} that does not fit this version"
        raise BadInput("the backup", found) from None


def _content(column: models.Field[Any, Any], content: object) -> object:
    if isinstance(column, models.BinaryField) and content is not None:
        return msgspec.convert(content, bytes)
    return column.to_python(content)

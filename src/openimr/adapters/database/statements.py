"""Statements of the record's daily work, written out once from the definitions of the tables.

Django builds and compiles a statement anew at every call, which takes several times as long as
the database takes to do it.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import AutoField

Model = Any
"""The class of a table; Django states no types."""

Row = Mapping[str, object]
"""The values of one row by their columns."""

Statement = tuple[str, Sequence[object]]
"""What is said to the database, and the values in it."""

_DIFFERS = {"sqlite": "IS NOT", "postgresql": "IS DISTINCT FROM"}


@functools.cache
def columns(model: Model) -> tuple[str, ...]:
    """The columns of a table that are written, in order: all but a number that it counts itself."""
    fields = model._meta.concrete_fields
    return tuple(one.column for one in fields if not isinstance(one, AutoField))


def row_by(alias: str, model: Model, column: str, value: object) -> Any:
    """The row that has a value in a column that tells rows apart; None without.

    Args:
        alias: the database.
        model: the table.
        column: unique in the table.
        value: text or a number.
    """
    connection = connections[alias]
    with connection.cursor() as cursor:
        cursor.execute(_select(model, column), (value,))
        row = cursor.fetchone()
    if row is None:
        return None
    changes = _changes(alias, model)
    read = [_changed(it, change, connection) for it, change in zip(row, changes, strict=True)]
    return model.from_db(alias, [field.attname for field in model._meta.concrete_fields], read)


def insert(model: Model, rows: Sequence[Row]) -> Statement:
    """Add rows; at least one."""
    return _insert(model, len(rows)), _values(model, rows)


def upsert(
    vendor: str,
    model: Model,
    key: tuple[str, ...],
    rows: Sequence[Row],
    over: tuple[str, ...] | None = None,
) -> Statement:
    """Write rows over those of the same key; a row that stays as it is, is not written.

    Args:
        vendor: the kind of database, by Django's name.
        model: the table.
        key: the columns that tell rows apart.
        rows: at least one.
        over: the columns written over in a row that is there; all of them without.
    """
    over = over or tuple(name for name in columns(model) if name not in key)
    return _upsert(vendor, model, key, over, len(rows)), _values(model, rows)


def update(
    vendor: str, model: Model, key: tuple[str, ...], row: Row, over: tuple[str, ...]
) -> Statement:
    """Write some columns of a row that is there, unless they stay as they are."""
    new = [row[name] for name in over]
    return _update(vendor, model, key, over), [*new, *(row[name] for name in key), *new]


def delete_others(model: Model, case: str, column: str, kept: Sequence[object]) -> Statement:
    """Delete the rows of a case but for those that have one of these values in a column."""
    return _delete_others(model, column, len(kept)), (case, *kept)


def run(connection: BaseDatabaseWrapper, statements: Iterable[Statement]) -> None:
    """Say statements one after the other; a server is told all at once and answers once."""
    said = list(statements)
    if connection.vendor == "postgresql":
        said = [
            ("; ".join(text for text, _ in said), [one for _, values in said for one in values])
        ]
    with connection.cursor() as cursor:
        for text, values in said:
            cursor.execute(text, [_adapted(connection, one) for one in values])


def _adapted(connection: BaseDatabaseWrapper, value: object) -> object:
    """A value as the database keeps it; only times differ from what the drivers take."""
    if isinstance(value, dt.datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value


Change = Any
"""Makes a column's value what its field holds; Django states no types."""


@functools.cache
def _select(model: Model, column: str) -> str:
    names = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)
    return f'SELECT {names} FROM {_table(model)} WHERE "{column}" = %s'  # noqa: S608


@functools.cache
def _changes(alias: str, model: Model) -> tuple[tuple[Change, Sequence[Change]], ...]:
    """For each column how Django writes it in a statement, and what it does to a value."""
    connection = connections[alias]
    found = []
    for field in model._meta.concrete_fields:
        written = field.get_col(model._meta.db_table)
        ours = connection.ops.get_db_converters(written)
        found.append((written, (*ours, *field.get_db_converters(connection))))
    return tuple(found)


def _changed(
    value: object, change: tuple[Change, Sequence[Change]], connection: BaseDatabaseWrapper
) -> object:
    written, ways = change
    for way in ways:
        value = way(value, written, connection)
    return value


def _values(model: Model, rows: Sequence[Row]) -> list[object]:
    return [row[name] for row in rows for name in columns(model)]


@functools.cache
def _insert(model: Model, rows: int) -> str:
    names = columns(model)
    marks = ", ".join([f"({', '.join(['%s'] * len(names))})"] * rows)
    return f"INSERT INTO {_table(model)} {_listed(names)} VALUES {marks}"  # noqa: S608


@functools.cache
def _upsert(
    vendor: str, model: Model, key: tuple[str, ...], over: tuple[str, ...], rows: int
) -> str:
    new = ", ".join(f'"{name}" = excluded."{name}"' for name in over)
    kept = _listed(over, f"{_table(model)}.")
    differs = f"{kept} {_DIFFERS[vendor]} {_listed(over, 'excluded.')}"
    written = f"ON CONFLICT {_listed(key)} DO UPDATE SET {new} WHERE {differs}"
    return f"{_insert(model, rows)} {written}"


@functools.cache
def _update(vendor: str, model: Model, key: tuple[str, ...], over: tuple[str, ...]) -> str:
    new = ", ".join(f'"{name}" = %s' for name in over)
    here = " AND ".join(f'"{name}" = %s' for name in key)
    marks = ", ".join(["%s"] * len(over))
    differs = f"{_listed(over)} {_DIFFERS[vendor]} ({marks})"
    return f"UPDATE {_table(model)} SET {new} WHERE {here} AND {differs}"  # noqa: S608


@functools.cache
def _delete_others(model: Model, column: str, kept: int) -> str:
    but = f' AND "{column}" NOT IN ({", ".join(["%s"] * kept)})' if kept else ""
    return f'DELETE FROM {_table(model)} WHERE "case" = %s{but}'  # noqa: S608


def _table(model: Model) -> str:
    return f'"{model._meta.db_table}"'


def _listed(names: Iterable[str], before: str = "") -> str:
    return "({})".format(", ".join(f'{before}"{name}"' for name in names))

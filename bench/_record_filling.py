"""Fills a database for `bench.records`: indexes and triggers are off meanwhile, and laid again.

To be imported when a database is open, as all that knows tables.
"""

from __future__ import annotations

import hashlib
import importlib
import itertools
import random
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from django.db import connections

from bench import _record_cases as invented
from bench._record_building import TABLES, Builder, Row, Rows
from openimr.adapters.database.event_store import DatabaseEventStore
from openimr.adapters.database.statements import columns
from openimr.case.record import digest_of, encode
from openimr.law.load import load_law
from openimr.workflow.projections import Projection
from openimr.workflow.store import CaseQuery

_AT_ONCE = 2_000
_TRIGGERS = importlib.import_module("openimr.adapters.database.migrations.0002_events_stay")
_NAMES = tuple(table._meta.db_table for table in TABLES)
_INDEXES = {
    "sqlite": """SELECT name, sql FROM sqlite_master
        WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = %s ORDER BY name""",
    "postgresql": """SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s
        AND indexname NOT IN (SELECT conname FROM pg_constraint) ORDER BY indexname""",
}
"""Indexes that are not the tables' own keys, with the statements that make them."""

_BINARY = {"text": "text", "integer": "int4", "smallint": "int2", "boolean": "bool"}
_BINARY |= {"timestamp with time zone": "timestamptz", "bytea": "bytea"}


class Index(NamedTuple):
    """An index as the database describes it."""

    name: str
    made_by: str


def shape() -> str:
    """A digest of what is filled in: the events, and the tables with their indexes."""
    tables = [(table._meta.db_table, columns(table), _described(table)) for table in TABLES]
    kinds = [encode(one) for kind in (invented.closed(), invented.under_review()) for one in kind]
    return hashlib.sha256(repr((tables, kinds)).encode()).hexdigest()


def _described(table: Any) -> list[str]:
    return [repr(one.deconstruct()) for one in (*table._meta.indexes, *table._meta.constraints)]


def fill(alias: str, cases: int) -> None:
    """Fill the tables, say on the way how far it is, and check a sample."""
    connection = connections[alias]
    kept = _indexes(alias)
    _triggers(alias, on=False)
    _run(alias, (f'DROP INDEX "{one.name}"' for one in kept))
    _quickly(alias, on=True)
    put = _copy if connection.vendor == "postgresql" else _insert
    begun = time.perf_counter()
    for rows, done in _batches(alias, cases):
        for table, those in rows.items():
            put(alias, table, those)
        if done * 20 // cases != (done - _AT_ONCE) * 20 // cases:
            _say(f"{connection.vendor}: {done:,} of {cases:,} cases", begun)
    _run(alias, (one.made_by for one in kept))
    _say(f"{connection.vendor}: indexes made", begun)
    _triggers(alias, on=True)
    _quickly(alias, on=False)
    assert _indexes(alias) == kept, "the indexes are those of the migrations"
    _check(alias, cases)


def _batches(alias: str, cases: int) -> Iterator[tuple[Rows, int]]:
    builder = Builder(connections[alias].ops.adapt_datetimefield_value)
    for start in range(0, cases, _AT_ONCE):
        rows: Rows = {table: [] for table in TABLES}
        end = min(start + _AT_ONCE, cases)
        for place in range(start, end):
            for table, those in builder.case(place).items():
                rows[table] += those
        yield rows, end


def _say(what: str, begun: float) -> None:
    print(f"{what}, {time.perf_counter() - begun:.0f} s", file=sys.stderr, flush=True)


def _indexes(alias: str) -> list[Index]:
    question = _INDEXES[connections[alias].vendor]
    return [Index(*row) for name in _NAMES for row in _asked(alias, question, name)]


def _asked(alias: str, question: str, *values: object) -> list[Row]:
    with connections[alias].cursor() as cursor:
        cursor.execute(question, values)
        return list(cursor.fetchall())


def _run(alias: str, statements: Iterable[str]) -> None:
    with connections[alias].cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _insert(alias: str, table: Any, rows: Sequence[Row]) -> None:
    marks = ", ".join("?" * len(columns(table)))
    raw = connections[alias].connection
    raw.execute("BEGIN IMMEDIATE")
    raw.executemany(f"INSERT INTO {table._meta.db_table} {_named(table)} VALUES ({marks})", rows)
    raw.execute("COMMIT")


def _copy(alias: str, table: Any, rows: Sequence[Row]) -> None:
    name = table._meta.db_table
    kinds = _asked(
        alias,
        "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s",
        name,
    )
    types: dict[str, str] = dict(kinds)
    with (
        connections[alias].cursor() as cursor,
        cursor.copy(f"COPY {name} {_named(table)} FROM STDIN (FORMAT BINARY)") as copy,
    ):
        copy.set_types([_BINARY[types[column]] for column in columns(table)])
        for row in rows:
            copy.write_row(row)


def _named(table: Any) -> str:
    return "({})".format(", ".join(f'"{name}"' for name in columns(table)))


def _quickly(alias: str, *, on: bool) -> None:
    """Without waiting for the disk while nothing is worth keeping; at the end all is on it."""
    if connections[alias].vendor == "postgresql":
        end = ("RESET maintenance_work_mem", "RESET synchronous_commit", "VACUUM ANALYZE")
        begin = ("SET synchronous_commit = off", "SET maintenance_work_mem = '512MB'")
        _run(alias, begin if on else (*end, "CHECKPOINT"))
        return
    begin = ("PRAGMA synchronous = OFF", "PRAGMA cache_size = -500000")
    back = ("PRAGMA synchronous = FULL", "PRAGMA cache_size = -2000")
    _run(alias, begin if on else (*back, "PRAGMA wal_checkpoint(TRUNCATE)"))


def _triggers(alias: str, *, on: bool) -> None:
    if connections[alias].vendor == "postgresql":
        _run(alias, [f"ALTER TABLE openimr_event {'ENABLE' if on else 'DISABLE'} TRIGGER USER"])
        return
    drop = (f"DROP TRIGGER {statement.split()[2]}" for statement in _TRIGGERS.SQLITE)
    _run(alias, _TRIGGERS.SQLITE if on else drop)


def _check(alias: str, cases: int) -> None:
    """A sample is what the record itself would have written, and its rows what it would draw."""
    chance, project = random.Random(4), Projection(load_law())
    store = DatabaseEventStore(alias, project)
    for _ in range(20):
        record = store.load(invented.number(chance.randrange(cases)))
        assert all(one.digest == digest_of(one) for one in record)
        linked = itertools.pairwise(record)
        assert all(after.previous == before.digest for before, after in linked)
        drawn = project(record).row
        assert store.cases(CaseQuery(same_dispute=drawn.same_dispute)).rows == (drawn,)

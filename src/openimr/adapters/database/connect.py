"""Opens databases; Django is set up when the first is opened and not before.

Modules with tables can be imported only after that.
"""

from __future__ import annotations

import contextlib
import enum
import os
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, OperationalError, ProgrammingError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from openimr.adapters.database.django_settings import APP, configure
from openimr.adapters.database.faults import THE_DATABASE, attempt, in_words
from openimr.adapters.one_at_a_time import one_at_a_time
from openimr.vocabulary.errors import BadInput, Refused
from openimr.workflow.store import Errands, Projector, no_errands

if TYPE_CHECKING:
    from openimr.adapters.database.event_store import DatabaseEventStore

PATIENCE = 3.0
"""Seconds of trying to reach the database at the start, when its address may be wrong."""

_ONE_AT_A_TIME = threading.Lock()
_OURS = "openimr"
"""The label of the tables' app, under which Django lists the steps that were taken."""

_OWNER_ALONE = 0o077

_STEPS = Path(__file__).with_name("migrations")
_MIGRATING = 0x1A7E_0001
"""The number of the PostgreSQL lock under which one process makes tables."""


def connect(
    database: dict[str, Any], *, make_tables: bool = True, closed: Path | None = None
) -> str:
    """Open a database and bring its tables up to date.

    From then on what this process makes is its owner's alone: a database's own files, papers and
    letters name patients, also in a folder that others may enter.

    Args:
        database: settings as Django understands them.
        make_tables: without, a database that is behind is refused.
        closed: the folder of closed days that lies beside the database; where it holds any, a
            database without a record is another one, and no new record is begun in it.

    Returns:
        The name under which Django knows the database.

    Raises:
        Refused: when the database belongs to a newer version of OpenIMR, or is behind and may
            not be changed.
        BadInput: when it cannot be reached or written, or lacks the record whose days were closed.
    """
    os.umask(_OWNER_ALONE)
    if database["ENGINE"].endswith("sqlite3"):
        path = Path(database["NAME"])
        if not path.exists() or not path.stat().st_size:  # opening would write it
            _check_nothing_closed(database, closed)
        _private_folder(path.parent)
    alias = known_as(database)
    try:
        connection = connections[alias]
        attempt(alias, lambda: _bring_up_to_date(connection, make_tables, closed), PATIENCE)
    except DatabaseError as error:
        raise in_words(error) from error
    return alias


def open_store(
    database: dict[str, Any],
    project: Projector,
    errands: Errands = no_errands,
    *,
    closed: Path | None = None,
) -> DatabaseEventStore:
    """The record in a database, with its tables up to date; as ``connect`` otherwise."""
    alias = connect(database, closed=closed)
    from openimr.adapters.database.event_store import DatabaseEventStore  # noqa: PLC0415

    return DatabaseEventStore(alias, project, errands)


def disconnect(alias: str) -> None:
    """Close this thread's connection; the next use opens another."""
    connections[alias].close()


def _private_folder(folder: Path) -> None:
    """What is kept names patients: a new folder is its owner's alone."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        remedy = "Name another folder in OPENIMR_DATA."
        raise BadInput("the data folder", "cannot be made", remedy) from error


def known_as(database: dict[str, Any]) -> str:
    """Django's name of a database, which need not answer; a further one is added to its list."""
    with _ONE_AT_A_TIME:
        if not settings.configured:
            configure(database)
            return "default"
        for alias, known in connections.settings.items():
            if all(known.get(name) == wanted for name, wanted in database.items()):
                return str(alias)
        alias = f"openimr{len(connections.settings)}"
        complete = connections.configure_settings({"default": dict(database)})["default"]
        connections.settings[alias] = complete
        return alias


def _bring_up_to_date(
    connection: BaseDatabaseWrapper, make_tables: bool, closed: Path | None
) -> None:
    if _has_every_step(connection) or not (behind := _behind(connection)):
        return
    if behind is _Behind.EMPTY:
        _check_nothing_closed(connection.settings_dict, closed)
    if not make_tables:
        raise _not_up_to_date(behind)
    with _alone(connection):
        executor = _executor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())


class _Behind(enum.Enum):
    """How a database lacks tables."""

    EMPTY = "has no tables yet"
    OLDER = "has tables older than this version of OpenIMR"


def _not_up_to_date(behind: _Behind) -> Refused:
    again = "Back it up, then start OpenIMR once: it brings the tables up to date."
    return Refused(
        f"The database {behind.value}.",
        rule="tables-are-current",
        remedy=again if behind is _Behind.OLDER else "They are made when OpenIMR is first used.",
    )


def _check_nothing_closed(database: Mapping[str, Any], closed: Path | None) -> None:
    """A record without events cannot be the one whose days were closed.

    Raises:
        BadInput: when the folder of closed days holds any.
    """
    from openimr.adapters.record_file import HeadFiles  # noqa: PLC0415 - looked at once in a life

    if closed is None or not (days := HeadFiles(closed).days()):
        return
    raise BadInput(
        THE_DATABASE,
        f"{database['NAME']} holds no record, while {closed} shows that days until {days[-1]} "
        "were closed",
        "No new record is begun beside it: correct OPENIMR_DATABASE or OPENIMR_DATA, or restore a "
        "backup into an empty folder.",
    )


def _has_every_step(connection: BaseDatabaseWrapper) -> bool:
    """Whether exactly the steps of this version were taken, found without loading any of them."""
    others = [app for app in apps.get_app_configs() if app.name != APP]
    if any(Path(app.path, "migrations").is_dir() for app in others):
        return False
    known = {path.stem for path in _STEPS.glob("[0-9]*.py")}
    with contextlib.suppress(ProgrammingError, OperationalError), connection.cursor() as cursor:
        cursor.execute("SELECT name FROM django_migrations WHERE app = %s", [_OURS])
        return {name for (name,) in cursor.fetchall()} == known
    return False


def _executor(connection: BaseDatabaseWrapper) -> Any:
    """What Django makes tables with; loaded only where there is something to make."""
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    return MigrationExecutor(connection)


def _behind(connection: BaseDatabaseWrapper) -> _Behind | None:
    """Which steps are missing; refuses a database that knows steps of a later version."""
    executor = _executor(connection)
    known = set(executor.loader.graph.nodes)
    later = [step for step in executor.loader.applied_migrations if step not in known]
    if any(app == _OURS for app, _ in later):
        raise Refused(
            "The database was used by a newer version of OpenIMR.",
            rule="tables-are-current",
            remedy="Use that version, or restore a backup of this one.",
        )
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return None
    ours = any(app == _OURS for app, _ in executor.loader.applied_migrations)
    return _Behind.OLDER if ours else _Behind.EMPTY


@contextlib.contextmanager
def _alone(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Two processes that start together do not both make the tables."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_MIGRATING])
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_MIGRATING])
        return
    with one_at_a_time(Path(f"{connection.settings_dict['NAME']}.lock")):
        yield

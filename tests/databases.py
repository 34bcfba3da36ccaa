"""Event stores on real databases for tests, each on a database of its own with tables made."""

from __future__ import annotations

import atexit
import contextlib
import functools
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.postgres import shared_server

from openimr.adapters.database.configuration import postgresql, sqlite
from openimr.adapters.database.connect import connect, disconnect
from openimr.workflow.addresses import KeptAddresses
from openimr.workflow.store import AccessLog, Errands, EventStore, Ledger, Projector, no_errands

KINDS = ("sqlite", "postgresql")


@contextlib.contextmanager
def database(kind: str, folder: Path) -> Iterator[str]:
    """The name under which Django knows an empty database of a kind."""
    if kind == "sqlite":
        path = folder / "record.sqlite3"
        shutil.copyfile(_empty_sqlite(), path)
        alias = connect(sqlite(path))
        yield alias
        disconnect(alias)
        return
    server = shared_server()
    name = server.make_database(_empty_postgresql())
    alias = connect(postgresql(server.url(name)))
    yield alias
    disconnect(alias)
    server.drop_database(name)


def store_in(alias: str, project: Projector, errands: Errands = no_errands) -> EventStore:
    """The event store of an open database; its module needs Django to be set up."""
    from openimr.adapters.database.event_store import DatabaseEventStore  # noqa: PLC0415

    return DatabaseEventStore(alias, project, errands)


def ledger_in(alias: str) -> Ledger:
    """The ledger of an open database."""
    from openimr.adapters.database.ledger import DatabaseLedger  # noqa: PLC0415

    return DatabaseLedger(alias)


def access_log_in(alias: str) -> AccessLog:
    """The log of accesses of an open database."""
    from openimr.adapters.database.access_log import DatabaseAccessLog  # noqa: PLC0415

    return DatabaseAccessLog(alias)


def address_book_in(alias: str) -> KeptAddresses:
    """The address book of an open database."""
    from openimr.adapters.database.address_book import DatabaseAddressBook  # noqa: PLC0415

    return DatabaseAddressBook(alias)


def run_sql(alias: str, statement: str) -> None:
    """Say something to a database past all of OpenIMR."""
    from django.db import connections  # noqa: PLC0415

    with connections[alias].cursor() as cursor:
        cursor.execute(statement)


def place_of(alias: str) -> str:
    """An open database as another process names it: a file, or a URL."""
    from django.db import connections  # noqa: PLC0415

    known = connections[alias].settings_dict
    if connections[alias].vendor == "sqlite":
        return str(known["NAME"])
    return f"postgresql://{known['USER']}@/{known['NAME']}?host={known['HOST']}"


def waiting(alias: str) -> list[str]:
    """Identifiers of all errands in the outbox."""
    from openimr.adapters.database.models import OutboxErrand  # noqa: PLC0415

    return sorted(OutboxErrand.objects.using(alias).values_list("id", flat=True))


@functools.cache
def _empty_sqlite() -> Path:
    """A file with every table, made once."""
    folder = tempfile.mkdtemp(prefix="openimr-sqlite-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = Path(folder) / "empty.sqlite3"
    disconnect(connect(sqlite(path)))
    return path


@functools.cache
def _empty_postgresql() -> str:
    """The name of a database with every table, made once."""
    name = shared_server().make_database()
    disconnect(connect(postgresql(shared_server().url(name))))
    return name

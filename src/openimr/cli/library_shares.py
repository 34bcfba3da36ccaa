"""The database of shares, as it is named on the command line."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from openimr.adapters.library_build import Tally, Watch
    from openimr.adapters.library_store import LibraryStore


def built_on_machines(
    database: str, store: LibraryStore, sources: Sequence[Path], watch: Watch, *, rehash: bool
) -> Tally:
    """Build a library with the workers of a database; returns when all shares are joined."""
    from openimr.adapters.durable_jobs import DurableJobs
    from openimr.adapters.library_machines import BuildOnMachines, share_kinds

    named = checked(database)
    folder = store.folder.resolve()
    with closing(DurableJobs(named, share_kinds(folder))) as jobs:
        watch.told("Letters are read by the workers of: openimr library worker DATABASE_URL")
        return BuildOnMachines(store, jobs, watch).build(sources, rehash=rehash)


def checked(database: str) -> str:
    """The database as the engine of jobs takes it.

    Raises:
        UsageError: for one that it cannot take, or that of the installation's own jobs, whose
            workers know nothing of shares.
    """
    from openimr.installation import jobs_database

    named = database.replace("postgres://", "postgresql://", 1)
    if not named.startswith(("postgresql://", "sqlite:///")):
        raise click.UsageError("DATABASE_URL begins with postgresql:// or sqlite:///.")
    if named == jobs_database():
        raise click.UsageError(
            "DATABASE_URL is that of the installation's own jobs. Name another database."
        )
    return named

"""``openimr library worker``: builds shares of a library that is built on many machines."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from openimr.cli import EXIT_FULL
from openimr.cli.library_build import library_option

if TYPE_CHECKING:
    from openimr.adapters.asked_to_stop import AskedToStop


@click.command()
@click.argument("database", metavar="DATABASE_URL")
@library_option
@click.option(
    "--workers", type=click.IntRange(1, 256), metavar="N", help="Processes; one a core by default."
)
def worker(database: str, folder: Path | None, workers: int | None) -> int:
    """Build shares of a library until stopped, on this machine.

    DATABASE_URL is the one that `openimr library build --machines` names: `postgresql://...` for
    many machines, `sqlite:///FILE` for several workers of one. Every machine must reach the
    library's folder and the letters under the same names.

    A share whose worker was killed goes on with another. Stop with SIGTERM or Ctrl-C: what was
    read of a share is kept. A second Ctrl-C stops at once.
    """
    import os
    import signal

    from openimr.adapters.library_machines import worker_of
    from openimr.cli.library_place import library_folder
    from openimr.cli.library_shares import checked

    running = worker_of(checked(database), library_folder(folder).resolve(), workers)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: _stop(running.stopping))
    click.echo("Building shares. Ctrl-C stops.", err=True)
    if not running.run(grace=60.0):
        os._exit(EXIT_FULL)  # Python would wait for the share's thread, which has no end in sight
    return EXIT_FULL


def _stop(stopping: AskedToStop) -> None:
    """Ask to stop; asked again, stop at once."""
    import os

    if stopping.is_set():
        os._exit(130)
    stopping.set()

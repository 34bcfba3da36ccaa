"""``openimr work``: a worker that does the jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from openimr.cli import EXIT_FULL

if TYPE_CHECKING:
    from openimr.adapters.asked_to_stop import AskedToStop


@click.command()
@click.option(
    "--light", default=8, show_default=True, type=click.IntRange(1, 64), help="Short jobs at once."
)
@click.option(
    "--heavy",
    default=1,
    show_default=True,
    type=click.IntRange(1, 64),
    help="Jobs at once that read or draft a case file; each uses every core.",
)
@click.option(
    "--grace",
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    type=click.FloatRange(1, 3600),
    help="When told to stop, time for running jobs to finish or to be handed back.",
)
def work(light: int, heavy: int, grace: float) -> int:
    """Do jobs until stopped: notices, reading case files, drafting, letters.

    Start as many as you like, with PostgreSQL on as many machines as you like (see
    OPENIMR_DATABASE). Jobs of a worker that was killed go on with another one, or with the next
    one that starts.

    Stop it with SIGTERM or Ctrl-C: running jobs finish, or stop after the page they are at and
    go on elsewhere. A second Ctrl-C stops at once; nothing is lost by it.
    """
    import os
    import signal
    import sys

    from openimr.installation import job_worker

    worker, carry = job_worker(light, heavy)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: _stop(worker.stopping))
    click.echo("Working. Ctrl-C stops.", err=True)
    clean = worker.run(carry, grace)
    click.echo("Stopped." if clean else "Stopped; a running job goes on elsewhere.", err=True)
    if not clean:
        sys.stderr.flush()
        os._exit(EXIT_FULL)  # Python would wait for the job's thread, which has no end in sight
    return EXIT_FULL


def _stop(stopping: AskedToStop) -> None:
    """Ask to stop; asked again, stop at once."""
    import os

    if stopping.is_set():
        os._exit(130)
    stopping.set()

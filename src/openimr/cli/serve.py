"""``openimr serve``: the web and a worker, in one command."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from openimr.cli import EXIT_FULL, EXIT_PARTIAL, EXIT_STOPPED, PLACE

if TYPE_CHECKING:
    from openimr.adapters.kept_running import Child, Keeper
    from openimr.adapters.web_server import Listening

_MOST_AT_FIRST = 4
"""Processes that answer requests where nobody says how many."""


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port there."
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    metavar="N",
    help="Processes that answer requests, one at a time each; as many as there are processors, "
    "at most 4, when left out.",
)
@click.option("--certificate", type=PLACE, help="Certificate for HTTPS, with its chain (PEM).")
@click.option("--key", type=PLACE, help="The certificate's key (PEM, without a password).")
@click.option(
    "--light", default=8, show_default=True, type=click.IntRange(1, 64), help="Short jobs at once."
)
@click.option(
    "--heavy",
    default=1,
    show_default=True,
    type=click.IntRange(1, 64),
    help="Jobs at once that read or draft a case file.",
)
@click.option("--no-jobs", is_flag=True, help="Serve the web alone: jobs are done elsewhere.")
@click.option(
    "--grace",
    default=60,
    show_default=True,
    metavar="SECONDS",
    type=click.IntRange(1, 3600),
    help="When told to stop, time for running requests and jobs to finish or be handed back.",
)
def serve(  # noqa: PLR0913, PLR0917
    host: str,
    port: int,
    workers: int | None,
    certificate: Path | None,
    key: Path | None,
    light: int,
    heavy: int,
    no_jobs: bool,
    grace: int,
) -> int:
    """Serve the web and do the jobs, until stopped.

    Only this machine is served until OPENIMR_URL names the HTTPS address that people type. A part
    that ends unasked is started again, first at once, then ever later. `/health` says how things
    are.

    Stop it with SIGTERM or Ctrl-C: running requests and jobs finish, or jobs stop after the page
    they are at and go on when OpenIMR starts again. A second Ctrl-C stops at once; nothing is lost
    by it.

    \b
    Exit code: 0 stopped as asked; 1 a part had to be killed; 2 it could not start.
    """
    from openimr.adapters.kept_running import Keeper
    from openimr.serving import check_serving

    listening = _listening(host, port, workers, grace, certificate, key)
    check_serving(listening)
    jobs = [] if no_jobs else [_worker(light, heavy, grace)]
    return _kept(Keeper([_web(listening), *jobs], _tell), listening)


def _listening(  # noqa: PLR0913, PLR0917 - as typed
    host: str,
    port: int,
    workers: int | None,
    grace: int,
    certificate: Path | None,
    key: Path | None,
) -> Listening:
    import os

    from openimr.adapters.web_server import Certificate, Listening

    if (certificate is None) != (key is None):
        raise click.UsageError("--certificate and --key go together.")
    return Listening(
        host=host,
        port=port,
        workers=workers or min(_MOST_AT_FIRST, os.cpu_count() or 1),
        grace=grace,
        certificate=Certificate(chain=certificate, key=key) if certificate and key else None,
    )


def _tell(line: str) -> None:
    click.echo(line, err=True)


def _web(listening: Listening) -> Child:
    import msgspec

    told = msgspec.json.encode(listening, enc_hook=str).decode()
    return _child("web server", "web", told)


def _worker(light: int, heavy: int, grace: int) -> Child:
    options = (f"--light={light}", f"--heavy={heavy}", f"--grace={grace}")
    return _child("worker", "work", *options)


def _child(name: str, *words: str) -> Child:
    import sys

    from openimr.adapters.kept_running import Child

    return Child(name, (sys.executable, "-m", "openimr.cli.serve_child", *words))


def _kept(keeper: Keeper, listening: Listening) -> int:
    """Keep all running until a signal comes; the exit code."""
    import signal

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: _stop(keeper))
    scheme = "https" if listening.certificate else "http"
    host = f"[{listening.host}]" if ":" in listening.host else listening.host
    click.echo(f"Serving at {scheme}://{host}:{listening.port}/ - Ctrl-C stops.", err=True)
    clean = keeper.keep(listening.grace)
    click.echo("Stopped.", err=True)
    return EXIT_FULL if clean else EXIT_PARTIAL


def _stop(keeper: Keeper) -> None:
    """Ask to stop; asked again, stop at once."""
    import os

    if keeper.stopping.is_set():
        keeper.kill()
        os._exit(EXIT_STOPPED)
    keeper.stopping.set()

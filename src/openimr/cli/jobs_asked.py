"""``openimr jobs``: ask for jobs, see where they are, restart what failed."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

import click

from openimr.cli import EXIT_FULL, EXIT_PARTIAL

if TYPE_CHECKING:
    from openimr.adapters.durable_jobs import DurableJobs
    from openimr.workflow.jobs import JobStatus


@click.command("list")
def list_jobs() -> int:
    """Say how many jobs wait and run, and show the dead letters: jobs that failed for good.

    \b
    Exit code: 0 no dead letters; 1 there are some.
    """
    from openimr.installation import jobs_seen
    from openimr.workflow.jobs import JobState

    jobs = jobs_seen()
    if jobs is None:
        click.echo("None was asked for yet.")
        return EXIT_FULL
    counts = jobs.waiting()
    click.echo(f"{counts[JobState.WAITING]} waiting, {counts[JobState.RUNNING]} running")
    letters = jobs.dead_letters()
    for one in letters:
        click.echo(_line(one))
    if letters:
        click.echo("Restart one with: openimr jobs restart KEY")
    return EXIT_PARTIAL if letters else EXIT_FULL


@click.command()
@click.argument("key")
def show(key: str) -> int:
    """Show the job KEY: where it is, how far, and why it failed."""
    click.echo(_line(_asked_for(key)[1]))
    return EXIT_FULL


def _asked_for(key: str) -> tuple[DurableJobs, JobStatus]:
    """The engine and the job of a key.

    Raises:
        BadInput: when nobody asked for it.
    """
    from openimr.installation import jobs_seen
    from openimr.vocabulary.errors import BadInput

    jobs = jobs_seen()
    found = jobs.status(key) if jobs else None
    if jobs is None or found is None:
        remedy = (
            "Give the key that `openimr jobs add` printed, or one that `openimr jobs list` or "
            "`rounds` shows."
        )
        raise BadInput(f"job {key}", "was never asked for", remedy)
    return jobs, found


@click.command()
@click.argument("kind", type=click.Choice(["read-case-file", "index", "draft", "render-letter"]))
@click.argument("case")
@click.option("--expedited", is_flag=True, help="Before all others.")
def add(kind: str, case: str, expedited: bool) -> int:
    """Ask for a job of this KIND on the papers of CASE, and print its key.

    The papers are the PDFs in cases/CASE/papers of the data folder. Asked for again on the same
    day, a job of a kind is done once.
    """
    import datetime as dt

    from openimr.bootstrap import record_store
    from openimr.installation import open_jobs
    from openimr.workflow.case_jobs import asked_by_hand
    from openimr.workflow.jobs import Urgency

    today = dt.datetime.now(tz=dt.UTC).date()
    urgency = Urgency.EXPEDITED if expedited else Urgency.STANDARD
    job = asked_by_hand(record_store(), kind, case, today, urgency)
    open_jobs().enqueue(job)
    click.echo(job.key)
    return EXIT_FULL


@click.command()
@click.argument("key")
@click.option("--by", required=True, metavar="YOU", help="Who restarts it; kept with the job.")
def restart(key: str, by: str) -> int:
    """Try the dead letter KEY again, with all its attempts."""
    from openimr.installation import open_jobs

    open_jobs().restart(key, by)
    click.echo(f"{key} waits for a worker.")
    return EXIT_FULL


@click.command()
@click.argument("key")
def cancel(key: str) -> int:
    """End the job KEY: at once while it waits, after its page while it runs."""
    _asked_for(key)[0].cancel(key)
    click.echo(f"{key} is cancelled.")
    return EXIT_FULL


@click.command()
@click.argument("message", type=click.File("rb"), default="-")
def bounced(message: BinaryIO) -> int:
    """Record that a notice came back: MESSAGE is the mail server's delivery report.

    Without MESSAGE it is read from standard input, as a mail server hands it to a command. The
    record then says that the notice did not arrive, and with which code; nothing else is kept.
    """
    from openimr.adapters.mail_bounce import bounce_of
    from openimr.installation import telling
    from openimr.workflow.notice_jobs import note_bounce

    found = bounce_of(message.read())
    note_bounce(telling(), found.case, found.notice, found.code)
    click.echo(f"Recorded: notice {found.notice} of case {found.case} came back.")
    return EXIT_FULL


@click.command("rounds")
@click.pass_context
def list_rounds(ctx: click.Context) -> int:
    """List the rounds that workers make by the clock, and how each went the last time."""
    from openimr.cli.case_office import clock
    from openimr.installation import open_jobs, rounds, telling

    jobs, now = open_jobs(), clock(ctx)()
    for one in rounds(telling()):
        at = one.rhythm.last(now)
        found = jobs.status(one.key(at))
        state = found.state.value if found else "not asked for: does a worker run?"
        click.echo(f"{one.name}: {one.says}")
        click.echo(f"    {one.rhythm.says}; last due {at:%Y-%m-%d %H:%M} UTC, {state}")
    return EXIT_FULL


def _line(one: JobStatus) -> str:
    progress = one.progress
    told = f", {progress.done} of {progress.of} {progress.unit}" if progress else ""
    reason = f": {one.reason}" if one.reason else ""
    return f"{one.key}  {one.state.value}, attempt {one.attempt}{told}{reason}"

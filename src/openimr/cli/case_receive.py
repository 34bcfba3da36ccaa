"""``openimr case receive``: filed papers become a case, and the case is screened."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from openimr.cli import PLACE, json_option
from openimr.cli.case_office import actor_named, actor_option, office, refusals_told
from openimr.cli.typed_times import WHEN, in_pacific

if TYPE_CHECKING:
    from openimr.vocabulary.actor import Actor
    from openimr.workflow.receive import Filing
    from openimr.workflow.receive_reading import PapersRead


@click.command()
@click.argument("place", type=PLACE)
@click.option(
    "--received",
    type=WHEN,
    metavar="WHEN",
    help="When the papers came (Pacific time): 2026-11-20 or 2026-11-20T16:30. Without it, the "
    "day of the stamp on the form at noon; without a stamp, now.",
)
@click.option(
    "--by",
    type=click.Choice(["mail", "fax", "electronic", "in person"]),
    default="mail",
    show_default=True,
    help="How they came.",
)
@click.option(
    "--filer",
    type=click.Choice(["employee", "employee's attorney", "designee", "emergency provider"]),
    help="Who filed; without it, whose signature the form carries.",
)
@click.option(
    "--again",
    metavar="REASON",
    default="",
    help="Open a case although some of these papers opened another; the reason is recorded.",
)
@click.option("--key", help="Names this filing: the same key again records nothing twice.")
@actor_option("intake")
@json_option
@click.pass_context
def receive(  # noqa: PLR0913, PLR0917
    ctx: click.Context,
    place: Path,
    received: dt.date | None,
    by: str,
    filer: str | None,
    again: str,
    key: str | None,
    acting: str,
    as_json: bool,
) -> int:
    """Take in the application at PLACE, a folder of PDFs or one PDF, and screen it.

    Form, utilization review decision and attachments are read; a case is opened with what they
    state, and screened for duplicates, completeness and eligibility. Printed are what was read
    and on which page, what a person must look at, the screen's answer with its reasons, and the
    receipt of every paper with its pages and SHA-256. What no paper states is never guessed. The
    same command again finishes what was broken off, and records nothing twice.

    \b
    Exit code: 0 eligible and everything read; 1 taken in, but something is open; 2 not taken in.
    """
    from openimr.adapters.source_files import source_files
    from openimr.bootstrap import filed_papers
    from openimr.cli.case_receive_output import tell_taken
    from openimr.cli.reading_progress import reading_progress

    actor, filing = actor_named(acting), _filing(received, by, filer)
    with refusals_told(as_json=as_json):
        at, papers_in = office(ctx, acting), filed_papers()
        files = source_files(place)
        with reading_progress() as (pages_read, _):
            read = papers_in.read(files, pages_read)
        papers_in.take_in(files)
        key = key or _key(read, actor, again=again)
        taken = at.intake.take(read, filing, actor, key, again=again)
        papers = papers_in.keep(files, taken.case.number)
    return tell_taken(taken, read, papers, at, as_json=as_json)


def _key(read: PapersRead, actor: Actor, *, again: str) -> str:
    """The same papers by the same person are one filing, so that a stopped run is finished."""
    import hashlib
    import uuid

    if again:
        return uuid.uuid4().hex
    together = "".join((actor.id, *(paper.sha256 for paper in read.papers)))
    return f"papers-{hashlib.sha256(together.encode()).hexdigest()[:32]}"


def _filing(received: dt.date | None, by: str, filer: str | None) -> Filing:
    """How the papers came, as typed."""
    from openimr.case.events.event import PartyRole
    from openimr.vocabulary.filing import Delivery
    from openimr.workflow.receive import Filing

    return Filing(
        received=in_pacific(received) if received else None,
        by=Delivery(by),
        filer=PartyRole(filer) if filer else None,
    )

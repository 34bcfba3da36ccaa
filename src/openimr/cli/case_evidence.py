"""``openimr case evidence``: what the record holds on one ground of an appeal, as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from openimr.cli import EXIT_FULL, PLACE
from openimr.cli.case_office import actor_named, actor_option, office, refusals_told

if TYPE_CHECKING:
    from openimr.case.events.issuing import AppealGround

WORDS = ("beyond-powers", "fraud", "conflict", "bias", "plain-error")
"""The five grounds of Labor Code 4610.6(h), by the names of ``AppealGround``."""


@click.command()
@click.argument("number")
@click.option("--ground", required=True, type=click.Choice(WORDS), help="The ground pleaded.")
@click.option(
    "--to", "place", required=True, type=PLACE, metavar="FILE", help="Where the pack is written."
)
@actor_option("case manager")
@click.pass_context
def evidence(ctx: click.Context, number: str, ground: str, place: Path, acting: str) -> int:
    """Draw the evidence pack of case NUMBER on one GROUND of an appeal from its record.

    The pack is JSON: every event that answers the ground, each with its own digest. The record
    keeps the pack's SHA-256, so that whoever holds an export can draw it again and compare.
    """
    from openimr.adapters.file_names import shown_name
    from openimr.adapters.letter_files import save_letter
    from openimr.case.canonical import canonical
    from openimr.case.commands.issuing import MakeEvidencePack
    from openimr.case.evidence import evidence_pack
    from openimr.vocabulary.counted import counted
    from openimr.vocabulary.errors import BadInput, Refused

    actor = actor_named(acting)
    if place.exists():
        raise BadInput(shown_name(place), "exists already", "Name a new file")
    with refusals_told(as_json=False):
        at = office(ctx, acting)
        pack = evidence_pack(_ground(ground), at.record_of(number))
        save_letter(canonical(pack), place, overwrite=False)
        command = MakeEvidencePack(ground=pack.ground, sha256=pack.sha256)
        try:
            at.desk.do(command, number, actor, f"evidence-{pack.sha256}")
        except Refused:
            place.unlink()  # a pack that the record knows nothing of proves nothing
            raise
    events = counted(len(pack.events), "event")
    click.echo(f"Wrote {shown_name(place)}: {events} on the ground '{pack.ground.value}'.")
    click.echo(f"Its SHA-256, now in the record: {pack.sha256}")
    return EXIT_FULL


def _ground(words: str) -> AppealGround:
    from openimr.case.events.issuing import AppealGround

    return AppealGround[words.upper().replace("-", "_")]

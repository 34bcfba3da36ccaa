"""``openimr panel ties`` and ``answer``: possible ties, and what a person says of each."""

from __future__ import annotations

import click

from openimr.cli import EXIT_FULL, EXIT_PARTIAL, json_option
from openimr.cli.case_office import actor_named, actor_option, clock, office, refusals_told
from openimr.cli.panel_appoint import case_option

ANSWERS = {"conflict": "CONFLICT", "somebody-else": "ANOTHER", "not-material": "NOT_MATERIAL"}


@click.command()
@case_option
@click.option("--all", "every", is_flag=True, help="Those that are answered or certain, too.")
@actor_option("case manager")
@json_option
@click.pass_context
def ties(ctx: click.Context, number: str | None, every: bool, acting: str, as_json: bool) -> int:
    """List the possible ties in cases that wait for a reviewer, on which a person must answer.

    \b
    Exit code: 0 nothing waits; 1 something does.
    """
    from openimr.bootstrap import appointing
    from openimr.cli.panel_ties_output import print_ties
    from openimr.workflow.accesses import Looked
    from openimr.workflow.appointing_ties import Ties

    look = Ties(appointing(clock(ctx)))
    found = list(look.found(number) if every else look.waiting(number))
    looked_at = office(ctx, acting)
    for case in {one.case for one in found}:
        looked_at.record_of(case, Looked.TIES)
    print_ties(found, as_json=as_json)
    return EXIT_PARTIAL if any(one.waits for one in found) else EXIT_FULL


@click.command()
@click.argument("tie")
@click.argument("says", type=click.Choice(list(ANSWERS)))
@click.option("--reason", required=True, help="Why, in a sentence; it is kept with the answer.")
@actor_option("case manager")
@json_option
@click.pass_context
def answer(  # noqa: PLR0913, PLR0917
    ctx: click.Context, tie: str, says: str, reason: str, acting: str, as_json: bool
) -> int:
    """Answer on a possible TIE, as the person that --as names: what it is, and why.

    An answer on an organization holds in every case; one on a person in its own case. What the
    law calls material cannot be waived.
    """
    from openimr.assignment.conflicts import Verdict
    from openimr.bootstrap import appointing
    from openimr.workflow.appointing_ties import Ties

    with refusals_told(as_json=as_json):
        look = Ties(appointing(clock(ctx)))
        kept = look.answer(tie, Verdict[ANSWERS[says]], reason, actor_named(acting))
    if not as_json:
        click.echo(f"{tie}: {kept.tie.reviewer} and the {kept.tie.kind.value}: {says}. Kept.")
    return EXIT_FULL

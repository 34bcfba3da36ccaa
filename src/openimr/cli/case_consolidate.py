"""``openimr case consolidate``: two applications of one course, decided in one case."""

from __future__ import annotations

import click

from openimr.cli import EXIT_FULL, json_option
from openimr.cli.case_office import actor_named, actor_option, office, refusals_told


@click.command()
@click.argument("number")
@click.argument("into")
@actor_option("case manager")
@json_option
@click.pass_context
def consolidate(ctx: click.Context, number: str, into: str, acting: str, as_json: bool) -> int:
    """Decide the treatments of case NUMBER in the case INTO, which came first.

    Both must be of one employee, requesting physician and date of injury (8 CCR 9792.10.4(a));
    `openimr case show` names such cases. INTO takes the treatments in that are still disputed, and
    NUMBER waits to be closed. Asked for twice, it is done once.
    """
    from openimr.cli.case_show_output import print_events_as_json
    from openimr.workflow.accesses import Looked
    from openimr.workflow.consolidating import consolidate as decide_together

    actor = actor_named(acting)
    with refusals_told(as_json=as_json):
        at = office(ctx, acting)
        for one in (number, into):
            at.case(one, Looked.COMMAND)
        recorded = decide_together(at.store, at.desk, at.law, number, into, actor, at.now())
    if as_json:
        print_events_as_json(recorded)
    else:
        click.echo(f"The treatments of case {number} are decided in case {into}.")
    return EXIT_FULL

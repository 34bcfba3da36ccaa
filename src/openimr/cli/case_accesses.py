"""``openimr case accesses``: who looked at a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from openimr.cli import EXIT_FULL, json_option
from openimr.cli.case_office import actor_option, office, refusals_told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openimr.workflow.store import Access


@click.command()
@click.argument("number", required=False)
@actor_option("auditor")
@json_option
@click.pass_context
def accesses(ctx: click.Context, number: str | None, acting: str, as_json: bool) -> int:
    """Show who looked at case NUMBER, when, and at what; without a NUMBER, who looked at lists.

    For auditors and administrators. Looking at this is noted as well.
    """
    from openimr.workflow.accesses import NO_CASE

    with refusals_told(as_json=as_json):
        found = office(ctx, acting).accesses_to(number or NO_CASE)
    if as_json:
        import msgspec

        click.echo(msgspec.json.format(msgspec.json.encode(found)).decode())
    else:
        _show(found)
    return EXIT_FULL


def _show(found: Sequence[Access]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from openimr.law.calendar import PACIFIC

    if not found:
        click.echo("Nobody looked at it yet.")
        return
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold", pad_edge=False)
    for heading in ("When (Pacific)", "Role", "Who", "Looked at"):
        table.add_column(heading, overflow="fold", no_wrap=heading.startswith("When"))
    for one in found:
        when = f"{one.at.astimezone(PACIFIC):%m/%d/%Y %I:%M:%S %p}"
        table.add_row(when, one.actor.role.value, escape(one.actor.id), escape(one.what))
    Console(highlight=False).print(table)
    told = "once" if len(found) == 1 else f"{len(found)} times"
    click.echo(f"\nLooked at {told}.")

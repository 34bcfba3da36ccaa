"""The panel that is kept: what an import changes in it, and its history."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from openimr.cli import EXIT_FULL, json_option
from openimr.cli.case_office import actor_named, clock, refusals_told

if TYPE_CHECKING:
    from openimr.assignment.model import Panel
    from openimr.assignment.panel_book import MemberVersion


def keep_panel(  # noqa: PLR0913 - the panel, and how and by whom it is kept
    ctx: click.Context, panel: Panel, source: str, acting: str, *, whole: bool, as_json: bool
) -> None:
    """Keep what a file changes in the panel, and tell what that is."""
    from openimr.workflow.panel_office import told as whom

    with refusals_told(as_json=as_json):
        told = whom(_kept(ctx, panel, source, acting, whole=whole))
    if as_json:
        import json

        click.echo(json.dumps({"members": len(panel.members), "faults": [], **told}, indent=2))
        return
    for what, reviewers in told.items():
        if reviewers:
            click.echo(f"{len(reviewers)} {what}: {', '.join(reviewers)}")
    if not any(told.values()):
        click.echo("Kept as it was: nothing in it is new.")


def _kept(
    ctx: click.Context, panel: Panel, source: str, acting: str, *, whole: bool
) -> tuple[MemberVersion, ...]:
    from openimr.assignment.panel_book import Entered
    from openimr.bootstrap import panel_book
    from openimr.workflow.panel_office import keep_panel as keep

    entered = Entered(at=clock(ctx)(), by=actor_named(acting), source=source)
    return keep(panel_book(), panel, entered, whole=whole)


@click.command()
@click.argument("reviewer")
@json_option
def history(reviewer: str, as_json: bool) -> int:
    """Show who entered what of a REVIEWER, when and from which file."""
    import difflib

    from openimr.bootstrap import panel_book
    from openimr.cli.panel_history import print_history
    from openimr.vocabulary.errors import BadInput

    book = panel_book()
    versions = book.versions(reviewer)
    if not versions:
        close = difflib.get_close_matches(reviewer, [one.reviewer for one in book.latest()], n=1)
        remedy = f"Did you mean {close[0]}?" if close else "`openimr panel list` shows all."
        raise BadInput(f"reviewer '{reviewer}'", "was never on the panel", remedy)
    print_history(versions, as_json=as_json)
    return EXIT_FULL

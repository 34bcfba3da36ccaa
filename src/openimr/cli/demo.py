"""``openimr demo``: an organization of invented people in an empty data folder."""

from __future__ import annotations

from pathlib import Path

import click

from openimr.cli import EXIT_FULL, PLACE


@click.command()
@click.option(
    "--case-file",
    type=PLACE,
    help="Open one more case on these papers, and read, index and draft them.",
)
@click.option("--password", help="Of every account of the demo; one is made without it.")
@click.pass_context
def demo(ctx: click.Context, case_file: Path | None, password: str | None) -> int:
    """Make a living organization of invented people, to look at and to try things on.

    A panel of twenty physicians, parties with addresses, several cases in every state a case can
    be in, up to today, and accounts of every role to sign in with. Everything is done by the
    commands that people use, so that the record verifies. Only an empty data folder is taken
    (OPENIMR_DATA), and an empty database: invented people never come among real ones.

    \b
    Exit code: 0 made; 2 not made, the folder or the database is not empty.
    """
    import secrets

    from openimr.bootstrap import data_folder
    from openimr.cli.case_office import clock, refusals_told
    from openimr.demo.build import build_organization
    from openimr.demo.conduct import DIRECTOR
    from openimr.vocabulary.counted import counted

    password = password or "-".join(secrets.token_hex(3) for _ in range(3))
    with refusals_told(as_json=False):
        built = build_organization(clock(ctx)(), _progress, case_file, password)
    click.echo(f"Made {counted(sum(built.standing.values()), 'case')} in {data_folder()}:")
    for state, cases in built.standing.items():
        click.echo(f"{cases:>4}  {state.value}")
    click.echo(f"\nSign in with the password {password} as:")
    for account in built.accounts:
        click.echo(f"  {account.login:<10} {account.actor.role.value}")
    named = f"{DIRECTOR.id}={DIRECTOR.name}, {DIRECTOR.title}"
    click.echo(f'\nWho signs letters when it is served: OPENIMR_SIGNERS="{named}"')
    return EXIT_FULL


def _progress(done: int, of: int) -> None:
    """Tell now and then how far it is; on the error channel, so that the answer stands alone."""
    if done % 10 == 0:
        click.echo(f"{done} of {of} stories told", err=True)

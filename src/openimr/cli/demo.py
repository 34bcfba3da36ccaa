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
    be in, up to today, and accounts of every role to sign in with; it ends with a table of who
    signs in and what to look at first. Everything is done by the
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
    for account, first, why in built.accounts:
        role = account.actor.role.value
        click.echo(f"  {account.login:<10} {role:<17} {first}  ({why})")
    click.echo(f"\nAn unfinished application waits at /file under the code {built.code}")
    click.echo(_serve_lines(str(data_folder()), f"{DIRECTOR.id}={DIRECTOR.name}, {DIRECTOR.title}"))
    return EXIT_FULL


def _serve_lines(folder: str, signers: str) -> str:
    """How to serve what was made: everybody signs in by password, every treatment is drawn."""
    import shlex

    return (
        f"\nServe it and open http://127.0.0.1:8000/\n"
        f"  export OPENIMR_DATA={shlex.quote(folder)}\n"
        f"  export OPENIMR_SECOND_FACTOR=optional OPENIMR_SECOND_OPINIONS=100\n"
        f"  export OPENIMR_SIGNERS={shlex.quote(signers)}\n"
        f"  openimr serve"
    )


def _progress(done: int, of: int) -> None:
    """Tell now and then how far it is; on the error channel, so that the answer stands alone."""
    if done % 10 == 0:
        click.echo(f"{done} of {of} stories told", err=True)

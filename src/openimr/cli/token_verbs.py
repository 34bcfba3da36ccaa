"""``openimr token``: tokens by which programs act as an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from openimr.cli import EXIT_FULL, json_option
from openimr.cli.case_office import clock, terminal_user

if TYPE_CHECKING:
    from openimr.workflow.program_office import ProgramOffice

SCOPES = (
    "cases:read",
    "cases:write",
    "papers:read",
    "papers:write",
    "letters:read",
    "agenda:read",
    "law:read",
)


@click.command()
@click.argument("login")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    required=True,
    type=click.Choice(SCOPES),
    help="What it may be used for; more than one is said by more --scope.",
)
@click.option(
    "--expires",
    "days",
    type=click.IntRange(1, 366),
    default=90,
    show_default=True,
    metavar="DAYS",
    help="After how many days it ends.",
)
@click.option("--name", default="", help="What it is for, in your words.")
@json_option
@click.pass_context
def add(  # noqa: PLR0913, PLR0917
    ctx: click.Context, login: str, scopes: tuple[str, ...], days: int, name: str, as_json: bool
) -> int:
    """Let a program act as the account LOGIN, for what the scopes say and never more.

    \b
    openimr token add rivera --scope cases:read --scope agenda:read --name "nightly report"

    The token is shown this once: OpenIMR keeps its SHA-256 alone. It ends on its day, by
    `openimr token revoke`, and when LOGIN is disabled or gets another password.
    """
    import datetime as dt

    from openimr.workflow.api_tokens import Scope

    secret, kept = office(ctx).make_token(
        login.strip().lower(),
        [Scope(one) for one in scopes],
        name=name,
        lasts=dt.timedelta(days=days),
    )
    if as_json:
        import msgspec

        click.echo(msgspec.json.encode({"token": secret, "kept": kept}).decode())
        return EXIT_FULL
    click.echo(secret)
    click.echo(
        f"Token {kept.id} acts as {kept.login} until {kept.expires:%Y-%m-%d}. It is not shown "
        "again.",
        err=True,
    )
    return EXIT_FULL


@click.command("list")
@json_option
def list_tokens(as_json: bool) -> int:
    """List the tokens: as whom they act, what for, until when, and when they were last used."""
    from openimr.installation import api_tokens

    found = api_tokens().listed()
    if as_json:
        import msgspec

        click.echo(msgspec.json.format(msgspec.json.encode(found)).decode())
        return EXIT_FULL
    for one in found:
        ends = f"revoked {one.revoked:%Y-%m-%d}" if one.revoked else f"until {one.expires:%Y-%m-%d}"
        if one.cut_off:
            ends = "ended with its account's password"
        used = f"last used {one.last_used:%Y-%m-%d}" if one.last_used else "never used"
        scopes = " ".join(scope.value for scope in one.scopes)
        click.echo(f"{one.id}  {one.login}  {scopes}  {ends}, {used}  {one.name}".rstrip())
    if not found:
        click.echo("There are no tokens: `openimr token add LOGIN --scope cases:read`.")
    return EXIT_FULL


@click.command()
@click.argument("token", type=click.IntRange(1), metavar="NUMBER")
@click.pass_context
def revoke(ctx: click.Context, token: int) -> int:
    """End token NUMBER at once; `openimr token list` shows the numbers."""
    office(ctx).revoke(token)
    click.echo(f"Token {token} opens nothing any more.")
    return EXIT_FULL


def office(ctx: click.Context) -> ProgramOffice:
    """Where programs are looked after, by whoever sits at the terminal."""
    import dataclasses

    from openimr.serving import program_office

    return dataclasses.replace(program_office(clock(ctx)), by=terminal_user())

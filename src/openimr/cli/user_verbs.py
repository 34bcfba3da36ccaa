"""``openimr user``: who may sign in to the web, and as whom they act."""

from __future__ import annotations

import click

from openimr.cli import EXIT_FULL, json_option
from openimr.cli.case_office import actor_named, clock


@click.command()
@click.argument("login")
@click.argument("acting", metavar="ROLE[:ID]")
@click.option("--case", "cases", multiple=True, help="A case that a party may see.")
@click.pass_context
def add(ctx: click.Context, login: str, acting: str, cases: tuple[str, ...]) -> int:
    """Let somebody sign in as LOGIN and act as ROLE; the password is asked for.

    \b
    openimr user add rivera "case manager"
    openimr user add okafor reviewer:MD-0042
    openimr user add applewhite party:employee-4be1 --case CM26-0000001

    A reviewer is named by the panel's identifier, a party by the case's; for everybody else, the
    login is what the record calls them. Roles: intake, case manager, reviewer, quality reviewer,
    administrator, auditor, party.
    """
    from openimr.installation import accounts
    from openimr.vocabulary.actor import Role
    from openimr.workflow.accounts import Account, check

    named = login.strip().lower()
    actor = actor_named(acting if ":" in acting else f"{acting}:{named}")
    if actor.role in {Role.REVIEWER, Role.PARTY} and ":" not in acting:
        raise click.UsageError(f"Say which {actor.role.value}: {actor.role.value}:ID.")
    account = Account(login=named, actor=actor, cases=cases)
    check(account)
    accounts().add(account, _asked_for(), clock(ctx)())
    click.echo(f"{named} may sign in as {actor.role.value} {actor.id}.")
    return EXIT_FULL


@click.command("list")
@json_option
def list_users(as_json: bool) -> int:
    """List who may sign in, as whom they act, and whose access has ended."""
    from openimr.installation import accounts

    found = accounts().listed()
    if as_json:
        import msgspec

        click.echo(msgspec.json.format(msgspec.json.encode(found)).decode())
        return EXIT_FULL
    for one in found:
        cases = f", {', '.join(one.cases)}" if one.cases else ""
        ended = ", disabled" if one.disabled else ""
        click.echo(f"{one.login}: {one.actor.role.value} {one.actor.id}{cases}{ended}")
    if not found:
        click.echo("Nobody may sign in yet: `openimr user add LOGIN ROLE`.")
    return EXIT_FULL


@click.command()
@click.argument("login")
def disable(login: str) -> int:
    """Let LOGIN sign in no more; whoever is signed in with it is no longer.

    `openimr user reset` opens the account again. What was recorded under it stays.
    """
    from openimr.installation import accounts

    accounts().disable(login.strip().lower())
    click.echo(f"{login} may sign in no more.")
    return EXIT_FULL


@click.command()
@click.argument("login")
def reset(login: str) -> int:
    """Set the password of LOGIN anew, and open the account when it was closed.

    Whoever is signed in with the old password is no longer.
    """
    from openimr.installation import accounts

    accounts().reset(login.strip().lower(), _asked_for())
    click.echo(f"{login} may sign in with the new password.")
    return EXIT_FULL


def _asked_for() -> str:
    """A password, typed twice and not shown; never an argument, which others could read."""
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))

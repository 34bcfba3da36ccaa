"""``openimr user``: who may sign in to the web, and as whom they act."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from openimr.cli import EXIT_FULL, json_option
from openimr.cli.case_office import actor_named, clock, terminal_user

if TYPE_CHECKING:
    from openimr.workflow.account_office import AccountOffice


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
    from openimr.vocabulary.actor import Role
    from openimr.workflow.accounts import Account, check

    named = login.strip().lower()
    actor = actor_named(acting if ":" in acting else f"{acting}:{named}")
    if actor.role in {Role.REVIEWER, Role.PARTY} and ":" not in acting:
        raise click.UsageError(f"Say which {actor.role.value}: {actor.role.value}:ID.")
    account = Account(login=named, actor=actor, cases=cases)
    check(account)
    _office(ctx).add(account, _asked_for())
    click.echo(f"{named} may sign in as {actor.role.value} {actor.id}.")
    return EXIT_FULL


@click.command("list")
@json_option
@click.pass_context
def list_users(ctx: click.Context, as_json: bool) -> int:
    """List who may sign in, as whom they act, and whose access has ended."""
    found = _office(ctx).listed()
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
@click.pass_context
def disable(ctx: click.Context, login: str) -> int:
    """Let LOGIN sign in no more; whoever is signed in with it is no longer.

    `openimr user reset` opens the account again. What was recorded under it stays.
    """
    _office(ctx).disable(login.strip().lower())
    click.echo(f"{login} may sign in no more.")
    return EXIT_FULL


@click.command()
@click.argument("login")
@click.option("--second-factor", is_flag=True, help="Take the second factor away instead.")
@click.pass_context
def reset(ctx: click.Context, login: str, second_factor: bool) -> int:
    """Set the password of LOGIN anew, and open the account when it was closed.

    With --second-factor the password stays and the second factor goes, for somebody who lost the
    app and all recovery codes; make sure that it is them. They set up another at their next
    sign-in.

    Whoever is signed in is no longer.
    """
    named = login.strip().lower()
    if second_factor:
        _office(ctx).clear_factor(named)
        click.echo(f"{login} has no second factor any more.")
        return EXIT_FULL
    _office(ctx).reset(named, _asked_for())
    click.echo(f"{login} may sign in with the new password.")
    return EXIT_FULL


@click.command()
@click.argument("login")
@click.argument("numbers", metavar="CASE...", nargs=-1, required=True)
@click.pass_context
def cases(ctx: click.Context, login: str, numbers: tuple[str, ...]) -> int:
    """Let the party LOGIN see these cases, and no others any more."""
    _office(ctx).change_cases(login.strip().lower(), numbers)
    click.echo(f"{login} sees {', '.join(numbers)}.")
    return EXIT_FULL


@click.command()
@click.argument("login")
@click.argument("subject", required=False)
@click.pass_context
def link(ctx: click.Context, login: str, subject: str | None) -> int:
    """Let LOGIN sign in at the organization's provider, which calls them SUBJECT (`sub`).

    Without SUBJECT the link is taken away. The password stays.
    """
    _office(ctx).link(login.strip().lower(), subject or "")
    told = "may sign in elsewhere" if subject else "signs in here alone"
    click.echo(f"{login} {told}.")
    return EXIT_FULL


@click.command("log")
@click.argument("login", required=False)
@click.option("--before", type=click.IntRange(min=1), help="Go on behind this number.")
@json_option
@click.pass_context
def show_log(ctx: click.Context, login: str | None, before: int | None, as_json: bool) -> int:
    """Show the security log, the newest first: of LOGIN, or of everybody.

    Who signed in, failed to and signed out; what was changed on accounts; what was refused to
    whom. Passwords and codes are never in it.
    """
    found = _office(ctx).latest(login.strip().lower() if login else None, before)
    if as_json:
        import msgspec

        click.echo(msgspec.json.format(msgspec.json.encode(found)).decode())
        return EXIT_FULL
    from openimr.law.calendar import PACIFIC

    for one in found:
        entry = one.entry
        told = [entry.account, entry.happened.value, entry.about]
        told += [f"by {entry.by}" if entry.by else "", f"from {entry.client or 'the terminal'}"]
        when = f"{entry.at.astimezone(PACIFIC):%m/%d/%Y %I:%M:%S %p}"
        click.echo(f"{one.number}  {when}  {', '.join(filter(None, told))}")
    if not found:
        click.echo("Nothing is noted.")
    return EXIT_FULL


def _office(ctx: click.Context) -> AccountOffice:
    """Looks after accounts; what is changed is noted as done by whoever sits at the terminal."""
    import dataclasses

    from openimr.installation import account_office

    return dataclasses.replace(account_office(clock(ctx)), by=terminal_user())


def _asked_for() -> str:
    """A password, typed twice and not shown; never an argument, which others could read."""
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))

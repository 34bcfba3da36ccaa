"""Verbs on saved alerts: what the page and the daily round do, by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from openimr.cli import EXIT_FULL, json_option

if TYPE_CHECKING:
    from openimr.publication.alerts.model import Alert

login_option = click.option(
    "--for", "login", required=True, metavar="LOGIN", help="Whose it is: the login of an account."
)


@click.command()
@click.argument("name")
@click.argument("words", nargs=-1)
@login_option
@click.option("--email", default="", metavar="ADDRESS", help="Where it is told; the feed without.")
@click.option("--where", "chosen", multiple=True, metavar="FACET=VALUE", help="As decision=upheld.")
def add(name: str, words: tuple[str, ...], login: str, email: str, chosen: tuple[str, ...]) -> int:
    """Save a search for WORDS under NAME, so that its owner is told of what is published later.

    \b
    openimr library alert add "Knees" MRI knee --for rivera --email rivera@example.org \\
        --where decision=overturned

    A message asks first whether the address is theirs; nothing else is sent before they confirm.
    """
    from openimr.installation import library_alerts
    from openimr.publication.alerts.model import alert_named

    _check_account(login)
    alert = alert_named(login, name, _address(words, chosen), email)
    kept = library_alerts().keep(alert)
    click.echo(f"Saved for {kept.login}: {kept.name} ({kept.reached.value}).")
    return EXIT_FULL


def _address(words: Sequence[str], chosen: Sequence[str]) -> str:
    from urllib.parse import urlencode

    from openimr.publication.search.query import Facet
    from openimr.vocabulary.errors import BadInput

    pairs = [one.partition("=")[::2] for one in chosen]
    facets = {one.value for one in Facet}
    for name, value in pairs:
        if name not in facets or not value:
            raise BadInput(f"--where {name}", "is no facet with a value", "Write topic=mri-knee.")
    text = " ".join(words)
    return urlencode([*([("q", text)] if text else []), *pairs])


def _check_account(login: str) -> None:
    """BadInput when nobody signs in by this name."""
    from openimr.installation import account_office
    from openimr.serving import now
    from openimr.vocabulary.errors import BadInput

    if all(one.login != login for one in account_office(now).listed()):
        raise BadInput(f"--for {login}", "is no account", "List them with openimr user list.")


@click.command("list")
@click.option("--for", "login", metavar="LOGIN", help="Of one account only.")
@json_option
def list_alerts(login: str | None, as_json: bool) -> int:
    """List saved alerts: whose, what they search, and how far their address is confirmed."""
    from openimr.installation import library_alerts

    book = library_alerts().book
    found = book.all() if login is None else book.of(login)
    if as_json:
        import msgspec

        click.echo(msgspec.json.format(msgspec.json.encode(found)).decode())
        return EXIT_FULL
    for one in found:
        click.echo(_line(one))
    if not found:
        click.echo("No alert is saved.")
    return EXIT_FULL


def _line(one: Alert) -> str:
    where = f" to {one.email}" if one.email else ""
    return f"{one.login}: {one.name} ({one.search or 'everything'}){where}, {one.reached.value}"


@click.command()
@click.argument("name")
@login_option
def remove(name: str, login: str) -> int:
    """Forget the alert NAME, with its address and what was told."""
    from openimr.installation import library_alerts
    from openimr.vocabulary.errors import BadInput

    book = library_alerts().book
    for one in book.of(login):
        if one.name == name:
            book.drop(one.id)
            click.echo(f"Removed for {login}: {name}.")
            return EXIT_FULL
    raise BadInput(name, f"is no alert of {login}", "List them with openimr library alert list.")


@click.command()
def run() -> int:
    """Do now what is done every day: ask for confirmations, look for what is new, and tell it."""
    from openimr.installation import library_alerts

    alerts = library_alerts()
    if alerts.post is None:
        click.echo(f"{alerts.find()} found and kept. No mail: set OPENIMR_SMTP and OPENIMR_URL.")
        return EXIT_FULL
    asked, told = alerts.ask_to_confirm(), alerts.tell()
    click.echo(f"{told} told, {asked} asked to confirm their address.")
    return EXIT_FULL

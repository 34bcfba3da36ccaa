"""``openimr party``: who the parties of a case are, and where they are reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from openimr.cli import EXIT_FULL, json_option
from openimr.cli.case_office import actor_named, actor_option, clock, office

if TYPE_CHECKING:
    from openimr.workflow.addresses import Address, KeptAddresses


@click.command()
@click.argument("who")
@actor_option("case manager")
@json_option
@click.pass_context
def show(ctx: click.Context, who: str, acting: str, as_json: bool) -> int:
    """Show the parties of a case, or one party with every address that was ever entered.

    WHO is a case number, or a party's identifier as the case shows it. That a case's parties were
    looked at is noted with the case.
    """
    from openimr.installation import address_book
    from openimr.workflow.accesses import Looked

    at, book = office(ctx, acting), address_book()
    parties = at.case(who, Looked.CASE).parties if at.store.load(who) else ()
    if not parties:
        return _show_one(book, who, as_json=as_json)
    names = at.book.named([one.id for one in parties])
    found = [
        {
            "role": one.role.value,
            "party": one.id,
            "name": names.get(one.id, ""),
            **_fields(book.address(one.id)),
        }
        for one in parties
    ]
    if as_json:
        _print_json(found)
    for one in () if as_json else found:
        click.echo(f"{one['role']}: {one['name']}  [{one['party']}]")
        click.echo(f"    {_in_words(book.address(str(one['party'])))}")
    return EXIT_FULL


def _show_one(book: KeptAddresses, party: str, *, as_json: bool) -> int:
    from openimr.vocabulary.errors import BadInput

    name = book.name(party)
    if name is None:
        found = "is neither a case of this record nor a party of one"
        raise BadInput(party, found, "`openimr case list` shows the cases.")
    history = book.history(party)
    if as_json:
        changes = [
            {"at": one.at, "by": f"{one.actor.role.value}:{one.actor.id}", **_fields(one.address)}
            for one in history
        ]
        _print_json({"party": party, "name": name, "addresses": changes})
        return EXIT_FULL
    click.echo(f"{name}  [{party}]")
    for one in history:
        click.echo(f"{one.at:%Y-%m-%d %H:%M} UTC, {one.actor.role.value} {one.actor.id}:")
        click.echo(f"    {_in_words(one.address)}")
    if not history:
        click.echo("    no address is known")
    return EXIT_FULL


@click.command()
@click.argument("party")
@click.option("--email", help='E-mail address; "" takes it out.')
@click.option("--postal", multiple=True, metavar="LINE", help="A line of the postal address.")
@click.option("--no-postal", is_flag=True, help="Take the postal address out.")
@click.option("--name", help="The name as letters write it.")
@actor_option("case manager")
@click.pass_context
def address(  # noqa: PLR0913, PLR0917
    ctx: click.Context,
    party: str,
    email: str | None,
    postal: tuple[str, ...],
    no_postal: bool,
    name: str | None,
    acting: str,
) -> int:
    """Enter or correct where PARTY is reached; what is not given stays as it is.

    \b
    openimr party address employee-4be1 --postal "4 Slate Lane" --postal "Fresno, CA 93701"

    Notices go to the e-mail address; without one, they are printed to be posted. Addresses stand
    beside the record, never in it, with who entered them and when.
    """
    from openimr.installation import address_book
    from openimr.workflow.addresses import correct

    if postal and no_postal:
        raise click.UsageError("--postal and --no-postal exclude each other.")
    after = correct(
        address_book(),
        party,
        name=name,
        email=email,
        postal=postal if postal or no_postal else None,
        actor=actor_named(acting),
        at=clock(ctx)(),
    )
    click.echo(f"{after.name}: {_in_words(after)}")
    return EXIT_FULL


def _fields(address: Address | None) -> dict[str, object]:
    return {
        "email": address.email if address else "",
        "postal": list(address.postal) if address else [],
    }


def _in_words(address: Address | None) -> str:
    where = [address.email, ", ".join(address.postal)] if address else []
    return "; ".join(one for one in where if one) or "no address is known"


def _print_json(fields: object) -> None:
    import msgspec

    click.echo(msgspec.json.format(msgspec.json.encode(fields)).decode())

"""What the verbs on cases share: who acts, the office, and refusals in full."""

from __future__ import annotations

import contextlib
import datetime as dt
import getpass
import os
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import click

from openimr.cli import EXIT_FAILED

if TYPE_CHECKING:
    from openimr.vocabulary.actor import Actor
    from openimr.vocabulary.errors import Refused
    from openimr.workflow.office import Office

ACTOR_VARIABLE = "OPENIMR_ACTOR"
"""Environment variable that says who acts, as ``--as`` does."""


def actor_option(role: str) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """The option ``--as``, with the role taken when neither it nor the environment says."""
    return click.option(
        "--as",
        "acting",
        metavar="ROLE[:ID]",
        default=lambda: os.environ.get(ACTOR_VARIABLE) or role,
        show_default=role,
        help="Who acts: a role (intake, case manager, reviewer, quality reviewer, party, "
        "system) and an identifier; your login name without one. A reviewer is named by the "
        f"panel's identifier, a party by the case's. {ACTOR_VARIABLE} says it for every call.",
    )


def actor_named(words: str) -> Actor:
    """Who acts, of ``ROLE[:ID]``.

    Raises:
        click.UsageError: when there is no such role.
    """
    from openimr.vocabulary.actor import Actor, Role

    named, _, identifier = words.partition(":")
    role_words = " ".join(named.lower().replace("-", " ").replace("_", " ").split())
    known = {role.value: role for role in Role} | {"quality": Role.QUALITY}
    if role_words not in known:
        there = ", ".join(role.value for role in Role)
        raise click.UsageError(f"There is no role '{named}'. Roles: {there}.")
    return Actor(role=known[role_words], id=identifier.strip() or terminal_user())


def terminal_user() -> str:
    """The login name of whoever sits at the terminal."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unnamed"


def office(ctx: click.Context, acting: str | None = None) -> Office:
    """The office on this installation's database, with the caller's clock.

    Args:
        ctx: of the command.
        acting: who looks, as ``--as`` says; without, as the environment says.
    """
    from openimr.bootstrap import case_office

    reader = actor_named(acting or os.environ.get(ACTOR_VARIABLE) or "case manager")
    return case_office(clock(ctx), reader)


def clock(ctx: click.Context) -> Callable[[], dt.datetime]:
    """The clock that the caller of the command line handed in, or the machine's."""
    handed = ctx.find_root().obj
    return handed if callable(handed) else _now


def _now() -> dt.datetime:
    return dt.datetime.now(tz=dt.UTC)


@contextlib.contextmanager
def refusals_told(*, as_json: bool) -> Iterator[None]:
    """A policy's no in full: reason, rule, citation, remedy; ends the command."""
    from openimr.vocabulary.errors import Refused

    try:
        yield
    except Refused as refused:
        _tell(refused, as_json=as_json)
        raise click.exceptions.Exit(EXIT_FAILED) from None


def _tell(refused: Refused, *, as_json: bool) -> None:
    fields = {
        "refused": refused.reason,
        "rule": refused.rule,
        "citation": refused.citation,
        "remedy": refused.remedy,
    }
    if as_json:
        import msgspec

        click.echo(msgspec.json.format(msgspec.json.encode(fields)).decode())
        return
    click.echo(f"Refused: {refused.reason}", file=sys.stderr)
    names = {"rule": "Rule", "citation": "Law", "remedy": "What to do"}
    for field, name in names.items():
        if fields[field]:
            click.echo(f"  {name}: {fields[field]}", file=sys.stderr)

"""``openimr user``: the group of its verbs."""

from __future__ import annotations

import click

from openimr.cli import Verb, VerbGroup


@click.group(
    cls=VerbGroup,
    verbs={
        "add": Verb("openimr.cli.user_verbs", "add", "Let somebody sign in."),
        "list": Verb("openimr.cli.user_verbs", "list_users", "List who may sign in."),
        "disable": Verb("openimr.cli.user_verbs", "disable", "Let somebody sign in no more."),
        "reset": Verb("openimr.cli.user_verbs", "reset", "Set a password anew."),
        "cases": Verb("openimr.cli.user_verbs", "cases", "Say which cases a party sees."),
        "link": Verb("openimr.cli.user_verbs", "link", "Link a sign-in elsewhere to an account."),
        "log": Verb("openimr.cli.user_verbs", "show_log", "Show the security log."),
    },
)
def user() -> None:
    """Say who may sign in to the web, and as whom they act."""

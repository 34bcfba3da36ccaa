"""``openimr token``: the group of its verbs."""

from __future__ import annotations

import click

from openimr.cli import Verb, VerbGroup


@click.group(
    cls=VerbGroup,
    verbs={
        "add": Verb("openimr.cli.token_verbs", "add", "Let a program act as an account."),
        "list": Verb("openimr.cli.token_verbs", "list_tokens", "List the tokens of programs."),
        "revoke": Verb("openimr.cli.token_verbs", "revoke", "End a token at once."),
    },
)
def token() -> None:
    """Let programs ask by `/api/v1/`, each by a token of an account."""

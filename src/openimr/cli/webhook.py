"""``openimr webhook``: the group of its verbs."""

from __future__ import annotations

import click

from openimr.cli import Verb, VerbGroup


@click.group(
    cls=VerbGroup,
    verbs={
        "add": Verb("openimr.cli.webhook_verbs", "add", "Let a program be told of events."),
        "list": Verb("openimr.cli.webhook_verbs", "list_hooks", "List who is told of what."),
        "remove": Verb("openimr.cli.webhook_verbs", "remove", "Tell a program nothing any more."),
        "test": Verb("openimr.cli.webhook_verbs", "test", "Send a message to try a webhook."),
        "log": Verb("openimr.cli.webhook_verbs", "log", "Show what became of messages."),
    },
)
def webhook() -> None:
    """Let other programs be told that something happened in a case, never what it says."""

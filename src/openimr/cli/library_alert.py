"""``openimr library alert``: the group of its verbs."""

from __future__ import annotations

import click

from openimr.cli import Verb, VerbGroup


@click.group(
    cls=VerbGroup,
    verbs={
        "add": Verb("openimr.cli.library_alert_verbs", "add", "Save a search for somebody."),
        "list": Verb("openimr.cli.library_alert_verbs", "list_alerts", "List saved alerts."),
        "remove": Verb("openimr.cli.library_alert_verbs", "remove", "Forget a saved alert."),
        "run": Verb("openimr.cli.library_alert_verbs", "run", "Look for what is new, and tell it."),
    },
)
def alert() -> None:
    """Tell account holders of what the library publishes: searches that they saved."""

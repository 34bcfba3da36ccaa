"""``openimr post``: the group of its verbs."""

from __future__ import annotations

import click

from openimr.cli import Verb, VerbGroup


@click.group(
    cls=VerbGroup,
    verbs={
        "list": Verb(
            "openimr.cli.post_verbs", "list_waiting", "List letters that wait to be posted."
        ),
        "print": Verb("openimr.cli.post_print", "to_print", "Open a letter to be printed."),
        "done": Verb("openimr.cli.post_verbs", "done", "Say that a letter was posted, and when."),
    },
)
def post() -> None:
    """See to letters that cannot go by e-mail and are posted by hand."""

"""``openimr keys``: the group of its verbs."""

from __future__ import annotations

import click

from openimr.cli import Verb, VerbGroup


@click.group(
    cls=VerbGroup,
    verbs={
        "show": Verb("openimr.cli.keys_verbs", "show", "Say what is sealed, and by which key."),
        "new": Verb("openimr.cli.keys_verbs", "new", "Make a file with a new master key."),
        "rotate": Verb("openimr.cli.keys_verbs", "rotate", "Change the master key."),
        "seal": Verb("openimr.cli.keys_verbs", "seal", "Seal what lies plain in older folders."),
    },
)
def keys() -> None:
    """See to the keys that seal the papers of cases."""

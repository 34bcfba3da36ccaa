"""``openimr library``: the group of its verbs."""

from __future__ import annotations

import click

from openimr.cli import Verb, VerbGroup


@click.group(
    cls=VerbGroup,
    verbs={
        "build": Verb(
            "openimr.cli.library_build", "build", "Take determinations into the library."
        ),
        "worker": Verb(
            "openimr.cli.library_worker", "worker", "Build shares of a library on this machine."
        ),
        "search": Verb(
            "openimr.cli.library_search", "search", "Find determinations by their words."
        ),
        "stats": Verb(
            "openimr.cli.library_stats", "stats", "Count: rates, volumes, days, what is alike."
        ),
        "alert": Verb(
            "openimr.cli.library_alert", "alert", "Tell account holders of what is published."
        ),
        "alike": Verb(
            "openimr.cli.library_alike", "alike", "Find similar findings, with the reason why."
        ),
        "audit": Verb(
            "openimr.cli.library_audit", "audit", "Audit decisions: what facts tell of outcomes."
        ),
        "show": Verb("openimr.cli.library_show", "show", "Show one determination."),
        "withdraw": Verb(
            "openimr.cli.library_withdraw", "withdraw", "Take a determination off again."
        ),
        "release": Verb(
            "openimr.cli.library_release", "release", "Write the library as files for everybody."
        ),
        "fhir": Verb(
            "openimr.cli.library_fhir", "fhir", "Write one determination as a FHIR bundle."
        ),
    },
)
def library() -> None:
    """Build, search and count the library of published determinations."""

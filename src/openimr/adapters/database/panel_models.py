"""The tables of the panel: versions of members, pseudonyms, answers on ties; only ever added to."""

from __future__ import annotations

from django.db import models

from openimr.adapters.database.who_and_when import WhoAndWhen


class PanelVersion(WhoAndWhen):
    """One member of the panel as entered at one time; ``body`` is None when the member left."""

    pk = models.CompositePrimaryKey("reviewer", "number")
    reviewer = models.TextField()
    number = models.PositiveIntegerField()
    source = models.TextField()
    body = models.BinaryField(null=True)

    class Meta:
        """Its table."""

        db_table = "openimr_panel"


class Pseudonym(models.Model):
    """What parties see of a reviewer, for good."""

    reviewer = models.TextField(primary_key=True)
    pseudonym = models.TextField(unique=True)

    class Meta:
        """Its table."""

        db_table = "openimr_pseudonym"


class AnsweredTie(WhoAndWhen):
    """A person's answer on one possible tie; of several, the latest counts."""

    id = models.BigAutoField(primary_key=True)
    tie = models.TextField()
    case = models.TextField()
    reviewer = models.TextField()
    party = models.TextField()
    with_whom = models.TextField()
    verdict = models.TextField()
    reason = models.TextField()

    class Meta:
        """Its table."""

        db_table = "openimr_tie"

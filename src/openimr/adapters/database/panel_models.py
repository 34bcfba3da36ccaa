"""The tables of the panel: versions of members, pseudonyms, answers on ties; only ever added to."""

from __future__ import annotations

from django.db import models


class PanelVersion(models.Model):
    """One member of the panel as entered at one time; ``body`` is None when the member left."""

    pk = models.CompositePrimaryKey("reviewer", "number")
    reviewer = models.TextField()
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    role = models.TextField()
    actor = models.TextField()
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


class AnsweredTie(models.Model):
    """A person's answer on one possible tie; of several, the latest counts."""

    id = models.BigAutoField(primary_key=True)
    tie = models.TextField()
    case = models.TextField()
    reviewer = models.TextField()
    party = models.TextField()
    with_whom = models.TextField()
    verdict = models.TextField()
    reason = models.TextField()
    role = models.TextField()
    actor = models.TextField()
    at = models.DateTimeField()

    class Meta:
        """Its table."""

        db_table = "openimr_tie"

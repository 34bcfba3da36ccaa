"""The table of texts that reviewers are still writing; none of it is in the record."""

from __future__ import annotations

from django.db import models


class WorkingText(models.Model):
    """One text of one reviewer on one treatment; ``body`` is its fields as JSON."""

    id = models.BigAutoField(primary_key=True)
    case = models.TextField()
    seat = models.PositiveSmallIntegerField()
    reviewer = models.TextField()
    treatment = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField()
    at = models.DateTimeField()
    body = models.TextField()

    class Meta:
        """Its table."""

        db_table = "openimr_working_text"
        constraints = (
            models.UniqueConstraint(
                fields=("case", "seat", "reviewer", "treatment"), name="working_text_once"
            ),
        )

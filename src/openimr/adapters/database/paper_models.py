"""The table of papers that opened cases."""

from __future__ import annotations

from django.db import models


class PaperFiled(models.Model):
    """A paper by its SHA-256, with a case that was opened on it; it can be drawn from the record.

    Papers stand in the events too, but nobody could look for one among all of them.
    """

    id = models.BigAutoField(primary_key=True)
    sha256 = models.BinaryField(max_length=32)
    case = models.TextField()

    class Meta:
        """Its table."""

        db_table = "openimr_paper_filed"
        constraints = (models.UniqueConstraint(fields=("sha256", "case"), name="paper_filed_once"),)

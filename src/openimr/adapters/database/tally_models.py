"""The tables of the figures of management: what each case adds, the sums, and how far they go."""

from __future__ import annotations

from django.db import models


class CaseTallies(models.Model):
    """What a case added when it was last counted, as JSON."""

    case = models.TextField(primary_key=True)
    body = models.BinaryField()

    class Meta:
        """Its name."""

        db_table = "openimr_case_tallies"


class TallySum(models.Model):
    """One sum over all cases."""

    pk = models.CompositePrimaryKey("measure", "month", "key")
    measure = models.TextField()
    month = models.DateField()
    key = models.TextField()
    count = models.IntegerField()

    class Meta:
        """Its name."""

        db_table = "openimr_tally"


class TallyMark(models.Model):
    """How far the record was counted: its one row names the last event looked at."""

    id = models.PositiveSmallIntegerField(primary_key=True)
    at = models.DateTimeField()
    case = models.TextField()
    number = models.PositiveIntegerField()
    until = models.DateTimeField()

    class Meta:
        """Its name."""

        db_table = "openimr_tally_mark"

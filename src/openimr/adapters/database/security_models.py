"""The tables of the security log and of counted tries."""

from __future__ import annotations

from django.db import models


class SecurityEntry(models.Model):
    """Something that happened with an account; triggers keep it for two years as it is."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    happened = models.TextField()
    account = models.TextField()
    by = models.TextField()
    client = models.TextField()
    about = models.TextField()

    class Meta:
        """Its table."""

        db_table = "openimr_security"
        indexes = (models.Index(fields=("account", "id"), name="security_by_account"),)


class TryCount(models.Model):
    """How often somebody tried something in a window of time."""

    id = models.BigAutoField(primary_key=True)
    name = models.TextField()
    who = models.TextField()
    began = models.DateTimeField(db_index=True)
    count = models.IntegerField()

    class Meta:
        """Its table."""

        db_table = "openimr_try_count"
        constraints = (
            models.UniqueConstraint(fields=("name", "who", "began"), name="try_count_once"),
        )

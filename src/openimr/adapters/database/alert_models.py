"""The tables of saved alerts: who is told of what, and what was found for each."""

from __future__ import annotations

from django.db import models


class LibraryAlert(models.Model):
    """A search of the library that somebody saved; ``email`` is theirs, or "" for the feed."""

    id = models.BigAutoField(primary_key=True)
    login = models.TextField()
    name = models.TextField()
    search = models.TextField()
    email = models.TextField()
    reached = models.TextField()
    kept = models.DateTimeField()

    class Meta:
        """Its table."""

        db_table = "openimr_library_alert"
        constraints = (models.UniqueConstraint(fields=("login", "name"), name="alert_named_once"),)


class LibraryAlertFound(models.Model):
    """A determination found for an alert; ``mailed`` is empty while nobody was told."""

    id = models.BigAutoField(primary_key=True)
    alert = models.ForeignKey(LibraryAlert, on_delete=models.CASCADE, related_name="found")
    determination = models.TextField()
    mailed = models.DateTimeField(null=True)

    class Meta:
        """Its table."""

        db_table = "openimr_library_alert_found"
        constraints = (
            models.UniqueConstraint(fields=("alert", "determination"), name="alert_found_once"),
        )
        indexes = (
            models.Index(
                fields=("alert", "id"),
                condition=models.Q(mailed__isnull=True),
                name="alert_found_waiting",
            ),
        )

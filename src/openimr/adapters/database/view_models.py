"""The table of lists that people kept under a name."""

from __future__ import annotations

from django.db import models


class SavedView(models.Model):
    """A list of cases as somebody filtered it; ``role`` is whom it is shared with, or "".

    ``filters`` are words of an address: states, days and identifiers, never anybody's name.
    """

    id = models.BigAutoField(primary_key=True)
    login = models.TextField()
    name = models.TextField()
    filters = models.TextField()
    role = models.TextField()

    class Meta:
        """Its table."""

        db_table = "openimr_saved_view"
        constraints = (models.UniqueConstraint(fields=("login", "name"), name="view_named_once"),)
        indexes = (models.Index(fields=("role",), name="view_by_role"),)

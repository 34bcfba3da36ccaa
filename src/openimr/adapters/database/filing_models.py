"""The table of applications that are not filed yet."""

from __future__ import annotations

from django.db import models


class SavedApplication(models.Model):
    """An application that somebody fills in.

    ``code`` is a digest, and ``content`` sealed: whoever reads the table learns nothing of it.
    """

    name = models.TextField(primary_key=True)
    code = models.BinaryField(unique=True)
    content = models.BinaryField()
    expires = models.DateTimeField(db_index=True)
    claimed = models.DateTimeField(null=True)
    case = models.TextField(null=True)

    class Meta:
        """Its table."""

        db_table = "openimr_saved_application"

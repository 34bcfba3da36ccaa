"""What tables have in common whose rows say who did something and when."""

from __future__ import annotations

from django.db import models


class WhoAndWhen(models.Model):
    """The columns of such a row; events have them too, in an order of their own."""

    at = models.DateTimeField()
    role = models.TextField()
    actor = models.TextField()

    class Meta:
        """No table of its own."""

        abstract = True

"""Sessions of browsers in a database (``workflow.account_rounds.Sessions``)."""

from __future__ import annotations

import datetime as dt

from openimr.adapters.database import models
from openimr.adapters.database.faults import attempt


class DatabaseSessions:
    """Sessions in a database; the web writes them, rounds remove them."""

    def __init__(self, alias: str) -> None:
        self._alias = alias
        self._rows = models.WebSession.objects.using(alias)

    def remove(self, before: dt.datetime) -> int:
        """Remove those that ended before a time; how many."""
        old = self._rows.filter(expire_date__lt=before)
        return int(attempt(self._alias, lambda: old.delete()[0]))

"""Tries counted in a database, for all processes together (``workflow.limits.Counters``)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import F

from openimr.adapters.database import models
from openimr.adapters.database.faults import attempt


class DatabaseCounters:
    """Counts in a database."""

    def __init__(self, alias: str) -> None:
        self._alias = alias
        self._rows = models.TryCount.objects.using(alias)

    def count(self, name: str, who: str, window: dt.datetime) -> int:
        """How many there were in a window."""
        found = self._rows.filter(name=name, who=who, began=window)
        row = attempt(self._alias, found.first)
        return int(row.count) if row else 0

    def add(self, name: str, who: str, window: dt.datetime) -> int:
        """One more; how many there are with it."""
        these = self._rows.filter(name=name, who=who, began=window)
        first = models.TryCount(name=name, who=who, began=window, count=0)

        def added() -> int:
            with transaction.atomic(using=self._alias):
                if not these.update(count=F("count") + 1):
                    self._rows.bulk_create([first], ignore_conflicts=True)
                    these.update(count=F("count") + 1)
                return int(these.get().count)

        return attempt(self._alias, added)

    def remove(self, before: dt.datetime) -> int:
        """Forget windows that began before a time; how many."""
        old = self._rows.filter(began__lt=before)
        return int(attempt(self._alias, lambda: old.delete()[0]))

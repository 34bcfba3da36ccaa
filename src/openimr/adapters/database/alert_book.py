"""Saved alerts on a database (``publication.alerts.model.AlertBook``)."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Sequence

from django.db import transaction

from openimr.adapters.database import models
from openimr.adapters.database.faults import attempt
from openimr.publication.alerts.model import Alert, Reached, Waiting

_AT_ONCE = 500
"""Rows of one statement: databases bound how many values one may have."""


class DatabaseAlerts:
    """Alerts in a database.

    Args:
        alias: the name under which ``connect`` opened it.
    """

    def __init__(self, alias: str) -> None:
        self._alias = alias
        self._alerts = models.LibraryAlert.objects.using(alias)
        self._found = models.LibraryAlertFound.objects.using(alias)

    def keep(self, alert: Alert, at: dt.datetime) -> Alert:
        """As ``AlertBook.keep``."""

        def replaced() -> Alert:
            with transaction.atomic(using=self._alias):
                self._alerts.filter(login=alert.login, name=alert.name).delete()
                row = self._alerts.create(
                    login=alert.login,
                    name=alert.name,
                    search=alert.search,
                    email=alert.email,
                    reached=alert.reached.value,
                    kept=at,
                )
                return _alert(row)

        return attempt(self._alias, replaced)

    def of(self, login: str) -> tuple[Alert, ...]:
        """As ``AlertBook.of``."""
        rows = attempt(self._alias, lambda: list(self._alerts.filter(login=login)))
        return tuple(sorted(map(_alert, rows), key=lambda one: one.name.casefold()))

    def all(self) -> tuple[Alert, ...]:
        """As ``AlertBook.all``."""
        return tuple(map(_alert, attempt(self._alias, lambda: list(self._alerts.order_by("id")))))

    def get(self, id: int) -> Alert | None:
        """As ``AlertBook.get``."""
        row = attempt(self._alias, lambda: self._alerts.filter(id=id).first())
        return _alert(row) if row else None

    def reach(self, id: int, reached: Reached) -> None:
        """As ``AlertBook.reach``."""
        attempt(self._alias, lambda: self._alerts.filter(id=id).update(reached=reached.value))

    def drop(self, id: int) -> None:
        """As ``AlertBook.drop``."""
        attempt(self._alias, lambda: self._alerts.filter(id=id).delete())

    def find(self, id: int, ids: Sequence[str]) -> int:
        """As ``AlertBook.find``."""
        some = [ids[at : at + _AT_ONCE] for at in range(0, len(ids), _AT_ONCE)]
        return sum(
            attempt(self._alias, functools.partial(self._noted, id, these)) for these in some
        )

    def _noted(self, id: int, ids: Sequence[str]) -> int:
        with transaction.atomic(using=self._alias):
            if not self._alerts.filter(id=id).exists():
                return 0
            there = set(
                self._found.filter(alert_id=id, determination__in=ids).values_list(
                    "determination", flat=True
                )
            )
            rows = [
                models.LibraryAlertFound(alert_id=id, determination=one, mailed=None)
                for one in ids
                if one not in there
            ]
            self._found.bulk_create(rows, ignore_conflicts=True)
            return len(rows)

    def waiting(self) -> tuple[Waiting, ...]:
        """As ``AlertBook.waiting``."""

        def read() -> list[Waiting]:
            asked = self._alerts.filter(reached=Reached.CONFIRMED.value).order_by("id")
            found = [(one, self._waiting(one.id)) for one in asked]
            return [Waiting(alert=_alert(one), ids=ids) for one, ids in found if ids]

        return tuple(attempt(self._alias, read))

    def _waiting(self, id: int) -> tuple[str, ...]:
        rows = self._found.filter(alert_id=id, mailed__isnull=True).order_by("id")
        return tuple(rows.values_list("determination", flat=True))

    def mailed(self, id: int, ids: Sequence[str], at: dt.datetime) -> None:
        """As ``AlertBook.mailed``."""
        for first in range(0, len(ids), _AT_ONCE):
            some = ids[first : first + _AT_ONCE]
            rows = self._found.filter(alert_id=id, determination__in=some, mailed__isnull=True)
            attempt(self._alias, functools.partial(rows.update, mailed=at))


def _alert(row: models.LibraryAlert) -> Alert:
    return Alert(
        id=row.id,
        login=row.login,
        name=row.name,
        search=row.search,
        email=row.email,
        reached=Reached(row.reached),
    )

"""The outbox as it stands in the database of the record (``workflow.outbox.Outbox``)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from openimr.adapters.database.faults import attempt
from openimr.workflow.store import Errand


class DatabaseOutbox:
    """Errands in the table that ``append`` writes them into with their events.

    Args:
        alias: the name under which ``database.connect`` opened the database.
        now: tells the time.
    """

    def __init__(self, alias: str, now: Callable[[], dt.datetime]) -> None:
        from openimr.adapters.database.models import OutboxErrand  # noqa: PLC0415

        self._alias = alias
        self._now = now
        self._rows = OutboxErrand.objects.using(alias)

    def unsent(self, most: int) -> tuple[Errand, ...]:
        """As ``Outbox.unsent``."""
        waiting = self._rows.filter(done__isnull=True)
        chosen = waiting.order_by("priority", "not_before", "id")[:most]
        return attempt(self._alias, lambda: tuple(_errand(row) for row in chosen.all()))

    def tick_off(self, ids: Sequence[str]) -> None:
        """As ``Outbox.tick_off``."""
        waiting = self._rows.filter(id__in=list(ids), done__isnull=True)
        attempt(self._alias, lambda: waiting.update(done=self._now()))


def _errand(row: Any) -> Errand:
    fields = {name: getattr(row, name) for name in ("id", "case", "kind", "not_before", "priority")}
    return Errand(body=bytes(row.body), **fields)

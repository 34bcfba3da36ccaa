"""Sessions of browsers in a database: those of an account, and what rounds remove of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from openimr.adapters.database import models
from openimr.adapters.database.faults import attempt
from openimr.workflow.browser_sessions import BrowserSession, name_of


class DatabaseSessions:
    """Sessions in a database; the web writes them, rounds remove them."""

    def __init__(self, alias: str) -> None:
        self._alias = alias
        self._rows = models.WebSession.objects.using(alias)

    def remove(self, before: dt.datetime) -> int:
        """Remove those that ended before a time; how many."""
        old = self._rows.filter(expire_date__lt=before)
        return int(attempt(self._alias, lambda: old.delete()[0]))

    def of(self, login: str, seen_after: dt.datetime) -> tuple[BrowserSession, ...]:
        """Sessions of an account that were seen after a time, the one seen last first."""
        rows = self._rows.filter(login=login, seen__gt=seen_after).order_by("-seen", "-since")
        return attempt(self._alias, lambda: tuple(_session(row) for row in rows.all()))

    def end(self, login: str, names: Sequence[str] | None = None) -> int:
        """End sessions of an account, all of them without names; how many there were."""
        rows = self._rows.filter(login=login)

        def ended() -> int:
            keys = rows.values_list("session_key", flat=True)
            named = [one for one in keys if names is None or name_of(one) in names]
            return int(rows.filter(session_key__in=named).delete()[0])

        return attempt(self._alias, ended) if login else 0


def _session(row: models.WebSession) -> BrowserSession:
    return BrowserSession(
        name=name_of(row.session_key),
        login=row.login,
        since=row.since,
        seen=row.seen,
        browser=row.browser,
        client=row.client,
    )

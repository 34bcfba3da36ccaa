"""The security log on a database (``workflow.security_log.SecurityLog``)."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import secrets
from contextlib import AbstractContextManager

from django.db import transaction

from openimr.adapters.database import models
from openimr.adapters.database.faults import attempt
from openimr.adapters.database.kept_secrets import kept_secret
from openimr.workflow.security_log import PAGE, Entry, Happened, Kept

_NAME = "security log"
_SIGNS = 12


class DatabaseSecurityLog:
    """Entries in a database; triggers refuse to change them, or to delete young ones."""

    def __init__(self, alias: str) -> None:
        self._alias = alias
        self._rows = models.SecurityEntry.objects.using(alias)

    def note(self, entry: Entry) -> None:
        """Keep an entry; an answer lost with the connection may keep it twice."""
        row = {
            "at": entry.at,
            "happened": entry.happened.value,
            "account": entry.account,
            "by": entry.by,
            "client": entry.client,
            "about": entry.about,
        }
        attempt(self._alias, lambda: self._rows.create(**row))

    def together(self) -> AbstractContextManager[object]:
        """A transaction around a change and its entry."""
        held: AbstractContextManager[object] = transaction.atomic(using=self._alias)
        return held

    def latest(
        self, account: str | None = None, before: int | None = None, most: int = PAGE
    ) -> tuple[Kept, ...]:
        """The latest entries, the newest first."""
        rows = self._rows.order_by("-id")
        if account is not None:
            rows = rows.filter(account=account)
        if before is not None:
            rows = rows.filter(id__lt=before)
        return tuple(_kept(row) for row in attempt(self._alias, lambda: list(rows[:most])))

    def remove(self, before: dt.datetime) -> int:
        """Remove entries of before a time; how many."""
        old = self._rows.filter(at__lt=before)
        return int(attempt(self._alias, lambda: old.delete()[0]))

    def disguise(self, typed: str) -> str:
        """A digest under a secret of the installation: the same for the same words."""
        key = kept_secret(self._alias, _NAME, lambda: secrets.token_bytes(32))
        digest = hmac.new(key, typed.encode(), hashlib.sha256).hexdigest()
        return f"nobody:{digest[:_SIGNS]}"


def _kept(row: models.SecurityEntry) -> Kept:
    return Kept(
        number=row.id,
        entry=Entry(
            at=row.at,
            happened=Happened(row.happened),
            account=row.account,
            by=row.by,
            client=row.client,
            about=row.about,
        ),
    )

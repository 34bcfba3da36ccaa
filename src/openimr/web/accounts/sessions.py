"""Sessions: kept in the record's database, under a key that the browser alone has."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DjangosStore
from django.db import DEFAULT_DB_ALIAS, DatabaseError
from django.utils import timezone

from openimr.adapters.database.faults import attempt
from openimr.adapters.database.models import WebSession
from openimr.adapters.database.statements import row_by

Result = TypeVar("Result")

LOGIN, PROOF = "login", "proof"
SINCE, SEEN = "since", "seen"
BROWSER, CLIENT = "browser", "client"
"""What a session holds of whoever is signed in."""

_PATIENCE = 2.0
"""Seconds of trying to reach the database again: every page asks, and others wait meanwhile."""


class SessionStore(DjangosStore):
    """Django's sessions in a table of ours, which comes with the tables of the record.

    A database that cannot be asked is told as everywhere: by ``BadInput`` or ``Refused``.
    """

    @classmethod
    def get_model_class(cls) -> Any:
        """The table."""
        return WebSession

    def create_model_instance(self, held: Mapping[str, Any]) -> Any:
        """A row; whose it is stands in columns, so that the sessions of an account are found."""
        row = super().create_model_instance(held)
        row.login = held.get(LOGIN, "")
        row.since, row.seen = _moment(held.get(SINCE)), _moment(held.get(SEEN))
        row.browser, row.client = held.get(BROWSER, ""), held.get(CLIENT, "")
        return row

    def _get_session_from_db(self) -> Any:
        """The row under the key of the browser: Django's way, with a statement that is kept."""
        row = row_by(DEFAULT_DB_ALIAS, WebSession, "session_key", self.session_key)
        if row is not None and row.expire_date > timezone.now():
            return row
        self._session_key = None
        return None

    def load(self) -> dict[str, Any]:
        """What the session holds."""
        found: dict[str, Any] = _asked(super().load)
        return found

    def exists(self, session_key: str) -> bool:
        """Whether a key is taken."""
        return _asked(lambda: bool(super(SessionStore, self).exists(session_key)))

    def save(self, must_create: bool = False) -> None:
        """Keep it."""
        _asked(lambda: self._save(must_create=must_create))

    def _save(self, *, must_create: bool) -> None:
        """Django says of every fault of the database that the session has ended: told apart."""
        try:
            super().save(must_create=must_create)
        except UpdateError as error:
            fault = error.__context__
            if isinstance(fault, DatabaseError) and fault.__cause__ is not None:
                raise fault from fault.__cause__
            raise

    def delete(self, session_key: str | None = None) -> None:
        """End it."""
        _asked(lambda: super(SessionStore, self).delete(session_key))


def _asked(work: Callable[[], Result]) -> Result:
    return attempt(DEFAULT_DB_ALIAS, work, _PATIENCE)


def _moment(said: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(said) if said else None

"""Sessions: kept in the record's database, under a key that the browser alone has."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DjangosStore

from openimr.adapters.database.models import WebSession

LOGIN, PROOF = "login", "proof"
SINCE, SEEN = "since", "seen"
BROWSER, CLIENT = "browser", "client"
"""What a session holds of whoever is signed in."""


class SessionStore(DjangosStore):
    """Django's sessions in a table of ours, which comes with the tables of the record."""

    @classmethod
    def get_model_class(cls) -> Any:
        """The table."""
        return WebSession

    def create_model_instance(self, data: Mapping[str, Any]) -> Any:
        """A row; whose it is stands in columns, so that the sessions of an account are found."""
        row = super().create_model_instance(data)
        row.login = data.get(LOGIN, "")
        row.since, row.seen = _moment(data.get(SINCE)), _moment(data.get(SEEN))
        row.browser, row.client = data.get(BROWSER, ""), data.get(CLIENT, "")
        return row


def _moment(said: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(said) if said else None

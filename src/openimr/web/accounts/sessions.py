"""Sessions: kept in the record's database, under a key that the browser alone has."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DjangosStore

from openimr.adapters.database.models import WebSession


class SessionStore(DjangosStore):
    """Django's sessions in a table of ours, which comes with the tables of the record."""

    @classmethod
    def get_model_class(cls) -> Any:
        """The table."""
        return WebSession

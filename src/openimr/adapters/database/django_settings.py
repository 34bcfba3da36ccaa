"""How Django is set up: once in a process, for verbs and for the web alike.

Verbs need the tables of the record and nothing else. The web brings settings of its own, which
come on top; it must do so before the first database is opened.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.apps import apps
from django.conf import global_settings, settings

APP = "openimr.adapters.database"

HASHER = "django.contrib.auth.hashers.Argon2PasswordHasher"
"""How passwords are kept, by verbs and web alike."""


class _Defaults:
    """Django's own defaults, with a signing key that is read only when something is signed.

    A process must be able to start, and to say that the database is away, while it is away.
    """

    def __init__(self, signing_key: Callable[[], str] | None) -> None:
        self._signing_key = signing_key

    def __getattr__(self, name: str) -> Any:
        if name == "SECRET_KEY" and self._signing_key:
            return self._signing_key()
        return getattr(global_settings, name)


def configure(
    database: Mapping[str, Any],
    more: Mapping[str, Any] | None = None,
    signing_key: Callable[[], str] | None = None,
) -> None:
    """Set Django up on a database, which becomes its ``default``.

    Args:
        database: settings as Django understands them.
        more: settings on top; its ``INSTALLED_APPS`` are added to the app of the record.
        signing_key: gives the key for signing; nothing can be signed without.
    """
    on_top = dict(more or {})
    rooms = on_top.pop("INSTALLED_APPS", ())
    settings.configure(
        default_settings=_Defaults(signing_key),
        DATABASES={"default": dict(database)},
        INSTALLED_APPS=[APP, *rooms],
        USE_TZ=True,
        TIME_ZONE="UTC",
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        PASSWORD_HASHERS=[HASHER],
        LOGGING_CONFIG=None,
        **on_top,
    )
    apps.populate(settings.INSTALLED_APPS)  # as `django.setup`, without loading addresses

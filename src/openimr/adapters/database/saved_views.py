"""Kept lists on a database (``workflow.saved_views.SavedViews``)."""

from __future__ import annotations

from django.db.models import Q

from openimr.adapters.database import models
from openimr.adapters.database.faults import attempt
from openimr.vocabulary.actor import Role
from openimr.workflow.accounts import Account
from openimr.workflow.saved_views import SavedView


class DatabaseSavedViews:
    """Views in a database."""

    def __init__(self, alias: str) -> None:
        self._alias = alias
        self._table = models.SavedView.objects.using(alias)

    def keep(self, view: SavedView) -> None:
        """As ``SavedViews.keep``."""
        role = view.shared_with.value if view.shared_with else ""
        kept = {"filters": view.filters, "role": role}
        attempt(
            self._alias,
            lambda: self._table.update_or_create(login=view.login, name=view.name, defaults=kept),
        )

    def seen_by(self, account: Account) -> tuple[SavedView, ...]:
        """As ``SavedViews.seen_by``."""
        rows = self._table.filter(Q(login=account.login) | Q(role=account.actor.role.value))
        found = attempt(self._alias, lambda: [_view(row) for row in rows])
        return tuple(
            sorted(found, key=lambda one: (one.login != account.login, one.name.casefold()))
        )

    def drop(self, login: str, name: str) -> None:
        """As ``SavedViews.drop``."""
        attempt(self._alias, lambda: self._table.filter(login=login, name=name).delete())


def _view(row: models.SavedView) -> SavedView:
    return SavedView(
        login=row.login,
        name=row.name,
        filters=row.filters,
        shared_with=Role(row.role) if row.role else None,
    )

"""Who looked at what, by the port ``workflow.store.AccessLog``."""

from __future__ import annotations

from django.db import connections

from openimr.adapters.database import models
from openimr.adapters.database.faults import attempt
from openimr.adapters.database.statements import insert, run
from openimr.vocabulary.actor import Actor, Role
from openimr.vocabulary.errors import BadInput
from openimr.workflow.store import Access


class DatabaseAccessLog:
    """Accesses in a database; triggers refuse to change or delete them.

    Args:
        alias: the name under which ``connect`` opened the database.
    """

    def __init__(self, alias: str) -> None:
        self.alias = alias
        self._rows = models.Access.objects.using(alias)

    def note(self, access: Access) -> None:
        """Keep an access; an answer lost with the connection may keep it twice.

        Raises:
            BadInput: when it cannot be kept, as on a full disk: then nothing may be shown.
        """
        row = {
            "at": access.at,
            "role": access.actor.role.value,
            "actor": access.actor.id,
            "case": access.case,
            "what": access.what,
        }
        try:
            added = [insert(models.Access, [row])]
            attempt(self.alias, lambda: run(connections[self.alias], added))
        except BadInput as error:
            found = f"{error.found}: this look cannot be noted, and so nothing is shown"
            raise BadInput(error.where, found, error.remedy) from error

    def of(self, case: str) -> tuple[Access, ...]:
        """All accesses to a case in the order of time."""
        rows = self._rows.filter(case=case).order_by("at", "id")
        return tuple(
            Access(
                at=row.at,
                actor=Actor(role=Role(row.role), id=row.actor),
                case=row.case,
                what=row.what,
            )
            for row in attempt(self.alias, lambda: list(rows.all()))
        )

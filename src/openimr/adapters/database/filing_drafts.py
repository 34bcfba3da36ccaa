"""Saved applications on a database (``workflow.filing_drafts.SavedApplications``)."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable
from pathlib import Path

import msgspec
from django.db.models import Q

from openimr.adapters.database.faults import attempt
from openimr.adapters.database.filing_models import SavedApplication as Row
from openimr.adapters.database.kept_secrets import kept_secret
from openimr.adapters.database.sealed import Seal
from openimr.adapters.papers_left import UploadsLeft
from openimr.workflow.filing import Answers
from openimr.workflow.filing_drafts import (
    BEING_FILED,
    CODE_LENGTH,
    FILED_KEPT,
    KEPT,
    LETTERS,
    SavedApplication,
    code_digest,
)
from openimr.workflow.filing_rounds import FilingRounds
from openimr.workflow.rounds import Round


class DatabaseSavedApplications:
    """Applications that are not filed yet, sealed in a database.

    Args:
        alias: the name under which ``connect`` opened the database.
    """

    def __init__(self, alias: str) -> None:
        self._alias = alias
        self._table = Row.objects.using(alias)
        secret = kept_secret(alias, "saved applications", lambda: secrets.token_bytes(32))
        self._seal = Seal(secret, "saved application")

    def begin(self, now: dt.datetime) -> tuple[str, SavedApplication]:
        """As ``SavedApplications.begin``."""
        name, code = (
            secrets.token_hex(16),
            "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH)),
        )
        row = Row(name=name, code=code_digest(code), content=b"", expires=now + KEPT)
        row.content = self._closed(Answers(), name)
        attempt(self._alias, lambda: row.save(using=self._alias, force_insert=True))
        return code, self._opened(row)

    def of_code(self, code: str, now: dt.datetime) -> SavedApplication | None:
        """As ``SavedApplications.of_code``."""
        return self._first(Q(code=code_digest(code)), now)

    def of_name(self, name: str, now: dt.datetime) -> SavedApplication | None:
        """As ``SavedApplications.of_name``."""
        return self._first(Q(name=name), now)

    def save(self, name: str, answers: Answers, now: dt.datetime) -> None:
        """As ``SavedApplications.save``."""
        content = self._closed(answers, name)
        self._change(Q(name=name, case=None), content=content, expires=now + KEPT)

    def claim(self, name: str, now: dt.datetime) -> bool:
        """As ``SavedApplications.claim``: one statement, so that one of two gets it."""
        free = Q(claimed=None) | Q(claimed__lte=now - BEING_FILED)
        return self._change(Q(name=name, case=None) & free, claimed=now) == 1

    def release(self, name: str) -> None:
        """As ``SavedApplications.release``."""
        self._change(Q(name=name), claimed=None)

    def filed(self, name: str, case: str, now: dt.datetime) -> None:
        """As ``SavedApplications.filed``."""
        content = self._closed(Answers(), name)
        until = now + FILED_KEPT
        self._change(Q(name=name), case=case, content=content, expires=until, claimed=None)

    def forget(self, name: str) -> None:
        """As ``SavedApplications.forget``."""
        attempt(self._alias, self._table.filter(name=name).delete)

    def remove(self, now: dt.datetime) -> int:
        """As ``filing_rounds.OldApplications.remove``."""
        return int(attempt(self._alias, self._table.filter(expires__lte=now).delete)[0])

    def _change(self, which: Q, **fields: object) -> int:
        rows = self._table.filter(which)
        return int(attempt(self._alias, lambda: rows.update(**fields)))

    def _first(self, which: Q, now: dt.datetime) -> SavedApplication | None:
        row = attempt(self._alias, self._table.filter(which, expires__gt=now).first)
        return self._opened(row) if row else None

    def _closed(self, answers: Answers, name: str) -> bytes:
        return self._seal.close(msgspec.json.encode(answers), name)

    def _opened(self, row: Row) -> SavedApplication:
        content = self._seal.open(bytes(row.content), row.name)
        answers = msgspec.json.decode(content, type=Answers)
        return SavedApplication(name=row.name, answers=answers, expires=row.expires, case=row.case)


def filing_rounds_on(alias: str, home: Path, now: Callable[[], dt.datetime]) -> tuple[Round, ...]:
    """The round that removes what people began to file or send, and left.

    Args:
        alias: the database.
        home: the data folder.
        now: the clock.
    """
    return FilingRounds(DatabaseSavedApplications(alias), UploadsLeft(home), now).rounds()

"""Applications that are not filed yet, kept in memory: the same promises, no database."""

from __future__ import annotations

import datetime as dt
import secrets

import msgspec

from openimr.workflow.filing import Answers
from openimr.workflow.filing_drafts import (
    BEING_FILED,
    FILED_KEPT,
    KEPT,
    SavedApplication,
    code_digest,
)


class MemorySavedApplications:
    """Each application by its name."""

    def __init__(self) -> None:
        self._all: dict[str, SavedApplication] = {}
        self._codes: dict[bytes, str] = {}
        self._claimed: dict[str, dt.datetime] = {}

    def begin(self, now: dt.datetime) -> tuple[str, SavedApplication]:
        code, name = secrets.token_hex(8).upper(), secrets.token_hex(16)
        self._codes[code_digest(code)] = name
        self._all[name] = SavedApplication(name=name, answers=Answers(), expires=now + KEPT)
        return code, self._all[name]

    def of_code(self, code: str, now: dt.datetime) -> SavedApplication | None:
        return self.of_name(self._codes.get(code_digest(code), ""), now)

    def of_name(self, name: str, now: dt.datetime) -> SavedApplication | None:
        found = self._all.get(name)
        return found if found and found.expires > now else None

    def save(self, name: str, answers: Answers, now: dt.datetime) -> None:
        if name in self._all and self._all[name].case is None:
            self._change(name, answers=answers, expires=now + KEPT)

    def claim(self, name: str, now: dt.datetime) -> bool:
        held = self._claimed.get(name)
        if self._all[name].case or (held and held > now - BEING_FILED):
            return False
        self._claimed[name] = now
        return True

    def release(self, name: str) -> None:
        self._claimed.pop(name, None)

    def filed(self, name: str, case: str, now: dt.datetime) -> None:
        self._change(name, case=case, answers=Answers(), expires=now + FILED_KEPT)

    def forget(self, name: str) -> None:
        self._all.pop(name, None)

    def _change(self, name: str, **fields: object) -> None:
        self._all[name] = msgspec.structs.replace(self._all[name], **fields)

"""Who does something in a case: a role and an identifier, never a patient's name."""

from __future__ import annotations

import enum

from openimr.vocabulary.value import Value, require


class Role(enum.Enum):
    """What a person or program may do in a case; permissions and work lists go by it."""

    INTAKE = "intake"
    CASE_MANAGER = "case manager"
    REVIEWER = "reviewer"
    QUALITY = "quality reviewer"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    PARTY = "party"
    PUBLIC = "public"
    SYSTEM = "system"


class Actor(Value, frozen=True, kw_only=True):
    """Someone who acts: ``id`` is an account's or a program's identifier, stable over time."""

    role: Role
    id: str

    def __post_init__(self) -> None:
        require(bool(self.id.strip()), "whoever acts has an identifier")

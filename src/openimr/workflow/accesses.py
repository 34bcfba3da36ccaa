"""Who looked at a case: noted before anything is shown, told to those who audit."""

from __future__ import annotations

import enum

import msgspec

from openimr.vocabulary.actor import Actor, Role
from openimr.vocabulary.counted import counted
from openimr.vocabulary.errors import Refused
from openimr.vocabulary.value import Value
from openimr.workflow.store import Access, AccessLog, CaseQuery, DeadlineQuery

AUDITING = (Role.AUDITOR, Role.ADMINISTRATOR)
"""Who may see who looked at what."""

NO_CASE = ""
"""The case of an access to no case in particular, as to a list of many."""


class Looked(enum.Enum):
    """What somebody looked at in a case."""

    CASE = "the case"
    COMMANDS = "what may be asked"
    COMMAND = "the case, for a command"
    DESK = "its reviewer's desk"
    FILE = "its file"
    LETTER = "its letter"
    TIES = "its possible ties to reviewers"
    ACCESSES = "who looked at it"
    PUBLISHING = "its letter without names, to be published"
    EXPORT = "the whole record, exported"
    MAIL = "papers by mail, as read"


class LookedAtPage(Value, frozen=True, kw_only=True):
    """A page of a case's papers that somebody looked at; the paper by its number, not its name."""

    paper: int
    page: int

    @property
    def value(self) -> str:
        """In words, as those of ``Looked``."""
        return f"page {self.page} of paper {self.paper} of its file"


class LookedAtMail(Value, frozen=True, kw_only=True):
    """A page of papers by mail, which belong to no case yet, by the name of its upload."""

    paper: str
    page: int

    @property
    def value(self) -> str:
        """In words, as those of ``Looked``."""
        return f"page {self.page} of paper {self.paper[:12]} by mail"


Look = Looked | LookedAtPage | LookedAtMail
"""Whatever can be looked at."""


def list_looked_at(count: int, query: CaseQuery | DeadlineQuery) -> str:
    """A list by the number of its rows and the kinds of what was asked for, never the values."""
    kind = "case" if isinstance(query, CaseQuery) else "deadline"
    empty = type(query)()
    asked = [
        name.replace("_", " ")
        for name, value in msgspec.structs.asdict(query).items()
        if value is not None and value != getattr(empty, name) and name != "limit"
    ]
    chosen = f", by {', '.join(asked)}" if asked else ""
    return f"list of {counted(count, kind)}{chosen}"


def accesses_to(log: AccessLog, case: str, reader: Actor) -> tuple[Access, ...]:
    """All accesses to a case, or to lists when the case is ``NO_CASE``.

    Raises:
        Refused: when the reader audits nothing.
    """
    if reader.role not in AUDITING:
        raise Refused(
            f"Who looked at a case is not for the role {reader.role.value}.",
            rule="accesses-are-for-auditors",
            remedy="Ask an auditor or an administrator.",
        )
    return log.of(case)

"""What happened with accounts: who signed in, who failed to, what was changed or refused.

Beside the record of cases and the log of who looked at them. Passwords, codes, keys of sessions
and what was typed into other fields are never in it.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from openimr.vocabulary.value import Value

KEPT = dt.timedelta(days=730)
"""How long an entry is kept; the house's choice, no law asks for it. The database refuses to
change one at all, and to delete one that is younger."""

PAGE = 50
"""Entries that are shown at once."""


class Happened(enum.Enum):
    """What an entry tells."""

    SIGNED_IN = "signed in"
    SIGNED_OUT = "signed out"
    PASSWORD_WRONG = "wrong login or password"  # noqa: S105 - no password
    CODE_WRONG = "wrong code"
    CLOSED = "closed after wrong tries"
    TRIED_WHILE_CLOSED = "tried while closed or disabled"
    TOO_MANY = "too many tries from one address"
    SESSIONS_ENDED = "signed out in other browsers"
    FACTOR_SET = "second factor set up"
    FACTOR_CLEARED = "second factor taken away"
    FACTOR_PROVED = "second factor proved for an act"
    CODES_RENEWED = "new recovery codes"
    PASSWORD_CHANGED = "password changed"  # noqa: S105
    MADE = "account made"
    DISABLED = "account disabled"
    CASES_CHANGED = "cases of the account changed"
    NOT_VOUCHED = "sign-in elsewhere refused"
    LINKED = "account linked to a sign-in elsewhere"
    ACCESS_REFUSED = "access refused"
    TOKEN_MADE = "token of a program made"  # noqa: S105
    TOKEN_REVOKED = "token of a program revoked"  # noqa: S105
    WEBHOOK_MADE = "webhook made"
    WEBHOOK_REMOVED = "webhook removed"
    TOKEN_REFUSED = "token of a program refused"  # noqa: S105


class Entry(Value, frozen=True, kw_only=True):
    """Something that happened.

    Attributes:
        at: when.
        happened: what.
        account: the login that it is about; a digest where no account has what was typed.
        by: who did it, where that is another: a login, or whoever sat at the terminal.
        client: the address of the machine that asked; "" at the terminal.
        about: what more there is: a rule that refused, a pattern of an address, cases.
    """

    at: dt.datetime
    happened: Happened
    account: str
    by: str = ""
    client: str = ""
    about: str = ""


class Kept(Value, frozen=True, kw_only=True):
    """An entry with its number, by which pages go on."""

    number: int
    entry: Entry


class SecurityLog(Protocol):
    """Where it is kept."""

    def note(self, entry: Entry) -> None:
        """Keep an entry."""

    def together(self) -> AbstractContextManager[object]:
        """A change and its entry are kept together or not at all."""

    def latest(
        self, account: str | None = None, before: int | None = None, most: int = PAGE
    ) -> Sequence[Kept]:
        """The latest entries, the newest first.

        Args:
            account: about which login; all without.
            before: go on behind this number.
            most: how many.
        """

    def remove(self, before: dt.datetime) -> int:
        """Remove entries of before a time; how many."""

    def disguise(self, typed: str) -> str:
        """A digest of what was typed as a login and is nobody's: it may be a password."""

"""Accounts: who may sign in, as whom they act, and what is asked of them."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Sequence
from typing import Protocol

from openimr.vocabulary.actor import Actor, Role
from openimr.vocabulary.errors import BadInput, Refused
from openimr.vocabulary.value import Value

WITHOUT_ACCOUNT = (Role.SYSTEM, Role.PUBLIC)
"""Roles that nobody signs in for."""

MOST_FAILURES = 5
"""Wrong passwords in a row after which an account is closed for a while."""

LOCKED = dt.timedelta(minutes=15)
"""How long it is closed then."""


class Account(Value, frozen=True, kw_only=True):
    """Somebody who may sign in.

    Attributes:
        login: what is typed to sign in.
        actor: as whom they act in the record.
        cases: of a party, the cases that it may see.
        disabled: may not sign in until their password is set anew.
        second_factor: has one, and is asked for it.
        must_change: has a first password, made for them, and takes one of their own before
            anything else.
        subject: what a provider of sign-ins elsewhere calls them; "" when none does.
    """

    login: str
    actor: Actor
    cases: tuple[str, ...] = ()
    disabled: bool = False
    second_factor: bool = False
    must_change: bool = False
    subject: str = ""

    def may_see(self, case: str) -> bool:
        """Whether a case is not closed to this account: a party sees its own alone."""
        return self.actor.role is not Role.PARTY or case in self.cases


class SignedIn(Value, frozen=True, kw_only=True):
    """An account that proved itself.

    Attributes:
        account: who.
        proof: changes with password and second factor, so that older sessions end with them.
    """

    account: Account
    proof: str


class Outcome(enum.Enum):
    """How a try to prove who one is went."""

    RIGHT = "right"
    WRONG = "wrong"
    CLOSED_NOW = "wrong, and the account is closed for a while by it"
    CLOSED = "not looked at: the account is closed or disabled"
    UNKNOWN = "there is no such account"


class Tried(Value, frozen=True, kw_only=True):
    """A try to prove who one is.

    Attributes:
        outcome: how it went; whoever tried is never told more than whether it was right.
        found: who it is, when it was.
    """

    outcome: Outcome
    found: SignedIn | None = None


class Accounts(Protocol):
    """Where accounts are kept."""

    def add(
        self, account: Account, password: str, now: dt.datetime, until: dt.datetime | None = None
    ) -> None:
        """Keep a new account; refuses a login that is there, and a weak password.

        Args:
            account: the account.
            password: of it.
            now: the time.
            until: of a first password, how long it is taken.
        """

    def listed(self) -> Sequence[Account]:
        """Every account, by login."""

    def disable(self, login: str) -> None:
        """Nobody signs in with it any more; who is signed in, is no longer."""

    def reset(self, login: str, password: str, until: dt.datetime | None = None) -> None:
        """Set a password anew, and open the account again; ``until`` as in ``add``."""

    def change_cases(self, login: str, cases: Sequence[str]) -> None:
        """Let a party see these cases and no others."""

    def prove(self, login: str, password: str, now: dt.datetime) -> Tried:
        """Who signs in; a wrong login takes as long to answer as a wrong password."""

    def link(self, login: str, subject: str) -> None:
        """Let somebody sign in by what a provider calls them; "" for no more."""

    def by_subject(self, subject: str) -> SignedIn | None:
        """Whom a provider calls so, when they may sign in."""

    def known(self, login: str) -> SignedIn | None:
        """An account that may be signed in, with its proof."""


def check(account: Account) -> None:
    """Make sure that an account can be one.

    Raises:
        BadInput: when its login cannot be typed, or its cases do not fit its role.
        Refused: when nobody signs in for the role.
    """
    if not account.login or account.login != account.login.strip().lower():
        raise BadInput("the login", "is empty, or has capitals or spaces around it")
    if account.actor.role in WITHOUT_ACCOUNT:
        raise Refused(
            f"Nobody signs in for the role {account.actor.role.value}.",
            rule="accounts-are-for-people",
            remedy="Choose another role.",
        )
    party = account.actor.role is Role.PARTY
    if party != bool(account.cases):
        found = "needs its cases" if party else "is no party and sees cases by its role"
        raise BadInput(f"the account {account.login}", found)

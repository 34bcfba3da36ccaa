"""Looking after accounts: each change is noted in the security log, together with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from openimr.workflow.accounts import Account, Accounts
from openimr.workflow.second_factor import SecondFactors
from openimr.workflow.security_log import Entry, Happened, Kept, SecurityLog


@dataclass(frozen=True)
class AccountOffice:
    """What whoever administers accounts may do.

    Attributes:
        accounts: who may sign in.
        factors: their second factors.
        log: where it is noted.
        now: the clock.
        by: who does it: a login, or whoever sits at the terminal.
        client: the address of their machine; "" at the terminal.
    """

    accounts: Accounts
    factors: SecondFactors
    log: SecurityLog
    now: Callable[[], dt.datetime]
    by: str = ""
    client: str = ""

    def add(self, account: Account, password: str) -> None:
        """Keep a new account.

        Raises:
            BadInput: when the login is taken or cannot be typed, or the password is too weak.
            Refused: when nobody signs in for the role.
        """
        actor = account.actor
        about = ", ".join((f"{actor.role.value} {actor.id}", *account.cases))
        with self.log.together():
            self.accounts.add(account, password, self.now())
            self._note(Happened.MADE, account.login, about)

    def disable(self, login: str) -> None:
        """Nobody signs in with it any more; who is signed in, is no longer."""
        with self.log.together():
            self.accounts.disable(login)
            self._note(Happened.DISABLED, login)

    def reset(self, login: str, password: str) -> None:
        """Set a password anew, and open the account again."""
        with self.log.together():
            self.accounts.reset(login, password)
            self._note(Happened.PASSWORD_CHANGED, login)

    def clear_factor(self, login: str) -> None:
        """Take the second factor away; whoever needs one sets another up at the next sign-in."""
        with self.log.together():
            self.factors.clear(login)
            self._note(Happened.FACTOR_CLEARED, login)

    def change_cases(self, login: str, cases: Sequence[str]) -> None:
        """Let a party see these cases and no others.

        Raises:
            BadInput: when it is nobody's, or no party's, or there is no case.
        """
        with self.log.together():
            self.accounts.change_cases(login, cases)
            self._note(Happened.CASES_CHANGED, login, ", ".join(cases))

    def listed(self) -> Sequence[Account]:
        """Every account, by login."""
        return self.accounts.listed()

    def latest(self, account: str | None = None, before: int | None = None) -> Sequence[Kept]:
        """The latest entries of the security log, the newest first."""
        return self.log.latest(account, before)

    def _note(self, happened: Happened, account: str, about: str = "") -> None:
        self.log.note(
            Entry(
                at=self.now(),
                happened=happened,
                account=account,
                by=self.by,
                client=self.client,
                about=about,
            )
        )

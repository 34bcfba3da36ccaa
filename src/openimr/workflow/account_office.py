"""Looking after accounts: each change is noted in the security log, together with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from openimr.vocabulary.errors import Refused
from openimr.workflow.accounts import Account, Accounts
from openimr.workflow.browser_sessions import BrowserSessions
from openimr.workflow.second_factor import SecondFactors, in_groups
from openimr.workflow.security_log import Entry, Happened, Kept, SecurityLog

FIRST_LASTS = dt.timedelta(days=7)
"""How long a first password is taken."""

_FIRST_BYTES = 10


@dataclass(frozen=True)
class AccountOffice:
    """What whoever administers accounts may do.

    Attributes:
        accounts: who may sign in.
        factors: their second factors.
        sessions: where they are signed in.
        log: where it is noted.
        now: the clock.
        random: gives so many random bytes.
        by: who does it: a login, or whoever sits at the terminal.
        client: the address of their machine; "" at the terminal.
    """

    accounts: Accounts
    factors: SecondFactors
    sessions: BrowserSessions
    log: SecurityLog
    now: Callable[[], dt.datetime]
    random: Callable[[int], bytes]
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

    def add_with_first_password(self, account: Account) -> str:
        """Keep a new account with a first password, which is told this once.

        Raises:
            BadInput, Refused: as ``add``.
        """
        first, until = self._first_password()
        actor = account.actor
        about = ", ".join((f"{actor.role.value} {actor.id}", *account.cases))
        with self.log.together():
            self.accounts.add(account, first, self.now(), until)
            self._note(Happened.MADE, account.login, about)
        return first

    def first_password(self, login: str) -> str:
        """Set a first password in place of a lost one, and open the account; told this once.

        Raises:
            BadInput: when the login is nobody's.
        """
        first, until = self._first_password()
        with self.log.together():
            self.accounts.reset(login, first, until)
            self.sessions.end(login)
            self._note(Happened.PASSWORD_CHANGED, login, "a first password")
        return first

    def _first_password(self) -> tuple[str, dt.datetime]:
        return in_groups(self.random(_FIRST_BYTES)), self.now() + FIRST_LASTS

    def link(self, login: str, subject: str) -> None:
        """Let somebody sign in by what a provider calls them; "" for no more.

        Raises:
            BadInput: when the login is nobody's, or another account is called so.
        """
        with self.log.together():
            self.accounts.link(login, subject)
            self._note(Happened.LINKED, login, "" if subject else "no more")

    def disable(self, login: str) -> None:
        """Nobody signs in with it any more; who is signed in, is no longer.

        Raises:
            BadInput: when the login is nobody's.
            Refused: when somebody would shut themselves out.
        """
        if login == self.by and self.client:
            raise Refused(
                "Nobody disables the account that they are signed in with.",
                rule="not-ones-own-account",
                remedy="Ask another administrator.",
            )
        with self.log.together():
            self.accounts.disable(login)
            self.sessions.end(login)
            self._note(Happened.DISABLED, login)

    def reset(self, login: str, password: str) -> None:
        """Set a password anew, and open the account again."""
        with self.log.together():
            self.accounts.reset(login, password)
            self.sessions.end(login)
            self._note(Happened.PASSWORD_CHANGED, login)

    def clear_factor(self, login: str) -> None:
        """Take the second factor away; whoever needs one sets another up at the next sign-in."""
        with self.log.together():
            self.factors.clear(login)
            self.sessions.end(login)
            self._note(Happened.FACTOR_CLEARED, login)

    def end_sessions(self, login: str) -> int:
        """End every session of an account; how many there were."""
        with self.log.together():
            ended = self.sessions.end(login)
            self._note(Happened.SESSIONS_ENDED, login, f"{ended}")
        return ended

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

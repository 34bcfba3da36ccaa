"""Cases that a party filed itself: its account sees them at once, and the security log says so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from openimr.workflow.accounts import Account
from openimr.workflow.security_log import Entry, Happened, SecurityLog


class CasesOfAccounts(Protocol):
    """Which cases accounts of parties may see."""

    def add_case(self, login: str, case: str) -> bool:
        """Let a party see one more case; whether it did not before.

        Raises:
            BadInput: when the login is nobody's.
        """
        ...


@dataclass(frozen=True)
class OwnCases:
    """Gives a party the cases that it filed in its own name.

    Attributes:
        accounts: which cases they see.
        log: where it is noted, together with the change.
        now: the clock.
    """

    accounts: CasesOfAccounts
    log: SecurityLog
    now: Callable[[], dt.datetime]

    def add(self, account: Account, case: str, client: str = "") -> None:
        """Let an account see a case that it filed; again, nothing is changed or noted.

        Args:
            account: whose.
            case: the number.
            client: the address of the machine that filed.
        """
        with self.log.together():
            if self.accounts.add_case(account.login, case):
                self.log.note(
                    Entry(
                        at=self.now(),
                        happened=Happened.CASES_CHANGED,
                        account=account.login,
                        by=account.login,
                        client=client,
                        about=f"filed {case}",
                    )
                )

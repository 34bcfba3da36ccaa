"""Signing in: what is asked of whom, and what comes next."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable
from dataclasses import dataclass

from openimr.vocabulary.errors import Refused
from openimr.vocabulary.value import Value
from openimr.workflow.accounts import Account, Accounts, SignedIn
from openimr.workflow.second_factor import SecondFactors, must_have_one


class Rules(Value, frozen=True, kw_only=True):
    """What an installation asks of those who sign in.

    Attributes:
        second_factor: everybody but parties needs one.
    """

    second_factor: bool = True


class Next(enum.Enum):
    """What comes after the password."""

    CODE = "a code of the second factor"
    SET_UP = "a second factor is set up"
    IN = "nothing"


@dataclass(frozen=True)
class SigningIn:
    """The steps of signing in.

    Attributes:
        accounts: who may sign in.
        factors: their second factors.
        rules: of this installation.
        now: the clock.
    """

    accounts: Accounts
    factors: SecondFactors
    rules: Rules
    now: Callable[[], dt.datetime]

    def password(self, login: str, password: str) -> SignedIn | None:
        """Who knows the password; None when login or password is wrong, or it is closed."""
        return self.accounts.prove(login, password, self.now())

    def password_again(self, account: Account, password: str) -> None:
        """Make sure that it is still the one who signed in, before something weighty.

        Raises:
            Refused: rule "password-again".
        """
        if self.accounts.prove(account.login, password, self.now()) is None:
            raise Refused(
                "The password is not right. Nothing was changed.",
                rule="password-again",
                remedy="Type the password that you sign in with. After five wrong ones the "
                "account is closed for 15 minutes.",
            )

    def after_password(self, account: Account) -> Next:
        """What is asked of an account after its password."""
        if account.second_factor:
            return Next.CODE
        if self.rules.second_factor and must_have_one(account.actor.role):
            return Next.SET_UP
        return Next.IN

    def code(self, account: Account, code: str) -> dt.datetime | None:
        """The moment at which a code was right; None when it is wrong or was used."""
        now = self.now()
        return now if self.factors.prove(account.login, code, now) else None

    def set_up(self, account: Account, secret: str, code: str) -> tuple[str, ...] | None:
        """Keep a second factor; its recovery codes, or None when the code is not right."""
        return self.factors.keep(account.login, secret, code, self.now())

    def fresh(self, account: Account, code: str) -> dt.datetime:
        """The moment at which the second factor was proved for one act.

        Raises:
            Refused: rule "fresh-second-factor" when there is none, or the code is not right.
        """
        if not account.second_factor:
            raise Refused(
                "This needs a second factor, and your account has none.",
                rule="fresh-second-factor",
                remedy="Set one up under Your account, then come back.",
            )
        proved = self.code(account, code)
        if proved is None:
            raise Refused(
                "The code is not right, or it was used already.",
                rule="fresh-second-factor",
                remedy="Wait for the next code of your app. After five wrong ones the account is "
                "closed for 15 minutes.",
            )
        return proved

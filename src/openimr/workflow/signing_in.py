"""Signing in: what is asked of whom, what comes next, and what is noted of it."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from openimr.vocabulary.errors import BadInput, Refused
from openimr.vocabulary.value import Value
from openimr.workflow.accounts import Account, Accounts, Outcome, SignedIn, Tried
from openimr.workflow.limits import Allowance, Limits, TooMany
from openimr.workflow.second_factor import SecondFactors, must_have_one
from openimr.workflow.security_log import Entry, Happened, SecurityLog
from openimr.workflow.sign_in_elsewhere import Vouched

WRONG_TRIES = Allowance(name="signing in", most=20, per=dt.timedelta(minutes=10))
"""Wrong tries that one address has, whichever accounts they are about."""


class Rules(Value, frozen=True, kw_only=True):
    """What an installation asks of those who sign in.

    Attributes:
        second_factor: everybody but parties needs one.
        idle: how long somebody stays signed in without asking for anything.
        proxies: addresses of proxies in front, whose word on who asks is taken.
    """

    second_factor: bool = True
    idle: dt.timedelta = dt.timedelta(minutes=30)
    proxies: tuple[str, ...] = ()


class Next(enum.Enum):
    """What comes after the password."""

    CODE = "a code of the second factor"
    SET_UP = "a second factor is set up"
    IN = "nothing"


@dataclass(frozen=True)
class SigningIn:
    """The steps of signing in, for one who asks.

    Attributes:
        accounts: who may sign in.
        factors: their second factors.
        log: where it is noted.
        limits: how often an address may try.
        rules: of this installation.
        now: the clock.
        client: the address of whoever asks.
    """

    accounts: Accounts
    factors: SecondFactors
    log: SecurityLog
    limits: Limits
    rules: Rules
    now: Callable[[], dt.datetime]
    client: str = ""

    def password(self, login: str, password: str) -> SignedIn | None:
        """Who knows the password; None when login or password is wrong, or it is closed.

        Raises:
            TooMany: when there were too many wrong tries from this address.
        """
        return self._judged(
            lambda: self.accounts.prove(login, password, self.now()),
            login.strip().lower(),
            Happened.PASSWORD_WRONG,
        )

    def code(self, account: Account, code: str) -> SignedIn | None:
        """Who has the second factor; None when the code is wrong or was used.

        Raises:
            TooMany: when there were too many wrong tries from this address.
        """
        return self._judged(
            lambda: self.factors.prove(account.login, code, self.now()),
            account.login,
            Happened.CODE_WRONG,
        )

    def _judged(self, tried: Callable[[], Tried], login: str, wrong: Happened) -> SignedIn | None:
        self._check_limit(login)
        told = tried()
        if told.outcome is Outcome.RIGHT:
            return told.found
        unknown = told.outcome is Outcome.UNKNOWN
        named = self.log.disguise(login) if unknown else login
        self._note({**_TOLD, Outcome.WRONG: wrong, Outcome.UNKNOWN: wrong}[told.outcome], named)
        self.limits.take(WRONG_TRIES, self.client)
        return None

    def _check_limit(self, login: str) -> None:
        try:
            self.limits.check(WRONG_TRIES, self.client)
        except TooMany:
            self._note(Happened.TOO_MANY, self.log.disguise(login))
            raise

    def vouched(self, vouched: Vouched) -> SignedIn | None:
        """For whom a provider vouches; None when no account is linked to it, or it is disabled.

        Raises:
            TooMany: when there were too many wrong tries from this address.
        """
        self._check_limit(vouched.subject)
        found = self.accounts.by_subject(vouched.subject)
        if found is None:
            self.not_vouched("not linked", vouched.subject)
        return found

    def not_vouched(self, why: str, subject: str = "") -> None:
        """Note that a sign-in elsewhere led nowhere.

        Raises:
            TooMany: when there were too many wrong tries from this address.
        """
        named = self.log.disguise(subject) if subject else "nobody"
        self._note(Happened.NOT_VOUCHED, named, why)
        self.limits.take(WRONG_TRIES, self.client)

    def after_password(self, account: Account, *, proved_elsewhere: bool = False) -> Next:
        """What is asked of an account after its password.

        Args:
            account: whose.
            proved_elsewhere: a provider asked them for a second factor already.
        """
        if proved_elsewhere:
            return Next.IN
        if account.second_factor:
            return Next.CODE
        if self.rules.second_factor and must_have_one(account.actor.role):
            return Next.SET_UP
        return Next.IN

    def entered(self, account: Account, by: str = "") -> None:
        """Note that somebody is signed in, by what when not by password and code of ours."""
        self._note(Happened.SIGNED_IN, account.login, by)

    def left(self, account: Account) -> None:
        """Note that somebody signed out."""
        self._note(Happened.SIGNED_OUT, account.login)

    def set_up(self, account: Account, secret: str, code: str) -> tuple[str, ...] | None:
        """Keep a second factor; its recovery codes, or None when the code is not right."""
        with self.log.together():
            codes = self.factors.keep(account.login, secret, code, self.now())
            if codes is not None:
                self._note(Happened.FACTOR_SET, account.login)
        return codes

    def renew_codes(self, account: Account) -> tuple[str, ...]:
        """New recovery codes in place of all older ones."""
        with self.log.together():
            codes = self.factors.renew_codes(account.login)
            self._note(Happened.CODES_RENEWED, account.login)
        return codes

    def change_password(self, account: Account, old: str, new: str) -> None:
        """Set one's own password; all sessions end with it.

        Raises:
            Refused: rule "password-again" when the old one is not right.
            BadInput: when the new one is too weak.
        """
        self.password_again(account, old)
        if old == new:
            raise BadInput("the new password", "is the old one", "Take another one.")
        with self.log.together():
            self.accounts.reset(account.login, new)
            self._note(Happened.PASSWORD_CHANGED, account.login)

    def password_again(self, account: Account, password: str) -> None:
        """Make sure that it is still the one who signed in, before something weighty.

        Raises:
            Refused: rule "password-again".
        """
        if self.password(account.login, password) is None:
            raise Refused(
                "The password is not right. Nothing was changed.",
                rule="password-again",
                remedy="Type the password that you sign in with. After five wrong ones the "
                "account is closed for 15 minutes.",
            )

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
        if self.code(account, code) is None:
            raise Refused(
                "The code is not right, or it was used already.",
                rule="fresh-second-factor",
                remedy="Wait for the next code of your app. After five wrong ones the account is "
                "closed for 15 minutes.",
            )
        self._note(Happened.FACTOR_PROVED, account.login)
        return self.now()

    def refused(self, account: Account, rule: str, where: str) -> None:
        """Note that somebody asked for what is not theirs.

        Args:
            account: who.
            rule: that refused.
            where: the pattern of the address, without what was typed into it.
        """
        self._note(Happened.ACCESS_REFUSED, account.login, f"{rule}, {where}")

    def _note(self, happened: Happened, account: str, about: str = "") -> None:
        self.log.note(
            Entry(
                at=self.now(), happened=happened, account=account, client=self.client, about=about
            )
        )


_TOLD: Mapping[Outcome, Happened] = {
    Outcome.CLOSED_NOW: Happened.CLOSED,
    Outcome.CLOSED: Happened.TRIED_WHILE_CLOSED,
}

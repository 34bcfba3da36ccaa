"""Signing in: what is asked of whom, what comes next, and what is noted of it."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from openimr.vocabulary.errors import BadInput, Refused
from openimr.vocabulary.value import Value
from openimr.workflow.accounts import Account, Accounts, Outcome, SignedIn, Tried
from openimr.workflow.browser_sessions import BrowserSession, BrowserSessions
from openimr.workflow.limits import Allowance, Limits, TooMany
from openimr.workflow.second_factor import SecondFactors, must_have_one, step_of
from openimr.workflow.security_log import Entry, Happened, SecurityLog
from openimr.workflow.sign_in_elsewhere import Vouched

WRONG_TRIES = Allowance(name="signing in", most=20, per=dt.timedelta(minutes=10))
"""Wrong tries that one address has, whichever accounts they are about."""

REFUSED_TOKENS = Allowance(name="refused tokens", most=20, per=dt.timedelta(minutes=10))
"""Refused tokens of one address that are noted; nobody guesses a token, but logs can be filled."""


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
        sessions: where they are signed in.
        log: where it is noted.
        limits: how often an address may try.
        rules: of this installation.
        now: the clock.
        client: the address of whoever asks.
    """

    accounts: Accounts
    factors: SecondFactors
    sessions: BrowserSessions
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
        return Next.SET_UP if self.needs_factor(account) else Next.IN

    def needs_factor(self, account: Account) -> bool:
        """Whether an account may not be without a second factor here."""
        return self.rules.second_factor and must_have_one(account.actor.role)

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
                self.sessions.end(account.login)
                self._note(Happened.FACTOR_SET, account.login)
        return codes

    def change_factor(
        self, account: Account, secret: str, code: str, *, password: str, present: str
    ) -> tuple[str, ...] | None:
        """Keep a second factor of whoever is signed in; otherwise as ``set_up``.

        Args:
            account: whose.
            secret: of the new app.
            code: of the new app; looked at first, so that no code of the old one is used up.
            password: of the account.
            present: a code of the second factor that it has, if it has one.

        Raises:
            Refused: rules "password-again" and "fresh-second-factor".
        """
        if step_of(secret, code, self.now(), after=None) is None:
            return None
        self._both_again(account, password, present)
        return self.set_up(account, secret, code)

    def remove_factor(self, account: Account, *, password: str, present: str) -> None:
        """Take one's own second factor away, where one may be without.

        Raises:
            Refused: rules "second-factor-needed", "password-again" and "fresh-second-factor".
        """
        if self.needs_factor(account):
            raise Refused(
                f"The role {account.actor.role.value} needs a second factor.",
                rule="second-factor-needed",
                remedy="Set up another app instead; it takes the place of this one.",
            )
        self._both_again(account, password, present)
        with self.log.together():
            self.factors.clear(account.login)
            self.sessions.end(account.login)
            self._note(Happened.FACTOR_CLEARED, account.login)

    def _both_again(self, account: Account, password: str, present: str) -> None:
        self.password_again(account, password)
        if account.second_factor:
            self.fresh(account, present)

    def again(self, account: Account, typed: str) -> None:
        """Make sure that it is still the one who signed in: by a code, by the password without.

        Args:
            account: whose.
            typed: a code of the second factor, or the password of an account that has none.

        Raises:
            Refused: rules "fresh-second-factor" and "password-again".
        """
        if account.second_factor:
            self.fresh(account, typed)
        else:
            self.password_again(account, typed)

    def signed_in_at(self, account: Account) -> Sequence[BrowserSession]:
        """The browsers in which an account is signed in now, the one seen last first."""
        return self.sessions.of(account.login, self.now() - self.rules.idle)

    def end_sessions(self, account: Account, names: Sequence[str]) -> int:
        """End some of one's own sessions; how many there were."""
        with self.log.together():
            ended = self.sessions.end(account.login, names)
            if ended:
                self._note(Happened.SESSIONS_ENDED, account.login, f"{ended}")
        return ended

    def new_codes(self, account: Account, *, password: str, present: str) -> tuple[str, ...]:
        """New recovery codes in place of all older ones.

        Raises:
            Refused: rules "password-again" and "fresh-second-factor".
        """
        self._both_again(account, password, present)
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
            self.sessions.end(account.login)
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

    def check_ready(self, account: Account) -> None:
        """Make sure that programs may ask as an account.

        Raises:
            Refused: rule "account-not-ready" while it has a first password, or no second factor
                where one is needed: its own pages are closed to it then, too.
        """
        if account.must_change or self.after_password(account) is Next.SET_UP:
            missing = "password of its own" if account.must_change else "second factor"
            raise Refused(
                f"The account of this token has no {missing} yet.",
                rule="account-not-ready",
                remedy="Sign in with it once and finish setting it up. A first password is changed "
                "then, which ends its tokens: make the token afterwards.",
            )

    def token_refused(self, secret: str, login: str, about: str) -> None:
        """Note that a program came with a token that cannot be used.

        Args:
            secret: what it came with; a digest of it stands for a login where there is none.
            login: whose the token was; "" where it never was anybody's.
            about: what was wrong with it, and the pattern of the address.
        """
        try:
            left = self.limits.take(REFUSED_TOKENS, self.client)
        except TooMany:
            return
        named = login or self.log.disguise(secret)
        self._note(Happened.TOKEN_REFUSED, named, about)
        if not left:
            self._note(Happened.TOO_MANY, named, "refused tokens; further ones are not noted")

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

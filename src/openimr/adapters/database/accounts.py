"""Accounts on a database (``workflow.accounts.Accounts``)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
)
from django.core.exceptions import ValidationError
from django.db import transaction

from openimr.adapters.database import models
from openimr.adapters.database.account_tries import account_in, signed_in, told, tried
from openimr.adapters.database.faults import attempt
from openimr.adapters.database.statements import row_by
from openimr.vocabulary.errors import BadInput
from openimr.workflow.accounts import Account, SignedIn, Tried, check

LEAST_LETTERS = 12
"""Characters of a password, at least."""


class DatabaseAccounts:
    """Accounts in a database."""

    def __init__(self, alias: str) -> None:
        self._alias = alias
        self._table = models.Account.objects.using(alias)

    def add(
        self, account: Account, password: str, now: dt.datetime, until: dt.datetime | None = None
    ) -> None:
        """Keep a new account.

        Raises:
            BadInput: when the login is taken, or the password too weak.
            Refused: when the role has no accounts.
        """
        check(account)
        hashed = _hashed(password, account.login)

        def kept() -> bool:
            with transaction.atomic(using=self._alias):
                row, new = self._table.get_or_create(
                    login=account.login,
                    defaults={
                        "role": account.actor.role.value,
                        "actor": account.actor.id,
                        "password": hashed,
                        "disabled": False,
                        "failures": 0,
                        "made": now,
                        "once_until": until,
                    },
                )
                if new:
                    cases = [models.AccountCase(account=row, case=one) for one in account.cases]
                    models.AccountCase.objects.using(self._alias).bulk_create(cases)
                return bool(new)

        if not attempt(self._alias, kept):
            raise BadInput(f"the login {account.login}", "is taken", "Choose another one.")

    def listed(self) -> tuple[Account, ...]:
        """Every account, by login."""
        rows = self._table.order_by("login").prefetch_related("cases")
        return attempt(self._alias, lambda: tuple(account_in(row) for row in rows.all()))

    def disable(self, login: str) -> None:
        """Nobody signs in with it any more; sessions end."""
        self._change(login, disabled=True)

    def reset(self, login: str, password: str, until: dt.datetime | None = None) -> None:
        """Set a password anew, and open the account again; sessions end."""
        opened = {"disabled": False, "failures": 0, "locked_until": None}
        self._change(login, password=_hashed(password, login), once_until=until, **opened)

    def link(self, login: str, subject: str) -> None:
        """Let somebody sign in by what a provider calls them; "" for no more.

        Raises:
            BadInput: when the login is nobody's, or another account is called so.
        """
        taken = self._table.filter(subject=subject).exclude(login=login)
        if subject and attempt(self._alias, taken.exists):
            raise BadInput("the subject", "belongs to another account")
        self._change(login, subject=subject or None)

    def by_subject(self, subject: str) -> SignedIn | None:
        """Whom a provider calls so, when they may sign in."""
        found = self._table.filter(subject=subject, disabled=False).prefetch_related("cases")
        row = attempt(self._alias, found.first)
        return signed_in(row) if row else None

    def change_cases(self, login: str, cases: Sequence[str]) -> None:
        """Let a party see these cases and no others.

        Raises:
            BadInput: when the login is nobody's, or the cases do not fit its role.
        """

        def changed() -> bool:
            with transaction.atomic(using=self._alias):
                row = self._table.select_for_update().filter(login=login).first()
                if row is None:
                    return False
                check(msgspec.structs.replace(account_in(row), cases=tuple(cases)))
                row.cases.all().delete()
                kept = [models.AccountCase(account=row, case=one) for one in dict.fromkeys(cases)]
                models.AccountCase.objects.using(self._alias).bulk_create(kept)
                return True

        if not attempt(self._alias, changed):
            raise _nobodys(login)

    def prove(self, login: str, password: str, now: dt.datetime) -> Tried:
        """Who signs in; a wrong login takes as long to answer as a wrong password."""
        return attempt(self._alias, lambda: self._prove(login.strip().lower(), password, now))

    def _prove(self, login: str, password: str, now: dt.datetime) -> Tried:
        asked = False

        def right(row: models.Account) -> bool:
            nonlocal asked
            asked = True
            over = row.once_until is not None and row.once_until <= now
            return bool(check_password(password, row.password)) and not over

        outcome, row = tried(self._alias, login, now, right)
        if not asked:
            make_password(password)
        return told(outcome, row)

    def known(self, login: str) -> SignedIn | None:
        """An account that may be signed in, with its proof."""

        def read() -> SignedIn | None:
            row = row_by(self._alias, models.Account, "login", login)
            return signed_in(row) if row and not row.disabled else None

        return attempt(self._alias, read)

    def _change(self, login: str, **fields: object) -> None:
        table = self._table.filter(login=login)
        if not attempt(self._alias, lambda: table.update(**fields)):
            raise _nobodys(login)


def _nobodys(login: str) -> BadInput:
    return BadInput(f"the login {login}", "is nobody's", "`openimr user list` shows the accounts.")


def _hashed(password: str, login: str) -> str:
    """A password as it is kept.

    Raises:
        BadInput: when it is too short, or one of the most common ones, also when the login and our
            name are left out of it; it is never repeated.
    """
    own = password.lower().replace(login, "").replace("openimr", "")
    try:
        MinimumLengthValidator(LEAST_LETTERS).validate(own)
        CommonPasswordValidator().validate(password)
    except ValidationError as error:
        found = f"is shorter than {LEAST_LETTERS} characters, or one of the most common ones"
        remedy = (
            "Take a longer one, for example four words that do not belong together. The login and "
            "the name of this program do not count."
        )
        raise BadInput("the password", found, remedy) from error
    return str(make_password(password))

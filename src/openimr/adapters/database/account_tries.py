"""A try to prove who one is: counted in the account, in the transaction in which it is judged."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Sequence

from django.db import transaction

from openimr.adapters.database import models
from openimr.vocabulary.actor import Actor, Role
from openimr.workflow.accounts import (
    LOCKED,
    MOST_FAILURES,
    Account,
    Outcome,
    SignedIn,
    Tried,
)


def tried(
    alias: str,
    login: str,
    now: dt.datetime,
    is_right: Callable[[models.Account], bool],
    writes: Sequence[str] = (),
) -> tuple[Outcome, models.Account | None]:
    """How a try went, and of which account it was; None when there is no such account.

    A right try ends the count of wrong ones only where nothing more is asked of them: a right
    password must not give whoever guesses codes as many tries as they like.

    Args:
        alias: the database.
        login: whose.
        now: the time.
        is_right: judges the try; it may change columns of the account.
        writes: the columns that it changes.
    """
    with transaction.atomic(using=alias):
        rows = models.Account.objects.using(alias).select_for_update()
        row = rows.filter(login=login).first()
        if row is None:
            return Outcome.UNKNOWN, None
        if row.disabled or (row.locked_until and row.locked_until > now):
            return Outcome.CLOSED, row
        outcome = Outcome.RIGHT if is_right(row) else Outcome.WRONG
        if outcome is Outcome.WRONG:
            row.failures += 1
        elif writes or row.totp_secret is None:
            row.failures = 0
        row.locked_until = None
        if row.failures >= MOST_FAILURES:
            row.failures, row.locked_until = 0, now + LOCKED
            outcome = Outcome.CLOSED_NOW
        row.save(using=alias, update_fields=["failures", "locked_until", *writes])
    return outcome, row


def told(outcome: Outcome, row: models.Account | None) -> Tried:
    """A try as the ports tell it: who it is only when it was right."""
    found = signed_in(row) if row and outcome is Outcome.RIGHT else None
    return Tried(outcome=outcome, found=found)


def signed_in(row: models.Account) -> SignedIn:
    """A row as who is signed in; the proof changes with password and second factor."""
    factor = hashlib.sha256(bytes(row.totp_secret or b"")).hexdigest()
    proof = hashlib.sha256(f"session of {row.password} {factor}".encode()).hexdigest()
    return SignedIn(account=account_in(row), proof=proof)


def account_in(row: models.Account) -> Account:
    """The account of a row; its cases are asked for where it can have any."""
    role = Role(row.role)
    return Account(
        login=row.login,
        actor=Actor(role=role, id=row.actor),
        cases=tuple(sorted(one.case for one in row.cases.all())) if role is Role.PARTY else (),
        disabled=row.disabled,
        second_factor=row.totp_secret is not None,
        must_change=row.once_until is not None,
        subject=row.subject or "",
    )

"""A try to prove who one is: counted in the account, in the transaction in which it is judged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from django.db import transaction

from openimr.adapters.database import models
from openimr.workflow.accounts import LOCKED, MOST_FAILURES


def tried(
    alias: str,
    login: str,
    now: dt.datetime,
    is_right: Callable[[models.Account], bool],
    writes: Sequence[str] = (),
) -> models.Account | None:
    """The account that somebody proved; None when it is not there, closed, or they did not.

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
            return None
        if row.disabled or (row.locked_until and row.locked_until > now):
            return None
        right = is_right(row)
        if not right:
            row.failures += 1
        elif writes or row.totp_secret is None:
            row.failures = 0
        row.locked_until = None
        if row.failures >= MOST_FAILURES:
            row.failures, row.locked_until = 0, now + LOCKED
        row.save(using=alias, update_fields=["failures", "locked_until", *writes])
    return row if right else None

"""Signing in and looking after accounts, on a database."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Mapping

from openimr.adapters.database.account_factors import second_factors_on
from openimr.adapters.database.accounts import DatabaseAccounts
from openimr.adapters.database.security_log import DatabaseSecurityLog
from openimr.adapters.database.try_counts import DatabaseCounters
from openimr.adapters.database.web_sessions import DatabaseSessions
from openimr.adapters.key_ring import KeyRing
from openimr.adapters.sign_in_settings import sign_in_rules
from openimr.workflow.account_office import AccountOffice
from openimr.workflow.account_rounds import AccountRounds
from openimr.workflow.limits import Limits
from openimr.workflow.rounds import Round
from openimr.workflow.signing_in import SigningIn


def account_office_on(alias: str, keys: KeyRing, now: Callable[[], dt.datetime]) -> AccountOffice:
    """Looks after the accounts of a database, with the keys that seal their second factors."""
    return AccountOffice(
        accounts=DatabaseAccounts(alias),
        factors=second_factors_on(alias, keys),
        sessions=DatabaseSessions(alias),
        log=DatabaseSecurityLog(alias),
        now=now,
        random=secrets.token_bytes,
    )


def signing_in_on(
    alias: str, keys: KeyRing, environment: Mapping[str, str], now: Callable[[], dt.datetime]
) -> SigningIn:
    """How people sign in with the accounts of a database; as ``account_office_on``.

    Raises:
        BadInput: when a setting cannot be understood, or would not be safe.
    """
    return SigningIn(
        accounts=DatabaseAccounts(alias),
        factors=second_factors_on(alias, keys),
        sessions=DatabaseSessions(alias),
        log=DatabaseSecurityLog(alias),
        limits=Limits(DatabaseCounters(alias), now),
        rules=sign_in_rules(environment),
        now=now,
    )


def account_rounds_on(alias: str, now: Callable[[], dt.datetime]) -> tuple[Round, ...]:
    """The rounds that forget what accounts leave behind."""
    return AccountRounds(
        sessions=DatabaseSessions(alias),
        counters=DatabaseCounters(alias),
        log=DatabaseSecurityLog(alias),
        now=now,
    ).rounds()

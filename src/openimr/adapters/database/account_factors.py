"""Second factors on a database (``workflow.second_factor.SecondFactors``)."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable

from django.db import transaction

from openimr.adapters.database import models
from openimr.adapters.database.account_tries import told, tried
from openimr.adapters.database.faults import attempt
from openimr.adapters.database.sealed import Seal
from openimr.adapters.database.wrapped_secrets import wrapped_secret
from openimr.adapters.key_ring import KeyRing
from openimr.vocabulary.errors import BadInput
from openimr.workflow.accounts import Tried
from openimr.workflow.second_factor import digest_of, recovery_codes, step_of

KEY = "second factor"
"""The installation's secret that secrets of apps are sealed with, by its name."""


def second_factors_on(alias: str, keys: KeyRing) -> DatabaseSecondFactors:
    """Second factors in a database, sealed with a key that the master key wraps."""

    def seal() -> Seal:
        return Seal(wrapped_secret(alias, KEY, keys), KEY)

    return DatabaseSecondFactors(alias, seal)


class DatabaseSecondFactors:
    """Second factors in a database.

    Args:
        alias: the database.
        seal: closes the secrets of apps.
    """

    def __init__(self, alias: str, seal: Callable[[], Seal]) -> None:
        self._alias = alias
        self._seal = seal
        self._accounts = models.Account.objects.using(alias)
        self._codes = models.RecoveryCode.objects.using(alias)

    def keep(self, login: str, secret: str, code: str, now: dt.datetime) -> tuple[str, ...] | None:
        """Keep a new second factor in place of an older; its recovery codes, told this once."""
        step = step_of(secret, code, now, after=None)
        if step is None:
            return None
        sealed = self._seal().close(secret.encode(), login)
        return self._with_new_codes(login, totp_secret=sealed, totp_last_step=step)

    def renew_codes(self, login: str) -> tuple[str, ...]:
        """New recovery codes in place of all older ones."""
        return self._with_new_codes(login)

    def _with_new_codes(self, login: str, **fields: object) -> tuple[str, ...]:
        codes = recovery_codes(secrets.token_bytes)

        def kept() -> None:
            with transaction.atomic(using=self._alias):
                row = self._row(login)
                self._accounts.filter(pk=row.pk).update(**fields)
                self._codes.filter(account=row).delete()
                digests = [models.RecoveryCode(account=row, digest=digest_of(c)) for c in codes]
                self._codes.bulk_create(digests)

        attempt(self._alias, kept)
        return codes

    def codes_left(self, login: str) -> int:
        """Recovery codes that were not used yet."""
        found = self._codes.filter(account__login=login)
        return int(attempt(self._alias, found.count))

    def clear(self, login: str) -> None:
        """Take the second factor away."""

        def cleared() -> None:
            with transaction.atomic(using=self._alias):
                row = self._row(login)
                self._accounts.filter(pk=row.pk).update(totp_secret=None, totp_last_step=None)
                self._codes.filter(account=row).delete()

        attempt(self._alias, cleared)

    def prove(self, login: str, code: str, now: dt.datetime) -> Tried:
        """Whether a code is right; each is taken once, and a wrong one counts."""

        def right(row: models.Account) -> bool:
            return self._is_code(row, code, now) or self._is_recovery_code(row, code)

        def proven() -> Tried:
            outcome, row = tried(self._alias, login, now, right, writes=("totp_last_step",))
            return told(outcome, row)

        return attempt(self._alias, proven)

    def _is_code(self, row: models.Account, code: str, now: dt.datetime) -> bool:
        if row.totp_secret is None:
            return False
        secret = self._seal().open(bytes(row.totp_secret), row.login).decode()
        step = step_of(secret, code, now, row.totp_last_step)
        if step is not None:
            row.totp_last_step = step
        return step is not None

    def _is_recovery_code(self, row: models.Account, code: str) -> bool:
        used, _ = self._codes.filter(account=row, digest=digest_of(code)).delete()
        return bool(used)

    def _row(self, login: str) -> models.Account:
        found = self._accounts.select_for_update().filter(login=login)
        row: models.Account | None = found.first()
        if row is None:
            raise BadInput(f"the login {login}", "is nobody's")
        return row

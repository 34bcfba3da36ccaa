"""Tokens on a database (``workflow.api_tokens.ApiTokens``)."""

from __future__ import annotations

import datetime as dt
import hashlib

from openimr.adapters.database import models
from openimr.adapters.database.accounts import DatabaseAccounts
from openimr.adapters.database.faults import attempt
from openimr.vocabulary.errors import BadInput
from openimr.workflow.api_tokens import ApiToken, Caller, Scope

_USED_EVERY = dt.timedelta(minutes=1)
"""How exactly the last use is noted: a write for every request would be many."""


class DatabaseApiTokens:
    """Tokens in a database."""

    def __init__(self, alias: str) -> None:
        self._alias = alias
        self._table = models.ApiToken.objects.using(alias).select_related("account")
        self._accounts = DatabaseAccounts(alias)

    def add(self, token: ApiToken, digest: str) -> ApiToken:
        """Keep a token by the digest of its secret."""
        found = models.Account.objects.using(self._alias).filter(login=token.login, disabled=False)

        def kept() -> models.ApiToken | None:
            account = found.first()
            if account is None:
                return None
            row: models.ApiToken = self._table.create(
                account=account,
                name=token.name,
                digest=digest,
                bound=_bound(account),
                scopes=" ".join(one.value for one in token.scopes),
                made=token.made,
                expires=token.expires,
            )
            return row

        row = attempt(self._alias, kept)
        if row is None:
            raise BadInput(
                f"the login {token.login}",
                "is nobody's, or may not sign in",
                "`openimr user list` shows the accounts.",
            )
        return _token(row)

    def listed(self) -> tuple[ApiToken, ...]:
        """Every token, by login and age."""
        rows = self._table.order_by("account__login", "id")
        return attempt(self._alias, lambda: tuple(_token(row) for row in rows.all()))

    def revoke(self, token: int, now: dt.datetime) -> ApiToken:
        """End a token at once."""
        rows = self._table.filter(id=token)

        def ended() -> models.ApiToken | None:
            rows.filter(revoked=None).update(revoked=now)
            found: models.ApiToken | None = rows.first()
            return found

        row = attempt(self._alias, ended)
        if row is None:
            raise BadInput(f"token {token}", "is not kept", "`openimr token list` shows them.")
        return _token(row)

    def caller(self, digest: str, now: dt.datetime) -> Caller | None:
        """Who asks by a secret of the digest."""
        return attempt(self._alias, lambda: self._caller(digest, now))

    def kept(self, digest: str) -> ApiToken | None:
        """The token of a digest, also one that ended."""
        row = attempt(self._alias, self._table.filter(digest=digest).first)
        return _token(row) if row else None

    def _caller(self, digest: str, now: dt.datetime) -> Caller | None:
        row = self._table.filter(digest=digest, revoked=None, expires__gt=now).first()
        known = self._accounts.known(row.account.login) if row else None
        if row is None or known is None or row.bound != _bound(row.account):
            return None
        if row.last_used is None or now - row.last_used >= _USED_EVERY:
            row.last_used = now
            row.save(using=self._alias, update_fields=["last_used"])
        return Caller(account=known.account, token=_token(row))


def _bound(account: models.Account) -> str:
    return hashlib.sha256(f"token of {account.password}".encode()).hexdigest()


def _token(row: models.ApiToken) -> ApiToken:
    return ApiToken(
        id=row.id,
        login=row.account.login,
        name=row.name,
        scopes=tuple(Scope(one) for one in row.scopes.split()),
        made=row.made,
        expires=row.expires,
        last_used=row.last_used,
        revoked=row.revoked,
        cut_off=row.account.disabled or row.bound != _bound(row.account),
    )

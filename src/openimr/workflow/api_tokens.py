"""Tokens: programs act by them as an account does, never wider, and only for what they are for.

A token is shown once, when it is made; kept is its SHA-256. It ends on its day, when it is
revoked, and with its account: who is disabled, or gets another password, has no tokens any more.
"""

from __future__ import annotations

import datetime as dt
import enum
import hashlib
import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.value import Value, require
from openimr.workflow.accounts import Account

PREFIX = "openimr_"
"""What every token begins with, so that scanners for secrets that leaked know one."""

RANDOM_BYTES = 32

LONGEST = dt.timedelta(days=366)
"""How long a token lasts at most."""


class Scope(enum.Enum):
    """One thing that a token may be used for."""

    CASES_READ = "cases:read"
    CASES_WRITE = "cases:write"
    PAPERS_READ = "papers:read"
    PAPERS_WRITE = "papers:write"
    LETTERS_READ = "letters:read"
    AGENDA_READ = "agenda:read"
    LAW_READ = "law:read"


SCOPE_WORDS: Mapping[Scope, str] = {
    Scope.CASES_READ: "see cases, their records and what is due in them",
    Scope.CASES_WRITE: "take steps in cases",
    Scope.PAPERS_READ: "read the documents of case files",
    Scope.PAPERS_WRITE: "send papers, and file applications",
    Scope.LETTERS_READ: "fetch issued letters",
    Scope.AGENDA_READ: "see what its role has to do today",
    Scope.LAW_READ: "look up the law's values and the guidelines' topics",
}
"""What each is for, in words; never more than the account itself may."""


class ApiToken(Value, frozen=True, kw_only=True):
    """A token as it is kept; the token itself is not.

    Attributes:
        id: by which it is listed and revoked.
        login: of the account as which it acts.
        name: what it is for, in the words of whoever made it.
        scopes: what it may be used for.
        made, expires: from when, and until when, it can be used.
        last_used: to the minute; None when it never was.
        revoked: when it was, or None.
        cut_off: its account is disabled, or has another password since.
    """

    id: int
    login: str
    name: str
    scopes: tuple[Scope, ...]
    made: dt.datetime
    expires: dt.datetime
    last_used: dt.datetime | None = None
    revoked: dt.datetime | None = None
    cut_off: bool = False

    def __post_init__(self) -> None:
        require(bool(self.scopes), "a token is for something")

    def opens(self, now: dt.datetime) -> bool:
        """Whether it can be used still."""
        return self.revoked is None and not self.cut_off and self.expires > now


class Caller(Value, frozen=True, kw_only=True):
    """Who asks by a token.

    Attributes:
        account: as whom it acts.
        token: what it may be used for.
    """

    account: Account
    token: ApiToken


class ApiTokens(Protocol):
    """Where tokens are kept."""

    def add(self, token: ApiToken, digest: str) -> ApiToken:
        """Keep a token by the digest of its secret; returned with its ``id``.

        Raises:
            BadInput: when nobody has the login, or the account is disabled.
        """
        ...

    def listed(self) -> Sequence[ApiToken]:
        """Every token, by login and age."""
        ...

    def revoke(self, token: int, now: dt.datetime) -> ApiToken:
        """End a token at once; one that ended stays as it is.

        Raises:
            BadInput: when there is none of the number.
        """
        ...

    def caller(self, digest: str, now: dt.datetime) -> Caller | None:
        """Who asks by a secret of the digest; noted as used. None when it cannot be used."""
        ...

    def kept(self, digest: str) -> ApiToken | None:
        """The token of a digest, also one that ended; None where there never was one."""
        ...


def new_token(  # noqa: PLR0913
    tokens: ApiTokens,
    login: str,
    scopes: Sequence[Scope],
    *,
    name: str,
    lasts: dt.timedelta,
    now: dt.datetime,
    random: Callable[[int], str] = secrets.token_urlsafe,
) -> tuple[str, ApiToken]:
    """Make a token.

    Args:
        tokens: where it is kept.
        login: of the account as which it acts.
        scopes: what it may be used for.
        name: what it is for, in words.
        lasts: until it expires.
        now: the time.
        random: makes so many random bytes into letters and figures.

    Returns:
        The token itself, to be shown this once, and what is kept of it.

    Raises:
        BadInput: when it would last too long or is for nothing; as ``ApiTokens.add``.
    """
    _check(scopes, lasts)
    secret = PREFIX + random(RANDOM_BYTES)
    kept = ApiToken(
        id=0,
        login=login,
        name=name.strip(),
        scopes=tuple(dict.fromkeys(scopes)),
        made=now,
        expires=now + lasts,
    )
    return secret, tokens.add(kept, digest_of(secret))


def _check(scopes: Sequence[Scope], lasts: dt.timedelta) -> None:
    if not dt.timedelta(0) < lasts <= LONGEST:
        raise BadInput("a token", f"lasts at least a day and at most {LONGEST.days} days")
    if not scopes:
        raise BadInput("a token", "is for something", f"Scopes: {', '.join(scope_names())}.")


def digest_of(secret: str) -> str:
    """What is kept of a token; enough, for nobody guesses 256 random bits."""
    return hashlib.sha256(secret.encode()).hexdigest()


def scope_names() -> tuple[str, ...]:
    """The scopes that there are."""
    return tuple(one.value for one in Scope)

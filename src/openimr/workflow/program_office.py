"""Looking after programs: those that ask by a token, and those that are told by a webhook.

Each change is noted in the security log.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from openimr.vocabulary.errors import BadInput
from openimr.workflow.api_tokens import ApiToken, ApiTokens, Scope, new_token
from openimr.workflow.jobs import TryLater
from openimr.workflow.security_log import Entry, Happened, SecurityLog
from openimr.workflow.webhooks import Delivery, Telling, Webhook, new_webhook

_LATEST = 5
"""Messages to a webhook that are shown with it."""


@dataclass(frozen=True)
class ProgramOffice:
    """What whoever administers programs may do.

    Attributes:
        tokens: by which programs ask.
        telling: how programs are told.
        log: where it is noted.
        now: the clock.
        by: who does it: a login, or whoever sits at the terminal.
        client: the address of their machine; "" at the terminal.
    """

    tokens: ApiTokens
    telling: Telling
    log: SecurityLog
    now: Callable[[], dt.datetime]
    by: str = ""
    client: str = ""

    def make_token(
        self, login: str, scopes: Sequence[Scope], *, name: str, lasts: dt.timedelta
    ) -> tuple[str, ApiToken]:
        """Make a token; returned with the secret, to be shown this once.

        Raises:
            BadInput: as ``new_token``.
        """
        with self.log.together():
            secret, kept = new_token(
                self.tokens, login, scopes, name=name, lasts=lasts, now=self.now()
            )
            self._note(Happened.TOKEN_MADE, kept.login, _in_words(kept))
        return secret, kept

    def revoke(self, token: int) -> ApiToken:
        """End a token at once.

        Raises:
            BadInput: when there is none of the number.
        """
        with self.log.together():
            kept = self.tokens.revoke(token, self.now())
            self._note(Happened.TOKEN_REVOKED, kept.login, _in_words(kept))
        return kept

    def make_webhook(self, url: str, kinds: Sequence[str]) -> tuple[str, Webhook]:
        """Let a program be told; returned with the secret, to be shown this once.

        Raises:
            BadInput: as ``new_webhook``, and when the name of the address is not known now.
        """
        try:
            secret, kept = new_webhook(
                self.telling, url, kinds, by=self.by, random=secrets.token_bytes
            )
        except TryLater:
            raise BadInput("the address", "has a name that is not known", "Check it.") from None
        self._note(Happened.WEBHOOK_MADE, self.by, f"webhook {kept.id}")
        return secret, kept

    def remove_webhook(self, hook: int) -> None:
        """Tell a program nothing any more, not even what is under way.

        Raises:
            BadInput: when there is none of the number.
        """
        with self.log.together():
            self.telling.book.remove(hook)
            self._note(Happened.WEBHOOK_REMOVED, self.by, f"webhook {hook}")

    def webhooks(self) -> Sequence[tuple[Webhook, Sequence[Delivery]]]:
        """Every webhook with what became of its latest messages."""
        book = self.telling.book
        return tuple((one, book.deliveries(one.id, _LATEST)) for one in book.listed())

    def _note(self, happened: Happened, account: str, about: str) -> None:
        self.log.note(
            Entry(
                at=self.now(),
                happened=happened,
                account=account,
                by=self.by if self.by != account else "",
                client=self.client,
                about=about,
            )
        )


def _in_words(kept: ApiToken) -> str:
    return f"token {kept.id}: {' '.join(one.value for one in kept.scopes)}"

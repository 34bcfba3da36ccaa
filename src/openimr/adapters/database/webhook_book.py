"""Webhooks on a database (``workflow.webhooks.WebhookBook``)."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable

from openimr.adapters.database import models
from openimr.adapters.database.faults import attempt
from openimr.adapters.database.kept_secrets import kept_secret
from openimr.adapters.database.sealed import Seal
from openimr.vocabulary.errors import BadInput
from openimr.workflow.webhooks import Delivery, Webhook

_KEY = "webhooks"
_KEPT = dt.timedelta(days=30)
"""How long what became of an attempt is kept."""


class DatabaseWebhookBook:
    """Webhooks in a database."""

    def __init__(self, alias: str) -> None:
        self._alias = alias
        self._hooks = models.Webhook.objects.using(alias)
        self._deliveries = models.WebhookDelivery.objects.using(alias)

    def add(self, hook: Webhook, secret: str) -> Webhook:
        """Keep a webhook and its secret."""
        row = {
            "url": hook.url,
            "kinds": " ".join(hook.kinds),
            "secret": self._seal().close(secret.encode(), hook.url),
            "made": hook.made,
            "by": hook.by,
        }
        return _hook(attempt(self._alias, lambda: self._hooks.create(**row)))

    def listed(self) -> tuple[Webhook, ...]:
        """Every webhook, by age."""
        rows = self._hooks.order_by("id")
        return attempt(self._alias, lambda: tuple(_hook(row) for row in rows.all()))

    def remove(self, hook: int) -> None:
        """Forget a webhook."""
        rows = self._hooks.filter(id=hook)
        if not attempt(self._alias, lambda: rows.delete()[0]):
            raise BadInput(f"webhook {hook}", "is not kept", "`openimr webhook list` shows them.")

    def known(self, hook: int) -> tuple[Webhook, str] | None:
        """A webhook with its secret."""
        row = attempt(self._alias, self._hooks.filter(id=hook).first)
        if row is None:
            return None
        return _hook(row), self._seal().open(bytes(row.secret), row.url).decode()

    def note(self, hook: int, delivery: Delivery) -> None:
        """Keep what became of an attempt; what is a month old goes."""
        row = models.WebhookDelivery(
            hook_id=hook,
            message=delivery.message,
            at=delivery.at,
            attempt=delivery.attempt,
            status=delivery.status,
            outcome=delivery.outcome,
        )
        old = self._deliveries.filter(hook_id=hook, at__lt=delivery.at - _KEPT)

        def noted() -> None:
            old.delete()
            if self._hooks.filter(id=hook).exists():
                row.save(using=self._alias, force_insert=True)

        attempt(self._alias, noted)

    def deliveries(self, hook: int, most: int) -> tuple[Delivery, ...]:
        """The latest attempts, the newest first."""
        rows = self._deliveries.filter(hook_id=hook).order_by("-id")[:most]
        return attempt(self._alias, lambda: tuple(_delivery(row) for row in rows.all()))

    def wanted(self) -> Callable[[str], bool] | None:
        """Of which kinds of events anybody is told; None where nobody is."""
        hooks = self.listed()
        return (lambda kind: any(one.wants(kind) for one in hooks)) if hooks else None

    def _seal(self) -> Seal:
        return Seal(kept_secret(self._alias, _KEY, lambda: secrets.token_bytes(32)), _KEY)


def _hook(row: models.Webhook) -> Webhook:
    return Webhook(id=row.id, url=row.url, kinds=tuple(row.kinds.split()), made=row.made, by=row.by)


def _delivery(row: models.WebhookDelivery) -> Delivery:
    return Delivery(
        message=row.message,
        at=row.at,
        attempt=row.attempt,
        status=row.status,
        outcome=row.outcome,
    )

"""Webhooks on every database: kept with a sealed secret, asked for only where anybody is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.databases import KINDS, database, store_in
from tests.happenings import CLERK, NOON, plainly_listed, received

from openimr.vocabulary.errors import BadInput
from openimr.workflow.store import no_errands
from openimr.workflow.webhooks import TEST, Delivery, Webhook, with_webhooks

HOOK = Webhook(
    id=0, url="https://hooks.example.org/x", kinds=("closed",), made=NOON, by="administrator"
)
SECRET = "whsec_c2VjcmV0"


@pytest.fixture(params=KINDS)
def alias(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    with database(request.param, tmp_path) as alias:
        yield alias


@pytest.fixture
def book(alias: str) -> Any:
    from openimr.adapters.database.webhook_book import DatabaseWebhookBook  # noqa: PLC0415

    return DatabaseWebhookBook(alias)


def test_a_webhook_is_known_with_its_secret_until_it_is_removed(book: Any) -> None:
    kept = book.add(HOOK, SECRET)
    assert book.listed() == (kept,)
    assert book.known(kept.id) == (kept, SECRET)
    book.remove(kept.id)
    assert book.known(kept.id) is None
    with pytest.raises(BadInput):
        book.remove(kept.id)


def test_the_secret_does_not_lie_open(book: Any, alias: str) -> None:
    from openimr.adapters.database import models  # noqa: PLC0415

    book.add(HOOK, SECRET)
    row = models.Webhook.objects.using(alias).get()
    assert SECRET.encode() not in bytes(row.secret)


def test_what_became_of_attempts_is_kept_for_a_month(book: Any) -> None:
    kept = book.add(HOOK, SECRET)
    for days in (0, 20, 31):
        at = NOON + dt.timedelta(days=days)
        book.note(kept.id, Delivery(message="m", at=at, attempt=1, status=None, outcome="x"))
    assert [one.at.day for one in book.deliveries(kept.id, 9)] == [2, 22]
    book.note(kept.id + 1, Delivery(message="m", at=NOON, attempt=1, status=1, outcome="x"))
    assert book.deliveries(kept.id + 1, 9) == ()


def test_events_are_told_only_where_anybody_wants_them(book: Any, alias: str) -> None:
    assert book.wanted() is None
    book.add(HOOK, SECRET)
    wants = book.wanted()
    assert [wants("closed"), wants("remanded"), wants(TEST)] == [True, False, True]
    every = Webhook(id=0, url="https://hooks.example.org/y", kinds=(), made=NOON, by="x")
    book.add(every, SECRET)
    assert book.wanted()("remanded")


@pytest.mark.parametrize(("kind", "asked"), [("application-received", 1), ("closed", 0)])
def test_an_errand_stands_with_the_event_that_calls_for_it(
    book: Any, alias: str, kind: str, asked: int
) -> None:
    from openimr.adapters.database.models import OutboxErrand  # noqa: PLC0415

    hook = Webhook(id=0, url="https://hooks.example.org/z", kinds=(kind,), made=NOON, by="x")
    book.add(hook, SECRET)
    store = store_in(alias, plainly_listed, with_webhooks(no_errands, book.wanted))
    store.append("CM26-1", [received("CM26-1")], after=0, actor=CLERK, key="k", at=NOON)
    assert OutboxErrand.objects.using(alias).count() == asked

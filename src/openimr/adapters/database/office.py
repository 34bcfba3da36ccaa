"""The office on a database: desk, intake, names and numbers over one store."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING

from openimr.adapters.database.access_log import DatabaseAccessLog
from openimr.adapters.database.address_book import DatabaseAddressBook
from openimr.adapters.database.event_store import DatabaseEventStore
from openimr.adapters.database.kept_secrets import kept_secret
from openimr.adapters.database.papers_book import DatabasePapersBook
from openimr.adapters.database.party_book import (
    DatabaseCaseNumbers,
    DatabasePartyBook,
    digest_key,
)
from openimr.law.model import Law
from openimr.vocabulary.actor import Actor
from openimr.workflow.desk import Desk
from openimr.workflow.office import Office
from openimr.workflow.quality_sample import Sample
from openimr.workflow.receive import Intake
from openimr.workflow.receive_digests import KEY_BYTES, Digests

if TYPE_CHECKING:  # its solver loads slowly
    from openimr.workflow.appointing_by_name import ByName


def office_on(  # noqa: PLR0913, PLR0917
    store: DatabaseEventStore,
    law: Law,
    reader: Actor,
    now: Callable[[], dt.datetime],
    by_name: Callable[[], ByName],
    share: float,
) -> Office:
    """What work on cases needs.

    Args:
        store: the record.
        law: the law of the programme.
        reader: who looks at what is shown.
        now: the clock, with zone.
        by_name: makes what appoints from the panel; called when it is needed.
        share: of treatments that quality review decides twice, 0 to 1.
    """
    desk, book = Desk(store, law, now), DatabasePartyBook(store.alias)
    digests = Digests(digest_key(store.alias, _new_secret))
    numbers = DatabaseCaseNumbers(store.alias)
    addresses = DatabaseAddressBook(store.alias)
    papers = DatabasePapersBook(store.alias)
    intake = Intake(desk, store, numbers, book, addresses, papers, digests, law, now)
    return Office(
        store=store,
        desk=desk,
        law=law,
        book=book,
        intake=intake,
        accesses=DatabaseAccessLog(store.alias),
        reader=reader,
        by_name=by_name,
        sample=Sample(share, lambda: kept_secret(store.alias, "quality sample", _new_secret)),
        now=now,
    )


def _new_secret() -> bytes:
    return secrets.token_bytes(KEY_BYTES)

"""The office on a database: desk, intake, names and numbers over one store."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING

from openimr.adapters.database.access_log import DatabaseAccessLog
from openimr.adapters.database.address_book import DatabaseAddressBook
from openimr.adapters.database.event_store import DatabaseEventStore
from openimr.adapters.database.party_book import (
    DatabaseCaseNumbers,
    DatabasePartyBook,
    digest_key,
)
from openimr.law.model import Law
from openimr.vocabulary.actor import Actor
from openimr.workflow.desk import Desk
from openimr.workflow.office import Office
from openimr.workflow.receive import Intake
from openimr.workflow.receive_digests import KEY_BYTES, Digests

if TYPE_CHECKING:  # its solver loads slowly
    from openimr.workflow.appointing_by_name import ByName


def office_on(
    store: DatabaseEventStore,
    law: Law,
    reader: Actor,
    now: Callable[[], dt.datetime],
    by_name: Callable[[], ByName],
) -> Office:
    """What work on cases needs.

    Args:
        store: the record.
        law: the law of the programme.
        reader: who looks at what is shown.
        now: the clock, with zone.
        by_name: makes what appoints from the panel; called when it is needed.
    """
    desk, book = Desk(store, law, now), DatabasePartyBook(store.alias)
    digests = Digests(digest_key(store.alias, lambda: secrets.token_bytes(KEY_BYTES)))
    numbers = DatabaseCaseNumbers(store.alias)
    addresses = DatabaseAddressBook(store.alias)
    intake = Intake(desk, store, numbers, book, addresses, digests, law, now)
    return Office(
        store=store,
        desk=desk,
        law=law,
        book=book,
        intake=intake,
        accesses=DatabaseAccessLog(store.alias),
        reader=reader,
        by_name=by_name,
        now=now,
    )

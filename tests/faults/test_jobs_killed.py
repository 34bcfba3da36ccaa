"""A worker is killed again and again: nothing is lost, and nothing is told twice."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from tests.databases import KINDS, address_book_in
from tests.happenings import CLERK, NOON, received
from tests.mail_server import Desk, mail_server
from tests.postgres import shared_server

from openimr.adapters.database.configuration import database_settings
from openimr.adapters.database.connect import connect, disconnect, open_store
from openimr.case.events import NoticeQueued, NoticeSent
from openimr.case.events.intake import PartyEntry
from openimr.case.record import RecordedEvent, digest_of
from openimr.law.load import load_law
from openimr.vocabulary.filing import PartyRole
from openimr.workflow.addresses import Address
from openimr.workflow.notice_jobs import notice_errands
from openimr.workflow.projections import Projection
from openimr.workflow.store import EventStore

CASES = 30
KILLS = 4
LIGHT = 4
PARTY = PartyEntry(role=PartyRole.EMPLOYEE, id="party-1")


@pytest.fixture(params=KINDS)
def environment(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[dict[str, str]]:
    """An installation of its own."""
    named = {**os.environ, "OPENIMR_DATA": str(tmp_path), "OPENIMR_MAIL_FROM": "n@reviews.example"}
    named.pop("OPENIMR_DATABASE", None)
    if request.param == "sqlite":
        yield named
        return
    server = shared_server()
    name = server.make_database()
    yield {**named, "OPENIMR_DATABASE": server.url(name)}
    server.drop_database(name)


@pytest.fixture
def store(environment: dict[str, str], tmp_path: Path) -> Iterator[EventStore]:
    settings = database_settings(environment, tmp_path)
    yield open_store(settings, Projection(load_law()), notice_errands)
    disconnect(connect(settings))


def test_a_worker_killed_at_random_loses_no_notice_and_sends_none_twice(
    environment: dict[str, str], store: EventStore, tmp_path: Path
) -> None:
    settings = database_settings(environment, tmp_path)
    address = Address(name="Jo Doe", email="jo@doe.example")
    address_book_in(connect(settings)).change(PARTY.id, address, CLERK, NOON)
    cases = [f"CM26-{number:07}" for number in range(CASES)]
    for case in cases:
        application = msgspec.structs.replace(received(case), parties=(PARTY,))
        store.append(case, [application], after=0, actor=CLERK, key="file", at=NOON)
    desk = Desk(slow=0.01)
    with mail_server(desk) as port:
        kills = killed_until_done(
            {**environment, "OPENIMR_SMTP": f"smtp+plain://127.0.0.1:{port}"}, store, cases
        )
    copies = Counter(desk.ids())
    assert len(copies) == CASES, "every party got its notice, and no other came"
    assert sum(copies.values()) - CASES <= kills * LIGHT, "copies only of what was on its way"
    for case in cases:
        recorded = store.load(case)
        assert [type(one.event) for one in recorded[1:]] == [NoticeQueued, NoticeSent]
        assert [one.digest for one in recorded] == [digest_of(one) for one in recorded]
        assert id_in(recorded[-1]) in copies


def id_in(sent: RecordedEvent) -> str:
    assert isinstance(sent.event, NoticeSent)
    return sent.event.message_id


def killed_until_done(environment: dict[str, str], store: EventStore, cases: list[str]) -> int:
    """Start workers and kill each at a random moment; the last one may finish."""
    moments, kills = random.Random(4), 0
    command = [sys.executable, "-m", "openimr", "work", "--light", str(LIGHT)]
    while not finished(store, cases):
        worker = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
        try:
            before = done(store, cases)
            wait_for(lambda before=before: done(store, cases) > before)
            if kills < KILLS:
                time.sleep(moments.uniform(0.0, 0.15))
                kills += 1
            else:
                wait_for(lambda: finished(store, cases))
        finally:
            worker.kill()
            worker.wait()
    return kills


def done(store: EventStore, cases: list[str]) -> int:
    """How far the work is: events recorded."""
    return sum(len(store.load(case)) for case in cases)


def finished(store: EventStore, cases: list[str]) -> bool:
    return done(store, cases) >= 3 * len(cases)


def wait_for(holds: object, seconds: float = 400.0) -> None:
    end = time.monotonic() + seconds
    while not holds():  # type: ignore[operator]
        assert time.monotonic() < end, "the work does not go on"
        time.sleep(0.02)

"""Workers that make the rounds are killed: each day is closed, each missed duty noted, once."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.databases import KINDS, ledger_in
from tests.happenings import CLERK, received
from tests.postgres import shared_server

from openimr.adapters.database.configuration import database_settings
from openimr.adapters.database.connect import connect, disconnect, open_store
from openimr.case.events import DeadlineMissed, FoundEligible
from openimr.law.load import load_law
from openimr.workflow.case_errands import case_errands
from openimr.workflow.projections import Projection
from openimr.workflow.store import EventStore

LONG_AGO = dt.datetime.now(dt.UTC).replace(hour=12) - dt.timedelta(days=60)
CASES = [f"CM24-{number:07}" for number in range(40)]
WORKERS = 3
EACH = 4
KILLED = f"""
import os, signal
from openimr.case.commands.clocks import NoteMissedDeadline
from openimr.cli import main
from openimr.workflow.desk import Desk

do, noted = Desk.do, []

def note_a_few(desk, command, *more):
    recorded = do(desk, command, *more)
    noted.extend([command] * isinstance(command, NoteMissedDeadline))
    if len(noted) == {EACH}:
        os.kill(os.getpid(), signal.SIGKILL)
    return recorded

Desk.do = note_a_few
main()
"""
"""A worker that is killed when it has noted so many missed duties."""


@pytest.fixture(params=KINDS)
def environment(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[dict[str, str]]:
    """An installation of its own."""
    named = {**os.environ, "OPENIMR_DATA": str(tmp_path)}
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
    """A record in which every notice of assignment is long overdue."""
    settings = database_settings(environment, tmp_path)
    made = open_store(settings, Projection(load_law()), case_errands)
    for case in CASES:
        events = (received(case, at=LONG_AGO), FoundEligible())
        made.append(case, events, after=0, actor=CLERK, key="file", at=LONG_AGO)
    yield made
    disconnect(connect(settings))


def test_workers_killed_in_the_middle_of_their_rounds_leave_nothing_out_and_do_nothing_twice(
    environment: dict[str, str], store: EventStore, tmp_path: Path
) -> None:
    ledger = ledger_in(connect(database_settings(environment, tmp_path)))
    first = started(environment, "-c", KILLED)
    until(lambda: any(worker.poll() is not None for worker in first))
    for worker in first:
        worker.kill()
        assert worker.wait() == -signal.SIGKILL
    assert EACH <= noted(store) <= WORKERS * EACH < len(CASES), "they were killed in the middle"
    second = started(environment, "-m", "openimr")
    yesterday = dt.datetime.now(dt.UTC).date() - dt.timedelta(days=2)
    try:
        until(lambda: noted(store) >= len(CASES))
        until(lambda: bool(ledger.anchors()) and ledger.anchors()[-1].day >= yesterday)
        time.sleep(1.5)  # what somebody would do twice would be done by now
    finally:
        for worker in second:
            worker.kill()
            worker.wait()
    for case in CASES:
        events = [type(one.event) for one in store.load(case)]
        assert events.count(DeadlineMissed) == 1, case
    days = [one.day for one in ledger.anchors()]
    assert days == sorted(set(days))
    assert days[0] == LONG_AGO.date()
    assert days[-1] - days[0] == dt.timedelta(days=len(days) - 1)


def started(environment: dict[str, str], *program: str) -> list[subprocess.Popen[bytes]]:
    command = [sys.executable, *program, "work", "--light", "2"]
    return [
        subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
        for _ in range(WORKERS)
    ]


def noted(store: EventStore) -> int:
    """Missed duties in the record."""
    return sum(isinstance(one.event, DeadlineMissed) for case in CASES for one in store.load(case))


def until(holds: Callable[[], bool], seconds: float = 400.0) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "the rounds do not go on"
        time.sleep(0.02)

"""One of several writers of `bench.records`: appends until the time is over, says how often.

python -m bench._record_writer URL-OR-FILE CASES SECONDS NAME store|floor
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

from bench import _record_cases as invented
from bench._record_floor import Floor
from openimr.adapters.database.configuration import database_settings
from openimr.adapters.database.connect import open_store
from openimr.law.load import load_law
from openimr.vocabulary.errors import Refused
from openimr.workflow.projections import Projection
from openimr.workflow.store import EventStore


def by_store(place: str, cases: int, chance: random.Random, until: float, name: str) -> int:
    """How many events were appended to cases at random, each after looking at its case."""
    settings = database_settings({"OPENIMR_DATABASE": place}, Path())
    store = open_store(settings, Projection(load_law()))
    append(store, invented.number(chance.randrange(cases)), f"{name}-first")
    _wait()
    end, count = time.monotonic() + until, 0
    while time.monotonic() < end:
        count += append(store, invented.number(chance.randrange(cases)), f"{name}-{count}")
    return count


def append(store: EventStore, case: str, key: str) -> bool:
    """One event to a case, looked at before; whether nobody was faster."""
    after, finding = len(store.load(case)), [invented.finding()]
    try:
        store.append(case, finding, after=after, actor=invented.STAFF, key=key, at=invented.DAY)
    except Refused:
        return False
    return True


def by_floor(place: str, until: float) -> int:
    """How many bare rows were inserted, each committed."""
    floor = Floor(place)
    _wait()
    end, count = time.monotonic() + until, 0
    while time.monotonic() < end:
        floor.insert(invented.CASE, count)
        count += 1
    floor.close()
    return count


def _wait() -> None:
    """Begin when all are ready."""
    print("ready", flush=True)
    sys.stdin.readline()


def run(place: str, cases: str, seconds: str, name: str, way: str) -> int:
    """The number of events of this writer, whose name no other has."""
    if way == "floor":
        return by_floor(place, float(seconds))
    return by_store(place, int(cases), random.Random(name), float(seconds), name)


if __name__ == "__main__":
    print(run(*sys.argv[1:]), flush=True)

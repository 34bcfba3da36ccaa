"""A program that records as fast as it can, to be run many at once and to be killed.

    python -m tests.record_writer URL-OR-FILE NAME CASES [shared]

It goes round its cases and appends three events under one key, then says the key. With
``shared`` all writers go round the same cases, and who was beaten looks and tries again.
"""

from __future__ import annotations

import itertools
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.happenings import CLERK, FOUND, NOON, deferred, plainly_listed, received

from openimr.adapters.database import faults
from openimr.adapters.database.configuration import database_settings
from openimr.adapters.database.connect import open_store
from openimr.case.record import RecordedEvent
from openimr.vocabulary.errors import Refused
from openimr.workflow.store import Errand, EventStore

BATCH = 3
LONG = 300.0
"""Seconds for which a writer waits for its turn, and for a server that went away."""


def errands(_: Sequence[RecordedEvent], new: Sequence[RecordedEvent]) -> tuple[Errand, ...]:
    """One for each event."""
    return tuple(
        Errand(id=f"{one.case}:{one.number}", case=one.case, kind="notice", body=b"{}",
               not_before=one.at)
        for one in new
    )  # fmt: skip


def write(store: EventStore, case: str, key: str) -> None:
    """Append one batch, however often others are faster."""
    while True:
        after = len(store.load(case))
        first = received(case) if not after else FOUND
        events = [first, deferred(key), deferred(f"{key} again")]
        try:
            store.append(case, events, after=after, actor=CLERK, key=key, at=NOON)
        except Refused as refused:
            if refused.rule != "someone-was-faster":
                raise
        else:
            return


def main(place: str, name: str, cases: int, *, shared: bool) -> None:
    """Record until killed."""
    settings = database_settings({"OPENIMR_DATABASE": place}, Path())
    if "timeout" in settings["OPTIONS"]:
        settings["OPTIONS"]["timeout"] = LONG
    faults.attempt.__defaults__ = (LONG,)  # a server takes its time to start on a busy machine
    store = open_store(settings, plainly_listed, errands)
    for turn in itertools.count():
        whose = "all" if shared else name
        case, key = f"CM26-{whose}-{turn % cases}", f"{name}-{turn}"
        write(store, case, key)
        os.write(sys.stdout.fileno(), f"{case} {key}\n".encode())


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), shared=sys.argv[4:] == ["shared"])

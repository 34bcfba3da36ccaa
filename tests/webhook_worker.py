"""A worker that tells by webhooks alone, impatiently: python -m tests.webhook_worker DATA."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

from openimr.adapters.database_outbox import DatabaseOutbox
from openimr.adapters.durable_jobs import DurableJobs
from openimr.adapters.durable_jobs_worker import JobWorker
from openimr.adapters.webhooks import HttpSender
from openimr.bootstrap import record_alias
from openimr.installation import jobs_database, webhook_telling
from openimr.workflow.jobs import Retries
from openimr.workflow.outbox import carry
from openimr.workflow.webhooks import webhook_kinds

SOON = Retries(attempts=6, first=dt.timedelta(milliseconds=50), factor=1.5)
HANGS = 2
"""The attempt, counted from the first, that is left without an answer."""


class OnceImpatient(HttpSender):
    """Sends as ever, and gives up soon on the one attempt that nobody answers.

    On a busy machine an answer may take long: no other attempt fails by that.
    """

    _attempts = itertools.count(1)

    def send(self, url: str, headers: Mapping[str, str], content: bytes) -> int:
        """As ``HttpSender.send``."""
        seconds = 2.0 if next(self._attempts) == HANGS else 300.0
        return HttpSender(inward=True, seconds=seconds).send(url, headers, content)


def main(data: str) -> int:
    """Work until SIGTERM."""
    os.environ["OPENIMR_DATA"] = data
    telling = dataclasses.replace(webhook_telling(), sender=OnceImpatient())
    kinds = {one.name: one for one in webhook_kinds(telling, SOON)}
    jobs = DurableJobs(jobs_database(), kinds)
    outbox = DatabaseOutbox(record_alias(), lambda: dt.datetime.now(tz=dt.UTC))
    worker = JobWorker(
        jobs_database(), kinds, jobs, locks=Path(data) / "workers", light=2, heavy=1, poll=0.03
    )
    signal.signal(signal.SIGTERM, lambda *_: worker.stopping.set())
    return 0 if worker.run(lambda: _carried(outbox, jobs, kinds), grace=5) else 3


def _carried(outbox: DatabaseOutbox, jobs: DurableJobs, kinds: dict[str, object]) -> int:
    """Carry what is told by webhooks; everything else waits for other workers."""

    class Ours:
        def unsent(self, most: int) -> tuple[object, ...]:
            return tuple(one for one in outbox.unsent(most) if one.kind in kinds)

        def tick_off(self, ids: list[str]) -> None:
            outbox.tick_off(ids)

    return carry(Ours(), jobs)


if __name__ == "__main__":
    os._exit(main(*sys.argv[1:]))

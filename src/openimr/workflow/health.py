"""Whether an installation is well, as people and monitors are told: counts, never contents."""

from __future__ import annotations

import datetime as dt

import msgspec

from openimr.vocabulary.value import Value


class Health(Value, frozen=True, kw_only=True):
    """An installation as it is now; what could not be found out is None.

    Attributes:
        database: whether the record's database answers.
        workers: how many workers live.
        waiting, running, dead_letters: jobs by their state.
        last_anchor: the last day that was closed with its root.
    """

    database: bool
    workers: int | None = None
    waiting: int | None = None
    running: int | None = None
    dead_letters: int | None = None
    last_anchor: dt.date | None = None

    @property
    def well(self) -> bool:
        """Whether pages and jobs go on: the database answers and a worker lives."""
        return self.database and bool(self.workers)


def as_json(health: Health) -> bytes:
    """For a monitor: the fields, and ``well`` before them."""
    return msgspec.json.encode({"well": health.well, **msgspec.structs.asdict(health)}) + b"\n"

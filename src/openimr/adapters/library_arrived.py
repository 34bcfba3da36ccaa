"""The list of what came into a library last, kept beside it; nothing else depends on it.

It may be removed at any time, and a run that is killed before it is written leaves it as it was:
what is missing from it stands in a feed by the day of its decision.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import msgspec

from openimr.adapters.whole_file import whole_file
from openimr.publication.library.arrived import Arrived
from openimr.publication.model import PublishedDetermination

ARRIVED: Final = "arrived.jsonl"
"""The list inside the library's folder, one JSON object a line, the last one first."""

KEPT: Final = 500
"""So many are listed: several times what a feed shows."""


def arrived(library: Path) -> tuple[Arrived, ...]:
    """What came last, the last one first; nothing where no list can be read."""
    try:
        lines = (library / ARRIVED).read_bytes()
        return tuple(msgspec.json.Decoder(Arrived).decode_lines(lines))
    except (OSError, msgspec.DecodeError):
        return ()


def note_arrived(library: Path, said: Sequence[PublishedDetermination]) -> None:
    """List what was written to a library just now, in the order of its writing."""
    now = dt.datetime.now(tz=dt.UTC).replace(microsecond=0)
    fresh = [Arrived(id=one.id, version=one.version, at=now) for one in reversed(said)]
    listed = (*fresh, *arrived(library))[:KEPT]
    with contextlib.suppress(OSError), whole_file(library / ARRIVED) as unfinished:
        unfinished.write_bytes(msgspec.json.Encoder().encode_lines(listed))

"""The list of what became of determinations later: read once for each change of its file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from openimr.adapters.file_names import refusal, shown_name
from openimr.adapters.held_file import HeldFile
from openimr.adapters.whole_file import refusals, whole_file
from openimr.publication.library.later import LaterEvent
from openimr.vocabulary.errors import BadInput

LATER: Final = "later-events.jsonl"
"""The list inside the library's folder, one JSON object a line."""


class LaterList:
    """The list of a library's folder, as it is on the disk now.

    Every page of a determination asks for it. It is held until its file is another one, which
    takes a look at the folder and no reading.

    Args:
        library: its folder; without a list nothing happened.
    """

    def __init__(self, library: Path) -> None:
        self._path = library / LATER
        self._held = HeldFile(self._path, lambda: _sorted(self._read()))

    def all(self) -> tuple[LaterEvent, ...]:
        """Every event, by determination and day.

        Raises:
            BadInput: when the list cannot be read.
        """
        return self._held.now().told

    def of(self, id: str) -> tuple[LaterEvent, ...]:
        """The events of one determination, in order of days.

        Raises:
            BadInput: when the list cannot be read.
        """
        return self._held.now().by_id.get(id, ())

    def add(self, events: Iterable[LaterEvent]) -> int:
        """Keep events; returns how many were not known.

        Raises:
            BadInput: when the list cannot be read or written.
        """
        known = dict.fromkeys(self._read())
        fresh = [one for one in dict.fromkeys(events) if one not in known]
        if fresh:
            with refusals(self._path), whole_file(self._path, on_disk=True) as unfinished:
                unfinished.write_bytes(msgspec.json.Encoder().encode_lines([*known, *fresh]))
        return len(fresh)

    def _read(self) -> list[LaterEvent]:
        try:
            return msgspec.json.Decoder(LaterEvent).decode_lines(self._path.read_bytes())
        except FileNotFoundError:
            return []
        except OSError as error:
            why = f"cannot be opened ({refusal(error)})"
            raise BadInput(shown_name(self._path), why) from error
        except msgspec.DecodeError as error:
            raise BadInput(shown_name(self._path), "is no list of later events") from error


class _Held(NamedTuple):
    """A list, and what it tells of each determination."""

    told: tuple[LaterEvent, ...]
    by_id: Mapping[str, tuple[LaterEvent, ...]]


def _sorted(read: list[LaterEvent]) -> _Held:
    told = sorted(read, key=lambda one: (one.id, one.date or dt.date.max))
    by_id: dict[str, list[LaterEvent]] = {}
    for one in told:
        by_id.setdefault(one.id, []).append(one)
    return _Held(tuple(told), {id: tuple(several) for id, several in by_id.items()})

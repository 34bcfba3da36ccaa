"""A case's events out of an export, as they stand there, for people to read."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

import msgspec

from openimr.case.verifying.judging import CaseLook, Evidence
from openimr.case.verifying.lines import LONGEST_LINE, EventLine, Progress, lines
from openimr.case.verifying.placing import placed

_SAID_EVERY = 20_000
_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])|[-_]")


class Entry(NamedTuple):
    """One event as exported.

    Attributes:
        line: line of the export.
        fields: the line's JSON; events of later versions are readable too.
    """

    line: int
    fields: dict[str, Any]


class Timeline(NamedTuple):
    """The events of one case in the order of the export.

    Attributes:
        entries: the events.
        whole: they stand in one chain, none missing but perhaps at the end.
    """

    entries: tuple[Entry, ...]
    whole: bool


def timeline(file: BinaryIO, case: str, progress: Progress = lambda read: None) -> Timeline:
    """Find a case's events in an export.

    Args:
        file: the export, open for reading bytes.
        case: the case's number.
        progress: is told the bytes read.
    """
    entries: list[Entry] = []
    found: list[bytes] = []
    named = b'"case":' + msgspec.json.encode(case)
    for number, raw in _raw_lines(file, progress):
        fields = _event(raw) if named in raw else None
        if fields is not None and fields["case"] == case:
            entries.append(Entry(number, fields))
            found.append(raw)
    return Timeline(tuple(entries), _is_whole(found, case))


def _raw_lines(file: BinaryIO, progress: Progress) -> Iterator[tuple[int, bytes]]:
    number = read = 0
    while raw := file.readline(LONGEST_LINE):
        number += 1
        read += len(raw)
        if number % _SAID_EVERY == 0:
            progress(read)
        yield number, raw


def _event(raw: bytes) -> dict[str, Any] | None:
    """The fields of a line that is an event, else None."""
    try:
        fields = msgspec.json.decode(raw)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None
    known = isinstance(fields, dict) and isinstance(fields.get("event"), dict)
    return fields if known and isinstance(fields.get("case"), str) else None


def _is_whole(found: list[bytes], case: str) -> bool:
    read = tuple(lines(io.BytesIO(b"".join(found)), lambda read: None))
    events = [line for line in read if isinstance(line, EventLine)]
    look = CaseLook(case, (), set(), Evidence(placed(events), set()))
    return len(events) == len(read) and next(look.flaws(), None) is None


def in_words(name: str) -> str:
    """A name of an event or field as words: "records-closed" is "records closed"."""
    return _WORD.sub(" ", name).lower()

"""The lines of an export as what they are, read one at a time whatever the size of the file."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, NamedTuple

import msgspec

LONGEST_LINE = 16 * 1024 * 1024
"""Bytes; an event holds facts and identifiers, no pages, and stays far below this."""

_CUT = re.compile(rb',"digest":"[^"]*"')
_SAID_EVERY = 20_000
_EVENT_FIELDS = {"actor", "at", "case", "digest", "event", "key", "number", "previous"}

Progress = Callable[[int], None]
"""Is told now and then how many bytes are read."""


class EventLine(NamedTuple):
    """A recorded event, as far as checking needs it.

    ``computed`` is its content's digest; empty where the content is not one that is sealed: not in
    canonical form, or without the fields of an event.
    """

    line: int
    case: str
    number: int
    at: dt.datetime
    previous: str
    stated: str
    computed: str

    @property
    def sound(self) -> bool:
        """Whether the content is the one that its digest was made of."""
        return bool(self.computed) and self.stated == self.computed


class AnchorLine(NamedTuple):
    """A day's anchor."""

    line: int
    day: dt.date
    heads: int
    previous: str
    root: str


class HeadLine(NamedTuple):
    """A head of a day, with the bytes that are its leaf."""

    line: int
    case: str
    day: dt.date
    number: int
    digest: str
    content: bytes


class OpeningLine(NamedTuple):
    """The export's first line; as ``case.export.FirstLine``."""

    line: int
    format: str
    made: dt.datetime
    anchored_until: dt.date | None


class ClosingLine(NamedTuple):
    """The export's last line; ``computed`` is the digest of all bytes before it."""

    line: int
    anchors: int
    cases: int
    events: int
    sha256: str
    computed: str


class UnreadableLine(NamedTuple):
    """A line that is nothing an export holds, and why."""

    line: int
    why: str


Line = EventLine | AnchorLine | HeadLine | OpeningLine | ClosingLine | UnreadableLine


def _not_whole(number: str) -> int:
    """Numbers of the record are whole; msgspec makes a ValidationError of this."""
    raise ValueError(number)


_decoder = msgspec.json.Decoder(float_hook=_not_whole)


def lines(file: BinaryIO, progress: Progress) -> Iterator[Line]:
    """The lines of an export from its beginning; never fails, whatever the bytes are."""
    file.seek(0)
    whole = hashlib.sha256()
    number = read = 0
    while raw := file.readline(LONGEST_LINE):
        number += 1
        read += len(raw)
        if number % _SAID_EVERY == 0:
            progress(read)
        if not raw.endswith(b"\n") and len(raw) == LONGEST_LINE:
            read += _skip_rest(file)
            yield UnreadableLine(number, f"longer than {LONGEST_LINE} bytes")
            continue
        yield _line(number, raw, whole.hexdigest)
        whole.update(raw)
    progress(read)


def _skip_rest(file: BinaryIO) -> int:
    """Read on to the end of a line that is too long; how many bytes that were."""
    skipped = 0
    while rest := file.readline(LONGEST_LINE):
        skipped += len(rest)
        if rest.endswith(b"\n"):
            break
    return skipped


def _line(number: int, raw: bytes, before: Callable[[], str]) -> Line:
    if not raw.endswith(b"\n"):
        return UnreadableLine(number, "without its end, cut off")
    content = raw[:-1]
    try:
        fields = _decoder.decode(content)
        is_canonical = msgspec.json.encode(fields, order="sorted") == content
    except msgspec.ValidationError:
        return UnreadableLine(number, "with a fraction or a number too large")
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return UnreadableLine(number, "no JSON")
    if not isinstance(fields, dict):
        return UnreadableLine(number, "no line of an export")
    try:
        return _known(number, fields, content, before, is_canonical=is_canonical)
    except (KeyError, TypeError, ValueError):
        return UnreadableLine(number, "no line of an export")


def _known(
    number: int,
    fields: dict[str, Any],
    content: bytes,
    before: Callable[[], str],
    *,
    is_canonical: bool,
) -> Line:
    """The line as what its keys make it; raises KeyError, TypeError or ValueError if nothing."""
    if "event" in fields:
        return _event(number, fields, content, is_canonical=is_canonical)
    if not is_canonical:
        return UnreadableLine(number, "not in canonical form")
    return _framing(number, fields, content, before)


def _framing(
    number: int, fields: dict[str, Any], content: bytes, before: Callable[[], str]
) -> Line:
    """A line that is no event."""
    match sorted(fields):
        case ["case", "day", "digest", "number"]:
            return HeadLine(
                number,
                _text(fields["case"]),
                _day(fields["day"]),
                _count(fields["number"]),
                _text(fields["digest"]),
                content,
            )
        case ["day", "heads", "previous", "root"]:
            return AnchorLine(
                number,
                _day(fields["day"]),
                _count(fields["heads"]),
                _text(fields["previous"]),
                _text(fields["root"]),
            )
        case ["anchors", "cases", "events", "sha256"]:
            return ClosingLine(
                number,
                _count(fields["anchors"]),
                _count(fields["cases"]),
                _count(fields["events"]),
                _text(fields["sha256"]),
                before(),
            )
        case ["anchored_until", "format", "made"]:
            until = fields["anchored_until"]
            return OpeningLine(
                number,
                _text(fields["format"]),
                _moment(fields["made"]),
                None if until is None else _day(until),
            )
    return UnreadableLine(number, "no line of an export")


def _event(number: int, fields: dict[str, Any], content: bytes, *, is_canonical: bool) -> EventLine:
    unsealed = _CUT.sub(b"", content, count=1)
    computed = ""
    if is_canonical and _is_whole(fields):
        computed = hashlib.sha256(unsealed).hexdigest()
    return EventLine(
        number,
        _text(fields["case"]),
        _count(fields["number"]),
        _moment(fields["at"]),
        _text(fields["previous"]),
        _text(fields["digest"]),
        computed,
    )


def _is_whole(fields: dict[str, Any]) -> bool:
    """Whether an event's line has the fields of the format and no others."""
    event, actor, key = fields["event"], fields.get("actor"), fields.get("key")
    return (
        fields.keys() == _EVENT_FIELDS
        and isinstance(key, str)
        and isinstance(event, dict)
        and isinstance(event.get("event"), str)
        and isinstance(actor, dict)
        and all(isinstance(actor.get(name), str) for name in ("id", "role"))
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError
    return value


def _day(value: object) -> dt.date:
    day = dt.date.fromisoformat(_text(value))
    if day.isoformat() != value:
        raise ValueError
    return day


def _moment(value: object) -> dt.datetime:
    moment = dt.datetime.fromisoformat(_text(value))
    if moment.utcoffset() != dt.timedelta():
        raise ValueError
    return moment

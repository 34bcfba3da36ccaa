"""The record of a case: every event with when, who and the digest of what came before.

Each event is one line of canonical JSON (see ``case.canonical``). Its ``digest`` is the SHA-256
of that line without the digest, and the line holds the digest of the event before as
``previous``: whoever changes, drops or moves an event breaks the chain at that place.
"""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import re
from collections.abc import Iterable, Sequence

import msgspec

from openimr.case.canonical import canonical, in_utc, plain
from openimr.case.events import CaseEvent
from openimr.vocabulary.actor import Actor
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.value import Value, require, settle

ZEROS = "0" * 64
"""What stands as ``previous`` before the first event of a case."""

LONGEST_EVENT = 1024 * 1024
"""Bytes; a record of facts and reasons stays far below, and whoever checks it can rely on that."""

_REMEMBERED = 1024
"""Events that a process remembers as read and checked: one page of the web reads a case often."""

_SHORT = 8 * 1024
"""Bytes of a line that is remembered."""

_KEPT_ELSEWHERE = "Shorten the texts; papers are kept with the case and named by their SHA-256"

_DIGEST = re.compile(r"[0-9a-f]{64}")
_LINE = "a line of the record"
_PLACE_IN_LINE = re.compile(r" - at `(\$[a-z0-9_.\[\]]*)`$")


class RecordedEvent(Value, frozen=True, kw_only=True):
    """An event as it stands in the record; never changed, never taken back.

    Attributes:
        case: the case's number.
        number: from 1, without gaps.
        at: when it was recorded, in UTC; never before the event before it.
        actor: who did it.
        key: the key of the command it came from; the same command again changes nothing.
        event: what happened.
        previous: digest of the event before, or ``ZEROS``.
        digest: SHA-256 of all the rest, in hexadecimal.
    """

    case: str
    number: int
    at: dt.datetime
    actor: Actor
    key: str
    event: CaseEvent
    previous: str
    digest: str

    def __post_init__(self) -> None:
        require(bool(self.case.strip()), "a recorded event belongs to a case")
        require(self.number >= 1, "events count from 1")
        require(bool(self.key.strip()), "a recorded event has the key of its command")
        for digest in (self.previous, self.digest):
            require(bool(_DIGEST.fullmatch(digest)), "a digest is 64 hexadecimal figures")
        require((self.number == 1) == (self.previous == ZEROS), "only the first follows nothing")
        settle(self, at=in_utc(self.at))


def chain(  # noqa: PLR0913 - each is a fact of the record, named by the caller
    events: Iterable[CaseEvent],
    *,
    case: str,
    after: RecordedEvent | None,
    actor: Actor,
    key: str,
    at: dt.datetime,
) -> tuple[RecordedEvent, ...]:
    """Put events behind the last one of their case.

    Args:
        events: what happened, in order.
        case: the case's number.
        after: the case's last recorded event, or None for a new case.
        actor: who did it.
        key: the key of the command.
        at: now, or the moment of the event before if that is later, as by another's clock.

    Raises:
        ValueError: ``after`` is of another case, or an event cannot be written canonically.
        BadInput: an event is longer than ``LONGEST_EVENT``.
    """
    require(after is None or after.case == case, "an event follows one of its own case")
    moment = in_utc(at) if after is None else max(in_utc(at), after.at)
    recorded: list[RecordedEvent] = []
    for event in events:
        unsealed = RecordedEvent(
            case=case,
            number=after.number + 1 if after else 1,
            at=moment,
            actor=actor,
            key=key,
            event=event,
            previous=after.digest if after else ZEROS,
            digest=ZEROS,
        )
        after = msgspec.structs.replace(unsealed, digest=digest_of(unsealed))
        recorded.append(after)
    return tuple(recorded)


def digest_of(recorded: RecordedEvent) -> str:
    """What the event's digest must be: SHA-256 of its canonical JSON without ``digest``.

    Raises:
        BadInput: the event is longer than ``LONGEST_EVENT``.
    """
    fields = plain(recorded)
    del fields["digest"]
    content = msgspec.json.encode(fields, order="sorted")
    if len(content) > LONGEST_EVENT:
        raise BadInput("the record", f"an event of {len(content)} bytes", _KEPT_ELSEWHERE)
    return hashlib.sha256(content).hexdigest()


@functools.lru_cache(_REMEMBERED)
def _known_digest(recorded: RecordedEvent) -> str:
    return digest_of(recorded)


def encode(recorded: RecordedEvent) -> bytes:
    """The event as one line of canonical JSON, without the line's end."""
    return canonical(recorded)


_decoder = msgspec.json.Decoder(RecordedEvent)


def decode(line: bytes) -> RecordedEvent:
    """Read one line of the record.

    The digest is read, not checked: that is ``verify``'s work, which names what it finds.

    Raises:
        BadInput: the line is no recorded event, or not in canonical form.
    """
    return _remembered(line) if len(line) <= _SHORT else _decoded(line)


def _decoded(line: bytes) -> RecordedEvent:
    try:
        recorded = _decoder.decode(line)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise BadInput(_LINE, f"no recorded event{_place(error)}", _AS_EXPORTED) from None
    if encode(recorded) != line:
        raise BadInput(_LINE, "not in the canonical form", _AS_EXPORTED)
    return recorded


_remembered = functools.lru_cache(_REMEMBERED)(_decoded)


def check_whole(recorded: Sequence[RecordedEvent]) -> None:
    """Look whether a case's events are as they were recorded, before anything is decided on them.

    An event that somebody altered, took out or put in elsewhere breaks its digest or the chain.
    What only ``verify`` can tell is a case that was chained anew from some event on.

    Raises:
        BadInput: naming the first event that is not as it was recorded.
    """
    previous = ZEROS
    for number, one in enumerate(recorded, 1):
        if (one.number, one.previous, one.digest) != (number, previous, _known_digest(one)):
            found = f"event {number} is not as it was recorded"
            raise BadInput(f"case {one.case} in the database", found, _ALTERED)
        previous = one.digest


_ALTERED = (
    "Somebody altered the database: do nothing in this case, export the record, let "
    "`openimr record verify` name every change, and compare with a backup"
)
_AS_EXPORTED = "Hand in the bytes as they were exported"


def _place(error: Exception) -> str:
    """Where in the line the fault is; the words of the error may quote what stands there."""
    found = _PLACE_IN_LINE.search(str(error))
    return f" (at {found[1]})" if found else ""

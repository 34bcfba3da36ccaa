"""Whatever happens in a case is written one way, read back as it was, and sealed."""

from __future__ import annotations

import datetime as dt
import json

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.recorded_cases import ACTORS, EVENTS, MOMENTS, NAMES, recorded_cases

from openimr.case.events import CaseEvent
from openimr.case.record import (
    ZEROS,
    RecordedEvent,
    chain,
    check_whole,
    decode,
    digest_of,
    encode,
)
from openimr.vocabulary.errors import BadInput

unhurried = settings(max_examples=50, deadline=None)
EVENTS_IN_ORDER = st.lists(EVENTS, max_size=4)


@unhurried
@given(EVENTS_IN_ORDER, NAMES, ACTORS, NAMES, MOMENTS)
def test_what_was_recorded_is_read_back_as_it_was(
    events: list[CaseEvent], case: str, actor: object, key: str, at: dt.datetime
) -> None:
    recorded = chain(events, case=case, after=None, actor=actor, key=key, at=at)  # type: ignore[arg-type]
    assert [decode(encode(one)) for one in recorded] == list(recorded)


@unhurried
@given(recorded_cases())
def test_every_event_holds_the_digest_of_the_one_before(record: tuple[RecordedEvent, ...]) -> None:
    assert [one.number for one in record] == list(range(1, len(record) + 1))
    assert [one.previous for one in record] == [ZEROS, *(one.digest for one in record[:-1])]
    assert all(digest_of(one) == one.digest for one in record)


@unhurried
@given(recorded_cases())
def test_any_json_library_writes_the_same_bytes(record: tuple[RecordedEvent, ...]) -> None:
    for line in map(encode, record):
        again = json.dumps(
            json.loads(line), sort_keys=True, separators=(",", ":"), ensure_ascii=False
        )
        assert again.encode() == line


@unhurried
@given(recorded_cases(), st.data())
def test_a_line_with_one_other_byte_is_refused_or_has_another_digest(
    record: tuple[RecordedEvent, ...], data: st.DataObject
) -> None:
    line = bytearray(encode(record[-1]))
    place = data.draw(st.integers(0, len(line) - 1))
    line[place] ^= data.draw(st.integers(1, 255))
    try:
        read = decode(bytes(line))
    except BadInput:
        return
    assert digest_of(read) != read.digest


@unhurried
@given(recorded_cases())
def test_a_line_written_another_way_is_refused(record: tuple[RecordedEvent, ...]) -> None:
    content = json.loads(encode(record[0]))
    for other in (json.dumps(content), json.dumps(dict(reversed(content.items())))):
        with pytest.raises(BadInput):
            decode(other.encode())


@unhurried
@given(st.binary(max_size=200) | st.text(max_size=80).map(str.encode))
def test_any_bytes_are_a_record_or_refused_in_words(junk: bytes) -> None:
    with pytest.raises(BadInput):
        decode(junk)


@unhurried
@given(recorded_cases(), st.data())
def test_nothing_is_decided_on_a_case_of_which_an_event_was_changed_dropped_or_moved(
    record: tuple[RecordedEvent, ...], data: st.DataObject
) -> None:
    check_whole(record)
    place = data.draw(st.integers(0, len(record) - 1))
    other = msgspec.structs.replace(record[place], key=record[place].key + "x")
    damaged = [(*record[:place], other, *record[place + 1 :])]
    if place < len(record) - 1:
        damaged.append(record[:place] + record[place + 1 :])
        damaged.append((*record[:place], record[place + 1], record[place], *record[place + 2 :]))
    for one in damaged:
        with pytest.raises(BadInput, match=f"event {place + 1} is not as it was recorded"):
            check_whole(one)

"""Whatever is done to an exported record is found, and an honest one is never accused."""

from __future__ import annotations

import io
import json
import os

import msgspec
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.recorded_cases import EVENTS, FIRST_DAY, INTAKE, exports

from openimr.case.events import CaseEvent
from openimr.case.events.reviewing import QualityPassed
from openimr.case.record import RecordedEvent, chain, decode, digest_of, encode
from openimr.case.verify import Verification
from openimr.case.verifying.flaws import Flaw, Kind

thorough = settings(
    max_examples=int(os.environ.get("OPENIMR_EXAMPLES", "40")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


def flaws(lines: list[bytes], *roots: str) -> list[Flaw]:
    return list(Verification(io.BytesIO(b"".join(lines)), roots=roots).flaws())


def events_of(lines: list[bytes]) -> list[int]:
    """Where in the export the events are."""
    return [place for place, line in enumerate(lines) if b'"event":' in line]


def days_of(lines: list[bytes]) -> list[int]:
    """Where in the export the anchors are."""
    return [place for place, line in enumerate(lines) if b'"root":' in line]


def names(found: list[Flaw], event: RecordedEvent) -> bool:
    """Whether a flaw names this event by case and number."""
    return any(
        flaw.case == event.case and (flaw.first or 0) <= event.number <= (flaw.last or 0)
        for flaw in found
    )


def at(lines: list[bytes], place: int) -> RecordedEvent:
    return decode(lines[place][:-1])


@thorough
@given(exports())
def test_an_honest_export_is_never_accused(lines: list[bytes]) -> None:
    roots = [json.loads(lines[place])["root"] for place in days_of(lines)]
    assert flaws(lines, *roots) == []


@thorough
@given(exports(), st.data())
def test_an_event_with_one_other_byte_is_named(lines: list[bytes], data: st.DataObject) -> None:
    place = data.draw(st.sampled_from(events_of(lines)))
    byte = data.draw(st.integers(0, len(lines[place]) - 2))
    other = bytearray(lines[place])
    other[byte] ^= data.draw(st.integers(1, 255))
    assume(b"\n" not in other[:-1])
    forged = [*lines[:place], bytes(other), *lines[place + 1 :]]
    assert names(flaws(forged), at(lines, place))


@thorough
@given(exports(), st.data())
def test_an_event_whose_content_is_another_is_named(
    lines: list[bytes], data: st.DataObject
) -> None:
    place = data.draw(st.sampled_from(events_of(lines)))
    event = data.draw(EVENTS)
    honest = at(lines, place)
    assume(event != honest.event)
    fields = {**json.loads(lines[place]), "event": json.loads(encode(honest))["event"]}
    sealed = chain(
        [event], case=honest.case, after=None, actor=INTAKE, key=honest.key, at=honest.at
    )
    fields["event"] = json.loads(encode(sealed[0]))["event"]
    line = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\n"
    found = flaws([*lines[:place], line.encode(), *lines[place + 1 :]])
    assert [flaw.kind for flaw in found] == [Kind.CHANGED]
    assert names(found, honest)


@thorough
@given(exports(), st.data())
def test_dropped_events_are_named(lines: list[bytes], data: st.DataObject) -> None:
    dropped = data.draw(st.sets(st.sampled_from(events_of(lines)), min_size=1))
    found = flaws([line for place, line in enumerate(lines) if place not in dropped])
    assert {flaw.kind for flaw in found} == {Kind.MISSING, Kind.COUNTS}
    assert all(names(found, at(lines, place)) for place in dropped)


@thorough
@given(exports(), st.data())
def test_an_event_that_stands_twice_is_named(lines: list[bytes], data: st.DataObject) -> None:
    events = events_of(lines)
    place = data.draw(st.sampled_from(events))
    again = data.draw(st.integers(events[0], events[-1] + 1))
    found = flaws([*lines[:again], lines[place], *lines[again:]])
    assert Kind.DUPLICATED in {flaw.kind for flaw in found}
    assert names(found, at(lines, place))


@thorough
@given(exports(), st.data())
def test_two_events_that_changed_places_are_named(lines: list[bytes], data: st.DataObject) -> None:
    events = events_of(lines)
    assume(len(events) > 1)
    one, other = data.draw(st.lists(st.sampled_from(events), min_size=2, max_size=2, unique=True))
    moved = [*lines]
    moved[one], moved[other] = lines[other], lines[one]
    found = flaws(moved)
    assert {flaw.kind for flaw in found} == {Kind.MISPLACED}
    assert names(found, at(lines, one)) or names(found, at(lines, other))


@thorough
@given(exports(), EVENTS, st.data())
def test_an_event_put_in_later_is_named_even_if_it_is_sealed(
    lines: list[bytes], event: CaseEvent, data: st.DataObject
) -> None:
    place = data.draw(st.sampled_from(events_of(lines)))
    honest = at(lines, place)
    (put_in,) = chain(
        [event],
        case=honest.case,
        after=honest,
        actor=INTAKE,
        key="put in",
        at=honest.at,
    )
    found = flaws([*lines[: place + 1], encode(put_in) + b"\n", *lines[place + 1 :]])
    assert names(found, put_in)


@thorough
@given(exports(), EVENTS, st.data())
def test_a_case_made_anew_from_an_event_on_is_named_with_the_day(
    lines: list[bytes], event: CaseEvent, data: st.DataObject
) -> None:
    place = data.draw(st.sampled_from(events_of(lines)))
    honest = at(lines, place)
    assume(event != honest.event)
    record = [at(lines, one) for one in events_of(lines) if at(lines, one).case == honest.case]
    forged = record[: honest.number - 1]
    for old in record[honest.number - 1 :]:
        happened = event if old is record[honest.number - 1] else old.event
        last = forged[-1] if forged else None
        forged += chain(
            [happened],
            case=old.case,
            after=last,
            actor=old.actor,
            key=old.key,
            at=old.at,
        )
    first = place - honest.number + 1
    anew = [*lines]
    anew[first : first + len(record)] = [encode(one) + b"\n" for one in forged]
    found = flaws(anew)
    assert {flaw.kind for flaw in found} == {Kind.REWRITTEN}
    assert names(found, honest)
    assert found[0].since == honest.at.date()


@thorough
@given(exports(), st.data())
def test_an_export_cut_off_anywhere_says_so_and_what_is_missing(
    lines: list[bytes], data: st.DataObject
) -> None:
    whole = b"".join(lines)
    left = whole[: data.draw(st.integers(0, len(whole) - 1))]
    found = flaws([left])
    assert Kind.CUT_OFF in {flaw.kind for flaw in found}
    events = events_of(lines)
    if left.count(b"\n") >= events[0]:
        gone = [place for place in events if place >= left.count(b"\n")]
        assert all(names(found, at(lines, place)) for place in gone)


@thorough
@given(exports(), st.data())
def test_any_other_line_changed_or_dropped_is_found(
    lines: list[bytes], data: st.DataObject
) -> None:
    events = set(events_of(lines))
    place = data.draw(st.sampled_from([i for i in range(len(lines)) if i not in events]))
    other = bytearray(lines[place])
    byte = data.draw(st.integers(0, len(other) - 1))
    other[byte] ^= data.draw(st.integers(1, 255))
    assert flaws([*lines[:place], bytes(other), *lines[place + 1 :]])
    assert flaws([*lines[:place], *lines[place + 1 :]])


@thorough
@given(exports(), st.data())
def test_any_line_put_elsewhere_is_found(lines: list[bytes], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(lines) - 1))
    others = [*lines[:place], *lines[place + 1 :]]
    to = data.draw(st.integers(0, len(others)))
    moved = [*others[:to], lines[place], *others[to:]]
    assume(moved != lines)
    assert flaws(moved)


@thorough
@given(exports(), st.binary(max_size=40), st.data())
def test_bytes_of_any_kind_never_end_the_check(
    lines: list[bytes], junk: bytes, data: st.DataObject
) -> None:
    whole = b"".join(lines)
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, len(whole)))
    other = whole[:start] + junk + whole[end:]
    assert bool(flaws([other])) == (other != whole)


@given(st.binary(max_size=300))
def test_what_was_never_an_export_is_one(junk: bytes) -> None:
    assert flaws([junk])


@thorough
@given(exports(), st.data())
def test_an_export_made_anew_as_a_whole_is_found_by_a_published_root(
    lines: list[bytes], data: st.DataObject
) -> None:
    place = data.draw(st.sampled_from(days_of(lines)))
    root = json.loads(lines[place])["root"]
    other = ("0" if root[0] != "0" else "1") + root[1:]
    found = flaws(lines, other)
    assert [flaw.kind for flaw in found] == [Kind.ANCHOR]


def test_a_number_that_no_case_reaches_is_no_trap() -> None:
    """A sealed event with an enormous number: what is missing is named as one range, at once."""
    sealed = chain([QualityPassed()], case="A", after=None, actor=INTAKE, key="k", at=FIRST_DAY)
    far = msgspec.structs.replace(sealed[0], number=10**15, previous="1" * 64)
    far = msgspec.structs.replace(far, digest=digest_of(far))
    found = flaws([encode(one) + b"\n" for one in (*sealed, far)])
    assert [(flaw.first, flaw.last) for flaw in found if flaw.kind is Kind.MISSING] == [
        (2, 10**15 - 1)
    ]

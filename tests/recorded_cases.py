"""Recorded cases for tests: any event that can be written, and short stories of invented cases."""

from __future__ import annotations

import datetime as dt
import enum
import functools
from typing import Any

import msgspec
from hypothesis import strategies as st
from msgspec import inspect

from openimr.case.events import CaseEvent
from openimr.case.export import exported
from openimr.case.record import RecordedEvent, chain
from openimr.vocabulary.actor import Actor, Role

INTAKE = Actor(role=Role.INTAKE, id="intake-1")
FIRST_DAY = dt.datetime(2026, 11, 2, 17, 0, tzinfo=dt.UTC)

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
NAMES = st.text("abcDEF019-é ", min_size=1, max_size=8).filter(str.strip)
DIGESTS = st.binary(min_size=32, max_size=32).map(bytes.hex)
ZONES = st.sampled_from([dt.UTC, dt.timezone(dt.timedelta(hours=-8))])
MOMENTS = st.builds(
    lambda seconds, zone: (FIRST_DAY + dt.timedelta(seconds=seconds)).astimezone(zone),
    st.integers(0, 10**9),
    ZONES,
)
ACTORS = st.builds(Actor, role=st.sampled_from(Role), id=NAMES)


def _of(kind: Any) -> st.SearchStrategy[Any]:
    """Anything that a field of this kind may hold."""
    if isinstance(kind, inspect.UnionType):
        return st.one_of([_of(one) for one in kind.types])
    if isinstance(kind, inspect.StructType):
        return built(kind.cls)
    if isinstance(kind, inspect.VarTupleType):
        return st.lists(_of(kind.item_type), max_size=3).map(tuple)
    if isinstance(kind, inspect.TupleType):
        return st.tuples(*(_of(one) for one in kind.item_types))
    if isinstance(kind, inspect.EnumType):
        return st.sampled_from(list[enum.Enum](kind.cls))
    return SIMPLE[type(kind)]


SIMPLE: dict[type, st.SearchStrategy[Any]] = {
    inspect.StrType: st.one_of(NAMES, TEXTS, DIGESTS),
    inspect.IntType: st.integers(min_value=1, max_value=40),
    inspect.BoolType: st.booleans(),
    inspect.NoneType: st.none(),
    inspect.DateType: st.dates(),
    inspect.DateTimeType: MOMENTS,
}


def _value(kind: type, fields: dict[str, Any]) -> Any:
    try:
        return kind(**fields)
    except ValueError:
        return None


@functools.cache
def built(kind: type) -> st.SearchStrategy[Any]:
    """Values of a kind, as far as its own checks let them be.

    Kept: making the strategy takes longer than drawing from it.
    """
    described = inspect.type_info(kind)
    assert isinstance(described, inspect.StructType)
    fields = {
        field.name: DIGESTS if field.name.endswith("sha256") else _of(field.type)
        for field in described.fields
    }
    values = st.fixed_dictionaries(fields).map(lambda given: _value(kind, given))
    return values.filter(lambda value: value is not None)


EVENTS: st.SearchStrategy[CaseEvent] = st.sampled_from(CaseEvent.__args__).flatmap(built)

_TOGETHER = st.lists(EVENTS, min_size=1, max_size=2)
_OFTEN, _HOURS = st.integers(1, 4), st.integers(0, 40)


@st.composite
def recorded_cases(
    draw: st.DrawFn, case: str = "CM26-0000001", days: int = 6
) -> tuple[RecordedEvent, ...]:
    """One case's record: a few commands over a few days, one or two events each."""
    record: list[RecordedEvent] = []
    at = FIRST_DAY + dt.timedelta(days=draw(st.integers(0, days)))
    for number in range(draw(_OFTEN)):
        after = record[-1] if record else None
        events = draw(_TOGETHER)
        at += dt.timedelta(hours=draw(_HOURS))
        record += chain(events, case=case, after=after, actor=INTAKE, key=f"{case}/{number}", at=at)
    return tuple(record)


def changed(recorded: RecordedEvent, **fields: Any) -> RecordedEvent:
    """The event with other fields, its digest as it was."""
    return msgspec.structs.replace(recorded, **fields)


@st.composite
def exports(draw: st.DrawFn) -> list[bytes]:
    """The lines of an honest export of a few cases, some of its days anchored before."""
    numbers = draw(st.lists(st.integers(1, 9), min_size=1, max_size=4, unique=True))
    records = [draw(recorded_cases(f"CM26-000000{number}")) for number in numbers]
    made = max(record[-1].at for record in records) + dt.timedelta(days=draw(st.integers(0, 2)))
    return list(exported(records, made=made))

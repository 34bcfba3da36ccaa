"""Which stories the demo tells, and when each begins: it decides where the cases stand today."""

from __future__ import annotations

from collections.abc import Iterator

from openimr.case.model import State
from openimr.demo.people import TIED_EMPLOYER
from openimr.demo.stories import (
    Telling,
    appealed,
    asked_for_more,
    closed_after_service,
    closed_after_withdrawal,
    consolidated,
    cured,
    decided_in_part,
    decided_twice,
    deferral_ended,
    duplicate,
    expedited,
    filed_late,
    half_reviewed,
    ineligible,
    late_records,
    many,
    of_one_worker,
    remanded,
    returned,
    several_reviewers,
    signed,
    straight,
    terminated,
    told,
    withdrawn,
)

Begun = tuple[float, Telling]
"""The days ago at which a story begins, and the story."""


def _programme() -> Iterator[Begun]:
    yield from ((ago, cured) for ago in (4, 9))
    yield 14, deferral_ended
    yield from ((ago, asked_for_more) for ago in (2.2, 3.4, 6, 12))
    yield from ((ago, filed_late) for ago in (1, 3, 8))
    deferred = straight(State.DEFERRED, liability_disputed=True)
    yield from ((ago, deferred) for ago in (5, 20, 41))
    yield from ((ago, straight(State.ELIGIBLE)) for ago in (0.3, 0.5, 0.7))
    yield from ((ago, straight(State.AWAITING_RECORDS)) for ago in (3, 7, 24, 33))
    yield 1.5, expedited(State.AWAITING_RECORDS)
    yield from _under_review()
    yield from _decided()
    yield from _ended()


def _under_review() -> Iterator[Begun]:
    yield 12, straight(State.READY_TO_APPOINT)
    yield 14, straight(State.READY_TO_APPOINT, employer=TIED_EMPLOYER)
    yield 70, remanded(State.READY_TO_APPOINT)
    for ago in (13, 15):
        yield ago, straight(State.APPOINTED)
    yield 3, expedited(State.APPOINTED)
    for ago in (16, 52):
        yield ago, straight(State.IN_REVIEW)
    yield 19, many(State.IN_REVIEW)
    yield 18, half_reviewed
    yield 20, late_records
    yield 22, returned
    yield 17, several_reviewers(State.IN_REVIEW)
    yield 75, remanded(State.IN_REVIEW)


def _decided() -> Iterator[Begun]:
    yield 21, straight(State.IN_QUALITY_REVIEW)
    yield 23, decided_twice
    yield 24, decided_in_part
    yield 26, signed
    for ago in (22, 60):
        yield ago, straight(State.DECIDED)
    yield 5, expedited(State.DECIDED)
    for ago in (24, 25):
        yield ago, straight(State.ISSUED)
    yield 26, straight(State.SERVED)
    yield 37, told(State.SERVED)
    yield 39, of_one_worker
    yield 28, many(State.SERVED)
    for ago in (38, 45, 58):
        yield ago, appealed


def _ended() -> Iterator[Begun]:
    for ago in (6, 30):
        yield ago, ineligible
    for ago in (5, 11):
        yield ago, duplicate
    for ago in (4, 10):
        yield ago, consolidated
    for ago in (9, 13):
        yield ago, withdrawn
    for ago in (8, 12):
        yield ago, terminated
    yield 34, closed_after_withdrawal
    for ago in (85, 92, 100, 118, 131, 144):
        yield ago, closed_after_service


PROGRAMME = tuple(_programme())
"""Every story of the demo with the days ago at which it begins."""

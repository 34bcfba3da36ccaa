"""Deciding two applications of one course of treatment in one case (8 CCR 9792.10.4(a)).

Two commands in two cases, done as one: the case that goes on takes the treatments in, then the
other is consolidated into it. What is broken off between the two is finished when it is asked for
again; that both may be done is made sure of first.
"""

from __future__ import annotations

import datetime as dt

from openimr.case.commands.intake import Consolidate, TakeIn
from openimr.case.decide import decide
from openimr.case.evolve import case_of
from openimr.case.model import Case
from openimr.case.record import RecordedEvent
from openimr.law.model import Law
from openimr.vocabulary.actor import Actor
from openimr.vocabulary.errors import Refused
from openimr.workflow.desk import Desk
from openimr.workflow.store import EventStore


def consolidate(  # noqa: PLR0913, PLR0917 - two cases, and what deciding needs
    store: EventStore, desk: Desk, law: Law, number: str, into: str, actor: Actor, now: dt.datetime
) -> tuple[RecordedEvent, ...]:
    """Decide a case's treatments in another case; what was recorded in both.

    Args:
        store: the record.
        desk: does the commands.
        law: the law of the programme.
        number: the case whose treatments are decided elsewhere.
        into: the case that goes on.
        actor: who asks.
        now: the time, for looking ahead.

    Raises:
        Refused: when the two are not of one employee, requesting physician and date of injury, or
            either stands where it may not; then nothing is recorded. Also when someone was faster.
    """
    guest, host = _case(store, number), _case(store, into)
    key = f"consolidate:{number}:{into}"
    leave = Consolidate(into=into, same_course=host.same_course)
    if not any(one.key == key for one in store.load(number)):
        decide(guest, leave, law, now, actor)
    take = TakeIn(case=number, same_course=guest.same_course, treatments=guest.disputed)
    taken = desk.do(take, into, actor, key)
    return (*taken, *desk.do(leave, number, actor, key))


def _case(store: EventStore, number: str) -> Case:
    recorded = store.load(number)
    if not recorded:
        raise Refused(
            f"There is no case {number}.", rule="no-such-case", remedy="Check the case number."
        )
    return case_of(recorded)

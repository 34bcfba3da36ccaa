"""Where every command is done: load the case, decide, record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from openimr.case.commands import Command
from openimr.case.commands.appointing import AppointReviewer
from openimr.case.commands.intake import ReceiveApplication
from openimr.case.decide import decide
from openimr.case.evolve import case_of
from openimr.case.record import RecordedEvent, check_whole
from openimr.law.model import Law
from openimr.vocabulary.actor import Actor
from openimr.vocabulary.errors import Refused
from openimr.vocabulary.value import require
from openimr.workflow.by_people import standing_typed
from openimr.workflow.store import EventStore

_TRIES = 5
"""Others who record something of a case at the moment in which a command is done are few."""


class Desk:
    """Does commands; one desk serves all cases, and many desks may work at once.

    Args:
        store: keeps the record.
        law: the law of the programme.
        clock: gives the time, with its zone.
    """

    def __init__(self, store: EventStore, law: Law, clock: Callable[[], dt.datetime]) -> None:
        self._store = store
        self._law = law
        self._clock = clock

    def do(self, command: Command, case: str, actor: Actor, key: str) -> tuple[RecordedEvent, ...]:
        """Do a command and record what follows from it.

        Args:
            command: what is asked.
            case: the case number.
            actor: who asks.
            key: made once for this command by whoever asks, and kept when asking again: however
                often the same command comes, it is done once and answered alike.

        Returns:
            What was recorded; nothing when the command changes nothing.

        Raises:
            Refused: when it may not be; when others were faster again and again; when the key was
                another person's; an appointment, whose standing only the panel gives.
            BadInput: when somebody altered the case in the database.
            ValueError: for an application of another number.
        """
        if isinstance(command, AppointReviewer):
            raise standing_typed()
        for _ in range(_TRIES - 1):
            try:
                return self._do(command, case, actor, key)
            except Refused as refused:  # a round noted a missed limit meanwhile: decide on that
                if refused.rule != "someone-was-faster":
                    raise
        return self._do(command, case, actor, key)

    def check(self, command: Command, case: str, actor: Actor, key: str) -> None:
        """Refuse what ``do`` would refuse now, and record nothing; raises as it does.

        For whoever must do something outside first, as keeping the paper that the command names.
        """
        before = self._store.load(case)
        if not any(one.key == key for one in before):
            decide(case_of(before) if before else None, command, self._law, self._clock(), actor)

    def appoint(
        self, command: AppointReviewer, case: str, actor: Actor, key: str
    ) -> tuple[RecordedEvent, ...]:
        """As ``do``, for ``workflow.appointing`` alone, which finds the standing on the panel.

        Tried once: a standing was found for the case as it was, and another must be found.
        """
        return self._do(command, case, actor, key)

    def done_before(self, case: str, actor: Actor, key: str) -> tuple[RecordedEvent, ...]:
        """What was recorded under a key; nothing when it is new.

        Raises:
            Refused: when the key was another person's.
        """
        first = tuple(one for one in self._store.load(case) if one.key == key)
        if first:
            _check_same_person(first[0], actor)
        return first

    def _do(self, command: Command, case: str, actor: Actor, key: str) -> tuple[RecordedEvent, ...]:
        opens = command.application.number if isinstance(command, ReceiveApplication) else case
        require(opens == case, "an application opens the case of its own number")
        before = self._store.load(case)
        check_whole(before)
        if first := tuple(one for one in before if one.key == key):
            _check_same_person(first[0], actor)
            return first
        now = self._clock()
        events = decide(case_of(before) if before else None, command, self._law, now, actor)
        return self._store.append(case, events, after=len(before), actor=actor, key=key, at=now)


def _check_same_person(first: RecordedEvent, actor: Actor) -> None:
    if first.actor != actor:
        raise Refused(
            "This key belongs to a command of someone else.",
            rule="key-is-its-makers",
            remedy="Ask again with a new key.",
        )

"""What a command on cases works with, wired once for one installation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from openimr.case.evolve import case_of
from openimr.case.model import Case
from openimr.case.record import RecordedEvent
from openimr.law.model import Law
from openimr.vocabulary.errors import BadInput
from openimr.workflow.desk import Desk
from openimr.workflow.receive import Intake
from openimr.workflow.receive_parties import PartyBook
from openimr.workflow.store import EventStore


@dataclass(frozen=True)
class Office:
    """The record with its desk, the law, names of parties, intake and the clock."""

    store: EventStore
    desk: Desk
    law: Law
    book: PartyBook
    intake: Intake
    now: Callable[[], dt.datetime]

    def record_of(self, number: str) -> tuple[RecordedEvent, ...]:
        """Every event of a case.

        Raises:
            BadInput: when there is no such case.
        """
        recorded = self.store.load(number)
        if not recorded:
            raise BadInput(
                f"case {number}", "is not in this record", "`openimr case list` shows the cases."
            )
        return recorded

    def case(self, number: str) -> Case:
        """A case as it stands; raises as ``record_of``."""
        return case_of(self.record_of(number))

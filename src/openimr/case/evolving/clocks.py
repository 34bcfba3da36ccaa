"""How the events of the clocks change a case."""

from __future__ import annotations

import datetime as dt

from openimr.case.events.clocks import DeadlineMissed
from openimr.case.evolving.change import Changes, changed
from openimr.case.model import Case, MissedDuty


def _missed(case: Case, event: DeadlineMissed, at: dt.datetime) -> Case:
    noted = MissedDuty(rule=event.rule, begun=event.begun, treatments=event.treatments, noted=at)
    return changed(case, missed=(*case.missed, noted))


CHANGES: Changes = {DeadlineMissed: _missed}

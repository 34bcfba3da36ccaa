"""What follows from the time alone."""

from __future__ import annotations

import msgspec

from openimr.case.commands.clocks import NoteMissedDeadline
from openimr.case.deciding.occasion import Events, Occasion, Steps
from openimr.case.events.clocks import DeadlineMissed
from openimr.case.model import Case
from openimr.vocabulary.errors import Refused


def _note(case: Case, command: NoteMissedDeadline, on: Occasion) -> Events:
    if on.now <= command.due:
        raise Refused(
            f"What is due may still come in time, until {command.due:%m/%d/%Y %H:%M %Z}.",
            rule="still-in-time",
            citation=command.citation,
            remedy="Wait until then.",
        )
    missed = DeadlineMissed(**msgspec.structs.asdict(command))
    clock = (missed.rule, missed.begun, missed.treatments)
    if any((one.rule, one.begun, one.treatments) == clock for one in case.missed):
        raise Refused(
            "That was noted before.",
            rule="noted-already",
            citation=command.citation,
            remedy="Nothing needs to be done.",
        )
    return (missed,)


STEPS: Steps = {NoteMissedDeadline: _note}

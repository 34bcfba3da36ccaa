"""What follows from a command in a case, or why it may not be."""

from __future__ import annotations

import datetime as dt

from openimr.case.commands import Command
from openimr.case.commands.intake import ReceiveApplication
from openimr.case.deciding import (
    appointing,
    clocks,
    intake,
    issuing,
    judging,
    naming,
    records,
    reviewing,
    signing,
)
from openimr.case.deciding.occasion import Events, Occasion, Steps
from openimr.case.model import Case
from openimr.case.policies import check_actor, check_state
from openimr.case.rules import HOUSE
from openimr.law.model import Law
from openimr.vocabulary.actor import Actor
from openimr.vocabulary.errors import Refused

STEPS: Steps = {
    **intake.STEPS,
    **records.STEPS,
    **appointing.STEPS,
    **reviewing.STEPS,
    **judging.STEPS,
    **signing.STEPS,
    **issuing.STEPS,
    **clocks.STEPS,
    **naming.STEPS,
}
"""How each command is answered."""


def decide(case: Case | None, command: Command, law: Law, now: dt.datetime, actor: Actor) -> Events:
    """The events that a command leads to.

    Args:
        case: the case as it stands; None before the application came.
        command: what is asked.
        law: the law of the programme.
        now: the time, with zone.
        actor: who asks.

    Raises:
        Refused: when it may not be, with reason, rule, citation and remedy.
    """
    on = Occasion(law, now, actor)
    check_actor(case, type(command), actor)
    if isinstance(command, ReceiveApplication):
        if case is not None:
            raise Refused(
                "The application of this case came already.",
                rule="received-already",
                citation=HOUSE,
                remedy="Correct the application where it was read wrongly.",
            )
        return intake.receive(command, on)
    if case is None:
        raise Refused(
            "There is no such case.",
            rule="no-such-case",
            citation=HOUSE,
            remedy="Check the case number.",
        )
    check_state(case, type(command))
    return STEPS[type(command)](case, command, on)

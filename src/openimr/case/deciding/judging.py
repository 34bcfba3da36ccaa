"""What follows when a claimed fact is judged, and when quality gives a second opinion."""

from __future__ import annotations

from openimr.case.commands.judging import JudgeFact, RecordSecondOpinion
from openimr.case.deciding.occasion import (
    Events,
    Occasion,
    Steps,
    check_accepted,
    check_disputed,
    check_other_than_reviewer,
    own_seat,
)
from openimr.case.events.judging import FactJudged, SecondOpinionRecorded
from openimr.case.model import Case
from openimr.case.rules import HOUSE
from openimr.vocabulary.errors import Refused


def _judge(case: Case, command: JudgeFact, on: Occasion) -> Events:
    check_accepted(own_seat(case, command.seat, on), on)
    return (FactJudged(seat=command.seat, fact=command.fact),)


def _second(case: Case, command: RecordSecondOpinion, on: Occasion) -> Events:
    check_other_than_reviewer(case, on)
    check_disputed(case, command.treatment)
    _check_blind(case)
    if case.second_opinion(command.treatment, on.by.id) is not None:
        raise Refused(
            "Your second opinion on this treatment is recorded; it is recorded once.",
            rule="second-opinion-once",
            citation=HOUSE,
            remedy="Compare it with the finding; it changes no decision.",
        )
    return (
        SecondOpinionRecorded(
            treatment=command.treatment,
            by=on.by.id,
            decision=command.decision,
            reason=command.reason,
        ),
    )


def _check_blind(case: Case) -> None:
    """Once findings were sent back, quality has spoken of them and nobody there is blind."""
    if case.returned is not None:
        raise Refused(
            "The findings were returned with reasons; a second opinion would no longer be blind.",
            rule="second-opinion-blind",
            citation=HOUSE,
            remedy="Give second opinions when findings first come to quality review.",
        )


STEPS: Steps = {JudgeFact: _judge, RecordSecondOpinion: _second}

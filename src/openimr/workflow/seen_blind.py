"""A case and its record without what somebody has still to decide blind (``quality_sample``)."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from openimr.case.events import judging, reviewing
from openimr.case.model import Case, Seat
from openimr.case.record import RecordedEvent
from openimr.case.rules import HOUSE
from openimr.vocabulary.errors import Refused
from openimr.workflow.seen_events import SeenEvent, seen_in_part

_OF_A_TREATMENT = (
    reviewing.FirstOpinionRecorded,
    reviewing.ProposalShown,
    reviewing.FindingRecorded,
    reviewing.TreatmentDecided,
    judging.SecondOpinionRecorded,
)


def blind_case(case: Case, closed: frozenset[int]) -> Case:
    """The case without what was thought and found on closed treatments."""
    if not closed:
        return case
    return msgspec.structs.replace(
        case,
        seats=tuple(_blind_seat(one, closed) for one in case.seats),
        second_opinions=tuple(one for one in case.second_opinions if one.treatment not in closed),
        answers=tuple(one for one in case.answers if one.treatment not in closed),
    )


def _blind_seat(seat: Seat, closed: frozenset[int]) -> Seat:
    return msgspec.structs.replace(
        seat,
        opinions=tuple(one for one in seat.opinions if one.treatment not in closed),
        shown=tuple(one for one in seat.shown if one not in closed),
        findings=tuple(one for one in seat.findings if one.treatment not in closed),
        judged=(),
    )


def blind_events(
    recorded: Sequence[RecordedEvent], closed: frozenset[int]
) -> tuple[SeenEvent, ...]:
    """Every event; of what is closed only that something was recorded.

    What a reviewer made of single facts names no treatment and is closed as a whole.
    """

    def is_closed(one: RecordedEvent) -> bool:
        event = one.event
        if isinstance(event, judging.FactJudged):
            return True
        return isinstance(event, _OF_A_TREATMENT) and event.treatment in closed

    return seen_in_part(recorded, is_closed)


def check_not_blind(closed: frozenset[int]) -> None:
    """Refuse something whole to whoever has still to decide treatments blind.

    Raises:
        Refused: rule "second-opinion-first".
    """
    if closed:
        raise Refused(
            "You decide some of these treatments before you see how they were decided.",
            rule="second-opinion-first",
            citation=HOUSE,
            remedy="Give your second opinions on the page Quality of this case.",
        )

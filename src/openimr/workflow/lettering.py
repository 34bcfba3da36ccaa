"""The letter of a case, from what its record holds and what was drafted around it.

The record says what was decided, by whom and why; the draft gives the case summary, the
documents reviewed, and what the claims administrator cited. Nobody types a finding twice.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

import msgspec

from openimr.case.deciding.reviewing import answer_on
from openimr.case.events.appointing import ReviewerAppointed
from openimr.case.events.intake import Priority as CasePriority
from openimr.case.events.reviewing import FindingRecorded, SummaryWritten
from openimr.case.evolve import case_of
from openimr.case.model import Answer, Case, Seat, State
from openimr.case.record import RecordedEvent
from openimr.determination.model import Determination, Finding, Priority, Reviewer
from openimr.law.calendar import pacific_day
from openimr.review.model import ProposedDecision
from openimr.review.reviewer_path import ReviewerFinding
from openimr.vocabulary.errors import Refused
from openimr.workflow.desk_parts_listed import drafted_places
from openimr.workflow.issuing import check_reviewer_unnamed, final_letter


class KeptLetter(NamedTuple):
    """A letter as it was signed: its bytes, and what it says."""

    content: bytes
    letter: Determination


class LetterFiles(Protocol):
    """Keeps drafted and issued letters with their case."""

    def drafted(self, case: str) -> Determination:
        """What was drafted from the case file.

        Raises:
            BadInput: when nothing was drafted yet.
        """
        ...

    def keep(self, case: str, digest: str, content: bytes, letter: Determination) -> None:
        """Keep a letter by its digest, its bytes and what it says, before it is signed."""
        ...

    def kept(self, case: str, digest: str) -> KeptLetter | None:
        """A letter by its digest; None when it is not among those that were kept."""
        ...


ISSUABLE = (State.DECIDED, State.ISSUED, State.SERVED)
"""Where a letter may be written for issuing, or once more for a correction of its wording."""

_PRIORITIES = {
    CasePriority.STANDARD: Priority.STANDARD,
    CasePriority.EXPEDITED: Priority.EXPEDITED,
}


def letter_of(
    recorded: Sequence[RecordedEvent], draft: Determination, on: dt.date, signed_by: str = ""
) -> Determination:
    """The Final Determination of a case whose findings passed quality review.

    With several reviewers each treatment has the answer of all seats, and every reviewer's
    analysis (Labor Code 4610.6(e), (f)).

    Args:
        recorded: all events of the case.
        draft: as drafted from the case file.
        on: the day of the letter (Pacific).
        signed_by: who signs it for the review organization, as under the letter; "" for a
            letter that nobody signs yet.

    Raises:
        Refused: before quality review passed; naming every required part that is missing; when
            the letter would name a reviewer.
    """
    case = case_of(recorded)
    if case.state not in ISSUABLE:
        raise _too_early(case)
    letter = _letter(case, recorded, draft, on)
    return msgspec.structs.replace(letter, signed_by=signed_by or None)


def letter_in_review(
    recorded: Sequence[RecordedEvent], draft: Determination, on: dt.date
) -> Determination:
    """The letter that would follow if quality review passed now, marked as a draft.

    Raises:
        Refused: elsewhere than in quality review; as ``letter_of``.
    """
    case = case_of(recorded)
    if case.state is not State.IN_QUALITY_REVIEW:
        raise _too_early(case)
    answers = (answer_on(case, one.number) for one in case.disputed)
    decided = tuple(
        Answer(treatment=one.treatment, decision=one.decision, rule=one.rule) for one in answers
    )
    answered = msgspec.structs.replace(case, answers=decided)
    return msgspec.structs.replace(_letter(answered, recorded, draft, on), draft=True)


def _too_early(case: Case) -> Refused:
    return Refused(
        f"The case is {case.state.value}; its findings did not pass quality review.",
        rule="letter-after-quality",
        citation="8 CCR 9792.10.6(d)",
        remedy="Complete the findings and send them to quality review.",
    )


def _letter(
    case: Case, recorded: Sequence[RecordedEvent], draft: Determination, on: dt.date
) -> Determination:
    around = _drafted_for(case, draft)
    if own := written_summary(recorded):
        around = msgspec.structs.replace(around, clinical_case_summary=own.text)
    standing = _findings(recorded)
    findings = [_found(case, one.number, standing) for one in case.disputed]
    letter = final_letter(around, findings, reviewer_of(case), case.number, on)
    for seat in case.seats:
        check_reviewer_unnamed(letter, seat.reviewer)
    return letter


def written_summary(recorded: Sequence[RecordedEvent]) -> SummaryWritten | None:
    """The case summary that a letter takes; None while it takes the drafted one.

    Of several seats each writes its own, and a letter has one: that of the first seat, by number,
    which wrote any. So it hangs on nobody's being faster, and a later one of another seat does
    not change a letter that quality review has seen. Whoever left a seat leaves no summary.
    """
    last: dict[int, SummaryWritten] = {}
    for one in recorded:
        event = one.event
        if isinstance(event, SummaryWritten):
            last[event.seat] = event
        elif isinstance(event, ReviewerAppointed):
            last.pop(event.seat, None)
    seats = sorted(seat.number for seat in case_of(recorded).seats if seat.number in last)
    return last[seats[0]] if seats else None


def reviewer_of(case: Case) -> Reviewer:
    """The reviewers of a case as its letter describes them: credentials, no name."""
    standings = [seat.standing for seat in case.seats]
    return Reviewer(
        licensure=tuple(dict.fromkeys(state for one in standings for state in one.licensed_in)),
        specialties=tuple(dict.fromkeys(name for one in standings for name in one.specialties)),
    )


def _drafted_for(case: Case, draft: Determination) -> Determination:
    """The draft with the dates of the record, and with the treatments in dispute in its order."""
    assigned = case.notified
    return msgspec.structs.replace(
        draft,
        date_assigned=pacific_day(assigned) if assigned else None,
        date_of_injury=case.date_of_injury,
        ur_denial_date=case.decision.decided,
        application_received=pacific_day(case.received),
        priority=_PRIORITIES[case.priority],
        findings=tuple(_drafted(case, draft)),
    )


def _drafted(case: Case, draft: Determination) -> Iterator[Finding]:
    """What was drafted on each treatment, by its words; a bare finding where nothing was."""
    listed = {one.number: one.text for one in case.treatments}
    places = drafted_places(listed, [one.disputed_treatment for one in draft.findings])
    for one in case.disputed:
        if place := places.get(one.number):
            yield draft.findings[place - 1]
        else:
            yield Finding(disputed_treatment=one.text, decision=None)


Found = dict[tuple[int, int], tuple[FindingRecorded, dt.datetime]]
"""The findings that stand, by seat and treatment, each with when it was recorded."""


def _findings(recorded: Sequence[RecordedEvent]) -> Found:
    """What everybody who sits now found last; whoever sat there before is left out."""
    found: Found = {}
    for one in recorded:
        event = one.event
        if isinstance(event, FindingRecorded):
            found[event.seat, event.treatment] = event, one.at
        elif isinstance(event, ReviewerAppointed):
            found = {key: kept for key, kept in found.items() if key[0] != event.seat}
    return found


def _found(case: Case, treatment: int, found: Found) -> ReviewerFinding | None:
    """The finding on one treatment from all seats, or None while there is no answer."""
    answer = case.answer(treatment)
    given = [
        (seat, *found[seat.number, treatment])
        for seat in case.seats
        if (seat.number, treatment) in found
    ]
    if answer is None or not given:
        return None
    cited = dict.fromkeys(one for _, event, _ in given for one in event.cited)
    because = dict.fromkeys(event.none_cited_because for _, event, _ in given if not event.cited)
    return ReviewerFinding(
        decision=ProposedDecision(answer.decision.value),
        rationale=_analyses([(seat, event) for seat, event, _ in given], answer.rule),
        at=max(at for _, _, at in given),
        citations=tuple(cited),
        none_cited_because="" if cited else " ".join(filter(None, because)),
        assisted=any(event.assisted for _, event, _ in given),
    )


def _analyses(given: Sequence[tuple[Seat, FindingRecorded]], rule: str) -> str:
    """One reviewer's rationale as it is; of several, each with its decision, then the rule."""
    if len(given) == 1:
        return given[0][1].rationale
    each = [
        f"Reviewer {seat.number} ({event.decision.value}): {event.rationale}"
        for seat, event in given
    ]
    return "\n".join([*each, f"The answer of all reviewers follows by {rule}."])

"""What follows from the commands of the review itself."""

from __future__ import annotations

from openimr.case.commands.reviewing import (
    PassQuality,
    RecordExtension,
    RecordFinding,
    RecordFirstOpinion,
    ReturnToReviewer,
    SendToQuality,
    ShowProposal,
    WriteSummary,
)
from openimr.case.deciding.naming import check_declared
from openimr.case.deciding.occasion import (
    Events,
    Occasion,
    Steps,
    check_accepted,
    check_disputed,
    check_other_than_reviewer,
    check_seated,
    own_seat,
)
from openimr.case.events.reviewing import (
    Decision,
    ExtensionApproved,
    FindingRecorded,
    FirstOpinionRecorded,
    ProposalShown,
    QualityPassed,
    QualityReturned,
    SentToQuality,
    SummaryWritten,
    TreatmentDecided,
)
from openimr.case.model import Case, Seat
from openimr.case.reviewer_order import (
    REQUIRED_PARTS,
    check_change_explained,
    check_evidence,
    check_no_opinion_yet,
    check_opined,
    check_shown,
)
from openimr.vocabulary.errors import Refused


def _opine(case: Case, command: RecordFirstOpinion, on: Occasion) -> Events:
    seat = _at_work(case, command.seat, command.treatment, on)
    check_no_opinion_yet(seat.opined(command.treatment))
    return (
        FirstOpinionRecorded(
            seat=command.seat,
            treatment=command.treatment,
            opinion=command.opinion,
            reason=command.reason,
        ),
    )


def _show(case: Case, command: ShowProposal, on: Occasion) -> Events:
    seat = _at_work(case, command.seat, command.treatment, on)
    check_opined(seat.opined(command.treatment))
    return (
        ProposalShown(
            seat=command.seat,
            treatment=command.treatment,
            proposal_sha256=command.proposal_sha256,
        ),
    )


def _find(case: Case, command: RecordFinding, on: Occasion) -> Events:
    seat = _at_work(case, command.seat, command.treatment, on)
    check_shown(seat.opined(command.treatment), command.treatment in seat.shown)
    check_evidence(bool(command.cited), command.none_cited_because)
    check_change_explained(seat, command.treatment, command.decision, command.changed_because)
    return (
        FindingRecorded(
            seat=command.seat,
            treatment=command.treatment,
            decision=command.decision,
            rationale=command.rationale,
            cited=command.cited,
            none_cited_because=command.none_cited_because,
            assisted=command.assisted,
            changed_because=command.changed_because,
            pages=command.pages,
        ),
    )


def _summarize(case: Case, command: WriteSummary, on: Occasion) -> Events:
    check_accepted(own_seat(case, command.seat, on), on)
    return (SummaryWritten(seat=command.seat, sentences=command.sentences, pages=command.pages),)


def _at_work(case: Case, number: int, treatment: int, on: Occasion) -> Seat:
    """The actor's own seat, on a treatment in dispute that it is qualified for."""
    seat = own_seat(case, number, on)
    check_accepted(seat, on)
    check_disputed(case, treatment)
    if not seat.qualified(treatment):
        raise Refused(
            f"Treatment {treatment} is for another seat of the panel.",
            rule="qualified",
            citation=on.law.reviewer_rule("same-or-similar-specialty", on.today).cited,
            remedy="Decide the treatments you were appointed for.",
        )
    return seat


def _extend(case: Case, command: RecordExtension, on: Occasion) -> Events:
    if case.extended is not None:
        raise Refused(
            "The review was given more time once already.",
            rule="extended-once",
            citation="Labor Code 4610.6(d), not verified",
            remedy="Decide; a late determination stays valid.",
        )
    return (ExtensionApproved(reason=command.reason, approval_sha256=command.approval_sha256),)


def _send(case: Case, command: SendToQuality, on: Occasion) -> Events:
    check_seated(case, on)
    check_declared(case, on)
    missing = [
        f"treatment {treatment.number} by seat {seat.number}"
        for seat in case.seats
        for treatment in case.disputed
        if seat.qualified(treatment.number) and seat.finding(treatment.number) is None
    ]
    if missing:
        raise Refused(
            f"Findings are missing: {', '.join(missing)}.",
            rule="every-treatment-decided",
            citation=REQUIRED_PARTS,
            remedy="Record a finding on each.",
        )
    return (SentToQuality(),)


def _return(case: Case, command: ReturnToReviewer, on: Occasion) -> Events:
    check_other_than_reviewer(case, on)
    return (QualityReturned(reasons=command.reasons),)


def _pass(case: Case, command: PassQuality, on: Occasion) -> Events:
    check_other_than_reviewer(case, on)
    check_declared(case, on)
    answers = (answer_on(case, treatment.number) for treatment in case.disputed)
    return (QualityPassed(stands=command.stands), *answers)


def answer_on(case: Case, treatment: int) -> TreatmentDecided:
    """The majority's answer; an even split favors the treatment (Labor Code 4610.6(e))."""
    found = [one.decision for seat in case.seats if (one := seat.finding(treatment))]
    overturned = found.count(Decision.OVERTURNED)
    upheld = len(found) - overturned
    rule = "even split" if overturned == upheld else "majority"
    return TreatmentDecided(
        treatment=treatment,
        decision=Decision.OVERTURNED if overturned >= upheld else Decision.UPHELD,
        rule="single reviewer" if len(found) == 1 else rule,
    )


STEPS: Steps = {
    RecordFirstOpinion: _opine,
    ShowProposal: _show,
    RecordFinding: _find,
    WriteSummary: _summarize,
    RecordExtension: _extend,
    SendToQuality: _send,
    ReturnToReviewer: _return,
    PassQuality: _pass,
}

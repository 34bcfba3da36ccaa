"""How the events of the review itself change a case."""

from __future__ import annotations

import datetime as dt

from openimr.case.events.reviewing import (
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
from openimr.case.evolving.change import Changes, changed, sat, with_seat
from openimr.case.model import Answer, Case, SeatFinding, SeatOpinion, State


def _opined(case: Case, event: FirstOpinionRecorded, at: dt.datetime) -> Case:
    opinion = SeatOpinion(treatment=event.treatment, opinion=event.opinion)
    return with_seat(case, event.seat, opinions=(*sat(case, event.seat).opinions, opinion))


def _shown(case: Case, event: ProposalShown, at: dt.datetime) -> Case:
    shown = sat(case, event.seat).shown
    if event.treatment in shown:
        return case
    return with_seat(case, event.seat, shown=(*shown, event.treatment))


def _found(case: Case, event: FindingRecorded, at: dt.datetime) -> Case:
    finding = SeatFinding(
        treatment=event.treatment, decision=event.decision, assisted=event.assisted
    )
    others = [one for one in sat(case, event.seat).findings if one.treatment != event.treatment]
    findings = sorted((*others, finding), key=lambda one: one.treatment)
    return with_seat(case, event.seat, findings=tuple(findings))


def _summarized(case: Case, event: SummaryWritten, at: dt.datetime) -> Case:
    return with_seat(case, event.seat, summarized=at)


def _extended(case: Case, event: ExtensionApproved, at: dt.datetime) -> Case:
    return changed(case, extended=at)


def _sent(case: Case, event: SentToQuality, at: dt.datetime) -> Case:
    return changed(case, state=State.IN_QUALITY_REVIEW)


def _returned(case: Case, event: QualityReturned, at: dt.datetime) -> Case:
    return changed(case, state=State.IN_REVIEW, returned=at)


def _passed(case: Case, event: QualityPassed, at: dt.datetime) -> Case:
    return changed(case, state=State.DECIDED, quality_passed=at)


def _decided(case: Case, event: TreatmentDecided, at: dt.datetime) -> Case:
    answer = Answer(treatment=event.treatment, decision=event.decision, rule=event.rule)
    return changed(case, answers=(*case.answers, answer))


CHANGES: Changes = {
    FirstOpinionRecorded: _opined,
    ProposalShown: _shown,
    FindingRecorded: _found,
    SummaryWritten: _summarized,
    ExtensionApproved: _extended,
    SentToQuality: _sent,
    QualityReturned: _returned,
    QualityPassed: _passed,
    TreatmentDecided: _decided,
}

"""How the events from filing to eligibility change a case."""

from __future__ import annotations

import datetime as dt

import msgspec

from openimr.case.events.intake import (
    ApplicationCorrected,
    ApplicationReceived,
    Consolidated,
    ConvertedToExpedited,
    CureReceived,
    DeferralEnded,
    Deferred,
    FoundDuplicate,
    FoundEligible,
    FoundIncomplete,
    FoundIneligible,
    Priority,
    ReferredToPerson,
    ReturnedToStandard,
    TookIn,
)
from openimr.case.evolving.change import Changes, changed
from openimr.case.model import Case, State
from openimr.case.rules import (
    SIGNATURE_NOT_READ,
    UNSIGNED,
    UR_DECISION_MISSING,
    UR_DECISION_NOT_SEEN,
)

_CORRECTABLE = (
    "decision",
    "date_of_injury",
    "signed",
    "liability_disputed",
    "treatments",
    "priority",
    "certified",
)
"""What was read from the form and may have been read wrongly."""


def received(event: ApplicationReceived, at: dt.datetime) -> Case:
    """The case that a filed application opens."""
    return Case(
        number=event.number,
        state=State.RECEIVED,
        received=event.received,
        changed=at,
        filer=event.filer,
        parties=event.parties,
        date_of_injury=event.date_of_injury,
        decision=event.decision,
        priority=event.priority,
        signed=event.signed,
        liability_disputed=event.liability_disputed,
        treatments=event.treatments,
        papers=event.papers,
        same_dispute=event.same_dispute,
        same_course=event.same_course,
        certified=event.certified,
    )


def _corrected(case: Case, event: ApplicationCorrected, at: dt.datetime) -> Case:
    given = {name: new for name in _CORRECTABLE if (new := getattr(event, name)) is not None}
    """What was found on the application as it was read does not stand any more."""
    return changed(
        case,
        state=State.RECEIVED,
        lacks=(),
        cure_by=None,
        eligible=None,
        found_ineligible=None,
        **given,
    )


def _incomplete(case: Case, event: FoundIncomplete, at: dt.datetime) -> Case:
    return changed(case, state=State.INCOMPLETE, lacks=event.lacks, cure_by=event.cure_by)


def _cured(case: Case, event: CureReceived, at: dt.datetime) -> Case:
    attached = bool({UR_DECISION_MISSING, UR_DECISION_NOT_SEEN} & set(event.rules))
    signed = bool({UNSIGNED, SIGNATURE_NOT_READ} & set(event.rules))
    return changed(
        case,
        state=State.RECEIVED,
        lacks=(),
        cure_by=None,
        papers=case.papers + event.papers,
        signed=signed or case.signed,
        decision=msgspec.structs.replace(
            case.decision, attached=attached or case.decision.attached
        ),
    )


def _referred(case: Case, event: ReferredToPerson, at: dt.datetime) -> Case:
    return changed(case, state=State.REFERRED, lacks=event.lacks, cure_by=None)


def _eligible(case: Case, event: FoundEligible, at: dt.datetime) -> Case:
    return changed(case, state=State.ELIGIBLE, lacks=(), eligible=at)


def _ineligible(case: Case, event: FoundIneligible, at: dt.datetime) -> Case:
    return changed(
        case, state=State.INELIGIBLE, lacks=event.reasons, cure_by=None, found_ineligible=at
    )


def _duplicate(case: Case, event: FoundDuplicate, at: dt.datetime) -> Case:
    return changed(case, state=State.DUPLICATE, other_case=event.of, ended=at)


def _deferred(case: Case, event: Deferred, at: dt.datetime) -> Case:
    return changed(case, state=State.DEFERRED, deferred=at)


def _deferral_ended(case: Case, event: DeferralEnded, at: dt.datetime) -> Case:
    """Resolved, or review goes on by agreement and liability stays disputed."""
    resolved = event.resolved_served is not None
    return changed(
        case,
        state=State.RECEIVED,
        liability_disputed=case.liability_disputed and not resolved,
        agreed=case.agreed or not resolved,
        limit_from=event.resolved_served or case.limit_from,
    )


def _consolidated(case: Case, event: Consolidated, at: dt.datetime) -> Case:
    return changed(case, state=State.CONSOLIDATED, other_case=event.into, ended=at)


def _took_in(case: Case, event: TookIn, at: dt.datetime) -> Case:
    return changed(
        case, treatments=case.treatments + event.treatments, took_in=(*case.took_in, event.case)
    )


def _expedited(case: Case, event: ConvertedToExpedited, at: dt.datetime) -> Case:
    return changed(
        case,
        priority=Priority.EXPEDITED,
        certified=True,
        expedited=at,
        papers=case.papers + event.papers,
    )


def _returned(case: Case, event: ReturnedToStandard, at: dt.datetime) -> Case:
    papers = case.papers + event.papers
    return changed(case, priority=Priority.STANDARD, certified=False, expedited=None, papers=papers)


CHANGES: Changes = {
    ApplicationCorrected: _corrected,
    FoundIncomplete: _incomplete,
    CureReceived: _cured,
    ReferredToPerson: _referred,
    FoundEligible: _eligible,
    FoundIneligible: _ineligible,
    FoundDuplicate: _duplicate,
    Deferred: _deferred,
    DeferralEnded: _deferral_ended,
    Consolidated: _consolidated,
    TookIn: _took_in,
    ConvertedToExpedited: _expedited,
    ReturnedToStandard: _returned,
}

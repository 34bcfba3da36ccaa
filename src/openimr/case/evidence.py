"""What the record of a case holds on each of the five grounds of an appeal.

A pack is drawn from the record and from nothing else, so that whoever holds an export can draw it
again and compare the digest. Reviewers stand in it by identifier and pseudonym, never by name
(Labor Code 4610.6(f)).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from openimr.case.canonical import canonical
from openimr.case.events.appointing import (
    AppointmentAccepted,
    ExtraReviewersApproved,
    ReviewerAppointed,
    ReviewerRecused,
)
from openimr.case.events.event import Event
from openimr.case.events.intake import (
    ApplicationCorrected,
    ApplicationReceived,
    Consolidated,
    CureReceived,
    DeferralEnded,
    Deferred,
    FoundEligible,
    FoundIncomplete,
    FoundIneligible,
    ReferredToPerson,
    TookIn,
)
from openimr.case.events.issuing import (
    AppealGround,
    CorrectionIssued,
    DeterminationIssued,
    DeterminationServed,
    Remanded,
    TreatmentAuthorized,
)
from openimr.case.events.judging import FactJudged, SecondOpinionRecorded
from openimr.case.events.parties import FurtherDeclared, PartyNamed
from openimr.case.events.records import (
    NoticeOfAssignmentSent,
    RecordsClosed,
    RecordsFoundLater,
    RecordsReceived,
    RecordsRequested,
)
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
from openimr.case.events.signing import LetterSigned
from openimr.case.record import RecordedEvent
from openimr.vocabulary.value import Value, require


class Ground(NamedTuple):
    """What a ground asks of the record, and which events answer."""

    asks: str
    answered_by: tuple[type[Event], ...]


_RECORDS = (RecordsRequested, RecordsReceived, RecordsFoundLater, RecordsClosed)
_REVIEWING = (
    FirstOpinionRecorded,
    ProposalShown,
    FactJudged,
    FindingRecorded,
    SummaryWritten,
    SentToQuality,
    SecondOpinionRecorded,
    QualityReturned,
    QualityPassed,
    TreatmentDecided,
)
_SCREEN = (
    ApplicationReceived,
    ApplicationCorrected,
    FoundIncomplete,
    CureReceived,
    ReferredToPerson,
    FoundEligible,
    FoundIneligible,
)

GROUNDS: Mapping[AppealGround, Ground] = MappingProxyType(
    {
        AppealGround.BEYOND_POWERS: Ground(
            "Was the dispute eligible, were the steps taken by who may, on more than the "
            "utilization review decision, and was nothing decided but what was in dispute?",
            (
                *_SCREEN,
                Deferred,
                DeferralEnded,
                Consolidated,
                TookIn,
                NoticeOfAssignmentSent,
                *_RECORDS,
                ExtraReviewersApproved,
                ExtensionApproved,
                TreatmentAuthorized,
                TreatmentDecided,
                LetterSigned,
                DeterminationIssued,
                DeterminationServed,
                CorrectionIssued,
                Remanded,
            ),
        ),
        AppealGround.FRAUD: Ground(
            "What came in, from whom, when, with which bytes, and what was asked for?",
            (
                ApplicationReceived,
                ApplicationCorrected,
                CureReceived,
                *_RECORDS,
                TreatmentAuthorized,
                DeterminationIssued,
                CorrectionIssued,
            ),
        ),
        AppealGround.CONFLICT: Ground(
            "Who was appointed on what standing, who was looked at and passed over and why, what "
            "did the reviewer declare, and who stepped down?",
            (
                ApplicationReceived,
                PartyNamed,
                ExtraReviewersApproved,
                ReviewerAppointed,
                AppointmentAccepted,
                FurtherDeclared,
                ReviewerRecused,
                Remanded,
            ),
        ),
        AppealGround.BIAS: Ground(
            "What did the reviewer think before and after the proposal was shown, on what "
            "reasons, what did quality review send back, and how was the reviewer chosen?",
            (ReviewerAppointed, AppointmentAccepted, FurtherDeclared, ReviewerRecused, *_REVIEWING),
        ),
        AppealGround.PLAIN_ERROR: Ground(
            "Which facts were found in which records, and what was cited for them?",
            (*_RECORDS, *_REVIEWING, DeterminationIssued, CorrectionIssued),
        ),
    }
)


class EvidencePack(Value, frozen=True, kw_only=True):
    """The part of a case's record that answers one ground.

    Attributes:
        case: the case's number.
        ground: the ground pleaded.
        asks: what it asks of the record.
        head: digest of the last event of the record from which the pack was drawn.
        events: the recorded events, in order, each with its own digest.
    """

    case: str
    ground: AppealGround
    asks: str
    head: str
    events: tuple[RecordedEvent, ...]

    def __post_init__(self) -> None:
        require(bool(self.case.strip()), "a pack belongs to a case")

    @property
    def sha256(self) -> str:
        """Digest of the pack's canonical JSON; the event ``EvidencePackMade`` holds it."""
        return hashlib.sha256(canonical(self)).hexdigest()


def evidence_pack(ground: AppealGround, recorded: Sequence[RecordedEvent]) -> EvidencePack:
    """Draw the pack of one ground from the whole record of a case.

    Raises:
        ValueError: when the record is empty.
    """
    require(bool(recorded), "a pack is drawn from a record")
    asked = GROUNDS[ground]
    return EvidencePack(
        case=recorded[0].case,
        ground=ground,
        asks=asked.asks,
        head=recorded[-1].digest,
        events=tuple(one for one in recorded if isinstance(one.event, asked.answered_by)),
    )

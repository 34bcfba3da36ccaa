"""Everything that can happen in a case; the events are the case."""

from __future__ import annotations

from openimr.case.events.appointing import (
    AppointmentAccepted,
    ExtraReviewersApproved,
    ReviewerAppointed,
    ReviewerRecused,
)
from openimr.case.events.clocks import DeadlineMissed
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
    ReferredToPerson,
    ReturnedToStandard,
    TookIn,
)
from openimr.case.events.issuing import (
    AppealDecided,
    AppealFiled,
    ApplicationWithdrawn,
    Closed,
    CorrectionIssued,
    DeterminationIssued,
    DeterminationServed,
    EvidencePackMade,
    Implemented,
    PublicationWithdrawn,
    Published,
    Remanded,
    Terminated,
    TreatmentAuthorized,
)
from openimr.case.events.judging import FactJudged, SecondOpinionRecorded
from openimr.case.events.notices import (
    NoticeFailed,
    NoticePosted,
    NoticePrinted,
    NoticeQueued,
    NoticeSent,
)
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

CaseEvent = (
    ApplicationReceived
    | ApplicationCorrected
    | FoundIncomplete
    | CureReceived
    | ReferredToPerson
    | FoundEligible
    | FoundIneligible
    | FoundDuplicate
    | Deferred
    | DeferralEnded
    | Consolidated
    | TookIn
    | ConvertedToExpedited
    | ReturnedToStandard
    | NoticeOfAssignmentSent
    | RecordsRequested
    | RecordsReceived
    | RecordsFoundLater
    | RecordsClosed
    | ReviewerAppointed
    | AppointmentAccepted
    | ReviewerRecused
    | ExtraReviewersApproved
    | FirstOpinionRecorded
    | ProposalShown
    | FindingRecorded
    | SummaryWritten
    | ExtensionApproved
    | SentToQuality
    | QualityReturned
    | QualityPassed
    | TreatmentDecided
    | DeterminationIssued
    | DeterminationServed
    | CorrectionIssued
    | ApplicationWithdrawn
    | TreatmentAuthorized
    | Terminated
    | Implemented
    | AppealFiled
    | EvidencePackMade
    | AppealDecided
    | Remanded
    | Published
    | PublicationWithdrawn
    | Closed
    | DeadlineMissed
    | PartyNamed
    | FurtherDeclared
    | FactJudged
    | SecondOpinionRecorded
    | LetterSigned
    | NoticeQueued
    | NoticeSent
    | NoticePrinted
    | NoticePosted
    | NoticeFailed
)
"""Any event, read back from JSON by its name in the field ``event``."""

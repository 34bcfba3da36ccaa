"""Everything that can be asked of a case."""

from __future__ import annotations

from openimr.case.commands.appointing import (
    AcceptAppointment,
    AppointReviewer,
    ApproveExtraReviewers,
    Recuse,
)
from openimr.case.commands.clocks import NoteMissedDeadline
from openimr.case.commands.intake import (
    AskForInformation,
    Consolidate,
    ConvertToExpedited,
    CorrectApplication,
    DecideReferral,
    EndDeferral,
    LetCureLapse,
    ReceiveApplication,
    ReceiveCure,
    ReturnToStandard,
    Screen,
    TakeIn,
)
from openimr.case.commands.issuing import (
    Close,
    Correct,
    DecideAppeal,
    FileAppeal,
    Issue,
    MakeEvidencePack,
    Publish,
    RecordAuthorization,
    ReportImplementation,
    Serve,
    Withdraw,
    WithdrawPublication,
)
from openimr.case.commands.judging import JudgeFact, RecordSecondOpinion
from openimr.case.commands.parties import DeclareFurther, NameParty
from openimr.case.commands.records import (
    CloseRecords,
    ReceiveRecords,
    RequestRecords,
    SendNoticeOfAssignment,
)
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
from openimr.case.commands.signing import SignLetter

Command = (
    ReceiveApplication
    | CorrectApplication
    | Screen
    | ReceiveCure
    | LetCureLapse
    | AskForInformation
    | DecideReferral
    | EndDeferral
    | Consolidate
    | TakeIn
    | ConvertToExpedited
    | ReturnToStandard
    | SendNoticeOfAssignment
    | RequestRecords
    | ReceiveRecords
    | CloseRecords
    | ApproveExtraReviewers
    | AppointReviewer
    | AcceptAppointment
    | Recuse
    | RecordFirstOpinion
    | ShowProposal
    | RecordFinding
    | WriteSummary
    | RecordExtension
    | SendToQuality
    | ReturnToReviewer
    | PassQuality
    | Issue
    | Serve
    | Correct
    | Withdraw
    | RecordAuthorization
    | ReportImplementation
    | FileAppeal
    | MakeEvidencePack
    | DecideAppeal
    | Publish
    | WithdrawPublication
    | Close
    | NoteMissedDeadline
    | NameParty
    | DeclareFurther
    | JudgeFact
    | RecordSecondOpinion
    | SignLetter
)
"""Any command, read back from JSON by its name in the field ``command``."""

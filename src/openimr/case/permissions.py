"""Who may ask what of a case: roles of the house, and which parties."""

from __future__ import annotations

from collections.abc import Mapping

from openimr.case.commands.appointing import (
    AcceptAppointment,
    AppointReviewer,
    ApproveExtraReviewers,
    Recuse,
)
from openimr.case.commands.clocks import NoteMissedDeadline
from openimr.case.commands.command import Command
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
from openimr.case.events.event import PartyRole
from openimr.vocabulary.actor import Role

_I, _M, _R, _Q = Role.INTAKE, Role.CASE_MANAGER, Role.REVIEWER, Role.QUALITY
_P, _S, _A = Role.PARTY, Role.SYSTEM, Role.AUDITOR

PERMITTED: Mapping[type[Command], tuple[Role, ...]] = {
    ReceiveApplication: (_I, _P, _S),
    CorrectApplication: (_I, _M),
    Screen: (_I, _M, _S),
    ReceiveCure: (_I, _M, _P, _S),
    LetCureLapse: (_I, _M, _S),
    AskForInformation: (_I, _M),
    DecideReferral: (_M,),
    EndDeferral: (_I, _M),
    Consolidate: (_M,),
    TakeIn: (_M,),
    ConvertToExpedited: (_I, _M),
    ReturnToStandard: (_M,),
    SendNoticeOfAssignment: (_M, _S),
    RequestRecords: (_M, _R),
    ReceiveRecords: (_I, _M, _P, _S),
    CloseRecords: (_M, _S),
    ApproveExtraReviewers: (_M,),
    AppointReviewer: (_M, _S),
    AcceptAppointment: (_R,),
    Recuse: (_R, _M),
    RecordFirstOpinion: (_R,),
    ShowProposal: (_R,),
    RecordFinding: (_R,),
    WriteSummary: (_R,),
    RecordExtension: (_M,),
    SendToQuality: (_R,),
    ReturnToReviewer: (_Q,),
    PassQuality: (_Q,),
    SignLetter: (_Q, _M),
    Issue: (_M,),
    Serve: (_M, _S),
    Correct: (_M,),
    Withdraw: (_I, _M, _P),
    RecordAuthorization: (_I, _M, _P),
    ReportImplementation: (_I, _M, _P),
    FileAppeal: (_I, _M, _P),
    MakeEvidencePack: (_M, _A, _S),
    DecideAppeal: (_M,),
    Publish: (_M,),
    WithdrawPublication: (_M, Role.ADMINISTRATOR),
    Close: (_M, _S),
    NoteMissedDeadline: (_S,),
    NameParty: (_I, _M),
    DeclareFurther: (_R,),
    JudgeFact: (_R,),
    RecordSecondOpinion: (_Q,),
}
"""Roles that may ask for each step. What a person decides is never left to the system."""

EMPLOYEE_SIDE = (PartyRole.EMPLOYEE, PartyRole.EMPLOYEE_ATTORNEY, PartyRole.DESIGNEE)
ADMINISTRATOR_SIDE = (PartyRole.CLAIMS_ADMINISTRATOR, PartyRole.EMPLOYER)

PARTIES: Mapping[type[Command], tuple[PartyRole, ...]] = {
    Withdraw: (*EMPLOYEE_SIDE, PartyRole.EMERGENCY_PROVIDER),
    RecordAuthorization: ADMINISTRATOR_SIDE,
    ReportImplementation: ADMINISTRATOR_SIDE,
}
"""Steps that only some parties of the case may take; every other open one, any of them."""

"""The one table of states: who owns a case there, what may be asked, and where it leads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

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
from openimr.case.model import State
from openimr.vocabulary.actor import Role

Moves = Mapping[type[Command], tuple[State, ...]]
"""For each command that may be asked, the states that can follow."""


class StateRow(NamedTuple):
    """One state.

    Attributes:
        owner: the role whose work list the case is on.
        waits_for: what the case waits for, in words.
        moves: what may be asked here.
    """

    owner: Role
    waits_for: str
    moves: Moves


S = State


def _until_issued(here: State, moves: Moves) -> Moves:
    """The moves with those that every open case has until its letter is issued."""
    return {
        **moves,
        ConvertToExpedited: (here,),
        ReturnToStandard: (here,),
        RecordAuthorization: (here, S.TERMINATED),
        Withdraw: (S.WITHDRAWN,),
        NameParty: (here,),
        NoteMissedDeadline: (here,),
    }


def _work_of_those_who_sit(here: State) -> Moves:
    """What a reviewer who accepted does, whether or not another seat is still empty.

    Of several reviewers each gives an analysis of their own (Labor Code 4610.6(e)-(f), not
    verified), and the time to decide runs on: nobody waits for a seat that is not theirs.
    """
    return {
        JudgeFact: (here,),
        RecordFirstOpinion: (here,),
        ShowProposal: (here,),
        RecordFinding: (here,),
        WriteSummary: (here,),
        DeclareFurther: (here,),
    }


STATES: Mapping[State, StateRow] = {
    S.RECEIVED: StateRow(
        Role.INTAKE,
        "the screen of duplicates, completeness and eligibility",
        _until_issued(
            S.RECEIVED,
            {
                Screen: (
                    S.ELIGIBLE,
                    S.INCOMPLETE,
                    S.REFERRED,
                    S.DEFERRED,
                    S.INELIGIBLE,
                    S.DUPLICATE,
                ),
                CorrectApplication: (S.RECEIVED,),
            },
        ),
    ),
    S.INCOMPLETE: StateRow(
        Role.INTAKE,
        "the filer's cure of what is lacking",
        _until_issued(
            S.INCOMPLETE,
            {
                ReceiveCure: (S.RECEIVED,),
                CorrectApplication: (S.RECEIVED,),
                LetCureLapse: (S.REFERRED, S.INELIGIBLE),
            },
        ),
    ),
    S.REFERRED: StateRow(
        Role.CASE_MANAGER,
        "a person's answer on what the screen left open",
        _until_issued(
            S.REFERRED,
            {
                DecideReferral: (S.ELIGIBLE, S.INELIGIBLE),
                ReceiveCure: (S.RECEIVED,),
                AskForInformation: (S.INCOMPLETE,),
                CorrectApplication: (S.RECEIVED,),
            },
        ),
    ),
    S.DEFERRED: StateRow(
        Role.CASE_MANAGER,
        "the end of the liability dispute, or the administrator's agreement",
        _until_issued(S.DEFERRED, {EndDeferral: (S.RECEIVED,)}),
    ),
    S.ELIGIBLE: StateRow(
        Role.CASE_MANAGER,
        "the notice of assignment and request for information",
        _until_issued(
            S.ELIGIBLE,
            {
                SendNoticeOfAssignment: (S.AWAITING_RECORDS,),
                ReceiveRecords: (S.ELIGIBLE,),
                Consolidate: (S.CONSOLIDATED,),
                TakeIn: (S.ELIGIBLE,),
                CorrectApplication: (S.RECEIVED,),
            },
        ),
    ),
    S.AWAITING_RECORDS: StateRow(
        Role.CASE_MANAGER,
        "records from the claims administrator and the other parties",
        _until_issued(
            S.AWAITING_RECORDS,
            {
                ReceiveRecords: (S.AWAITING_RECORDS,),
                RequestRecords: (S.AWAITING_RECORDS,),
                CloseRecords: (S.READY_TO_APPOINT,),
                Consolidate: (S.CONSOLIDATED,),
                TakeIn: (S.AWAITING_RECORDS,),
            },
        ),
    ),
    S.READY_TO_APPOINT: StateRow(
        Role.CASE_MANAGER,
        "the appointment of an independent reviewer to every seat",
        _until_issued(
            S.READY_TO_APPOINT,
            {
                AppointReviewer: (S.READY_TO_APPOINT, S.APPOINTED),
                AcceptAppointment: (S.READY_TO_APPOINT,),
                **_work_of_those_who_sit(S.READY_TO_APPOINT),
                ApproveExtraReviewers: (S.READY_TO_APPOINT,),
                Recuse: (S.READY_TO_APPOINT,),
                RequestRecords: (S.READY_TO_APPOINT,),
                RecordExtension: (S.READY_TO_APPOINT,),
                ReceiveRecords: (S.READY_TO_APPOINT,),
                TakeIn: (S.READY_TO_APPOINT,),
            },
        ),
    ),
    S.APPOINTED: StateRow(
        Role.REVIEWER,
        "the reviewer's acceptance and declaration of independence",
        _until_issued(
            S.APPOINTED,
            {
                AcceptAppointment: (S.APPOINTED, S.IN_REVIEW),
                **_work_of_those_who_sit(S.APPOINTED),
                Recuse: (S.READY_TO_APPOINT,),
                ApproveExtraReviewers: (S.READY_TO_APPOINT,),
                RequestRecords: (S.APPOINTED,),
                RecordExtension: (S.APPOINTED,),
                ReceiveRecords: (S.APPOINTED,),
            },
        ),
    ),
    S.IN_REVIEW: StateRow(
        Role.REVIEWER,
        "first opinions and findings on every disputed treatment",
        _until_issued(
            S.IN_REVIEW,
            {
                **_work_of_those_who_sit(S.IN_REVIEW),
                SendToQuality: (S.IN_QUALITY_REVIEW,),
                Recuse: (S.READY_TO_APPOINT,),
                ApproveExtraReviewers: (S.READY_TO_APPOINT,),
                RequestRecords: (S.IN_REVIEW,),
                RecordExtension: (S.IN_REVIEW,),
                ReceiveRecords: (S.IN_REVIEW,),
            },
        ),
    ),
    S.IN_QUALITY_REVIEW: StateRow(
        Role.QUALITY,
        "a look at form, citations and support; never at the decision",
        _until_issued(
            S.IN_QUALITY_REVIEW,
            {
                RecordSecondOpinion: (S.IN_QUALITY_REVIEW,),
                ReturnToReviewer: (S.IN_REVIEW,),
                PassQuality: (S.DECIDED,),
                DeclareFurther: (S.IN_QUALITY_REVIEW,),
                Recuse: (S.READY_TO_APPOINT,),
                ReceiveRecords: (S.IN_REVIEW,),
            },
        ),
    ),
    S.DECIDED: StateRow(
        Role.CASE_MANAGER,
        "the signature under the Final Determination, and its issue",
        _until_issued(
            S.DECIDED,
            {
                SignLetter: (S.DECIDED,),
                Issue: (S.ISSUED,),
                DeclareFurther: (S.DECIDED,),
                Recuse: (S.READY_TO_APPOINT,),
                ReceiveRecords: (S.IN_REVIEW,),
            },
        ),
    ),
    S.ISSUED: StateRow(
        Role.CASE_MANAGER,
        "service on the parties",
        {
            Serve: (S.SERVED,),
            SignLetter: (S.ISSUED,),
            Correct: (S.ISSUED,),
            WithdrawPublication: (S.ISSUED,),
            FileAppeal: (S.APPEALED,),
            NoteMissedDeadline: (S.ISSUED,),
        },
    ),
    S.SERVED: StateRow(
        Role.CASE_MANAGER,
        "implementation, publication, and the end of the time to appeal",
        {
            ReportImplementation: (S.SERVED,),
            SignLetter: (S.SERVED,),
            Correct: (S.ISSUED,),
            FileAppeal: (S.APPEALED,),
            Publish: (S.SERVED,),
            WithdrawPublication: (S.SERVED,),
            Close: (S.CLOSED,),
            NoteMissedDeadline: (S.SERVED,),
        },
    ),
    S.APPEALED: StateRow(
        Role.CASE_MANAGER,
        "the evidence packs, and the decision of the appeals board",
        {
            FileAppeal: (S.APPEALED,),
            MakeEvidencePack: (S.APPEALED,),
            NoteMissedDeadline: (S.APPEALED,),
            ReportImplementation: (S.APPEALED,),
            WithdrawPublication: (S.APPEALED,),
            DecideAppeal: (
                S.APPEALED,
                S.SERVED,
                S.ISSUED,
                S.READY_TO_APPOINT,
                S.INELIGIBLE,
                S.ELIGIBLE,
                S.CLOSED,
            ),
        },
    ),
    S.INELIGIBLE: StateRow(
        Role.CASE_MANAGER,
        "the end of the time to appeal the ineligibility",
        {CorrectApplication: (S.RECEIVED,), FileAppeal: (S.APPEALED,), Close: (S.CLOSED,)},
    ),
    S.DUPLICATE: StateRow(
        Role.INTAKE, "closing; the dispute goes on elsewhere", {Close: (S.CLOSED,)}
    ),
    S.CONSOLIDATED: StateRow(
        Role.CASE_MANAGER, "closing; the treatments are decided elsewhere", {Close: (S.CLOSED,)}
    ),
    S.WITHDRAWN: StateRow(Role.CASE_MANAGER, "closing", {Close: (S.CLOSED,)}),
    S.TERMINATED: StateRow(
        Role.CASE_MANAGER, "closing; everything disputed was authorized", {Close: (S.CLOSED,)}
    ),
    S.CLOSED: StateRow(Role.AUDITOR, "nothing", {WithdrawPublication: (S.CLOSED,)}),
}
"""Every state that a case can be in."""

"""What follows from the commands between the notice of assignment and complete records."""

from __future__ import annotations

from openimr.case.commands.records import (
    CloseRecords,
    ReceiveRecords,
    RequestRecords,
    SendNoticeOfAssignment,
)
from openimr.case.deciding.occasion import (
    Events,
    Occasion,
    Steps,
    check_past,
    check_seated,
    check_sent,
)
from openimr.case.deciding.parties import check_everybody
from openimr.case.events.event import PartyRole
from openimr.case.events.records import (
    NoticeOfAssignmentSent,
    RecordsClosed,
    RecordsFoundLater,
    RecordsReceived,
    RecordsRequested,
)
from openimr.case.limits import records_limit
from openimr.case.model import Case, State
from openimr.vocabulary.actor import Role
from openimr.vocabulary.errors import Refused

NOTICE = "8 CCR 9792.10.4(b)"
RECORDS = "8 CCR 9792.10.5"
NOT_ON_UR_ALONE = "8 CCR 9792.10.6(b)(2)"

_NOT_YET_CLOSED = (State.ELIGIBLE, State.AWAITING_RECORDS)


def _notify(case: Case, command: SendNoticeOfAssignment, on: Occasion) -> Events:
    check_sent(command.sent, on)
    check_everybody(case, command.sent, "The notice of assignment", NOTICE)
    return (NoticeOfAssignmentSent(sent=command.sent, sha256=command.sha256),)


def _request(case: Case, command: RequestRecords, on: Occasion) -> Events:
    if on.by.role is Role.REVIEWER:
        check_seated(case, on)
    if command.of not in {party.role for party in case.parties}:
        raise Refused(
            f"The case has no {command.of.value}.",
            rule="no-such-party",
            citation=RECORDS,
            remedy="Ask a party of the case.",
        )
    return (RecordsRequested(of=command.of, what=command.what, by=command.by),)


def _receive(case: Case, command: ReceiveRecords, on: Occasion) -> Events:
    """Late records are taken in like others; what is late is a fact, not a reason to refuse."""
    receipt = command.receipt
    check_past(receipt.at, "The receipt of the records", on)
    _check_own(case, receipt.sender, on)
    if any(one.receipt.sha256 == receipt.sha256 for one in case.records):
        raise Refused(
            "These very records are in the case already.",
            rule="received-already",
            citation=RECORDS,
            remedy="Nothing needs to be done.",
        )
    if case.state not in _NOT_YET_CLOSED:
        return (RecordsFoundLater(receipt=receipt, beyond_ur=command.beyond_ur),)
    limit = records_limit(on.law, case)
    owed = receipt.sender in (PartyRole.CLAIMS_ADMINISTRATOR, PartyRole.EMPLOYER)
    return (
        RecordsReceived(
            receipt=receipt,
            beyond_ur=command.beyond_ur,
            list_sent=command.list_sent,
            late=owed and limit is not None and receipt.at > limit,
        ),
    )


def _check_own(case: Case, sender: PartyRole, on: Occasion) -> None:
    """A party sends in its own name."""
    if on.by.role is not Role.PARTY:
        return
    if sender not in {party.role for party in case.parties if party.id == on.by.id}:
        raise Refused(
            "A party sends records in its own name.",
            rule="not-your-case",
            citation=RECORDS,
            remedy="Name yourself as the sender.",
        )


def _close(case: Case, command: CloseRecords, on: Occasion) -> Events:
    if not case.records_beyond_ur:
        raise Refused(
            "The file holds nothing but the utilization review decision, and a determination "
            "never rests on that alone.",
            rule="records-beyond-ur",
            citation=NOT_ON_UR_ALONE,
            remedy="Ask the claims administrator, the employee or the physician for records.",
        )
    limit = records_limit(on.law, case)
    if command.missing and limit is not None and on.now <= limit:
        raise Refused(
            f"What is missing may still come in time, until {limit:%m/%d/%Y %H:%M} in California.",
            rule="records-still-in-time",
            citation=RECORDS,
            remedy="Wait until then, or close without naming anything missing.",
        )
    return (RecordsClosed(complete=not command.missing, missing=command.missing),)


STEPS: Steps = {
    SendNoticeOfAssignment: _notify,
    RequestRecords: _request,
    ReceiveRecords: _receive,
    CloseRecords: _close,
}

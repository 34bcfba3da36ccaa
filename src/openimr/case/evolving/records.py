"""How the events from the notice of assignment to complete records change a case."""

from __future__ import annotations

import datetime as dt

import msgspec

from openimr.case.events.event import Receipt
from openimr.case.events.records import (
    NoticeOfAssignmentSent,
    RecordsClosed,
    RecordsFoundLater,
    RecordsReceived,
    RecordsRequested,
)
from openimr.case.evolving.change import Changes, changed
from openimr.case.model import Case, FiledRecord, RecordsAsked, State

_REVIEWING = (State.IN_QUALITY_REVIEW, State.DECIDED)
"""States from which newly found records lead back to the reviewers."""


def _notified(case: Case, event: NoticeOfAssignmentSent, at: dt.datetime) -> Case:
    return changed(case, state=State.AWAITING_RECORDS, notified=at, notices=event.sent)


def _requested(case: Case, event: RecordsRequested, at: dt.datetime) -> Case:
    return changed(case, asked=(*case.asked, RecordsAsked(of=event.of, what=event.what, at=at)))


def _received(case: Case, event: RecordsReceived, at: dt.datetime) -> Case:
    record = FiledRecord(
        receipt=event.receipt,
        beyond_ur=event.beyond_ur,
        list_sent=event.list_sent,
        late=event.late,
    )
    return _filed(case, record)


def _found_later(case: Case, event: RecordsFoundLater, at: dt.datetime) -> Case:
    """Findings made without the new records stand no longer; first opinions do."""
    record = FiledRecord(
        receipt=event.receipt, beyond_ur=event.beyond_ur, list_sent=False, late=True
    )
    seats = tuple(msgspec.structs.replace(seat, findings=()) for seat in case.seats)
    back = State.IN_REVIEW if case.state in _REVIEWING else case.state
    return changed(_filed(case, record), seats=seats, state=back, answers=(), quality_passed=None)


def _filed(case: Case, record: FiledRecord) -> Case:
    return changed(
        case, records=(*case.records, record), asked=_answered(case.asked, record.receipt)
    )


def _answered(asked: tuple[RecordsAsked, ...], receipt: Receipt) -> tuple[RecordsAsked, ...]:
    """What the sender was asked for is answered; whether in full, a person sees."""
    return tuple(
        msgspec.structs.replace(one, answered=receipt.at)
        if one.of is receipt.sender and one.answered is None
        else one
        for one in asked
    )


def _closed(case: Case, event: RecordsClosed, at: dt.datetime) -> Case:
    return changed(case, state=State.READY_TO_APPOINT, records_closed=at, missing=event.missing)


CHANGES: Changes = {
    NoticeOfAssignmentSent: _notified,
    RecordsRequested: _requested,
    RecordsReceived: _received,
    RecordsFoundLater: _found_later,
    RecordsClosed: _closed,
}

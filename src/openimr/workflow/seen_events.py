"""What of a case's events parties and reviewers see; staff and auditors see every one whole.

Parties see an event when its kind is named here, and never who sits as reviewer; what nobody
thought of is withheld. A digest is shown only of an event that is shown whole, and only where the
one before is whole as well: short events could be guessed from their digests.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from openimr.case.canonical import plain
from openimr.case.events import (
    appointing,
    clocks,
    intake,
    issuing,
    judging,
    notices,
    parties,
    records,
    reviewing,
    signing,
)
from openimr.case.record import RecordedEvent
from openimr.vocabulary.actor import Actor, Role
from openimr.vocabulary.value import Value

WITHHELD = "withheld"
"""The kind of an event of which only number and time are shown."""

WHOLE = (
    intake.ApplicationReceived,
    intake.ApplicationCorrected,
    intake.FoundIncomplete,
    intake.CureReceived,
    intake.ReferredToPerson,
    intake.FoundEligible,
    intake.FoundIneligible,
    intake.FoundDuplicate,
    intake.Deferred,
    intake.DeferralEnded,
    intake.Consolidated,
    intake.TookIn,
    intake.ConvertedToExpedited,
    intake.ReturnedToStandard,
    records.NoticeOfAssignmentSent,
    records.RecordsRequested,
    records.RecordsReceived,
    records.RecordsFoundLater,
    records.RecordsClosed,
    appointing.ExtraReviewersApproved,
    reviewing.ExtensionApproved,
    issuing.DeterminationIssued,
    issuing.DeterminationServed,
    issuing.CorrectionIssued,
    issuing.ApplicationWithdrawn,
    issuing.TreatmentAuthorized,
    issuing.Terminated,
    issuing.Implemented,
    issuing.AppealFiled,
    issuing.EvidencePackMade,
    issuing.AppealDecided,
    issuing.Published,
    issuing.Closed,
    clocks.DeadlineMissed,
    parties.PartyNamed,
)
"""Events that every party of the case sees with all their fields."""

_OF_THE_HOUSE: Mapping[type, tuple[str, ...]] = {
    issuing.Remanded: ("barred",),
    issuing.PublicationWithdrawn: ("reason",),
}
"""Fields that neither reviewers nor parties see."""

DELIBERATION = (
    reviewing.FirstOpinionRecorded,
    reviewing.ProposalShown,
    reviewing.FindingRecorded,
    reviewing.SummaryWritten,
    judging.FactJudged,
)
"""A reviewer's own work, which no other reviewer of the case sees: each analysis is its own."""

_NOTICES = (
    notices.NoticeQueued,
    notices.NoticeSent,
    notices.NoticePrinted,
    notices.NoticePosted,
    notices.NoticeFailed,
)

_OF_STANDING = ("pseudonym", "licensed_in", "specialties")
"""What the letter itself says of a reviewer."""


class SeenEvent(Value, frozen=True, kw_only=True):
    """An event as one account sees it.

    Attributes:
        number: its place in the record, from 1.
        at: when it was recorded, in UTC.
        role: as what somebody did it; None when that is withheld.
        by: who did it; None when that is withheld.
        kind: what happened, as "records-received"; ``WITHHELD`` when that is not shown.
        fields: of the event, as canonical JSON has them.
        left_out: fields that are not shown, by name.
        key, previous, digest: as the record has them; None where they are not shown.
    """

    number: int
    at: dt.datetime
    role: Role | None
    by: str | None
    kind: str
    fields: Mapping[str, Any]
    left_out: tuple[str, ...] = ()
    key: str | None = None
    previous: str | None = None
    digest: str | None = None

    @property
    def whole(self) -> bool:
        """Nothing of it is left out."""
        return self.digest is not None


_Shown = tuple[dict[str, Any], tuple[str, ...]] | None
"""Fields with the names of those left out, or None when the event is withheld."""


def seen_whole(recorded: Sequence[RecordedEvent]) -> tuple[SeenEvent, ...]:
    """Every event with everything, for staff and auditors."""
    return tuple(_whole(one) for one in recorded)


def seen_in_part(
    recorded: Sequence[RecordedEvent], closed: Callable[[RecordedEvent], bool]
) -> tuple[SeenEvent, ...]:
    """Every event but those that are closed, of which only number and time are shown."""
    return tuple(
        _seen(recorded, lambda one: None if closed(one) else (_fields(one), ()), lambda _: True)
    )


def seen_by_reviewer(recorded: Sequence[RecordedEvent], reviewer: Actor) -> tuple[SeenEvent, ...]:
    """Events without the others' work, other reviewers' identifiers and second opinions."""

    def shown(one: RecordedEvent) -> _Shown:
        event, fields = one.event, _fields(one)
        if isinstance(event, judging.SecondOpinionRecorded):
            return None
        if isinstance(event, DELIBERATION) and one.actor != reviewer:
            return None
        if isinstance(event, appointing.ReviewerAppointed):
            mine = event.standing.reviewer == reviewer.id
            return _without(fields, "standing", ("excluded",)) if mine else _appointed(fields)
        if isinstance(event, appointing.ReviewerRecused) and event.reviewer != reviewer.id:
            return _left(fields, "reviewer", "reason")
        if isinstance(event, reviewing.QualityPassed | signing.LetterSigned):
            return _left(fields, "stands")
        return _left(fields, *_OF_THE_HOUSE[type(event)]) if _of_the_house(one) else (fields, ())

    def named(actor: Actor) -> bool:
        return actor == reviewer or actor.role not in {Role.REVIEWER, Role.QUALITY}

    return tuple(_seen(recorded, shown, named))


def seen_by_party(recorded: Sequence[RecordedEvent], party: Actor) -> tuple[SeenEvent, ...]:
    """Events without deliberation, other parties' notices and whoever works in the house."""
    issued = max(
        (one.number for one in recorded if isinstance(one.event, issuing.DeterminationIssued)),
        default=0,
    )
    own = {
        one.event.notice
        for one in recorded
        if isinstance(one.event, notices.NoticeQueued) and one.event.party == party.id
    }

    def shown(one: RecordedEvent) -> _Shown:
        event, fields = one.event, _fields(one)
        ours = isinstance(event, _NOTICES) and event.notice in own
        told = isinstance(event, reviewing.TreatmentDecided) and one.number < issued
        if ours or told or isinstance(event, WHOLE):
            return fields, ()
        if isinstance(event, appointing.ReviewerAppointed):
            return _appointed(fields)
        if isinstance(event, appointing.AppointmentAccepted):
            return _left(fields, "declaration")
        if isinstance(event, appointing.ReviewerRecused):
            return _left(fields, "reviewer", "reason", "barred")
        return _left(fields, *_OF_THE_HOUSE[type(event)]) if _of_the_house(one) else None

    return tuple(_seen(recorded, shown, lambda actor: actor in (party, _the_system(actor))))


def _of_the_house(one: RecordedEvent) -> bool:
    return type(one.event) in _OF_THE_HOUSE


def _the_system(actor: Actor) -> Actor | None:
    return actor if actor.role is Role.SYSTEM else None


def _seen(
    recorded: Sequence[RecordedEvent],
    shown: Callable[[RecordedEvent], _Shown],
    named: Callable[[Actor], bool],
) -> Iterator[SeenEvent]:
    """Each event as far as it is shown, with digests only where nothing could be guessed."""
    before = True
    for one in recorded:
        found, known = shown(one), named(one.actor)
        whole = known and found is not None and not found[1]
        if whole:
            seen = _whole(one)
            yield seen if before else msgspec.structs.replace(seen, previous=None)
        else:
            yield _in_part(one, found, by=one.actor.id if known else None)
        before = whole


def _whole(one: RecordedEvent) -> SeenEvent:
    return SeenEvent(
        number=one.number,
        at=one.at,
        role=one.actor.role,
        by=one.actor.id,
        kind=_kind(one),
        fields=_fields(one),
        key=one.key,
        previous=one.previous,
        digest=one.digest,
    )


def _in_part(one: RecordedEvent, found: _Shown, by: str | None) -> SeenEvent:
    if found is None:
        return SeenEvent(number=one.number, at=one.at, role=None, by=None, kind=WITHHELD, fields={})
    fields, left_out = found
    return SeenEvent(
        number=one.number,
        at=one.at,
        role=one.actor.role,
        by=by,
        kind=_kind(one),
        fields=fields,
        left_out=left_out,
    )


def _kind(one: RecordedEvent) -> str:
    return str(type(one.event).__struct_config__.tag)


def _fields(one: RecordedEvent) -> dict[str, Any]:
    """The fields of an event without its kind; a field with its default is left out."""
    fields: dict[str, Any] = plain(one.event)
    del fields["event"]
    return fields


def _left(fields: dict[str, Any], *names: str) -> _Shown:
    """The fields without some; those that the event has at all are told by name."""
    kept = {name: value for name, value in fields.items() if name not in names}
    return kept, tuple(name for name in names if name in fields)


def _without(fields: dict[str, Any], of: str, names: tuple[str, ...]) -> _Shown:
    """The fields without some parts of one."""
    inner = {name: value for name, value in fields[of].items() if name not in names}
    left = tuple(f"{of}.{name}" for name in names if name in fields[of])
    return {**fields, of: inner}, left


def _appointed(fields: dict[str, Any]) -> _Shown:
    """An appointment as outsiders see it: no more than the letter says of a reviewer."""
    hidden = tuple(name for name in fields["standing"] if name not in _OF_STANDING)
    return _without(fields, "standing", hidden)

"""Evidence packs for appeals: drawn from the record on each ground, and drawn again at any time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from openimr.case.canonical import canonical
from openimr.case.commands.issuing import MakeEvidencePack
from openimr.case.events.issuing import AppealFiled, AppealGround, EvidencePackMade
from openimr.case.evidence import GROUNDS, EvidencePack, evidence_pack
from openimr.case.model import Case
from openimr.case.record import RecordedEvent
from openimr.vocabulary.errors import Refused
from openimr.vocabulary.value import Value
from openimr.workflow.office import Office


class Made(Value, frozen=True, kw_only=True):
    """A pack that was made.

    Attributes:
        number: of its event in the record.
        at: when.
        sha256: of its canonical JSON.
    """

    number: int
    at: dt.datetime
    sha256: str


class GroundSeen(Value, frozen=True, kw_only=True):
    """A ground of the pending appeals.

    Attributes:
        ground: as the law names it.
        asks: what it asks of the record.
        made: the packs made for it since the first pending appeal, the newest last.
    """

    ground: AppealGround
    asks: str
    made: tuple[Made, ...]


def grounds_pleaded(case: Case, recorded: Sequence[RecordedEvent]) -> tuple[GroundSeen, ...]:
    """Every ground that an appeal of the case pleads, with its packs."""
    pleaded = dict.fromkeys(ground for one in case.appeals for ground in one.grounds)
    return tuple(
        GroundSeen(ground=one, asks=GROUNDS[one].asks, made=_made(one, recorded)) for one in pleaded
    )


def _made(ground: AppealGround, recorded: Sequence[RecordedEvent]) -> tuple[Made, ...]:
    return tuple(
        Made(number=one.number, at=one.at, sha256=one.event.sha256)
        for one in recorded
        if isinstance(one.event, EvidencePackMade) and one.event.ground is ground
    )


def make_pack(
    office: Office, recorded: Sequence[RecordedEvent], ground: AppealGround
) -> EvidencePack:
    """Draw the pack of a ground and record its digest.

    Args:
        office: of whoever makes it.
        recorded: all events of the case.
        ground: that is pleaded.

    Raises:
        Refused: as the command ``MakeEvidencePack``.
    """
    pack = evidence_pack(ground, recorded)
    command = MakeEvidencePack(ground=ground, sha256=pack.sha256)
    office.do(command, pack.case, office.reader, f"evidence-{pack.sha256}")
    return pack


def pack_as_made(recorded: Sequence[RecordedEvent], number: int) -> bytes:
    """The bytes of a pack that was made, drawn again from the record as it was then.

    Args:
        recorded: all events of the case.
        number: of the event that says that it was made.

    Raises:
        Refused: when no pack was made then, or it cannot be drawn again as it was.
    """
    named = next((one for one in recorded if one.number == number), None)
    if named is None or not isinstance(named.event, EvidencePackMade):
        raise _not_there("No evidence pack was made at this place of the record.")
    since = [one.number for one in recorded if isinstance(one.event, AppealFiled)]
    for known in range(number - 1, min(since, default=1) - 1, -1):
        pack = evidence_pack(named.event.ground, recorded[:known])
        if pack.sha256 == named.event.sha256:
            return canonical(pack)
    raise _not_there("The pack was not drawn from this record as it stood then.")


def _not_there(reason: str) -> Refused:
    return Refused(
        reason,
        rule="evidence-as-made",
        citation="rule of the review organization",
        remedy="Make the pack anew.",
    )

"""Makes the demo export of a record: three cases of invented people over a few weeks.

Run it with ``.venv/bin/python examples/make_record.py``. The shipped file is never made anew
when the code changes: that today's code makes the same bytes is what a test looks at.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

from openimr.case.appointment import Declaration, Excluded, ReviewerStanding
from openimr.case.events import CaseEvent
from openimr.case.events.appointing import AppointmentAccepted, ReviewerAppointed
from openimr.case.events.event import Lack, Receipt
from openimr.case.events.intake import (
    ApplicationReceived,
    ContestedDecision,
    CureReceived,
    FoundEligible,
    FoundIncomplete,
    FoundIneligible,
    ListedTreatment,
    PartyEntry,
)
from openimr.case.events.issuing import DeterminationIssued, DeterminationServed
from openimr.case.events.records import (
    NoticeOfAssignmentSent,
    RecordsClosed,
    RecordsReceived,
    Sent,
)
from openimr.case.events.reviewing import (
    Decision,
    FindingRecorded,
    FirstOpinionRecorded,
    Opinion,
    ProposalShown,
    QualityPassed,
    SentToQuality,
    TreatmentDecided,
)
from openimr.case.export import exported
from openimr.case.record import RecordedEvent, chain
from openimr.vocabulary.actor import Actor, Role
from openimr.vocabulary.citation import Citation
from openimr.vocabulary.filing import Delivery, PartyRole, Priority

EXPORT = Path(__file__).parent / "record.jsonl"
PACIFIC_WINTER = dt.timezone(-dt.timedelta(hours=8))

INTAKE = Actor(role=Role.INTAKE, id="intake-2")
CASE_MANAGER = Actor(role=Role.CASE_MANAGER, id="manager-1")
REVIEWER = Actor(role=Role.REVIEWER, id="panel-017")
QUALITY = Actor(role=Role.QUALITY, id="quality-1")
SYSTEM = Actor(role=Role.SYSTEM, id="openimr")


def at(day: int, hour: int, minute: int = 0) -> dt.datetime:
    """A time in November 2026, Pacific; days beyond 30 run on into December."""
    first = dt.datetime(2026, 11, 1, hour, minute, tzinfo=PACIFIC_WINTER)
    return first + dt.timedelta(days=day - 1)


def sha256(words: str) -> str:
    """Digest of a paper that exists only in this story."""
    return hashlib.sha256(words.encode()).hexdigest()


def paper(title: str, pages: int, sender: PartyRole, when: dt.datetime) -> Receipt:
    """A paper that came in."""
    return Receipt(sender=sender, title=title, pages=pages, sha256=sha256(title), at=when)


def sent(when: dt.datetime) -> tuple[Sent, ...]:
    """One paper to every party, by mail, to the administrator electronically."""
    return tuple(
        Sent(to=role, by=by, at=when)
        for role, by in (
            (PartyRole.EMPLOYEE, Delivery.MAIL),
            (PartyRole.REQUESTING_PHYSICIAN, Delivery.MAIL),
            (PartyRole.CLAIMS_ADMINISTRATOR, Delivery.ELECTRONIC),
        )
    )


def application(
    number: str, received: dt.datetime, *treatments: str, signed: bool = True
) -> CaseEvent:
    """The filed form of an invented employee."""
    return ApplicationReceived(
        number=number,
        received=received,
        by=Delivery.MAIL,
        filer=PartyRole.EMPLOYEE,
        parties=(
            PartyEntry(role=PartyRole.EMPLOYEE, id=f"person-{number[-3:]}"),
            PartyEntry(role=PartyRole.CLAIMS_ADMINISTRATOR, id="administrator-9"),
            PartyEntry(role=PartyRole.REQUESTING_PHYSICIAN, id="physician-31"),
        ),
        date_of_injury=dt.date(2026, 3, 9),
        decision=ContestedDecision(
            decided=dt.date(2026, 10, 12), served=dt.date(2026, 10, 14), attached=True
        ),
        priority=Priority.STANDARD,
        signed=signed,
        liability_disputed=False,
        treatments=tuple(
            ListedTreatment(number=place, text=text) for place, text in enumerate(treatments, 1)
        ),
        papers=(paper(f"DWC Form IMR {number}", 4, PartyRole.EMPLOYEE, received),),
        same_dispute=sha256(f"dispute {number}"),
        same_course=sha256(f"course {number}"),
    )


class Story:
    """A case's record, told step by step."""

    def __init__(self, case: str) -> None:
        self.case = case
        self.record: list[RecordedEvent] = []

    def then(self, when: dt.datetime, actor: Actor, *events: CaseEvent) -> None:
        """What one command brought."""
        after = self.record[-1] if self.record else None
        key = f"{self.case}-{len(self.record) + 1}"
        self.record += chain(events, case=self.case, after=after, actor=actor, key=key, at=when)


def decided() -> Story:
    """A review from filing to service of the determination."""
    story = Story("CM26-0000101")
    story.then(at(3, 9, 12), INTAKE, application(story.case, at(2, 8), "Acupuncture, 8 visits"))
    story.then(at(3, 9, 30), INTAKE, FoundEligible())
    notice = NoticeOfAssignmentSent(sent=sent(at(4, 8, 5)), sha256=sha256("notice 101"))
    story.then(at(4, 8, 5), CASE_MANAGER, notice)
    records = paper("Records of the administrator", 212, PartyRole.CLAIMS_ADMINISTRATOR, at(12, 15))
    story.then(
        at(12, 15, 2),
        CASE_MANAGER,
        RecordsReceived(receipt=records, beyond_ur=True, list_sent=True),
        RecordsClosed(complete=True),
    )
    story.then(at(13, 10), CASE_MANAGER, appointed())
    declared = Declaration(none_with=("administrator-9", "physician-31"), declared=at(13, 16))
    story.then(at(13, 16), REVIEWER, AppointmentAccepted(seat=1, declaration=declared))
    reviewed(story)
    story.then(at(18, 9), QUALITY, QualityPassed())
    story.then(
        at(18, 11),
        SYSTEM,
        TreatmentDecided(treatment=1, decision=Decision.OVERTURNED, rule="single reviewer"),
        DeterminationIssued(letter_sha256=sha256("letter 101"), documents=14),
    )
    story.then(at(18, 11, 20), CASE_MANAGER, DeterminationServed(sent=sent(at(18, 11, 20))))
    return story


def appointed() -> CaseEvent:
    """The appointment, with what it rests on."""
    standing = ReviewerStanding(
        reviewer="panel-017",
        pseudonym="Reviewer K-52",
        checked=dt.date(2026, 11, 13),
        licensed_until=dt.date(2027, 8, 31),
        disciplined=False,
        verified=dt.date(2026, 9, 1),
        active_practice=True,
        qualified_for=((1, "Physical medicine treats chronic low back pain"),),
        conflicts=(),
        excluded=(Excluded(reasons=("treated at the same clinic",), reviewers=("panel-004",)),),
        chosen_because="smallest load of three who are eligible",
    )
    return ReviewerAppointed(seat=1, standing=standing, accept_by=at(16, 17))


def reviewed(story: Story) -> None:
    """First opinion, proposal, finding, and off to quality review."""
    reason = "Function improved after the first course."
    opinion = FirstOpinionRecorded(seat=1, treatment=1, opinion=Opinion.OVERTURNED, reason=reason)
    story.then(at(16, 9), REVIEWER, opinion)
    shown = ProposalShown(seat=1, treatment=1, proposal_sha256=sha256("proposal 101"))
    story.then(at(16, 9, 5), REVIEWER, shown)
    finding = FindingRecorded(
        seat=1,
        treatment=1,
        decision=Decision.OVERTURNED,
        rationale="The guideline allows more visits with functional improvement, shown on page 88.",
        cited=(Citation(source="MTUS Acupuncture Medical Treatment 2007"),),
    )
    story.then(at(16, 10, 40), REVIEWER, finding)
    story.then(at(16, 10, 45), REVIEWER, SentToQuality())


def ineligible() -> Story:
    """An application whose signature never came."""
    story = Story("CM26-0000102")
    lack = Lack(
        rule="signature", reason="The form is not signed.", citation="8 CCR 9792.10.1(b)(1)"
    )
    filed = application(story.case, at(3, 8), "MRI of the knee", signed=False)
    story.then(at(3, 11), INTAKE, filed)
    cure_by = dt.date(2026, 11, 10)
    story.then(at(3, 11, 10), INTAKE, FoundIncomplete(lacks=(lack,), cure_by=cure_by))
    story.then(at(12, 8), INTAKE, FoundIneligible(reasons=(lack,)))
    return story


def in_review() -> Story:
    """An application that was cured and waits for records."""
    story = Story("CM26-0000103")
    filed = application(story.case, at(4, 8), "Physical therapy, 12 visits", "Lidocaine patch")
    lack = Lack(rule="signature", reason="The signature cannot be read.")
    story.then(at(4, 13), INTAKE, filed)
    cure_by = dt.date(2026, 11, 12)
    story.then(at(4, 13, 20), INTAKE, FoundIncomplete(lacks=(lack,), cure_by=cure_by))
    page = paper("Signed page", 1, PartyRole.EMPLOYEE, at(10, 9))
    story.then(at(10, 9, 30), INTAKE, CureReceived(rules=("signature",), papers=(page,)))
    story.then(at(10, 9, 31), INTAKE, FoundEligible())
    notice = NoticeOfAssignmentSent(sent=sent(at(11, 8)), sha256=sha256("notice 103"))
    story.then(at(11, 8), CASE_MANAGER, notice)
    return story


def make_record() -> bytes:
    """The export's bytes."""
    records = [story.record for story in (decided(), ineligible(), in_review())]
    return b"".join(exported(records, made=at(20, 9)))


if __name__ == "__main__":
    EXPORT.write_bytes(make_record())

"""The case as it stands after its events; built by ``evolve`` and by nothing else."""

from __future__ import annotations

import datetime as dt
import enum

from openimr.case.appointment import Declaration, ReviewerStanding
from openimr.case.events.event import Lack, PartyRole, Receipt
from openimr.case.events.intake import ContestedDecision, ListedTreatment, PartyEntry, Priority
from openimr.case.events.issuing import AppealGround
from openimr.case.events.judging import JudgedFact
from openimr.case.events.records import Sent
from openimr.case.events.reviewing import Decision, Opinion
from openimr.vocabulary.value import Value


class State(enum.Enum):
    """Where a case stands; ``case.states`` says who owns each and what may follow."""

    RECEIVED = "received"
    INCOMPLETE = "incomplete"
    REFERRED = "referred"
    DEFERRED = "deferred"
    ELIGIBLE = "eligible"
    AWAITING_RECORDS = "awaiting records"
    READY_TO_APPOINT = "ready to appoint"
    APPOINTED = "appointed"
    IN_REVIEW = "in review"
    IN_QUALITY_REVIEW = "in quality review"
    DECIDED = "decided"
    ISSUED = "issued"
    SERVED = "served"
    APPEALED = "appealed"
    INELIGIBLE = "ineligible"
    DUPLICATE = "duplicate"
    CONSOLIDATED = "consolidated"
    WITHDRAWN = "withdrawn"
    TERMINATED = "terminated"
    CLOSED = "closed"


class FiledRecord(Value, frozen=True, kw_only=True):
    """One receipt of records, and how it bears on the review."""

    receipt: Receipt
    beyond_ur: bool
    list_sent: bool
    late: bool


class RecordsAsked(Value, frozen=True, kw_only=True):
    """One request for more records; ``answered`` is when that party next sent some."""

    of: PartyRole
    what: str
    at: dt.datetime
    answered: dt.datetime | None = None


class SeatOpinion(Value, frozen=True, kw_only=True):
    """A seat's first opinion on one treatment."""

    treatment: int
    opinion: Opinion


class SeatFinding(Value, frozen=True, kw_only=True):
    """A seat's finding on one treatment, as it stands now."""

    treatment: int
    decision: Decision
    assisted: bool


class Seat(Value, frozen=True, kw_only=True):
    """A reviewer's place in the case, from appointment to recusal or remand.

    Attributes:
        number: from 1.
        standing: what the appointment rests on.
        appointed: when.
        accept_by: until when the reviewer was asked to answer.
        declaration: the reviewer's own word; None until accepted.
        accepted: when.
        opinions: first opinions, one for each treatment, never replaced.
        shown: treatments whose proposal was opened.
        findings: one for each treatment, the latest.
        judged: claimed facts that were accepted, corrected or rejected, each as last judged.
        summarized: when the seat last wrote the case summary; None while it stands as drafted.
    """

    number: int
    standing: ReviewerStanding
    appointed: dt.datetime
    accept_by: dt.datetime | None = None
    declaration: Declaration | None = None
    accepted: dt.datetime | None = None
    opinions: tuple[SeatOpinion, ...] = ()
    shown: tuple[int, ...] = ()
    findings: tuple[SeatFinding, ...] = ()
    judged: tuple[JudgedFact, ...] = ()
    summarized: dt.datetime | None = None

    @property
    def reviewer(self) -> str:
        """The panel's identifier of who sits here."""
        return self.standing.reviewer

    def qualified(self, treatment: int) -> bool:
        """Whether the specialty fits the treatment, for a stated reason."""
        return any(
            number == treatment and why.strip() for number, why in self.standing.qualified_for
        )

    def opined(self, treatment: int) -> bool:
        """Whether the first opinion on the treatment is recorded."""
        return any(one.treatment == treatment for one in self.opinions)

    def finding(self, treatment: int) -> SeatFinding | None:
        """The finding on the treatment, or None."""
        return next((one for one in self.findings if one.treatment == treatment), None)


class Answer(Value, frozen=True, kw_only=True):
    """The answer on one treatment from all seats, and the rule by which it came about."""

    treatment: int
    decision: Decision
    rule: str


class SecondOpinion(Value, frozen=True, kw_only=True):
    """How a quality reviewer would decide a treatment, given before the finding was shown."""

    treatment: int
    by: str
    decision: Decision


class LetterSignature(Value, frozen=True, kw_only=True):
    """Who signed which letter, with name and title as under it, and when."""

    letter_sha256: str
    by: str
    name: str
    title: str
    at: dt.datetime


class Implementation(Value, frozen=True, kw_only=True):
    """An overturned treatment that the administrator reports as authorized or paid."""

    treatment: int
    on: dt.date


class Appeal(Value, frozen=True, kw_only=True):
    """A petition to the WCAB.

    Attributes:
        against: where the case stood: INELIGIBLE for an appeal against that, else SERVED, or
            ISSUED while a corrected letter was not served yet.
        review_round: the round whose determination it appeals.
        grounds: as pleaded.
        filed: the day of filing.
        packs: grounds for which an evidence pack was made.
        granted: the outcome; None while it is pending.
        decided: the day of the outcome.
    """

    against: State
    review_round: int
    grounds: tuple[AppealGround, ...]
    filed: dt.date
    packs: tuple[AppealGround, ...] = ()
    granted: bool | None = None
    decided: dt.date | None = None


class MissedDuty(Value, frozen=True, kw_only=True):
    """A clock that ran out before its duty was done, and when that was noted."""

    rule: str
    begun: int
    treatments: tuple[int, ...]
    noted: dt.datetime


class Case(Value, frozen=True, kw_only=True):
    """A case after its events.

    What was read from the form stands here as last corrected; the record has every reading.

    Attributes:
        number: the case number.
        state: where it stands.
        review_round: 1, and one more for each remand.
        lacks: what keeps an incomplete, referred or ineligible application back.
        cure_by: last day of the cure, while incomplete.
        limit_from: day from which the filing limit runs instead of service, after a deferral.
        agreed: the administrator agreed to review while it still disputes liability.
        eligible, found_ineligible, deferred, expedited, notified, records_closed, extended,
            quality_passed, issued, ended: when these came about.
        served, last_served: the first and the last service of this round's letter.
        returned: when quality review last sent findings of this round back.
        second_opinions: of quality reviewers in this round; they change no decision.
        records: every receipt, in order.
        seats_approved: how many reviewers may sit.
        barred: reviewers who may not sit here again, after recusal or remand.
        authorized: treatments no longer disputed.
        signature: under the letter to be issued next, or issued last; None when what was signed
            would no longer be said.
        letters: digests of the letters of this round, the valid one last.
        publications, published_letters, published_papers: by which names it was published, and
            of each the digest of the letter and of the PDF ("" where the record does not say).
        withdrawn: publications that were taken off again.
        missed: duties not done in time, in the order in which they were noted.
        changed: when the last event happened.
    """

    number: str
    state: State
    received: dt.datetime
    changed: dt.datetime
    filer: PartyRole
    parties: tuple[PartyEntry, ...]
    date_of_injury: dt.date | None
    decision: ContestedDecision
    priority: Priority
    signed: bool | None
    liability_disputed: bool
    treatments: tuple[ListedTreatment, ...]
    papers: tuple[Receipt, ...]
    same_dispute: str
    same_course: str
    certified: bool = False
    lacks: tuple[Lack, ...] = ()
    cure_by: dt.date | None = None
    limit_from: dt.date | None = None
    agreed: bool = False
    other_case: str | None = None
    took_in: tuple[str, ...] = ()
    eligible: dt.datetime | None = None
    found_ineligible: dt.datetime | None = None
    deferred: dt.datetime | None = None
    expedited: dt.datetime | None = None
    notified: dt.datetime | None = None
    notices: tuple[Sent, ...] = ()
    asked: tuple[RecordsAsked, ...] = ()
    records: tuple[FiledRecord, ...] = ()
    records_closed: dt.datetime | None = None
    missing: tuple[str, ...] = ()
    seats_approved: int = 1
    seats: tuple[Seat, ...] = ()
    barred: tuple[str, ...] = ()
    review_round: int = 1
    extended: dt.datetime | None = None
    quality_passed: dt.datetime | None = None
    returned: dt.datetime | None = None
    second_opinions: tuple[SecondOpinion, ...] = ()
    answers: tuple[Answer, ...] = ()
    authorized: tuple[int, ...] = ()
    signature: LetterSignature | None = None
    letters: tuple[str, ...] = ()
    issued: dt.datetime | None = None
    served: dt.datetime | None = None
    last_served: dt.datetime | None = None
    service: tuple[Sent, ...] = ()
    implemented: tuple[Implementation, ...] = ()
    appeals: tuple[Appeal, ...] = ()
    publications: tuple[str, ...] = ()
    published_letters: tuple[str, ...] = ()
    published_papers: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    ended: dt.datetime | None = None
    missed: tuple[MissedDuty, ...] = ()

    @property
    def disputed(self) -> tuple[ListedTreatment, ...]:
        """The treatments still in dispute."""
        return tuple(one for one in self.treatments if one.number not in self.authorized)

    @property
    def records_beyond_ur(self) -> bool:
        """Whether the file holds more than the utilization review decision."""
        return any(one.beyond_ur for one in self.records)

    @property
    def pending(self) -> tuple[int, ...]:
        """Numbers of the appeals against this round's outcome that are not decided."""
        return tuple(
            number
            for number, one in enumerate(self.appeals, 1)
            if one.granted is None and one.review_round == self.review_round
        )

    @property
    def public(self) -> tuple[str, ...]:
        """Publications that were not taken off again."""
        return tuple(one for one in self.publications if one not in self.withdrawn)

    @property
    def public_letters(self) -> tuple[str, ...]:
        """The letters of those publications, by their digests."""
        told = zip(self.publications, self.published_letters, strict=True)
        return tuple(letter for name, letter in told if name not in self.withdrawn)

    @property
    def to_publish(self) -> bool:
        """Whether the letter that stands was served, and is not published.

        Of what was published elsewhere the record names no letter.
        """
        last = self.letters[-1:]
        return self.state is State.SERVED and not {*last, ""}.intersection(self.public_letters)

    @property
    def public_papers(self) -> tuple[str, ...]:
        """The PDFs of those publications, by their digests."""
        told = zip(self.publications, self.published_papers, strict=True)
        return tuple(paper for name, paper in told if name not in self.withdrawn)

    @property
    def withdrawn_papers(self) -> tuple[str, ...]:
        """The published papers that were taken off, by their digests."""
        told = zip(self.publications, self.published_papers, strict=True)
        return tuple(paper for name, paper in told if name in self.withdrawn)

    def seat(self, number: int) -> Seat | None:
        """The seat of that number, or None while it is empty."""
        return next((seat for seat in self.seats if seat.number == number), None)

    def undeclared(self, seat: Seat) -> tuple[PartyEntry, ...]:
        """Those of whom the declaration of who sits there says nothing; everybody without one."""
        said = seat.declaration.none_with if seat.declaration else ()
        return tuple(party for party in self.parties if party.id not in said)

    def answer(self, treatment: int) -> Answer | None:
        """The decided answer on the treatment, or None."""
        return next((one for one in self.answers if one.treatment == treatment), None)

    def second_opinion(self, treatment: int, by: str) -> SecondOpinion | None:
        """What a quality reviewer recorded on the treatment in this round, or None."""
        given = (one for one in self.second_opinions if one.treatment == treatment)
        return next((one for one in given if one.by == by), None)

"""What the invented staff does in a case; every step is a command through desk and office."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from openimr.case.appointment import Declaration
from openimr.case.commands import Command
from openimr.case.commands import appointing as a
from openimr.case.commands import issuing as s
from openimr.case.commands import records as r
from openimr.case.commands import reviewing as v
from openimr.case.commands.judging import RecordSecondOpinion
from openimr.case.commands.signing import SignLetter
from openimr.case.events.event import Receipt
from openimr.case.events.records import Sent
from openimr.case.events.reviewing import Decision, Opinion
from openimr.case.evolve import case_of
from openimr.case.model import Case
from openimr.demo.letters import around_findings, keep_draft
from openimr.demo.people import ADMINISTRATORS, Person
from openimr.determination.model import Determination
from openimr.guidelines.model import Pack
from openimr.vocabulary.actor import Actor, Role
from openimr.vocabulary.citation import Citation
from openimr.vocabulary.filing import Delivery, PartyRole
from openimr.workflow.addresses import Address, KeptAddresses
from openimr.workflow.appointing import Appointing
from openimr.workflow.desk_view_room import BY_HAND
from openimr.workflow.office import Office
from openimr.workflow.open_by_hand import OpenCase, open_by_hand
from openimr.workflow.publishing import Publishing
from openimr.workflow.receive import Taken
from openimr.workflow.signing import Composed, Lettering, Signer
from openimr.workflow.telling import Telling

INTAKE = Actor(role=Role.INTAKE, id="intake.moreau")
CASE_MANAGER = Actor(role=Role.CASE_MANAGER, id="manager.ruiz")
QUALITY = Actor(role=Role.QUALITY, id="quality.lindgren")
DIRECTOR = Signer(id=QUALITY.id, name="Runa Lindgren, MD", title="Medical Director")
DAY = dt.timedelta(days=1)

_DECISIONS = (Decision.UPHELD, Decision.OVERTURNED, Decision.UPHELD)
_CITED = Citation(source="MTUS Chronic Pain 2009", sections=("Introduction",))


@dataclass(frozen=True)
class House:
    """What the staff works with.

    Attributes:
        office: record, desk and intake.
        addresses: where parties are reached.
        appointing: gives waiting cases to reviewers.
        lettering: makes, keeps and issues letters.
        telling: tells parties.
        publishing: publishes letters without names.
        pack: guidelines by whose topics treatments are called.
        now: the moving clock.
    """

    office: Office
    addresses: KeptAddresses
    appointing: Appointing
    lettering: Lettering
    telling: Telling
    publishing: Publishing
    pack: Pack
    now: Callable[[], dt.datetime]


def digest(text: str) -> str:
    """Stands for the bytes of a paper of which the demo has only the name."""
    return hashlib.sha256(text.encode()).hexdigest()


class CaseLed:
    """One case, led through its life.

    Args:
        house: the desks.
        person: whose case it is.
        place: of the story among all, by which decisions differ.
    """

    def __init__(self, house: House, person: Person, place: int) -> None:
        self.house, self.person, self.place = house, person, place
        self.number = ""

    @property
    def case(self) -> Case:
        """As it stands."""
        return case_of(self.house.office.store.load(self.number))

    def do(self, command: Command, actor: Actor) -> None:
        """Do a command under a key of its own."""
        count = len(self.house.office.store.load(self.number))
        self.house.office.do(command, self.number, actor, f"demo:{self.number}:{count}")

    def file(self, entered: OpenCase) -> None:
        """Take the application in, screen it, and enter where its parties are reached."""
        key = f"demo:{self.place}:{entered.employee}:{self.house.now():%s}"
        taken, _ = open_by_hand(
            self.house.office.intake, entered, (), INTAKE, key, pack=self.house.pack
        )
        self.taken_in(taken)

    def taken_in(self, taken: Taken) -> None:
        """Go on with the case that was opened; enter where its parties are reached."""
        self.number = taken.case.number
        for party in taken.parties:
            if not self.house.addresses.history(party.id):
                where = self._where(party.role, party.name)
                self.house.addresses.change(party.id, where, INTAKE, self.house.now())

    def _where(self, role: PartyRole, name: str) -> Address:
        if role is PartyRole.EMPLOYEE:
            return Address(name=name, postal=(self.person.street, self.person.town))
        mailbox = hashlib.sha256(name.encode()).hexdigest()[:8]
        lines = (f"{1 + len(name)} Example Plaza", "Cinder Valley, CA 00003")
        return Address(name=name, email=f"{mailbox}@parties.example", postal=lines)

    def paper(self, title: str, sender: PartyRole, pages: int = 12) -> Receipt:
        """A paper that came now."""
        sha256 = digest(f"{self.number} {title}")
        at = self.house.now()
        return Receipt(sender=sender, title=title, pages=pages, sha256=sha256, at=at)

    def sent(self) -> tuple[Sent, ...]:
        """Sent to every party, now."""
        at = self.house.now()
        roles = dict.fromkeys(party.role for party in self.case.parties)
        return tuple(Sent(to=role, by=_way_to(role), at=at) for role in roles)

    def notify(self) -> None:
        """Send the notice of assignment and request for information."""
        notice = r.SendNoticeOfAssignment(sent=self.sent(), sha256=digest(f"notice {self.number}"))
        self.do(notice, CASE_MANAGER)

    def take_records(self) -> None:
        """The claims administrator's records come in."""
        paper = self.paper("Records", PartyRole.CLAIMS_ADMINISTRATOR, 140 + 30 * (self.place % 9))
        self.do(r.ReceiveRecords(receipt=paper, beyond_ur=True, list_sent=True), INTAKE)

    def close_records(self) -> None:
        """The case file is complete."""
        self.do(r.CloseRecords(), CASE_MANAGER)

    def appoint(self) -> None:
        """A round for this case."""
        self.house.appointing.appoint(CASE_MANAGER, f"demo {self.number}", only=self.number)

    def accept(self) -> None:
        """Every reviewer accepts and declares independence."""
        for seat in self.case.seats:
            if seat.accepted is None:
                everybody = tuple(party.id for party in self.case.parties)
                word = Declaration(none_with=everybody, declared=self.house.now())
                command = a.AcceptAppointment(seat=seat.number, declaration=word)
                self.do(command, reviewer(seat.reviewer))

    def find(self, most: int | None = None) -> None:
        """Each reviewer's first opinion, look at the proposal and finding on the treatments.

        Args:
            most: treatments to find on; None for all that the seat is qualified for.
        """
        case = self.case
        for seat in case.seats:
            who = reviewer(seat.reviewer)
            for treatment in case.disputed[:most]:
                self._find(seat.number, treatment.number, who)

    def _find(self, seat: int, number: int, who: Actor) -> None:
        decision = _DECISIONS[(self.place + number) % len(_DECISIONS)]
        opinion, why = Opinion.NOT_YET, "The records were not read yet."
        self.do(v.RecordFirstOpinion(seat=seat, treatment=number, opinion=opinion, reason=why), who)
        self.do(v.ShowProposal(seat=seat, treatment=number, proposal_sha256=BY_HAND), who)
        finding = v.RecordFinding(
            seat=seat,
            treatment=number,
            decision=decision,
            rationale="The records state the complaints, the findings and the care so far.",
            cited=(_CITED,),
        )
        self.do(finding, who)

    def hand_to_quality(self) -> None:
        """The reviewer hands the findings over."""
        self.do(v.SendToQuality(), reviewer(self.case.seats[0].reviewer))

    def review_all(self) -> None:
        """All findings, handed to quality review."""
        self.find()
        self.hand_to_quality()

    def pass_quality(self) -> None:
        """Quality review decides blind what was drawn, and finds nothing in the way."""
        self.decide_blind()
        self.do(v.PassQuality(), QUALITY)

    def send_back(self, *reasons: str) -> None:
        """Quality review decides blind what was drawn, and sends the findings back."""
        self.decide_blind()
        self.do(v.ReturnToReviewer(reasons=reasons), QUALITY)

    def decide_blind(self, most: int | None = None) -> None:
        """Second opinions on what was drawn, before the findings are seen.

        Args:
            most: treatments to decide; None for all.
        """
        for number in sorted(self.house.office.sample.hidden_from(self.case, QUALITY))[:most]:
            self._second(number)

    def _second(self, number: int) -> None:
        """A second opinion: mostly the answer of the reviewer."""
        other = (self.place + number) % 5 == 0
        decision = _DECISIONS[(self.place + number + other) % len(_DECISIONS)]
        reason = "Read without knowing the finding."
        asked = RecordSecondOpinion(treatment=number, decision=decision, reason=reason)
        self.do(asked, QUALITY)

    def draft(self) -> None:
        """What the letter says around its findings, where the web finds it."""
        keep_draft(self.case, self.house.now())

    def sign(self, around: Determination | None = None) -> Composed:
        """A named person of the house signs; the invented second factor was proved just now.

        Args:
            around: what the letter says around its findings; None as it was drafted first.
        """
        letters, files = self.house.lettering, self.house.lettering.files
        recorded = self.house.office.store.load(self.number)
        director = letters.signer(QUALITY)
        drafted = around or around_findings(case_of(recorded))
        made = letters.compose(recorded, drafted, director)
        files.keep(self.number, made.sha256, made.content, made.letter)
        signed = SignLetter(
            letter_sha256=made.sha256,
            name=director.name,
            title=director.title,
            second_factor_at=self.house.now(),
        )
        key = f"demo:{self.number}:{made.sha256}"
        self.house.office.desk.do(signed, self.number, QUALITY, key)
        return made

    def issue(self) -> None:
        """The letter is signed and issued."""
        made = self.sign()
        documents = len(made.letter.documents_reviewed)
        self.do(s.Issue(letter_sha256=made.sha256, documents=documents), CASE_MANAGER)

    def correct(self, summary: str, because: str) -> None:
        """A letter with another summary takes the place of the one that was issued."""
        made = self.sign(around_findings(self.case, summary))
        self.do(s.Correct(letter_sha256=made.sha256, reason=because), CASE_MANAGER)

    def serve(self) -> None:
        """The letter goes to every party."""
        self.do(s.Serve(sent=self.sent()), CASE_MANAGER)

    def publish(self) -> None:
        """The letter is seen without names, approved and published."""
        at = self.house.publishing
        at.approve(self.number, CASE_MANAGER, at.look(self.number).seen)


def administrator_of(place: int) -> str:
    """The claims administrator of a story."""
    return ADMINISTRATORS[place % len(ADMINISTRATORS)]


def reviewer(id: str) -> Actor:
    """A member of the panel at work."""
    return Actor(role=Role.REVIEWER, id=id)


def _way_to(role: PartyRole) -> Delivery:
    """Offices are reached electronically, everybody else by mail."""
    offices = (PartyRole.CLAIMS_ADMINISTRATOR, PartyRole.EMPLOYEE_ATTORNEY)
    return Delivery.ELECTRONIC if role in offices else Delivery.MAIL

"""Stage 1, receive: filed papers become a case, and the case is screened.

Reading fills in what papers state; what they do not state is left open and told as a question.
Names go to the ``PartyBook``, outside the record; the record gets identifiers and digests.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import msgspec

from openimr.case.commands.intake import ReceiveApplication, Screen
from openimr.case.events.event import PartyRole, Receipt
from openimr.case.events.intake import ApplicationReceived, ContestedDecision, ListedTreatment
from openimr.case.evolve import case_of
from openimr.case.model import Case, State
from openimr.case.permissions import PERMITTED
from openimr.case.record import RecordedEvent
from openimr.law.calendar import PACIFIC, pacific_day
from openimr.law.model import Law
from openimr.vocabulary.actor import Actor, Role
from openimr.vocabulary.errors import Refused
from openimr.vocabulary.filing import Delivery, Priority
from openimr.vocabulary.value import Value
from openimr.workflow.addresses import Address, KeptAddresses, fill_in
from openimr.workflow.desk import Desk
from openimr.workflow.duplicates import earlier_applications, with_same_papers
from openimr.workflow.receive_digests import Digests
from openimr.workflow.receive_papers import (
    FiledBefore,
    PapersBook,
    filed_before,
    refuse_same_papers,
)
from openimr.workflow.receive_parties import (
    KnownParty,
    PartyBook,
    further_party,
    parties_of,
)
from openimr.workflow.store import EventStore

if TYPE_CHECKING:  # whoever only looks at cases need not load what reads papers
    from openimr.workflow.receive_reading import PapersRead

_TRIES = 50
"""Numbers tried before intake gives up: so many others would have to be faster each time."""

_TAKEN = ("received-already", "someone-was-faster")


class Filing(Value, frozen=True, kw_only=True):
    """How the papers came, as far as the papers themselves do not say.

    Attributes:
        received: when; None for the day of the stamp on the form, or now without one.
        by: how.
        filer: who filed; None for whose signature the form carries.
    """

    received: dt.datetime | None = None
    by: Delivery = Delivery.MAIL
    filer: PartyRole | None = None


class Taken(Value, frozen=True, kw_only=True):
    """A case that was opened and screened.

    Attributes:
        case: as it stands after the screen.
        recorded: the events of opening and screening.
        parties: who takes part, with names.
        anew: False when the same filing had been recorded before, in part or whole.
    """

    case: Case
    recorded: tuple[RecordedEvent, ...]
    parties: tuple[KnownParty, ...]
    anew: bool = True

    @property
    def eligible(self) -> bool:
        """Whether the screen found the application eligible."""
        return self.case.state is State.ELIGIBLE


class CaseNumbers(Protocol):
    """Gives numbers to new cases."""

    def next(self, year: int) -> str:
        """A number that no case has yet; two who ask at once may get the same."""
        ...


@dataclass(frozen=True)
class Intake:
    """Takes in applications.

    Attributes:
        desk: does commands.
        store: the record, to look for earlier applications.
        numbers: gives case numbers.
        book: keeps names.
        addresses: keeps where parties are reached.
        papers: knows which papers opened which cases.
        digests: makes identifiers and digests under the installation's key.
        law: says which treatments fall under the formulary.
        now: the clock.
    """

    desk: Desk
    store: EventStore
    numbers: CaseNumbers
    book: PartyBook
    addresses: KeptAddresses
    papers: PapersBook
    digests: Digests
    law: Law
    now: Callable[[], dt.datetime]

    def take(
        self, read: PapersRead, filing: Filing, actor: Actor, key: str, *, again: str = ""
    ) -> Taken:
        """Open a case on filed papers and screen it.

        Args:
            read: what the papers say.
            filing: how they came.
            actor: who takes them in.
            key: made once for this filing; commands are recorded under it. A filing that was
                broken off is finished when it comes again under its key.
            again: why a case is opened on papers that opened another; recorded where they did.
                Without a reason it is refused.

        Raises:
            Refused: some of the papers opened a case (rule "received-already"), they come from
                the future, or the actor may not take in applications.
        """
        now = self.now()
        received = received_at(read, filing, now)
        opened = self._open(read, filing, actor, key, received, again=again)
        self.papers.keep(opened.case.number, [one.sha256 for one in opened.case.papers])
        fill_in(self.addresses, _stated(read, opened.parties), actor, now)
        case = case_of(opened.recorded)
        screen = Screen(earlier=earlier_applications(self.store, case))
        screened = self.desk.do(screen, case.number, screened_by(actor), f"{key}:screen")
        recorded = (*opened.recorded, *screened)
        whole = self.store.load(case.number)
        return msgspec.structs.replace(opened, case=case_of(whole), recorded=recorded)

    def _open(  # noqa: PLR0913 - as `take`
        self,
        read: PapersRead,
        filing: Filing,
        actor: Actor,
        key: str,
        received: dt.datetime,
        *,
        again: str,
    ) -> Taken:
        before = filed_before(self.papers, self.store, [one.sha256 for one in read.papers])
        for _ in range(_TRIES):
            number = self.numbers.next(pacific_day(received).year)
            parties = named_parties(read, self.digests, number)
            event = application_received(
                read, filing, number, received, parties, self.digests, self.law
            )
            if first := self._opened_before(event, before, read, key):
                return first
            if not again:
                refuse_same_papers(before)
            elif before:
                event = msgspec.structs.replace(event, filed_again=again)
            self.book.keep(parties)
            try:
                recorded = self.desk.do(ReceiveApplication(application=event), number, actor, key)
            except Refused as refused:
                if refused.rule in _TAKEN:
                    continue
                raise
            return Taken(case=case_of(recorded), recorded=recorded, parties=parties)
        raise Refused(
            "Others took every number that was tried.",
            rule="number-free",
            remedy="Nothing was recorded. Try again in a moment.",
        )

    def _opened_before(
        self,
        event: ApplicationReceived,
        before: Sequence[FiledBefore],
        read: PapersRead,
        key: str,
    ) -> Taken | None:
        """The case that this very filing opened before it was broken off."""
        known = next((one.case for one in before if one.key == key), None)
        known = known or with_same_papers(self.store, event)
        first = self.store.load(known)[0] if known else None
        if known is None or first is None or first.key != key:
            return None
        parties = named_parties(read, self.digests, known)
        return Taken(case=case_of((first,)), recorded=(first,), parties=parties, anew=False)


def screened_by(actor: Actor) -> Actor:
    """Who screens what somebody took in: the same, but of a party the system, which may."""
    may = actor.role in PERMITTED[Screen]
    return actor if may else Actor(role=Role.SYSTEM, id="openimr")


def named_parties(read: PapersRead, digests: Digests, case: str) -> tuple[KnownParty, ...]:
    """Everybody whom the papers name, and whom a person named beside them.

    Args:
        read: what the papers say.
        digests: makes the identifiers.
        case: as ``parties_of``.
    """
    beside = (further_party(role, name, digests, case) for role, name in read.beside.items())
    return (*parties_of(read.application, digests, case), *beside)


def _stated(read: PapersRead, parties: tuple[KnownParty, ...]) -> dict[str, Address]:
    """Addresses that the form states, by the identifiers of the parties."""
    return {
        one.id: Address(name=one.name, postal=read.addresses[one.role])
        for one in parties
        if one.role in read.addresses
    }


def received_at(read: PapersRead, filing: Filing, now: dt.datetime) -> dt.datetime:
    """When the application came: as told, by the stamp on the form at noon, or now."""
    if filing.received is not None:
        return filing.received
    stamp = read.application.received
    if stamp is None:
        return now
    return min(now, dt.datetime.combine(stamp.value, dt.time(12), tzinfo=PACIFIC))


def application_received(  # noqa: PLR0913, PLR0917 - each is a fact of the event
    read: PapersRead,
    filing: Filing,
    number: str,
    received: dt.datetime,
    parties: tuple[KnownParty, ...],
    digests: Digests,
    law: Law,
) -> ApplicationReceived:
    """The event that opens a case, from what was read; what was not read is not in it."""
    application = read.application
    expedited = application.priority is not None and application.priority.value == "Expedited"
    filer = filing.filer or application.filer or PartyRole.EMPLOYEE
    injured = application.date_of_injury
    return ApplicationReceived(
        number=number,
        received=received,
        by=filing.by,
        filer=filer,
        parties=tuple(party.entry for party in parties),
        date_of_injury=injured.value if injured else None,
        decision=_contested(read),
        priority=Priority.EXPEDITED if expedited else Priority.STANDARD,
        signed=True if application.signed else read.looked.signed,
        liability_disputed=application.liability_disputed,
        treatments=_listed(read, law),
        papers=tuple(
            Receipt(
                sender=filer,
                title=paper.title,
                pages=paper.pages,
                sha256=paper.sha256,
                at=received,
            )
            for paper in read.papers
        ),
        same_dispute=digests.same_dispute(application, read.topics, number, read.filed),
        same_course=digests.same_course(application, number),
        certified=read.looked.certified,
    )


def _contested(read: PapersRead) -> ContestedDecision:
    """The decision as its own paper has it: what the form asks for says nothing of it."""
    application = read.application
    decided, served = application.ur_date, application.ur_served
    asked = application.rfa_received
    return ContestedDecision(
        decided=decided.value if decided else None,
        served=served.value if served else None,
        conditional=application.ur_conditional,
        expedited=application.ur_expedited,
        attached=read.attached,
        asked=asked.value if asked else None,
        liability_resolved=read.looked.liability_resolved,
    )


def _listed(read: PapersRead, law: Law) -> tuple[ListedTreatment, ...]:
    """The treatments in the order of the form, from 1."""
    decided, diagnosis = read.application.ur_date, read.application.primary_diagnosis
    under_formulary = decided is not None and formulary_in_force(law, decided.value)
    asked = zip(read.application.treatments, read.topics, read.retrospective, strict=True)
    return tuple(
        ListedTreatment(
            number=number,
            text=one.text,
            topic=topic,
            drug=one.request.drug is not None,
            formulary=one.request.drug is not None and under_formulary,
            given=given,
            diagnosis=diagnosis.value if diagnosis else "",
        )
        for number, (one, topic, given) in enumerate(asked, start=1)
    )


def formulary_in_force(law: Law, decided: dt.date) -> bool:
    """Whether disputes over drugs decided on that day fall under the formulary's clocks."""
    return any(rule.formulary and rule.governs(decided) for rule in law.deadlines)

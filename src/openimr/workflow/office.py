"""What a command on cases works with, wired once for one installation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openimr.case.commands import parties
from openimr.case.commands.issuing import Publish
from openimr.case.commands.reviewing import PassQuality
from openimr.case.commands.signing import SignLetter
from openimr.case.evolve import case_of
from openimr.case.model import Case, State
from openimr.case.record import RecordedEvent, check_whole
from openimr.law.model import Law
from openimr.vocabulary.actor import Actor
from openimr.vocabulary.errors import BadInput
from openimr.workflow.accesses import NO_CASE, Look, Looked, accesses_to, list_looked_at
from openimr.workflow.by_people import (
    AppointReviewer,
    AskedByPeople,
    NameParty,
    published_by_hand,
    signed_by_hand,
)
from openimr.workflow.desk import Desk
from openimr.workflow.quality_sample import JUDGES, Sample
from openimr.workflow.receive_parties import PartyBook, further_party
from openimr.workflow.standing import LetterChecks, check_stand, nothing_checked
from openimr.workflow.store import (
    Access,
    AccessLog,
    CasePage,
    CaseQuery,
    DeadlineQuery,
    DeadlineRow,
    EventStore,
)

if TYPE_CHECKING:  # what appoints and what reads papers is loaded where it is needed
    from openimr.workflow.appointing_by_name import ByName
    from openimr.workflow.receive import Intake


@dataclass(frozen=True)
class Office:
    """The record with its desk, the law, names of parties, intake and the clock.

    What a person looks at is read through the office, which notes it before it hands anything
    out; ``store`` is for programs that show nothing.

    Attributes:
        reader: who looks.
        by_name: makes what appoints from the panel that is kept; called when it is needed.
        sample: what quality review decides a second time, blind.
        letter_checks: what is found on the letters of cases.
    """

    store: EventStore
    desk: Desk
    law: Law
    book: PartyBook
    intake: Intake
    accesses: AccessLog
    reader: Actor
    by_name: Callable[[], ByName]
    sample: Sample
    now: Callable[[], dt.datetime]
    letter_checks: LetterChecks = nothing_checked

    def do(
        self, asked: AskedByPeople, number: str, actor: Actor, key: str
    ) -> tuple[RecordedEvent, ...]:
        """Do what a person asks of a case; every way in for people leads through here.

        Args:
            asked: the command, or the form of it in which people ask.
            number: the case.
            actor: who asks.
            key: made once for this command, as ``Desk.do`` takes it.

        Raises:
            Refused: when it may not be, with reason, rule, citation and remedy.
            BadInput: when there is no such case.
        """
        if isinstance(asked, AppointReviewer):
            return self.by_name().appoint(asked, number, actor, key)
        if isinstance(asked, NameParty):
            return self._name(asked, number, actor, key)
        if isinstance(asked, SignLetter):
            raise signed_by_hand()
        if isinstance(asked, Publish):
            raise published_by_hand()
        if isinstance(asked, JUDGES):
            self._check_given(number, asked, actor)
        return self.desk.do(asked, number, actor, key)

    def _check_given(self, number: str, asked: AskedByPeople, actor: Actor) -> None:
        """Quality review neither passes nor returns what it has still to decide blind.

        What it passes with a grave finding of the checks has a reason for each.
        """
        recorded = self.store.load(number)
        case = case_of(recorded) if recorded else None
        if case is None:
            return
        self.sample.check_given(case, actor)
        if isinstance(asked, PassQuality) and case.state is State.IN_QUALITY_REVIEW:
            check_stand(self.letter_checks(recorded, None), asked.stands)

    def _name(
        self, asked: NameParty, number: str, actor: Actor, key: str
    ) -> tuple[RecordedEvent, ...]:
        """Name a party: the name goes to the book, an identifier into the record."""
        party = further_party(asked.role, asked.name.strip(), self.intake.digests, number)
        command = parties.NameParty(party=party.entry)
        self.desk.check(command, number, actor, key)
        self.book.keep([party])
        return self.desk.do(command, number, actor, key)

    def record_of(self, number: str, looked: Look = Looked.CASE) -> tuple[RecordedEvent, ...]:
        """Every event of a case, noted as looked at.

        Raises:
            BadInput: when there is no such case, or somebody altered it in the database.
        """
        return self.looked_at(number, self.store.load(number), looked)

    def looked_at(
        self, number: str, recorded: tuple[RecordedEvent, ...], looked: Look
    ) -> tuple[RecordedEvent, ...]:
        """Events of a case that were read just now, noted as looked at; raises as ``record_of``."""
        if not recorded:
            raise BadInput(
                f"case {number}", "is not in this record", "`openimr case list` shows the cases."
            )
        check_whole(recorded)
        self.note(number, looked)
        return recorded

    def case(self, number: str, looked: Look = Looked.CASE) -> Case:
        """A case as it stands, noted as looked at; raises as ``record_of``."""
        return case_of(self.record_of(number, looked))

    def cases(self, query: CaseQuery) -> CasePage:
        """One page of a list, noted once and not for every case."""
        page = self.store.cases(query)
        self._note(NO_CASE, list_looked_at(len(page.rows), query))
        return page

    def deadlines(self, query: DeadlineQuery) -> tuple[DeadlineRow, ...]:
        """Open duties of many cases, noted as a list is."""
        rows = self.store.deadlines(query)
        self._note(NO_CASE, list_looked_at(len(rows), query))
        return rows

    def accesses_to(self, number: str) -> tuple[Access, ...]:
        """Who looked at a case, and when; looking at that is noted as well.

        Args:
            number: the case, or ``NO_CASE`` for lists.

        Raises:
            Refused: when the reader audits nothing.
            BadInput: when there is no such case.
        """
        found = accesses_to(self.accesses, number, self.reader)
        if number == NO_CASE:
            self.note(number, Looked.ACCESSES)
        else:
            self.record_of(number, Looked.ACCESSES)
        return found

    def note(self, number: str, looked: Look) -> None:
        """Note a look at something that lies beside the record; before it is shown."""
        self._note(number, looked.value)

    def _note(self, number: str, what: str) -> None:
        self.accesses.note(Access(at=self.now(), actor=self.reader, case=number, what=what))

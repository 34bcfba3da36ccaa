"""The cases that wait for a reviewer, as appointing looks at them: seats, fields, ties, clocks."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from openimr.assignment.candidates import Barred, CaseToAssign
from openimr.assignment.conflicts import Conflict, NamedParty, PartyKind
from openimr.assignment.fairness import Seen
from openimr.assignment.specialty import SpecialtyTable
from openimr.assignment.specialty_fields import condition_fields, treatment_fields
from openimr.case.deadlines import deadlines
from openimr.case.events.appointing import ReviewerRecused
from openimr.case.evolve import case_of
from openimr.case.model import Case, State
from openimr.case.record import RecordedEvent
from openimr.guidelines.model import Pack
from openimr.law.calendar import pacific_day
from openimr.law.model import Law
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.filing import PartyRole, Priority
from openimr.workflow.desk import Desk
from openimr.workflow.receive_parties import PartyBook
from openimr.workflow.store import MOST_ROWS, CasePage, CaseQuery, CaseRow

AT_WORK = (
    State.READY_TO_APPOINT,
    State.APPOINTED,
    State.IN_REVIEW,
    State.IN_QUALITY_REVIEW,
    State.DECIDED,
)
"""States in which a case is open with its reviewers: until its letter is issued."""

ASKED_AGAIN = dt.timedelta(days=3)
"""For so long nobody is asked again who gave no answer to the same case; a rule of the office."""

KINDS: Mapping[PartyRole, PartyKind] = {
    PartyRole.EMPLOYEE: PartyKind.EMPLOYEE,
    PartyRole.EMPLOYEE_ATTORNEY: PartyKind.REPRESENTATIVE,
    PartyRole.DESIGNEE: PartyKind.REPRESENTATIVE,
    PartyRole.EMPLOYER: PartyKind.EMPLOYER,
    PartyRole.CLAIMS_ADMINISTRATOR: PartyKind.CLAIMS_ADMINISTRATOR,
    PartyRole.REQUESTING_PHYSICIAN: PartyKind.REQUESTING_PHYSICIAN,
    PartyRole.EMERGENCY_PROVIDER: PartyKind.FACILITY,
    PartyRole.INSURER: PartyKind.INSURER,
    PartyRole.PROVIDER_NETWORK: PartyKind.NETWORK,
    PartyRole.TREATING_PHYSICIAN: PartyKind.TREATING_PHYSICIAN,
    PartyRole.MEDICAL_GROUP: PartyKind.MEDICAL_GROUP,
    PartyRole.PRACTICE_ASSOCIATION: PartyKind.PRACTICE_ASSOCIATION,
    PartyRole.FACILITY: PartyKind.FACILITY,
    PartyRole.MAKER: PartyKind.MAKER,
    PartyRole.OFFICER: PartyKind.OFFICER,
    PartyRole.DIRECTOR: PartyKind.DIRECTOR,
    PartyRole.MANAGING: PartyKind.MANAGING,
    PartyRole.FAMILY: PartyKind.FAMILY,
}
"""What each party of a case is among those with whom a reviewer may have no tie."""

_ALWAYS_ASKED = (
    PartyRole.EMPLOYEE,
    PartyRole.EMPLOYER,
    PartyRole.CLAIMS_ADMINISTRATOR,
    PartyRole.REQUESTING_PHYSICIAN,
)
_ICD = re.compile(r"\b(?:[A-TV-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?|\d{3}\.\d{1,2})\b")


class Recorded(Protocol):
    """What appointing reads of the record: as it is, or as it was."""

    def load(self, case: str) -> tuple[RecordedEvent, ...]:
        """All events of a case in order; none when there is no such case."""
        ...

    def cases(self, query: CaseQuery) -> CasePage:
        """One page of a list of cases."""
        ...


class SeatCounts(Protocol):
    """How many cases reviewers have and had."""

    def open_cases(self) -> dict[str, int]:
        """For each reviewer the cases whose letter is not issued."""
        ...

    def seen(self, since: dt.datetime) -> tuple[Seen, ...]:
        """What each reviewer had of each filer and administrator, of the cases received since."""
        ...


@dataclass(frozen=True)
class Ground:
    """What appointing stands on: the record with its desk and clocks, and names of parties.

    Cases are read by the program, which shows nothing of them; what a person sees is noted by
    whoever shows it.
    """

    store: Recorded
    desk: Desk
    law: Law
    book: PartyBook
    now: Callable[[], dt.datetime]

    def record_of(self, number: str) -> tuple[RecordedEvent, ...]:
        """Every event of a case.

        Raises:
            BadInput: when there is no such case.
        """
        recorded = self.store.load(number)
        if not recorded:
            remedy = "`openimr case list` shows the cases."
            raise BadInput(f"case {number}", "is not in this record", remedy)
        return recorded

    def case(self, number: str) -> Case:
        """A case as it stands; raises as ``record_of``."""
        return case_of(self.record_of(number))


@dataclass(frozen=True)
class Waiting:
    """A case with a seat to be filled.

    Attributes:
        case: as it stands.
        number: of its last event.
        row: the case in the lists: filer and administrator.
        fields: of each disputed treatment, by its number.
        condition: the kinds of condition, where known.
        due: the day on which the determination is due.
        silent: reviewers who did not answer here lately, with the words for it.
    """

    case: Case
    number: int
    row: CaseRow
    fields: Mapping[int, frozenset[str]]
    condition: frozenset[str]
    due: dt.date
    silent: Mapping[str, str]

    @property
    def free(self) -> tuple[int, ...]:
        """The empty seats."""
        seats = range(1, self.case.seats_approved + 1)
        return tuple(number for number in seats if self.case.seat(number) is None)

    @property
    def uncovered(self) -> tuple[int, ...]:
        """Disputed treatments for which nobody who sits is qualified."""
        return tuple(
            number
            for number in self.fields
            if not any(seat.qualified(number) for seat in self.case.seats)
        )

    def to_assign(self, treatments: Sequence[int]) -> CaseToAssign:
        """The case as choosing looks at it, for a reviewer of some of its treatments."""
        administrator = self.row.administrator
        filer = self.row.filer_party
        return CaseToAssign(
            case=self.case.number,
            treatments=tuple((number, self.fields[number]) for number in treatments),
            condition=self.condition,
            expedited=self.case.priority is Priority.EXPEDITED,
            received=pacific_day(self.case.received),
            due=self.due,
            filer="" if filer == administrator else filer,
            administrator=administrator,
        )

    def barred(self, ties: Sequence[Conflict]) -> Iterator[Barred]:
        """Who may not have this case, for a reason of the case's own."""
        number = self.case.number
        for reviewer in self.case.barred:
            reason = "recused here, or sat before a remand"
            yield Barred(case=number, reviewer=reviewer, reason=reason)
        for seat in self.case.seats:
            reason = "sits in this case already"
            yield Barred(case=number, reviewer=seat.reviewer, reason=reason)
        for reviewer, reason in self.silent.items():
            yield Barred(case=number, reviewer=reviewer, reason=reason)
        told = dict.fromkeys((tie.reviewer, tie.told) for tie in ties if tie.bars)
        for reviewer, reason in told:
            yield Barred(case=number, reviewer=reviewer, reason=reason)


@dataclass(frozen=True)
class Reading:
    """What reading a case for appointing takes.

    Attributes:
        law: its clocks.
        table: fields and specialties.
        pack: guideline topics.
        named: fields that a person named, by case and treatment.
    """

    law: Law
    table: SpecialtyTable
    pack: Pack
    named: Mapping[tuple[str, int], str]

    def waiting(self, row: CaseRow, recorded: Sequence[RecordedEvent], now: dt.datetime) -> Waiting:
        """A case as it waits.

        Args:
            row: the case in the lists.
            recorded: its events.
            now: the time.
        """
        case = case_of(recorded)
        fields = {one.number: self._fields(case, one.number) for one in case.disputed}
        return Waiting(
            case=case,
            number=recorded[-1].number,
            row=row,
            fields=fields,
            condition=self._condition(case),
            due=_due(recorded, self.law, now),
            silent=dict(_silent(recorded, now)),
        )

    def _fields(self, case: Case, number: int) -> frozenset[str]:
        if named := self.named.get((case.number, number)):
            return frozenset({named})
        one = next(one for one in case.disputed if one.number == number)
        return treatment_fields(one.text, self.table, self.pack, one.topic)

    def _condition(self, case: Case) -> frozenset[str]:
        worded = [diagnosis for one in case.disputed if (diagnosis := one.diagnosis)]
        found = (condition_fields(one, self.table, _ICD.findall(one)) for one in worded)
        return frozenset().union(*found)


def rows_in(store: Recorded, query: CaseQuery) -> Iterator[CaseRow]:
    """Every row that a query asks for, page after page."""
    mark = None
    while True:
        page = store.cases(_from(query, mark))
        yield from page.rows
        mark = page.next
        if mark is None:
            return


def _from(query: CaseQuery, mark: object) -> CaseQuery:
    fields = {name: getattr(query, name) for name in query.__struct_fields__}
    return CaseQuery(**{**fields, "after": mark, "limit": MOST_ROWS})


def named_parties(case: Case, names: Mapping[str, str]) -> tuple[NamedParty, ...]:
    """Everybody in a case with whom a reviewer may have no tie, as far as names are known."""
    return tuple(
        NamedParty(id=party.id, kind=KINDS[party.role], name=names[party.id])
        for party in case.parties
        if party.role in KINDS and party.id in names
    )


def nameless(case: Case, names: Mapping[str, str]) -> tuple[str, ...]:
    """What those parties are whose names are not known, so that nobody can look for ties."""
    return tuple(
        party.role.value for party in case.parties if party.role in KINDS and party.id not in names
    )


def unnamed_kinds(case: Case) -> tuple[str, ...]:
    """Those with whom ties are always looked for, of whom the case names nobody."""
    named = {party.role for party in case.parties}
    return tuple(role.value for role in _ALWAYS_ASKED if role not in named)


def _silent(recorded: Sequence[RecordedEvent], now: dt.datetime) -> Iterator[tuple[str, str]]:
    """Who was taken off lately for giving no answer; not asked again at once."""
    for one in recorded:
        event = one.event
        if isinstance(event, ReviewerRecused) and not event.barred and one.at > now - ASKED_AGAIN:
            day = pacific_day(one.at)
            yield event.reviewer, f"gave no answer here and was taken off on {day:%m/%d/%Y}"


def _due(recorded: Sequence[RecordedEvent], law: Law, now: dt.datetime) -> dt.date:
    """The earliest day on which a determination is due; today where no clock of it runs."""
    running = [
        pacific_day(one.due.at)
        for one in deadlines(recorded, law, now)
        if one.running and (one.rule == "decision" or one.rule.startswith("decision-"))
    ]
    return min(running, default=pacific_day(now))

"""Cases that wait for a reviewer, on any store, and whoever appoints."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.dispute_commands import actor_for, command_for, first, next_step
from tests.filed_applications import MemoryBook
from tests.invented_dispute import PARTIES, actor, application, paper
from tests.memory_event_store import MemoryEventStore
from tests.memory_panel_book import CountedFromLists, MemoryPanelBook
from tests.panel_members import certification_of, license_of, member_of

from openimr.adapters.min_cost_flow import MinCostFlow
from openimr.assignment.eligibility import Terms
from openimr.assignment.fairness import FairShare
from openimr.assignment.model import Panel, PanelMember
from openimr.assignment.panel_book import Entered, MemberVersion, PanelBook, changes
from openimr.assignment.policies import PanelRules
from openimr.assignment.specialty import shipped_table
from openimr.case.commands import Command
from openimr.case.commands.appointing import AppointReviewer
from openimr.case.commands.intake import ReceiveApplication
from openimr.case.events.event import PartyRole
from openimr.case.events.intake import ContestedDecision, ListedTreatment, PartyEntry
from openimr.case.evolve import case_of
from openimr.case.model import Case, State
from openimr.case.record import RecordedEvent
from openimr.guidelines.load import shipped_pack
from openimr.law.load import load_law
from openimr.vocabulary.actor import Actor, Role
from openimr.workflow.appointing import Appointing
from openimr.workflow.appointing_cases import Ground, SeatCounts
from openimr.workflow.appointing_outcome import Round
from openimr.workflow.desk import Desk
from openimr.workflow.projections import Projection
from openimr.workflow.receive_parties import KnownParty, PartyBook
from openimr.workflow.store import EventStore

LAW = load_law()
NOON = dt.datetime(2026, 11, 20, 20, tzinfo=dt.UTC)
MANAGER = actor(Role.CASE_MANAGER, "ana.ruiz")
NAMES = {
    "employee-1": "Idris Okonkwo-Lund",
    "administrator-1": "Gray Otter Claims",
    "physician-1": "Marguerite Vance, MD",
}


def physician(number: int, specialty: str = "Pain Medicine", **fields: object) -> PanelMember:
    """A panel member who may be assigned."""
    return member_of(
        **{
            "id": f"R-{number:03}",
            "family_name": ("Marsh", "Low", "Abara", "Quint", "Sorel", "Tamm")[number % 6],
            "licenses": (license_of(number=f"A {number:06}"),),
            "certifications": (certification_of(specialty=specialty),),
            "specialties": (specialty,),
            **fields,
        }
    )


def treatment(number: int, text: str, diagnosis: str = "") -> ListedTreatment:
    return ListedTreatment(number=number, text=text, diagnosis=diagnosis)


def done_at(
    desk: Desk, command: Command, number: str, who: Actor, key: str
) -> tuple[RecordedEvent, ...]:
    """A command done; an appointment by the way that only appointing takes."""
    if isinstance(command, AppointReviewer):
        return desk.appoint(command, number, who, key)
    return desk.do(command, number, who, key)


@dataclass
class Waiting:
    """A house with cases that wait, and a panel."""

    store: EventStore = field(default_factory=lambda: MemoryEventStore(Projection(LAW)))
    book: PartyBook = field(default_factory=MemoryBook)
    panel: PanelBook = field(default_factory=MemoryPanelBook)
    counts: SeatCounts | None = None
    now: dt.datetime = NOON
    named: dict[tuple[str, int], str] = field(default_factory=dict)

    def keep(self, *members: PanelMember) -> None:
        """Enter members into the panel."""
        entered = Entered(at=self.now, by=MANAGER, source="panel.csv")
        panel = Panel(members=members)
        self.panel.add(changes(self.panel.latest(), panel, entered, whole=False))

    def leaves(self, reviewer: str) -> None:
        """A member leaves the panel."""
        number = len(self.panel.versions(reviewer)) + 1
        entered = Entered(at=self.now, by=MANAGER, source="a letter")
        gone = MemberVersion(reviewer=reviewer, number=number, member=None, entered=entered)
        self.panel.add([gone])

    def case(
        self,
        number: str,
        *treatments: str | ListedTreatment,
        names: dict[str, str] | None = None,
        **fields: object,
    ) -> Case:
        """A case that waits for its reviewer."""
        listed = tuple(
            treatment(n, one) if isinstance(one, str) else one
            for n, one in enumerate(treatments or ("Tramadol 50 mg #60",), 1)
        )
        known = {**NAMES, **(names or {})}
        roles = {party.id: party.role for party in PARTIES}
        entries = tuple(
            PartyEntry(role=roles.get(id, PartyRole.CLAIMS_ADMINISTRATOR), id=id) for id in known
        )
        self.book.keep(
            [KnownParty(id=one.id, role=one.role, name=known[one.id]) for one in entries]
        )
        filed = {
            "number": number,
            "received": self.now - dt.timedelta(days=4),
            "treatments": listed,
            "parties": fields.pop("parties", entries),
            "papers": (paper("form", at=self.now - dt.timedelta(days=4)),),
            "decision": ContestedDecision(
                decided=dt.date(2026, 11, 3), served=dt.date(2026, 11, 4), attached=True
            ),
            "same_dispute": f"dispute of {number}",
            "same_course": f"course of {number}",
            **fields,
        }
        command: Command = ReceiveApplication(application=application(**filed))
        while True:
            self.do(number, command)
            case = self.standing(number)
            if case.state is State.READY_TO_APPOINT:
                return case
            step = next_step(case)
            assert step is not None
            command = command_for(step, case, self.now, first)

    def do(self, number: str, command: Command) -> None:
        """A command by somebody who may."""
        recorded = self.store.load(number)
        case = case_of(recorded) if recorded else None
        who = actor_for(command, case, first)
        key = f"{type(command).__name__} {len(recorded)}"
        done_at(Desk(self.store, LAW, lambda: self.now), command, number, who, key)

    def standing(self, number: str) -> Case:
        """The case as it stands."""
        return case_of(self.store.load(number))

    def appointing(self, share: int = 100) -> Appointing:
        """Whoever appoints."""
        return Appointing(
            ground=Ground(
                store=self.store,
                desk=Desk(self.store, LAW, lambda: self.now),
                law=LAW,
                book=self.book,
                now=lambda: self.now,
            ),
            panel=self.panel,
            counts=self.counts or CountedFromLists(self.store),
            solver=MinCostFlow(),
            table=shipped_table(),
            pack=shipped_pack(),
            rules=PanelRules(law=LAW),
            terms=Terms(share=FairShare(percent=share)),
            named=self.named,
        )

    def appoint(self, **asked: object) -> Round:
        """One round."""
        share = asked.pop("share", 100)
        assert isinstance(share, int)
        given = {"actor": MANAGER, "seed": "drawn for the test", **asked}
        return self.appointing(share).appoint(**given)  # type: ignore[arg-type]

    def reviewers(self, number: str) -> Sequence[str]:
        """Who sits in a case."""
        return [seat.reviewer for seat in self.standing(number).seats]

"""Stage 3, appoint: the cases that wait are given to reviewers in one best batch, and recorded.

Everything an appointment rests on is found out on the day: the panel as it is kept, the ties to
the parties with what persons answered, the seats that reviewers have, the fields of treatments and
condition, and the clocks. ``case`` looks at every point once more and refuses what does not hold.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import msgspec

from openimr.assignment.batch import choices_made
from openimr.assignment.candidates import Barred, Candidate, CaseToAssign
from openimr.assignment.choose import Choice
from openimr.assignment.conflicts import Conflict
from openimr.assignment.conflicts import State as TieState
from openimr.assignment.eligibility import Choosing, Terms
from openimr.assignment.panel_book import PanelBook
from openimr.assignment.policies import PanelRules
from openimr.assignment.ports import Solver
from openimr.assignment.specialty import SpecialtyTable
from openimr.assignment.standing import NOT_CHOSEN
from openimr.assignment.tie_answers import tie_id
from openimr.case.appointment import Drawn
from openimr.case.commands.appointing import AppointReviewer
from openimr.case.decide import decide
from openimr.case.events.appointing import ReviewerAppointed
from openimr.case.evolve import evolve
from openimr.case.model import Case, State
from openimr.guidelines.model import Pack
from openimr.law.calendar import pacific_day
from openimr.vocabulary.actor import Actor
from openimr.vocabulary.errors import BadInput, Refused
from openimr.vocabulary.filing import Priority
from openimr.workflow.appointing_cases import (
    Ground,
    Reading,
    SeatCounts,
    Waiting,
    nameless,
    rows_in,
    unnamed_kinds,
)
from openimr.workflow.appointing_day import Day
from openimr.workflow.appointing_outcome import Appointed, LeftSeat, Round
from openimr.workflow.appointing_seats import treatments_for_next
from openimr.workflow.appointing_silence import Silence
from openimr.workflow.store import CaseQuery, CaseRow, someone_was_faster

ANSWER_WITHIN = dt.timedelta(hours=48)
EXPEDITED_ANSWER_WITHIN = dt.timedelta(hours=12)
"""How long a reviewer has to answer an appointment; rules of the office."""


def answer_by(case: Case, now: dt.datetime) -> dt.datetime:
    """Until when a reviewer who is appointed now is asked to answer."""
    expedited = case.priority is Priority.EXPEDITED
    return now + (EXPEDITED_ANSWER_WITHIN if expedited else ANSWER_WITHIN)


@dataclass(frozen=True)
class Appointing:
    """Appoints reviewers to the cases that wait.

    Attributes:
        ground: record, desk, law, names of parties and clock.
        panel: the panel as it is kept.
        counts: seats that reviewers have and had.
        solver: finds the best batch.
        table: fields and specialties.
        pack: guideline topics, by which treatments find their fields.
        rules: by which credentials are looked at.
        terms: of choosing.
        named: fields that a person named, by case and treatment's number.
    """

    ground: Ground
    panel: PanelBook
    counts: SeatCounts
    solver: Solver
    table: SpecialtyTable
    pack: Pack
    rules: PanelRules
    terms: Terms = field(default_factory=Terms)
    named: Mapping[tuple[str, int], str] = field(default_factory=dict)

    def appoint(
        self,
        actor: Actor,
        seed: str,
        *,
        only: str | None = None,
        rehearse: bool = False,
        handed_in: bool = False,
    ) -> Round:
        """Fill the empty seats of all cases that wait, or of one case.

        Of two who appoint at once the second waits, and finds what the first left.

        Args:
            actor: who appoints.
            seed: of the draw, made anew for each round by nobody who knows the cases.
            only: the number of the one case.
            rehearse: find out what would be done, and record nothing.
            handed_in: the seed came from a person; the record says so.

        Raises:
            Refused: when no panel is kept.
            BadInput: when the one case is not in the record, or waits for no reviewer.
        """
        asked = _Asked(actor, seed, only, rehearse, handed_in)
        with contextlib.nullcontext() if rehearse else self.panel.one_batch():
            return self._round(asked)

    def day(self) -> Day:
        """The panel today."""
        on = pacific_day(self.ground.now())
        return Day(on, self.panel, self.counts, self.table, self.rules, self.terms)

    def waiting(self, only: str | None = None) -> Iterator[Waiting]:
        """The cases with an empty seat, or the one case."""
        found = False
        for row in rows_in(self.ground.store, CaseQuery(state=State.READY_TO_APPOINT.value)):
            if only in {None, row.case}:
                found = True
                yield self._read(row)
        if only and not found:
            state = self.ground.case(only).state.value
            raise BadInput(f"case {only}", f"waits for no reviewer: it is {state}")

    def note(self, case: Case) -> str:
        """What the record says beside the choice: what a person named, what nobody knows."""
        unknown = ", ".join(unnamed_kinds(case))
        asked = [f"; no {unknown} is named, and no tie to one was looked for"] if unknown else []
        said = [
            f"; the field of treatment {number} was named by a person: {field}"
            for (of, number), field in sorted(self.named.items())
            if of == case.number
        ]
        return "".join((*said, *asked))

    def _read(self, row: CaseRow) -> Waiting:
        recorded, now = self.ground.record_of(row.case), self.ground.now()
        reading = Reading(self.ground.law, self.table, self.pack, self.named)
        return reading.waiting(row, recorded, now)

    def _round(self, asked: _Asked) -> Round:
        day = self.day()
        off = Silence(self.ground).taken_off(asked.actor, asked.only, rehearse=asked.rehearse)
        at, day = self.ground.now(), self.day() if off else day
        drawn = Drawn(
            seed=asked.seed,
            looked=at,
            only=asked.only,
            share=self.terms.share.percent,
            handed_in=asked.handed_in,
        )
        batch = Batch(self, asked.actor, drawn, day, rehearse=asked.rehearse)
        batch.fill(list(self.waiting(asked.only)))
        return Round(
            at=at,
            seed=asked.seed,
            rehearsed=asked.rehearse,
            appointed=tuple(batch.appointed),
            left=tuple(batch.left),
            taken_off=off,
        )


@dataclass(frozen=True)
class _Asked:
    """What was asked of one round; as ``Appointing.appoint`` takes it."""

    actor: Actor
    seed: str
    only: str | None
    rehearse: bool
    handed_in: bool


class Batch:
    """One round at work: seats are given one batch after the other until none can be.

    Args:
        at: whoever appoints.
        actor: in whose name.
        drawn: the round, as the record keeps it.
        day: the panel on the day.
        rehearse: record nothing.
    """

    def __init__(
        self, at: Appointing, actor: Actor, drawn: Drawn, day: Day, *, rehearse: bool
    ) -> None:
        self._at, self._ground = at, at.ground
        self._actor, self._drawn, self._day, self._rehearse = actor, drawn, day, rehearse
        self.appointed: list[Appointed] = []
        self.left: list[LeftSeat] = []

    def fill(self, cases: list[Waiting]) -> None:
        """Give every empty seat that can be given; a case of several seats one after the other."""
        ids = sorted({party.id for one in cases for party in one.case.parties})
        names = self._ground.book.named(ids)
        waiting = {one.case.number: one for one in cases if self._has_names(one, names)}
        ties = {number: self._day.ties(one.case, names) for number, one in waiting.items()}
        while waiting:
            waiting = dict(self._one_seat_each(waiting, ties))

    def _has_names(self, one: Waiting, names: Mapping[str, str]) -> bool:
        missing = nameless(one.case, names)
        if missing:
            reason = f"the name of the {', '.join(missing)} is not known here"
            remedy = "Nobody can look for ties without it: enter the name"
            self._leave(one, "names-known", reason, remedy, ())
        return not missing

    def _one_seat_each(
        self, waiting: Mapping[str, Waiting], ties: Mapping[str, tuple[Conflict, ...]]
    ) -> Iterator[tuple[str, Waiting]]:
        """Give the next seat of each case; those that have another empty one."""
        choosing = self._choosing(waiting, ties)
        for choice in choices_made(choosing, self._at.solver):
            one = waiting[choice.case]
            if choice.left:
                said = choice.left
                self._leave(one, said.rule, said.reason, said.remedy, ties[choice.case])
                continue
            try:
                after = self._give(one, choice, choosing, ties[choice.case])
            except Refused as refused:
                remedy = refused.remedy or "Appoint again"
                self._leave(one, refused.rule, refused.reason, remedy, ())
                continue
            if after.free:
                yield choice.case, after

    def _choosing(
        self, waiting: Mapping[str, Waiting], ties: Mapping[str, tuple[Conflict, ...]]
    ) -> Choosing:
        candidates = self._day.candidates()
        barred = {number: tuple(one.barred(ties[number])) for number, one in waiting.items()}
        return Choosing(
            on=self._day.on,
            seed=self._drawn.seed,
            cases=tuple(
                self._to_assign(one, candidates, barred[number])
                for number, one in sorted(waiting.items())
            ),
            candidates=candidates,
            table=self._at.table,
            barred=tuple(pair for pairs in barred.values() for pair in pairs),
            seen=self._day.seen(),
            terms=self._at.terms,
        )

    def _to_assign(
        self, one: Waiting, candidates: Sequence[Candidate], barred: Sequence[Barred]
    ) -> CaseToAssign:
        """The case for its next seat; several reviewers share its treatments."""
        out = {pair.reviewer for pair in barred}
        may = [
            other
            for other in candidates
            if other.reviewer not in out and not other.against and other.open_cases < other.capacity
        ]
        return one.to_assign(treatments_for_next(one, may, self._at.table))

    def _give(
        self, one: Waiting, choice: Choice, choosing: Choosing, ties: Sequence[Conflict]
    ) -> Waiting:
        """Appoint the chosen reviewer; the case as it stands after.

        Raises:
            Refused: when it does not hold after all, or someone was faster.
        """
        chosen = next(c for c in choosing.candidates if c.reviewer == choice.reviewer)
        note = self._at.note(one.case)
        found = self._day.standing(one, chosen, choice, ties, note)
        standing = msgspec.structs.replace(found, drawn=self._drawn_for(one.case))
        command = AppointReviewer(
            seat=one.free[0], standing=standing, accept_by=answer_by(one.case, self._ground.now())
        )
        after = self._done(one, command)
        self._day.took(standing.reviewer, one)
        self.appointed.append(_appointed(one, command))
        return after

    def _drawn_for(self, case: Case) -> Drawn:
        named = self._at.named.items()
        own = tuple(sorted((number, field) for (of, number), field in named if of == case.number))
        return msgspec.structs.replace(self._drawn, named=own)

    def _done(self, one: Waiting, command: AppointReviewer) -> Waiting:
        """Record the appointment, or in a rehearsal only ask whether it might be."""
        case, ground, actor = one.case, self._ground, self._actor
        if self._rehearse:
            now = ground.now()
            for event in decide(case, command, ground.law, now, actor):
                case = evolve(case, event, now, actor)
            return replace(one, case=case)
        key = f"appoint-seat-{command.seat}-after-{one.number}"
        recorded = ground.desk.appoint(command, case.number, actor, key)
        event = recorded[0].event
        if not isinstance(event, ReviewerAppointed) or event.standing != command.standing:
            raise someone_was_faster(case.number)
        for new in recorded:
            case = evolve(case, new.event, new.at, new.actor)
        return replace(one, case=case, number=recorded[-1].number)

    def _leave(
        self, one: Waiting, rule: str, reason: str, remedy: str, ties: Sequence[Conflict]
    ) -> None:
        waits = [tie for tie in ties if tie.state is TieState.WAITS]
        number = one.case.number
        self.left.append(
            LeftSeat(
                case=number,
                seat=one.free[0],
                rule=rule,
                reason=reason,
                remedy=remedy,
                ties=tuple(dict.fromkeys(tie_id(number, tie) for tie in waits)),
            )
        )


def _appointed(one: Waiting, command: AppointReviewer) -> Appointed:
    standing, case = command.standing, one.case
    out = (group for group in standing.excluded if group.reasons != (NOT_CHOSEN,))
    passed_over = sum(len(group.reviewers) for group in out)
    return Appointed(
        case=case.number,
        seat=command.seat,
        reviewer=standing.reviewer,
        pseudonym=standing.pseudonym,
        qualified_for=standing.qualified_for,
        because=standing.chosen_because,
        passed_over=passed_over,
        expedited=case.priority is Priority.EXPEDITED,
        due=one.due,
        accept_by=command.accept_by,
    )

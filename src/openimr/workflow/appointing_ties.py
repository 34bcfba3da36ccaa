"""Possible ties between the panel and the parties of cases, and what persons answer on them."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from openimr.assignment.conflicts import Confirmation, Conflict, NamedParty, Verdict
from openimr.assignment.model import Panel
from openimr.assignment.panel_ties import PanelTies
from openimr.assignment.tie_answers import (
    TieAnswer,
    check_answer,
    latest_answers,
    tie_id,
    with_answers,
)
from openimr.case.model import Case, State
from openimr.vocabulary.actor import Actor
from openimr.vocabulary.errors import BadInput
from openimr.workflow.appointing import Appointing
from openimr.workflow.appointing_cases import AT_WORK, named_parties, rows_in
from openimr.workflow.appointing_day import Day
from openimr.workflow.appointing_outcome import OpenTie
from openimr.workflow.store import CaseQuery


@dataclass(frozen=True)
class Ties:
    """The ties of the cases that wait for a reviewer, and of those who sit in others.

    Attributes:
        at: looks for them.
    """

    at: Appointing

    def found(self, only: str | None = None) -> Iterator[OpenTie]:
        """Every tie of every case that waits for a reviewer, as it stands.

        Or of one case in any state: of its own reviewers, where none is waited for.
        """
        day = self.at.day()
        if only and (case := self.at.ground.case(only)).state is not State.READY_TO_APPOINT:
            yield from self._of_who_sits(case, day)
            return
        for one in self.at.waiting(only):
            yield from self._of(one.case, day)

    def seated(self) -> Iterator[OpenTie]:
        """Every tie of reviewers who sit in open cases, as it stands."""
        ground, day = self.at.ground, self.at.day()
        rows = (rows_in(ground.store, CaseQuery(state=state.value)) for state in AT_WORK)
        for row in (row for each in rows for row in each if row.seats):
            yield from self._of_who_sits(ground.case(row.case), day)

    def _of_who_sits(self, case: Case, day: Day) -> Iterator[OpenTie]:
        sitting = {seat.reviewer for seat in case.seats}
        return (one for one in self._of(case, day) if one.tie.reviewer in sitting)

    def _of(self, case: Case, day: Day) -> Iterator[OpenTie]:
        names = self.at.ground.book.named([party.id for party in case.parties])
        number = case.number
        for tie in day.ties(case, names):
            yield OpenTie(id=tie_id(number, tie), case=number, name=names[tie.party], tie=tie)

    def of_case(
        self, number: str, panel: Panel, on: dt.date
    ) -> tuple[tuple[NamedParty, ...], tuple[Conflict, ...]]:
        """The parties of a case in any state, and their ties to some members.

        Raises:
            BadInput: when there is no such case.
        """
        ground = self.at.ground
        case = ground.case(number)
        parties = named_parties(case, ground.book.named([party.id for party in case.parties]))
        found = PanelTies(panel).conflicts(parties, on, law=ground.law)
        answers = latest_answers(self.at.panel.answers())
        return parties, with_answers(number, found, answers)

    def waiting(self, only: str | None = None) -> Iterator[OpenTie]:
        """The ties on which a person must answer, each question once."""
        asked: set[str] = set()
        for one in self.found(only):
            if one.waits and one.id not in asked:
                asked.add(one.id)
                yield one

    def answer(self, id: str, verdict: Verdict, reason: str, actor: Actor) -> OpenTie:
        """Keep a person's answer on a tie; it holds wherever the same question comes up.

        Args:
            id: the tie's.
            verdict: the answer.
            reason: in a sentence, for whoever looks at it later.
            actor: who answers.

        Raises:
            BadInput: when no case that waits and nobody who sits has such a tie.
            Refused: when the actor may not answer, or the tie would be waived.
        """
        every = itertools.chain(self.found(), self.seated())
        found = next((one for one in every if one.id == id), None)
        if found is None:
            remedy = "`openimr panel ties` lists those that wait."
            raise BadInput(f"tie '{id}'", "no open case has such a tie", remedy)
        confirmation = Confirmation(
            reviewer=found.tie.reviewer,
            party=found.tie.party,
            with_whom=found.tie.with_whom,
            verdict=verdict,
            reason=reason,
            by=actor.id,
            at=self.at.ground.now(),
        )
        check_answer(found.tie, confirmation, actor)
        kept = TieAnswer(tie=id, case=found.case, role=actor.role, confirmation=confirmation)
        self.at.panel.answer(kept)
        return found

"""A reviewer whom a person names: the same looks and the same record as when a round chooses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from openimr.assignment.candidates import Candidate
from openimr.assignment.choose import chosen_by_name
from openimr.assignment.conflicts import Conflict
from openimr.assignment.eligibility import Choosing
from openimr.case.appointment import ReviewerStanding
from openimr.case.commands import appointing as of_case
from openimr.case.record import RecordedEvent
from openimr.vocabulary.actor import Actor, Role
from openimr.vocabulary.errors import Refused
from openimr.workflow.appointing import Appointing, answer_by
from openimr.workflow.appointing_cases import Waiting, nameless
from openimr.workflow.appointing_day import Day
from openimr.workflow.appointing_seats import fitting
from openimr.workflow.by_people import AppointReviewer


@dataclass(frozen=True)
class ByName:
    """Appoints members of the panel whom a case manager names.

    Attributes:
        at: knows the panel, its ties and answers, and the cases.
    """

    at: Appointing

    def appoint(
        self, asked: AppointReviewer, number: str, actor: Actor, key: str
    ) -> tuple[RecordedEvent, ...]:
        """Appoint whom a person named, unless anything keeps them from this case.

        Args:
            asked: whom, to which seat, and why.
            number: the case.
            actor: who names the reviewer; a person, since a program has no reason of its own.
            key: made once for this command.

        Raises:
            Refused: with everything that speaks against the reviewer.
            BadInput: when the case is not in the record, or waits for no reviewer.
        """
        _check_person(actor)
        ground = self.at.ground
        with self.at.panel.one_batch():
            if done := ground.desk.done_before(number, actor, key):
                return done
            one = next(iter(self.at.waiting(number)))
            command = of_case.AppointReviewer(
                seat=asked.seat,
                standing=self._standing(asked, one, actor),
                accept_by=answer_by(one.case, ground.now()),
            )
            return ground.desk.appoint(command, number, actor, key)

    def _standing(self, asked: AppointReviewer, one: Waiting, actor: Actor) -> ReviewerStanding:
        day, case = self.at.day(), one.case
        names = self.at.ground.book.named([party.id for party in case.parties])
        if missing := nameless(case, names):
            raise Refused(
                f"The name of the {', '.join(missing)} is not known here.",
                rule="names-known",
                remedy="Nobody can look for ties without it: enter the name.",
            )
        ties = day.ties(case, names)
        choosing = self._choosing(asked, one, day, ties)
        because = f"chosen by {actor.id}: {asked.reason.strip()}"
        choice = chosen_by_name(choosing, asked.reviewer, because)
        chosen = _called(choosing.candidates, asked.reviewer)
        return day.standing(one, chosen, choice, ties, self.at.note(case))

    def _choosing(
        self, asked: AppointReviewer, one: Waiting, day: Day, ties: Sequence[Conflict]
    ) -> Choosing:
        """The case and the panel as a round would see them; there is nothing to draw."""
        candidates, table = day.candidates(), self.at.table
        own = fitting(one, _called(candidates, asked.reviewer), table)
        several = one.case.seats_approved > 1
        treatments = tuple(sorted(own)) if several and own else tuple(one.fields)
        return Choosing(
            on=day.on,
            seed="nothing was drawn",
            cases=(one.to_assign(treatments),),
            candidates=candidates,
            table=table,
            barred=tuple(one.barred(ties)),
            seen=day.seen(),
            terms=self.at.terms,
        )


def _check_person(actor: Actor) -> None:
    if actor.role is not Role.CASE_MANAGER:
        raise Refused(
            f"To name a reviewer is not for the role '{actor.role.value}'.",
            rule="not-your-step",
            remedy=f"It is for: {Role.CASE_MANAGER.value}.",
        )


def _called(candidates: Sequence[Candidate], reviewer: str) -> Candidate:
    found = next((one for one in candidates if one.reviewer == reviewer), None)
    if found is None:
        raise Refused(
            "Nobody on the panel has this identifier.",
            rule="on-the-panel",
            remedy="`openimr panel seats` lists the panel.",
        )
    return found

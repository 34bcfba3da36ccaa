"""A case under any sequence of commands, and what holds of it whatever was asked."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from tests.invented_dispute import START

from openimr.case.commands.command import Command
from openimr.case.decide import decide
from openimr.case.events import CaseEvent
from openimr.case.events.appointing import ReviewerAppointed, ReviewerRecused
from openimr.case.events.intake import ApplicationReceived
from openimr.case.events.issuing import (
    Closed,
    DeterminationIssued,
    PublicationWithdrawn,
    Remanded,
)
from openimr.case.events.records import RecordsClosed, RecordsFoundLater, RecordsReceived
from openimr.case.events.reviewing import (
    FindingRecorded,
    FirstOpinionRecorded,
    ProposalShown,
    QualityPassed,
    SentToQuality,
    TreatmentDecided,
)
from openimr.case.evolve import case_of, evolve
from openimr.case.model import Case, State
from openimr.case.permissions import PERMITTED
from openimr.case.states import STATES
from openimr.law.load import load_law
from openimr.law.model import Law
from openimr.vocabulary.actor import Actor
from openimr.vocabulary.errors import Refused

LAW = load_law()


class Recorded(NamedTuple):
    """An event as the record gives it back."""

    event: CaseEvent
    at: dt.datetime
    actor: Actor


class Life:
    """A case under any sequence of commands; refusals leave it as it was."""

    def __init__(self, law: Law = LAW) -> None:
        self.law = law
        self.now = START
        self.case: Case | None = None
        self.record: tuple[Recorded, ...] = ()
        self.refused: set[str] = set()

    def ask(self, command: Command, by: Actor) -> bool:
        """Whether the command was allowed; anything but Refused goes through.

        Every refusal says why, by which rule, what that rests on, and what can be done.
        """
        before = self.case.state if self.case else None
        try:
            events = decide(self.case, command, self.law, self.now, by)  # type: ignore[arg-type]
        except Refused as refusal:
            assert refusal.reason and refusal.rule and refusal.citation and refusal.remedy
            self.refused.add(refusal.rule)
            return False
        assert events
        for event in events:
            self.case = evolve(self.case, event, self.now, by)
            self.record += (Recorded(event, self.now, by),)
        assert self.case is not None
        assert type(command) in PERMITTED and by.role in PERMITTED[type(command)]
        if before is not None:
            assert self.case.state in STATES[before].moves[type(command)]
        return True

    @property
    def events(self) -> list[CaseEvent]:
        return [one.event for one in self.record]


SEATED = (
    State.APPOINTED,
    State.IN_REVIEW,
    State.IN_QUALITY_REVIEW,
    State.DECIDED,
    State.ISSUED,
    State.SERVED,
)


def the_record_makes_the_same_case_again(life: Life) -> None:
    if life.record:
        assert case_of(life.record) == life.case


def nothing_follows_closing(life: Life) -> None:
    """But for what was published: a court may seal it years later."""
    closings = [n for n, e in enumerate(life.events) if isinstance(e, Closed)]
    after = [e for e in life.events if not isinstance(e, PublicationWithdrawn)]
    assert not closings or (len(closings) == 1 and isinstance(after[-1], Closed))


def no_determination_without_records_beyond_the_ur_decision(life: Life) -> None:
    beyond = False
    for event in life.events:
        beyond |= isinstance(event, RecordsReceived | RecordsFoundLater) and event.beyond_ur
        assert beyond or not isinstance(event, RecordsClosed | DeterminationIssued)


def no_finding_without_first_opinion_and_shown_proposal(life: Life) -> None:
    opined: set[tuple[int, int]] = set()
    shown: set[tuple[int, int]] = set()
    for event in life.events:
        if isinstance(event, Remanded):
            opined, shown = set(), set()
        if isinstance(event, ReviewerRecused):
            opined = {one for one in opined if one[0] != event.seat}
            shown = {one for one in shown if one[0] != event.seat}
        if isinstance(event, FirstOpinionRecorded):
            assert (event.seat, event.treatment) not in opined | shown
            opined.add((event.seat, event.treatment))
        if isinstance(event, ProposalShown):
            assert (event.seat, event.treatment) in opined
            shown.add((event.seat, event.treatment))
        if isinstance(event, FindingRecorded):
            assert (event.seat, event.treatment) in shown


def nobody_sits_who_must_not(life: Life) -> None:
    out: set[str] = set()
    sitting: dict[int, str] = {}
    for recorded in life.record:
        event = recorded.event
        if isinstance(event, ReviewerRecused):
            assert sitting.pop(event.seat) == event.reviewer
            if event.barred:
                out.add(event.reviewer)
        if isinstance(event, Remanded):
            assert set(event.barred) >= set(sitting.values())
            out |= set(event.barred)
            sitting = {}
        if isinstance(event, ReviewerAppointed):
            who = event.standing
            assert who.reviewer not in out
            assert who.reviewer not in sitting.values()
            assert event.seat not in sitting
            assert not who.conflicts and not who.disciplined and who.active_practice
            assert not who.against
            assert who.verified and 0 <= (who.checked - who.verified).days <= 180
            assert who.licensed_until and who.licensed_until >= who.checked
            assert any(why for _, why in who.qualified_for)
            sitting[event.seat] = who.reviewer


def every_answer_rests_on_a_finding(life: Life) -> None:
    found: set[int] = set()
    for event in life.events:
        if isinstance(event, FindingRecorded):
            found.add(event.treatment)
        if isinstance(event, TreatmentDecided):
            assert event.treatment in found


def a_letter_answers_everything_in_dispute(life: Life) -> None:
    case = life.case
    if case and case.state in {State.DECIDED, State.ISSUED, State.SERVED}:
        assert sorted(one.treatment for one in case.answers) == [
            one.number for one in case.disputed
        ]
        assert case.records_beyond_ur and case.answers


def everything_in_dispute_has_somebody_qualified_and_all_of_them_find(life: Life) -> None:
    case = life.case
    if case is None or case.state not in SEATED:
        return
    for treatment in case.disputed:
        seats = [seat for seat in case.seats if seat.qualified(treatment.number)]
        assert seats
        if case.state not in {State.APPOINTED, State.IN_REVIEW}:
            assert all(seat.finding(treatment.number) for seat in seats)


def nothing_is_answered_before_quality_review_passed(life: Life) -> None:
    case = life.case
    if case and case.state not in {State.APPEALED, State.CLOSED}:
        answered = case.state in {State.DECIDED, State.ISSUED, State.SERVED}
        over = case.state in {State.WITHDRAWN, State.TERMINATED}
        assert bool(case.answers) is answered or over


def nothing_is_decided_before_the_reviewers_declared_about_everybody_named(life: Life) -> None:
    case = life.case
    if case and case.state in {State.IN_QUALITY_REVIEW, State.DECIDED, State.ISSUED}:
        last = life.events[-1]
        if isinstance(last, SentToQuality | QualityPassed | TreatmentDecided | DeterminationIssued):
            assert not any(case.undeclared(seat) for seat in case.seats)


def a_case_is_opened_once(life: Life) -> None:
    opened = [isinstance(event, ApplicationReceived) for event in life.events]
    assert opened.count(True) <= 1 and not any(opened[1:])


ALWAYS = (
    the_record_makes_the_same_case_again,
    nothing_follows_closing,
    no_determination_without_records_beyond_the_ur_decision,
    no_finding_without_first_opinion_and_shown_proposal,
    nobody_sits_who_must_not,
    every_answer_rests_on_a_finding,
    a_letter_answers_everything_in_dispute,
    everything_in_dispute_has_somebody_qualified_and_all_of_them_find,
    nothing_is_answered_before_quality_review_passed,
    nothing_is_decided_before_the_reviewers_declared_about_everybody_named,
    a_case_is_opened_once,
)
"""What must hold of a case at any time."""
